"""The labelled candidates and the score that is fitted on them: files, samples, agreement, weights."""

import csv
import io
import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import fitting
from benchmarks.evidence import Evidence, gather_evidence
from benchmarks.labels import LABELS, Labelled, agreement, read_labels
from benchmarks.sampling import draw, print_sheet
from benchmarks.score_lines import read_figures
from lineage.detect import Places
from lineage.formulae.features import Features
from lineage.formulae.score import PROMINENT
from lineage.settings import KINDS
from lineage.text import canonicalise

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(("corpus", "least"), [("gwr", 1_000), ("cpc_congress", 300)])
def test_labels_are_well_formed(corpus: str, least: int):
    labels = read_labels(corpus)
    assert len(labels) >= least
    wordings = [row.canonical for row in labels]
    assert wordings == sorted(set(wordings))  # in order of the alphabet, which tells nothing of rank or label
    assert all(canonicalise(wording).text == wording for wording in wordings)
    assert {row.label for row in labels} <= set(LABELS)
    assert {row.second for row in labels} <= {"", *LABELS}
    assert all(row.stands_for >= 1 for row in labels)


@pytest.mark.parametrize("corpus", ["gwr", "cpc_congress"])
def test_a_second_reader_labelled_enough_rows_to_judge_the_labels_by(corpus: str):
    labels = read_labels(corpus)
    twice = [(row.label, row.second) for row in labels if row.second]
    assert len(twice) >= max(100, 0.15 * len(labels))
    assert agreement(twice) > 0.6  # "substantial", as Landis & Koch (1977) have it


def test_there_are_enough_formulae_and_other_wordings_to_fit_on():
    labels = [row.label for row in read_labels("gwr")]
    formulae = labels.count("formula")
    assert min(formulae, len(labels) - formulae) >= 300


def test_the_guideline_tells_every_label():
    guideline = (ROOT / "benchmarks" / "labels" / "GUIDELINE.md").read_text(encoding="utf-8")
    assert [label for label in LABELS if f"| `{label}` |" not in guideline] == []


def test_agreement_is_cohens_kappa():
    # Two readers of fifty applications: both say yes to 20 and no to 15, one alone to 5, the other alone to 10.
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert agreement(pairs) == pytest.approx(0.4)
    # The same overall agreement of 60 in 100, by readers of other habits.
    by_habit = {(45, 15, 25, 15): 0.1304, (25, 35, 5, 35): 0.2593}
    for counts, kappa in by_habit.items():
        answers = [("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")]
        many = [pair for pair, count in zip(answers, counts, strict=True) for _ in range(count)]
        assert agreement(many) == pytest.approx(kappa, abs=1e-4)


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=20))
def test_agreement_is_symmetrical_and_whole_only_where_all_is_agreed(pairs: list[tuple[str, str]]):
    mixed = [*pairs, ("formula", "formula"), ("ordinary", "ordinary")]
    assert agreement(mixed) == pytest.approx(agreement([(other, one) for one, other in mixed]))
    assert agreement([(one, one) for one, _ in mixed]) == 1
    assert (agreement(mixed) == 1) == all(one == other for one, other in mixed)


# Sheets and weights, on a few small speeches.

SLOGANS = ("三个代表重要思想", "科学发展观", "改革开放", "艰苦奋斗", "实事求是", "以人为本", "精准扶贫", "一带一路")
BEFORE = ("要坚持", "必须贯彻", "全面落实", "推动", "我们说过", "大家记得")
AFTER = ("是根本", "很重要", "写入党章", "已经深入人心", "取得胜利", "永远不会过时")


