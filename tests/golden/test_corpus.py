"""What a scan of the five speeches says, held against the files in `corpus/`.

After a change that is meant to change results: `LINEAGE_REFRESH_GOLDEN=1 python -m pytest tests/golden`, then read the
difference line by line before it is committed.
"""

import csv
import json
import os
from pathlib import Path

import pytest

from lineage.models import ScanResult
from lineage.pipeline import scan

GOLDEN = Path(__file__).parent / "corpus"
REFRESH = os.environ.get("LINEAGE_REFRESH_GOLDEN") == "1"


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> tuple[ScanResult, Path]:
    folder = tmp_path_factory.mktemp("golden")
    result = scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb")
    return result, folder / "reports" / "data"


def hold_against(name: str, found: str) -> None:
    """Compares with the golden file, or writes it anew where that was asked for."""
    golden = GOLDEN / name
    if REFRESH:
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["speeches.csv", "formulae.csv", "variants.csv", "passages.csv", "inheritance.csv"])
def test_data_file(scanned: tuple[ScanResult, Path], name: str):
    hold_against(name, (scanned[1] / name).read_text(encoding="utf-8"))


def test_places(scanned: tuple[ScanResult, Path]):
    """The places without their context, which would only repeat the speeches."""
    with (scanned[1] / "occurrences.csv").open(encoding="utf-8", newline="") as handle:
        rows = [",".join(row[:5]) for row in csv.reader(handle)]
    hold_against("places.csv", "\n".join(rows) + "\n")


def test_furniture(scanned: tuple[ScanResult, Path]):
    """What was left out of each speech, and why."""
    lines = [
        f"{speech.speech_id}\t{span.begin}\t{span.end}\t{span.reason}\t{speech.read.text[span.begin : span.end]!r}"
        for speech in scanned[0].speeches
        for span in speech.read.furniture
        if span.reason != "gloss"
    ]
    hold_against("furniture.tsv", "\n".join(lines) + "\n")


def test_canonical_text(scanned: tuple[ScanResult, Path]):
    """Where each speech's canonical text begins and ends, and how long it is."""
    canonical = {
        speech.speech_id: own.canonical.text
        for speech, own in zip(scanned[0].speeches, scanned[0].columns, strict=True)
    }
    lines = [f"{name}\t{len(text)}\t{text[:40]}\t{text[-40:]}" for name, text in canonical.items()]
    hold_against("canonical.tsv", "\n".join(lines) + "\n")


def test_run_record(scanned: tuple[ScanResult, Path]):
    """run.json, but for what differs from machine to machine."""
    run = json.loads((scanned[1] / "run.json").read_text(encoding="utf-8"))
    assert set(run["timing"]) == {"seconds", "peak_megabytes", "reused"}
    for machine in ("timing", "versions", "fingerprint", "generation", "pages"):
        del run[machine]
    hold_against("run.json", json.dumps(run, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
