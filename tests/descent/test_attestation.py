"""Who attests a wording first and last, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.descent import Attestation, Attestations, attest
from lineage.descent.attestation import by_latest_day
from lineage.edtf import parse_edtf


def carrier(speech_id: str, date: str, *, inferred: bool = False) -> Attestation:
    return Attestation(speech_id, date, parse_edtf(date) if date else None, inferred)


def of(**dates: str) -> list[Attestation]:
    return [carrier(speech_id, date) for speech_id, date in dates.items()]


def attested(carriers: list[Attestation]) -> Attestations:
    return attest(sorted(carriers, key=by_latest_day))


def told(carriers: list[Attestation]) -> tuple[str, str, str]:
    found = attested(carriers)
    return (
        found.first.speech_id if found.first else "",
        found.last.speech_id if found.last else "",
        found.certainty,
    )


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, ("", "", "")),
        ({"a": ""}, ("", "", "")),
        ({"a": "2014-09-18"}, ("a", "a", "")),
        ({"a": "2014-09-18", "b": "2013-11-05"}, ("b", "a", "")),
        ({"a": "", "b": "2013-11-05", "c": ""}, ("b", "b", "undated")),
        ({"a": "", "b": "2013", "c": "2013-11-05"}, ("c", "b", "tied undated")),
        ({"a": "2014-09-18", "b": "2014-09-18"}, ("a", "b", "tied")),
        ({"b": "2014-09-18", "a": "2014-09-18", "c": "2015"}, ("a", "c", "tied")),
        ({"a": "2013-11-05", "b": "2014-09-18", "c": "2014-09-18"}, ("a", "c", "")),
        ({"a": "2019-10"}, ("a", "a", "coarse")),
        ({"a": "2014"}, ("a", "a", "coarse")),
        ({"a": "2014-09-18?"}, ("a", "a", "coarse")),
        ({"a": "2014", "b": "2014-12-31"}, ("b", "a", "tied")),
        ({"a": "2014", "b": "2014-12"}, ("b", "a", "coarse tied")),
        ({"a": "2014-09", "b": "2014-09-30"}, ("b", "a", "tied")),
        ({"a": "2014", "b": "2015-01-01"}, ("a", "b", "coarse")),
        ({"a": "2014", "b": "2014-09-18"}, ("b", "a", "tied")),
        ({"a": "2013-11-05", "b": "2014"}, ("a", "b", "")),
        ({"a": "2014~", "b": "2015-02-01"}, ("b", "a", "tied")),
        ({"a": "2014%", "b": "2015-02-01"}, ("b", "a", "tied")),
        ({"a": "2014?", "b": "2015-02-01"}, ("a", "b", "coarse")),
        ({"a": "2014~", "b": "2016-01-02"}, ("a", "b", "coarse")),
    ],
)
def test_the_first_and_the_last_and_what_limits_the_claim(dates: dict[str, str], expected: tuple[str, str, str]):
    assert told(of(**dates)) == expected


def test_an_inferred_date_is_told_where_it_is_the_first():
    stated, inferred = carrier("a", "2013-11-05"), carrier("b", "2014-09-18", inferred=True)
    assert told([stated, inferred]) == ("a", "b", "")
    earlier = carrier("c", "2012", inferred=True)
    assert told([stated, inferred, earlier]) == ("c", "b", "inferred coarse")


DATES = st.one_of(
    st.just(""),
    st.dates().filter(lambda day: day.year > 1000).map(str),
    st.sampled_from(
        ["2014", "2014-02", "2014-02-28", "2014-12", "2014-12-31", "2014~", "2014-02%", "2014?", "2015-01-01", "2015"]
    ),
)
CARRIERS = st.lists(DATES, max_size=8).map(
    lambda dates: [carrier(f"speech {number}", date) for number, date in enumerate(dates)]
)


@given(CARRIERS, st.randoms(use_true_random=False))
def test_the_order_of_carriers_changes_nothing(carriers: list[Attestation], random):
    assert attested(carriers) == attested(random.sample(carriers, len(carriers)))


@given(CARRIERS)
def test_undated_speeches_attest_nothing_and_are_told_as_a_doubt(carriers: list[Attestation]):
    dated = [one for one in carriers if one.when]
    found, known = attested(carriers), attested(dated)
    assert (found.first, found.last) == (known.first, known.last)
    assert (found.first is None) is (not dated)
    doubts = known.certainty.split() + ["undated"] * (0 < len(dated) < len(carriers))
    assert found.certainty.split() == doubts


@given(CARRIERS)
def test_a_year_never_comes_before_a_day_of_that_year(carriers: list[Attestation]):
    first = attested(carriers).first
    if first and first.when and first.when.precision != "day":
        others = [one.when for one in carriers if one.when and one.when.precision == "day"]
        assert not [day for day in others if day.earliest() <= first.when.latest()]


@given(CARRIERS)
def test_a_claim_is_tied_where_another_carrier_can_mean_as_early_a_day(carriers: list[Attestation]):
    found = attested(carriers)
    others = [one for one in carriers if found.first and one.when and one is not found.first]
    assert ("tied" in found.certainty) is any(one.first_day <= found.first.last_day for one in others)
    assert all(one.first_day > found.first.last_day or one.when.agrees_with(found.first.when) for one in others)


@given(CARRIERS)
def test_first_and_last_are_among_the_carriers_in_this_order(carriers: list[Attestation]):
    found = attested(carriers)
    if found.first and found.last:
        assert {found.first.speech_id, found.last.speech_id} <= {one.speech_id for one in carriers}
        assert found.first.last_day <= found.last.last_day
        earlier = [one for one in carriers if one.when and one.last_day < found.first.last_day]
        assert earlier == []
