"""The history of known phrases in real corpora, and that `docs/explanation/descent.md` tells it as the commands do."""

from pathlib import Path

import pytest

import lineage
from benchmarks.histories import histories
from lineage.pipeline.opening import open_index
from lineage.stages import Silence, Stages
from lineage.tracing import Days, FormulaFilter, SpeechFilter, trace_of

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def home(testdata: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("descent")
    folders = [testdata / "corpora" / name for name in ("gwr", "cpc_congress")]
    lineage.scan([folders[0]], out=home / "reports", index=home / "reports.duckdb")
    lineage.scan(folders, out=home / "both", index=home / "both.duckdb")
    return home


@pytest.fixture(scope="module")
def trace(home: Path):
    def ask(phrase: str, name: str = "reports", *, near: bool = False):
        return lineage.trace(phrase, near=near, index=home / f"{name}.duckdb", out=home / name)

    return ask


def test_new_quality_productive_forces_are_first_said_in_2024_and_inherited_in_2025(trace, home, testdata):
    told = trace("新质生产力")
    assert [carrier.date for carrier in told.carriers] == ["2024-03-05", "2025"]
    assert "".join(told.places[0].sentence).endswith("加快发展新质生产力。")
    speech = testdata / "corpora" / "gwr" / "2025_李强_政府工作报告.txt"
    asked = lineage.query(speech, index=home / "reports.duckdb", out=home / "reports")
    (one,) = (each for each in asked.inherited if each.formula.canonical == "新质生产力")
    assert (one.first_date, one.direction) == ("2024-03-05", "earlier")


def test_mass_entrepreneurship_is_taken_up_and_laid_down(trace):
    course = trace("大众创业、万众创新").course
    assert (course.life.first_year, course.life.last_year) == (2015, 2023)
    assert course.life.taken_up
    assert course.life.laid_down
    assert (course.peak.first_year, course.peak.carriers) == (2016, 5)


def test_fast_and_sound_is_reordered(trace):
    rungs = {rung.canonical: rung for rung in trace("又快又好", "both", near=True).ladder}
    turned = rungs["又好又快"]
    assert (turned.older, turned.change, turned.first_date) == ("又快又好", "reordered", "2007-03-05")


def test_the_whole_of_a_near_wording_is_told(trace):
    wordings = {rung.canonical for rung in trace("科技兴国", "both", near=True).ladder}
    assert {"科教兴国", "科技兴贸"} <= wordings
    assert "科技兴" not in wordings


def test_a_listed_formula_is_traced_as_it_is_listed(home):
    """A substring that cuts words (创|新发展理念) would be told years before the formula is said."""
    found = open_index(home / "both.duckdb", Stages(Silence()), out=home / "both").found
    for formula in found.formulae[:200]:
        told = trace_of(found, formula.label)
        first = (told.first[0].date, told.first[0].speech_id, told.first_certainty)
        assert first == (formula.first_date, formula.first_speech, formula.first_certainty), formula.label
        assert len(told.carriers) == formula.speeches


def test_building_becomes_having_built(trace):
    rungs = {rung.canonical: rung for rung in trace("全面建设小康社会", near=True).ladder}
    built = rungs["全面建成小康社会"]
    assert (built.older, built.change) == ("全面建设小康社会", "substituted")
    assert [edit.text for edit in built.edits if edit.kind != "same"] == ["设", "成"]


def test_what_2025_dropped_from_2024(home):
    wanted = FormulaFilter(SpeechFilter(period=Days.of("2024"), not_period=Days.of("2025")), kinds=["formula"])
    dropped = {
        each.canonical for each in lineage.list_formulae(wanted, index=home / "reports.duckdb", out=home / "reports")
    }
    assert "稳健的货币政策" in dropped
    told = lineage.compare("2024-03-05", "2025", index=home / "reports.duckdb", out=home / "reports")
    assert dropped == {each.canonical for each in told.only_first if each.kind == "formula"}


def test_the_document_says_what_the_commands_say(testdata):
    document = (ROOT / "docs" / "explanation" / "descent.md").read_text(encoding="utf-8")
    assert "\n".join(histories(testdata)) in document
