"""Families end to end: what says the same words, or alters one of them, is listed with its formula."""

from collections.abc import Callable
from itertools import permutations
from time import process_time

import numpy as np
import pytest

from lineage.detect import Corpus, lay_out, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae import FormulaSet, find_formulae
from lineage.models import CanonicalText, SpeechColumns
from lineage.settings import Settings
from lineage.text import Lexicon
from lineage.text.marks import HARD

FormulaeOf = Callable[..., tuple[Corpus, FormulaSet]]

SPACE = "维护|网络|空间|的|和平|与|安全"


def families(found: FormulaSet) -> dict[str, dict[str, str]]:
    """The wordings of each label and how they stand to it."""
    rows: dict[str, dict[str, str]] = {label: {} for label in found.label}
    variants = found.variants
    for formula, wording, relation in zip(variants.formula.tolist(), variants.wording, variants.relation, strict=True):
        rows[found.label[formula]][wording] = relation
    return rows


def carriers(corpus: Corpus, found: FormulaSet, wording: str) -> list[int]:
    """The speeches where a wording is said to stand; it must stand there."""
    mine = found.places.only(found.places.wording == found.variants.wording.index(wording))
    assert {corpus.text[a:b] for a, b in zip(mine.begin.tolist(), mine.end.tolist(), strict=True)} == {wording}
    return mine.speech.tolist()


@pytest.mark.parametrize(
    ("variant", "relation"),
    [
        (SPACE.replace("|的", ""), "shortened"),
        (SPACE.replace("|空间", ""), "shortened"),
        (SPACE.replace("空间", "空间|长期"), "extended"),
        ("安全|与|维护|网络|空间|的|和平", "reordered"),
        (SPACE.replace("与", "和"), "substituted"),
        (SPACE.replace("空间", "世界"), "substituted"),
    ],
)
def test_a_wording_that_one_speech_alone_has_joins_the_formula_it_is_near_to(
    formulae_of: FormulaeOf, variant: str, relation: str
):
    texts = [f"我们|{SPACE}。天|地", f"各国|{SPACE}，山|河", f"一起|{SPACE}。日|月", f"大家|{variant}。风|云"]
    corpus, found = formulae_of(*texts)
    label, other = SPACE.replace("|", ""), variant.replace("|", "")
    assert families(found)[label] == {label: "full", other: relation}
    assert carriers(corpus, found, label) == [0, 1, 2]
    assert carriers(corpus, found, other) == [3]


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("愿|与|世界|各国|一道", "愿|同|世界|各国|一道", "substituted"),
        ("网络|犯罪|和|网络|恐怖主义", "网络|恐怖主义|和|网络|犯罪", "reordered"),
        ("信息|和|通信|技术", "信息|通信|技术", "shortened"),
        ("你|中|有|我，我|中|有|你", "我|中|有|你、你|中|有|我", "reordered"),
    ],
)
def test_wordings_that_nobody_repeats_are_brought_together_by_what_they_say(
    formulae_of: FormulaeOf, one: str, other: str, relation: str
):
    corpus, found = formulae_of(f"我们|{one}。天|地", f"山|河。各国|{other}")
    label, variant = (text.translate({ord(mark): None for mark in "|，、"}) for text in (one, other))
    if label not in found.label:  # of two that are used alike the first by characters is the label
        label, variant = variant, label
    assert families(found)[label] == {label: "full", variant: relation}
    assert sorted(carriers(corpus, found, label) + carriers(corpus, found, variant)) == [0, 1]


def test_what_nothing_parts_keeps_its_order(formulae_of: FormulaeOf):
    _, found = formulae_of(*["我们|发展|经济。天|地"] * 2, *["山|河。推动|经济|发展"] * 2)
    assert all(len(rows) == 1 for rows in families(found).values())
    _, found = formulae_of("我们|发展|经济。天|地", "山|河。推动|经济|发展")
    assert found.label == []


def test_a_list_that_names_both_words_does_not_make_their_orders_the_same(formulae_of: FormulaeOf):
    lists = ["谈到|山河、日月|等", "谈到|日月、山河"]
    corpus, found = formulae_of("大力|日月|山河", "山河|日月|很|快", *lists, "要|山河|日月")
    assert families(found)["山河日月"] == {"山河日月": "full"}
    assert carriers(corpus, found, "山河日月") == [1, 2, 4]


def test_a_family_is_a_star_and_no_chain(formulae_of: FormulaeOf):
    # Each differs in one word from the one before, and the last in three from the first.
    words = ["坚决", "依法", "严厉", "打击", "一切", "网络", "违法", "活动"]
    chain = [words]
    for at, word in ((3, "惩治"), (4, "各种"), (5, "国际")):
        chain.append([*chain[-1][:at], word, *chain[-1][at + 1 :]])
    texts = [f"{own}甲|{'|'.join(chain[0])}。{own}乙" for own in range(10, 13)]
    texts += [f"{own}丙|{'|'.join(wording)}。{own}丁" for own, wording in enumerate(chain[1:], 20)]
    _, found = formulae_of(*texts)
    label = "".join(words)
    assert families(found)[label] == {label: "full", "".join(chain[1]): "substituted"}


