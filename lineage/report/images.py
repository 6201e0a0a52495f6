"""Figures as images for a paper: in the colours of the light theme, on white, by a browser that loads nothing.

kaleido (the extra `images`) draws with plotly.js of the installed package in a Chrome or Chromium of this machine; its
own default would also load MathJax from the network. choreographer finds the browser, or takes BROWSER_PATH.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lineage.errors import OutputError
from lineage.report.figures import Figure

if TYPE_CHECKING:
    from kaleido import Kaleido

#: CSS pixels; at 300 dots an inch a figure is 21 cm wide.
WIDTH: Final = 800
#: Of the formats that can be scaled: 96 pixels of CSS are an inch.
_SCALES: Final = {"png": 300 / 96, "svg": 1.0}
#: Seconds for one image.
_TIMEOUT: Final = 90.0
#: A port that nothing listens at: the browser needs files alone.
_NOWHERE: Final = "127.0.0.1:9"
_EXTRA: Final = (
    "Install kaleido: `pip install '.[images]'` in the folder of lineage's repository, with the pip of its environment."
)
_BROWSER: Final = (
    "Install Chrome or Chromium (Debian: apt-get install chromium fonts-noto-cjk), or name it in the environment "
    "variable BROWSER_PATH."
)


def check_drawing() -> None:
    """Fails now rather than after the index was read.

    Raises:
        OutputError: If kaleido, or a browser for it, is missing.
    """
    try:
        import kaleido  # noqa: F401
        from choreographer.browsers.chromium import Chromium
    except ImportError as error:
        raise OutputError(f"figures need {error.name}, which is not installed", _EXTRA) from error
    path = Chromium.find_browser(skip_local=False)
    if not path or not Path(path).is_file():
        raise OutputError("figures need a Chrome or Chromium, and none was found", _BROWSER)


def draw_images(figures: Sequence[Figure]) -> list[dict[str, bytes]]:
    """Each figure as an image of each format, `png` and `svg`.

    Raises:
        OutputError: If they cannot be drawn.
    """
    check_drawing()
    # A loop of its own, since whoever calls may have one that is running, as notebooks have.
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, _drawn(list(map(on_paper, figures)))).result()


async def _drawn(specs: Sequence[Mapping[str, Any]]) -> list[dict[str, bytes]]:
    from kaleido import Kaleido

    try:
        async with Kaleido(mathjax=False, timeout=_TIMEOUT, proxy_server=_NOWHERE) as browser:
            return [{kind: await _image(browser, spec, kind) for kind in _SCALES} for spec in specs]
    except Exception as error:  # whatever a browser may come to
        raise OutputError(f"the figures cannot be drawn ({type(error).__name__}: {error})", _BROWSER) from error


async def _image(browser: Kaleido, spec: Mapping[str, Any], kind: str) -> bytes:
    options = {"format": kind, "scale": _SCALES[kind], "width": WIDTH, "height": spec["layout"]["height"]}
    drawn: bytes = await browser.calc_fig(spec, opts=options)
    # The parts of an SVG are named by chance, too.
    chance = re.search(rb'id="defs-(\w+)"', drawn) if kind == "svg" else None
    return drawn.replace(chance[1], b"figure") if chance else drawn


def on_paper(figure: Figure) -> dict[str, Any]:
    """What plotly draws: the colours put in, as `assets/figures.js` does on a page, with white for the page."""
    colours = palette() | {"--paper": "#fff"}
    spec = _dressed(figure.spec, colours)
    axis = dict.fromkeys(("gridcolor", "linecolor", "zerolinecolor"), colours["--rule"])
    layout = spec["layout"] | {
        "paper_bgcolor": colours["--paper"],
        "plot_bgcolor": colours["--paper"],
        "font": {"family": font(), "color": colours["--ink"], "size": 13},
    }
    layout |= {name: axis | value for name, value in layout.items() if re.match("[xy]axis", name)}
    # Else plotly names each trace by chance, and the same figure is to give the same bytes.
    data = [trace | {"uid": str(number)} for number, trace in enumerate(spec["data"])]
    return {"data": data, "layout": layout}


def _dressed(value: Any, colours: Mapping[str, str]) -> Any:  # noqa: ANN401 -- what JSON holds
    if isinstance(value, str):
        return colours.get(value, value)
    if isinstance(value, list | tuple):
        return [_dressed(inner, colours) for inner in value]
    if isinstance(value, Mapping):
        return {name: _dressed(inner, colours) for name, inner in value.items()}
    return value


@lru_cache(maxsize=1)
def palette() -> dict[str, str]:
    """The colours of the light theme by the names of their variables, as the pages have them."""
    light = re.search(r":root \{(.*?)\}", _style(), re.DOTALL)
    return dict(re.findall(r"(--[\w-]+): (#\w+);", light[1])) if light else {}


@lru_cache(maxsize=1)
def font() -> str:
    """The fonts of the pages, in the order in which they are looked for."""
    found = re.search(r"\nbody \{.*?font-family: (.*?);", _style(), re.DOTALL)
    return found[1] if found else "sans-serif"


def _style() -> str:
    return files("lineage.report").joinpath("assets", "page.css").read_text(encoding="utf-8")
