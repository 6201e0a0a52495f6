"""What every speech has from earlier ones: held against the same asked place by place."""

import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lineage
from lineage.descent import attestation_of, heritage_of
from lineage.descent.heritage import MOST_EARLIER
from lineage.models import AGES, ScanResult

SENTENCES = (
    "我们要构建网络空间命运共同体。",
    "你中有我、我中有你，利益融合。",
    "凡事先易后难、循序渐进。",
    "大力发展数字经济，促进房地产市场平稳健康发展。",
    "山河的水位今年高，沿岸种了柳树。",
)
DATES = ("1998-03-05", "2001", "2001-06", "2002~", "2009-01-01", "2020-12-31", "")
few = settings(max_examples=max(6, settings().max_examples // 8))


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    def run(speeches: list[tuple[str, str]]) -> ScanResult:
        home = tmp_path_factory.mktemp("heritage")
        (home / "speeches").mkdir()
        for number, (date, text) in enumerate(speeches):
            name = f"{date}_甲_{number}.txt" if date else f"甲{number}.txt"
            (home / "speeches" / name).write_text(text, encoding="utf-8")
        chosen = lineage.Settings(min_score=0.0)
        return lineage.scan([home / "speeches"], out=home / "out", index=home / "index", settings=chosen, jobs=1)

    return run


def shared_places(result: ScanResult, speech: int) -> list[tuple[int, int, int, set[int]]]:
    """Formula, begin, end in canonical characters, and the other carriers, of each place of a speech."""
    found, told = result.occurrences, []
    attesting = [
        (formula, number, begin, end)
        for formula, variant, number, begin, end in zip(
            found.formula.tolist(),
            found.variant.tolist(),
            found.speech.tolist(),
            found.begin.tolist(),
            found.end.tolist(),
            strict=True,
        )
        if result.formulae[formula].variants[variant].attests
    ]
    for formula, number, begin, end in attesting:
        if number == speech:
            canonical = result.columns[speech].canonical
            first, last = (int(np.searchsorted(canonical.begin, edge)) for edge in (begin, end))
            told.append(
                (formula, first, last, {other for each, other, _, _ in attesting if each == formula} - {speech})
            )
    return told


def is_before(result: ScanResult, one: int, other: int) -> bool:
    first, second = (attestation_of(result.speeches[number]) for number in (one, other))
    return bool(first.when and second.when) and first.last_day < second.first_day


def passages(result: ScanResult, speech: int) -> list[tuple[int, int, int]]:
    """Other speech, begin, end in canonical characters."""
    told, found = [], result.passages
    canonical = result.columns[speech].canonical
    for own, begin, end, other in (
        (found.first, found.first_begin, found.first_end, found.second),
        (found.second, found.second_begin, found.second_end, found.first),
    ):
        for at in np.flatnonzero(own == speech).tolist():
            first, last = (int(np.searchsorted(canonical.begin, int(edge[at]))) for edge in (begin, end))
            told.append((int(other[at]), first, last))
    return told


def links(result: ScanResult, speech: int) -> list[tuple[int, int, int, float]]:
    """Earlier speech, formulae, characters and weight of each link there is, asked place by place; best first."""
    places, others, told = shared_places(result, speech), passages(result, speech), []
    for earlier in (number for number in range(len(result.speeches)) if is_before(result, number, speech)):
        shared = {formula for formula, _, _, carriers in places if earlier in carriers}
        stretches = [(begin, end) for formula, begin, end, _ in places if formula in shared]
        stretches += [(begin, end) for other, begin, end in others if other == earlier]
        if not stretches:
            continue
        covered = {at for begin, end in stretches for at in range(begin, end)}
        ratios = ((len(result.counted()) + 1) / result.formulae[formula].speeches for formula in shared)
        hundredths = sum(round(100 * math.log2(ratio)) for ratio in ratios)
        told.append((earlier, len(shared), len(covered), hundredths / 100))
    day = [attestation_of(each).last_day for each in result.speeches]
    return sorted(told, key=lambda link: (-link[3], -link[2], -day[link[0]], link[0]))


def told_links(result: ScanResult, speech: int) -> list[tuple[int, int, int, float]]:
    heritage = heritage_of(result)
    columns = (heritage.earlier, heritage.formulae, heritage.characters, heritage.weight)
    own = heritage.speech == speech
    return list(zip(*(column[own].tolist() for column in columns), strict=True))


def without_formulae(result: ScanResult) -> ScanResult:
    """The same where no formula is listed, so that passages alone tie the speeches."""
    kept = {field.name: getattr(result.occurrences, field.name)[:0] for field in fields(result.occurrences)}
    return replace(result, formulae=(), occurrences=replace(result.occurrences, **kept))


corpora = st.lists(
    st.tuples(st.sampled_from(DATES), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("".join)),
    min_size=2,
    max_size=6,
)


@few
@given(corpora)
def test_the_figures_are_those_of_every_pair(scan, speeches):
    result = scan(speeches)
    heritage = heritage_of(result)
    for speech in range(len(result.speeches)):
        assert told_links(result, speech) == links(result, speech)
        places, own = shared_places(result, speech), len(result.columns[speech].canonical.text)
        inherited = {
            at
            for _, begin, end, others in places
            if any(is_before(result, other, speech) for other in others)
            for at in range(begin, end)
        }
        inherited |= {
            at
            for other, begin, end in passages(result, speech)
            if is_before(result, other, speech)
            for at in range(begin, end)
        }
        assert heritage.inherited_share[speech] == pytest.approx(len(inherited) / own)


@few
@given(corpora, st.integers(1, 3), st.integers(1, 7))
def test_the_best_are_told_however_many_are_weighed_at_once(scan, speeches, most, rows):
    result = scan(speeches)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lineage.descent.heritage.MOST_EARLIER", most)
        patch.setattr("lineage.descent.heritage._ROWS", rows)
        for found in (result, without_formulae(result)):
            for speech in range(len(result.speeches)):
                assert told_links(found, speech) == links(found, speech)[:most]


def test_passages_alone_tie_speeches_and_of_equal_weights_the_characters_decide(scan, monkeypatch):
    text, part = "".join(SENTENCES), "".join(SENTENCES[:3])
    speeches = [("1998-03-05", text), ("2001-06", part), ("2009-01-01", part), ("2020-12-31", text)]
    result = without_formulae(scan(speeches))
    found = told_links(result, 3)
    assert [(earlier, formulae, weight) for earlier, formulae, _, weight in found] == [
        (0, 0, 0.0),
        (2, 0, 0.0),
        (1, 0, 0.0),
    ]
    assert found[0][2] > found[1][2] == found[2][2] > 0
    for most in (1, 2):
        monkeypatch.setattr("lineage.descent.heritage.MOST_EARLIER", most)
        assert told_links(result, 3) == found[:most]


def test_what_is_inherited_is_told_by_the_age_of_its_earliest_attestation(scan):
    old, new = SENTENCES[0], SENTENCES[3]
    result = scan([("1998-03-05", old), ("2009-01-01", new), ("2009-06-01", old + new), ("2020", old)])
    heritage = heritage_of(result)
    own = [round(share, 6) for share in heritage.by_age[2].tolist()]
    assert [bool(share) for share in own] == [True, False, False, True, False]
    assert len(own) == len(AGES) + 1
    assert heritage.by_age[0].tolist() == heritage.by_age[1].tolist() == [0.0] * 5
    assert heritage.first_uses.tolist()[2:] == [0, 0]
    assert heritage.first_uses[0] > 0 < heritage.first_uses[1]


def test_a_year_is_not_before_a_day_in_it_and_nobody_says_it_first(scan):
    result = scan([("2001", SENTENCES[0]), ("2001-06-01", SENTENCES[0]), ("", SENTENCES[0])])
    heritage = heritage_of(result)
    assert len(heritage.speech) == 0
    assert heritage.inherited_share.tolist() == [0.0] * 3
    assert heritage.first_uses.tolist() == [0] * 3


def test_what_an_undated_speech_has_too_is_still_a_first_use_of_the_dated_one(scan):
    result = scan([("2001-06-01", SENTENCES[0]), ("", SENTENCES[0])])
    assert {formula.first_certainty for formula in result.formulae} == {"undated"}
    assert sorted(heritage_of(result).first_uses.tolist()) == [0, len(result.formulae)]


def test_of_many_earlier_speeches_those_are_told_that_it_shares_most_with(scan, monkeypatch):
    both, one = SENTENCES[0] + SENTENCES[1], SENTENCES[0]
    result = scan(
        [(f"{year}-03-05", both if year in (2001, 2004) else one) for year in range(2000, 2008)] + [("2020", both)]
    )
    monkeypatch.setattr("lineage.descent.heritage.MOST_EARLIER", 2)
    heritage = heritage_of(result)
    last = heritage.earlier[heritage.speech == len(result.speeches) - 1]
    assert [result.speeches[number].value("date") for number in last.tolist()] == ["2004-03-05", "2001-03-05"]
    assert np.bincount(heritage.speech).max() == 2


def test_of_a_formula_of_many_carriers_none_is_left_out(scan):
    many = [(f"{2000 + number // 12}-{number % 12 + 1:02d}-05", SENTENCES[0]) for number in range(MOST_EARLIER + 6)]
    result = scan([*many, ("2020-01-01", SENTENCES[0])])
    told = heritage_of(result)
    assert np.bincount(told.speech).tolist() == [min(number, MOST_EARLIER) for number in range(len(many) + 1)]


def test_without_formulae_and_passages_nothing_is_inherited(scan):
    heritage = heritage_of(scan([("2001", "山河的水位今年高。"), ("2003", "沿岸种了柳树。")]))
    assert len(heritage.speech) == 0
    assert heritage.inherited_share.tolist() == [0.0, 0.0]
