"use strict";
// The text of a speech with its marks: paragraphs stand as plain text at first, and are marked when they come near, so
// that long texts open at once. Offsets are code points; a text with characters beyond the basic plane is cut by those.

// So much of a text as the pages hold: `cut(begin, end)` is null where they do not hold it whole.
lineage.textOf = (data) => {
  const pieces = data.pieces.map(([begin, text]) => {
    const points = /[\ud800-\udfff]/.test(text) ? [...text] : text;
    const cut = (from, to) => (points === text ? text.slice(from, to) : points.slice(from, to).join(""));
    return { begin, end: begin + points.length, points, cut: (from, to) => cut(from - begin, to - begin) };
  });
  const holding = (begin, end) => pieces.find((piece) => piece.begin <= begin && end <= piece.end);
  return {
    pieces,
    holds: (begin, end) => holding(begin, end) !== undefined,
    cut: (begin, end) => holding(begin, end)?.cut(begin, end) ?? null,
    // What stands before a place, the place, what stands after, within its sentence and so many characters.
    sentence: (begin, end, most = 60) => {
      const piece = holding(begin, end);
      if (!piece) return null;
      const ends = "。！？；!?;\n";
      let from = begin, to = end;
      while (from > piece.begin && begin - from < most && !ends.includes(piece.points[from - 1 - piece.begin])) from -= 1;
      while (to < piece.end && to - end < most && !ends.includes(piece.points[to - piece.begin])) to += 1;
      const plain = (some) => some.replace(/\s+/g, " ");
      return [piece.cut(from, begin), piece.cut(begin, end), piece.cut(end, to)].map(plain);
    },
  };
};

// What each place is: its kind, and the places that cover a point or touch a stretch.
lineage.placesOf = (data) => {
  const { begin, end, age, attests, relation } = data.places;
  const part = data.relations_named.indexOf("part");
  const kind = begin.map((_, at) => {
    if (!attests[at]) return relation[at] === part ? "part" : "altered";
    return age[at] >= 0 ? "inherited" : age[at] === -1 ? "first" : "untold";
  });
  // Which of many stretches, which come by begin, touch another: `touching(from, to)`.
  const touches = (begin, end) => {
    const longest = begin.reduce((most, from, at) => Math.max(most, end[at] - from), 1);
    const firstFrom = (point) => {
      let low = 0, high = begin.length;
      while (low < high) { const middle = (low + high) >> 1; if (begin[middle] < point) low = middle + 1; else high = middle; }
      return low;
    };
    return (from, to) => {
      const found = [];
      for (let at = firstFrom(from - longest + 1); at < begin.length && begin[at] < to; at += 1) if (end[at] > from) found.push(at);
      return found;
    };
  };
  const placed = touches(begin, end);
  const touching = (from, to) => placed(from, to).filter((at) => kind[at] !== "part");
  const passages = data.passages.begin.map((from, at) => ({ at, begin: from, end: data.passages.end[at], other: data.passages.other[at] }));
  const shared = touches(data.passages.begin, data.passages.end);
  return {
    kind, touching,
    covering: (point) => touching(point, point + 1).sort((one, other) => end[other] - begin[other] - end[one] + begin[one]),
    passages: (from, to) => shared(from, to).map((at) => passages[at]),
  };
};

