"use strict";
// Data that a page loads when it needs it: `await lineage.data("formulae")`. A page from disk may load scripts, but no
// other files, so that each value is a script that hands it over: gzip of JSON, in base64.
(() => {
  const wanted = new Map();

  const unpacked = async (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  };

  const load = (name) => new Promise((resolve, reject) => {
    const held = document.querySelector(`script[type="application/x-lineage"][data-name="${CSS.escape(name)}"]`);
    if (held) { resolve(unpacked(held.textContent)); return; } // it stands in the page itself
    if (lineage.alone) { reject(new Error(lineage.say("elsewhere_told", { path: name }))); return; }
    const script = document.createElement("script");
    script.src = lineage.href(`assets/data/${name}.js`);
    script.addEventListener("error", () => { wanted.delete(name); reject(new Error(lineage.say("data_missing", { file: script.src }))); });
    wanted.get(name).resolve = (text) => { script.remove(); resolve(unpacked(text)); };
    document.head.append(script);
  });

  lineage.data = (name) => {
    if (!wanted.has(name)) {
      const entry = {};
      wanted.set(name, entry);
      entry.promise = load(name);
    }
    return wanted.get(name).promise;
  };
  lineage.receive = (name, text) => wanted.get(name)?.resolve(text);
})();
