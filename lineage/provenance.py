"""What results rest on: settings, rules, tables, packages. Two runs that agree in all of it give the same results.

`column_fingerprint` covers what decides the own columns of a speech, `result_fingerprint` all that comes after, too.
"""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain

from lineage import __version__
from lineage.settings import COLUMN_SETTINGS, Settings
from lineage.text.segment import dictionary_fingerprint, segmenter_version

#: What decides the columns of a speech, and what decides results from there.
_READS = (
    "reading",
    "reading/formats",
    "text",
    "edtf.py",
    "gathering.py",
    "readings.py",
    "script.py",
    "models/speeches.py",
    "models/columns.py",
)
_JOINS = (
    *("engine/embedded.py", "engine/mapped.py", "engine/spark.py"),
    *("engine/gram_frequency.sql", "engine/crowded_buckets.sql", "engine/bucket_pairs.sql"),
)
_FINDS = ("detect", *_JOINS, "formulae", "descent", "evidence.py", "analysis.py", "models")
#: What workers of a cluster do beyond reading, and the packages that they do it with.
_WORKS = ("detect", "engine/mapped.py", "index/rows.py")
_OF_WORKERS = ("datasketch", "numpy", "orjson", "pyarrow")
#: What reads formats that are not plain text.
_READERS = ("lxml", "pypdf", "python-docx", "trafilatura")
_PACKAGES = (
    *("ahocorasick-rs", "datasketch", "duckdb", "jieba", "numpy", "opencc-python-reimplemented", "plotly", "pyarrow"),
    *("rapidfuzz", "scipy"),
    *_READERS,
)


def column_fingerprint(settings: Settings) -> str:
    """Of everything that decides the own columns of a speech."""
    return settings.fingerprint(of=COLUMN_SETTINGS, also=column_rules())


def result_fingerprint(settings: Settings) -> str:
    """Of everything that decides results."""
    rules = _hash_of_sources(*_FINDS)
    return settings.fingerprint(also=column_rules() | {"results": rules})


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """What took part in a run, with its version."""
    packages = {name: version(name) for name in _PACKAGES}
    return {"lineage": __version__, "python": platform.python_version(), "segmenter": segmenter_version()} | packages


@lru_cache(maxsize=1)
def column_rules() -> dict[str, str]:
    """What decides the columns of a speech beside the settings: our own rules and tables, and those of others."""
    return {
        "rules": _hash_of_sources(*_READS),
        "dictionary": dictionary_fingerprint(),
        "segmenter": segmenter_version(),
        "opencc": version("opencc-python-reimplemented"),
        "unicode": unicodedata.unidata_version,
    } | {name: version(name) for name in _READERS}


@lru_cache(maxsize=1)
def worker_rules() -> dict[str, str]:
    """What decides what a worker of a cluster answers: equal on two machines that give the same answer."""
    packages = {name: version(name) for name in _OF_WORKERS}
    return column_rules() | {"work": _hash_of_sources(*_WORKS)} | packages


@lru_cache
def _hash_of_sources(*names: str) -> str:
    """Hex SHA-256 over these files and folders of the package: modules and tables, those of folders inside apart."""
    digest = hashlib.sha256()
    for entry in chain.from_iterable(map(_sources, names)):
        digest.update(f"{entry.name}\n{entry.read_text(encoding='utf-8')}".encode())
    return digest.hexdigest()


def _sources(name: str) -> list[Traversable]:
    entry = files("lineage").joinpath(name)
    inside = sorted(entry.iterdir(), key=lambda entry: entry.name) if entry.is_dir() else [entry]
    return [each for each in inside if each.is_file() and each.name.endswith((".py", ".txt", ".tsv", ".toml", ".sql"))]
