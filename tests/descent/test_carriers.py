"""Formulae joined with the speeches that carry them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest

from lineage.descent import Timeline, attest, by_latest_day, formulae_with_carriers, occurrences_of
from lineage.descent.carriers import attestation_of, formula_id
from lineage.detect import Corpus, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae import find_formulae
from lineage.models import Fact, Formula, Occurrences, Provenance, ReadText, Speech
from lineage.settings import Settings
from lineage.text import Lexicon

COMMUNITY = "构建|网络空间|命运|共同体"
SPEECHES = {
    "early": (f"{COMMUNITY}。经济|发展，社会|进步", {"date": "2013-11-05", "speaker": "蔡名照"}),
    "later": (f"「{COMMUNITY}」。经济|发展、社会|进步", {"date": "2014-09-18", "speaker": "傅聪"}),
    "same speaker": (f"推动|{COMMUNITY}。经济|发展，社会|进步", {"date": "2015", "speaker": "蔡名照"}),
    "undated": (f"{COMMUNITY}。{COMMUNITY}。网络空间|命运|共同体", {}),
}


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def speech(name: str, text: str, facts: dict[str, str]) -> Speech:
    read = ReadText(text.replace("|", ""), "utf-8", "given", (), {}, name)
    stated = {field: Fact(value, Provenance.TABLE) for field, value in facts.items()}
    return Speech(name, f"{name}.txt", read, stated)


def carried(
    corpus: Corpus, engine: DuckDBEngine, texts: Mapping[str, tuple[str, dict[str, str]]]
) -> tuple[dict[str, Formula], Occurrences]:
    levels = recurrent_grams(corpus, engine, min_speeches=2, max_words=40)
    speeches = [speech(name, *row) for name, row in texts.items()]
    days = np.array([attestation_of(row).last_day for row in speeches], np.int64)
    formulae = find_formulae(corpus, levels, Lexicon.general(), days, Settings(min_score=0.0))
    occurrences = occurrences_of(formulae, corpus)
    rows = formulae_with_carriers(formulae, formulae.label, occurrences, speeches)
    return {row.canonical: row for row in rows}, occurrences


@pytest.fixture(scope="module")
def found(corpus_of: Callable[..., Corpus], engine: DuckDBEngine) -> tuple[dict[str, Formula], Occurrences]:
    return carried(corpus_of(*(text for text, _ in SPEECHES.values())), engine, SPEECHES)


def test_a_formula_tells_who_carries_it_and_since_when(found: tuple[dict[str, Formula], Occurrences]):
    row = found[0]["构建网络空间命运共同体"]
    assert (row.speeches, row.occurrences, row.speakers) == (4, 5, 2)
    assert (row.first_date, row.first_speech) == ("2013-11-05", "early")
    assert (row.last_date, row.last_speech) == ("2015", "same speaker")
    assert row.first_certainty == "undated"
    assert found[0]["经济发展社会进步"].first_certainty == ""


@pytest.mark.parametrize(
    "dates",
    [
        ("2013-11-05", "2013-11-05", "2015"),
        ("2014~", "2015-02-01", "", "2001"),
        ("2014~", "2015-02-01", ""),
        ("2014", "2014-06-05", "2014-06"),
        ("", ""),
    ],
)
def test_attestations_in_columns_are_those_told_one_by_one(
    corpus_of: Callable[..., Corpus], engine: DuckDBEngine, dates: tuple[str, ...]
):
    texts = {f"s{number}": (f"{COMMUNITY}。", {"date": date} if date else {}) for number, date in enumerate(dates)}
    rows, _ = carried(corpus_of(*(text for text, _ in texts.values())), engine, texts)
    carriers = sorted((attestation_of(speech(name, *row)) for name, row in texts.items()), key=by_latest_day)
    told = attest(carriers)
    for row in rows.values():
        assert (row.first_speech, row.last_speech) == tuple(
            one.speech_id if one else "" for one in (told.first, told.last)
        )
        assert row.first_certainty == told.certainty
        assert row.life == Timeline.of(carriers).life(carriers)


def test_a_label_is_its_own_first_variant(found: tuple[dict[str, Formula], Occurrences]):
    row = found[0]["构建网络空间命运共同体"]
    whole = row.variants[0]
    assert (whole.canonical, whole.surface, whole.relation) == (row.canonical, row.canonical, "full")
    assert (whole.speeches, whole.occurrences) == (4, 5)
    assert (whole.first_date, whole.first_speech) == ("2013-11-05", "early")


def test_a_part_names_the_formula_it_is_part_of(corpus_of: Callable[..., Corpus], engine: DuckDBEngine):
    longer, shorter = "山河日月星辰风云", "星辰风云"
    twice = "“山河|日月、星辰|风云”。“山河|日月、星辰|风云”"
    texts = {name: (f"{twice}。{name}|星辰|风云|{name}" if name in "ab" else twice, {}) for name in "abcd"}
    rows, _ = carried(corpus_of(*(text for text, _ in texts.values())), engine, texts)
    assert rows[shorter].part_of == formula_id(longer)
    assert rows[longer].part_of == ""
    assert rows[longer].first_date == rows[longer].last_speech == rows[longer].first_certainty == ""


def test_the_surface_is_the_most_frequent_form_as_read(found: tuple[dict[str, Formula], Occurrences]):
    (whole,) = found[0]["经济发展社会进步"].variants
    assert whole.surface == "经济发展，社会进步"


def test_occurrences_are_ordered_and_cut_the_text_as_read(found: tuple[dict[str, Formula], Occurrences]):
    rows, occurrences = found
    formulae = list(rows.values())
    texts = [text.replace("|", "") for text, _ in SPEECHES.values()]
    columns = (occurrences.formula, occurrences.speech, occurrences.begin, occurrences.end, occurrences.variant)
    places = list(zip(*(column.tolist() for column in columns), strict=True))
    assert places == sorted(places)
    assert len(places) == len(occurrences) == sum(row.occurrences for row in formulae)
    for formula, number, begin, end, variant in places:
        surface = texts[number][begin:end].replace("、", "").replace("，", "")
        assert surface == formulae[formula].variants[variant].canonical


def test_the_parts_of_the_score_are_shown(found: tuple[dict[str, Formula], Occurrences]):
    for row in found[0].values():
        assert {"range", "cohesion", "freedom", "completeness"} <= set(row.parts)
        assert all(0 <= part <= 1 for part in row.parts.values())


def test_an_identifier_hangs_on_the_wording_alone(found: tuple[dict[str, Formula], Occurrences]):
    for canonical, row in found[0].items():
        assert row.formula_id == hashlib.sha256(canonical.encode()).hexdigest()[:12] == formula_id(canonical)


@pytest.mark.parametrize(
    ("provenance", "inferred"),
    [(Provenance.TEXT, True), (Provenance.TABLE, False), (Provenance.FILE_NAME, False), (Provenance.COMMAND, False)],
)
def test_a_date_that_only_the_text_tells_is_inferred(provenance: Provenance, inferred: bool):
    read = ReadText("", "utf-8", "given", (), {}, "")
    attested = attestation_of(Speech("a", "a.txt", read, {"date": Fact("2014", provenance)}))
    assert (attested.date, attested.inferred) == ("2014", inferred)
    assert str(attested.when) == "2014"
    assert attestation_of(Speech("a", "a.txt", read, {})).when is None
