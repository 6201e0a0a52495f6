"""What kind of wording a row is."""

import pytest

from lineage.formulae.kind import kinds_of
from lineage.settings import KINDS
from lineage.text import Lexicon


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("命运|共同体", "formula"),
        ("大力发展", "formula"),
        ("自力更生", "idiom"),
        ("先易后难", "idiom"),
        ("自力更生|艰苦奋斗", "formula"),
        ("中华人民共和国", "name"),
        ("中国|社会主义", "formula"),
        ("北京|上海", "name"),
        ("女士们|先生们", "ceremonial"),
        ("请予审议", "ceremonial"),
        ("预祝|会议|圆满成功", "ceremonial"),
        ("2014|年度|报告", "figure"),
        ("百分之|三十", "figure"),
        ("三千万|亩", "figure"),
        ("一九四九年|以来", "figure"),
        ("百年|奋斗", "formula"),
        ("三个|代表", "formula"),
        ("互联网+|行动", "formula"),
    ],
)
def test_kinds(lexicon: Lexicon, words: str, kind: str):
    row = words.split("|")
    assert kinds_of(["".join(row)], [row], lexicon) == [kind]
    assert kind in KINDS


def test_many_wordings_are_named_each_by_itself(lexicon: Lexicon):
    rows = [["自力更生"], ["请予审议"], ["命运", "共同体"]]
    wordings = ["".join(row) for row in rows]
    assert kinds_of(wordings, rows, lexicon) == ["idiom", "ceremonial", "formula"]
    assert kinds_of(wordings[::-1], rows[::-1], lexicon) == ["formula", "ceremonial", "idiom"]
    assert kinds_of([], [], lexicon) == []
