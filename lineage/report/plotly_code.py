"""plotly.js of the installed package: its code, and what the file of it is called.

It is taken from among the package's files: to import the package takes longer than to read all of its code.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import distribution
from importlib.resources.abc import Traversable
from typing import Final, cast

_PATH: Final = "plotly/package_data/plotly.min.js"
#: How the code says at its head of which version it is.
_VERSION: Final = re.compile(rb"plotly\.js v([\w.+-]+)")
_HEAD: Final = 200


def plotly_code() -> bytes:
    """The code, as it stands in the package."""
    return _file().read_bytes()


@lru_cache(maxsize=1)
def plotly_name() -> str:
    """What the file of it is called in a site: another version is another file."""
    with _file().open("rb") as code:
        found = _VERSION.search(code.read(_HEAD))
    if not found:
        message = "the package plotly has no plotly.js that tells its version"
        raise ValueError(message)
    return f"plotly-{found[1].decode()}.min.js"


def _file() -> Traversable:
    return cast("Traversable", distribution("plotly").locate_file(_PATH))
