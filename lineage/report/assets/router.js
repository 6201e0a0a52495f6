"use strict";
// A site that is one file: all its pages lie in it, packed, and one of them at a time stands in #page. The address tells
// which one, and its state: `#/formulae/….html&key=value`. Links get such addresses when their page is unpacked, so that
// new tabs, back, forward and reload work as they always do. What is not in the file is told, with the way back.
(() => {
  const FIRST = "index.html";
  const shell = document.getElementById("page");
  const first = {
    title: lineage.make("p", {}, document.title).innerHTML,
    kind: shell.dataset.kind,
    styles: [...document.querySelectorAll("style[data-name]:not([media])")].map((style) => style.dataset.name),
    body: shell.innerHTML,
  };
  const held = new Set([FIRST]);
  for (const packed of document.querySelectorAll('script[data-name^="page/"]')) held.add(packed.dataset.name.slice(5));

  // Where a link on a page leads, as an address in this file; null where it leads out of the site.
  const address = (link, from) => {
    if (/^[a-z][\w+.-]*:/i.test(link)) return null;
    if (link.startsWith("#/")) return link;
    const { pathname, hash } = new URL(link, `file:///${from}`);
    return `#${pathname}${hash && `&${hash.slice(1)}`}`;
  };
  lineage.alone = true;
  lineage.href = (path) => address(path, FIRST);

  const lead = (part, from) => {
    for (const link of part.querySelectorAll("a[href]")) {
      const to = address(link.getAttribute("href"), from);
      if (to === null) continue;
      link.setAttribute("href", to);
      if (held.has(lineage.state.path(to))) continue;
      link.classList.add("elsewhere");
      link.setAttribute("title", lineage.say("elsewhere"));
    }
  };

  const absent = (path) => ({
    title: lineage.say("elsewhere"),
    kind: "",
    styles: [],
    nodes: [
      lineage.make("header", {}, lineage.make("h1", {}, lineage.say("elsewhere"))),
      lineage.make("main", { id: "main" },
        lineage.make("p", {}, lineage.say("elsewhere_told", { path })),
        lineage.make("p", {}, lineage.make("a", { href: lineage.href(FIRST) }, lineage.say("elsewhere_first")))),
    ],
  });

  const unpacked = async (path) => {
    if (!held.has(path)) return absent(path);
    const { title, kind, styles, body } = path === FIRST ? first : await lineage.data(`page/${path}`);
    const parsed = new DOMParser().parseFromString(`<!doctype html><title>${title}</title><body>${body}`, "text/html");
    lead(parsed.body, path);
    return { title: parsed.title, kind, styles, nodes: [...parsed.body.childNodes] };
  };

  const put = (path, page) => {
    for (const style of document.querySelectorAll("style[data-name]")) style.media = page.styles.includes(style.dataset.name) ? "all" : "not all";
    shell.dataset.kind = page.kind;
    shell.dataset.root = path.split("/").slice(1).map(() => "..").join("/") || ".";
    shell.replaceChildren(...page.nodes);
    document.title = page.title;
    for (const link of document.querySelectorAll(".top nav a")) {
      if (link.getAttribute("href") === lineage.href(path)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };

  const scroll = (top) => scrollTo({ top, behavior: "instant" });
  const reach = (element) => {
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
  };
  const arrive = (place) => {
    place.scrollIntoView({ behavior: "instant" });
    reach(place);
  };
  // A place on the page, where the address ends with its name: `&contexts`, as `#contexts` on a page of its own.
  const anchored = () => {
    const name = /^#\/[^&]*&([\w-]+)$/.exec(location.hash)?.[1];
    const place = name && document.getElementById(name);
    if (place && shell.contains(place)) arrive(place);
  };

  // Every entry of the history has a name, by which it is known how far its page was scrolled.
  const scrolled = new Map();
  let entry = null;
  const enter = () => {
    const known = history.state?.entry;
    entry = known ?? `${performance.timeOrigin} ${performance.now()}`;
    if (!known) history.replaceState({ entry }, "");
    return scrolled.get(entry) ?? history.state.scroll;
  };

  let wanted = FIRST;
  const show = async (path, top) => {
    wanted = path;
    lineage.close();
    const page = await unpacked(path).catch(() => absent(path));
    if (wanted !== path) return;
    put(path, page);
    scroll(0);
    const heading = shell.querySelector("h1");
    if (heading) reach(heading);
    lineage.open();
    if (top !== undefined) requestAnimationFrame(() => scroll(top));
    else anchored();
  };

  addEventListener("hashchange", () => {
    scrolled.set(entry, scrollY);
    const top = enter();
    const path = lineage.state.path() ?? FIRST;
    if (path !== wanted) show(path, top);
    else if (top !== undefined) scroll(top);
    else anchored();
  });
  addEventListener("pagehide", () => history.replaceState({ ...history.state, scroll: scrollY }, ""));

  // Links that scripts have made later, and a second way to a place where the reader is already.
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (link && link.matches(".skip")) { // leads to a part of every page, which is no step that could be gone back
      event.preventDefault();
      arrive(document.getElementById("main"));
      return;
    }
    const to = link && address(link.getAttribute("href"), wanted);
    if (!to) return;
    event.preventDefault();
    if (to === location.hash) anchored();
    else location.hash = to;
  });

  const { start } = lineage;
  lineage.start = () => {
    history.scrollRestoration = "manual";
    const top = enter();
    wanted = lineage.state.path() ?? FIRST;
    lead(document.querySelector(".top"), FIRST);
    if (wanted === FIRST) lead(shell, FIRST);
    else {
      shell.dataset.kind = "";
      shell.replaceChildren();
    }
    start();
    if (wanted !== FIRST) show(wanted, top);
    else if (top !== undefined) scroll(top);
    else anchored();
  };
})();