@pytest.mark.parametrize(
    "other",
    [
        "全面|实施|第十四个|五年|规划|纲要",
        "全面|实施|第十三个|五年|规划|两|纲要",
        "全面|实施|五年|规划|纲要",
    ],
)
def test_a_numeral_is_never_altered(formulae_of: FormulaeOf, other: str):
    plan = "全面|实施|第十三个|五年|规划|纲要"
    _, found = formulae_of(f"我们|{plan}。天|地", f"各国|{plan}，山|河", f"大家|{other}。风|云")
    assert plan.replace("|", "") in found.variants.wording
    assert other.replace("|", "") not in found.variants.wording


def test_what_several_speeches_repeat_is_a_formula_of_its_own_though_it_alters_another(formulae_of: FormulaeOf):
    other = SPACE.replace("空间", "世界")
    texts = [
        f"{own}甲|{wording}。{own}乙" for own, wording in zip(range(10, 15), [SPACE] * 3 + [other] * 2, strict=True)
    ]
    _, found = formulae_of(*texts)
    assert {SPACE.replace("|", ""), other.replace("|", "")} <= set(found.label)


def test_the_order_of_speeches_changes_no_family(formulae_of: FormulaeOf):
    texts = [
        f"我们|{SPACE}。愿|与|世界|各国|一道",
        f"各国|{SPACE}，天|地。网络|犯罪|和|网络|恐怖主义",
        f"大家|{SPACE.replace('空间', '世界')}。愿|同|世界|各国|一道",
        f"一起|{SPACE.replace('与', '和')}。网络|恐怖主义|和|网络|犯罪",
    ]
    told = []
    for order in permutations(range(4)):
        corpus, found = formulae_of(*(texts[at] for at in order))
        places = {
            wording: sorted(order[speech] for speech in carriers(corpus, found, wording))
            for wording in found.variants.wording
        }
        told.append((families(found), places, found.score.tolist(), found.counts))
    assert all(one == told[0] for one in told)
    assert {frozenset(rows) for rows in told[0][0].values()} >= {
        frozenset({"愿与世界各国一道", "愿同世界各国一道"}),
        frozenset({"网络犯罪和网络恐怖主义", "网络恐怖主义和网络犯罪"}),
        frozenset({"维护网络空间的和平与安全", "维护网络空间的和平和安全", "维护网络世界的和平与安全"}),
    }


@pytest.mark.parametrize("texts", [(), ("",), (SPACE,), (SPACE, ""), (SPACE, "天|地")])
def test_where_nothing_is_shared_there_is_no_family(formulae_of: FormulaeOf, texts: tuple[str, ...]):
    _, found = formulae_of(*texts)
    assert found.label == found.variants.wording == found.variants.relation == []
    assert len(found.places) == 0


# Skew: one sentence in every one of 20,000 speeches.

MANY = 20_000
SENTENCE = [f"{sign}共" for sign in "子丑寅卯辰巳午未申酉"]


def speech_of(*sentences: list[str]) -> SpeechColumns:
    starts = np.cumsum([0, *(len(word) for sentence in sentences for word in sentence)]).astype(np.int32)
    text = "".join(word for sentence in sentences for word in sentence)
    boundary = np.zeros(len(text) + 1, np.uint8)
    boundary[starts[np.cumsum([0, *map(len, sentences)])]] = HARD
    place = np.arange(len(text), dtype=np.int32)
    return SpeechColumns(CanonicalText(text, place, place + 1, boundary, "Hans", ""), starts)


def own_word(number: int) -> str:
    return chr(0x6000 + number // 100) + chr(0x8000 + number % 100) + "独"


def timed(speeches: list[SpeechColumns], engine: DuckDBEngine, small: Lexicon) -> tuple[Corpus, FormulaSet]:
    corpus = lay_out(speeches)
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)
    begin = process_time()
    found = find_formulae(corpus, levels, small, np.zeros(len(speeches), np.int64), Settings(min_score=0.0))
    assert process_time() - begin < 8
    return corpus, found


def test_a_sentence_that_all_of_many_speeches_hold_is_a_formula_with_all_its_carriers(
    engine: DuckDBEngine, small: Lexicon
):
    corpus, found = timed([speech_of([own_word(own)] * 3, SENTENCE) for own in range(MANY)], engine, small)
    assert carriers(corpus, found, "".join(SENTENCE)) == list(range(MANY))


def test_a_sentence_with_another_word_in_each_copy_is_found_in_its_parts(engine: DuckDBEngine, small: Lexicon):
    copies = [[*SENTENCE[:4], own_word(own), *SENTENCE[5:]] for own in range(MANY)]
    corpus, found = timed([speech_of(copy) for copy in copies], engine, small)
    for part in (SENTENCE[:4], SENTENCE[5:]):
        assert carriers(corpus, found, "".join(part)) == list(range(MANY))


def test_what_thousands_of_speeches_alter_is_listed_with_the_formula(engine: DuckDBEngine, small: Lexicon):
    copies = [SENTENCE, SENTENCE, *([*SENTENCE[:4], own_word(own), *SENTENCE[5:]] for own in range(4_000))]
    corpus, found = timed([speech_of(copy) for copy in copies], engine, small)
    label = "".join(SENTENCE)
    assert carriers(corpus, found, label) == [0, 1]
    assert len(families(found)[label]) == 1 + 4_000


def test_one_speech_that_repeats_a_sentence_beside_another_that_does_too(engine: DuckDBEngine, small: Lexicon):
    corpus, found = timed([speech_of(*[SENTENCE] * MANY)] * 2, engine, small)
    assert found.label == ["".join(SENTENCE)]
    assert carriers(corpus, found, found.label[0]) == [0] * MANY + [1] * MANY
