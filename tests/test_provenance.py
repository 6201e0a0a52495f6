"""What makes an old index useless, and what does not."""

from pathlib import Path

import pytest

from lineage import provenance
from lineage.settings import Settings

RULE = 'def keep(word: str) -> bool:\n    """Whether it is kept."""\n    return word != "的"  # a particle\n'


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in which to change rules."""
    (tmp_path / "reading").mkdir()
    (tmp_path / "reading" / "rules.py").write_text(RULE, encoding="utf-8")
    (tmp_path / "reading" / "words.tsv").write_text("的\n", encoding="utf-8")
    monkeypatch.setattr(provenance, "files", lambda _: tmp_path)
    return tmp_path / "reading"


def fingerprint() -> str:
    provenance._hash_of_sources.cache_clear()
    return provenance._hash_of_sources("reading")


@pytest.mark.parametrize("name", ["rules.py", "words.tsv"])
def test_another_rule_or_table_is_another_fingerprint(sources: Path, name: str):
    before = fingerprint()
    path = sources / name
    path.write_text(path.read_text(encoding="utf-8").replace("的", "了"), encoding="utf-8")
    assert fingerprint() != before


def test_line_ends_and_what_python_leaves_beside_are_no_rules(sources: Path):
    before = fingerprint()
    (sources / "rules.py").write_bytes(RULE.replace("\n", "\r\n").encode())
    (sources / "__pycache__").mkdir()
    (sources / "__pycache__" / "rules.cpython-311.pyc").touch()
    assert fingerprint() == before


def test_settings_of_results_do_not_touch_the_columns():
    one, other = Settings(), Settings(min_score=0.9)
    assert provenance.column_fingerprint(one) == provenance.column_fingerprint(other)
    assert provenance.result_fingerprint(one) != provenance.result_fingerprint(other)
    assert provenance.column_fingerprint(Settings(user_words=("新质生产力",))) != provenance.column_fingerprint(one)


def test_every_package_that_decides_is_named():
    assert {"lineage", "python", "segmenter", "duckdb", "numpy", "opencc-python-reimplemented"} <= set(
        provenance.versions()
    )
