"""Pages that people have marked: how they are read, and how a reader is judged by them."""

from pathlib import Path

import pytest

from benchmarks.heads import measure, print_heads, same, wrong_lines
from benchmarks.labelled_pages import LabelledPage, parse_page, read_pages
from lineage.models import Fact, Provenance, ReadText, Span

HEAD = '+++\ntitle = "讲话"\nspeaker = "王某"\ndate = "2014-09"\nabout = "a page"\n+++\n'


#: What the rules reach at least on the parts that they were made on.
FLOORS = {
    "development": {"date": (0.98, 0.95), "speaker": (0.98, 0.95), "title": (0.98, 0.98)},
    "second": {"date": (0.98, 0.9), "speaker": (0.98, 0.95), "title": (0.95, 0.95)},
}
PAGES = Path(__file__).resolve().parents[1] / "benchmarks" / "labels" / "pages"
DEVELOPMENT = PAGES / "development"
SECOND = PAGES / "second"


def page(marked: str) -> LabelledPage:
    return parse_page("a.txt", HEAD + marked)


def read(text: str, *furniture: Span, **facts: str) -> ReadText:
    told = {name: Fact(value, Provenance.TEXT) for name, value in facts.items()}
    return ReadText(text, "utf-8", "", tuple(furniture), told, "", ())


def test_a_page_is_its_text_and_what_stood_in_brackets():
    found = page("讲话\n⟦byline|王某⟧\n会议⟦gloss|[1]⟧以来|好\n")
    assert found.text == "讲话\n王某\n会议[1]以来|好\n"
    assert found.furniture == (Span(3, 5, "byline"), Span(8, 11, "gloss"))
    assert found.facts == {"title": "讲话", "speaker": "王某", "date": "2014-09"}
    assert found.about == "a page"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("讲话", "two"),
        (HEAD + "⟦byline|王某", "never closed"),
        (HEAD + "王某⟧", "at 2"),
        (HEAD + "⟦nonsense|王某⟧", "at 0"),
        (HEAD + "⟦byline|王⟦gloss|[1]⟧⟧", "at 9"),
        (HEAD + "⟦王某", "at 0"),
        (HEAD.replace("speaker", "orator"), "speaker"),
        (HEAD.replace('"王某"', "3"), "speaker"),
    ],
)
def test_what_is_not_written_as_labels_are_is_refused(content: str, why: str):
    with pytest.raises(ValueError, match=rf"a\.txt.*{why}"):
        parse_page("a.txt", content)


def test_letters_and_fields_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    marked = page("题目\n⟦byline|王某⟧\n⟦source|来源：甲⟧\n讲话讲话。")
    found = [Span(3, 5, "dateline"), Span(12, 14, "caption")]
    answer = read(marked.text, *found, title="《講話》", date="2014", speaker="")
    monkeypatch.setattr("benchmarks.heads.read_bytes", lambda _: answer)
    reached = measure([marked, marked])
    assert {name: (t.there, t.found, t.right) for name, t in reached.fields.items()} == {
        "date": (2, 2, 0),
        "speaker": (2, 0, 0),
        "title": (2, 2, 2),
    }
    assert (reached.furniture.there, reached.furniture.found, reached.furniture.right) == (10, 8, 4)
    assert (reached.furniture.precision, reached.furniture.recall) == (0.5, 0.4)
    assert (reached.speech, reached.lost) == (12, 4)
    assert (reached.reasons["byline"].there, reached.seen["byline"], reached.reasons["byline"].right) == (4, 4, 0)
    told = list(wrong_lines(marked, answer))
    assert told == [
        "a.txt (a page)",
        "  date: 2014 for 2014-09",
        "  speaker: - for 王某",
        "  dateline for byline: '王某'",
        "  speech for source: '来源：甲'",
        "  caption for SPEECH: '话讲'",
    ]


@pytest.mark.parametrize(
    ("name", "found", "there", "right"),
    [
        ("title", "携手同行", "携手同行——在大会上的讲话", True),
        ("title", "攜手同行 --在大會上的講話", "携手同行——在大会上的讲话", True),
        ("title", "在大会上的讲话", "携手同行——在大会上的讲话", False),
        ("title", "", "——在大会上的讲话", False),
        ("speaker", "張　軍", "张军", True),
        ("date", "2014-09", "2014-09-18", False),
    ],
)
def test_what_is_right(name: str, found: str, there: str, right: bool):
    assert same(name, found, there) is right


def test_the_tables_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "a.txt").write_text(HEAD + "讲话\n⟦rights|版权所有⟧\n", encoding="utf-8")
    print_heads("test", tmp_path)
    printed = capsys.readouterr().out
    assert "1 pages, test" in printed
    assert "speech lost: 0 of 2 letters and numbers (0.00 %)" in printed
    print_heads("test", tmp_path, wrong=True)
    assert capsys.readouterr().out.startswith("a.txt (a page)\n  date: - for 2014-09")
    assert [found.name for found in read_pages(tmp_path / "test")] == ["a.txt"]


def test_heads_and_tails_are_read_as_well_as_before():
    reached = measure(read_pages(DEVELOPMENT))
    assert reached.furniture.precision >= 0.99
    assert reached.furniture.recall >= 0.95
    assert reached.lost <= 0.001 * reached.speech


def test_furniture_of_another_authors_pages_is_told_as_well_as_before():
    reached = measure(read_pages(SECOND))
    assert reached.furniture.precision >= 0.99
    assert reached.furniture.recall >= 0.94
    assert reached.lost <= 30  # one subtitle that tells day and occasion, taken for a dateline


@pytest.mark.parametrize("part", FLOORS)
def test_dates_speakers_and_titles_are_told_as_well_as_before(part: str):
    reached = measure(read_pages(PAGES / part))
    for name, (precision, recall) in FLOORS[part].items():
        assert reached.fields[name].precision >= precision, name
        assert reached.fields[name].recall >= recall, name
