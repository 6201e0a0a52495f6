"use strict";
// Picks one of many by typing: a field, and below it the list of those that have every word that was typed.
(() => {
  const MOST = 50;
  let made = 0;

  // `entries`: [{ value, label }…]; `choose(value)` is called when one was picked. Gives { show(value) }.
  lineage.picker = (holder, { name, entries, choose }) => {
    made += 1;
    const identifier = `picker-${made}`;
    const folded = entries.map((entry) => lineage.folded(entry.label));
    const field = lineage.make("input", {
      id: identifier, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${identifier}-list`,
    });
    const list = lineage.make("ul", { id: `${identifier}-list`, role: "listbox", "aria-label": name });
    const count = lineage.make("p", { class: "small", role: "status" });
    const panel = lineage.make("div", { class: "panel", hidden: true }, list, count);
    holder.replaceChildren(lineage.make("label", { for: identifier }, name), field, panel);
    let chosen = null;
    let current = -1;
    let found = [];

    const labelOf = (value) => entries.find((entry) => entry.value === value)?.label ?? "";
    const point = (at) => {
      list.children[current]?.setAttribute("aria-selected", "false");
      current = at;
      const option = list.children[at];
      if (!option) { field.removeAttribute("aria-activedescendant"); return; }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    };
    const open = (typed) => {
      const words = lineage.folded(typed).split(/\s+/).filter(Boolean);
      found = entries.filter((entry, at) => words.every((word) => folded[at].includes(word)));
      const shown = found.slice(0, MOST);
      list.replaceChildren(...shown.map((entry, at) => {
        const option = lineage.make("li", { id: `${identifier}-${at}`, role: "option", "aria-selected": "false", lang: "zh" }, entry.label);
        option.addEventListener("mousedown", (event) => { event.preventDefault(); pick(at); });
        return option;
      }));
      count.textContent = found.length ? lineage.say("compare_typed", { shown: shown.length, all: found.length }) : lineage.say("compare_none");
      panel.hidden = false;
      field.setAttribute("aria-expanded", "true");
      point(typed && found.length ? 0 : shown.findIndex((entry) => entry.value === chosen));
    };
    const close = () => {
      panel.hidden = true;
      field.setAttribute("aria-expanded", "false");
      point(-1);
    };
    const show = (value) => { chosen = value; field.value = labelOf(value); close(); };
    const pick = (at) => {
      if (!found[at]) return;
      show(found[at].value);
      choose(chosen);
    };
    const move = (by) => {
      if (panel.hidden) open("");
      else if (list.children.length) point((current + by + list.children.length) % list.children.length);
    };

    const keys = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => pick(current),
      Escape: () => { if (!panel.hidden) show(chosen); },
    };
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    field.addEventListener("input", () => open(field.value));
    field.addEventListener("click", () => { if (panel.hidden) { field.select(); open(""); } });
    field.addEventListener("focus", () => field.select());
    field.addEventListener("blur", () => show(chosen));
    return { show };
  };
})();
