"""What results rest on: settings, rules, tables, packages. Two runs that agree in all of it give the same results.

`column_fingerprint` covers what decides the own columns of a speech, `result_fingerprint` all that comes after, too.
"""

from __future__ import annotations

import ast
import hashlib
import platform
import unicodedata
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files

from lineage import __version__
from lineage.settings import COLUMN_SETTINGS, Settings
from lineage.text.segment import dictionary_fingerprint, segmenter_version

_PACKAGES = (
    *("ahocorasick-rs", "datasketch", "duckdb", "jieba", "numpy", "opencc-python-reimplemented", "plotly", "pyarrow"),
    *("rapidfuzz", "scipy"),
)


def column_fingerprint(settings: Settings) -> str:
    """Of everything that decides the own columns of a speech."""
    return settings.fingerprint(of=COLUMN_SETTINGS, also=column_rules())


def result_fingerprint(settings: Settings) -> str:
    """Of everything that decides results."""
    rules = _hash_of_sources("lineage.detect", "lineage.engine", "lineage.formulae", "lineage.descent")
    return settings.fingerprint(also=column_rules() | {"results": rules})


def versions() -> dict[str, str]:
    """What took part in a run, with its version."""
    packages = {name: version(name) for name in _PACKAGES}
    return {"lineage": __version__, "python": platform.python_version(), "segmenter": segmenter_version()} | packages


@lru_cache(maxsize=1)
def column_rules() -> dict[str, str]:
    """What decides the columns of a speech beside the settings: our own rules and tables, and those of others."""
    return {
        "rules": _hash_of_sources("lineage.reading", "lineage.text", "lineage.models", "lineage"),
        "dictionary": dictionary_fingerprint(),
        "segmenter": segmenter_version(),
        "opencc": version("opencc-python-reimplemented"),
        "unicode": unicodedata.unidata_version,
    }


@lru_cache
def _hash_of_sources(*packages: str) -> str:
    """Hex SHA-256 over the modules and tables of these packages, those of packages inside them apart."""
    digest = hashlib.sha256()
    for package in packages:
        for entry in sorted(files(package).iterdir(), key=lambda entry: entry.name):
            if entry.is_file() and entry.name.endswith((".py", ".tsv", ".toml", ".sql")):
                text = entry.read_text(encoding="utf-8")
                digest.update((entry.name + (_code(text) if entry.name.endswith(".py") else text)).encode())
    return digest.hexdigest()


def _code(text: str) -> str:
    """What a module does, without what it says of itself: a better comment makes no index useless."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body[0] = ast.Pass()
    return ast.dump(tree)
