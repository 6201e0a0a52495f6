"""Data that pages load when they need it: a script that hands over one value, compressed.

Pages from disk may load scripts, but no other files. The value is JSON, gzip, base64; `assets/data.js` unpacks it.
"""

from __future__ import annotations

import base64
import gzip
import re
from pathlib import PurePosixPath

import orjson

_HANDED_OVER = re.compile(rb'lineage\.receive\("([^"]+)", "([\w+/=]*)"\);\n')


def packed(value: object) -> bytes:
    """The value as text: base64 of gzip of JSON; the same value gives the same bytes."""
    return compressed(orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY))


def compressed(content: bytes) -> bytes:
    """The content as text: base64 of gzip; the same content gives the same bytes."""
    return base64.b64encode(gzip.compress(content, 6, mtime=0))


def data_script(name: str, value: object) -> tuple[PurePosixPath, bytes]:
    """The script that pages get by `lineage.data(name)`, and where it stands.

    Args:
        name: Letters, digits, hyphens; `/` parts folders.
        value: What orjson can write, numpy columns among it.
    """
    return PurePosixPath("assets", "data", f"{name}.js"), b'lineage.receive("%s", "%s");\n' % (
        name.encode(),
        packed(value),
    )


def from_data_script(script: bytes) -> tuple[str, bytes]:
    """The name and the packed value of what `data_script` wrote."""
    found = _HANDED_OVER.fullmatch(script)
    if not found:
        message = "no script that hands over data"
        raise ValueError(message)
    return found[1].decode(), found[2]
