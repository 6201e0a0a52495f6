"""The laws on real speeches: what may differ between two runs, and what may not."""

import json
import random
import shutil
from pathlib import Path

import pytest

from lineage.pipeline import scan

pytestmark = pytest.mark.realdata

RESOLUTIONS = "corpora/npc_resolutions_on_gwr"


def contents(data: Path) -> dict[str, bytes]:
    """Every data file, run.json without its timing."""
    files = {path.name: path.read_bytes() for path in data.iterdir()}
    run = json.loads(files["run.json"])
    del run["timing"]
    return files | {"run.json": json.dumps(run, sort_keys=True).encode()}


def test_order_jobs_and_index_change_no_byte(testdata: Path, tmp_path: Path):
    files = sorted((testdata / RESOLUTIONS).glob("[12]*.txt"))
    once = scan(files, out=tmp_path / "once", index=tmp_path / "index.duckdb", jobs=1)
    assert len(once.speeches) == len(files)
    random.Random(1).shuffle(files)
    scan(files, out=tmp_path / "again", index=tmp_path / "index.duckdb", jobs=1)
    scan(files, out=tmp_path / "parallel", index=tmp_path / "other.duckdb", jobs=2)
    expected = contents(tmp_path / "once" / "data")
    assert contents(tmp_path / "again" / "data") == expected
    assert contents(tmp_path / "parallel" / "data") == expected


def test_a_speech_taken_out_and_put_back_changes_nothing(testdata: Path, tmp_path: Path):
    folder = tmp_path / "speeches"
    shutil.copytree(testdata / RESOLUTIONS, folder)
    scan([folder], out=tmp_path / "out", index=tmp_path / "index.duckdb")
    before = contents(tmp_path / "out" / "data")
    taken = next(folder.glob("2016*"))
    text = taken.read_bytes()
    taken.unlink()
    scan([folder], out=tmp_path / "out", index=tmp_path / "index.duckdb")
    assert contents(tmp_path / "out" / "data") != before
    taken.write_bytes(text)
    scan([folder], out=tmp_path / "out", index=tmp_path / "index.duckdb")
    assert contents(tmp_path / "out" / "data") == before


def test_every_place_cuts_the_text_it_claims(testdata: Path, tmp_path: Path):
    result = scan([testdata / "corpora" / "cpc_congress"], out=tmp_path / "out", index=tmp_path / "index.duckdb")
    found = result.occurrences
    canonical = [own.canonical for own in result.columns]
    columns = (found.formula, found.variant, found.speech, found.begin, found.end)
    for formula, variant, speech, begin, end in zip(*(column.tolist() for column in columns), strict=True):
        own = canonical[speech]
        first, last = own.begin.searchsorted(begin), own.end.searchsorted(end)
        assert own.text[first : last + 1] == result.formulae[formula].variants[variant].canonical
