"use strict";
// The lines of the table of formulae: what stands in each column, by what it sorts, and what opens below a line.
//
// `lineage.rows(formulae, speeches, kinds, doubts)` knows the columns.
(() => {
  const { make, say, number } = lineage;
  const SVG = "http://www.w3.org/2000/svg";
  const rates = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const WIDTH = 96, HEIGHT = 20;
  const CARRIERS = 200; // so many are listed before a button offers the others
  const KIN = 6; // so many formulae that hold the label are named

  // Stretches of equal years, at most 32, and how many speeches each holds.
  const stretches = (speeches) => {
    const years = speeches.year.filter((year, at) => year > 0 && speeches.copy_of[at] < 0);
    if (!years.length) return null;
    const first = years.reduce((least, year) => Math.min(least, year));
    const last = years.reduce((most, year) => Math.max(most, year));
    const step = Math.ceil((last - first + 1) / 32);
    const held = new Array(Math.floor((last - first) / step) + 1).fill(0);
    for (const year of years) held[Math.floor((year - first) / step)] += 1;
    return { first, step, held };
  };

  lineage.rows = (formulae, speeches, kinds, doubts) => {
    const periods = stretches(speeches);
    const order = new Array(speeches.in_time.length);
    speeches.in_time.forEach((speech, at) => { order[speech] = at; });
    const million = formulae.spoken / 1e6 || 1e-6;
    const dated = (speech) => speech >= 0;
    const span = (at) => (dated(formulae.first[at]) ? speeches.year[formulae.last[at]] - speeches.year[formulae.first[at]] : null);

    const speechLink = (speech, at, ...text) => make("a", { href: lineage.href(`speeches/${speeches.name[speech]}.html#f=${at}`) }, ...text);
    const dateOf = (speech, at) => (dated(speech) ? speechLink(speech, at, speeches.date[speech]) : null);
    const labelOf = (at) => (at < formulae.paged ? make("a", { href: lineage.href(`formulae/${formulae.id[at]}.html`) }, formulae.label[at]) : formulae.label[at]);
    const tier = (at) => (formulae.temperature[at] < 0 ? "" : say(`tier_${formulae.temperatures[formulae.temperature[at]]}`));

    // The share of each stretch's speeches that carry the formula, as bars; the highest is full.
    const course = (at) => {
      if (!periods) return null;
      const carried = new Array(periods.held.length).fill(0);
      for (const speech of formulae.carriers[at]) if (speeches.year[speech] > 0) carried[Math.floor((speeches.year[speech] - periods.first) / periods.step)] += 1;
      const shares = carried.map((count, period) => (count ? count / periods.held[period] : 0));
      const most = Math.max(...shares) || 1;
      const wide = WIDTH / shares.length;
      const bars = shares.map((share, period) => (share ? `M${((period + 0.5) * wide).toFixed(1)} ${HEIGHT}v-${Math.max(2, (HEIGHT - 2) * share / most).toFixed(1)}` : "")).join("");
      const picture = document.createElementNS(SVG, "svg");
      const path = document.createElementNS(SVG, "path");
      for (const [key, value] of Object.entries({ class: "course", viewBox: `0 0 ${WIDTH} ${HEIGHT + 1}`, width: WIDTH, height: HEIGHT + 1, "aria-hidden": "true" })) picture.setAttribute(key, value);
      path.setAttribute("d", bars);
      path.setAttribute("stroke-width", Math.min(8, Math.max(1.5, wide - 1)).toFixed(1));
      picture.append(path);
      return picture;
    };

    // Each column: what it shows, and by what it sorts; null sorts last.
    const columns = {
      rank: { shows: (at) => number(at + 1), sorts: (at) => at },
      label: { shows: labelOf, sorts: (at) => formulae.label[at], words: true },
      course: { shows: course },
      carriers: { shows: (at) => number(formulae.carriers[at].length), sorts: (at) => formulae.carriers[at].length },
      uses: { shows: (at) => number(formulae.places[at]), sorts: (at) => formulae.places[at] },
      per_million: { shows: (at) => rates.format(formulae.places[at] / million), sorts: (at) => formulae.places[at] },
      first: { shows: (at) => dateOf(formulae.first[at], at), sorts: (at) => (dated(formulae.first[at]) ? order[formulae.first[at]] : null) },
      last: { shows: (at) => dateOf(formulae.last[at], at), sorts: (at) => (dated(formulae.last[at]) ? order[formulae.last[at]] : null) },
      span: { shows: (at) => span(at) ?? "", sorts: span },
      variants: { shows: (at) => formulae.variants[at], sorts: (at) => formulae.variants[at] },
      temperature: { shows: tier, sorts: (at) => (formulae.temperature[at] < 0 ? null : formulae.temperature[at]) },
      speakers: { shows: (at) => formulae.speakers[at], sorts: (at) => formulae.speakers[at] },
      kind: { shows: (at) => kinds.get(formulae.kinds[formulae.kind[at]]), sorts: (at) => formulae.kind[at] },
      length: { shows: (at) => formulae.length[at], sorts: (at) => formulae.length[at] },
      score: { shows: (at) => (formulae.score[at] / 1000).toFixed(2), sorts: (at) => formulae.score[at] },
    };

    // All formulae in the order of a column: equal ones by rank, empty ones last. Kept, since typing asks for it again.
    const kept = new Map();
    const sorted = (column, falling) => {
      const name = `${falling ? "-" : ""}${column}`;
      if (!kept.has(name)) {
        const { sorts, words } = columns[column];
        const values = formulae.id.map((_, at) => sorts(at));
        const compare = words ? new Intl.Collator("zh-Hans-CN").compare : (one, other) => one - other;
        const sign = falling ? -1 : 1;
        kept.set(name, formulae.id.map((_, at) => at).sort((one, other) => {
          if (values[one] === null || values[other] === null) return (values[one] === null) - (values[other] === null) || one - other;
          return sign * compare(values[one], values[other]) || one - other;
        }));
      }
      return kept.get(name);
    };

    const about = (speech) => [" · ", make("span", { lang: "zh" }, speeches.named[speech])];
    const dateAnd = (speech, at) => make("span", {}, speechLink(speech, at, speeches.date[speech] || say("more_undated")), ...about(speech));

    const carriersOf = (at) => {
      const all = formulae.carriers[at];
      const list = make("ol", { class: "carriers" }, ...all.slice(0, CARRIERS).map((speech) => make("li", {}, dateAnd(speech, at))));
      if (all.length <= CARRIERS) return [list];
      const button = make("button", { type: "button" }, say("more_carriers", { count: all.length }));
      button.addEventListener("click", () => {
        list.append(...all.slice(CARRIERS).map((speech) => make("li", {}, dateAnd(speech, at))));
        list.children[CARRIERS].querySelector("a").focus();
        button.remove();
      });
      return [list, button];
    };

    const lookedFor = (at) => `#q=${encodeURIComponent(formulae.wordings[at].split(" ")[0])}`;
    const holderOf = (at) => (at < formulae.paged ? labelOf(at) : make("a", { href: lookedFor(at) }, formulae.label[at]));

    // The sentence of the earliest attestation, which comes a moment later.
    const sentenceOf = (at) => {
      const quote = make("blockquote", { lang: "zh" });
      const { sentences } = formulae;
      lineage.data(`sentences/${Math.floor(at / sentences)}`).then(
        (told) => { const [before, here, after] = told[at % sentences]; quote.append(before, make("mark", {}, here), after); },
        (error) => { if (lineage.alone) quote.remove(); else quote.append(error.message); }, // one file may not hold it
      );
      return quote;
    };

    // The wordings of a formula, oldest first, undated ones last: what each is, who has it first, how many, whether it attests.
    const wordingsOf = (at) => {
      const told = formulae.worded[at];
      const wordings = formulae.wordings[at].split(" ").map((wording, place) => ({ wording, first: told[3 * place] ?? formulae.first[at], speeches: told[3 * place + 1], attests: told[3 * place + 2] !== 0 }));
      const time = (one) => (dated(one.first) ? order[one.first] : Infinity);
      return wordings.sort((one, other) => (time(one) === time(other) ? 0 : time(one) - time(other)));
    };

    // Wordings as a list: what each alters of the label, since when, in how many speeches.
    const wordingList = (at, wordings) => {
      const [label] = formulae.wordings[at].split(" ");
      const altered = (wording) => (lineage.edits(label, wording) ?? [["same", wording]])
        .map(([kind, text]) => ({ same: text, added: make("ins", {}, text), dropped: make("del", {}, text) })[kind]);
      return make("ul", { class: "wordings" }, ...wordings.map(({ wording, first, speeches: count }) =>
        make("li", {}, dateOf(first, at) ?? say("more_undated"), " · ", make("span", { lang: "zh-Hans" }, ...(wording === label ? [label] : altered(wording))), " · ", say("more_speeches", { count }))));
    };

    // Other formulae that hold the label, or say its characters in another order: the leading ones by rank, oldest first.
    const kinOf = (at) => {
      const [label] = formulae.wordings[at].split(" ");
      const characters = [...label].sort().join("");
      const reordered = (text) => text.length === label.length && [...text].sort().join("") === characters;
      const own = formulae.wordings.flatMap((text, other) => {
        const [theirs] = text.split(" ");
        return other !== at && other !== formulae.part_of[at] && (theirs.includes(label) || reordered(theirs)) ? [other] : [];
      });
      const time = (other) => (dated(formulae.first[other]) ? order[formulae.first[other]] : Infinity);
      const shown = own.slice(0, KIN).sort((one, other) => (time(one) === time(other) ? one - other : time(one) - time(other)));
      const items = shown.map((other) => make("li", {}, dateOf(formulae.first[other], other) ?? say("more_undated"), " · ", make("a", { href: lookedFor(other), lang: "zh-Hans" }, formulae.label[other])));
      const rest = own.length - shown.length;
      return items.length ? [make("ul", { class: "wordings" }, ...items), rest ? make("a", { href: lookedFor(at) }, say("more_kin_all", { count: rest })) : null] : [];
    };

    // What a line tells when it is opened.
    const more = (at) => {
      const list = make("dl");
      const tell = (key, ...what) => list.append(make("dt", {}, say(key)), make("dd", {}, ...what));
      if (dated(formulae.first[at])) {
        const limits = doubts.filter((_, bit) => formulae.doubts[at] & (1 << bit)).join(" ");
        tell("more_first", dateAnd(formulae.first[at], at), limits ? make("i", {}, ` ${limits}`) : null, sentenceOf(at));
        tell("more_last", dateAnd(formulae.last[at], at));
      }
      const holder = formulae.part_of[at];
      if (holder >= 0) tell("more_part_of", make("span", { lang: "zh-Hans" }, holderOf(holder)));
      if (formulae.worded[at].length) {
        const wordings = wordingsOf(at);
        const beside = wordings.filter((one) => !one.attests);
        tell("more_wordings", wordingList(at, wordings.filter((one) => one.attests)));
        if (beside.length) tell("more_beside", wordingList(at, beside));
      }
      const kin = kinOf(at);
      if (kin.length) tell("more_kin", ...kin);
      const lives = ["taken_up", "laid_down"].filter((life) => formulae[life][at]).map((life) => say(`fate_${life}`));
      const facts = [columns.kind.shows(at), say("more_length", { count: formulae.length[at] }), say("more_speakers", { count: formulae.speakers[at] }), say("more_score", { score: columns.score.shows(at) }), ...lives];
      tell("more_facts", facts.join(" · "));
      tell("more_carried", ...carriersOf(at));
      return list;
    };

    const draw = (at, shown) => {
      const button = make("button", { type: "button", class: "open", "aria-expanded": "false", "aria-label": say("more_about", { label: formulae.label[at] }) }, "▸");
      const cells = shown.map((name) => {
        const numeric = !["label", "course", "first", "last", "temperature", "kind"].includes(name);
        const classes = [numeric ? "figure" : { label: "formula", first: "date", last: "date" }[name], `c-${name}`].filter(Boolean).join(" ");
        return make("td", { class: classes, lang: name === "label" ? "zh-Hans" : null }, ...(name === "rank" ? [button, " "] : []), columns[name].shows(at));
      });
      const row = make("tr", {}, ...cells);
      button.addEventListener("click", () => {
        const open = button.getAttribute("aria-expanded") !== "true";
        button.setAttribute("aria-expanded", String(open));
        if (open) row.after(make("tr", { class: "more" }, make("td", { colspan: shown.length }, more(at))));
        else row.nextElementSibling.remove();
      });
      return row;
    };

    return { columns, sorted, draw, dated: periods !== null };
  };
})();
