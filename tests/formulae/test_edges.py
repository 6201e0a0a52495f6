"""Where a wording may begin and end."""

from collections.abc import Callable

import numpy as np
import pytest

from lineage.detect import Corpus
from lineage.formulae.edges import EdgeWords, trim

CorpusOf = Callable[..., Corpus]


def trimmed(corpus_of: CorpusOf, parted: str) -> str:
    """What is left of a text taken as one gram."""
    corpus = corpus_of(parted)
    whole = np.array([0]), np.array([len(corpus.word)])
    (first,), (length,) = trim(corpus, EdgeWords.of(corpus.vocabulary), *whole)
    return corpus.text[corpus.word_start[first] : corpus.word_start[first + length]]


@pytest.mark.parametrize(
    ("parted", "left"),
    [
        ("制定|各国|普遍|接受|的", "制定各国普遍接受"),
        ("的|命运|共同体", "命运共同体"),
        ("和|平等|互利|和", "平等互利"),
        ("和|的|平等|互利|的|和", "平等互利"),
        ("我们|要|坚持|改革|开放", "坚持改革开放"),
        ("应当|促进|发展|等", "促进发展"),
        ("是|根本|任务", "根本任务"),
        ("年|经济|工作", "经济工作"),
        ("一是|深化|改革", "深化改革"),
        ("你中有我|我中有你", "你中有我我中有你"),
        ("互联网+|行动", "互联网+行动"),
        ("一个|中心", "一个中心"),
        ("没有|安全|就|没有|发展", "没有安全就没有发展"),
        ("更|高|质量|发展", "更高质量发展"),
        ("深化|改革|更加", "深化改革"),
        ("的|和|了", ""),
        ("的", ""),
    ],
)
def test_particles_conjunctions_and_their_like_are_trimmed_at_the_edge(corpus_of: CorpusOf, parted: str, left: str):
    assert trimmed(corpus_of, parted) == left


@pytest.mark.parametrize(
    ("parted", "left"),
    [
        ("在|联合国|框架|下", "在联合国框架下"),
        ("在|网络空间", "网络空间"),
        ("以|经济|建设|为|中心", "以经济建设为中心"),
        ("以|经济|建设", "经济建设"),
        ("从|实际|出发", "从实际出发"),
        ("为|人民|服务", "为人民服务"),
        ("为|人民|幸福", "人民幸福"),
        ("在|对|人民|负责", "在对人民负责"),
        ("以|为|荣耀", "荣耀"),
        ("的|在|联合国|框架|下|的", "在联合国框架下"),
        ("经济|建设|为", "经济建设"),
        ("联合国|框架|下", "联合国框架"),
        ("网络空间|在", "网络空间"),
    ],
)
def test_a_preposition_opens_only_a_frame_that_is_closed(corpus_of: CorpusOf, parted: str, left: str):
    assert trimmed(corpus_of, parted) == left


def test_grams_are_trimmed_each_for_itself(corpus_of: CorpusOf):
    corpus = corpus_of("的|改革|开放|的|发展|和")
    first, length = trim(corpus, EdgeWords.of(corpus.vocabulary), np.array([0, 2, 3, 1]), np.array([3, 2, 1, 5]))
    assert first.tolist()[:2] == [1, 2]
    assert length.tolist() == [2, 1, 0, 4]


def test_no_grams_stay_no_grams(corpus_of: CorpusOf):
    none = np.zeros(0, np.int64)
    corpus = corpus_of("改革|开放")
    first, length = trim(corpus, EdgeWords.of(corpus.vocabulary), none, none)
    assert len(first) == len(length) == 0


def test_numbers_are_numbers_and_set_no_formula_free(corpus_of: CorpusOf):
    corpus = corpus_of("2014|2.5|30%|一|的|改革")
    edges = EdgeWords.of(corpus.vocabulary)
    words = corpus.vocabulary.to_pylist()
    assert {word for word, number in zip(words, edges.number, strict=True) if number} == {"2014", "2.5"}
    assert {word for word, free in zip(words, edges.free, strict=True) if free} == {"的"}
