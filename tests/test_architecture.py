"""The walls between the rooms, the size of what stands in them, and what `lineage --help` must not load."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "lineage"

FOUNDATION = {
    *("lineage.models", "lineage.errors", "lineage.settings", "lineage.cluster", "lineage.edtf", "lineage.script"),
}
PURE = ("text", "detect", "formulae", "descent")  # in the order in which the data walks through them
ROOMS = ("reading", *PURE, "inheritance", "tracing", "index", "engine", "export", "report")

TERMINAL = {"rich", "typer", "click", "curses", "getpass"}
DATABASE = {"duckdb", "sqlite3", "pyspark", "dbm", "shelve"}
PLOT = {"plotly", "jinja2", "matplotlib"}
FILES = {
    *("pathlib", "os", "io", "shutil", "subprocess", "tempfile", "glob", "fileinput", "codecs", "platformdirs"),
    *("csv", "zipfile", "tarfile", "gzip", "bz2", "lzma", "zlib", "pickle", "marshal", "mmap", "socket", "urllib"),
    *("pyarrow.parquet", "pyarrow.csv", "pyarrow.fs", "pyarrow.dataset", "pyarrow.feather", "importlib.resources"),
}
OUTSIDE = TERMINAL | DATABASE | PLOT | FILES
READS_PACKAGED_DATA = {  # their lexicons, nothing of the user's
    "text": {"importlib.resources", "pyarrow.csv"},
    "formulae": {"importlib.resources"},
}

HEAVY = {"jieba", "rjieba", "opencc", "duckdb", "pyarrow", "numpy", "scipy", "plotly", "datasketch"} | {
    *("trafilatura", "lxml", "docx", "pypdf"),
}

MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = MODULES + sorted((ROOT / "tests").rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[str]:
    """The absolute name of everything a module imports, wherever in it the import stands.

    `from a import b` yields `a.b`, since b may be a module.
    """
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def within(name: str, packages: set[str]) -> bool:
    """Whether the name is one of the packages or stands inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def in_room(*rooms: str) -> list:
    return [
        pytest.param(room, path, id=name_of(path)) for room in rooms for path in sorted((PACKAGE / room).rglob("*.py"))
    ]


def test_imports_are_seen_however_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    module = tmp_path / "lineage" / "text" / "script.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "import os.path\nfrom . import canonical\nfrom ..models import Span\nfrom lineage import pipeline\n"
        "def late():\n    from ..engine.sql import run\n    import rich as talk\n",
        encoding="utf-8",
    )
    assert set(imports(module)) == {
        *("os.path", "lineage.text.canonical", "lineage.models.Span", "lineage.pipeline"),
        *("lineage.engine.sql.run", "rich"),
    }


@pytest.mark.parametrize(("room", "path"), in_room("reading", *PURE))
def test_data_walks_one_way(room: str, path: Path):
    # Reading works with files, so that no pure room may lean on it either, although it stands before them.
    earlier = PURE[: PURE.index(room)] if room in PURE else ()
    allowed = FOUNDATION | {f"lineage.{name}" for name in (*earlier, room)}
    upward = [name for name in imports(path) if within(name, {"lineage"}) and not within(name, allowed)]
    assert upward == []


@pytest.mark.parametrize(("room", "path"), in_room(*PURE))
def test_pure_rooms_know_no_terminal_database_file_or_plot(room: str, path: Path):
    forbidden = OUTSIDE - READS_PACKAGED_DATA.get(room, set())
    assert [name for name in imports(path) if within(name, forbidden)] == []
    calls = (node.func for node in ast.walk(parse(path)) if isinstance(node, ast.Call))
    called = {call.id for call in calls if isinstance(call, ast.Name)}
    assert called & {"open", "print", "input"} == set()


@pytest.mark.parametrize(("room", "path"), in_room(*ROOMS))
def test_only_the_pipeline_joins_rooms_and_only_the_cli_calls_it(room: str, path: Path):
    assert [name for name in imports(path) if within(name, {"lineage.pipeline", "lineage.cli"})] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is(path: Path):
    assert ast.get_docstring(parse(path)), "no docstring"
    assert path.stem not in {"util", "utils", "helper", "helpers", "manager", "managers"}, "the name says nothing"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_and_functions_stay_readable(path: Path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400
    functions = [node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or node.lineno) - node.lineno >= 80]
    assert long == []


def test_no_file_names_a_folder_of_somebodys_machine():
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    machine_path = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/")
    leaks = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        text = path.read_bytes().decode("utf-8", errors="ignore") if path.is_file() else ""
        leaks += [f"{name}: {line.strip()}" for line in text.splitlines() if machine_path.search(line)]
    assert leaks == []


def test_help_loads_nothing_heavy():
    command = [sys.executable, "-X", "importtime", "-m", "lineage", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr.splitlines()[-1]
    rows = (line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:"))
    loaded = {row.partition(".")[0] for row in rows}
    assert "lineage" in loaded, "the import log was not understood"
    assert loaded & HEAVY == set()
