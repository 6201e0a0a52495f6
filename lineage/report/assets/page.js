"use strict";
// What all pages have in common: words, theme, keys, the state in the address. Reads from the page, writes only text and
// attributes. A kind of page has a script of its own, which calls `lineage.page(kind, open)`; what concerns every page
// calls `lineage.every(open)`. `start.js`, the last script, opens the page. `signal` ends what an opened page listens to.
window.lineage = (() => {
  const root = document.documentElement;
  const kinds = new Map();
  const common = [];
  let current = new AbortController();

  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* a page from disk may not store; the choice lasts while it is open */ } },
  };

  // Words: a sentence of the catalogue, filled in. Numbers are grouped by thousands, as on the rest of the page.
  const number = (value) => value.toLocaleString("en");
  const say = (key, values = {}) => {
    const sentence = window.lineageWords[key];
    if (sentence === undefined) throw new Error(`no sentence ${key}`);
    return sentence.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name]));
  };

  // An element with attributes and children; texts are only ever texts.
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === false || value === null || value === undefined) continue;
      element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };

  // The place of the page in its site, and addresses of others.
  const place = () => document.getElementById("page");
  const href = (path) => `${place().dataset.root}/${path}`;
  const go = (path) => { location.href = lineage.href(path); };

  // The state of a page stands in the address after `#`, so that a view can be linked: `#key=value&key=value`. In a site
  // that is one file the path of the page comes first: `#/formulae/….html&key=value`. The name of a place on the page,
  // such as `#main`, is no state: the view stays as it was.
  let held = "";
  const isState = (text) => text === "" || text.includes("=");
  const asked = () => location.hash.replace(/^#(\/[\w./-]*[&#]?)?/, "");
  const state = {
    path(hash = location.hash) { return /^#\/([\w./-]*)/.exec(hash)?.[1] ?? null; },
    read() {
      if (isState(asked())) held = asked();
      return new URLSearchParams(held);
    },
    // Tells of states that the reader goes to: by a link of this page, back or forward.
    changed(listener, signal) { addEventListener("hashchange", () => { if (isState(asked())) listener(); }, { signal }); },
    // A step can be gone back; all else replaces what stood in the address.
    write(values, step = false) {
      const path = state.path();
      held = values.toString();
      const text = [path === null ? "" : `/${path}`, held].filter(Boolean).join("&");
      history[step ? "pushState" : "replaceState"](history.state, "", text ? `#${text}` : location.pathname + location.search);
    },
  };

  // Keys: each does one thing on this page, and stands in the panel that `?` opens. None of them works while typing.
  const keys = new Map();
  const key = (name, told, press, signal) => {
    keys.set(name, { told, press });
    signal?.addEventListener("abort", () => keys.delete(name));
  };
  const typing = (target) => target instanceof Element && target.closest("input, select, textarea, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const found = keys.get(event.key);
    if (!found || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    found.press();
  });

  const help = () => {
    const panel = document.getElementById("keys");
    const list = make("dl");
    for (const [name, { told }] of keys) list.append(make("dt", {}, make("kbd", {}, name === " " ? say("key_space") : name)), make("dd", {}, told));
    panel.querySelector(".list").replaceChildren(list);
    panel.showModal();
  };

  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const turn = () => {
    root.dataset.theme = dark() ? "light" : "dark";
    store.set("lineage-theme", root.dataset.theme);
    document.dispatchEvent(new Event("lineage-theme"));
  };
  const kept = store.get("lineage-theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  const start = () => {
    for (const [name, press] of [["theme", turn], ["help", help]]) {
      const button = document.getElementById(name);
      if (!button) continue;
      button.hidden = false;
      button.addEventListener("click", press);
    }
    key("t", say("key_theme"), turn);
    if (document.getElementById("keys")) key("?", say("key_help"), help);
    addEventListener("beforeprint", () => { for (const hidden of document.querySelectorAll("details")) hidden.open = true; });
    open();
  };
  const close = () => current.abort();
  const open = () => {
    close();
    current = new AbortController();
    held = "";
    const page = place();
    for (const each of common) each(page, current.signal);
    kinds.get(page.dataset.kind)?.(page, current.signal);
  };

  return {
    say, number, make, href, go, state, key, store, start, open, close,
    page: (kind, each) => { kinds.set(kind, each); },
    every: (each) => { common.push(each); },
  };
})();
