"""The pictures of the documents: pages of a report on the five speeches, as headless Chromium shows them."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import lineage

_FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_WIDTH, _HEIGHT = 1200, 720
_FORMULA, _SPEECH, _OTHER = "你中有我我中有你的命运共同体", "2014-06-05", "2013-11-05"
#: The mark of the speech that is shown beside its earlier parallel: the fifth mark is inherited.
_STEPS: Final = 5


def draw_pictures(folder: Path) -> None:
    """Writes the pictures into a folder, and prints their names and sizes."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    executable = shutil.which("chromium") or sys.exit("no chromium on this machine")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        reports = Path(scratch) / "reports"
        result = lineage.scan(["corpus"], out=reports, index=Path(scratch) / "lineage.duckdb")
        names = {
            speech.speech_id: hashlib.sha256(speech.speech_id.encode()).hexdigest()[:12] for speech in result.speeches
        }
        speech, other = (next(name for key, name in names.items() if key.startswith(day)) for day in (_SPEECH, _OTHER))
        formula = next(each.formula_id for each in result.formulae if each.canonical == _FORMULA)
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        for name, address, shown, dark in (
            ("first", "index.html", "#formulae", False),
            ("formula", f"formulae/{formula}.html", "body", False),
            ("speech", f"speeches/{speech}.html", "#text-title", False),
            ("compare", f"compare/index.html#a={speech}&b={other}", ".sides", True),
        ):
            context = browser.new_context(
                viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="dark" if dark else "light"
            )
            page = context.new_page()
            _picture(page, f"{reports.resolve().as_uri()}/{address}", shown, folder / f"{name}.png")
        browser.close()


def _picture(page: Any, address: str, shown: str, path: Path) -> None:  # noqa: ANN401 -- typed only where installed
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    if path.stem == "speech":
        for _ in range(_STEPS):
            page.keyboard.press("j")
    page.locator(shown).first.evaluate(
        "element => scrollTo({ top: element.getBoundingClientRect().top + scrollY - 16, behavior: 'instant' })"
    )
    page.wait_for_timeout(500)
    page.screenshot(path=path)
    print(f"{path}: {path.stat().st_size / 1000:,.0f} kB")
