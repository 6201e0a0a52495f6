"""The figures that the project stands by, computed by the gold set's own scorer on real scans."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lineage.pipeline import scan

pytestmark = pytest.mark.realdata


def score(testdata: Path, figure: str, data: Path) -> str:
    """What the frozen scorer prints."""
    command = [sys.executable, str(testdata / "gold" / "score.py"), figure, str(data)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def number(pattern: str, text: str) -> float:
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in: {text}"
    return float(match[1])


@pytest.fixture(scope="module")
def seeds(testdata: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    scan([testdata / "seeds"], out=folder / "reports", index=folder / "index.duckdb")
    return folder / "reports" / "data"


@pytest.fixture(scope="module")
def work_reports(testdata: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gwr")
    scan([testdata / "corpora" / "gwr"], out=folder / "reports", index=folder / "index.duckdb")
    return folder / "reports" / "data"


def test_metadata_of_the_seeds_is_read_without_a_table(testdata: Path, seeds: Path):
    assert "metadata: 5/5" in score(testdata, "metadata", seeds)


def test_every_formula_of_the_seeds_is_found_and_no_fragment(testdata: Path, seeds: Path):
    assert "seeds formulae: 31/31; fragments listed: 0" in score(testdata, "seeds", seeds)


def test_first_attestations_in_the_work_reports_are_right(testdata: Path, work_reports: Path):
    printed = score(testdata, "tifa", work_reports)
    right, told = re.search(r"first attestation right: (\d+)/(\d+)", printed).groups()
    assert int(told) >= 70
    assert int(right) >= 0.98 * int(told)


def test_known_formulae_in_the_work_reports(testdata: Path, work_reports: Path):
    """Floors of the score as set by hand; they only rise."""
    printed = score(testdata, "tifa", work_reports)
    assert number(r"found@1000: ([\d.]+)", printed) >= 0.32
    assert number(r"found@3000: ([\d.]+)", printed) >= 0.55


def test_the_leading_rows_of_the_work_reports_are_clean(testdata: Path, work_reports: Path):
    printed = score(testdata, "labels", work_reports)
    assert number(r"fragments ([\d.]+)", printed) <= 0.02
    assert number(r"repeats ([\d.]+)", printed) <= 0.02
    assert number(r"furniture (\d+)", printed) == 0


def test_two_transcriptions_of_one_report_are_twins_and_nothing_else_is(testdata: Path, tmp_path: Path):
    folders = [testdata / "corpora" / name for name in ("gwr", "gwr_hprc", "npc_resolutions_on_gwr")]
    scan(folders, out=tmp_path / "reports", index=tmp_path / "index.duckdb")
    assert "twins: 53/53, others 0" in score(testdata, "twins", tmp_path / "reports" / "data")
