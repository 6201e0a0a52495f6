"use strict";
// Data that a page loads when it needs it: `await lineage.data("formulae")`. A page from disk may load scripts, but no
// other files, so that each value is a script that hands it over: gzip of JSON, in base64. plotly.js is loaded here, too.
(() => {
  const wanted = new Map();

  const unpacked = async (text) => {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at); // ten times as fast as `from`
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream);
  };
  const read = async (text) => (await unpacked(text)).json();

  // What stands packed in the page itself.
  const element = (name) => document.querySelector(`script[type="application/x-lineage"][data-name="${CSS.escape(name)}"]`);

  const load = (name) => new Promise((resolve, reject) => {
    const held = element(name);
    if (held) { resolve(read(held.textContent)); return; }
    if (lineage.alone) { reject(new Error(lineage.say("elsewhere_told", { path: name }))); return; }
    const script = document.createElement("script");
    script.src = lineage.href(`assets/data/${name}.js`);
    script.addEventListener("error", () => { wanted.delete(name); reject(new Error(lineage.say("data_missing", { file: script.src }))); });
    wanted.get(name).resolve = (text) => { script.remove(); resolve(read(text)); };
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

  // A site that is one file holds plotly.js packed: nothing waits until it is read. The policy of the page names the hash
  // of its code, so that this script may run where it is put in, and no other.
  lineage.plotly = async () => {
    const held = element("plotly");
    if (held) { document.head.append(lineage.make("script", {}, await (await unpacked(held.textContent)).text())); return; }
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = lineage.href(`assets/${document.getElementById("page").dataset.plotly}`);
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  };
})();