@pytest.fixture(scope="module")
def speeches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve dated speeches: of eight slogans each holds five at most, twice, and all say what everybody says."""
    folder = tmp_path_factory.mktemp("corpora") / "gwr"
    folder.mkdir()
    for number in range(12):
        said = [(at, slogan) for at, slogan in enumerate(SLOGANS) if at <= number < at + 5]
        once = [f"{BEFORE[(at + number) % 6]}“{slogan}”{AFTER[(at + 2 * number) % 6]}。" for at, slogan in said]
        again = [f"{AFTER[(at + number) % 6]}，“{slogan}”。" for at, slogan in said]
        before, after = BEFORE[number % 6], AFTER[number % 6]
        ordinary = f"各项工作取得新的进展{before}。{after}提高产品质量和经济效益{BEFORE[-number % 6]}。"
        (folder / f"{2001 + number}-03-05_总理_报告.txt").write_text("\n".join([*once, ordinary, *again]), "utf-8")
    return folder


@pytest.fixture(scope="module")
def evidence(speeches: Path) -> Evidence:
    return gather_evidence(speeches)


def test_evidence_tells_the_places_of_each_label_the_earliest_first(evidence: Evidence):
    assert {"改革开放", "实事求是"} <= set(evidence.labels)
    for family, label in enumerate(evidence.labels):
        years = [evidence.year(place) for place in evidence.places_at(family)]
        assert years == sorted(years)
        for place in evidence.places_at(family):
            begin, end = int(evidence.places.begin[place]), int(evidence.places.end[place])
            assert evidence.corpus.text[begin:end] == label
    first = next(iter(evidence.places_at(evidence.labels.index("改革开放"))))
    assert evidence.year(first) == "2003"
    assert evidence.context(first, 3) == "说过“【改革开放】”是根"


@pytest.mark.parametrize("rows", [1, 3, 8, 10_000])
def test_a_sample_has_the_size_wanted_and_speaks_for_all(evidence: Evidence, rows: int):
    sample = draw(evidence, rows)
    standing = [family for family in range(len(evidence.labels)) if len(evidence.places_at(family))]
    drawn = sample.family.tolist()
    assert drawn == sorted(set(drawn))
    assert set(drawn) <= set(standing)
    # All families stand in the first stratum, which has 27 rows of 100.
    assert len(drawn) == min(max(round(0.27 * rows), 1), len(standing))
    assert int(sample.stands_for.sum()) == pytest.approx(len(standing), abs=len(drawn) / 2)


def test_a_sample_is_drawn_over_the_years(evidence: Evidence):
    sample = draw(evidence, 15)
    years = [evidence.year(evidence.places_at(family)[0]) for family in sample.family.tolist()]
    assert len(set(years)) >= 3


def test_a_sample_is_densest_where_a_reader_looks_first():
    families, random = 12_000, np.random.default_rng(1)
    rank = random.permutation(families)
    speeches = tuple(SimpleNamespace(value=lambda _, year=year: str(year)) for year in range(1954, 2026))
    speech = random.integers(0, len(speeches), families).astype(np.int32)
    each = np.arange(families)
    many = Evidence(
        speeches,
        None,
        SimpleNamespace(scores=1 / (1 + rank)),
        Places(each, speech, each, each + 1),
        np.arange(families + 1),
    )
    sample = draw(many, 300)
    order = np.argsort(rank[sample.family])
    stands_for = sample.stands_for[order].tolist()
    assert stands_for == sorted(stands_for)
    assert np.searchsorted(np.sort(rank[sample.family]), [1_000, 3_000, 8_000]).tolist() == [81, 162, 228]
    assert sum(stands_for) == pytest.approx(families, rel=0.02)
    first = speech[sample.family[order[:81]]]
    assert len(set(first.tolist())) > 60  # of 72 years
    assert draw(many, 300).family.tolist() == sample.family.tolist()


def test_a_sheet_shows_places_and_no_score(speeches: Path, evidence: Evidence, capsys: pytest.CaptureFixture[str]):
    print_sheet(speeches, 10_000)
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out), dialect="excel-tab"))
    assert [row["canonical"] for row in rows] == [
        label for family, label in enumerate(evidence.labels) if len(evidence.places_at(family))
    ]
    assert set(rows[0]) == {"canonical", "stands_for", "speeches", "places", "years", "examples"}
    told = next(row for row in rows if row["canonical"] == "改革开放")
    assert (told["stands_for"], told["speeches"], told["places"]) == ("1", "5", "10")
    assert told["years"] == "2003 2004 2005 2006 2007"
    examples = told["examples"].split(" ‖ ")
    assert len(examples) == 4
    assert all("【改革开放】" in example for example in examples)


def examples(weights: dict[str, float], intercept: float, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Measures, and which rows are formulae, as a logistic regression with these weights makes them by chance."""
    random = np.random.default_rng(1)
    measures = random.random((rows, len(fitting._NAMES)))
    logit = measures @ np.array([weights.get(name, 0.0) for name in fitting._NAMES]) + intercept
    return measures, random.random(rows) < 1 / (1 + np.exp(-logit))


def fit(measures: np.ndarray, formula: np.ndarray) -> dict[str, float]:
    return dict(zip((*fitting._NAMES, "intercept"), fitting._fit(measures, formula).tolist(), strict=True))


def test_the_fit_recovers_the_weights_that_made_the_examples():
    weights = {"adoption": 5.0, "extent": 2.0, "name": -4.0, "figure": -1.5}
    found = fit(*examples(weights, -1.0, 5_000))
    for name in fitting._NAMES:
        assert found[name] == pytest.approx(weights.get(name, 0.0), abs=0.6)
    assert found["adoption"] > found["extent"] > 1
    assert found["name"] < found["figure"] < -0.5


