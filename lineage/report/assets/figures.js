"use strict";
// Draws the figure whose data stands in the page, in the colours and fonts of the page, and again when the theme changes.
// plotly.js is large: it is loaded when the page has nothing else to do, so that the table need not wait for it.
(() => {
  const holder = document.getElementById("figure");
  const source = document.getElementById("figure-data");
  if (!holder || !source) return;
  const figure = JSON.parse(source.textContent);

  const dressed = () => {
    const narrow = holder.clientWidth < 600;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const lines = [0, 1, 2, 3, 4].map((at) => colour(`--line-${at}`));
    const axis = { gridcolor: colour("--rule"), linecolor: colour("--rule"), zerolinecolor: colour("--rule") };
    const names = [...new Set(figure.data.map((trace) => trace.name))];
    const short = (name) => (narrow && typeof name === "string" ? name.replace(/^(.{6}).*?( \d+)$/u, "$1…$2") : name);
    const data = figure.data.map((trace) => {
      const color = lines[names.indexOf(trace.name) % lines.length];
      return { ...trace, y: trace.y.map(short), line: { color, width: 1.5 }, marker: { ...trace.marker, color } };
    });
    const layout = {
      ...figure.layout,
      paper_bgcolor: colour("--paper"),
      plot_bgcolor: colour("--paper"),
      font: { family: getComputedStyle(document.body).fontFamily, color: colour("--ink"), size: 13 },
      hoverlabel: { bgcolor: colour("--card"), bordercolor: colour("--rule"), font: { color: colour("--ink"), size: 14 }, align: "left" },
    };
    for (const name of Object.keys(figure.layout)) if (/^[xy]axis/.test(name)) layout[name] = { ...figure.layout[name], ...axis };
    return [data, layout];
  };

  const draw = () => Plotly.react(holder, ...dressed(), figure.config);
  const begin = () => {
    draw();
    holder.on("plotly_click", (event) => {
      const page = event.points[0].data.meta;
      if (page) location.href = `formulae/${page}.html`;
    });
    document.addEventListener("lineage-theme", draw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  };
  const load = () => {
    if (window.Plotly) { begin(); return; } // it stands in the page itself
    const script = document.createElement("script");
    script.src = holder.dataset.plotly;
    script.addEventListener("load", begin);
    document.head.append(script);
  };
  if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: 1000 });
  else setTimeout(load, 100);
})();
