"use strict";
// Wordings: how they are looked for, whatever their script and marks, and what one alters of another, character by
// character; numbers stay whole, and 網絡 is 网络.
(() => {
  // Wordings further apart than so many edits are not aligned: nobody would read them so.
  const MOST = 1500;

  const { from, to } = window.lineageFolding;
  const simplified = new Map([...from].map((character, at) => [character, [...to][at]]));
  lineage.folded = (text) => [...text.normalize("NFKC").toLowerCase()].map((character) => simplified.get(character) ?? character).join("");

  // As the detection compares them: without marks; a point stays between digits alone.
  lineage.canonical = (text) => lineage.folded(text).replace(/(?<![0-9])\.|\.(?![0-9])|[^\p{L}\p{N}+%.]/gu, "");

  const pieces = (text) => text.match(/\p{Nd}+(?:[.．,]\p{Nd}+)*[%％]?|[^]/gu) ?? [];

  // The shortest way from one to the other (Myers 1986, "An O(ND) difference algorithm and its variations"), backwards:
  // steps [kind, place in one, place in other]; null where it is too long. `before[d]` holds, for each diagonal, how far
  // d - 1 edits reach.
  const steps = (one, other) => {
    const most = Math.min(one.length + other.length, MOST);
    const reach = new Int32Array(2 * most + 2);
    const before = [];
    const isDown = (at, d, k, middle) => k === -d || (k !== d && at[middle + k - 1] < at[middle + k + 1]);
    for (let d = 0; d <= most; d += 1) {
      before.push(reach.slice(most - d, most + d + 1));
      for (let k = -d; k <= d; k += 2) {
        let x = isDown(reach, d, k, most) ? reach[most + k + 1] : reach[most + k - 1] + 1;
        while (x < one.length && x - k < other.length && one[x] === other[x - k]) x += 1;
        reach[most + k] = x;
        if (x >= one.length && x - k >= other.length) return walked(before, d, x, x - k, isDown);
      }
    }
    return null;
  };
  const walked = (before, edits, x, y, isDown) => {
    const way = [];
    for (let d = edits; d > 0; d -= 1) {
      const down = isDown(before[d], d, x - y, d);
      const k = down ? x - y + 1 : x - y - 1;
      const [earlierX, earlierY] = [before[d][d + k], before[d][d + k] - k];
      for (; x > earlierX + (down ? 0 : 1) && y > earlierY + (down ? 1 : 0); x -= 1, y -= 1) way.push(["same", x - 1, y - 1]);
      way.push(down ? ["added", x, y - 1] : ["dropped", x - 1, y]);
      [x, y] = [earlierX, earlierY];
    }
    for (; x > 0; x -= 1, y -= 1) way.push(["same", x - 1, y - 1]);
    return way.reverse();
  };

  // A single character that stays between two edits stays by chance: it is told as replaced.
  const joined = (way) => {
    const runs = [];
    for (const step of way) {
      const kind = step[0] === "same" ? "same" : "edited";
      if (runs.at(-1)?.kind === kind) runs.at(-1).steps.push(step);
      else runs.push({ kind, steps: [step] });
    }
    return runs.map((run, at) => (run.kind === "same" && run.steps.length === 1 && at > 0 && at < runs.length - 1 ? { ...run, kind: "edited" } : run));
  };

  // `lineage.edits(older, newer)`: [[kind, text]…] with kind `same`, `dropped` or `added`; what stays is told as in the newer.
  lineage.edits = (older, newer) => {
    const [one, other] = [pieces(older), pieces(newer)];
    const way = steps(one.map(lineage.folded), other.map(lineage.folded));
    if (!way) return null;
    const told = [];
    const tell = (kind, text) => {
      if (!text) return;
      if (told.at(-1)?.[0] === kind) told.at(-1)[1] += text;
      else told.push([kind, text]);
    };
    let [dropped, added] = ["", ""];
    const flush = () => { tell("dropped", dropped); tell("added", added); dropped = ""; added = ""; };
    for (const run of joined(way)) {
      if (run.kind === "same") flush();
      for (const [kind, x, y] of run.steps) {
        if (run.kind === "same") { tell("same", other[y]); continue; }
        if (kind !== "added") dropped += one[x];
        if (kind !== "dropped") added += other[y];
      }
    }
    flush();
    return told;
  };
})();
