"use strict";
// The first page: finding in the table of formulae.
lineage.page("first", (page) => {
  const table = page.querySelector("#rows");
  const rows = [...table.tBodies[0].rows];
  // Substrings of the canonical wording, so that script, width and marks do not matter.
  const { from, to } = window.lineageFolding;
  const simplified = new Map([...from].map((character, at) => [character, [...to][at]]));
  const fold = (text) => [...text.normalize("NFKC").toLowerCase()]
    .map((character) => simplified.get(character) ?? character).join("").replace(/(?<![0-9])\.|\.(?![0-9])|[^\p{L}\p{N}+%.]/gu, "");
  const search = page.querySelector("#search");
  const found = page.querySelector("#found");
  const wordings = rows.map((row) => row.dataset.wording.toLowerCase());
  const find = () => {
    const typed = search.value.trim();
    const wanted = fold(typed);
    let count = 0;
    rows.forEach((row, at) => {
      row.hidden = typed !== "" && (wanted === "" || !wordings[at].includes(wanted));
      if (!row.hidden) count += 1;
    });
    found.textContent = (count ? found.dataset.pattern : found.dataset.none).replace("#", count.toLocaleString("en"));
  };
  search.closest("p").hidden = false;
  search.addEventListener("input", find);
  find();
});
