"use strict";
// The page of a speech: its text with marks, the earlier parallel of what is under cursor or focus, what is shown of the
// marks (`#show=`, `#from=`, `#f=`, `#at=`), and the lists below.
lineage.page("speech", async (page, signal) => {
  const { make, say, state } = lineage;
  const find = (selector) => page.querySelector(selector);
  const [data, formulae, speeches] = await Promise.all([
    lineage.data(`speech/${find("#speech").dataset.name}`), lineage.data("formulae"), lineage.data("speeches"),
  ]).catch((error) => { find("#text").replaceChildren(make("p", { class: "notes" }, error.message)); return []; });
  if (!data || signal.aborted) return;

  const text = lineage.textOf(data);
  const places = lineage.placesOf(data);
  const told = lineage.parallels(data, formulae, speeches, places, [...find("#kept").content.querySelectorAll("li")]);
  const holder = find("#text");
  const panel = find("#parallel .told");
  const hint = panel.firstElementChild;
  const view = { show: "all", from: -1, f: -1, at: -1, has: null };
  view.asks = (at) => data.places.formula[at] === view.f;
  view.shows = (at) => {
    const formula = data.places.formula[at];
    if (places.kind[at] === "part") return false;
    if (view.f >= 0) return formula === view.f;
    if (view.show !== "all" && places.kind[at] !== view.show) return false;
    return !view.has || view.has[formula] === 1;
  };
  view.showsPassage = (passage) => view.f < 0 && (view.show === "all" || view.show === "inherited") && (view.from < 0 || passage.other === view.from);

  // The key of the marks, with numbers.
  const counts = (has) => places.kind.reduce((sum, kind, at) => sum + (has(kind, data.places.age[at]) ? 1 : 0), 0);
  const years = data.ages_named;
  const rows = [...years, years.at(-1)].map((each, number) => {
    const has = (kind, age) => kind === "inherited" && age === number;
    const key = number === years.length ? "speech_age_more" : each === 1 ? "speech_age_first" : "speech_age";
    return { look: `age-${number}`, has, told: say(key, { years: each, count: counts(has) }) };
  });
  for (const kind of ["first", "altered", "untold"]) {
    const has = (each) => each === kind;
    if (counts(has)) rows.push({ look: kind === "first" ? "first opens" : kind, has, told: say(`speech_key_${kind}`, { count: counts(has) }) });
  }
  const key = rows.map((row) => [row.look, row.told]);
  if (data.passages.begin.length) key.push(["passage", say("speech_key_passage", { count: data.passages.begin.length })]);
  if (text.pieces.length && data.furniture.length) key.push(["furniture", say("speech_key_furniture", { count: data.furniture.length })]);
  find("#legend").replaceChildren(...key.map(([look, words]) => make("li", {}, make("mark", { class: look, lang: "zh", "aria-hidden": "true" }, say("speech_sample")), ` ${words}`)));
  find("#legend").hidden = false;
  find("#parallel").hidden = false;

  const strip = text.pieces.length === 0;
  if (strip) { holder.classList.add("strip"); holder.tabIndex = 0; holder.setAttribute("role", "group"); holder.setAttribute("aria-label", say("speech_strip_title")); }
  const drawn = strip ? lineage.drawStrip(holder, data, places, view, rows) : lineage.drawText(holder, data, text, places, view, signal);

  // One is no plural.
  const counted = (key, count, values = {}) => say(count === 1 ? `${key}_one` : key, { ...values, count });

  // What can be gone to: where marks begin, in the order of the text.
  let stops = [];
  let current = -1;
  const within = (begin, end) => strip || text.holds(begin, end);
  const gather = () => {
    const { begin, end } = data.places;
    const shown = begin.map((_, at) => at).filter(view.shows);
    const seen = shown.filter((at) => within(begin[at], end[at]));
    const passages = places.passages(0, data.length).filter((each) => view.showsPassage(each) && within(each.begin, each.begin + 1));
    stops = [...new Set([...seen.map((at) => begin[at]), ...passages.map((each) => each.begin)])].sort((one, other) => one - other);
    const hidden = shown.length - seen.length;
    find("#counted").textContent = counted("speech_marks", shown.length) + (hidden ? say("speech_marks_hidden", { count: hidden }) : "");
    return shown.length;
  };

  const position = make("span", { class: "small" });
  const tell = (point) => {
    const number = stops.indexOf(point);
    position.textContent = number < 0 ? "" : say("speech_here", { place: number + 1, all: stops.length, at: point + 1, length: data.length });
    const all = told.of(point);
    panel.replaceChildren(...(all.length ? all : [make("p", { class: "small" }, say("speech_no_mark"))]));
    panel.scrollTop = 0;
  };
  const go = (point, focus = true) => {
    for (const old of holder.querySelectorAll("[tabindex]")) old.removeAttribute("tabindex");
    for (const old of holder.querySelectorAll(".now, .here")) old.classList.remove("now", "here");
    current = point;
    const element = drawn.reach(point);
    tell(point);
    if (!element) return;
    if (!strip) {
      element.tabIndex = 0;
      element.classList.add("here");
      const { begin, end } = data.places;
      const reached = places.covering(point).filter((at) => begin[at] === point && view.shows(at)).reduce((most, at) => Math.max(most, end[at]), point);
      for (const each of element.parentElement.querySelectorAll("[data-at]")) if (each.dataset.at >= point && each.dataset.at < reached) each.classList.add("now");
    }
    element.scrollIntoView({ block: strip ? "nearest" : "center", behavior: "instant" });
    if (focus) element.focus({ preventScroll: true });
  };
  const step = (by) => {
    if (!stops.length) return;
    const at = by > 0 ? stops.findIndex((point) => point > current) : stops.findLastIndex((point) => point < current);
    go(at >= 0 ? stops[at] : by > 0 ? stops[0] : stops.at(-1));
  };

  // The filters, and the state in the address.
  const choices = ["all", "inherited", "first", "altered"].map((show) => {
    const input = make("input", { type: "radio", name: "show", value: show });
    input.addEventListener("change", () => change({ show: show === "all" ? null : show, f: null, at: null }));
    return make("label", {}, input, ` ${say(`speech_${show}`)}`);
  });
  const from = make("select", { id: "from" }, make("option", { value: "" }, say("speech_from_any")),
    ...data.earlier.map(([other]) => make("option", { value: speeches.name[other] }, `${speeches.date[other]} · ${speeches.named[other]}`)));
  from.addEventListener("change", () => change({ from: from.value || null, f: null, at: null }));
  find("#filters").append(make("fieldset", {}, make("legend", {}, say("speech_show")), ...choices), ...(data.earlier.length ? [make("label", { class: "from" }, `${say("speech_from")} `, from)] : []));
  find("#filters").hidden = false;

  const asking = () => {
    const line = find("#asked");
    const shown = gather();
    const words = [];
    if (view.f >= 0) words.push(counted("speech_asked_formula", shown, { label: formulae.label[view.f] ?? "?" }));
    if (view.from >= 0) words.push(counted("speech_asked_from", shown, { speech: [speeches.date[view.from], speeches.named[view.from]].filter(Boolean).join(" · ") }));
    if (view.at >= 0) words.push(say("speech_asked_at", { at: view.at + 1 }));
    const clear = make("button", { type: "button" }, say("speech_clear"));
    clear.addEventListener("click", () => { change({ f: null, at: null, from: null, show: null }); find("#filters input:checked").focus(); });
    const beside = view.from < 0 ? [] : [make("a", { href: lineage.href(`compare/index.html#a=${speeches.name[data.speech]}&b=${speeches.name[view.from]}`) }, say("speech_compare")), " "];
    line.replaceChildren(...(words.length ? [words.join(" · "), " ", ...beside, clear] : []));
    line.hidden = words.length === 0;
  };
  // A formula whose places all lie outside of what the page holds: the sentence of its earliest attestation is known to
  // all pages; of others it is told where they are.
  const outside = find("#outside");
  const tellOutside = () => {
    const { f } = view;
    const own = data.places.begin.filter((_, at) => view.shows(at));
    outside.hidden = f < 0 || stops.length > 0 || own.length === 0;
    outside.replaceChildren();
    if (outside.hidden) return;
    const told = say("speech_outside", { places: own.slice(0, 10).map((point) => lineage.number(point + 1)).join(say("speech_comma")) + (own.length > 10 ? " …" : ""), length: data.length });
    panel.replaceChildren(make("p", { class: "small" }, told));
    outside.append(make("p", {}, told, " ", make("code", {}, "lineage report --embed text")));
    if (formulae.first[f] !== data.speech) return;
    lineage.data(`sentences/${Math.floor(f / formulae.sentences)}`).then((sentences) => {
      const [before, here, after] = sentences[f % formulae.sentences];
      if (view.f === f) outside.prepend(make("blockquote", { lang: "zh" }, before, make("mark", {}, here), after));
    }, (error) => outside.append(make("p", {}, error.message)));
  };
  const number = (value) => (value !== null && /^\d+$/.test(value) ? Number(value) : -1);
  const apply = () => {
    const asked = state.read();
    const show = asked.get("show");
    view.show = ["inherited", "first", "altered"].includes(show) ? show : "all";
    view.from = asked.get("from") ? speeches.name.indexOf(asked.get("from")) : -1;
    view.f = number(asked.get("f"));
    view.at = number(asked.get("at"));
    view.has = view.from < 0 ? null : Uint8Array.from(formulae.carriers, (carriers) => (carriers.includes(view.from) ? 1 : 0));
    for (const { value, input } of choices.map((each) => ({ input: each.querySelector("input"), value: each.querySelector("input").value }))) input.checked = value === view.show;
    from.value = view.from < 0 ? "" : speeches.name[view.from];
    asking();
    panel.replaceChildren(hint);
    tellOutside();
    drawn.redraw();
    current = -1;
    if (view.at >= 0) go(view.at, false);
    else if (view.f >= 0 && stops.length) go(stops[0], false);
  };
  const change = (values) => {
    const now = state.read();
    for (const [name, value] of Object.entries(values)) if (value === null) now.delete(name); else now.set(name, value);
    state.write(now);
    apply();
  };
  state.changed(apply, signal);
  // A link to a view of this page changes the state only, also where the path of the page stands in the address.
  page.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const wanted = link && /^#(f|at|from)=([^&]*)$/.exec(link.getAttribute("href"));
    if (!wanted || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    change({ f: null, at: null, from: null, show: null, [wanted[1]]: wanted[2] });
    find("#text-title").scrollIntoView({ block: "start" });
    if (wanted[1] !== "from") holder.querySelector(".here")?.scrollIntoView({ block: "center", behavior: "instant" });
  }, { signal });

  // Cursor, focus, keys.
  const buttons = [["speech_previous", -1, "k"], ["speech_next", 1, "j"]].map(([words, by, letter]) => {
    const button = make("button", { type: "button" }, `${say(words)} `, make("kbd", {}, letter));
    button.addEventListener("click", () => step(by));
    lineage.key(letter, say(words), () => step(by), signal);
    return button;
  });
  find(".stepping").replaceChildren(...buttons, " ", position);
  const markOf = (event) => { const mark = event.target.closest?.("mark[data-at]"); return mark ? Number(mark.dataset.at) : null; };
  let waiting = 0;
  holder.addEventListener("pointerover", (event) => {
    const point = markOf(event);
    clearTimeout(waiting);
    if (point !== null && event.pointerType === "mouse") waiting = setTimeout(() => tell(point), 150);
  });
  holder.addEventListener("click", (event) => {
    const point = strip ? stops.reduce((best, each) => (Math.abs(each - drawn.nearest(event)) < Math.abs(best - drawn.nearest(event)) ? each : best), stops[0] ?? -1) : markOf(event);
    if (point === null || point < 0 || !getSelection().isCollapsed) return;
    const top = scrollY;
    go(point);
    scrollTo({ top, behavior: "instant" });
  });
  holder.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    step(by);
  });
  for (const [letter, rel, words] of [["n", "next", "speech_key_next_speech"], ["p", "prev", "speech_key_previous_speech"]]) {
    const link = find(`a[rel="${rel}"]`);
    if (link) lineage.key(letter, say(words), () => link.click(), signal);
  }

  // The lists below.
  const item = (formula, ...further) => make("li", {}, told.label(formula), ...further);
  const fill = (section, items) => { find(`${section} ul`).replaceChildren(...items); find(section).hidden = false; };
  fill("#altered", data.altered.map(([formula, , edits]) => item(formula, " ", told.edited(edits), " ", make("a", { href: `#f=${formula}`, "aria-label": `${say("speech_in_text")}: ${formulae.label[formula]}` }, "¶"))));
  if (!data.altered.length) find("#altered ul").replaceChildren(make("li", {}, say("speech_altered_none")));
  fill("#absent", data.absent.map(([formula, carriers, of]) => item(formula, make("span", { class: "small" }, ` ${say("speech_absent", { carriers, of })}`))));
  if (!data.absent.length) find("#absent ul").replaceChildren(make("li", {}, say("speech_absent_none")));
  if (data.absent_all > data.absent.length) find("#absent .cut").textContent = say("speech_absent_cut", { shown: data.absent.length, all: data.absent_all });

  const firsts = find("#firsts");
  const tied = 1 << formulae.doubts_named.indexOf("tied");
  const every = formulae.first.flatMap((first, formula) => (first === data.speech && !(formulae.doubts[formula] & tied) ? [formula] : []));
  if (firsts && every.length > firsts.children.length) {
    const button = make("button", { type: "button" }, say("speech_every_first", { count: every.length }));
    button.addEventListener("click", () => {
      const shown = firsts.children.length;
      firsts.append(...every.slice(shown).map((formula) => item(formula, ...told.doubtsOf(formula).flatMap((doubt) => [" ", make("span", { class: "small" }, `(${doubt.dataset.short})`)]), " ", make("a", { href: `#f=${formula}`, "aria-label": `${say("speech_in_text")}: ${formulae.label[formula]}` }, "¶"))));
      firsts.children[shown].tabIndex = -1;
      firsts.children[shown].focus();
      button.remove();
      find("#firsts-cut")?.remove();
    });
    firsts.after(make("p", { class: "tools" }, button));
  }
  apply();
});
