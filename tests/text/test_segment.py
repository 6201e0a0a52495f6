"""Words: the same from jieba and rjieba, never across a mark, never from a cache that others can write."""

import tempfile
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.text import Segmenter, canonicalise
from lineage.text.segment import LONGEST_STRETCH, dictionary_fingerprint

USER_WORDS = ("网络空间命运共同体", "放管服", "互联网+", "數字絲路")
WORDS = [
    *"的在和中国人我们高速",
    "中国有",
    "企业家",
    "自主创新",
    "创新能力",
    "命运共同体",
    "放管服",
    "工信处",
    "女干事",
]
STRETCHES = [
    *WORDS,
    "2014",
    "2.5",
    "30%",
    "互联网+",
    "APEC",
    "é",
    "𠮷",
    "㐀",
    "々",
    "Ⅷ",
    "かな",
    "한국",
    "，",
    "。",
    "\n",
    " ",
]

both = pytest.mark.skipif(find_spec("rjieba") is None, reason="rjieba (extra `fast`) is not installed")
texts = st.lists(st.sampled_from(STRETCHES), max_size=30).map("".join)


def words(segmenter: Segmenter, text: str) -> list[str]:
    columns = segmenter.columns(canonicalise(text))
    starts = columns.word_start.tolist()
    return [columns.canonical.text[begin:end] for begin, end in pairwise(starts)]


@pytest.fixture(scope="module")
def slow() -> Segmenter:
    return Segmenter(prefer_fast=False)


@pytest.fixture(scope="module")
def default() -> Segmenter:
    return Segmenter()


@both
def test_both_packages_cut_the_five_speeches_alike(slow: Segmenter, default: Segmenter, corpus_folder: Path):
    assert (slow.name, default.name) == ("jieba", "rjieba")
    for path in sorted(corpus_folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert words(default, text) == words(slow, text)


@both
@given(texts)
def test_both_packages_cut_alike(slow: Segmenter, default: Segmenter, text: str):
    assert words(default, text) == words(slow, text)


@both
@given(st.text(max_size=30))
def test_both_packages_cut_any_text_alike(slow: Segmenter, default: Segmenter, text: str):
    assert words(default, text) == words(slow, text)


@both
def test_both_packages_take_users_words_alike():
    slow, fast = (Segmenter(USER_WORDS, prefer_fast=prefer) for prefer in (False, True))
    for text in ("深化放管服改革，推进互联网+行动", "构建网络空间命运共同体", "共建数字丝路放管服，放管，管服"):
        assert words(fast, text) == words(slow, text)


@given(texts)
def test_words_cover_the_text_and_cross_no_boundary(default: Segmenter, text: str):
    canonical = canonicalise(text)
    starts = default.columns(canonical).word_start.tolist()
    assert starts == sorted(set(starts))
    assert (starts[0], starts[-1]) == (0, len(canonical.text))
    assert {at for at, flags in enumerate(canonical.boundary.tolist()) if flags} <= set(starts)


@given(st.lists(texts, min_size=1, max_size=4))
def test_a_stretch_is_cut_without_regard_to_the_others(default: Segmenter, parts: list[str]):
    together = words(default, "、".join(parts))
    assert together == [word for part in parts for word in words(default, part)]


def test_a_mark_parts_what_would_be_one_word(default: Segmenter):
    assert words(default, "政治经济") == ["政治经济"]
    assert words(default, "政治、经济") == ["政治", "经济"]
    assert words(default, "政治\u200b经济") == ["政治经济"]


@pytest.mark.parametrize("prefer_fast", [False, True])
def test_users_words_are_words_in_either_script(prefer_fast: bool):
    segmenter = Segmenter(USER_WORDS, prefer_fast=prefer_fast)
    assert "网络空间命运共同体" in words(segmenter, "構建網絡空間命運共同體")
    assert "数字丝路" in words(segmenter, "共建数字丝路")
    assert "放管服" in words(segmenter, "深化放管服改革")
    assert "放管服" not in words(Segmenter(prefer_fast=prefer_fast), "深化放管服改革")


def test_an_endless_line_is_cut_where_only_its_length_decides(slow: Segmenter, default: Segmenter):
    text = "我" + "改革开放" * (LONGEST_STRETCH // 2)
    starts = [segmenter.columns(canonicalise(text)).word_start.tolist() for segmenter in (slow, default)]
    assert starts[0] == starts[1]
    assert {LONGEST_STRETCH, 2 * LONGEST_STRETCH} <= set(starts[0])
    assert starts[0][-1] == len(text)


def test_a_stretch_as_long_as_allowed_is_left_whole(default: Segmenter):
    text = "我" + "改革开放" * 3
    at = LONGEST_STRETCH - len(text)
    assert words(default, "好" * at + text)[-len(words(default, text)) :] == words(default, text)


def test_jiebas_cache_in_the_shared_folder_is_neither_read_nor_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert words(Segmenter(prefer_fast=False), "中国人民") == ["中国", "人民"]
    assert list(tmp_path.iterdir()) == []
    trap = tmp_path / "jieba.cache"
    trap.write_bytes(b"a trap")
    assert words(Segmenter(prefer_fast=False), "中国人民") == ["中国", "人民"]
    assert trap.read_bytes() == b"a trap"


def test_the_dictionary_is_named_by_its_content():
    assert len(dictionary_fingerprint()) == 64
    assert dictionary_fingerprint() == dictionary_fingerprint()
