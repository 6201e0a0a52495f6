"""Data that pages load when they need it: a script that hands over one value, compressed.

Pages from disk may load scripts, but no other files. The value is JSON, gzip, base64; `assets/data.js` unpacks it.
"""

from __future__ import annotations

import base64
import gzip
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import PurePosixPath
from typing import Final

import orjson

#: Threads that compress, and so many values that may wait for them.
_THREADS, _AHEAD = 2, 32
#: Of zlib: higher levels take more than twice as long, and make the data of a site smaller by a thirtieth.
_LEVEL: Final = 4
_HANDED_OVER = re.compile(rb'lineage\.receive\("([^"]+)", "([\w+/=]*)"\);\n')


def packed(value: object) -> bytes:
    """The value as text: base64 of gzip of JSON; the same value gives the same bytes."""
    return compressed(_written(value))


def compressed(content: bytes) -> bytes:
    """The content as text: base64 of gzip; the same content gives the same bytes."""
    return base64.b64encode(gzip.compress(content, _LEVEL, mtime=0))


def data_scripts(values: Iterable[tuple[str, object]]) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The scripts that pages get by `lineage.data(name)`, and where each stands, in the order they come.

    They are compressed in threads while the next ones are made, as gzip leaves the interpreter to others.

    Args:
        values: By name: letters, digits, hyphens; `/` parts folders. What orjson can write, numpy columns among it.
    """
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting: deque[tuple[str, Future[bytes]]] = deque()
        for name, value in values:
            waiting.append((name, pool.submit(compressed, _written(value))))
            if len(waiting) > _AHEAD:
                yield _script(*waiting.popleft())
        for name, content in waiting:
            yield _script(name, content)


def _script(name: str, content: Future[bytes]) -> tuple[PurePosixPath, bytes]:
    script = b'lineage.receive("%s", "%s");\n' % (name.encode(), content.result())
    return PurePosixPath("assets", "data", f"{name}.js"), script


def _written(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)


def from_data_script(script: bytes) -> tuple[str, bytes]:
    """The name and the packed value of what `data_scripts` wrote."""
    found = _HANDED_OVER.fullmatch(script)
    if not found:
        message = "no script that hands over data"
        raise ValueError(message)
    return found[1].decode(), found[2]
