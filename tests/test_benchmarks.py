"""The benchmarks: how they read figures and floors, and that both sides of a comparison look for the same."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks import accuracy, obvious
from benchmarks.detection import left_out_words
from benchmarks.planting import Planted
from benchmarks.score_lines import Figure, missing_figures, read_figures, read_floors, write_floors
from benchmarks.shingles import SHINGLES
from benchmarks.tables import as_markdown, plain, print_table
from lineage.detect import Corpus, Sketching, lay_out, near_windows
from lineage.engine import DuckDBEngine
from lineage.formulae.edges import content_words
from lineage.text import Segmenter, canonicalise

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "benchmarks" / "floors.toml"
CorpusOf = Callable[..., Corpus]

PRINTED = """\
000 {'date': ('2013', '2013-11-05')}
metadata: 4/5
seeds formulae: 31/31; fragments listed: 2 ['的网络', '在网络']
family ok: 你中有我我中有你: 3 of 3 speeches in one row
family split: 信息和通信技术 / 信息通信技术: 2 of 3 speeches in one row
found@200: 0.142
found@1000: 0.348
found@3000: 0.553
variants a row in the top 1000: 1.5
first attestation right: 77/78
missing: 三个代表 found@1000: 0.999
top 500: fragments 0.018, repeats 0.004, furniture 1
fragments: ['人民政府']
twins: 53/53, others 0 []
recall characters 12-20  0.513 (39)
recall words      21+    0.198 (121)
recall exact      all    1.000 (200)
passages: precision 0.967 of 1275
κ two readers of poems: 0.712 of 250
AUC test part: 0.874 of 321
average precision test part: 0.893 of 321
"""


def near_sets(corpus: Corpus, sketching: Sketching) -> set[frozenset[str]]:
    """The sets of content words that stand in both windows of some pair."""
    left_out, vocabulary = left_out_words(), corpus.vocabulary.to_pylist()
    content = np.array([word not in left_out for word in vocabulary])
    with DuckDBEngine() as engine:
        near = near_windows(corpus, content, engine, sketching)
    columns = (near.first_begin, near.first_end, near.second_begin, near.second_end)
    pairs = [
        [frozenset(vocabulary[word] for word in corpus.word[begin:end] if content[word]) for begin, end in sides]
        for sides in (((row[0], row[1]), (row[2], row[3])) for row in zip(*columns, strict=True))
    ]
    return {one for one, other in pairs if one == other}


def planted() -> Planted:
    """Passage 0 stands at 10 and at 100, passage 1 at 30 and at 200; each is ten characters long."""
    columns = ([10, 30, 100, 200], [20, 40, 110, 210], [0, 1, 0, 1])
    return Planted(*(np.array(column) for column in columns), ("halves", "script"))


def test_every_figure_is_read_from_the_line_of_the_scorer():
    found = {figure.name: (figure.value, figure.shown, figure.bar) for figure in read_figures(PRINTED)}
    assert found == {
        "metadata": (0.8, "4 of 5", 1),
        "formulae": (1, "31 of 31", 1),
        "fragments listed": (2, "2", 0),
        "family 你中有我我中有你": (1, "3 of 3", 1),
        "family 信息和通信技术 / 信息通信技术": (0.667, "2 of 3", 1),
        "found@200": (0.142, ".142", None),
        "found@1000": (0.348, ".348", 0.6),
        "found@3000": (0.553, ".553", 0.8),
        "first attestation right": (0.987, "77 of 78", 0.98),
        "fragments": (0.018, ".018", 0.02),
        "repeats": (0.004, ".004", 0.02),
        "furniture": (1, "1", 0),
        "twins": (1, "53 of 53", 1),
        "others": (0, "0", 0),
        "characters 12-20": (0.513, ".513 of 39", 0.8),
        "words 21+": (0.198, ".198 of 121", 0.92),
        "exact all": (1, "1.000 of 200", 0.98),
        "passages precision": (0.967, ".967 of 1275", 0.95),
        "two readers of poems, κ": (0.712, ".712 of 250", None),
        "test part, AUC": (0.874, ".874 of 321", None),
        "test part, average precision": (0.893, ".893 of 321", None),
    }


@pytest.mark.parametrize(
    ("value", "bar", "at_most", "floor", "verdict"),
    [
        (0.9, 0.9, False, None, "ok"),
        (0.8, 0.9, False, 0.8, "short"),
        (0.8, None, False, 0.8, ""),
        (0.95, 0.9, False, 0.96, "BELOW ITS FLOOR"),
        (0.02, 0.02, True, 0.03, "ok"),
        (1, 0, True, 1, "short"),
        (2, None, True, 1, "BELOW ITS FLOOR"),
    ],
)
def test_only_floors_fail(value: float, bar: float | None, at_most: bool, floor: float | None, verdict: str):
    assert Figure("figure", value, str(value), bar, at_most).verdict(floor) == verdict


def test_a_figure_that_is_no_longer_measured_is_missed():
    figures = list(read_figures("metadata: 5/5\nfound@1000: 0.5"))
    assert missing_figures(figures, {"metadata": 1, "found@3000": 0.5}) == ["found@3000"]


def test_floors_are_written_a_line_each_under_their_comment(tmp_path: Path):
    path = tmp_path / "floors.toml"
    path.write_text("# Nobody lowers one.\n\n[seeds]\nmetadata = 0.8\n", encoding="utf-8")
    floors = read_floors(path) | {"planted, seed 1": {"words 21+": 0.198, "passages precision": 0.0}}
    write_floors(path, floors)
    assert read_floors(path) == floors
    assert path.read_text(encoding="utf-8").splitlines() == [
        *("# Nobody lowers one.", "", '["seeds"]', '"metadata" = 0.8'),
        *("", '["planted, seed 1"]', '"words 21+" = 0.198', '"passages precision" = 0'),
    ]


def test_the_floors_name_figures_that_there_are():
    floors = read_floors(FLOORS)
    planted = {"planted, seed 1", "planted, seed 2"}
    assert set(floors) <= {"seeds", "Work Reports", "labelled candidates", "twins", *planted}
    assert "lowers" in FLOORS.read_text(encoding="utf-8").split("\n[")[0]
    shares = [floor for own in floors.values() for floor in own.values()]
    assert all(0 <= share <= 1 for share in shares)


@pytest.fixture
def floors_of_poems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Floors of which the figures printed fall short of one and surpass another."""
    floors = tmp_path / "floors.toml"
    floors.write_text('[poems]\nmetadata = 1.0\n"found@1000" = 0.3\n', encoding="utf-8")
    monkeypatch.setattr(accuracy, "_FLOORS", floors)
    monkeypatch.setattr(accuracy, "_GROUPS", {"poems": lambda *_: iter([("poems", PRINTED)])})
    return floors


