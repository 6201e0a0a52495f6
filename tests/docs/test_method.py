"""What the explanation says of the program is what the program does: thresholds, words of the pages, figures quoted.

Comments of HTML, which readers do not see, stand right behind what is to be held:

    0.85<!-- value: MODULE:NAME -->      the constant; `NAME / 100` where it counts hundredths of what is said
    提法<!-- zh: CATALOGUE.KEY -->        words of the Chinese pages
    112 of 114<!-- from: NAME.md -->      figures that another document prints, in the same words
"""

import re
import tomllib
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from lineage.descent.course import SPANS, TIERS
from lineage.models import AGES

ROOT = Path(__file__).resolve().parents[2]
EXPLANATION = ROOT / "docs" / "explanation"
METHOD, CLAIMS, TERMS = (EXPLANATION / name for name in ("method.md", "claims.md", "terms.md"))

COUNTED = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
PARTS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "fifth": Fraction(1, 5), "tenth": Fraction(1, 10)}
WORDS = {word: Fraction(number) for number, word in enumerate(COUNTED, 2)} | PARTS


def marks(document: Path, kind: str, before: str) -> list[tuple[str, ...]]:
    """What stands before each comment of this kind, and what the comment says."""
    text = document.read_text(encoding="utf-8")
    found = re.findall(rf"({before})<!-- {kind}: ([^>]+?) -->", text)
    assert len(found) == text.count(f"<!-- {kind}: "), f"{document.name}: a comment has nothing before it"
    return found


def said(shown: str) -> Fraction:
    """The number that is said: `two`, `1,000`, `0.04`, `85 %`."""
    if shown in WORDS:
        return WORDS[shown]
    number = Fraction(shown.removesuffix(" %").replace(",", ""))
    return number / 100 if shown.endswith(" %") else number


def held(name: str) -> Fraction:
    """The number that the program holds under a name."""
    module, path, divisor = re.fullmatch(r"([\w.]+):([\w.]+)(?: / (\d+))?", name).groups()
    value = import_module(module)
    for part in path.split("."):
        value = getattr(value, part)
        value = value() if isinstance(value, type) else value  # a setting, by its default
    return Fraction(str(value)) / int(divisor or 1)


def same(shown: str, name: str) -> bool:
    return abs(said(shown) - held(name)) < Fraction(1, 10**9)


@pytest.mark.parametrize(("shown", "name"), marks(METHOD, "value", r"\d[\d.,]*(?: %)?|[a-z]+"))
def test_a_threshold_is_that_of_the_program(shown, name):
    assert same(shown, name), f"{METHOD.name} says {shown}, {name} is {float(held(name)):g}"


class TestThresholds:
    def test_are_marked(self):
        assert len(marks(METHOD, "value", r"\S+(?: %)?")) > 50

    def test_that_differ_are_told(self):
        assert not same("86 %", "lineage.detect.containment:_SHARE")
        assert not same("six", "lineage.detect.seeds:SEED_CAP")

    def test_of_periods_and_ages_are_those_of_the_program(self):
        text = " ".join(METHOD.read_text(encoding="utf-8").split())
        *first, last = map(str, SPANS)
        assert f"shortest of {', '.join(first)} and {last} years" in text
        assert f"(up to {', '.join(map(str, AGES))}, and more)" in text
        for least, tier in TIERS:
            assert f"{tier.value} from {Fraction(least)}, " in text


@pytest.mark.parametrize("page", [METHOD, CLAIMS, TERMS], ids=lambda path: path.name)
def test_what_is_linked_outside_the_documents_is_there(page):
    links = re.findall(r"\]\(((?:\.\./)+[^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (EXPLANATION / link).exists()] == []


def test_a_chinese_term_is_that_of_the_pages():
    found = marks(TERMS, "zh", r"[\u3400-\u9fff，（）]+")
    assert len(found) > 20
    catalogues = ROOT / "lineage" / "report" / "catalogue"
    for shown, name in found:
        catalogue, key = name.split(".")
        words = tomllib.loads((catalogues / f"{catalogue}.toml").read_text(encoding="utf-8"))
        assert shown in words[key]["zh"], f"{TERMS.name} says {shown}, {name} is {words[key]['zh']}"


def test_a_figure_stands_in_the_document_that_it_is_quoted_from():
    found = marks(CLAIMS, "from", r"[\d.,]+(?: of [\d.,]+)?")
    assert len(found) > 20
    for shown, name in found:
        (document,) = (ROOT / "docs").rglob(name)
        assert re.search(rf"(?<![\d.]){re.escape(shown)}(?!\d)", document.read_text(encoding="utf-8")), (shown, name)
