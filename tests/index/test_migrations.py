"""An index of an older format: read as it was, never overwritten, and kept when a new one takes its place."""

import gzip
import json
from pathlib import Path

import pytest

from lineage.errors import IndexMismatch
from lineage.index import FORMAT_VERSION, read_index, write_index
from lineage.index.migrations import MIGRATIONS
from lineage.pipeline import add, scan

FROZEN = Path(__file__).parent / "frozen"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """What lineage wrote when it had format 1: two speeches of a folder."""
    path = tmp_path / "old.duckdb"
    path.write_bytes(gzip.decompress((FROZEN / "format-1.duckdb.gz").read_bytes()))
    return path


def test_every_format_before_this_one_is_frozen():
    names = [f"format-{number}.duckdb.gz" for number in range(1, FORMAT_VERSION)]
    assert [path.name for path in sorted(FROZEN.iterdir())] == names
    assert [step.__name__ for step in MIGRATIONS] == ["keep_findings"]


def test_all_that_was_kept_is_read(older: Path):
    before = older.read_bytes()
    found = read_index(older, findings=True)
    assert found.meta["format"] == str(FORMAT_VERSION)
    assert json.loads(found.meta["roots"]) == {"speeches": ""}
    assert [speech.speech_id for speech in found.speeches] == ["2013-11-05_甲_共同维护", "2014-06_乙_共享未来"]
    assert [speech.facts["date"].value for speech in found.speeches] == ["2013-11-05", "2014-06"]
    assert {(speech.conflicts, speech.named) for speech in found.speeches} == {((), False)}
    read, own = found.readings[found.speeches[1].content_hash]
    assert read.text.startswith("各國應當構建網絡空間命運共同體(tǐ)。")
    assert own.canonical.text.startswith("各国应当构建网络空间命运共同体互联网上你中有我")
    assert (found.found.formulae, len(found.found.occurrences)) == ((), 0)
    assert older.read_bytes() == before


def test_what_is_written_in_its_place_leaves_it_beside(older: Path):
    before = older.read_bytes()
    content = read_index(older)
    kept = write_index(older, content)
    assert (kept, kept.read_bytes()) == (older.with_name("old.format-1.duckdb"), before)
    assert read_index(older).meta == content.meta
    assert write_index(older, content) is None
    assert kept.read_bytes() == before


def test_a_scan_takes_its_place_and_says_so(older: Path, tmp_path: Path, corpus_folder: Path):
    before, told = older.read_bytes(), []

    class Listening:
        def stage(self, name: str, total: int | None = None) -> None: ...
        def advance(self) -> None: ...
        def tell(self, sentence: str) -> None:
            told.append(sentence)

    files = sorted(corpus_folder.glob("20*.txt"))[:2]
    scan(files, out=tmp_path / "out", index=older, progress=Listening())
    assert (tmp_path / "old.format-1.duckdb").read_bytes() == before
    assert [sentence for sentence in told if "older format" in sentence and "old.format-1.duckdb" in sentence]
    assert len(read_index(older).speeches) == 2


def test_speeches_that_were_read_by_other_rules_are_not_added_to(older: Path, corpus_folder: Path, tmp_path: Path):
    before = older.read_bytes()
    with pytest.raises(IndexMismatch, match="with other rules of reading"):
        add([next(corpus_folder.glob("2013*"))], index=older, out=tmp_path / "out")
    assert older.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.duckdb"]
