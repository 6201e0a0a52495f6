"use strict";
// The page of the data files: saves formulae and speeches as CSV that Excel opens, from the data of the pages.
lineage.page("downloads", (page) => {
  const words = JSON.parse(page.querySelector("script.headings").textContent);
  const line = page.querySelector(".saving");

  const rows = {
    formulae: async () => {
      const [own, speeches] = await Promise.all([lineage.data("formulae"), lineage.data("speeches")]);
      const date = (number) => (number < 0 ? "" : speeches.date[number]);
      return own.label.map((label, at) => [
        at + 1, label, words.kinds[own.kind[at]], (own.score[at] / 1000).toFixed(3), own.carriers[at].length, own.places[at],
        own.speakers[at], date(own.first[at]), date(own.last[at]), own.variants[at],
      ]);
    },
    speeches: async () => {
      const own = await lineage.data("speeches");
      return own.id.map((id, at) => [
        id, own.title[at], own.speaker[at], own.date[at], own.characters[at], own.inherited[at] ?? "", own.first_uses[at] ?? "",
      ]);
    },
  };

  for (const button of line.querySelectorAll("button")) {
    const name = button.dataset.table;
    button.addEventListener("click", async () => {
      try {
        lineage.saveCsv(`${name}-excel`, [words[name], ...(await rows[name]())]);
        line.querySelector("output").textContent = "";
      } catch (error) {
        line.querySelector("output").textContent = error.message;
      }
    });
  }
  line.hidden = false;
});
