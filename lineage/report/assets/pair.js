"use strict";
// A pair of speeches, laid out: which is earlier and how much they share, the passages that both have, to walk through,
// both texts, and the formulae of both and of each alone.
(() => {
  const LISTED = 40;
  const DAYS_IN_A_YEAR = 365.25;
  const { make, say } = lineage;

  // Which is earlier: every day that its date can mean is before every day of the other's.
  // How much is told from the middles of both dates, so that 2018 and 2025 are seven years apart.
  const direction = (speeches, a, b) => {
    const isBefore = (one, other) => speeches.last_day[one] > 0 && speeches.last_day[one] < speeches.first_day[other];
    const earlier = isBefore(a, b) ? "A" : isBefore(b, a) ? "B" : null;
    if (!earlier) return { older: "A", told: say("compare_untold") };
    const days = Math.abs(Date.parse(speeches.middle[a]) - Date.parse(speeches.middle[b])) / 86400000;
    const years = days / DAYS_IN_A_YEAR;
    const [unit, count] = years >= 1.5 ? ["years", years] : days >= 60 ? ["months", 12 * years] : ["days", days];
    return { older: earlier, told: say(`compare_earlier_${unit}`, { side: earlier, count: Math.round(count) }) };
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
  const share = (speeches, data, other, spans) => {
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
    if (items.length <= LISTED) return [holder];
    const more = make("button", { type: "button", class: "more" }, say("compare_all", { count: items.length }));
    more.addEventListener("click", () => { items.slice(LISTED).forEach(add); more.remove(); });
    return [holder, make("p", { class: "tools" }, more)];
  };
  const linked = (formulae, number) => (number < formulae.paged
    ? make("a", { href: lineage.href(`formulae/${formulae.id[number]}.html`), lang: "zh-Hans" }, formulae.label[number])
    : make("span", { lang: "zh-Hans" }, formulae.label[number]));
  const section = (heading, ...children) => make("section", {}, make("h2", {}, heading), ...children);

  // The formulae that both have, sorted by whatever heading is chosen: by how early, how widely, how often they are said.
  const sharedTable = (speeches, formulae, a, b) => {
    const both = [...a.keys()].filter((formula) => b.has(formula)).sort((one, other) => one - other);
    const columns = [
      ["compare_formula", "", (number) => number],
      ["compare_first", "", (number) => speeches.date[formulae.first[number]] ?? ""],
      ["compare_carriers", "figure", (number) => formulae.carriers[number].length],
      ["compare_places_a", "figure", (number) => a.get(number).length],
      ["compare_places_b", "figure", (number) => b.get(number).length],
    ];
    const told = say("compare_both", { count: both.length });
    const body = make("tbody");
    const headings = columns.map(([key, kind]) => make("th", { scope: "col", class: kind || null }, say(key)));
    headings[0].setAttribute("aria-sort", "ascending");
    // The young and the rare tell most of two speeches, so that they come first.
    headings[1].dataset.first = "descending";
    headings[2].dataset.first = "ascending";
    const table = make("table", {}, make("caption", { class: "unseen" }, told), make("thead", {}, make("tr", {}, ...headings)), body);
    const holder = make("div");
    const wide = make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": told }, table);
    const fill = () => {
      body.replaceChildren();
      holder.replaceChildren(...capped(wide, both, (number) => body.append(make("tr", {}, make("td", {}, linked(formulae, number)),
        ...columns.slice(1).map(([, kind, value]) => make("td", { class: kind || "date" }, String(value(number))))))));
    };
    headings.forEach((heading, column) => lineage.heading(heading, (falling) => {
      for (const other of headings) if (other !== heading) other.removeAttribute("aria-sort");
      const value = columns[column][2];
      both.sort((one, other) => ((value(one) > value(other)) - (value(one) < value(other))) * (falling ? -1 : 1) || one - other);
      fill();
      heading.querySelector("button").focus();
    }));
    fill();
    return section(told, make("p", { class: "small" }, say("compare_both_note")), holder);
  };
  const alone = (formulae, side, own, other) => {
    const list = make("ul", { class: "flow" });
    const only = [...own.keys()].filter((formula) => !other.has(formula)).sort((one, two) => one - two);
    return section(say("compare_alone", { side, count: only.length }), ...capped(list, only, (number) => list.append(make("li", {}, linked(formulae, number)))));
  };

  // The current passage as one text: what the older alone has is struck through, what the newer alone has underlined.
  // Where it cannot be aligned, both stand below each other, each under its name.
  const edited = (older, newer, names) => {
    const edits = older.whole && newer.whole ? lineage.edits(older.text, newer.text) : null;
    const kinds = { same: "span", dropped: "del", added: "ins" };
    if (edits) return edits.map(([kind, text]) => make(kinds[kind], {}, text));
    return [older, newer].map(({ text }, at) => make("span", { class: "apart" }, make("b", {}, names[at]), " ", text));
  };

  const walker = (data, passages, sides, older, labels, at) => {
    const count = passages.a.length;
    const status = make("output", { "aria-live": "polite" });
    const aligned = make("p", { class: "aligned", lang: "zh" });
    const legend = make("p", { class: "small" });
    let current = 0;
    const show = (number, from) => {
      if (!count) return;
      const wanted = ((number - 1 + count) % count) + 1;
      for (const side of ["a", "b"]) lineage.showPassage(sides[side], passages[side][wanted - 1], side !== from);
      if (wanted === current) return;
      current = wanted;
      status.textContent = say("compare_of", { number: wanted, count, similarity: passages.similarity[wanted - 1].toFixed(2) });
      const order = older === "A" ? ["a", "b"] : ["b", "a"];
      const texts = order.map((side) => { const { begin, end } = passages[side][wanted - 1]; return lineage.held(data[side], begin, end); });
      aligned.replaceChildren(...edited(...texts, order.map((side) => labels[side])));
      const key = !texts.every((text) => text.whole) ? "compare_not_held" : aligned.querySelector(".apart") ? "compare_too_long" : "compare_legend";
      legend.textContent = say(key, { older: labels[order[0]], newer: labels[order[1]] });
    };
    // Whoever opens a pair has not walked yet; the address may ask for a passage, or for anything.
    const begin = (asked) => show(/^\d+$/.test(asked) && asked >= 1 && asked <= count ? Number(asked) : 1);
    const go = (number, from) => {
      const before = current;
      show(number, from);
      if (current !== before) at(current);
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
    return { box, begin, go, turned, step: (by) => go(current + by) };
  };

  // Lays out speeches `a` and `b` in `view`; `at(number)` is told which passage is current. Gives what walks through them.
  lineage.pair = (view, a, b, { speeches, formulae, labelOf, at }) => {
    const briefly = (side, number) => (speeches.date[number] ? `${side} (${speeches.date[number]})` : side);
    const data = { a, b };
    const passages = passagesOf(a, b);
    const own = { a: attested(a), b: attested(b) };
    const other = { a: b, b: a };
    const labels = { a: briefly("A", a.speech), b: briefly("B", b.speech) };
    const { older, told: when } = direction(speeches, a.speech, b.speech);
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
      return { share: share(speeches, data[side], other[side].speech, covered), element: make("div", { class: "column" }, head, make("p", { class: "small" }, page), sides[side]) };
    });
    walking = walker(data, passages, sides, older, labels, at);
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
      sharedTable(speeches, formulae, own.a, own.b),
      alone(formulae, "A", own.a, own.b),
      alone(formulae, "B", own.b, own.a),
    );
    return walking;
  };
})();
