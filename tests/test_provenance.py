"""What makes an old index useless, and what does not."""

import ast
from collections.abc import Iterator
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


def test_every_table_of_a_room_that_decides_is_part_of_it():
    folders = [LINEAGE / name for name in (*provenance._READS, *provenance._FINDS)]
    held = {path.name for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file()}
    hashed = {entry.name for folder in folders for entry in provenance._sources(str(folder.relative_to(LINEAGE)))}
    assert {"characters.txt", "weights.toml"} <= held <= hashed


def test_settings_of_results_do_not_touch_the_columns():
    one, other = Settings(), Settings(min_score=0.9)
    assert provenance.column_fingerprint(one) == provenance.column_fingerprint(other)
    assert provenance.result_fingerprint(one) != provenance.result_fingerprint(other)
    assert provenance.column_fingerprint(Settings(user_words=("新质生产力",))) != provenance.column_fingerprint(one)


def test_every_package_that_decides_is_named():
    assert {"lineage", "python", "segmenter", "duckdb", "numpy", "opencc-python-reimplemented"} <= set(
        provenance.versions()
    )


LINEAGE = Path(provenance.__file__).parent
#: What decides no result: what there is beside it, where columns are kept, who is told of it.
DECIDES_NOTHING = {
    *(
        "__init__.py",
        "beside.py",
        "errors.py",
        "index/rows.py",
        "machine.py",
        "naming.py",
        "provenance.py",
        "replacing.py",
    ),
    *(path.relative_to(LINEAGE).as_posix() for path in (LINEAGE / "settings").glob("*.py")),
    *(f"engine/{name}.py" for name in ("__init__", "cluster", "contents", "failures", "reach", "session", "storage")),
    *("replacing.py", "stages.py", "workers.py", "models/__init__.py", "models/inheritance.py"),
}


def imported_by(module: str) -> set[str]:
    """The files of lineage that this one imports, and that these import, by path in the package."""
    seen: set[str] = set()
    ahead = [module]
    while ahead:
        path = ahead.pop()
        if path not in seen:
            seen.add(path)
            ahead += _imports(path)
    return seen


def _imports(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((LINEAGE / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lineage."):
            names = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
            for place in (name.removeprefix("lineage.").replace(".", "/") for name in names):
                yield from (own for own in (f"{place}.py", f"{place}/__init__.py") if (LINEAGE / own).is_file())


def test_all_that_decides_results_is_told_apart():
    told = [*provenance._READS, *provenance._FINDS]
    untold = {name for name in imported_by("analysis.py") if not any(f"{name}/".startswith(f"{one}/") for one in told)}
    assert untold <= DECIDES_NOTHING
    assert "evidence.py" in imported_by("analysis.py")
