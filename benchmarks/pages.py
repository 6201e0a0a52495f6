"""How large the pages of a report are, and how soon they answer, opened from disk in headless Chromium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
#: A table that can be sorted, and a figure that is drawn.
_ANSWERS, _DRAWN = "#rows thead button", ".plot .plot-container"
#: Notes in the page itself when each of these first stands there.
_WATCH = f"""
window.seen = {{}};
new MutationObserver(() => {{
  for (const what of ["{_ANSWERS}", "{_DRAWN}"])
    if (!(what in seen) && document.querySelector(what)) seen[what] = performance.now();
}}).observe(document, {{ childList: true, subtree: true }});
"""
#: The longest of the keystrokes of a word, laid out; and of the headings, chosen for the first time.
_TYPE = """
() => {
  const timed = (work) => {
    const begin = performance.now();
    work();
    return document.body.offsetHeight && performance.now() - begin;
  };
  const search = document.querySelector("#search");
  const type = (text) => timed(() => { search.value = text; search.dispatchEvent(new Event("input")); });
  const keys = ["社", "社会", "社会主", "社会主义", "社会主", "社会", "社", ""].map(type);
  const buttons = [...document.querySelectorAll("#rows thead th:not([hidden]) button")];
  const headings = buttons.map((button) => timed(() => button.click()));
  return [Math.max(...keys), Math.max(...headings)];
}
"""


def measure_pages(reports: Path) -> None:
    """Prints sizes, when the table of the first page answers, and how long its answers take."""
    from playwright.sync_api import sync_playwright

    formulae = sorted(path.stat().st_size for path in (reports / "formulae").iterdir())
    assets = sum(path.stat().st_size for path in (reports / "assets").rglob("*") if path.is_file())
    first, data = ((reports / name).stat().st_size for name in ("index.html", "assets/data/formulae.js"))
    print(f"index.html: {first / 1000:,.0f} kB and its formulae {data / 1000:,.0f} kB, assets: {assets / 1e6:.1f} MB")
    middle, largest = formulae[len(formulae) // 2], formulae[-1]
    print(f"formulae/: {len(formulae)} pages, median {middle / 1000:,.0f} kB, largest {largest / 1000:,.0f} kB")
    executable = shutil.which("chromium") or sys.exit("no chromium on this machine")
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=executable, args=_FLAGS).new_page()
        page.add_init_script(_WATCH)
        page.goto((reports / "index.html").resolve().as_uri())
        for what in (_ANSWERS, _DRAWN):
            page.wait_for_selector(what, state="attached")
        answers, drawn = page.evaluate(f"[window.seen['{_ANSWERS}'], window.seen['{_DRAWN}']]")
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        key, heading = page.evaluate(_TYPE)
    print(f"first paint {painted:.0f} ms, table answers {answers:.0f} ms, first figure drawn {drawn:.0f} ms")
    print(f"longest keystroke {key:.0f} ms, longest sort {heading:.0f} ms")