@pytest.mark.parametrize(
    ("moving", "code", "told", "metadata", "found"),
    [
        (accuracy.Moving(), 1, "BELOW THE FLOOR", 1.0, 0.3),
        (accuracy.Moving(rise=True), 1, "BELOW THE FLOOR", 1.0, 0.348),
        (accuracy.Moving(lower=True), 0, "FLOORS LOWERED", 0.8, 0.3),
        (accuracy.Moving(rise=True, lower=True), 0, "FLOORS LOWERED", 0.8, 0.348),
    ],
)
def test_a_figure_below_its_floor_fails_and_floors_move_only_as_asked(
    floors_of_poems: Path,
    capsys: pytest.CaptureFixture[str],
    moving: accuracy.Moving,
    code: int,
    told: str,
    metadata: float,
    found: float,
):
    assert accuracy.measure_accuracy(floors_of_poems.parent, [], moving) == code
    assert capsys.readouterr().out.endswith(f"{told}:\n  poems: metadata\n")
    floors = read_floors(floors_of_poems)["poems"]
    assert (floors["metadata"], floors["found@1000"]) == (metadata, found)
    assert ("others" in floors) is moving.rise  # what has no floor yet gets one


def test_an_unknown_group_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert accuracy.measure_accuracy(tmp_path, ["poems"], accuracy.Moving()) == 2
    assert "no such group: poems" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", "scan", "pages", "accuracy", "detection", "sketches", "sheet", "fit"])
def test_help_is_given(command: str):
    arguments = [sys.executable, "-m", "benchmarks", *command.split(), "--help"]
    printed = subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    assert printed.startswith("usage: python -m benchmarks")


def test_shares_and_tables_are_written_for_readers():
    assert [plain(0.9834), plain(1.0), plain(0.0), plain(0.7, 2)] == [".983", "1.000", "0", ".70"]
    table = as_markdown(("what", "share"), [("words", ".9"), (), ("pairs", ".8")])
    assert table == "| what | share |\n| --- | --: |\n| words | .9 |\n| pairs | .8 |"


def test_no_cell_of_a_wide_table_is_broken(capsys: pytest.CaptureFixture[str]):
    columns = ("what was tried", *(f"the measure {number}" for number in range(30)))
    print_table("wide", columns, [("ordered pairs of words", *[".983"] * 30)])
    _, _, head, _, row, *_ = capsys.readouterr().out.splitlines()
    assert [line.strip().split("  ")[0] for line in (head, row)] == ["what was tried", "ordered pairs of words"]
    assert (head.count("measure"), row.count(".983")) == (30, 30)


