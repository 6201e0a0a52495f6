"""Wordings folded into families around one label each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.formulae.folding import Reworded, Star, fold, relation, with_edits

JOINING = frozenset("的和与同")


def near(*groups: dict[str, int]) -> Reworded:
    """Groups of wordings with the number of speeches that have each."""
    rows = [(text, number, speeches) for number, group in enumerate(groups) for text, speeches in group.items()]
    group, speeches = (np.array([row[at] for row in rows], np.int64) for at in (1, 2))
    nowhere = np.zeros(len(rows), np.int64)
    return Reworded([row[0] for row in rows], group, nowhere, nowhere, speeches, speeches)


def folded(known: dict[str, int], groups: Reworded, usable: bool = True) -> dict[str, tuple[str, ...]]:
    stars = fold(list(known), list(known.values()), groups, [usable] * len(groups.text))
    return {star.label: star.same for star in stars}


def test_the_label_is_the_wording_that_most_speeches_use():
    groups = near({"信息通信技术": 2, "信息和通信技术": 5})
    assert folded({"信息通信技术": 2, "信息和通信技术": 5}, groups) == {"信息和通信技术": ("信息通信技术",)}


def test_of_two_that_are_used_alike_the_first_by_characters_is_the_label():
    groups = near({"通信和信息技术": 3, "信息和通信技术": 3})
    for known in (["通信和信息技术", "信息和通信技术"], ["信息和通信技术", "通信和信息技术"]):
        assert folded(dict.fromkeys(known, 3), groups) == {"信息和通信技术": ("通信和信息技术",)}


def test_what_one_speech_alone_has_joins_the_formula_it_is_near_to():
    assert folded({"信息和通信技术": 5}, near({"信息与通信技术": 1, "信息和通信技术": 5})) == {
        "信息和通信技术": ("信息与通信技术",)
    }


def test_a_family_is_a_star_and_no_chain():
    # 乙 is near 甲 and 丙 near 乙, but 丙 is not near 甲: it stays apart, and so does what is near 丙 alone.
    groups = near({"甲甲甲甲": 9, "乙乙乙乙": 5}, {"乙乙乙乙": 5, "丙丙丙丙": 3}, {"丙丙丙丙": 3, "丁丁丁丁": 1})
    known = {"甲甲甲甲": 9, "乙乙乙乙": 5, "丙丙丙丙": 3}
    assert folded(known, groups) == {"甲甲甲甲": ("乙乙乙乙",), "丙丙丙丙": ("丁丁丁丁",)}


def test_a_part_of_the_label_is_no_wording_of_it():
    groups = near({"有我你中有我": 4, "你中有我": 3, "我中有你": 1})
    assert folded({"你中有我": 3}, groups)["你中有我"] == ("我中有你",)


def test_where_nobody_repeats_a_wording_the_family_is_new():
    groups = near({"愿与世界各国一道": 1, "愿同世界各国一道": 1})
    assert folded({}, groups) == {"愿与世界各国一道": ("愿同世界各国一道",)}
    assert folded({}, groups, usable=False) == {}


def test_a_new_family_is_whole_or_none():
    # Were the third left out for its edge alone, the first two would be a family with a wording missing.
    groups = near({"愿与世界各国一道": 1, "愿同世界各国一道": 1, "愿世界各国一道": 1})
    assert fold([], [], groups, [True, True, False]) == []


def test_a_wording_that_has_a_family_makes_no_new_one():
    groups = near({"信息和通信技术": 5, "信息与通信技术": 1}, {"信息与通信技术": 1, "通信与信息技术": 1})
    assert folded({"信息和通信技术": 5}, groups) == {"信息和通信技术": ("信息与通信技术",)}


TEXTS = st.text("甲乙丙丁", min_size=2, max_size=3)
GROUPS = st.lists(st.dictionaries(TEXTS, st.integers(1, 4), min_size=2, max_size=4), max_size=5)


@given(st.dictionaries(TEXTS, st.integers(2, 6), max_size=6), GROUPS, st.randoms(use_true_random=False))
def test_every_wording_has_one_family_in_whatever_order_the_known_ones_come(known, groups, random):
    stars = folded(known, near(*groups))
    wordings = [text for label, same in stars.items() for text in (label, *same)]
    assert len(wordings) == len(set(wordings))
    assert set(known) <= set(wordings)
    for label, same in stars.items():
        assert all(any({label, text} <= group.keys() for group in groups) for text in same if label in known)
    shuffled = list(known.items())
    random.shuffle(shuffled)
    assert folded(dict(shuffled), near(*groups)) == stars


def test_an_alteration_joins_the_label_that_most_speeches_carry_and_that_one_alone():
    stars = [Star("甲", ()), Star("乙", ("丙",)), Star("丁", ())]
    edits = [(0, "戊"), (1, "戊"), (2, "戊"), (2, "丙"), (0, "乙"), (2, "己")]
    assert with_edits(stars, [2, 5, 5], edits) == [
        Star("甲", ()),
        Star("乙", ("丙",)),
        Star("丁", (), ("己", "戊")),
    ]
    assert with_edits(stars, [2, 5, 5], edits[::-1]) == with_edits(stars, [2, 5, 5], edits)


@pytest.mark.parametrize(
    ("label", "variant", "told"),
    [
        ("维护|网络|空间|安全", "维护|网络|安全", "shortened"),
        ("维护|网络|空间|的|安全", "维护|网络|空间|安全", "shortened"),
        ("维护|网络|安全", "维护|网络|空间|安全", "extended"),
        ("信息|通信|技术", "信息|和|通信|技术", "extended"),
        ("信息|通信|技术", "信息|和|通信|网络|技术", "extended"),
        ("网络|犯罪|和|恐怖|主义", "恐怖|主义|和|网络|犯罪", "reordered"),
        ("网络|犯罪|和|恐怖|主义", "恐怖|主义|网络|犯罪", "reordered"),
        ("愿|与|世界|各国", "愿|同|世界|各国", "substituted"),
        ("维护|网络|安全", "保障|网络|安全", "substituted"),
        ("人民|的|根本|利益", "的|人民|根本|利益", "substituted"),
    ],
)
def test_how_a_wording_stands_to_the_label(label: str, variant: str, told: str):
    assert relation(label.split("|"), variant.split("|"), JOINING) == told


def test_nothing_folds_into_nothing():
    assert folded({}, near()) == {}
    assert folded({"信息和通信技术": 5}, near()) == {"信息和通信技术": ()}
    assert with_edits([], [], []) == []
