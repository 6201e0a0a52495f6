"use strict";
// What stands beside a mark: the formulae that cover it with their earlier attestations, and the passages that other
// speeches share. The sentence of a parallel is loaded with its speech, when it is asked for.
// `doubts`: elements that tell, in words and briefly, why it may not be first, in the order of `doubts_named`.
lineage.parallels = (data, formulae, speeches, places, doubts) => {
  const { make, say, href } = lineage;
  const MOST = 6;
  const own = data.speech;
  const speechLink = (number, state = "") => {
    const named = `${speeches.date[number] || say("speech_undated")} · ${speeches.named[number]}`;
    return make("a", { href: href(`speeches/${speeches.name[number]}.html${state}`), lang: "zh" }, named);
  };
  const label = (formula) => {
    const text = formulae.label[formula];
    return formula < formulae.paged ? make("a", { href: href(`formulae/${formulae.id[formula]}.html`), lang: "zh-Hans" }, text) : make("span", { lang: "zh-Hans" }, text);
  };
  const edited = (edits) => make("span", { class: "edits", lang: "zh-Hans" }, ...edits.map(([kind, text]) => (kind === "added" ? make("ins", {}, text) : kind === "dropped" ? make("del", {}, text) : text)));

  const doubtsOf = (formula) => doubts.filter((_, bit) => formulae.doubts[formula] & (1 << bit));
  const isBefore = (other) => speeches.last_day[other] > 0 && speeches.last_day[other] < speeches.first_day[own];
  const latestBefore = (formula) => formulae.carriers[formula].findLast(isBefore);
  const age = (formula) => {
    const years = Math.floor((speeches.first_day[own] - speeches.last_day[formulae.first[formula]]) / 365.25);
    return say(years < 1 ? "speech_is_young" : years === 1 ? "speech_is_one_year" : "speech_is_inherited", { years });
  };

  // The first sentence in which another speech has the formula, of those that the pages hold.
  const sentence = async (other, formula) => {
    const theirs = await lineage.data(`speech/${speeches.name[other]}`);
    const { formula: formulae, attests, begin, end } = theirs.places;
    const text = lineage.textOf(theirs);
    const at = formulae.findIndex((each, place) => each === formula && attests[place] && text.holds(begin[place], end[place]));
    const told = at < 0 ? null : text.sentence(begin[at], end[at]);
    if (!told) return make("p", { class: "small" }, say("speech_hidden_parallel"));
    return make("blockquote", { lang: "zh" }, told[0], make("mark", {}, told[1]), told[2]);
  };
  const attested = (key, other, formula, loads) => {
    const shown = make("div", { class: "attested" }, make("p", {}, `${say(key)} `, speechLink(other, `#f=${formula}`)));
    if (loads) sentence(other, formula).then((quoted) => shown.append(quoted), (error) => shown.append(make("p", { class: "small" }, error.message)));
    return shown;
  };

  const standing = (place) => {
    const formula = data.places.formula[place];
    switch (places.kind[place]) {
      case "first": return [make("p", {}, say("speech_is_first")), ...doubtsOf(formula).map((doubt) => make("p", { class: "small" }, doubt.textContent))];
      case "untold": return [make("p", {}, say("speech_is_untold"))];
      case "altered": {
        const edits = data.altered.find(([each, variant]) => each === formula && variant === data.places.variant[place]);
        return [make("p", {}, `${say("speech_is_altered")} `, edits ? edited(edits[2]) : null)];
      }
      default: return [make("p", {}, age(formula))];
    }
  };
  const one = (place, loads) => {
    const formula = data.places.formula[place];
    const first = formulae.first[formula];
    const latest = latestBefore(formula);
    const told = make("section", { class: "one" }, make("h4", {}, label(formula)), ...standing(place));
    if (places.kind[place] === "first") return told;
    if (first >= 0 && first !== own) told.append(attested("speech_earliest", first, formula, loads));
    if (latest !== undefined && latest !== first) told.append(attested("speech_latest", latest, formula, loads));
    return told;
  };
  const passage = ({ at, other }) => make("p", { class: "shared" },
    `${say("speech_passage")} `, speechLink(other, `#at=${data.passages.other_begin[at]}`), " · ",
    say("speech_similarity", { share: Math.round(100 * data.passages.similarity[at]) }), " · ",
    make("a", { href: href(`compare/index.html#a=${speeches.name[own]}&b=${speeches.name[other]}`) }, say("speech_compare")));

  return {
    label, edited, speechLink, doubtsOf,
    // All that is told of one point of the text; the sentences of the longest formula are loaded.
    of: (point) => {
      const seen = new Set();
      const covering = places.covering(point).filter((place) => {
        const formula = data.places.formula[place];
        return !seen.has(formula) && seen.add(formula);
      });
      const told = covering.slice(0, MOST).map((place, at) => one(place, at === 0));
      if (covering.length > MOST) told.push(make("p", { class: "small" }, say("speech_more_here", { count: covering.length - MOST })));
      return [...told, ...places.passages(point, point + 1).map(passage)];
    },
  };
};