def test_windows_find_what_holds_both_and_passages_what_they_cover_by_half():
    begin, end = np.array([10, 12, 19, 0, 205]), np.array([20, 15, 21, 9, 212])
    assert planted().holding(begin, end).tolist() == [0, 0, -1, -1, -1]
    assert list(planted().covered(begin, end)) == [{0}, set(), set(), set(), {1}]
    assert list(planted().covered(np.array([14]), np.array([35]))) == [{0, 1}]
    assert planted().mostly_inside(begin, end).tolist() == [True, True, True, False, True]
    assert planted().mostly_inside(np.array([5, 0]), np.array([15, 21])).tolist() == [True, False]
    assert planted().recall({1}) == {"halves": 0, "characters": 0, "words": 0, "rest": 1}


def test_the_truth_is_laid_over_the_canonical_text(corpus_of: CorpusOf, tmp_path: Path):
    header = "passage,change,characters,speech_a,begin_a,end_a,speech_b,begin_b,end_b"
    # 天，地。人山河。 and 人，山河。
    (tmp_path / "truth.csv").write_text(f"{header}\n7,marks,3,甲,4,7,乙,0,4\n", encoding="utf-8")
    found = Planted.read(tmp_path / "truth.csv", corpus_of("天，地。人|山河。", "人，山河。"), ["甲", "乙"])
    assert (found.begin.tolist(), found.end.tolist()) == ([2, 5], [5, 8])
    assert (found.passage.tolist(), found.change) == ([0, 0], ("marks",))


@pytest.mark.parametrize("name", SHINGLES)
def test_windows_of_any_shingle_are_told_in_words(corpus_of: CorpusOf, name: str):
    corpus = corpus_of("山河|天|的|地|人民。日月", "星辰。山河|天|地|人民。星辰")
    content = np.array([word != "的" for word in corpus.vocabulary.to_pylist()])
    shingled = SHINGLES[name](corpus, content)
    with DuckDBEngine() as engine:
        near = near_windows(shingled.corpus, shingled.content, engine, Sketching(shingled.size(3), threshold=0.9))
    told = shingled.in_words(near)
    columns = (told.first_begin, told.first_end, told.second_begin, told.second_end)
    found = set(zip(*(column.tolist() for column in columns), strict=True))
    by_words = {(0, 4, 7, 10), (1, 5, 8, 11)}  # 山河天地 and 天地人民
    assert found == ({(0, 5, 7, 11)} if name == "characters" else by_words)  # six characters are the whole of it


def test_a_pair_of_words_knows_its_order_or_does_not(corpus_of: CorpusOf):
    corpus = corpus_of("天|地|人。", "人|地|天。")
    near = {}
    for name in ("ordered pairs", "unordered pairs"):
        shingled = SHINGLES[name](corpus, np.ones(len(corpus.vocabulary), bool))
        with DuckDBEngine() as engine:
            near[name] = len(near_windows(shingled.corpus, shingled.content, engine, Sketching(2, threshold=0.9)))
    assert near == {"ordered pairs": 0, "unordered pairs": 1}


def test_the_obvious_code_and_ours_find_the_same_equal_windows():
    texts = [
        "我們要維護網絡空間的和平與安全，推動構建網絡空間命運共同體。各國應當加強合作。",
        "推动构建网络空间命运共同体，维护网络空间和平与安全！各国加强合作，反对网络犯罪。",
        "反對網絡犯罪。發展數字經濟，加強合作，推動構建網絡空間命運共同體，造福人民。",
    ]
    sketching, left_out = Sketching(window=4), left_out_words()
    segmenter = Segmenter()
    corpus = lay_out([segmenter.columns(canonicalise(text)) for text in texts])
    vocabulary = corpus.vocabulary.to_pylist()
    assert [word not in left_out for word in vocabulary] == content_words(corpus.vocabulary).tolist()

    speeches = obvious.sentences_of(texts)
    shape = {"window": 4, "permutations": sketching.permutations, "threshold": sketching.threshold}
    theirs = set()
    for pair in obvious.near_windows(speeches, left_out, **shape):
        kept = [[word for word in speeches[speech][number] if word not in left_out] for speech, number, _ in pair]
        one, other = (frozenset(words[begin : begin + 4]) for words, (_, _, begin) in zip(kept, pair, strict=True))
        theirs |= {one} if one == other else set()
    assert theirs == near_sets(corpus, sketching)
    assert len(theirs) >= 3


@pytest.mark.realdata
def test_no_figure_of_the_seeds_is_below_its_floor(testdata: Path, capsys: pytest.CaptureFixture[str]):
    assert accuracy.measure_accuracy(testdata, ["seeds"], accuracy.Moving()) == 0
    assert "31 of 31" in capsys.readouterr().out
