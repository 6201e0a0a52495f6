"use strict";
// The page of the method: copies the BibTeX entries.
lineage.page("method", (page) => {
  const text = page.querySelector("#bibtex");
  const button = page.querySelector("#copy");
  const told = page.querySelector("#copied");

  // Where a page from disk may not reach the clipboard, what is selected can still be copied, by us or by the reader.
  const selected = () => {
    getSelection().selectAllChildren(text);
    return document.execCommand("copy");
  };
  const copied = async () => {
    try { await navigator.clipboard.writeText(text.textContent); return true; } catch { return selected(); }
  };
  button.textContent = lineage.say("copy_text");
  button.addEventListener("click", async () => { told.textContent = lineage.say((await copied()) ? "text_copied" : "text_not_copied"); });
  button.closest("p").hidden = false;
});
