"""What kind of wording a row is."""

from collections.abc import Callable

import numpy as np
import pytest

from lineage.detect import Corpus, Places, find_places
from lineage.formulae.kind import kinds_of
from lineage.settings import KINDS
from lineage.text import Lexicon

CorpusOf = Callable[..., Corpus]
NOWHERE = Places(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int64))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("命运|共同体", "formula"),
        ("大力发展", "formula"),
        ("自力更生", "idiom"),
        ("先易后难", "idiom"),
        ("自力更生|艰苦奋斗", "formula"),
        ("中华人民共和国", "name"),
        ("毛泽东", "name"),
        ("中国|社会主义", "formula"),
        ("北京|上海", "name"),
        ("女士们|先生们", "ceremonial"),
        ("请予审议", "ceremonial"),
        ("预祝|会议|圆满成功", "ceremonial"),
        ("2014|年度|报告", "figure"),
        ("百分之|三十", "figure"),
        ("三千万|亩", "figure"),
        ("十五年|规划", "figure"),
        ("三个|代表", "formula"),
        ("互联网+|行动", "formula"),
    ],
)
def test_kinds(corpus_of: CorpusOf, lexicon: Lexicon, words: str, kind: str):
    row = words.split("|")
    assert kinds_of(corpus_of(words), ["".join(row)], [row], NOWHERE, lexicon) == [kind]
    assert kind in KINDS


def kind_of_opening(corpus: Corpus, lexicon: Lexicon) -> str:
    places = find_places(corpus, ["很高兴来到这里"], lexicon.has)
    return kinds_of(corpus, ["很高兴来到这里"], [["很", "高兴", "来到", "这里"]], places, lexicon)[0]


OPENING = "很|高兴|来到|这里"
BODY = "|".join(["我们|讨论|网络|安全|问题"] * 40)


@pytest.mark.parametrize(
    ("speeches", "kind"),
    [
        ([f"{OPENING}。{BODY}"] * 3, "ceremonial"),
        ([f"{BODY}。{OPENING}"] * 3, "ceremonial"),
        ([f"{OPENING}。{BODY}"] * 2 + [BODY], "formula"),
        ([f"{BODY}。{OPENING}。{BODY}"] * 3, "formula"),
        ([f"{OPENING}。好"] * 3, "formula"),
        ([f"{OPENING}。{BODY}。{OPENING}。{BODY}"] * 3, "formula"),
    ],
)
def test_what_stands_at_the_head_or_tail_of_speeches_is_ceremonial(
    corpus_of: CorpusOf, lexicon: Lexicon, speeches: list[str], kind: str
):
    assert kind_of_opening(corpus_of(*speeches), lexicon) == kind
