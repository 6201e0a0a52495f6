"use strict";
// What every page does: the theme, and a table that sorts and finds. Reads from the page, writes only text and attributes.
(() => {
  const root = document.documentElement;
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* a page from disk may not store; the choice lasts while it is open */ } },
  };

  const kept = store.get("lineage-theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  const theme = document.getElementById("theme");
  theme.hidden = false;
  addEventListener("beforeprint", () => { for (const hidden of document.querySelectorAll("details")) hidden.open = true; });
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    store.set("lineage-theme", root.dataset.theme);
    document.dispatchEvent(new Event("lineage-theme"));
  });

  const table = document.getElementById("rows");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];

  // Sorting: figures by size, words and dates by text; empty cells last, equal ones in the order of rank.
  const headings = [...table.tHead.rows[0].cells];
  const sort = (heading) => {
    const column = Number(heading.dataset.column);
    const numeric = heading.classList.contains("figure");
    const falling = heading.getAttribute("aria-sort") === "ascending" || (numeric && column > 0 && !heading.hasAttribute("aria-sort"));
    const sign = falling ? -1 : 1;
    const keyed = rows.map((row, place) => ({ row, place, key: row.cells[column].textContent.trim() }));
    keyed.sort((a, b) => {
      if (!a.key || !b.key) return (a.key ? 0 : 1) - (b.key ? 0 : 1) || a.place - b.place;
      const order = numeric ? Number(a.key) - Number(b.key) : a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
      return sign * order || a.place - b.place;
    });
    for (const other of headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    body.replaceChildren(...keyed.map((entry) => entry.row));
  };
  for (const heading of headings) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(heading));
    heading.append(button);
  }

  // Finding: substrings of the canonical wording, so script, width and marks do not matter.
  const { from, to } = window.lineageFolding;
  const simplified = new Map([...from].map((character, place) => [character, [...to][place]]));
  const fold = (text) => [...text.normalize("NFKC").toLowerCase()]
    .map((character) => simplified.get(character) ?? character).join("").replace(/(?<![0-9])\.|\.(?![0-9])|[^\p{L}\p{N}+%.]/gu, "");
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const wordings = rows.map((row) => row.dataset.wording.toLowerCase());
  const find = () => {
    const typed = search.value.trim();
    const wanted = fold(typed);
    let count = 0;
    rows.forEach((row, place) => {
      row.hidden = typed !== "" && (wanted === "" || !wordings[place].includes(wanted));
      if (!row.hidden) count += 1;
    });
    found.textContent = (count ? found.dataset.pattern : found.dataset.none).replace("#", count.toLocaleString("en"));
  };
  search.closest("p").hidden = false;
  search.addEventListener("input", find);
  find();
})();
