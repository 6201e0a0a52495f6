"use strict";
// The first page: the table of formulae finds, filters and sorts in all of them, and draws a portion at a time. What it
// shows stands in the address: `q` (what is looked for), `sort` (a column, `-` before it where it falls), `columns`, and
// the parts of the filter; `at=formulae` brings the table into sight.
lineage.page("first", async (page, signal) => {
  const table = page.querySelector("#rows");
  if (!table) return;
  const PORTION = 100;
  const { make, say } = lineage;
  const find = (name) => page.querySelector(`#${name}`);
  const [finder, search, view, shelf, further] = ["finder", "search", "view", "shelf", "further"].map(find);
  table.setAttribute("aria-busy", "true");
  let formulae, speeches;
  try {
    [formulae, speeches] = await Promise.all([lineage.data("formulae"), lineage.data("speeches")]);
  } catch (error) {
    table.before(make("p", { role: "alert" }, error.message));
    return;
  } finally {
    table.removeAttribute("aria-busy");
  }
  if (signal.aborted) return;

  const kinds = new Map([...page.querySelectorAll("[data-field='kind'] option")].map((option) => [option.value, option.textContent]));
  const doubts = [...find("kept").content.querySelectorAll("li")].map((item) => item.textContent);
  const filters = lineage.filters(formulae, speeches, kinds);
  const rows = lineage.rows(formulae, speeches, kinds, doubts);
  const all = formulae.id.length;

  // Substrings of canonical wordings, so that script, width and marks do not matter.
  const wordings = formulae.wordings.map((text) => text.toLowerCase());

  // The columns: those that suit every reader, until some are chosen.
  const headings = [...table.tHead.rows[0].cells];
  const names = headings.map((heading) => heading.dataset.column);
  const boxes = [...page.querySelectorAll("#columns input")];
  const usual = names.filter((name, at) => !headings[at].hidden && (rows.dated || !["course", "first", "last", "span"].includes(name)));

  // The view, as the address tells it.
  const OWN = ["q", "sort", "columns", "at"];
  let typed = "", sort = { column: "rank", falling: false }, shown = usual, parts = [], found = [], drawn = 0, passes = () => true;

  const read = () => {
    const state = lineage.state.read();
    typed = state.get("q") ?? "";
    const [, sign, column] = /^(-?)(.*)$/.exec(state.get("sort") ?? "rank");
    sort = rows.columns[column]?.sorts ? { column, falling: sign === "-" } : { column: "rank", falling: false };
    const chosen = state.get("columns")?.split(",");
    shown = chosen ? names.filter((name) => chosen.includes(name) || name === "rank" || name === "label") : usual;
    parts = filters.read(state);
    passes = filters.test(parts);
  };

  // What others keep in the address stays; a step can be gone back, typing is none.
  const write = (step) => {
    const state = lineage.state.read();
    for (const key of [...state.keys()]) if (OWN.includes(key) || filters.owns(key)) state.delete(key);
    if (typed) state.set("q", typed);
    if (sort.column !== "rank" || sort.falling) state.set("sort", `${sort.falling ? "-" : ""}${sort.column}`);
    if (shown !== usual) state.set("columns", shown.filter((name) => name !== "rank" && name !== "label").join(","));
    for (const part of parts) state.append(filters.keyOf(part), part.value);
    lineage.state.write(state, step);
  };

  // Who stood on the button goes on with the first of the new rows, since the button moves away or goes.
  const portion = () => {
    const before = drawn;
    const stood = document.activeElement === further.firstElementChild;
    const next = found.slice(drawn, drawn + PORTION);
    table.tBodies[0].append(...next.map((number) => rows.draw(number, shown)));
    drawn += next.length;
    further.hidden = drawn >= found.length;
    further.firstElementChild.textContent = say("show_more", { count: Math.min(PORTION, found.length - drawn), shown: drawn, all: found.length });
    if (stood) table.tBodies[0].querySelectorAll("button.open")[before]?.focus();
  };

  // The sentence that tells the view; each part of it can be taken out.
  const tell = () => {
    const chips = parts.map((part) => ({ text: filters.words(part), part, without: () => { parts = parts.filter((other) => other !== part); } }));
    if (typed) chips.unshift({ text: say("view_q", { what: typed }), without: () => { typed = ""; search.value = ""; } });
    const sentence = chips.flatMap((chip, at) => {
      const remove = make("button", { type: "button", "aria-label": say("view_remove", { part: chip.text }) }, "×");
      remove.addEventListener("click", () => {
        chip.without();
        change();
        (find("parts").querySelectorAll("button")[at] ?? find("parts").querySelector("button") ?? search).focus();
      });
      const before = at === 0 ? say("parts_begin") : say(chip.part && filters.alternative(chip.part) && filters.alternative(chips[at - 1].part ?? {}) ? "parts_or" : "parts_between");
      return [before, make("span", { class: "part" }, chip.text, " ", remove)];
    });
    find("found").textContent = say(chips.length ? "found_some" : "found_all", { count: found.length, all });
    find("parts").replaceChildren(...sentence, ...(chips.length ? [say("parts_end")] : []));
    find("clear").hidden = chips.length < 2;
    find("whole").hidden = !parts.some(filters.bySpeech);
    find("nothing").hidden = found.length > 0;
    find("nothing").replaceChildren(...(typed ? [say("found_none"), " ", make("code", {}, `lineage trace ${/^[\p{L}\p{N}]+$/u.test(typed) ? typed : `'${typed.replace(/'/g, "'\\''")}'`}`)] : [say("found_none_filtered")]));
  };

  const draw = () => {
    const wanted = lineage.canonical(typed);
    const searched = typed.trim() !== "";
    found = rows.sorted(sort.column, sort.falling).filter((number) => (!searched || (wanted !== "" && wordings[number].includes(wanted))) && passes(number));
    // Who looks for the very wording wants it first, however it ranks.
    if (searched && sort.column === "rank" && !sort.falling) {
      const said = (number) => wordings[number].split(" ").indexOf(wanted);
      found = [...found.filter((number) => said(number) === 0), ...found.filter((number) => said(number) > 0), ...found.filter((number) => said(number) < 0)];
    }
    headings.forEach((heading, at) => {
      heading.hidden = !shown.includes(names[at]);
      if (names[at] === sort.column) heading.setAttribute("aria-sort", sort.falling ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
    table.classList.toggle("chosen", shown !== usual);
    table.tBodies[0].replaceChildren();
    shelf.scrollTop = 0;
    drawn = 0;
    portion();
    tell();
  };

  const restore = () => {
    read();
    search.value = typed;
    for (const box of boxes) box.checked = shown.includes(box.value);
    draw();
    // Who comes with a filter, from a bar of a figure or by a link, sees how to add another.
    if (parts.length) find("filters").open = true;
    if (lineage.state.read().get("at") === "formulae") {
      find("formulae").scrollIntoView();
      write(false);
    }
  };
  const change = (step = true) => {
    passes = filters.test(parts);
    write(step);
    draw();
  };

  // Headings, search, filters, columns.
  headings.forEach((heading) => {
    const column = heading.dataset.column;
    if (rows.columns[column].sorts) lineage.heading(heading, (falling) => { sort = { column, falling }; change(); });
  });
  // What is found is to be seen while typing: the section moves up once where the table lies below the fold.
  const type = () => {
    typed = search.value;
    change(false);
    if (typed && shelf.getBoundingClientRect().top > 0.7 * innerHeight) finder.scrollIntoView({ block: "start" });
  };
  search.addEventListener("input", (event) => { if (!event.isComposing) type(); });
  search.addEventListener("compositionend", type);

  const speakers = new Map();
  for (const speaker of speeches.speaker) if (speaker) speakers.set(speaker, (speakers.get(speaker) ?? 0) + 1);
  const bySpeeches = [...speakers].sort((one, other) => other[1] - one[1]);
  page.querySelector("[data-field='speaker'] select").append(...bySpeeches.map(([speaker, count]) => make("option", { value: speaker, lang: "zh" }, say("speaker_speeches", { speaker, count }))));
  page.querySelector("[data-field='speaker']").hidden = !bySpeeches.length;

  for (const form of page.querySelectorAll("#filters form")) form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { value, from: least, to: most } = form.elements;
    const text = value ? value.value : least.value === most.value ? least.value : `${least.value}-${most.value}`;
    const key = event.submitter.value;
    if (!text) { least.focus(); return; }
    const added = filters.read([...parts.map((part) => [filters.keyOf(part), part.value]), [key, text]]);
    parts = added.filter((part, at) => at === added.findIndex((other) => filters.keyOf(other) === filters.keyOf(part) && other.value === part.value));
    change();
  });
  find("clear").addEventListener("click", () => { parts = []; typed = ""; search.value = ""; change(); search.focus(); });
  for (const box of boxes) box.addEventListener("change", () => {
    shown = names.filter((name) => name === "rank" || name === "label" || boxes.some((other) => other.value === name && other.checked));
    if (shown.join() === usual.join()) shown = usual;
    change();
  });

  // More rows when they are asked for, or scrolled to.
  further.firstElementChild.addEventListener("click", portion);
  const near = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && shelf.scrollTop > 0) portion(); }, { root: shelf, rootMargin: "200px" });
  near.observe(further);
  signal.addEventListener("abort", () => near.disconnect());

  find("link").addEventListener("click", async () => {
    const told = find("copied");
    try {
      await navigator.clipboard.writeText(location.href);
      told.textContent = say("copied");
    } catch {
      const field = make("input", { readonly: true, value: location.href, "aria-label": say("copy_by_hand") });
      told.replaceChildren(field);
      field.select();
    }
  });
  lineage.key("/", say("key_search"), () => search.focus(), signal);
  lineage.key("f", say("key_filters"), () => { find("filters").open = !find("filters").open; find("filters").querySelector("summary").focus(); }, signal);

  lineage.state.changed(restore, signal);
  finder.hidden = false;
  restore();
});
