"""What holds for every corpus: no order, number of processes or cache shows in the results."""

import os
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lineage.index import journal, journal_path
from lineage.models import ScanResult, Speech, SpeechColumns
from lineage.pipeline import scanning
from lineage.reading import TRANSPARENT
from lineage.text import canonicalise

SENTENCES = (
    "構建「網絡空間命運共同體」。",
    "我们要构建网络空间命运共同体，深化务实合作。",
    "網路空間命運共同體，網際網路與網路安全，推動數位化轉型。",
    "你中有我，我中有你的命运共同体。",
    "你中有我、我中有你，利益融合。",
    "維護網絡空間的和平(hé píng)與安全，尊重網絡主權(quán)。",
    "维护网络空间的和平与安全，尊重网络主权[1]。",
    "坚持以经济建设为中心——坚持改革开放……",
    "2013年11月，增长2.5%；2014年11月，增长３０％。",
    "在联合国框架下制定各国普遍接受的网络空间国际规则。",
    "女士们、先生们，朋友们：",
    "互联网+行动计划，大力发展数字经济，自力更生。",
    "坚持改革开放\n\n坚持改革开放，坚持走和平发展道路。",
    "cafe\u0301、㈱、½，𠮷野，\u200b谢谢大家！",
)
BODIES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map("".join)
NAMES = ["2013-11-05_蔡名照_合作.txt", "2014_傅聰_對話.txt", "a.txt", "b.md", "子/丙.txt"]
CORPORA = st.lists(BODIES, min_size=2, max_size=5).map(lambda texts: dict(zip(NAMES, texts, strict=False)))

