"""How many bits a shared word is worth."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import Corpus, recurrent_grams
from lineage.detect.surprise import BIT, Surprise, surprise_of
from lineage.engine import DuckDBEngine

CorpusOf = Callable[..., Corpus]

PIECES = st.sampled_from(["天", "地", "人", "天地", "山河", "，", "。"])
TEXTS = st.lists(st.lists(PIECES, max_size=14).map("|".join), min_size=1, max_size=4)
# Sixty words that stand once each, so that one more or less is rare.
FILLER = "。".join(f"{number}号" for number in range(100, 160))


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as engine:
        yield engine


def measured(corpus: Corpus, engine: DuckDBEngine) -> Surprise:
    return surprise_of(corpus, recurrent_grams(corpus, engine, min_speeches=2, max_words=4))


def words_of(corpus: Corpus) -> list[str]:
    vocabulary = corpus.vocabulary.to_pylist()
    return [vocabulary[word] for word in corpus.word.tolist()]


def test_a_word_that_the_word_before_foretells_is_worth_less(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of(*[f"社会主义|市场经济。山河|日月。{FILLER}"] * 8, "山河|市场经济")
    surprise = measured(corpus, engine)
    places = [place for place, word in enumerate(words_of(corpus)) if word == "市场经济"]
    assert surprise.following[places[0]] < surprise.alone[places[0]] < surprise.following[places[-1]]
    assert len({int(surprise.alone[place]) for place in places}) == 1


def test_a_rare_word_is_worth_more_than_a_common_one(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of(f"{FILLER}。柳树", "发展。" * 60)
    surprise = dict(zip(words_of(corpus), measured(corpus, engine).alone.tolist(), strict=True))
    assert surprise["柳树"] > surprise["发展"]
    # One word in 121, in hundredths of a bit.
    assert surprise["柳树"] == round(BIT * np.log2(121))


def test_the_two_places_compared_foretell_nothing(corpus_of: CorpusOf, engine: DuckDBEngine):
    # Were the copies themselves counted, 落日 would be certain after 柳树, and copying would be worth nothing.
    corpus = corpus_of(f"柳树|落日。{FILLER}", f"柳树|落日。{FILLER}")
    surprise = measured(corpus, engine)
    place = words_of(corpus).index("落日")
    assert surprise.following[place] == surprise.alone[place]


@given(TEXTS)
def test_every_word_is_worth_at_least_one_bit(corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]):
    corpus = corpus_of(*texts)
    surprise = measured(corpus, engine)
    for column in (surprise.alone, surprise.following):
        assert column.shape == corpus.word.shape
        assert column.dtype == np.int32
        assert (column >= BIT).all()


def test_nothing_foretells_what_opens_a_sentence(corpus_of: CorpusOf, engine: DuckDBEngine):
    corpus = corpus_of(f"山河。柳树|落日。{FILLER}", f"{'发展。' * 60}柳树|落日。{FILLER}", "柳树")
    surprise = measured(corpus, engine)
    places = [place for place, word in enumerate(words_of(corpus)) if word == "柳树"]
    assert len(places) == 3
    assert (surprise.following[places] == surprise.alone[places]).all()


@given(TEXTS)
def test_the_order_of_speeches_changes_no_worth(corpus_of: CorpusOf, engine: DuckDBEngine, texts: list[str]):
    told = []
    for order in (1, -1):
        corpus = corpus_of(*texts[::order])
        surprise = measured(corpus, engine)
        rows = list(zip(words_of(corpus), surprise.alone.tolist(), surprise.following.tolist(), strict=True))
        of_speech = [[rows[at] for at in np.flatnonzero(corpus.speech == speech)] for speech in range(len(texts))]
        told.append(of_speech[::order])
    assert told[0] == told[1]


@pytest.mark.parametrize("texts", [(), ("",), ("", "。"), ("天",), ("天", "地")])
def test_where_nothing_is_shared_words_still_have_their_worth(
    corpus_of: CorpusOf, engine: DuckDBEngine, texts: tuple[str, ...]
):
    corpus = corpus_of(*texts)
    surprise = measured(corpus, engine)
    assert len(surprise.alone) == len(surprise.following) == len(corpus.word)
    assert len(surprise_of(corpus, []).following) == len(corpus.word)
