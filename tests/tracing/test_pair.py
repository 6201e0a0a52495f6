"""Two speeches side by side: what both have, and what one has alone."""

import pytest

import lineage
from lineage.errors import InputError, UsageError
from lineage.models import Direction


def labels(formulae) -> set[str]:
    return {formula.canonical for formula in formulae}


def test_what_both_have_and_what_one_has_alone(where, home):
    told = lineage.compare("1998", "2003", **where)
    assert (told.first.speech_id, told.second.speech_id) == ("1998-03-05_甲_一", "2003-03-05_乙_二")
    assert told.direction is Direction.EARLIER
    assert "凡事先易后难" in {formula.formula.canonical for formula in told.shared}
    assert "全面建设小康社会" in labels(told.only_second) - labels(told.only_first)
    texts = [
        (home / "speeches" / f"{one.speech_id}.txt").read_text(encoding="utf-8") for one in (told.first, told.second)
    ]
    for formula in told.shared:
        for text, places in zip(texts, (formula.first, formula.second), strict=True):
            assert all(text[place.begin : place.end] == place.text for place in places)
    assert 0 < told.shares[0] <= 1


def test_the_other_way_round_is_the_mirror(where):
    one, other = lineage.compare("1998", "2003", **where), lineage.compare("2003", "1998", **where)
    assert other.direction is Direction.LATER
    assert one.only_first == other.only_second
    assert [(each.first, each.second) for each in one.shared] == [(each.second, each.first) for each in other.shared]
    assert {(each.first, each.second) for each in one.passages} == {
        (each.second, each.first) for each in other.passages
    }
    assert one.shares == other.shares[::-1]


def test_passages_are_aligned_character_by_character(where):
    (passage, *_) = lineage.compare("2003", "1998", **where).passages
    assert "".join(edit.older for edit in passage.edits) == passage.first.shown
    assert "".join(edit.text for edit in passage.edits if edit.kind != "dropped") == passage.second.shown


def test_a_part_of_a_name_must_be_of_one_alone(where):
    with pytest.raises(InputError, match="may be any of 2 speeches"):
        lineage.compare("2012", "1998", **where)
    with pytest.raises(InputError, match="no such speech") as caught:
        lineage.compare("1998-03-05_甲_二", "2003", **where)
    assert "1998-03-05_甲_一" in caught.value.hint
    with pytest.raises(UsageError, match="same speech"):
        lineage.compare("1998", "1998-03", **where)
