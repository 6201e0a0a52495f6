"""The words of the pages: one word for one thing, right plurals, and what stays English is marked."""

import html
import itertools
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from lineage.descent.course import ENOUGH, TIERS
from lineage.models import Course, Life, Period
from lineage.pipeline import scan
from lineage.report import LANGUAGES
from lineage.report.figures.rates import rates_told
from lineage.report.told import evidence_told, temperature_told
from lineage.report.wording import say

#: Claims that no corpus can bear out, and second words for what has a first: 沿用, 启用, 本语料库, 较早, 措辞.
FORBIDDEN = re.compile(r"\borigin|who coined|起源|首创|发源|承袭|起用|本库|本语料(?!库)|早先|表述")
CATALOGUE = {
    key: sentence
    for file in files("lineage.report").joinpath("catalogue").iterdir()
    for key, sentence in tomllib.loads(file.read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_claims_an_origin_or_has_two_words_for_one_thing(language: str):
    assert len(CATALOGUE) > 400
    assert [key for key, sentence in CATALOGUE.items() if FORBIDDEN.search(sentence[language])] == []


def test_an_attestation_is_no_place_and_coarse_is_not_approximate():
    for key, sentence in CATALOGUE.items():
        if "attestation" in sentence["en"] or "attest nothing" in sentence["en"]:
            assert not re.search("(最早|最晚|最早与最晚)的?用例|不(作|计)为[^，。；]*用例", sentence["zh"]), key
        if "coarse" in key or "not known to the day" in sentence["en"]:
            assert "未精确到日" in sentence["zh"], key
            assert "roughly" not in sentence["en"], key


def test_a_first_use_is_of_one_speech_alone():
    told = CATALOGUE["field_speeches_first_uses"]
    assert "alone" in told["en"]
    assert "只见于本篇" in told["zh"]


def test_one_and_many_have_words_of_their_own():
    assert say("en", "places_cut", shown=1, all=1, file="f") == "The first 1 of 1 place; all stand in f."
    assert say("en", "places_cut", shown=2, all=1200, file="f") == "The first 2 of 1,200 places; all stand in f."
    assert say("zh", "places_cut", shown=2, all=1200, file="f") == "此处列出前 2 处，共 1,200 处，全部见 f。"


def a_year(year: int, places: int) -> Period:
    return Period(year, year, 1, 10_000, min(places, 1), places, None)


def test_a_phrase_of_one_year_is_not_said_from_that_year_to_itself():
    one, two = ((a_year(2013, 0), a_year(2014, 1), a_year(2015, last)) for last in (0, 3))
    words = {language: lambda key, language=language, **values: say(language, key, **values) for language in LANGUAGES}
    assert (
        rates_told(Course(Life(2014, 2014), one, (), None, ()), words["en"])
        == "Said in 2014 alone: 100.0 places in a million characters."
    )
    assert rates_told(Course(Life(2014, 2014), one, (), None, ()), words["zh"]) == "仅见于 2014 年：每百万字 100.0 处。"
    assert rates_told(Course(Life(2014, 2015), two, (), None, ()), words["en"]).startswith(
        "Said from 2014 to 2015, most often in 2015:"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_on_temperature_follows_the_tiers(language: str, monkeypatch: pytest.MonkeyPatch):
    def words(key: str, **values: object) -> str:
        return say(language, key, **values)

    told = temperature_told(words)
    assert str(ENOUGH) in told
    for _, tier in TIERS:
        assert tier.value in told
    monkeypatch.setattr("lineage.report.told.TIERS", ((1 / 64, TIERS[0][1]),))
    assert "1/64" in temperature_told(words)


def test_evidence_speaks_the_language_of_the_page():
    def words(key: str, **values: object) -> str:
        return say("zh", key, **values)

    assert evidence_told(words, "guessed: 89% common characters") == "推测：常用字占 89 %"
    for evidence in ("BOM", "given", "strict UTF-8", "damaged UTF-8", "escape sequences"):
        assert evidence_told(words, evidence) != evidence
    assert evidence_told(words, ".jsonl") == ".jsonl"


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Speeches of which there is something to tell, and a file that is not read."""
    folder = tmp_path_factory.mktemp("messy")
    (folder / "in").mkdir()
    body = "我们要坚持合作共赢的方针，推动构建人类命运共同体。各国人民应当携手努力，共同创造美好未来。" * 3
    (folder / "in" / "2014-06-05_甲某_讲话一.txt").write_text(f"---\ndate: 2015-01-01\n---\n{body}", "utf-8")
    (folder / "in" / "2016-06-05_乙某_讲话二.txt").write_bytes(f"今天，{body}".encode("gb18030"))
    (folder / "in" / "empty.txt").write_text(" ", "utf-8")
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_english_messages_are_marked_on_chinese_pages(messy: Path, language: str):
    scan([messy / "in"], out=messy / language, index=messy / f"{language}.duckdb", language=language)
    pages = {
        path.relative_to(messy / language).as_posix(): html.unescape(path.read_text("utf-8"))
        for path in (messy / language).rglob("*.html")
    }
    speeches = "".join(page for name, page in pages.items() if re.match(r"speeches/\w{12}", name))
    intro = '程序提示（英文）：<span lang="en">'
    places = itertools.product(("front matter", "no text"), ("index.html", "method.html"))
    lists = [(message, pages[name]) for message, name in places]
    for message, page in (("front matter", speeches), *lists):
        told = re.search(rf"<(?:p|li)[^>]*>([^\n]*?{message}[^\n]*?)</(?:p|li)>", page)[1]
        assert told.rpartition("<li>")[2].startswith(intro) == (language == "zh")
    assert ("按 gb18030 读取（推测：常用字占" in speeches) == (language == "zh")
    assert ("common characters" in speeches) == (language == "en")
