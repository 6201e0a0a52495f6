"""What is doubtful of one speech, by its record alone; and of a speech beside others."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from lineage.doubts import doubts_among, doubts_of
from lineage.models import Fact, Grade, Provenance, ReadText, Speech, Twin

TODAY = date(2026, 1, 1)
GOOD = {
    "date": Fact("2014-09-18", Provenance.TABLE, "date=2014-09-18"),
    "speaker": Fact("傅聰", Provenance.FILE_NAME, "2014-09-18_傅聰_願"),
    "title": Fact("願", Provenance.FILE_NAME, "2014-09-18_傅聰_願"),
}


def speech(*, text: str = "讲" * 500, warnings: tuple[str, ...] = (), conflicts: tuple[str, ...] = (), **facts: Fact):
    read = ReadText(text, "gb18030", "guessed: 97% common characters", (), {}, "0" * 64, warnings)
    return Speech("a", "a.txt", read, {**GOOD, **facts}, conflicts)


def told(one: Speech, *, characters: int = 500, left_out: float = 0.0) -> list[tuple[str, str, str]]:
    return [(doubt.grade, doubt.field, doubt.doubt) for doubt in doubts_of(one, characters, left_out, TODAY)]


def test_of_a_speech_that_is_well_known_nothing_is_told():
    assert told(speech()) == []


@pytest.mark.parametrize("field", ["date", "speaker", "title"])
def test_what_is_missing_and_what_is_inferred(field):
    known = speech()
    without = replace(known, facts={name: fact for name, fact in known.facts.items() if name != field})
    assert told(without) == [(Grade.MISSING, field, "missing")]
    for provenance in (Provenance.TEXT, Provenance.TWIN):
        fact = Fact(known.value(field), provenance, "傅聪，2014年9月18日")
        (doubt,) = doubts_of(speech(**{field: fact}), 500, 0.0, TODAY)
        assert (doubt.grade, doubt.field, doubt.found) == (Grade.INFERRED, field, known.value(field))
        assert doubt.evidence == f"{provenance}: 傅聪，2014年9月18日"


@pytest.mark.parametrize(
    ("value", "doubts"),
    [
        ("2014-09", ["coarse"]),
        ("2014", ["coarse"]),
        ("2014-09-18?", ["uncertain"]),
        ("2014~", ["approximate", "coarse"]),
        ("2014%", ["uncertain", "coarse"]),
        ("2026-01-01", []),
        ("2026-01-02", ["unlikely"]),
        ("2026", ["coarse"]),
        ("1839-12-31", ["unlikely"]),
        ("1840-01-01", []),
    ],
)
def test_dates_that_say_little_or_are_unlikely(value, doubts):
    found = told(speech(date=Fact(value, Provenance.TABLE)))
    assert found == [(Grade.DOUBTFUL, "date", doubt) for doubt in doubts]


@pytest.mark.parametrize(
    ("warning", "field", "doubt"),
    [
        ("may also be big5 (…); if it reads wrong, give --encoding big5", "encoding", "doubtful"),
        ("3 characters were lost before the file came here (U+FFFD stands in their place)", "text", "damaged"),
        ("800 of 1,000 characters are taken for the navigation and left out", "text", "left out in large part"),
        ("dates itself 2014 (…) but was printed 2016 (…): no date is taken from the text", "date", "doubtful"),
        ("page 3 has no text", "text", "doubtful"),
    ],
)  # fmt: skip
def test_every_warning_of_the_reading_is_told_once(warning, field, doubt):
    one = speech(text="讲\ufffd" * 500 if doubt == "damaged" else "讲" * 500, warnings=(warning,))
    share = 0.8 if "left out" in doubt else 0.0
    (found,) = doubts_of(one, 500, share, TODAY)
    assert (found.grade, found.field, found.doubt, found.why) == (Grade.DOUBTFUL, field, doubt, warning)
    assert found.advice


def test_an_encoding_with_a_rival_is_shown_with_its_evidence():
    (found,) = doubts_of(speech(warnings=("may also be big5",)), 500, 0.0, TODAY)
    assert (found.found, found.evidence) == ("gb18030", "guessed: 97% common characters")


def test_what_no_reader_has_warned_of_is_seen_all_the_same():
    assert told(speech(text="讲\ufffd" * 500)) == [(Grade.DOUBTFUL, "text", "damaged")]
    assert told(speech(), left_out=0.51) == [(Grade.DOUBTFUL, "text", "left out in large part")]
    assert told(speech(), characters=99) == [(Grade.DOUBTFUL, "text", "short")]
    assert told(speech(), characters=100, left_out=0.5) == []


def test_conflicts_belong_to_their_field():
    one = speech(
        conflicts=("date: speeches.csv says 2014, text says 2013; speeches.csv wins", "it stands in two tables")
    )
    assert told(one) == [(Grade.DOUBTFUL, "date", "conflicting"), (Grade.DOUBTFUL, "table", "conflicting")]


def test_the_heaviest_comes_first():
    inferred = Fact("2014", Provenance.TEXT)
    one = replace(speech(date=inferred), facts={"date": inferred, "title": GOOD["title"]})
    assert [grade for grade, *_ in told(one)] == [Grade.MISSING, Grade.DOUBTFUL, Grade.INFERRED]


def among(*speeches: Speech, twins: dict[int, Twin] | None = None) -> list[tuple[str, str, str]]:
    columns = [SimpleNamespace(canonical=SimpleNamespace(text="讲" * 500))] * len(speeches)
    found = SimpleNamespace(
        speeches=speeches, columns=columns, twins=twins or {}, left_out=lambda: [(one, []) for one in speeches]
    )
    doubts = doubts_among(found, range(len(speeches)), TODAY)
    return [(doubt.speech_id, doubt.doubt, doubt.evidence) for doubt in doubts]


def named(name: str, **facts: Fact) -> Speech:
    return replace(speech(**facts), speech_id=name)


def test_speeches_that_say_the_same_of_themselves_and_are_no_copies():
    other_script = named("b", speaker=Fact("傅聪", Provenance.TABLE))
    assert among(named("a"), other_script) == [("a", "repeated", "b"), ("b", "repeated", "a")]
    assert among(named("a"), other_script, twins={1: Twin(0, 1.0, counted=False)}) == []
    assert among(named("a"), named("b", title=Fact("別", Provenance.TABLE))) == []


def test_the_same_text_at_two_dates():
    later = named("b", date=Fact("2015-09-18", Provenance.TABLE, "date=2015-09-18"))
    found = among(named("a"), later, twins={1: Twin(0, 1.0, counted=True)})
    assert found == [("b", "conflicting", "speeches.csv: date=2015-09-18")]