#: A scan takes a quarter of a second, and an example two or three: few in development, more in CI.
few = settings(max_examples=max(8, settings().max_examples // 8))


def findings(result: ScanResult) -> set[tuple[object, ...]]:
    """Every formula, variant and place, without rank, score, dates and people."""
    found = result.occurrences
    columns = (found.formula, found.variant, found.speech, found.begin, found.end)
    places = {
        (formula, variant, result.speeches[speech].file, begin, end)
        for formula, variant, speech, begin, end in zip(*(column.tolist() for column in columns), strict=True)
    }
    formulae = result.formulae
    return {
        (formulae[formula].canonical, formulae[formula].variants[variant].canonical, *where)
        for formula, variant, *where in places
    }


@few
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_files_shows_nowhere(scanned, new_folder, lay, corpus: dict[str, str], random):
    here, there = new_folder(), new_folder()
    shuffled = dict(random.sample(sorted(corpus.items()), len(corpus)))
    lay(here, corpus)
    lay(there / here.name, shuffled)
    assert scanned([here]).data == scanned([there / here.name]).data


@few
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_paths_shows_nowhere(scanned, new_folder, lay, corpus: dict[str, str], random):
    paths = lay(new_folder(), corpus)
    assert scanned(paths).data == scanned(random.sample(paths, len(paths))).data


@few
@given(CORPORA)
def test_an_index_only_saves_work(scanned, new_folder, lay, corpus: dict[str, str]):
    folder, home = new_folder(), new_folder()
    lay(folder, corpus)
    fresh, again = scanned([folder], home=home), scanned([folder], home=home)
    assert (fresh.timing["reused"], again.timing["reused"]) == (0, len(corpus))
    assert fresh.data == again.data


@few
@given(CORPORA, st.floats(0, 1))
def test_a_run_that_was_ended_leaves_no_trace(scanned, new_folder, lay, corpus: dict[str, str], share: float):
    folder, home = new_folder(), new_folder()
    lay(folder, corpus)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "INTERVAL", 0.0)
        patch.setattr(scanning, "find_result", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            scanned([folder], home=home)
    left = journal_path(home / "index.duckdb")
    os.truncate(left, int(left.stat().st_size * share))  # as if it had been killed at any moment
    again = scanned([folder], home=home)
    assert again.timing["reused"] <= len(corpus)
    assert again.data == scanned([folder]).data
    assert not left.exists()


@few
@given(CORPORA, BODIES)
def test_an_index_of_other_speeches_leaves_no_trace(scanned, new_folder, lay, corpus: dict[str, str], other: str):
    folder, home = new_folder(), new_folder()
    lay(folder, corpus | {"z.txt": other})
    scanned([folder], home=home)
    (folder / "z.txt").unlink()
    assert scanned([folder], home=home).data == scanned([folder]).data


@few
@given(CORPORA)
def test_what_is_no_speech_changes_nothing(scanned, new_folder, lay, corpus: dict[str, str]):
    folder = new_folder()
    lay(folder, corpus)
    before = scanned([folder]).data
    noise = "我们要构建网络空间命运共同体，深化务实合作。"
    lay(folder, dict.fromkeys(["README.md", "LICENSE", ".hidden.txt", "_draft.txt", "old.duckdb", ".git/a.txt"], noise))
    assert scanned([folder]).data == before
    (folder / "README.md").rename(folder / "readme-zh.txt")
    (folder / "_draft.txt").rename(folder / "_entwurf.txt")
    assert scanned([folder]).data == before


def as_read(speech: Speech, begin: int, end: int, region: str) -> str:
    """The canonical wording of a stretch of the text as read, its furniture left out."""
    inside = [span for span in speech.read.furniture if begin <= span.begin and span.end <= end]
    assert all(span.reason in TRANSPARENT for span in inside)
    shifted = [type(span)(span.begin - begin, span.end - begin, span.reason) for span in inside]
    return canonicalise(speech.read.text[begin:end], shifted, TRANSPARENT, region).text


def in_columns(columns: SpeechColumns, begin: int, end: int) -> str:
    """The canonical characters that stand for a stretch of the text as read."""
    canonical = columns.canonical
    return "".join(
        character
        for character, first, last in zip(canonical.text, canonical.begin.tolist(), canonical.end.tolist(), strict=True)
        if begin <= first and last <= end
    )


@few
@given(CORPORA)
def test_every_occurrence_cuts_exactly_the_text_it_claims(scanned, new_folder, lay, corpus: dict[str, str]):
    folder = new_folder()
    lay(folder, corpus)
    result = scanned([folder]).result
    found = result.occurrences
    columns = (found.formula, found.variant, found.speech, found.begin, found.end)
    for formula, variant, number, begin, end in zip(*(column.tolist() for column in columns), strict=True):
        speech, own = result.speeches[number], result.columns[number]
        canonical = result.formulae[formula].variants[variant].canonical
        assert 0 <= begin < end <= len(speech.read.text)
        assert in_columns(own, begin, end) == canonical
        assert as_read(speech, begin, end, own.canonical.region) == canonical


HEADS = st.sampled_from(["2001-01-01,某人", "2020-05,張三", "1999,", ",李四", ","])


@few
@given(CORPORA, st.lists(HEADS, min_size=5, max_size=5))
def test_dates_and_speakers_change_no_wording_and_no_place(scanned, new_folder, lay, corpus: dict[str, str], heads):
    folder = new_folder()
    lay(folder, corpus)
    before = scanned([folder]).result
    assume(not before.twins)  # of these, dates decide which are counted
    rows = [f"{name},{head}" for name, head in zip(corpus, heads, strict=False)]
    lay(folder, {"speeches.csv": "\n".join(["file,date,speaker", *rows]) + "\n"})
    after = scanned([folder]).result
    assert findings(after) == findings(before)
    assert [own.canonical.text for own in after.columns] == [own.canonical.text for own in before.columns]


def test_the_pool_makes_formulae_of_every_sort(scanned, new_folder, lay):
    # The laws above would hold of nothing at all: see that they have something to hold of.
    folder = new_folder()
    half = len(SENTENCES) // 2
    texts = "".join(SENTENCES), "".join(SENTENCES[half:] + SENTENCES[:half])  # one text; two dates keep both
    lay(folder, dict(zip(["2001_甲_一.txt", "2002_乙_二.txt"], texts, strict=True)))
    result = scanned([folder]).result
    labels = {formula.label for formula in result.formulae}
    assert len(labels) > 10
    assert "在联合国框架下制定各国普遍接受的网络空间国际规则" in labels
    assert {"Hans", "mixed"} & {own.canonical.script for own in result.columns}


def test_the_number_of_processes_shows_nowhere(scanned, corpus_folder: Path, monkeypatch):
    monkeypatch.setattr("lineage.analysis._WORTH_ANOTHER", 0)
    one, two = (scanned([corpus_folder], jobs=jobs) for jobs in (1, 2))
    assert "aligning passages" in one.timing["seconds"]
    assert "beside: aligning passages" in two.timing["seconds"]
    assert one.data == two.data
    assert len(one.result.formulae) > 50
