"""Closed grams against the obvious way."""

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus
from lineage.text.marks import HARD

Measured = Callable[..., object]
Gram = tuple[str, ...]

# None of these words is trimmed at an edge.
WORDS = ["山河", "日月", "星辰", "风云"]
TEXTS = st.lists(st.lists(st.sampled_from([*WORDS, "，", "。"]), max_size=14).map("|".join), min_size=2, max_size=4)


def places_of(corpus: Corpus) -> dict[Gram, list[int]]:
    vocabulary = corpus.vocabulary.to_pylist()
    words = [vocabulary[word] for word in corpus.word.tolist()]
    breaks = ((corpus.word_boundary & HARD) != 0).tolist()
    places = defaultdict(list)
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            if any(breaks[begin + 1 : end]):
                break
            places[tuple(words[begin:end])].append(begin)
    return places


def closed(corpus: Corpus) -> dict[Gram, int]:
    """The shared grams that no single word prolongs without losing a place."""
    places = places_of(corpus)
    shared = {
        gram: len(begins)
        for gram, begins in places.items()
        if len({int(corpus.speech[begin]) for begin in begins}) >= 2
    }
    prolonged = {(gram[:-1], count) for gram, count in shared.items()} | {
        (gram[1:], count) for gram, count in shared.items()
    }
    return {gram: count for gram, count in shared.items() if (gram, count) not in prolonged}


@given(TEXTS)
def test_candidates_are_the_closed_grams_of_four_characters_and_more(measured: Measured, texts: list[str]):
    found = measured(*texts)
    expected = {"".join(gram): count for gram, count in closed(found.corpus).items() if len(gram) >= 2}
    candidates = found.candidates
    assert dict(zip(candidates.wording, candidates.occurrences.tolist(), strict=True)) == expected


@given(TEXTS)
def test_columns_of_candidates_tell_of_their_wording(measured: Measured, texts: list[str]):
    found = measured(*texts)
    corpus, candidates = found.corpus, found.candidates
    places = places_of(corpus)
    vocabulary = corpus.vocabulary.to_pylist()
    for number, wording in enumerate(candidates.wording):
        first, length = int(candidates.first[number]), int(candidates.length[number])
        gram = tuple(vocabulary[word] for word in corpus.word[first : first + length].tolist())
        assert "".join(gram) == wording
        assert places[gram][0] == first
        assert len({int(corpus.speech[at]) for at in places[gram]}) == candidates.speeches[number]
    assert len(set(candidates.wording)) == len(candidates)


@pytest.mark.parametrize(
    ("parted", "wordings"),
    [
        (("互联网+|很|好", "好|互联网+"), ["互联网+"]),
        (("实事求是|好", "好|实事求是"), ["实事求是"]),
        (("APEC|2014|好", "好|APEC|2014"), []),
        (("互联网|好", "好|互联网"), []),
        (("改革|开放|的|时代", "改革|开放|的|春天"), ["改革开放"]),
        (("改革|开放。山河", "改革|开放"), ["改革开放"]),
        (("改革|开放", "改革开放|好|改革|开放", "改革开放"), ["改革开放"]),
    ],
)
def test_a_candidate_has_four_characters_three_of_them_han(
    measured: Measured, parted: tuple[str, ...], wordings: list[str]
):
    assert measured(*parted).candidates.wording == wordings


def test_shorter_and_longer_wordings_may_be_asked_for(measured: Measured):
    texts = ("互联网|好。改革|开放", "好|互联网。改革|开放")
    assert set(measured(*texts, min_length=3).candidates.wording) == {"互联网", "改革开放"}
    assert measured(*texts, min_length=5).candidates.wording == []


def test_two_ways_to_cut_a_wording_are_one_candidate_with_the_commoner_count(measured: Measured):
    candidates = measured("改革|开放。改革开放", "改革|开放。改革开放", "改革|开放").candidates
    assert candidates.wording == ["改革开放"]
    assert (candidates.length[0], candidates.occurrences[0], candidates.speeches[0]) == (2, 3, 3)


def test_what_goes_on_past_the_longest_candidate_is_no_candidate(measured: Measured):
    text = "山河|日月|星辰|风云"
    assert measured(text, text, max_words=4).candidates.wording == ["山河日月星辰风云"]
    assert measured(text, text, max_words=3).candidates.wording == []


def test_nothing_shared_is_nothing_found(measured: Measured):
    for texts in (("山河|日月", "星辰|风云"), ("", ""), ("山河", "")):
        found = measured(*texts)
        assert len(found.candidates) == len(found.features.range) == 0
        assert np.asarray(found.candidates.first).dtype == np.int64
