"""From a corpus to its formulae: one row a family, every place, the same whatever the order."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus
from lineage.formulae import FormulaSet
from lineage.formulae.features import frequency_of

FormulaeOf = Callable[..., tuple[Corpus, FormulaSet]]

COMMUNITY = "构建|网络空间|命运|共同体"
SPEECHES = [
    f"我们|{COMMUNITY}。坚持|改革|开放。改革|开放|很|好",
    f"各国|共同|{COMMUNITY}，坚持|改革|开放。网络空间|命运|共同体",
    f"{COMMUNITY}。改革|开放。坚持|改革|开放。经济|发展，社会|进步",
    f"经济|发展，社会|进步。改革|开放。各国|改革|开放。推动|{COMMUNITY}",
]


def spans(corpus: Corpus, found: FormulaSet, wording: str) -> list[str]:
    number = found.variants.wording.index(wording)
    mine = found.places.only(found.places.wording == number)
    return [corpus.text[a:b] for a, b in zip(mine.begin.tolist(), mine.end.tolist(), strict=True)]


def families(found: FormulaSet) -> dict[str, list[str]]:
    rows = zip(found.variants.formula.tolist(), found.variants.wording, strict=True)
    wordings: dict[str, list[str]] = {label: [] for label in found.label}
    for formula, wording in rows:
        wordings[found.label[formula]].append(wording)
    return wordings


def relations(found: FormulaSet, label: str) -> dict[str, str]:
    """How each wording listed with a label stands to it."""
    variants, number = found.variants, found.label.index(label)
    rows = zip(variants.formula.tolist(), variants.wording, variants.relation, strict=True)
    return {wording: relation for formula, wording, relation in rows if formula == number}


# Two speeches have the second half alone, too: as one says it in passing, it scores less than the whole.
WHOLE, HALF = "“山河|日月、星辰|风云”", "星辰|风云"
HALF_ALONE = [
    *(f"{WHOLE}。我们|{HALF}|好。{WHOLE}", f"{WHOLE}。大家|{HALF}|很。{WHOLE}"),
    *(f"{WHOLE}。{WHOLE}。{WHOLE}", f"{WHOLE}。{WHOLE}。{WHOLE}"),
]


def test_what_several_speeches_also_say_alone_is_a_row_linked_to_the_better_one(formulae_of: FormulaeOf):
    corpus, found = formulae_of(*HALF_ALONE)
    assert found.label == ["山河日月星辰风云", "星辰风云"]
    assert found.part_of == ["", "山河日月星辰风云"]
    assert found.features.completeness[0] == found.features.range[0] == 1.0
    assert len(spans(corpus, found, "山河日月星辰风云")) == 10


def test_a_linked_row_has_all_its_places_and_is_ranked_by_what_it_says_on_its_own(formulae_of: FormulaeOf):
    corpus, found = formulae_of(*HALF_ALONE)
    mine = found.places.only(found.places.wording == found.variants.wording.index("星辰风云"))
    assert len(mine) == corpus.text.count("星辰风云")
    assert found.features.range[1] == pytest.approx(0.5)  # two of four speeches
    assert found.features.frequency[1] == frequency_of(np.array([2]))[0]


def test_the_features_of_a_linked_row_lie_between_0_and_1_too(formulae_of: FormulaeOf):
    _, found = formulae_of(*HALF_ALONE)
    assert found.part_of[1]
    for name in found.features.names():
        column = getattr(found.features, name)
        assert ((column >= 0) & (column <= 1)).all(), name


def test_what_one_speech_says_alone_is_a_part(formulae_of: FormulaeOf):
    corpus, found = formulae_of(HALF_ALONE[0].replace("我们", "。").replace("|好", ""), *[f"{WHOLE}。{WHOLE}"] * 3)
    assert found.label == ["山河日月星辰风云"]
    assert relations(found, "山河日月星辰风云") == {"山河日月星辰风云": "full", "星辰风云": "part"}
    assert found.variants.attests == [True, False]
    # Told are the places that say nothing more.
    assert (len(spans(corpus, found, "山河日月星辰风云")), len(spans(corpus, found, "星辰风云"))) == (8, 1)


def test_what_one_speech_says_alone_is_not_even_a_part_where_it_is_short_beside_the_whole(formulae_of: FormulaeOf):
    whole = "“山河|日月、星辰|风云、雨雪|雷电”"
    _, found = formulae_of(f"{whole}。雨雪|雷电。{whole}", *[f"{whole}。{whole}"] * 3)
    assert found.label == found.variants.wording == ["山河日月星辰风云雨雪雷电"]
    assert found.counts["given_way"] == 1
    assert len(found.places) == 8


def test_what_also_stands_alone_often_is_a_row_of_its_own_with_all_its_places(formulae_of: FormulaeOf):
    texts = [f"{WHOLE}。{word}|{HALF}|又。{HALF}" for word in ("我们", "大家", "各国", "人民")]
    corpus, found = formulae_of(*texts)
    assert {"山河日月星辰风云", "星辰风云"} == set(found.label)
    assert set(found.part_of) == {""}
    half = found.label.index("星辰风云")
    assert len(spans(corpus, found, "星辰风云")) == 12
    assert found.features.completeness[half] == pytest.approx(1 - 4 / 12)


STARS = "“山河|日月|星辰”"


def test_a_longer_wording_of_what_is_better_is_its_extension(formulae_of: FormulaeOf):
    texts = [f"{own}|{STARS}。{STARS}|甲乙，{own}" for own in "一二三"] + [f"很|{STARS}"]
    corpus, found = formulae_of(*texts)
    assert found.label == ["山河日月星辰"]
    assert relations(found, "山河日月星辰") == {"山河日月星辰": "full", "山河日月星辰甲乙": "extended"}
    assert found.variants.attests == [True, True]
    # Of seven places of the label three are told as places of what extends it, and not again.
    assert (len(spans(corpus, found, "山河日月星辰甲乙")), len(spans(corpus, found, "山河日月星辰"))) == (3, 4)


def test_extensions_are_told_once_and_in_the_order_of_their_wordings(formulae_of: FormulaeOf):
    after = ["甲乙", "丙丁", "戊己", "庚辛"]
    texts = [f"{STARS}|{word}，{own}。{STARS}" for word in after for own in "一二三"]
    corpus, found = formulae_of(*texts)
    assert found.label == ["山河日月星辰"]
    extensions = sorted(f"山河日月星辰{word}" for word in after)
    assert found.variants.wording == ["山河日月星辰", *extensions]
    assert [len(spans(corpus, found, wording)) for wording in found.variants.wording] == [12, 3, 3, 3, 3]


@pytest.mark.parametrize(("rare", "listed"), [(3, True), (2, False)])
def test_a_rare_extension_is_not_listed(formulae_of: FormulaeOf, rare: int, listed: bool):
    # A tenth of the places is enough: three of 27, but not two of 26.
    others = [f"{own}海|{STARS}|{own}川" for own in "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"]
    _, found = formulae_of(*others, *[f"{STARS}|甲乙，{own}" for own in "一二三"[:rare]])
    assert found.label == ["山河日月星辰"]
    assert ("山河日月星辰甲乙" in found.variants.wording) is listed


@pytest.mark.parametrize("alone", [0, 1, 4, 9])
def test_a_label_always_keeps_places_of_its_own(formulae_of: FormulaeOf, alone: int):
    # Each way of going on makes up a quarter of the places, and all together (nearly) all of them.
    texts = [f"{STARS}|{word}，{own}" for word in ("甲乙", "丙丁", "戊己", "庚辛") for own in "一二三四"]
    corpus, found = formulae_of(*texts, *[f"{own}|{STARS}" for own in "东南西北上下左右前"[:alone]])
    own = len(spans(corpus, found, "山河日月星辰"))
    assert own >= 0.2 * (16 + alone)
    told = own + sum(len(spans(corpus, found, wording)) for wording in found.variants.wording[1:])
    assert told == 16 + alone


def test_a_label_keeps_places_beside_an_extension_that_says_it_several_times(formulae_of: FormulaeOf):
    thrice = f"{STARS}|道路、{STARS}|理论|体系、{STARS}|制度"
    corpus, found = formulae_of(*[f"{word}|{thrice}|很|好" for word in ("我们", "各国", "大家", "人人")])
    for label in found.label:
        assert spans(corpus, found, label)
    assert set(found.label_places()[0].tolist()) == set(range(len(found.label)))


def test_every_place_has_its_wording(formulae_of: FormulaeOf):
    corpus, found = formulae_of(*SPEECHES)
    for wording in found.variants.wording:
        assert set(spans(corpus, found, wording)) == {wording}
    assert len(found.places) == found.counts["places"] == len(set(zip(
        found.places.wording.tolist(), found.places.begin.tolist(), strict=True)))  # fmt: skip


def test_rows_are_ordered_by_score_then_wording(formulae_of: FormulaeOf):
    _, found = formulae_of(*SPEECHES)
    rows = list(zip((-found.score).tolist(), found.label, strict=True))
    assert rows == sorted(rows)
    assert found.variants.formula.tolist() == sorted(found.variants.formula.tolist())


def test_the_order_of_speeches_shows_in_nothing_but_their_numbers(formulae_of: FormulaeOf):
    (_, one), (_, other) = formulae_of(*SPEECHES), formulae_of(*reversed(SPEECHES))
    assert families(one) == families(other)
    assert one.score.tolist() == other.score.tolist()
    assert one.kind == other.kind
    counts = [np.bincount(found.places.wording).tolist() for found in (one, other)]
    assert counts[0] == counts[1]


def test_settings_leave_out_and_change_nothing_else(formulae_of: FormulaeOf):
    _, whole = formulae_of(*SPEECHES)
    middle = float(np.sort(whole.score)[len(whole.score) // 2])
    _, cut = formulae_of(*SPEECHES, min_score=middle)
    assert cut.label == [label for label, value in zip(whole.label, whole.score, strict=True) if value >= middle]
    _, names = formulae_of(*SPEECHES, kinds=("name",))
    assert names.label == []
    _, many = formulae_of(*SPEECHES, min_speeches=4)
    assert "经济发展社会进步" in whole.label  # in two speeches of four
    assert "改革开放" in many.label
    assert "经济发展社会进步" not in many.label


def test_the_kind_moves_a_row_down_the_list_but_never_off_it(formulae_of: FormulaeOf):
    texts = [f"“山河|日月”。“300|万人|{own}" for own in ("大会", "大会", "小会", "小会")]
    _, found = formulae_of(*texts, min_length=3)
    assert "figure" in found.kind
    lowest = float(found.score[found.kind.index("figure")])
    _, cut = formulae_of(*texts, min_length=3, min_score=lowest + 1e-6)
    assert "figure" in cut.kind
    assert cut.label == found.label


def rows(found: FormulaSet) -> dict[str, tuple[object, ...]]:
    """All that is said of each formula, its wordings and places, but not its rank."""
    told: dict[str, list[tuple[object, ...]]] = {label: [] for label in found.label}
    variants, places = found.variants, found.places
    columns = (variants.formula.tolist(), variants.wording, variants.relation, variants.attests)
    for at, (formula, *rest) in enumerate(zip(*columns, strict=True)):
        mine = places.wording == at
        told[found.label[formula]].append((*rest, tuple(places.begin[mine].tolist()), tuple(places.end[mine].tolist())))
    features = zip(*(getattr(found.features, name).tolist() for name in found.features.names()), strict=True)
    columns = (found.label, found.kind, found.score.tolist(), features, found.part_of)
    return {label: (*rest, tuple(told[label])) for label, *rest in zip(*columns, strict=True)}


@pytest.mark.parametrize("settings", [{"limit": 2}, {"limit": 1}, {"min_score": 0.5}, {"kinds": ("formula",)}])
@pytest.mark.parametrize("texts", [SPEECHES, [*SPEECHES, *HALF_ALONE], [*HALF_ALONE, "100|万人|很", "100|万人|又"]])
def test_what_is_left_out_changes_no_row_that_stays(
    formulae_of: FormulaeOf, texts: list[str], settings: dict[str, object]
):
    whole, cut = (rows(formulae_of(*texts, **chosen)[1]) for chosen in ({}, settings))
    assert cut
    assert cut.items() <= whole.items()


WORDS = ["山河", "日月", "星辰", "风云", "坚持", "方针", "的", "和", "，", "、", "。", "“", "”"]
SPEECH = st.lists(st.sampled_from(WORDS), max_size=14).map(lambda words: "|".join(["天", *words, "地"]))
CORPORA = st.lists(st.tuples(SPEECH, st.integers(0, 5)), min_size=2, max_size=6)


@given(CORPORA, st.sampled_from([2, 3]))
def test_every_formula_stands_where_it_is_told_to(formulae_of: FormulaeOf, speeches: list[tuple[str, int]], least: int):
    texts, days = ([speech[at] for speech in speeches] for at in (0, 1))
    corpus, found = formulae_of(*texts, days=days, min_speeches=least)
    formula = found.variants.formula[found.places.wording]
    spots = list(zip(found.places.begin.tolist(), found.places.end.tolist(), strict=True))
    for at, (begin, end) in zip(found.places.wording.tolist(), spots, strict=True):
        assert corpus.text[begin:end] == found.variants.wording[at]
    for number, label in enumerate(found.label):
        own = found.variants.wording.index(label)
        assert found.variants.formula[own] == number
        assert len(set(found.places.speech[formula == number].tolist())) >= least
        attested = [spots[at] for at in np.flatnonzero(formula == number).tolist()]
        assert len(attested) == len(set(attested))
    assert found.counts["formulae"] == len(found.label)
    assert set(found.part_of) <= {"", *found.label}


@given(CORPORA, st.sampled_from([{"limit": 1}, {"limit": 2}, {"min_score": 0.2}, {"kinds": ("formula", "idiom")}]))
def test_of_any_corpus_what_is_left_out_changes_no_row_that_stays(
    formulae_of: FormulaeOf, speeches: list[tuple[str, int]], settings: dict[str, object]
):
    texts, days = ([speech[at] for speech in speeches] for at in (0, 1))
    whole, cut = (rows(formulae_of(*texts, days=days, **chosen)[1]) for chosen in ({}, settings))
    assert cut.items() <= whole.items()


@given(CORPORA)
def test_of_any_corpus_the_order_of_speeches_shows_in_no_row(formulae_of: FormulaeOf, speeches: list[tuple[str, int]]):
    # The shape is judged at the first place, so no place may have other marks within than another.
    speeches = [(text.translate(dict.fromkeys(map(ord, "，、“”"))), day) for text, day in speeches]
    told = []
    for each in (speeches, speeches[::-1]):
        _, found = formulae_of(*(text for text, _ in each), days=[day for _, day in each])
        told.append((families(found), found.score.tolist(), found.kind, found.part_of, found.counts))
    assert told[0] == told[1]


# Alike in every feature, so that only their wording can order them.
TIED = "。".join(["甲山|乙水", "丙火|丁土", "戊金|己木", "庚风|辛云", "壬雨|癸雪", "子牛|丑鼠"])


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_a_limit_takes_the_first_rows_and_breaks_ties_by_wording(formulae_of: FormulaeOf, limit: int):
    _, whole = formulae_of(TIED, TIED)
    _, cut = formulae_of(TIED, TIED, limit=limit)
    assert len(whole.label) == 6
    assert len(set(whole.score.tolist())) == 1
    assert cut.label == whole.label[:limit]


def test_of_labels_their_places_are_told(formulae_of: FormulaeOf):
    corpus, found = formulae_of(*SPEECHES)
    formula, places = found.label_places()
    texts = [corpus.text[a:b] for a, b in zip(places.begin.tolist(), places.end.tolist(), strict=True)]
    assert texts == [found.label[number] for number in formula.tolist()]
    assert formula.tolist() == sorted(formula.tolist())
    assert set(texts) == set(found.label)


@pytest.mark.parametrize("texts", [("山河|日月", "星辰|风云"), ("", ""), ("的|和", "的|和")])
def test_where_nothing_is_shared_nothing_is_found(formulae_of: FormulaeOf, texts: tuple[str, ...]):
    _, found = formulae_of(*texts)
    assert found.label == found.variants.wording == []
    assert len(found.places) == 0
    assert found.counts["formulae"] == 0
