"use strict";
// The text of a speech, so much of it as the pages hold, with the passages and formulae that it shares with another.
// Places are code points of the text as read.
(() => {
  const COLOURS = 5;
  const gap = (count) => lineage.make("span", { class: "gap" }, lineage.say("compare_gap", { count }));

  // A stretch of the text without furniture and line breaks, and whether the pages hold all of it.
  lineage.held = (data, begin, end) => {
    const left = data.furniture.filter(([from, to]) => from < end && to > begin);
    let [text, at, whole] = ["", begin, true];
    for (const [from, piece] of data.pieces) {
      const characters = [...piece];
      if (from >= end || from + characters.length <= at) continue;
      if (from > at) { text += lineage.say("compare_gap", { count: from - at }); whole = false; at = from; }
      for (; at < Math.min(end, from + characters.length); at += 1) if (!left.some(([first, last]) => first <= at && at < last)) text += characters[at - from];
    }
    if (at < end) { text += lineage.say("compare_gap", { count: end - at }); whole = false; }
    return { text: text.replace(/\s*\n\s*/gu, ""), whole };
  };

  // Which characters stand in any of these spans.
  lineage.covered = (length, spans) => {
    const covered = new Uint8Array(length);
    for (const [begin, end] of spans) covered.fill(1, begin, end);
    return covered;
  };

  // `passages`: [{ number, begin, end }…] by begin; `shared`, `furniture`: spans. `press(number)` when one is chosen.
  lineage.side = (holder, data, { passages, shared, name, press }) => {
    const inFormula = lineage.covered(data.length, shared);
    const outside = lineage.covered(data.length, data.furniture);
    const inPassage = new Int32Array(data.length);
    for (const { number, begin, end } of passages) inPassage.fill(number, begin, end);
    const edges = new Set(passages.flatMap(({ begin, end }) => [begin, end]));
    const waiting = [...passages];
    const numberOf = ({ number }) => {
      const button = lineage.make("button", { type: "button", class: "number", "data-passage": number, "aria-label": name(number) }, String(number));
      button.addEventListener("focus", () => press(number));
      button.addEventListener("click", () => press(number));
      return button;
    };
    const numbers = (isDue) => {
      const due = [];
      while (waiting.length && isDue(waiting[0])) due.push(numberOf(waiting.shift()));
      return due;
    };
    const stretch = (text, begin) => {
      const number = inPassage[begin];
      const classes = [number && `passage colour-${number % COLOURS}`, inFormula[begin] && "shared", outside[begin] && "furniture"].filter(Boolean);
      if (!classes.length) return text;
      const element = lineage.make("span", { class: classes.join(" ") }, text);
      element.span = [begin, begin + [...text].length];
      if (number) element.addEventListener("click", () => press(number));
      return element;
    };
    const alike = (one, other) => !edges.has(other) && inPassage[one] === inPassage[other] && inFormula[one] === inFormula[other] && outside[one] === outside[other];

    const parts = [];
    let at = 0;
    for (const [from, piece] of [...data.pieces, [data.length, ""]]) {
      if (from > at) parts.push(...numbers(({ end }) => end <= from), gap(from - at));
      const characters = [...piece];
      for (let begin = 0, end; begin < characters.length; begin = end) {
        end = begin + 1;
        while (end < characters.length && alike(from + begin, from + end)) end += 1;
        parts.push(...numbers(({ begin: due }) => due <= from + begin), stretch(characters.slice(begin, end).join(""), from + begin));
      }
      at = from + characters.length;
    }
    holder.replaceChildren(...parts, ...numbers(() => true));
  };

  // Marks one passage as the current one; scrolls to it, if so wanted.
  lineage.showPassage = (holder, { number, begin, end }, scroll) => {
    for (const element of holder.children) {
      const [from, to] = element.span ?? [-1, -1];
      element.classList.toggle("current", from >= begin && to <= end);
    }
    for (const button of holder.querySelectorAll(".number")) {
      if (Number(button.dataset.passage) === number) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    const target = holder.querySelector('.number[aria-current="true"]');
    if (target && scroll) holder.scrollTop += target.getBoundingClientRect().top - holder.getBoundingClientRect().top - holder.clientHeight / 4;
  };
})();
