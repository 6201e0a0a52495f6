"use strict";
// The page of a formula: keys to its neighbours, the strips of its carriers, the years without it in the table of the
// figure, and its places in context, which can be sorted and searched.
lineage.page("formula", (page, signal) => {
  const PORTION = 50;

  // Neighbours.
  for (const [name, rel, told] of [["p", "prev", "key_before"], ["n", "next", "key_after"]]) {
    const link = page.querySelector(`.around a[rel=${rel}]`);
    if (link) lineage.key(name, lineage.say(told), () => link.click(), signal);
  }

  // Strips: a mark at each place, by its distance from the beginning of the speech.
  const strip = (row) => {
    const thousandths = row.dataset.marks.split(" ").map(Number);
    const shown = thousandths.map((at) => Math.round(at / 10));
    const told = lineage.say(shown.length > 1 ? "strip_all" : "strip_one", { place: shown[0], places: shown.join(", ") });
    const bar = lineage.make("span", { class: "bar", role: "img", "aria-label": told });
    thousandths.forEach((at, place) => {
      const mark = lineage.make("i", { style: `left: ${at / 10}%`, title: lineage.say("strip_one", { place: shown[place] }) });
      mark.addEventListener("click", () => row.querySelector("a").click());
      bar.append(mark);
    });
    row.append(lineage.make("td", { class: "strip", "data-value": shown.join(" ") }, bar));
  };
  for (const row of page.querySelectorAll(".carriers tr[data-marks]")) strip(row);
  page.querySelector("th.strip").hidden = false;
  page.querySelector("#strips").hidden = false;

  // Values of the score, as bars, too.
  for (const row of page.querySelectorAll(".parts tbody tr, .parts tfoot tr")) {
    const cell = row.cells[2];
    const value = cell.textContent;
    if (value) cell.replaceChildren(lineage.make("span", { class: "value" }, lineage.make("meter", { value, "aria-hidden": "true" }), value));
  }

  // Rates: the page knows the years and periods that say the formula, the data of all pages what each of them holds.
  const heads = (names) => lineage.make("thead", {}, lineage.make("tr", {}, ...names.map((name) => lineage.make("th", { scope: "col", class: "figure" }, lineage.say(`rates_${name}`)))));
  const table = (title, names, rows) => lineage.make("div", { class: "wide", tabindex: 0, role: "region", "aria-label": title },
    lineage.make("table", {}, lineage.make("caption", { class: "unseen" }, title), heads(names),
      lineage.make("tbody", {}, ...rows.map((row) => lineage.make("tr", {}, ...row.map((value) => lineage.make("td", { class: "figure" }, typeof value === "number" ? lineage.number(value) : value)))))));
  const perMillion = (places, characters) => (characters ? (1e6 * places) / characters : 0);
  const rates = (section, coverage) => {
    if (signal.aborted) return;
    const said = JSON.parse(section.querySelector("script.said").textContent);
    const years = coverage.years.map(([year, speeches, characters]) => [String(year), speeches, characters, 0, 0, 0]);
    for (const [at, carriers, places] of said.years) years[at].splice(3, 3, carriers, places, perMillion(places, years[at][2]));
    const spec = structuredClone(coverage.figure);
    spec.data[0].y = years.map((row) => row[5]);
    const figure = section.querySelector("figure");
    const columns = ["year", "speeches", "characters", "carriers", "places", "per_million"];
    figure.querySelector("details").append(table(figure.dataset.title, columns, years.filter((row) => row[1]).map((row) => [...row.slice(0, 5), row[5].toFixed(1)])));
    figure.querySelector("details").hidden = false;
    figure.querySelector(".plot").style.minHeight = `${spec.layout.height}px`;
    lineage.figure(figure, spec, signal);
    const periods = coverage.periods.map(([name, speeches, characters, tier]) => [name, speeches, characters, 0, 0, "0.0", tier]);
    for (const [at, carriers, places, tier] of said.periods) periods[at].splice(3, 4, carriers, places, perMillion(places, periods[at][2]).toFixed(1), tier);
    const holder = section.querySelector(".periods");
    // Before the earliest attestation there is nothing but zeros to tell.
    const before = periods.slice(0, Math.max(0, periods.findIndex((row) => row[3])));
    holder.querySelector("h3").after(table(holder.querySelector("h3").textContent, ["period", ...columns.slice(1), "temperature"], periods.slice(before.length)));
    if (before.length) {
      const values = { until: before.at(-1)[0].split("–").at(-1), speeches: before.reduce((sum, row) => sum + row[1], 0) };
      holder.querySelector("h3").after(lineage.make("p", { class: "small", id: "periods-before" }, lineage.say("rates_before", values)));
    }
    holder.hidden = false;
  };
  const section = page.querySelector("section[aria-labelledby=by-year-title]");
  if (section) lineage.data("coverage").then((coverage) => rates(section, coverage)).catch((error) => section.append(lineage.make("p", { class: "small" }, error.message)));

  // Places in context. The first ones stand in the page, the others come with it as data.
  const read = (item) => {
    const [left, text, right] = [...item.children].map((child) => child.textContent);
    return { left, text, right, item };
  };
  const laid = (line, speeches) => {
    const [number, begin, left, text, right] = line;
    const where = [speeches.date[number] || lineage.say("date_unknown"), speeches.speaker[number]].filter(Boolean).join(" ");
    const make = lineage.make;
    const item = make("li", {}, make("span", {}, left), make("mark", {}, text), make("span", {}, right), make("a", { href: lineage.href(`speeches/${speeches.name[number]}.html#at=${begin}`) }, where));
    return { left, text, right, item };
  };
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const reversed = (text) => [...text].reverse().join("");
  const orders = {
    date: (lines) => lines,
    left: (lines) => lines.map((line) => [reversed(line.left), line]).sort(([one], [other]) => compare(one, other)).map(([, line]) => line),
    right: (lines) => [...lines].sort((one, other) => compare(one.right, other.right)),
  };

  // A list of places, of which a portion is shown.
  const concordance = (list, speeches) => {
    const data = page.querySelector(`script.lines[data-of="${list.id}"]`);
    const packed = data ? JSON.parse(data.textContent) : [];
    const lines = [...list.children].map(read);
    for (const line of packed) lines.push(laid(line, speeches));
    for (const line of lines) line.folded = lineage.canonical(line.left + line.text + line.right);
    const more = lineage.make("button", { type: "button", class: "more" });
    list.after(more);
    let kept = lines;
    let shown = 0;
    const show = (count) => {
      shown = Math.min(count, kept.length);
      list.replaceChildren(...kept.slice(0, shown).map((line) => line.item));
      const rest = Math.min(PORTION, kept.length - shown);
      more.hidden = rest === 0;
      more.textContent = lineage.say("lines_more", { count: rest });
      told();
    };
    more.addEventListener("click", () => {
      const next = shown;
      show(shown + PORTION);
      kept[next].item.querySelector("a").focus();
    });
    return {
      arrange(order, wanted) {
        kept = orders[order](wanted ? lines.filter((line) => line.folded.includes(wanted)) : lines);
        show(PORTION);
      },
      get counts() { return [shown, kept.length]; },
    };
  };

  const tools = page.querySelector("#contexts ~ .tools");
  const filter = tools.querySelector("#filter");
  const found = tools.querySelector("#lines-found");
  const buttons = [...tools.querySelectorAll("[data-order]")];
  const lists = [];
  let order = "date";
  const told = () => {
    const [shown, all] = lists.reduce(([some, every], list) => [some + list.counts[0], every + list.counts[1]], [0, 0]);
    found.textContent = lineage.say("lines_shown", { shown, all });
  };
  const arrange = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.order === order));
    const wanted = lineage.canonical(filter.value);
    for (const list of lists) list.arrange(order, wanted);
    told();
  };
  const write = () => {
    const values = lineage.state.read();
    for (const [name, value] of [["sort", order === "date" ? "" : order], ["find", filter.value.trim()]]) {
      if (value) values.set(name, value);
      else values.delete(name);
    }
    lineage.state.write(values);
  };
  const sortBy = (wanted) => { order = wanted; arrange(); write(); };
  const restore = () => {
    const values = lineage.state.read();
    order = Object.hasOwn(orders, values.get("sort")) ? values.get("sort") : "date";
    filter.value = values.get("find") ?? "";
    arrange();
  };

  const begin = (speeches) => {
    if (signal.aborted) return;
    for (const list of page.querySelectorAll("ol.concordance")) lists.push(concordance(list, speeches));
    tools.hidden = false;
    for (const button of buttons) button.addEventListener("click", () => sortBy(button.dataset.order));
    for (const [name, wanted] of [["d", "date"], ["l", "left"], ["r", "right"]]) lineage.key(name, lineage.say(`key_by_${wanted}`), () => sortBy(wanted), signal);
    lineage.key("/", lineage.say("key_filter"), () => filter.focus(), signal);
    filter.addEventListener("input", () => { arrange(); write(); });
    lineage.state.changed(restore, signal);
    restore();
  };
  if (page.querySelector("script.lines")) {
    lineage.data("speeches").then(begin).catch((error) => { tools.hidden = false; tools.replaceChildren(error.message); });
  } else begin(null);
});