def test_no_feature_speaks_against_a_formula_and_no_kind_for_it():
    found = fit(*examples({"adoption": -5.0, "extent": 3.0, "name": 4.0}, 0.0, 2_000))
    assert found["adoption"] == found["name"] == 0
    assert found["extent"] > 1
    assert all(found[name] <= 0 if name in KINDS else found[name] >= 0 for name in fitting._NAMES)


def test_the_fit_does_not_hang_on_the_scale_of_a_measure():
    measures, formula = examples({"adoption": 3.0, "name": -2.0}, 0.5, 1_000)
    scaled = measures.copy()
    scaled[:, fitting._NAMES.index("adoption")] *= 100
    one, other = fit(measures, formula), fit(scaled, formula)
    assert other.pop("adoption") == pytest.approx(one.pop("adoption") / 100, rel=0.01)
    assert other == pytest.approx(one, abs=0.01)


def test_measures_that_tell_nothing_and_one_that_tells_all_are_fitted_too():
    formula = np.arange(100) >= 50
    measures = np.ones((100, len(fitting._NAMES)))
    measures[:, 0] = formula
    found = fit(measures, formula)
    assert found.pop(fitting._NAMES[0]) > 1
    found.pop("intercept")
    assert list(found.values()) == pytest.approx([0] * len(found), abs=1e-6)


@pytest.mark.parametrize(
    ("logit", "area", "average", "at_recall"),
    [
        ([4, 3, 2, 1], 1, 1, [1, 1, 1, 1]),
        ([1, 2, 3, 4], 0, (1 / 3 + 1 / 2) / 2, [1 / 3, 1 / 3, 1 / 2, 1 / 2]),
        ([4, 2, 3, 1], 3 / 4, (1 + 2 / 3) / 2, [1, 1, 2 / 3, 2 / 3]),
    ],
)
def test_how_well_formulae_are_told_apart(logit: list[float], area: float, average: float, at_recall: list[float]):
    found = fitting._figures(np.array(logit, float), np.array([True, True, False, False]))
    assert (found["AUC"], found["average precision"]) == pytest.approx((area, average))
    assert [found[f"precision at recall {recall}"] for recall in (0.25, 0.5, 0.75, 0.9)] == pytest.approx(at_recall)


@pytest.fixture
def fitted(speeches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders and labels to fit on, and a file of weights that may be written."""
    for name in ("gwr", "cpc_congress"):
        (tmp_path / "corpora" / name).mkdir(parents=True)
        for speech in speeches.iterdir():
            (tmp_path / "corpora" / name / speech.name).write_bytes(speech.read_bytes())
    evidence = gather_evidence(speeches)
    labels = [
        Labelled(wording, 1, label, second)
        for wording in ("nobody says this", *evidence.labels)
        for label in ["formula" if any(slogan in wording for slogan in SLOGANS) else "ordinary"]
        for second in [label if len(wording) % 2 else ""]
    ]
    monkeypatch.setattr(fitting, "read_labels", lambda _: labels)
    monkeypatch.setattr(fitting, "_WEIGHTS", tmp_path / "weights.toml")
    (tmp_path / "weights.toml").write_text("# A comment.\n\nintercept = 0\n", encoding="utf-8")
    return tmp_path


def test_weights_are_fitted_printed_written_and_read_back(fitted: Path, capsys: pytest.CaptureFixture[str]):
    fitting.fit_weights(fitted)
    assert (fitted / "weights.toml").read_text(encoding="utf-8") == "# A comment.\n\nintercept = 0\n"
    fitting.fit_weights(fitted, write=True)
    printed = capsys.readouterr().out
    rows = len(fitting.read_labels("gwr"))
    assert f"left out: 1 of {rows} in gwr, 1 of {rows} in cpc_congress" in printed
    text = (fitted / "weights.toml").read_text(encoding="utf-8")
    assert text.startswith("# A comment.\n\nintercept = ")
    table = tomllib.loads(text)
    assert tuple(table["weight"]) == tuple(name for name in Features.names() if name not in PROMINENT)
    assert tuple(table["kind"]) == KINDS[1:]
    shown = [line.split() for line in printed.splitlines()]
    for name, weight in (table["weight"] | table["kind"]).items():
        assert [name, f"{weight:.2f}"] in [row[:2] for row in shown]
    assert table["weight"]["quotation"] > 0  # all slogans stand in quotation marks, and nothing else does


def test_what_the_weights_reach_is_told_a_line_a_figure(fitted: Path):
    figures = list(read_figures("\n".join(fitting.judged_lines(fitted))))
    assert len(figures) >= 4
    assert all(figure.name.endswith((", AUC", ", average precision")) for figure in figures)
    assert all(0 <= figure.value <= 1 for figure in figures)
    readers = [figure.value for figure in read_figures("\n".join(fitting.agreement_lines()))]
    assert readers == [1, 1, 1, 1]  # the second reader of these labels always agrees
