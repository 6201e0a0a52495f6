"use strict";
// Draws figures in the colours and fonts of the page when they come into sight, and again when the theme changes; saves
// them as PNG, SVG and CSV. plotly.js is large: it is loaded when the first figure is near.
(() => {
  const paper = getComputedStyle(document.documentElement);
  const colour = (name) => paper.getPropertyValue(name).trim();

  // A colour stands in the data as the name of a variable of the page, such as `--line-0`.
  const dressed = (value) => {
    if (typeof value === "string") return value.startsWith("--") ? colour(value) : value;
    if (Array.isArray(value)) return value.map(dressed);
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, dressed(inner)]));
    return value;
  };

  const short = (name) => (typeof name === "string" ? name.replace(/^(.{6}).*?( \d+)$/u, "$1…$2") : name);
  const laid = (figure, holder) => {
    const axis = { gridcolor: colour("--rule"), linecolor: colour("--rule"), zerolinecolor: colour("--rule") };
    const layout = {
      ...dressed(figure.layout),
      paper_bgcolor: colour("--paper"),
      plot_bgcolor: colour("--paper"),
      font: { family: getComputedStyle(document.body).fontFamily, color: colour("--ink"), size: 13 },
      hoverlabel: { bgcolor: colour("--card"), bordercolor: colour("--rule"), font: { color: colour("--ink"), size: 14 }, align: "left" },
    };
    for (const name of Object.keys(figure.layout)) if (/^[xy]axis/.test(name)) layout[name] = { ...axis, ...layout[name] };
    let data = dressed(figure.data);
    if (holder.clientWidth < 600 && figure.layout.yaxis?.type === "category") {
      data = data.map((trace) => (Array.isArray(trace.y) ? { ...trace, y: trace.y.map(short) } : trace));
    }
    return [data, layout];
  };

  let arriving = null;
  const plotly = () => {
    arriving ??= window.Plotly ? Promise.resolve() : lineage.plotly();
    return arriving;
  };

  // A point leads where its `customdata` says. The cells of a map are many: its `meta` holds one path for all of them.
  const leads = (point) => {
    if (typeof point?.customdata === "string") return point.customdata;
    const { path, names } = point?.data.meta ?? {};
    const [row, column] = [].concat(point?.pointNumber);
    return path?.replace("{row}", names[row]).replace("{column}", names[column]);
  };
  const follow = (event) => {
    const path = leads(event.points[0]);
    if (path) lineage.go(path);
  };

  // `lineage.draw(holder, figure)`: what a script has made goes the same way as what stands in the page.
  lineage.draw = async (holder, figure, signal) => {
    await plotly();
    if (signal?.aborted) return;
    const again = () => Plotly.react(holder, ...laid(figure, holder), figure.config);
    await again();
    if (holder.dataset.drawn) return;
    holder.dataset.drawn = "true";
    holder.on("plotly_click", follow);
    document.addEventListener("lineage-theme", again, { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal });
    matchMedia("print").addEventListener("change", again, { signal }); // paper is light
  };

  const saving = (figure, holder, spec) => {
    const name = figure.dataset.name;
    const buttons = figure.querySelector(".saves");
    const image = (format, scale) => async () => {
      await lineage.draw(holder, spec);
      await Plotly.downloadImage(holder, { format, scale, filename: name, width: holder.clientWidth, height: spec.layout.height });
    };
    const choices = [["PNG", image("png", 3)], ["SVG", image("svg", 1)]];
    const table = figure.querySelector("table");
    if (table) choices.push(["CSV", () => lineage.saveCsv(name, lineage.rowsOf(table))]);
    for (const [format, save] of choices) {
      const button = lineage.make("button", { type: "button", "aria-label": lineage.say("save_figure", { format, title: figure.dataset.title }) }, format);
      button.addEventListener("click", save);
      buttons.append(button);
    }
  };

  // A figure that is drawn when it comes into sight, or printed.
  lineage.figure = (figure, spec, signal) => {
    const holder = figure.querySelector(".plot");
    saving(figure, holder, spec);
    holder.draw = () => lineage.draw(holder, spec, signal);
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      holder.draw();
    }, { rootMargin: "400px" });
    signal.addEventListener("abort", () => seen.disconnect());
    const begin = () => seen.observe(holder);
    if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: 1000 });
    else setTimeout(begin, 100);
    addEventListener("beforeprint", holder.draw, { signal });
  };

  // Those whose data stand in the page; of others a script of the page knows what they show.
  lineage.every((page, signal) => {
    for (const figure of page.querySelectorAll("figure.drawn")) {
      const spec = figure.querySelector("script");
      if (spec) lineage.figure(figure, JSON.parse(spec.textContent), signal);
    }
  });
})();