// Draws the text into a holder. `view.shows(place)` and `view.showsPassage(passage)` say what is marked, `view.asks(place)`
// what is made to stand out. `redraw()` marks all anew, `reach(point)` gives the mark that begins there.
lineage.drawText = (holder, data, text, places, view, signal) => {
  const { begin, end, age } = data.places;
  const { make, say } = lineage;
  const LONG = 3000;
  const joined = new Set(); // broken lines: what stands there is blank and no part of the speech
  const furniture = data.furniture.filter(([from, to]) => {
    const blank = text.cut(from, to);
    if (blank === null || blank.trim() !== "") return true;
    for (let point = from; point < to; point += 1) joined.add(point);
    return false;
  });

  const blocks = [];
  const block = (piece, from, to, on) => { if (to > from && piece.cut(from, to).trim()) blocks.push({ piece, begin: from, end: to, on, marked: false }); };
  const split = (piece) => {
    let from = piece.begin, on = false;
    for (let point = piece.begin; point < piece.end; point += 1) {
      const character = piece.points[point - piece.begin];
      const line = character === "\n" && !joined.has(point);
      const late = point - from > LONG && character === "。";
      if (!line && !late) continue;
      block(piece, from, line ? point : point + 1, on);
      from = point + 1;
      on = !line;
    }
    block(piece, from, piece.end, on);
  };

  const plain = (piece, from, to) => {
    if (!joined.size) return piece.cut(from, to);
    let shown = "";
    for (let point = from; point < to; point += 1) if (!joined.has(point)) shown += piece.points[point - piece.begin];
    return shown;
  };

  // A stretch between two edges: what all that covers it makes of it.
  const stretch = (piece, from, to, over) => {
    const shown = plain(piece, from, to);
    if (!shown) return null;
    if (over.furniture) return make("span", { class: "furniture", title: say("speech_furniture", { reason: over.furniture }) }, make("span", { class: "unseen" }, `${say("speech_furniture", { reason: over.furniture })}: `), shown);
    const classes = [];
    if (over.age >= 0) classes.push(`age-${over.age}`);
    for (const name of ["first", "altered", "untold", "asked", "passage"]) if (over[name]) classes.push(name);
    if (over.opens) classes.push("opens");
    return classes.length ? make("mark", { class: classes.join(" "), "data-at": from, "data-end": to }, shown) : shown;
  };

  const mark = (each) => {
    each.marked = true;
    const { piece } = each;
    const inside = (from, to) => from < each.end && to > each.begin;
    const clipped = (from, to) => [Math.max(from, each.begin), Math.min(to, each.end)];
    const layers = [];
    for (const passage of places.passages(each.begin, each.end)) if (view.showsPassage(passage)) layers.push([...clipped(passage.begin, passage.end), (over) => { over.passage = true; }]);
    for (const at of places.touching(each.begin, each.end)) {
      if (!view.shows(at)) continue;
      const kind = places.kind[at];
      layers.push([...clipped(begin[at], end[at]), (over, opens) => {
        if (kind === "inherited") over.age = Math.max(over.age, age[at]); // of nested ones the oldest
        else over[kind] = true;
        if (kind === "first" && opens && begin[at] >= each.begin) over.opens = true;
        if (view.asks(at)) over.asked = true;
      }]);
    }
    for (const [from, to, reason] of furniture) if (inside(from, to)) layers.push([...clipped(from, to), (over) => { over.furniture = reason; }]);
    const edges = [...new Set([each.begin, each.end, ...layers.flatMap(([from, to]) => [from, to])])].sort((one, other) => one - other);
    const number = new Map(edges.map((edge, at) => [edge, at]));
    const overs = edges.map(() => ({ age: -1 }));
    for (const [from, to, put] of layers) for (let at = number.get(from); at < number.get(to); at += 1) put(overs[at], edges[at] === from);
    each.element.replaceChildren(...edges.slice(0, -1).map((edge, at) => stretch(piece, edge, edges[at + 1], overs[at])).filter((child) => child !== null));
  };

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting && !entry.target.block.marked) mark(entry.target.block);
  }, { rootMargin: "1500px" });
  signal.addEventListener("abort", () => near.disconnect());
  addEventListener("beforeprint", () => { for (const each of blocks) if (!each.marked) mark(each); }, { signal });

  const gap = (from, to) => {
    const marks = places.touching(from, to).filter((at) => begin[at] >= from).length;
    return make("p", { class: "gap" }, say(marks ? "speech_gap_marks" : "speech_gap", { count: to - from, marks }));
  };
  let reached = 0;
  const elements = [];
  for (const piece of text.pieces) {
    if (piece.begin > reached) elements.push(gap(reached, piece.begin));
    const first = blocks.length;
    split(piece);
    for (const each of blocks.slice(first)) {
      each.element = make("p", { class: each.on ? "on" : each.begin === piece.begin && piece.begin > 0 && "cut" }, plain(each.piece, each.begin, each.end));
      each.element.block = each;
      elements.push(each.element);
      near.observe(each.element);
    }
    reached = piece.end;
  }
  if (text.pieces.length && reached < data.length) elements.push(gap(reached, data.length));
  holder.replaceChildren(...elements);

  return {
    redraw: () => {
      for (const each of blocks) { each.marked = false; near.unobserve(each.element); near.observe(each.element); }
    },
    reach: (point) => {
      const each = blocks.find((one) => one.begin <= point && point < one.end);
      if (!each) return null;
      if (!each.marked) mark(each);
      return each.element.querySelector(`[data-at="${point}"]`) ?? each.element;
    },
  };
};

// Where the marks of a text lie that is not shown: a row for each kind, a stroke for each mark.
lineage.drawStrip = (holder, data, places, view, rows) => {
  const svg = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const scale = 1000 / Math.max(data.length, 1);
  const { begin, end, age } = data.places;
  const redraw = () => {
    const strokes = [];
    begin.forEach((from, at) => {
      const row = rows.findIndex((each) => each.has(places.kind[at], age[at]));
      if (row < 0 || !view.shows(at)) return;
      strokes.push(svg("rect", { x: (from * scale).toFixed(2), y: row * 14, width: Math.max((end[at] - from) * scale, 1).toFixed(2), height: 12, class: `stroke ${rows[row].look}` }));
    });
    const told = rows.map((each) => each.told).join(lineage.say("speech_comma"));
    const label = lineage.say("speech_strip", { count: strokes.length, length: data.length, told });
    const needle = svg("rect", { x: 0, y: 0, width: 2, height: rows.length * 14, class: "needle", visibility: "hidden" });
    holder.replaceChildren(svg("svg", { viewBox: `0 0 1000 ${rows.length * 14}`, preserveAspectRatio: "none", role: "img", "aria-label": label }, ...strokes, needle));
  };
  return {
    redraw,
    reach: (point) => {
      const needle = holder.querySelector(".needle");
      needle.setAttribute("x", point * scale);
      needle.setAttribute("visibility", "visible");
      return holder;
    },
    nearest: (event) => Math.round((event.clientX - holder.getBoundingClientRect().left) / holder.clientWidth * data.length),
  };
};
