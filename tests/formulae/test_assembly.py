"""From a corpus to its formulae: one row a family, every place, the same whatever the order."""

from collections.abc import Callable

import numpy as np
import pytest

from lineage.detect import Corpus
from lineage.formulae import FormulaSet

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


def test_what_mostly_lies_inside_a_longer_wording_is_no_row(formulae_of: FormulaeOf):
    # 网络空间命运共同体 stands alone in one speech only, and inside the longer wording in four.
    _, found = formulae_of(*SPEECHES)
    assert "构建网络空间命运共同体" in found.label
    assert "网络空间命运共同体" not in found.variants.wording
    assert found.counts["held_by_longer"] >= 1


def test_what_several_speeches_also_say_alone_is_a_row_linked_to_the_longer_one(formulae_of: FormulaeOf):
    alone = "网络空间|命运|共同体"
    texts = [f"{COMMUNITY}。{COMMUNITY}。{alone}"] * 2 + [f"{COMMUNITY}。{COMMUNITY}"] * 2
    corpus, found = formulae_of(*texts)
    assert set(found.label) == {"构建网络空间命运共同体", "网络空间命运共同体"}
    longer, shorter = (found.label.index(label) for label in ("构建网络空间命运共同体", "网络空间命运共同体"))
    assert (found.part_of[longer], found.part_of[shorter]) == ("", found.label[longer])
    assert found.features.completeness[longer] == 1.0
    assert found.features.completeness[shorter] == pytest.approx(2 / 10)
    assert found.features.range[shorter] == pytest.approx(0.5)  # two of four speeches have it on its own
    assert len(spans(corpus, found, "网络空间命运共同体")) == 10


def test_what_also_stands_alone_often_is_a_row_of_its_own(formulae_of: FormulaeOf):
    corpus, found = formulae_of(*SPEECHES)
    assert {"坚持改革开放", "改革开放"} <= set(found.label)
    assert found.part_of[found.label.index("改革开放")] == ""
    assert len(spans(corpus, found, "改革开放")) == 7


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
    assert many.label == ["构建网络空间命运共同体", "改革开放"]


def rows(found: FormulaSet) -> dict[str, tuple[object, ...]]:
    """All that is said of each formula itself, but its rank."""
    number, places = found.label_places()
    spans = zip(number.tolist(), places.begin.tolist(), places.end.tolist(), strict=True)
    of_label: dict[str, list[tuple[int, int]]] = {label: [] for label in found.label}
    for at, begin, end in spans:
        of_label[found.label[at]].append((begin, end))
    features = zip(*(getattr(found.features, name).tolist() for name in found.features.names()), strict=True)
    columns = (found.label, found.kind, found.score.tolist(), features, found.part_of)
    return {label: (*rest, of_label[label]) for label, *rest in zip(*columns, strict=True)}


@pytest.mark.parametrize("settings", [{"limit": 2}, {"min_score": 0.5}, {"kinds": ("formula",)}])
def test_what_is_left_out_changes_no_row_that_stays(formulae_of: FormulaeOf, settings: dict[str, object]):
    alone = "网络空间|命运|共同体"
    texts = [*SPEECHES, f"{COMMUNITY}。{COMMUNITY}。{alone}", f"{COMMUNITY}。{COMMUNITY}。{alone}", f"{COMMUNITY}"]
    whole, cut = (rows(formulae_of(*texts, **chosen)[1]) for chosen in ({}, settings))
    assert cut
    assert cut.items() <= whole.items()


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
