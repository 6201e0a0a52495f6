"""How large the pages of a report are, and how soon they answer, opened from disk in headless Chromium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
#: Notes in the page itself when each of these first stands there.
_WATCH = """
window.seen = {};
new MutationObserver(() => {
  for (const what of ["th button", "#figure .plot-container"])
    if (!(what in seen) && document.querySelector(what)) seen[what] = performance.now();
}).observe(document, { childList: true, subtree: true });
"""


def measure_pages(reports: Path) -> None:
    """Prints sizes, when the table of the first page can be sorted, and when its figure is drawn."""
    from playwright.sync_api import sync_playwright

    formulae = sorted(path.stat().st_size for path in (reports / "formulae").iterdir())
    assets = sum(path.stat().st_size for path in (reports / "assets").iterdir())
    print(f"index.html: {(reports / 'index.html').stat().st_size / 1000:,.0f} kB, assets: {assets / 1e6:.1f} MB")
    middle, largest = formulae[len(formulae) // 2], formulae[-1]
    print(f"formulae/: {len(formulae)} pages, median {middle / 1000:,.0f} kB, largest {largest / 1000:,.0f} kB")
    executable = shutil.which("chromium") or sys.exit("no chromium on this machine")
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=executable, args=_FLAGS).new_page()
        page.add_init_script(_WATCH)
        page.goto((reports / "index.html").resolve().as_uri())
        page.wait_for_selector("#figure .plot-container", state="attached")
        answers, drawn = page.evaluate("[window.seen['th button'], window.seen['#figure .plot-container']]")
        first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    print(f"first paint {first:.0f} ms, table answers {answers:.0f} ms, timeline drawn {drawn:.0f} ms")
