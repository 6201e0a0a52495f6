"""Who said it earlier: only where no day that the dates can mean speaks against it."""

import numpy as np
import pytest

from lineage.descent import Attestation, Others
from lineage.edtf import parse_edtf
from lineage.models import Direction


def attestation(name: str, date: str) -> Attestation:
    return Attestation(name, date, parse_edtf(date) if date else None, inferred=False)


def standing(of: str, *others: str):
    numbered = [attestation(f"{number}", date) for number, date in enumerate(others)]
    return Others(numbered, attestation("new", of)).standing(np.arange(len(others)))


@pytest.mark.parametrize(
    ("of", "others", "direction"),
    [
        ("2014-06-05", ["2013-11-05"], Direction.EARLIER),
        ("2014-06-05", ["2015", "2013-11-05"], Direction.EARLIER),
        ("2014-06-05", ["2014"], Direction.OPEN),
        ("2014", ["2014-06-05"], Direction.OPEN),
        ("2014-06-05", ["2014-06-05"], Direction.OPEN),
        ("2015-02-01", ["2014~"], Direction.OPEN),
        ("2014%", ["2015-02-01"], Direction.OPEN),
        ("2015-02-01", ["2014?"], Direction.EARLIER),
        ("2016-01-02", ["2014~"], Direction.EARLIER),
        ("2014-06-05", ["2014-06-06", "2015"], Direction.LATER),
        ("2014-06-05", ["2015", ""], Direction.OPEN),
        ("2014-06-05", ["", "2001"], Direction.EARLIER),
        ("", ["2001"], Direction.OPEN),
        ("2001", [], Direction.OPEN),
    ],
)
def test_the_direction(of, others, direction):
    assert standing(of, *others).direction is direction


def test_first_latest_and_years():
    found = standing("2014-06-05", "2016", "2004-06-05", "", "2013-06-05")
    assert (found.speeches, found.first.date, found.latest.date) == (4, "2004-06-05", "2013-06-05")
    assert found.years == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize(
    ("others", "certainty"),
    [
        (["2004-06-05", "2013-06-05"], ""),
        (["2004-06-05", ""], "undated"),
        (["2004", "2004-06-05", ""], "tied undated"),
        (["", ""], ""),
    ],
)
def test_what_limits_the_claim_of_the_first(others, certainty):
    assert standing("2014-06-05", *others).certainty == certainty


def test_undated_carriers_attest_nothing():
    found = standing("2014-06-05", "", "")
    assert (found.speeches, found.first, found.latest, found.years) == (2, None, None, None)
