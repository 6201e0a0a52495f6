"use strict";
// Draws the figure whose data stands in the page, in the colours and fonts of the page, and again when the theme changes.
(() => {
  const holder = document.getElementById("figure");
  const source = document.getElementById("figure-data");
  if (!holder || !source) return;
  const figure = JSON.parse(source.textContent);

  const dressed = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const lines = [0, 1, 2, 3, 4].map((at) => colour(`--line-${at}`));
    const axis = { gridcolor: colour("--rule"), linecolor: colour("--rule"), zerolinecolor: colour("--rule") };
    const data = figure.data.map((trace, at) => ({
      ...trace,
      line: { color: lines[at % lines.length], width: 1.5 },
      marker: { ...trace.marker, color: lines[at % lines.length] },
    }));
    const layout = {
      ...figure.layout,
      paper_bgcolor: colour("--paper"),
      plot_bgcolor: colour("--paper"),
      font: { family: getComputedStyle(document.body).fontFamily, color: colour("--ink"), size: 13 },
      hoverlabel: { bgcolor: colour("--card"), bordercolor: colour("--rule"), font: { color: colour("--ink"), size: 14 }, align: "left" },
      xaxis: { ...figure.layout.xaxis, ...axis },
      yaxis: { ...figure.layout.yaxis, ...axis },
    };
    return [data, layout];
  };

  const draw = () => Plotly.react(holder, ...dressed(), figure.config);
  draw();
  holder.on("plotly_click", (event) => { location.href = `formulae/${event.points[0].data.meta}.html`; });
  document.addEventListener("lineage-theme", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
