"""The law of a table to correct: read back, what is stated says the same, and what is inferred says nothing."""

from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.corrections import Correctable, as_csv, rows_to_correct
from lineage.models import Fact, Provenance, SpeechTableDraft
from lineage.reading import SpeechTable, can_name, read_cells, resolve

words = st.text(
    st.one_of(st.sampled_from("甲乙=-+@,\"'\n\r\t ;_\0"), st.characters(exclude_categories=["Cs"])), max_size=9
)
dates = st.sampled_from(["2013-11-05", "2019-10", "2014", "2014~", "2014-09-18?"])
fields = st.one_of(st.sampled_from(["speaker", "title", "role", "id", "file", "encoding", "_x", "Url"]), words)
inferred_or_not = st.sampled_from([*Provenance])
all_facts = st.builds(
    lambda other, date: {**other, **date},
    st.dictionaries(fields.filter(lambda field: field != "date"), st.builds(Fact, words, inferred_or_not), max_size=5),
    st.dictionaries(st.just("date"), st.builds(Fact, dates, inferred_or_not)),
)
speeches = st.builds(
    Correctable,
    name=words.filter(can_name),
    identifier=st.sampled_from(["", "一", "b c"]),
    encoding=st.sampled_from(["", "big5"]),
    own=all_facts,
    known=st.just({}),
    doubts=st.just(()),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


def written(home: Path, corrected: list[Correctable], standing: dict[str, dict[str, str]]) -> Path:
    path = Path(mkdtemp(dir=home)) / "speeches.csv"
    columns, rows = rows_to_correct(corrected, standing)
    path.write_bytes(as_csv(SpeechTableDraft(path, columns, rows, ())).encode("utf-8-sig"))
    return path


@given(st.lists(speeches, min_size=1, max_size=4, unique_by=lambda speech: speech.name))
def test_what_is_stated_comes_back_and_what_is_inferred_stays_so(home, corrected):
    path = written(home, corrected, {})
    rows = SpeechTable.load(path).rows
    assert list(rows) == [speech.name for speech in corrected]
    for speech in corrected:
        row = rows[speech.name]
        assert (row.identifier, row.encoding) == (speech.identifier, speech.encoding)
        own, again = resolve(speech.own).facts, resolve(row.facts, speech.own).facts
        assert {field: (fact.value, fact.inferred) for field, fact in again.items()} == {
            field: (fact.value, fact.inferred) for field, fact in own.items()
        }
    again = written(home, corrected, read_cells(path))
    assert SpeechTable.load(again).rows == rows


def test_what_a_copy_knows_stands_beside_what_is_stated():
    own = {"date": Fact("2014", Provenance.FILE_NAME)}
    known = {"date": Fact("2014-06-05", Provenance.TWIN), "speaker": Fact("甲", Provenance.TWIN)}
    _, (row,) = rows_to_correct([Correctable("a.txt", "", "", own, known, ())], {})
    assert (row["date"], row["_inferred_date"]) == ("2014", "2014-06-05")
    assert (row.get("speaker", ""), row["_inferred_speaker"]) == ("", "甲")


def test_a_note_that_no_longer_holds_goes():
    standing = {"a.txt": {"file": "a.txt", "_inferred_date": "2014", "_doubt": "date missing", "_mine": "看"}}
    _, (row,) = rows_to_correct([Correctable("a.txt", "", "", {}, {}, ())], standing)
    assert (row["_inferred_date"], row["_doubt"], row["_mine"]) == ("", "", "看")
