"use strict";
// Any two speeches side by side: they are picked here, and laid out by `pair.js`. The two stand in the address,
// `#a=NAME&b=NAME`, and the passage, `p`.
lineage.page("compare", async (page, signal) => {
  const { say } = lineage;
  const told = page.querySelector(".told");
  const view = page.querySelector(".view");
  const title = document.title;
  let shown = 0; // counts what was shown, so that what is loaded late does not overwrite what came after
  let walk = null; // goes to a passage of the pair that is shown

  let speeches;
  try { speeches = await lineage.data("speeches"); } catch (error) { told.textContent = error.message; return; }
  if (signal.aborted) return;
  const numbers = new Map(speeches.name.map((name, number) => [name, number]));
  const labelOf = (number) => `${speeches.date[number] || say("compare_undated")} · ${speeches.named[number]}`;
  const state = () => Object.fromEntries(["a", "b", "p"].map((key) => [key, lineage.state.read().get(key)]));
  const write = (values, step) => lineage.state.write(new URLSearchParams(Object.entries(values).filter(([, value]) => value)), step);

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
      const at = (passage) => write({ ...state(), p: String(passage) });
      walk = lineage.pair(view, first, second, { speeches, formulae, labelOf, at });
    } catch (error) { told.textContent = error.message; return; }
    document.title = `${labelOf(one)} — ${labelOf(other)}`;
    view.hidden = false;
    walk.begin(p);
    if (isChosen) view.querySelector(".walk").focus({ preventScroll: true });
  };

  const choose = (side) => (number) => {
    const { a, b } = state();
    write({ a, b, [side]: speeches.name[number] }, true);
    show(true);
  };
  const swap = () => { const { a, b } = state(); write({ a: b, b: a, p: walk && String(walk.turned() || "") }, true); show(); };
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
  lineage.state.changed(() => {
    show(true);
    page.querySelector(".pick").scrollIntoView();
  }, signal);
  show();
});
