"use strict";
// What narrows the table of formulae: parts such as `period=2014` or `not-period=2020-`, as they stand in the address,
// as a test of formulae, and in words. Years and numbers are ranges: `2014`, `2014-2018`, `2014-`, `-2018`.
//
// `lineage.filters(formulae, speeches, kinds)` knows the fields; a part is `{ field, not, value }`.
(() => {
  const ranged = (text) => {
    const found = /^(\d+)?(-)?(\d+)?$/.exec(text);
    if (!found || (found[1] === undefined && found[3] === undefined)) return null;
    const [, from, dash, to] = found;
    const least = from === undefined ? -Infinity : Number(from);
    const most = to === undefined ? (dash ? Infinity : least) : Number(to);
    return [Math.min(least, most), Math.max(least, most)];
  };

  // A range in words: `years_one`, `years_between`, `years_since`, `years_until`; the same for numbers.
  const told = (what, [least, most]) => {
    const words = what === "years" ? { from: String(least), to: String(most) } : { from: least, to: most };
    if (least === most) return lineage.say(`${what}_one`, words);
    if (most === Infinity) return lineage.say(`${what}_since`, words);
    return lineage.say(least === -Infinity ? `${what}_until` : `${what}_between`, words);
  };

  lineage.filters = (formulae, speeches, kinds) => {
    const within = (range, value) => value >= range[0] && value <= range[1];
    const yearOf = (speech) => (speech < 0 ? 0 : speeches.year[speech]);
    const over = (what, valueOf) => ({
      reads: ranged,
      holds: (range) => (number) => within(range, valueOf(number)),
      words: (range) => told(what, range),
    });
    const among = (holds, known, words = (value) => value) => ({ reads: (text) => (known.includes(text) ? text : null), holds, words });

    const fields = {
      period: {
        reads: ranged,
        holds: (range) => {
          const inside = speeches.year.map((year) => year > 0 && within(range, year));
          return (number) => formulae.carriers[number].some((speech) => inside[speech]);
        },
        words: (range) => told("years", range),
      },
      first: over("years", (number) => yearOf(formulae.first[number])),
      last: over("years", (number) => yearOf(formulae.last[number])),
      speaker: among(
        (speaker) => (number) => formulae.carriers[number].some((speech) => speeches.speaker[speech] === speaker),
        speeches.speaker.filter(Boolean),
      ),
      kind: among((kind) => (number) => formulae.kinds[formulae.kind[number]] === kind, formulae.kinds, (kind) => kinds.get(kind)),
      length: over("numbers", (number) => formulae.length[number]),
      carriers: over("numbers", (number) => formulae.carriers[number].length),
      life: among((life) => (number) => formulae[life][number] === 1, ["taken_up", "laid_down"], (life) => lineage.say(`fate_${life}`)),
    };

    // What stands in the address; what cannot be read is left out.
    const read = (state) => {
      const parts = [];
      for (const [key, value] of state) {
        const not = key.startsWith("not-");
        const field = not ? key.slice(4) : key;
        if (Object.hasOwn(fields, field) && fields[field].reads(value) !== null) parts.push({ field, not, value });
      }
      // A formula has one kind: several of them are alternatives, and are told side by side.
      const kindly = parts.filter((part) => part.field === "kind" && !part.not);
      return [...parts.filter((part) => !kindly.includes(part)), ...kindly];
    };
    const keyOf = (part) => (part.not ? `not-${part.field}` : part.field);
    const alternative = (part) => part.field === "kind" && !part.not;

    const test = (parts) => {
      const holds = (part) => fields[part.field].holds(fields[part.field].reads(part.value));
      const kindly = parts.filter(alternative).map(holds);
      const all = parts.filter((part) => !alternative(part)).map((part) => ({ not: part.not, holds: holds(part) }));
      return (number) => all.every((part) => part.holds(number) !== part.not) && (!kindly.length || kindly.some((each) => each(number)));
    };

    const words = (part) => lineage.say(`view_${part.not ? "not_" : ""}${part.field}`, { what: fields[part.field].words(fields[part.field].reads(part.value)) });
    // Whether it narrows by speeches, so that a reader might take the counts for those of the chosen speeches.
    const bySpeech = (part) => ["period", "speaker"].includes(part.field);
    const owns = (key) => Object.hasOwn(fields, key.replace(/^not-/, ""));
    return { read, test, words, keyOf, owns, alternative, bySpeech };
  };
})();
