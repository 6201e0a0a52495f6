"use strict";
// Two speeches side by side: picks them, lays out their texts, walks through the passages that both have, and lists
// their formulae. The two stand in the address, `#a=NAME&b=NAME`, and the passage, `p`.
lineage.page("compare", async (page, signal) => {
  const LISTED = 40;
  const DAYS_IN_A_YEAR = 365.25;
  const { make, say } = lineage;
  const told = page.querySelector(".told");
  const view = page.querySelector(".view");
  const title = document.title;
  let shown = 0; // counts what was shown, so that what is loaded late does not overwrite what came after
  let walk = null; // goes to a passage of the pair that is shown

  let speeches;
  try { speeches = await lineage.data("speeches"); } catch (error) { told.textContent = error.message; return; }
  if (signal.aborted) return;
  const numbers = new Map(speeches.name.map((name, number) => [name, number]));
  const labelOf = (number) => {
    const named = [speeches.speaker[number], speeches.title[number]].filter(Boolean);
    return [speeches.date[number] || say("compare_undated"), ...(named.length ? named : [speeches.id[number]])].join(" · ");
  };
  const briefly = (side, number) => (speeches.date[number] ? `${side} (${speeches.date[number]})` : side);
  const state = () => Object.fromEntries(["a", "b", "p"].map((key) => [key, lineage.state.read().get(key)]));
  const write = (values) => lineage.state.write(new URLSearchParams(Object.entries(values).filter(([, value]) => value)));

  // Which is earlier: every day that its date can mean is before every day of the other's.
  const direction = (a, b) => {
    const between = (early, late) => (speeches.last_day[early] && speeches.first_day[late] ? speeches.first_day[late] - speeches.last_day[early] : 0);
    for (const [side, early, late] of [["A", a, b], ["B", b, a]]) {
      const days = between(early, late);
      if (days <= 0) continue;
      if (days >= 1.5 * DAYS_IN_A_YEAR) return { older: side, told: say("compare_earlier_years", { side, count: Math.round(days / DAYS_IN_A_YEAR) }) };
      if (days >= 60) return { older: side, told: say("compare_earlier_months", { side, count: Math.round((12 * days) / DAYS_IN_A_YEAR) }) };
      return { older: side, told: say("compare_earlier_days", { side, count: days }) };
    }
    return { older: "A", told: say("compare_untold") };
  };

  // The places of each formula that a speech attests.
  const attested = (data) => {
    const places = new Map();
    data.places.formula.forEach((formula, at) => {
      if (!data.places.attests[at]) return;
      if (!places.has(formula)) places.set(formula, []);
      places.get(formula).push([data.places.begin[at], data.places.end[at]]);
    });
    return places;
  };

  // The passages of both, by their place in A; each side knows its own place.
  const passagesOf = (first, second) => {
    const found = first.passages.other.flatMap((other, at) => (other === second.speech ? [at] : []));
    const from = (at, begin, end, number) => ({ number, begin: first.passages[begin][at], end: first.passages[end][at] });
    const a = found.map((at, place) => from(at, "begin", "end", place + 1));
    const b = found.map((at, place) => from(at, "other_begin", "other_end", place + 1));
    return { a, b, similarity: found.map((at) => first.passages.similarity[at]) };
  };

  // The share of a speech that stands in what both have: told by the scan where the other is earlier, else by its length.
  const share = (data, other, spans) => {
    const link = data.earlier.find(([earlier]) => earlier === other);
    const percent = (value) => `${Math.round(100 * value)} %`;
    if (link) return percent(link[2] / Math.max(speeches.characters[data.speech], 1));
    const covered = lineage.covered(data.length, spans);
    const outside = lineage.covered(data.length, data.furniture);
    let [inside, all] = [0, 0];
    for (let at = 0; at < data.length; at += 1) if (!outside[at]) { all += 1; inside += covered[at]; }
    return say("compare_about", { share: percent(inside / Math.max(all, 1)) });
  };

  // A list that ends after so many, and a button that goes on.
  const capped = (holder, items, add) => {
    items.slice(0, LISTED).forEach(add);
    if (items.length <= LISTED) return holder;
    const more = make("button", { type: "button", class: "more" }, say("compare_all", { count: items.length }));
    more.addEventListener("click", () => { items.slice(LISTED).forEach(add); more.remove(); });
    return [holder, make("p", { class: "tools" }, more)];
  };
  const linked = (formulae, number) => (number < formulae.paged
    ? make("a", { href: lineage.href(`formulae/${formulae.id[number]}.html`), lang: "zh-Hans" }, formulae.label[number])
    : make("span", { lang: "zh-Hans" }, formulae.label[number]));
  const section = (heading, ...children) => make("section", {}, make("h2", {}, heading), ...children.flat());

  const lists = (formulae, a, b) => {
    const both = [...a.keys()].filter((formula) => b.has(formula)).sort((one, other) => one - other);
    const body = make("tbody");
    const headings = [say("compare_formula"), say("compare_places", { side: "A" }), say("compare_places", { side: "B" })];
    const heading = say("compare_both", { count: both.length });
    const table = make("table", {}, make("caption", { class: "unseen" }, heading), make("thead", {}, make("tr", {}, ...headings.map((text, at) => make("th", { scope: "col", class: at && "figure" }, text)))), body);
    const wide = make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": heading }, table);
    const row = (number) => body.append(make("tr", {}, make("td", {}, linked(formulae, number)), ...[a, b].map((own) => make("td", { class: "figure" }, String(own.get(number).length)))));
    const alone = (side, own, other) => {
      const list = make("ul", { class: "flow" });
      const only = [...own.keys()].filter((formula) => !other.has(formula)).sort((one, two) => one - two);
      return section(say("compare_alone", { side, count: only.length }), capped(list, only, (number) => list.append(make("li", {}, linked(formulae, number)))));
    };
    return [section(heading, capped(wide, both, row)), alone("A", a, b), alone("B", b, a)];
  };

  // The current passage as one text: what the older alone has is struck through, what the newer alone has underlined.
  const edited = (older, newer) => {
    const edits = older.whole && newer.whole ? lineage.edits(older.text, newer.text) : null;
    const names = { same: "span", dropped: "del", added: "ins" };
    if (edits) return edits.map(([kind, text]) => make(names[kind], {}, text));
    return [make("span", {}, older.text), make("br"), make("span", {}, newer.text)];
  };

  const walker = (data, passages, sides, older, labels) => {
    const count = passages.a.length;
    const status = make("output", { "aria-live": "polite" });
    const aligned = make("p", { class: "aligned", lang: "zh" });
    const legend = make("p", { class: "small" });
    let current = 0;
    const go = (number, from) => {
      if (!count) return;
      const wanted = ((number - 1 + count) % count) + 1;
      for (const side of ["a", "b"]) lineage.showPassage(sides[side], passages[side][wanted - 1], side !== from);
      if (wanted === current) return;
      current = wanted;
      status.textContent = say("compare_of", { number: wanted, count, similarity: passages.similarity[wanted - 1].toFixed(2) });
      const order = older === "A" ? ["a", "b"] : ["b", "a"];
      const texts = order.map((side) => { const { begin, end } = passages[side][wanted - 1]; return lineage.held(data[side], begin, end); });
      aligned.replaceChildren(...edited(...texts));
      const key = !texts.every((text) => text.whole) ? "compare_not_held" : aligned.querySelector("br") ? "compare_too_long" : "compare_legend";
      legend.textContent = say(key, { older: labels[order[0]], newer: labels[order[1]] });
      write({ ...state(), p: String(wanted) });
    };
    const button = (key, by) => {
      const element = make("button", { type: "button" }, say(key), " ", make("kbd", { "aria-hidden": "true" }, by > 0 ? "j" : "k"));
      element.addEventListener("click", () => go(current + by));
      return element;
    };
    const box = make("section", { class: "walk", tabindex: "-1", "aria-label": say("compare_passages_nav") });
    if (count) box.append(make("p", { class: "tools" }, button("compare_before", -1), button("compare_next", 1), status), aligned, legend);
    else box.append(make("p", {}, say("compare_no_passage")));
    // The number that the current passage has where the two are swapped.
    const turned = () => [...passages.b].sort((one, two) => one.begin - two.begin || two.end - one.end || one.number - two.number).findIndex(({ number }) => number === current) + 1;
    return { box, go, turned, step: (by) => go(current + by) };
  };

  const laidOut = (a, b, formulae) => {
    const data = { a, b };
    const passages = passagesOf(a, b);
    const own = { a: attested(a), b: attested(b) };
    const other = { a: b, b: a };
    const labels = { a: briefly("A", a.speech), b: briefly("B", b.speech) };
    const { older, told: when } = direction(a.speech, b.speech);
    const sides = {};
    let walking = null;
    const columns = ["a", "b"].map((side) => {
      const spans = [...own[side]].flatMap(([formula, places]) => (own[side === "a" ? "b" : "a"].has(formula) ? places : []));
      const name = side.toUpperCase();
      sides[side] = make("div", { class: "text", lang: "zh", tabindex: "0", role: "region", "aria-label": say("compare_text", { side: name }) });
      lineage.side(sides[side], data[side], {
        passages: [...passages[side]].sort((one, two) => one.begin - two.begin || one.number - two.number),
        shared: spans,
        name: (number) => say("compare_passage", { number, count: passages.a.length }),
        press: (number) => walking.go(number, side),
      });
      const page = make("a", { href: lineage.href(`speeches/${speeches.name[data[side].speech]}.html`), "aria-label": `${name}: ${say("compare_to_page")}` }, say("compare_to_page"));
      const head = make("h2", {}, `${name} `, make("span", { lang: "zh" }, labelOf(data[side].speech)));
      const covered = [...passages[side].map(({ begin, end }) => [begin, end]), ...spans];
      return { share: share(data[side], other[side].speech, covered), element: make("div", { class: "column" }, head, make("p", { class: "small" }, page), sides[side]) };
    });
    walking = walker(data, passages, sides, older, labels);
    const both = [...own.a.keys()].filter((formula) => own.b.has(formula)).length;
    const copies = [["A", a], ["B", b]].filter(([, each]) => speeches.copy_of[each.speech] >= 0).map(([side]) => say("compare_copy", { side }));
    const partial = [a, b].some((each) => each.pieces.length !== 1 || [...each.pieces[0][1]].length < each.length);
    const facts = [
      when,
      say("compare_shares", { one: columns[0].share, other: columns[1].share }),
      say("compare_count", { count: passages.a.length, formulae: both }),
      ...copies,
      ...(formulae.all > formulae.label.length ? [say("compare_capped", { shown: formulae.label.length, all: formulae.all })] : []),
    ];
    view.replaceChildren(
      make("ul", { class: "facts" }, ...facts.map((fact) => make("li", {}, fact))),
      walking.box,
      make("div", { class: "sides" }, ...columns.map((column) => column.element)),
      make("p", { class: "small" }, say(partial ? "compare_partial" : "compare_marks")),
      ...lists(formulae, own.a, own.b),
    );
    return walking;
  };

  // Whoever has just chosen a pair goes on with its passages, where keys are no longer typed into a field.
  const show = async (isChosen = false) => {
    shown += 1;
    const mine = shown;
    const { a, b, p } = state();
    const [one, other] = [a, b].map((name) => numbers.get(name));
    pickers.a.show(one);
    pickers.b.show(other);
    view.hidden = true;
    walk = null;
    document.title = title;
    const wrong = [[a, one], [b, other]].some(([name, number]) => name && number === undefined) ? "compare_unknown"
      : one !== undefined && one === other ? "compare_same" : (one === undefined) !== (other === undefined) ? "compare_one" : null;
    told.textContent = wrong ? say(wrong) : "";
    if (wrong || one === undefined) return;
    try {
      const [first, second, formulae] = await Promise.all([lineage.data(`speech/${a}`), lineage.data(`speech/${b}`), lineage.data("formulae")]);
      if (signal.aborted || mine !== shown) return;
      walk = laidOut(first, second, formulae);
    } catch (error) { told.textContent = error.message; return; }
    document.title = `${labelOf(one)} — ${labelOf(other)}`;
    view.hidden = false;
    walk.go(Number(p) || 1);
    if (isChosen) view.querySelector(".walk").focus({ preventScroll: true });
  };

  const choose = (side) => (number) => {
    const { a, b } = state();
    write({ a, b, [side]: speeches.name[number] });
    show(true);
  };
  const swap = () => { const { a, b } = state(); write({ a: b, b: a, p: walk && String(walk.turned() || "") }); show(); };
  const entries = speeches.in_time.map((number) => ({ value: number, label: labelOf(number) }));
  const pickers = {};
  for (const holder of page.querySelectorAll(".picker")) {
    const { side } = holder.dataset;
    pickers[side] = lineage.picker(holder, { name: say("compare_side", { side: side.toUpperCase() }), entries, choose: choose(side) });
  }
  page.querySelector(".swap").addEventListener("click", swap);
  page.querySelector(".pick").hidden = false;
  lineage.key("j", say("compare_key_next"), () => walk?.step(1), signal);
  lineage.key("k", say("compare_key_before"), () => walk?.step(-1), signal);
  lineage.key("x", say("compare_key_swap"), swap, signal);
  addEventListener("hashchange", () => {
    show(true);
    page.querySelector(".pick").scrollIntoView();
  }, { signal });
  show();
});
