"""Which days keep twins apart, and what a kept speech takes from its copies."""

import numpy as np
import pytest

from lineage.descent import days_meant, twins_of, with_borrowed
from lineage.descent.carriers import attestation_of
from lineage.detect.twins import Twins
from lineage.models import Fact, Provenance, ReadText, Speech, Twin


def speech(speech_id: str, provenance: Provenance = Provenance.TABLE, **facts: str) -> Speech:
    read = ReadText("", "utf-8", "", (), {}, content_hash=speech_id)
    return Speech(speech_id, speech_id, read, {field: Fact(value, provenance) for field, value in facts.items()})


def meet(one: str, other: str) -> bool:
    first, second = (days_meant(speech("a", **({"date": date} if date else {}))) for date in (one, other))
    return first[0] <= second[1] and second[0] <= first[1]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2013-11-05", "2013-11-05", True),
        ("2013-11-05", "2013-11", True),
        ("2013-11-05", "2013", True),
        ("2013-11-05", "2013-11-06", False),
        ("2013-12-31", "2014", False),
        ("2013-12-31", "2014~", True),
        ("2011", "2014~", False),
        ("2013", "", True),
        ("", "", True),
    ],
)
def test_dates_that_can_mean_one_day_agree(one: str, other: str, agree: bool):
    assert meet(one, other) is meet(other, one) is agree


def test_twins_by_number():
    found = Twins(np.array([-1, 0, 0], np.int32), np.array([0, 0.99, 0.9]), np.array([False, True, False]))
    assert twins_of(found) == {1: Twin(0, 0.99, counted=False), 2: Twin(0, 0.9, counted=True)}
    assert [twin.kind for twin in twins_of(found).values()] == ["copy", "reissue"]


COPY = {1: Twin(0, 0.99, counted=False)}


def test_what_is_lacking_is_taken_from_the_copy_and_says_so():
    copy = speech("b", date="2014", speaker="乙", title="题", venue="厅", shelf="A 1")
    kept, same = with_borrowed([speech("a", speaker="甲"), copy], COPY)
    assert same == copy
    assert {field: fact.value for field, fact in kept.facts.items()} == {
        "speaker": "甲", "date": "2014", "title": "题", "venue": "厅",
    }  # fmt: skip
    assert kept.facts["date"] == Fact("2014", Provenance.TWIN, "b (speeches.csv)")
    assert kept.facts["speaker"].provenance is Provenance.TABLE


def test_a_borrowed_date_is_inferred():
    kept, _ = with_borrowed([speech("a"), speech("b", date="2014")], COPY)
    assert attestation_of(kept).inferred


def test_a_reissue_lends_nothing():
    kept, _ = with_borrowed([speech("a"), speech("b", title="题")], {1: Twin(0, 0.99, counted=True)})
    assert kept.facts == {}


def test_of_several_copies_the_one_that_knows_best_lends():
    speeches = [speech("a"), speech("b", Provenance.TEXT, date="2014-05", title="乙"), speech("c", date="2014")]
    copies = {1: Twin(0, 1.0, counted=False), 2: Twin(0, 0.9, counted=False)}
    kept = with_borrowed(speeches, copies)[0]
    assert (kept.value("date"), kept.value("title")) == ("2014", "乙")
    assert kept.facts["date"].evidence == "c (speeches.csv)"


@pytest.mark.parametrize(
    ("own", "offered", "provenance", "told"),
    [
        ("2017", "2017-03-05", Provenance.FILE_NAME, "2017-03-05"),
        ("2017", "2017-03", Provenance.TABLE, "2017-03"),
        ("2017-03-05", "2017", Provenance.TABLE, "2017-03-05"),
        ("2017-03", "2017-03-05~", Provenance.TABLE, "2017-03"),
        ("2017", "2017-03-05", Provenance.TEXT, "2017"),
        ("2017", "2018-03-05", Provenance.TABLE, "2017"),
    ],
)
def test_a_stated_date_of_a_copy_makes_a_coarse_one_more_precise(
    own: str, offered: str, provenance: Provenance, told: str
):
    kept, _ = with_borrowed([speech("a", date=own), speech("b", provenance, date=offered)], COPY)
    assert kept.value("date") == told
    assert (kept.facts["date"].provenance is Provenance.TWIN) is (told != own)
