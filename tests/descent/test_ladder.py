"""What a wording alters of an older one, and which older one that is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from lineage.descent import Attestation, Wording, by_latest_day, change_between, edits_between, ladder_of
from lineage.edtf import parse_edtf

WORDS = st.text("全面建设成小康社会", min_size=1, max_size=10)
FIGURES = st.lists(st.sampled_from(["增", "长", "第", "6", "26", "34.9", "7%", ".", "%", "，"]), max_size=8).map(
    "".join
)


def attestation(date: str) -> Attestation:
    return Attestation(f"s{date}", date, parse_edtf(date) if date else None, inferred=False)


def wording(canonical: str, *dates: str) -> Wording:
    return Wording(canonical, canonical, len(dates), sorted(map(attestation, dates), key=by_latest_day))


def marked(older: str, newer: str) -> str:
    marks = {"same": "{}", "dropped": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[edit.kind].format(edit.text) for edit in edits_between(older, newer))


@given(WORDS | FIGURES, WORDS | FIGURES)
def test_edits_hold_both_wordings_whole(older, newer):
    edits = edits_between(older, newer)
    assert "".join(edit.older for edit in edits) == older
    assert "".join(edit.text for edit in edits if edit.kind != "dropped") == newer
    assert all(edit.text for edit in edits)


@given(WORDS | FIGURES, WORDS | FIGURES)
def test_no_two_edits_of_one_kind_stand_side_by_side_and_what_is_dropped_stands_first(older, newer):
    kinds = [edit.kind for edit in edits_between(older, newer)]
    assert all(one != other for one, other in pairwise(kinds))
    assert ("added", "dropped") not in pairwise(kinds)


@given(WORDS, WORDS)
def test_as_many_characters_stay_as_can(older, newer):
    stay = sum(len(edit.text) for edit in edits_between(older, newer) if edit.kind == "same")
    reordered = sorted(older) == sorted(newer)
    assert stay <= LCSseq.similarity(older, newer) if reordered else stay == LCSseq.similarity(older, newer)


@given(st.text("网络空间强国數字", max_size=8), st.text("网络空间强国數字", max_size=8))
def test_in_another_script_the_edits_are_the_same(older, newer):
    written = str.maketrans("网络间强国", "網絡間強國")
    plain = [(edit.kind, len(edit.text), len(edit.older)) for edit in edits_between(older, newer)]
    for one, other in ((older.translate(written), newer), (older, newer.translate(written))):
        assert [(edit.kind, len(edit.text), len(edit.older)) for edit in edits_between(one, other)] == plain


@pytest.mark.parametrize(
    ("older", "newer", "told"),
    [
        ("全社会的创新活力", "全社会创新创造活力", "全社会[-的-]创新{+创造+}活力"),
        ("又快又好", "又好又快", "又[-快-]{+好+}又[-好-]{+快+}"),
        ("增长26以上", "增长34.9以上", "增长[-26-]{+34.9+}以上"),
        ("增长6.5%左右", "增长6.9%左右", "增长[-6.5%-]{+6.9%+}左右"),
        ("共1,178人", "共1,278人。", "共[-1,178-]{+1,278+}人{+。+}"),
        ("第26.", "第26", "第26[-.-]"),
        ("独立自主", "和平共处", "[-独立自主-]{+和平共处+}"),
        ("独立自主", "独立自主", "独立自主"),
    ],
)
def test_edits_read_well(older, newer, told):
    assert marked(older, newer) == told


@pytest.mark.parametrize(
    ("older", "newer", "change"),
    [
        ("建设小康社会", "全面建设小康社会", "extended"),
        ("全面建设小康社会", "全面小康社会", "shortened"),
        ("又快又好", "又好又快", "reordered"),
        ("全面建设小康社会", "全面建成小康社会", "substituted"),
        ("和平共处", "独立自主", "reworded"),
        ("增长5%", "增长15%", "substituted"),
    ],
)
def test_what_is_said_of_an_edit(older, newer, change):
    assert change_between(older, newer) == change


def test_the_script_makes_no_edit_and_what_stays_is_told_as_both_write_it():
    (edit,) = edits_between("網絡空間", "网络空间")
    assert (edit.kind, edit.text, edit.older) == ("same", "网络空间", "網絡空間")


def test_edits_are_told_character_by_character():
    told = [(edit.kind, edit.text) for edit in edits_between("全面建设小康社会", "全面建成小康社会")]
    assert told == [("same", "全面建"), ("dropped", "设"), ("added", "成"), ("same", "小康社会")]


def test_each_is_held_against_the_most_similar_older_one():
    rungs = ladder_of(
        [
            wording("全面建成小康社会", "2012-11-08", "2017"),
            wording("建设小康社会", "1998"),
            wording("全面建设小康社会", "2002-11-08"),
        ]
    )
    assert [(rung.canonical, rung.older, rung.change) for rung in rungs] == [
        ("建设小康社会", "", ""),
        ("全面建设小康社会", "建设小康社会", "extended"),
        ("全面建成小康社会", "全面建设小康社会", "substituted"),
    ]
    assert (rungs[2].first_date, rungs[2].last_date, rungs[2].speeches) == ("2012-11-08", "2017", 2)


def test_what_may_be_as_early_is_not_older_and_undated_ones_come_last():
    rungs = ladder_of([wording("又好又快", "2006"), wording("又快又好", "2006-03-05"), wording("快又好", "")])
    assert [rung.canonical for rung in rungs] == ["又快又好", "又好又快", "快又好"]
    assert [rung.older for rung in rungs] == ["", "", ""]
    assert rungs[1].first_certainty == "coarse"
