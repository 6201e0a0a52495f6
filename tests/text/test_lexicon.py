"""The dictionary as a table says what jieba itself says."""

import jieba
import pyarrow as pa
import pytest

from lineage.text import Lexicon

KNOWN = ["中国", "发展", "的", "大力发展", "实事求是", "AA制", "一", "创新能力", "习近平", "北京"]
UNKNOWN = ["网络空间命运共同体", "甲乙丙丁戊", "", "Brexit"]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    """The dictionary as jieba itself reads it, with its cache kept out of the shared folder."""
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.general()


def test_it_holds_jiebas_words_with_their_counts(lexicon: Lexicon, tokenizer: jieba.Tokenizer):
    table = dict(zip(lexicon.words.to_pylist(), lexicon.counts.to_pylist(), strict=True))
    assert table == {word: count for word, count in tokenizer.FREQ.items() if count}
    assert lexicon.total == tokenizer.total


def test_frequency_is_the_share_among_all_words(lexicon: Lexicon, tokenizer: jieba.Tokenizer):
    found = lexicon.frequency(pa.array(KNOWN))
    for word, share in zip(KNOWN, found.tolist(), strict=True):
        assert share == pytest.approx(max(tokenizer.FREQ[word], 0.5) / lexicon.total)


def test_unknown_words_are_rarer_than_any_known_one_but_not_impossible(lexicon: Lexicon):
    rare = lexicon.frequency(pa.array(UNKNOWN))
    assert (rare > 0).all()
    assert rare.max() < 1 / lexicon.total


def test_known_words_and_their_classes(lexicon: Lexicon):
    assert lexicon.has(pa.array(KNOWN)).all()
    assert not lexicon.has(pa.array(UNKNOWN)).any()
    words = pa.array(["自力更生", "北京", "习近平", "网络空间命运共同体"])
    assert lexicon.word_class(words) == ["i", "ns", "nrfg", ""]


def test_users_words_are_added_once_and_in_simplified_characters(lexicon: Lexicon):
    added = Lexicon.general(("放管服", "中国", "網絡空間命運共同體", "放管服"))
    assert len(added.words) == len(lexicon.words) + 2
    assert added.has(pa.array(["放管服", "网络空间命运共同体"])).all()
    china = pa.array(["中国"])
    assert added.frequency(china)[0] == pytest.approx(lexicon.frequency(china)[0], rel=1e-6)


def test_nothing_asked_nothing_found(lexicon: Lexicon):
    empty = pa.array([], pa.string())
    assert len(lexicon.frequency(empty)) == len(lexicon.has(empty)) == len(lexicon.word_class(empty)) == 0
