"use strict";
// Tables: headings of `table.sortable` sort, `table[data-file]` can be saved as CSV for Excel. A cell may say in
// `data-value` what it is sorted and saved by.
(() => {
  const valueOf = (cell) => cell.dataset.value ?? cell.textContent.trim();

  // Figures by size, words and dates by text; empty cells last, equal ones in the order they came.
  const order = (one, other, numeric, sign) => {
    if (one === "" || other === "") return (one === "" ? 1 : 0) - (other === "" ? 1 : 0);
    if (numeric) return sign * (Number(one.replace(/,/g, "")) - Number(other.replace(/,/g, "")));
    return sign * (one < other ? -1 : one > other ? 1 : 0);
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      if (heading.hasAttribute("data-unsorted")) return;
      const numeric = heading.classList.contains("figure");
      lineage.heading(heading, (falling) => {
        for (const other of headings) if (other !== heading) other.removeAttribute("aria-sort");
        const sign = falling ? -1 : 1;
        const keyed = rows.map((row, place) => ({ row, place, value: valueOf(row.cells[column]) }));
        keyed.sort((a, b) => order(a.value, b.value, numeric, sign) || a.place - b.place);
        body.replaceChildren(...keyed.map((entry) => entry.row));
      });
    });
  };

  // A heading that sorts, and sorts back: figures fall first, words rise first, unless `data-first` says otherwise.
  lineage.heading = (heading, sort) => {
    const button = lineage.make("button", { type: "button" }, ...heading.childNodes);
    button.addEventListener("click", () => {
      const now = heading.getAttribute("aria-sort");
      const first = heading.dataset.first ?? (heading.classList.contains("figure") ? "descending" : "ascending");
      const next = now === null ? first : now === "ascending" ? "descending" : "ascending";
      heading.setAttribute("aria-sort", next);
      sort(next === "descending");
    });
    heading.append(button);
  };

  // CSV for Excel: a mark of UTF-8 first; what Excel would take for a formula is text.
  const cell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[-+]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  lineage.save = (name, content, type) => {
    const address = URL.createObjectURL(new Blob([content], { type }));
    lineage.make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };
  lineage.saveCsv = (name, rows) => {
    const lines = rows.map((row) => row.map((value) => cell(String(value))).join(",")).join("\r\n");
    lineage.save(`${name}.csv`, `\ufeff${lines}\r\n`, "text/csv;charset=utf-8");
  };
  lineage.rowsOf = (table) => [...table.rows].map((row) => [...row.cells].map(valueOf));

  lineage.every((page) => {
    for (const table of page.querySelectorAll("table.sortable")) sortable(table);
    for (const table of page.querySelectorAll("table[data-file]")) {
      const button = lineage.make("button", { type: "button", class: "save" }, lineage.say("save_table"));
      button.addEventListener("click", () => lineage.saveCsv(table.dataset.file, lineage.rowsOf(table)));
      table.closest(".wide").after(lineage.make("p", { class: "tools" }, button));
    }
  });
})();
