"use strict";
// The list of the speeches: finds, sorts, and draws them in portions.
lineage.page("speeches", async (page, signal) => {
  const PORTION = 100;
  const { make, say, state } = lineage;
  const table = page.querySelector("#rows");
  const search = page.querySelector("#search");
  const found = page.querySelector("#found");
  const more = page.querySelector("#more");
  const speeches = await lineage.data("speeches");
  if (signal.aborted) return;

  const named = (number) => speeches.title[number] || speeches.id[number];
  const script = (number) => [speeches.scripts[speeches.script[number]], speeches.regions[speeches.region[number]]].filter(Boolean).join(" · ");
  const link = (number, ...before) => make("a", { href: `${speeches.name[number]}.html`, lang: "zh" }, [...before, named(number)].join(" "));
  const rank = new Map(speeches.in_time.map((number, at) => [number, at]));
  const columns = {
    date: (number) => rank.get(number),
    speaker: (number) => speeches.speaker[number],
    title: named,
    script,
    characters: (number) => speeches.characters[number],
    inherited: (number) => speeches.inherited[number],
    first_uses: (number) => speeches.first_uses[number],
    copy: (number) => (speeches.copy_of[number] < 0 ? "" : named(speeches.copy_of[number])),
  };
  const row = (number) => {
    const share = speeches.inherited[number];
    const unknown = () => make("td", { class: "figure" }, say("speech_unknown_undated"));
    return make("tr", {},
      make("td", { class: "date" }, speeches.date[number] || say("speech_undated")),
      make("td", { class: "name", lang: "zh" }, speeches.speaker[number]),
      make("td", {}, link(number)),
      make("td", {}, script(number)),
      make("td", { class: "figure" }, lineage.number(speeches.characters[number])),
      share === null ? unknown() : make("td", { class: "figure share" }, `${(100 * share).toFixed(1)} %`, make("span", { class: "bar", style: `--share: ${share}`, "aria-hidden": "true" })),
      share === null ? unknown() : make("td", { class: "figure" }, lineage.number(speeches.first_uses[number])),
      make("td", {}, speeches.copy_of[number] < 0 ? null : link(speeches.copy_of[number], speeches.date[speeches.copy_of[number]])));
  };

  const texts = speeches.name.map((_, number) => lineage.folded([speeches.date[number], speeches.speaker[number], speeches.title[number], speeches.id[number]].join(" ")));

  let order = [...speeches.in_time];
  let shown = [];
  let drawn = 0;
  const body = table.tBodies[0];
  const portion = () => {
    body.append(...shown.slice(drawn, drawn + PORTION).map(row));
    drawn = Math.min(drawn + PORTION, shown.length);
    more.hidden = drawn >= shown.length;
    more.textContent = say("speeches_more", { count: Math.min(PORTION, shown.length - drawn) });
  };
  const draw = () => {
    const wanted = lineage.folded(search.value.trim()).split(/\s+/).filter(Boolean);
    shown = order.filter((number) => wanted.every((word) => texts[number].includes(word)));
    found.textContent = say("speeches_found", { count: shown.length, all: order.length });
    body.replaceChildren();
    drawn = 0;
    portion();
  };
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const headings = [...table.tHead.rows[0].cells];
  for (const heading of headings) {
    lineage.heading(heading, (falling) => {
      for (const other of headings) if (other !== heading) other.removeAttribute("aria-sort");
      const value = columns[heading.dataset.column];
      const sign = falling ? -1 : 1;
      order.sort((one, other) => {
        const [first, second] = [value(one), value(other)];
        const [isEmpty, isOtherEmpty] = [first, second].map((each) => each === "" || each === null);
        if (isEmpty || isOtherEmpty) return isEmpty - isOtherEmpty || rank.get(one) - rank.get(other);
        return sign * compare(first, second) || rank.get(one) - rank.get(other);
      });
      draw();
    });
  }
  search.closest("p").hidden = false;
  search.value = state.read().get("find") ?? "";
  search.addEventListener("input", () => {
    const now = state.read();
    if (search.value.trim()) now.set("find", search.value.trim()); else now.delete("find");
    state.write(now);
    draw();
  });
  more.addEventListener("click", () => {
    const first = drawn;
    portion();
    body.rows[first].querySelector("a").focus();
  });
  page.querySelector("#cut")?.remove();
  draw();
});
