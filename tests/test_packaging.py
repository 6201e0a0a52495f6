"""What users install: a wheel and an sdist with everything they need, and without the speeches, which have owners."""

import ast
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@dataclass(frozen=True)
class Built:
    """The two distributions and the names in them, the sdist's without its leading folder."""

    wheel: Path
    in_wheel: frozenset[str]
    in_sdist: frozenset[str]


def run(*command: str, **options) -> str:
    """What the command prints; if it fails, the test fails with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    # The wheel is built from the sdist, so that a file missing there is missing here too.
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = frozenset(archive.namelist())
    with tarfile.open(sdist) as archive:
        in_sdist = frozenset(name.partition("/")[2] for name in archive.getnames())
    return Built(wheel, in_wheel, in_sdist)


def package_files() -> set[str]:
    """Every file of the package as it stands here: modules, py.typed, templates, assets, lexicons, SQL."""
    files = (path.relative_to(ROOT) for path in (ROOT / "lineage").rglob("*") if path.is_file())
    return {path.as_posix() for path in files if "__pycache__" not in path.parts}


def test_both_hold_the_whole_package(built: Built):
    wanted = package_files()
    assert "lineage/py.typed" in wanted
    assert wanted - built.in_wheel == set()
    assert wanted - built.in_sdist == set()


def test_pages_words_and_statements_are_in_the_wheel(built: Built):
    endings = {Path(name).suffix for name in built.in_wheel}
    assert {".py", ".html", ".css", ".js", ".sql", ".toml", ".tsv", ".txt"} <= endings


def test_the_wheel_holds_nothing_but_the_package(built: Built):
    tops = {name.partition("/")[0] for name in built.in_wheel}
    assert tops == {"lineage", f"lineage-{PROJECT['version']}.dist-info"}
    assert f"lineage-{PROJECT['version']}.dist-info/licenses/LICENSE" in built.in_wheel


def test_the_sdist_holds_the_tests_but_no_speech(built: Built):
    assert {"README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "tests/conftest.py"} <= built.in_sdist
    assert not [name for name in built.in_sdist if name.startswith(("corpus", "reports", "benchmarks"))]


def test_the_wheel_runs_where_it_was_installed(built: Built, tmp_path: Path):
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, "--target", str(site), str(built.wheel))
    where = {"cwd": elsewhere, "env": {**os.environ, "PYTHONPATH": str(site)}}
    assert run(sys.executable, "-c", "import lineage; print(lineage.__file__)", **where).startswith(str(site))
    assert PROJECT["version"] in run(sys.executable, "-m", "lineage", "--version", **where).split()


def declared(*extras: str) -> set[str]:
    """The distributions that are declared as needed, or by these extras."""
    needs = [*PROJECT["dependencies"]] if not extras else []
    needs += [need for extra in extras for need in PROJECT["optional-dependencies"][extra]]
    return {normalised(re.match(r"[\w.-]+", need)[0]) for need in needs}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> dict[str, set[str]]:
    """Every distribution that a module of the package imports from, and the modules that do."""
    homes = packages_distributions()
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "lineage").rglob("*.py")):
        for name in outside_names(ast.parse(path.read_text(encoding="utf-8"))):
            # What no installed distribution holds would be missed if it were not told by its own name.
            found.setdefault(normalised(homes.get(name, [name])[0]), set()).add(path.relative_to(ROOT).as_posix())
    return found


def outside_names(tree: ast.Module) -> Iterator[str]:
    """The first part of every name imported from elsewhere than the package and the standard library."""
    for node in ast.walk(tree):
        whole = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
        whole += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from {name.partition(".")[0] for name in whole} - sys.stdlib_module_names - {"lineage"}


#: Packages of extras, and the modules that import them where they are installed.
OF_EXTRAS = {
    "choreographer": {"lineage/report/images.py"},
    "kaleido": {"lineage/report/images.py"},
    "pyspark": {"lineage/engine/session.py", "lineage/engine/spark.py"},
    "rjieba": {"lineage/text/segment.py"},
}


def test_what_is_imported_is_declared():
    found = imported()
    assert {"numpy", "duckdb", "rjieba", "kaleido"} <= found.keys()
    assert found.keys() - declared() == OF_EXTRAS.keys() == declared("fast", "images", "spark")
    assert {name: found[name] for name in OF_EXTRAS} == OF_EXTRAS


def test_what_is_declared_is_needed():
    # trafilatura needs lxml_html_clean, and leaves it to others to say so; plotly's script is read as a file.
    assert declared() - imported().keys() <= {"lxml-html-clean", "plotly"}


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CITATION.cff"])
def test_the_version_is_told_alike_everywhere(name: str):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line.startswith(("## ", "version: "))]
    assert told, f"{name} tells no version"
    assert told[0].split()[1] == PROJECT["version"]
