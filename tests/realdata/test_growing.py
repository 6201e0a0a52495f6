"""An index of real speeches that grew speech by speech is as if it had been scanned anew, byte for byte."""

import json
import shutil
from pathlib import Path

import pytest

from lineage.pipeline import add, remove, scan

pytestmark = pytest.mark.realdata

REPORTS = "corpora/gwr"


def contents(home: Path) -> dict[str, bytes]:
    """Every data file, run.json without its timing."""
    files = {path.name: path.read_bytes() for path in (home / "out" / "data").iterdir()}
    run = json.loads(files["run.json"])
    del run["timing"]
    return files | {"run.json": json.dumps(run, sort_keys=True).encode()}


@pytest.fixture(scope="module")
def folder(testdata: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports") / "speeches"
    shutil.copytree(testdata / REPORTS, folder)
    return folder


@pytest.fixture(scope="module")
def later(folder: Path) -> list[Path]:
    """The first, one from the middle, and the last: what all others have from them, or they from others."""
    speeches = sorted(folder.glob("*.txt"))
    return [speeches[0], speeches[len(speeches) // 2], speeches[-1]]


@pytest.fixture(scope="module")
def anew(folder: Path, later: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    home = tmp_path_factory.mktemp("anew")
    scan([folder], index=home / "index", out=home / "out")
    return contents(home)


@pytest.fixture(scope="module")
def begun(folder: Path, later: list[Path], anew, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of all but three."""
    home, aside = tmp_path_factory.mktemp("begun"), tmp_path_factory.mktemp("aside")
    for path in later:
        shutil.move(path, aside / path.name)
    scan([folder], index=home / "index", out=home / "out")
    for path in later:
        shutil.move(aside / path.name, path)
    assert contents(home) != anew
    return home


@pytest.mark.parametrize("order", [((0, 1, 2),), ((2,), (0, 1)), ((1,), (0,), (2,))])
def test_adding_is_as_scanning_anew(begun: Path, later: list[Path], anew, tmp_path: Path, order):
    shutil.copy(begun / "index", tmp_path / "index")
    *before, last = ([later[number] for number in numbers] for numbers in order)
    for some in before:
        add(some, index=tmp_path / "index", out=tmp_path / "out", report=False)
    add(last, index=tmp_path / "index", out=tmp_path / "out")
    assert contents(tmp_path) == anew


def test_taking_out_is_as_never_having_been_there(begun: Path, later: list[Path], anew, tmp_path: Path):
    home = tmp_path / "home"
    shutil.copytree(begun, home)
    where = {"index": home / "index", "out": home / "out"}
    add(later, **where)
    assert contents(home) == anew
    remove([path.stem for path in later], **where)
    assert contents(home) == contents(begun)
