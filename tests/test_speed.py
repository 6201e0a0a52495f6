"""Corpora made larger for measuring growth, and the exponent that is read from them."""

import re
from pathlib import Path

import pytest

from benchmarks.enlarging import write_copies
from benchmarks.speed import exponent
from lineage.pipeline import scan
from lineage.script import to_simplified

CORPUS = Path(__file__).parents[1] / "corpus"
HAN = re.compile("[\u4e00-\u9fff]{2,}")


@pytest.fixture(scope="module")
def speeches(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The speeches of the repository in simplified script, the only one that the dictionary knows."""
    folder = tmp_path_factory.mktemp("speeches")
    for path in CORPUS.glob("*.txt"):
        (folder / path.name).write_text(to_simplified(path.read_text(encoding="utf-8")), encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def copies(speeches: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Those speeches in the words of three copies."""
    return write_copies(speeches, tmp_path_factory.mktemp("copies"), 3)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_every_copy_has_the_same_files_in_other_words_of_the_same_length(copies):
    first, second, third = map(texts, copies)
    assert list(first) == list(second) == list(third) == sorted(path.name for path in CORPUS.glob("*.txt"))
    for name, text in first.items():
        assert len(text) == len(second[name]) == len(third[name])
        assert text != second[name] != third[name]
        marks = HAN.sub("", text)
        assert re.sub("[0-9]", "0", marks).count("，") == second[name].count("，")


def test_copies_are_the_same_whenever_they_are_made(speeches, copies, tmp_path):
    again = write_copies(speeches, tmp_path, 2)
    assert [texts(folder) for folder in again] == [texts(folder) for folder in copies[:2]]


def test_what_speeches_share_stays_shared_within_a_copy_and_not_between_two(copies, tmp_path):
    found = scan(copies, out=tmp_path / "out", index=tmp_path / "a.duckdb")
    copy_of = [speech.file.split("/")[0] if "/" in speech.file else "" for speech in found.speeches]
    names = sorted(set(copy_of))
    assert len(names) == 3
    pairs = [(copy_of[a], copy_of[b]) for a, b in zip(found.passages.first, found.passages.second, strict=True)]
    within = [sum(a == b == name for a, b in pairs) for name in names]
    assert min(within) >= 4
    assert sum(within) >= 0.8 * len(pairs)  # chance brings some together


def test_the_exponent_is_the_slope_in_logarithms():
    sizes = [1, 2, 4, 8, 16]
    assert exponent(sizes, [3 * size**1.1 for size in sizes]) == "1.10"
    assert exponent(sizes, [5.0] * 5) == "0.00"
    assert exponent(sizes, [0.0, 1, 2, 3, 4]) == ""
