"""Near windows against datasketch, and against a search of all pairs."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, lay_out
from lineage.detect.signatures import Sketching, Windows, buckets_of, vocabulary_hashes, window_minima
from lineage.detect.sketches import BUCKET_CAP, NearWindows, near_windows
from lineage.engine import DuckDBEngine
from lineage.models import SpeechColumns
from lineage.text import canonicalise
from lineage.text.marks import HARD

CorpusOf = Callable[..., Corpus]
Span = tuple[int, int]

FUNCTION_WORDS = {"的", "和"}
PIECES = st.sampled_from(["天", "地", "人", "天地", "山河", "的", "和", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=16).map("|".join), min_size=1, max_size=4)
SMALL = Sketching(window=3, permutations=16, threshold=0.5)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def found_in(corpus: Corpus, engine: DuckDBEngine, sketching: Sketching) -> NearWindows:
    content = np.array([word not in FUNCTION_WORDS for word in corpus.vocabulary.to_pylist()], bool)
    return near_windows(corpus, content, engine, sketching)


def pairs_of(near: NearWindows) -> list[tuple[Span, Span]]:
    columns = (near.first_begin, near.first_end, near.second_begin, near.second_end)
    return [(row[:2], row[2:]) for row in zip(*(column.tolist() for column in columns), strict=True)]


def windows_of(corpus: Corpus, window: int) -> dict[Span, frozenset[str]]:
    """Every window and its set, the obvious way."""
    vocabulary = corpus.vocabulary.to_pylist()
    words = [vocabulary[word] for word in corpus.word.tolist()]
    hard = ((corpus.word_boundary & HARD) != 0).tolist()
    found = {}
    for begin in range(len(words)):
        taken: list[str] = []
        for end in range(begin, len(words)):
            if end > begin and hard[end]:
                break
            taken += [words[end]] if words[end] not in FUNCTION_WORDS else []
            if not taken:
                break
            if len(taken) == window:
                found[begin, end + 1] = frozenset(taken)
                break
    return found


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def numbered(*lists: list[int]) -> list[str]:
    """Speeches of one sentence each, in numbers for words."""
    return ["|".join(f"{number:05}" for number in numbers) for numbers in lists]


def speech_of(sentences: np.ndarray) -> SpeechColumns:
    """A long speech, a sentence a row, in numbers for words."""
    canonical = canonicalise("。".join("".join(f"{number:05}" for number in row) for row in sentences.tolist()))
    return SpeechColumns(canonical, np.arange(0, len(canonical.text) + 1, 5, dtype=np.int32))


@given(st.lists(st.text(min_size=1, max_size=4), min_size=5, max_size=40), st.integers(1, 5), st.integers(2, 40))
def test_minima_are_the_signatures_of_datasketch(words: list[str], window: int, permutations: int):
    vocabulary = sorted(set(words))
    begin = np.arange(len(words) - window + 1)[::-2]
    place = np.array([vocabulary.index(word) for word in words])
    rows = window_minima(vocabulary_hashes(vocabulary), place, begin, Sketching(window, permutations))
    sets = [{word.encode() for word in words[start : start + window]} for start in begin.tolist()]
    theirs = MinHash.bulk(sets, num_perm=permutations)
    assert np.array_equal(np.stack(list(rows), axis=1), np.stack([sketch.hashvalues for sketch in theirs]))


def test_minima_of_many_windows_are_the_signatures_of_datasketch():
    word = np.random.default_rng(2).integers(0, 3_000, 4_000)
    vocabulary = [f"{number}号" for number in range(3_000)]
    begin = np.arange(len(word) - 6)
    rows = np.stack(list(window_minima(vocabulary_hashes(vocabulary), word, begin, Sketching(7, 128))), axis=1)
    sets = [{vocabulary[number].encode() for number in word[start : start + 7]} for start in begin.tolist()]
    assert np.array_equal(rows, [sketch.hashvalues for sketch in MinHash.bulk(sets, num_perm=128)])


@given(st.lists(st.integers(0, 40), min_size=6, max_size=60), st.data())
def test_buckets_of_single_windows_are_those_of_the_running_text(words: list[int], data: st.DataObject):
    sketching = Sketching()
    begin = np.array(sorted(data.draw(st.sets(st.integers(0, len(words) - 6), min_size=1))))
    hashes = vocabulary_hashes([f"{number}号" for number in range(41)])
    windows = Windows(hashes, np.array(words), begin, np.arange(len(begin), dtype=np.int32), sketching)
    both = zip(windows.bands(), buckets_of(windows.words(slice(None)), sketching), strict=True)
    for (shared, item), every in both:
        assert np.array_equal(every[item], shared)
        alone = np.setdiff1d(windows.item, item)
        assert np.array_equal(alone, [at for at in alone if np.sum(every == every[at]) == 1])


@pytest.mark.parametrize("threshold", [0.3, 0.6, 0.75, 0.85])
@pytest.mark.parametrize("permutations", [32, 64, 128])
def test_bands_and_rows_are_those_of_datasketch(threshold: float, permutations: int):
    sketching, theirs = Sketching(5, permutations, threshold), MinHashLSH(threshold=threshold, num_perm=permutations)
    assert (sketching.bands, sketching.rows) == (theirs.b, theirs.r)


def test_the_s_curve_climbs_from_never_to_always():
    curve = Sketching(5, 64, 0.75).s_curve()
    assert [similarity for similarity, _ in curve] == [round(step / 20, 2) for step in range(21)]
    chances = [chance for _, chance in curve]
    assert chances == sorted(chances)
    assert (chances[0], chances[-1]) == (0, 1)
    assert dict(curve)[0.8] == round(1 - (1 - 0.8**9) ** 7, 6)


@given(TEXTS)
def test_pairs_are_near_and_in_two_speeches(corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]):
    corpus = corpus_of(*texts)
    near = found_in(corpus, engine, SMALL)
    windows = windows_of(corpus, SMALL.window)
    assert (near.windows, near.types) == (len(windows), len(set(windows.values())))
    pairs = pairs_of(near)
    assert pairs == sorted(set(pairs))
    assert len(pairs) == len(near)
    for first, second in pairs:
        assert corpus.speech[first[0]] < corpus.speech[second[0]]
        assert (
            jaccard(windows[first], windows[second]) >= SMALL.threshold
        )  # so both are windows, as the oracle lays them


@given(TEXTS)
def test_every_set_that_two_speeches_share_is_found_once(corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]):
    corpus = corpus_of(*texts)
    places = defaultdict(list)
    for span, words in sorted(windows_of(corpus, SMALL.window).items()):
        places[words].append(span)
    ends = [(spans[0], spans[-1]) for spans in places.values()]
    shared = {(first, last) for first, last in ends if corpus.speech[first[0]] != corpus.speech[last[0]]}
    windows = windows_of(corpus, SMALL.window)
    pairs = pairs_of(found_in(corpus, engine, SMALL))
    assert {(first, second) for first, second in pairs if windows[first] == windows[second]} == shared


@given(TEXTS)
def test_the_order_of_speeches_changes_no_pair_of_sets(corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]):
    found = []
    for order in (texts, texts[::-1]):
        corpus = corpus_of(*order)
        windows, near = windows_of(corpus, SMALL.window), found_in(corpus, engine, SMALL)
        sets = {frozenset((windows[first], windows[second])) for first, second in pairs_of(near)}
        found.append((sets, near.candidates, near.verified, near.starred_buckets))
    assert found[0] == found[1]


def test_candidates_are_those_of_datasketch(corpus_of: CorpusOf, engine: DuckDBEngine):
    sketching = Sketching(window=5, permutations=64, threshold=0.6)
    generator = np.random.default_rng(11)
    corpus = corpus_of(*numbered(*(generator.choice(40, 5, replace=False).tolist() for _ in range(600))))
    windows = windows_of(corpus, sketching.window)
    kinds = sorted(set(windows.values()), key=sorted)
    index, theirs = MinHashLSH(threshold=sketching.threshold, num_perm=sketching.permutations), set()
    for number, sketch in enumerate(MinHash.bulk([{w.encode() for w in kind} for kind in kinds], num_perm=64)):
        theirs |= {(other, number) for other in index.query(sketch)}
        index.insert(number, sketch)
    near = found_in(corpus, engine, sketching)
    assert near.starred_buckets == 0
    assert near.candidates == len(theirs) > 100
    alike = {frozenset((kinds[a], kinds[b])) for a, b in theirs if jaccard(kinds[a], kinds[b]) >= sketching.threshold}
    ours = {frozenset((windows[first], windows[second])) for first, second in pairs_of(near)}
    assert {pair for pair in ours if len(pair) == 2} == alike
    assert near.verified == len(alike) > 10


@pytest.mark.parametrize("changed", [1, 2])
def test_near_pairs_are_found_as_often_as_the_s_curve_says(engine: DuckDBEngine, changed: int):
    # 2,000 sentences of ten words and their copies, in which the first words are others: J = 9/11 and 8/12.
    sketching = Sketching(window=10, permutations=64, threshold=0.6)
    sentences = np.arange(20_000).reshape(-1, 10)
    copies = sentences.copy()
    copies[:, :changed] += 20_000
    near = found_in(lay_out([speech_of(speech) for speech in (sentences, copies)]), engine, sketching)
    similarity = (10 - changed) / (10 + changed)
    chance = 1 - (1 - similarity**sketching.rows) ** sketching.bands
    assert near.windows == near.types == 4_000
    assert len(near) / 2_000 == pytest.approx(chance, abs=0.05)


def test_a_crowded_bucket_becomes_a_star(corpus_of: CorpusOf, engine: DuckDBEngine):
    sketching = Sketching(window=8, permutations=64, threshold=0.7)
    common, size = list(range(7)), 500
    near = found_in(corpus_of(*numbered(*([*common, 1_000 + own] for own in range(size)))), engine, sketching)
    assert near.starred_buckets > 0
    assert near.types == size
    everybody = len(list(combinations(range(size), 2)))
    assert size - 1 <= near.candidates <= sketching.bands * size * (BUCKET_CAP - 1) / 2 < everybody
    assert near.verified == near.candidates == len(near)


def test_function_words_are_dropped_and_order_does_not_count(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("信息|和|通信|技术", "的|通信|信息|技术|的")
    assert pairs_of(found_in(corpus, engine, SMALL)) == [((0, 4), (5, 8))]


@pytest.mark.parametrize("mark", ["。", "\n", "……", "。的|", "的|。"])
def test_a_window_stays_in_its_sentence(corpus_of: CorpusOf, engine: DuckDBEngine, mark: str):
    corpus = corpus_of(*[f"山河|{mark}天地|人"] * 2)
    assert found_in(corpus, engine, SMALL).windows == 0


@pytest.mark.parametrize("mark", ["，", "、", "”", "的|", "，的|"])
def test_a_light_mark_parts_no_window(corpus_of: CorpusOf, engine: DuckDBEngine, mark: str):
    corpus = corpus_of(*[f"山河|{mark}天地|人"] * 2)
    assert found_in(corpus, engine, SMALL).windows == 2


def test_a_word_that_stands_twice_counts_once(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of("天|地|天", "地|天|地")
    near = found_in(corpus, engine, SMALL)
    assert (near.types, pairs_of(near)) == (1, [((0, 3), (3, 6))])


def test_what_one_speech_repeats_is_no_pair(corpus_of: CorpusOf, engine: DuckDBEngine):
    near = found_in(corpus_of("天|地|人。天|地|人。地|人|天|天", "山河"), engine, SMALL)
    assert (near.types, len(near)) == (2, 0)


def test_near_sets_meet_in_another_speech_if_they_begin_in_one(corpus_of: CorpusOf, engine: DuckDBEngine):
    # 天地人 stands in both speeches, 地人人 in the first alone: their pair needs the other place of 天地人.
    always = Sketching(window=3, permutations=64, threshold=0.5)
    corpus = corpus_of("天|地|人|人", "天|地|人")
    assert pairs_of(found_in(corpus, engine, always)) == [((0, 3), (4, 7)), ((1, 4), (4, 7))]


@pytest.mark.parametrize("texts", [[], [""], ["天|地"], ["的|的|的", "和"]])
def test_too_few_words_give_no_window(corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]):
    near = found_in(corpus_of(*texts), engine, SMALL)
    assert (len(near), near.windows, near.types, near.candidates) == (0, 0, 0, 0)
    assert near.first_begin.dtype == np.int64
