"""Folding to simplified characters is the package's own, only faster."""

from importlib.resources import files
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.script import script_of, to_simplified

PACKAGE = opencc.OpenCC("t2s")
PHRASES = [
    line.split("\t")[0]
    for line in files("opencc").joinpath("dictionary", "TSPhrases.txt").read_text(encoding="utf-8").splitlines()
    if line.strip()
]
CHARACTERS = sorted(set("".join(PHRASES)))
TELLING = "國際網絡資訊乾隆鍾書"


def overlapping() -> list[str]:
    """Every pair of phrases of which the end of one is the beginning of the other, run together."""
    return [
        first + second[shared:]
        for first in PHRASES
        for second in PHRASES
        for shared in range(1, min(len(first), len(second)))
        if first.endswith(second[:shared])
    ]


def assert_same_as_package(text: str) -> None:
    assert to_simplified(text) == PACKAGE.convert(text)


def test_the_phrase_list_is_the_one_this_was_written_for():
    assert len(PHRASES) == 277
    assert len(overlapping()) > 50


def test_the_five_speeches_fold_as_the_package_folds_them(corpus_folder: Path):
    speeches = sorted(corpus_folder.glob("*.txt"))
    assert len(speeches) == 5
    for path in speeches:
        assert_same_as_package(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("context", ["{}", "中國{}國際", "{}。", "，{}", "{0}{0}", "乾{}", "{}藉"])
def test_every_phrase_folds_as_in_the_package(context: str):
    for phrase in PHRASES:
        assert_same_as_package(context.format(phrase))


def test_overlapping_phrases_fold_as_in_the_package():
    for text in overlapping():
        for context in ("{}", "{}國", "國{}"):
            assert_same_as_package(context.format(text))


@given(st.text(st.sampled_from([*CHARACTERS, *TELLING, "，", "\n", "a"]), max_size=30))
def test_any_characters_of_phrases_fold_as_in_the_package(text: str):
    assert_same_as_package(text)


@given(st.lists(st.sampled_from([*PHRASES, *CHARACTERS]), max_size=10).map("".join), st.integers(0, 3))
def test_phrases_run_together_or_cut_short_fold_as_in_the_package(text: str, cut: int):
    assert_same_as_package(text[cut:])
    assert_same_as_package(text[: max(len(text) - cut, 0)])


@given(st.text(max_size=60))
def test_folding_keeps_length(text: str):
    assert len(to_simplified(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("构建网络空间命运共同体", "Hans"),
        ("構建網絡空間命運共同體", "Hant"),
        ("构建网络空间，構建網絡空間", "mixed"),
        ("构建网络空间命运共同体国际规则国家发展关系對", "Hans"),
        ("構建網絡空間命運共同體國際規則國家發展關係对", "Hant"),
        ("人民日报", "Hans"),
        ("和平共存", "Hans"),
        ("OK 2014", "Hans"),
        ("", "Hans"),
    ],
)
def test_script_is_told_by_the_characters_of_one_script_only(text: str, script: str):
    assert script_of(text) == script
