"""What the parts of a score say of one formula, in both languages."""

import math
import re
from dataclasses import replace
from functools import partial

import pytest

from lineage.formulae.adoption import ABSTAINS
from lineage.formulae.features import Features
from lineage.formulae.score import weights
from lineage.models import Formula, Life
from lineage.report.pages.score import Teller
from lineage.report.wording import LANGUAGES, say

PARTS = dict.fromkeys(Features.names(), 0.0) | {"completeness": 0.97, "adoption": 0.7, "cohesion": 0.4, "rarity": 0.1}
FORMULA = Formula(
    rank=1,
    formula_id="0" * 12,
    label="三个代表",
    canonical="三个代表",
    kind="formula",
    score=0.9,
    parts=PARTS,
    speeches=14,
    occurrences=34,
    speakers=2,
    first_date="2001-03-05",
    first_speech="a",
    last_date="2017",
    last_speech="b",
    first_certainty="",
    life=Life(2001, 2017, laid_down=True),
    part_of="",
    variants=(),
)


def teller(formula: Formula = FORMULA, language: str = "en") -> Teller:
    return Teller(formula, 57, partial(say, language))


def said(name: str, value: float, language: str = "en") -> str:
    return teller(replace(FORMULA, parts=PARTS | {name: value}), language).words(name)


@pytest.mark.parametrize(
    ("life", "english", "chinese"),
    [
        (Life(), "", ""),
        (Life(2001, 2017), ", 2001–2017", "，2001—2017 年"),
        (Life(2001, 2001), ", 2001", "，2001 年"),
        (Life(2001, 2017, laid_down=True), ", 2001–2017, then laid down", "，2001—2017 年，其后停用"),
        (Life(2001, 2017, taken_up=True), ", taken up in 2001, carried until 2017", "，2001 年启用，至 2017 年"),
        (Life(2001, 2017, True, True), ", taken up in 2001, laid down after 2017", "，2001 年启用，2017 年后停用"),
    ],
)
def test_the_range_tells_the_life(life: Life, english: str, chinese: str):
    formula = replace(FORMULA, life=life)
    assert teller(formula).words("range") == "carried by 14 of 57 speeches" + english
    assert teller(formula, "zh").words("range") == "57 篇讲话中有 14 篇使用" + chinese


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("quotation", 0.0, "never stands in quotation marks"),
        ("quotation", 0.0004, "stands in quotation marks in 1 % of its places"),
        ("quotation", 0.4, "stands in quotation marks in 40 % of its places"),
        ("quotation", 0.9996, "stands in quotation marks in 99 % of its places"),
        ("quotation", 1.0, "always stands in quotation marks"),
        ("completeness", 0.97, "97 % of its places outside its commonest longer wording"),
        ("completeness", 1.0, "inside no longer wording"),
        ("closure", 0.68, "how often a clause ends with it: high"),
        ("upheld", 0.6, "upheld, or called a policy, in 20 % of its places"),
        ("upheld", 1.0, "upheld, or called a policy, in a third of its places or more"),
        ("upheld", 0.0, "never upheld, nor called a policy"),
        ("adoption", ABSTAINS, "too few dates to tell"),
        ("adoption", 0.7, "crowding of its places in time: high"),
        ("cohesion", 0.5, "bond at its weakest joint: middling"),
        ("rarity", 0.0, "rarity of its words in general Chinese: low"),
        ("shape", 0.5, "neither four characters nor parallel parts"),
        ("coinage", 0.0, "a single word of the general dictionary"),
        ("frequency", 0.5, "34 places"),
        ("extent", 0.2, "4 characters"),
    ],
)
def test_what_a_part_says(name: str, value: float, words: str):
    assert said(name, value) == words


def test_one_is_one():
    assert teller(replace(FORMULA, occurrences=1)).words("frequency") == "1 place"
    assert teller(replace(FORMULA, occurrences=1234)).words("frequency") == "1,234 places"


def test_the_lead_sums_up_what_is_most_telling():
    assert teller().lead() == (
        "carried by 14 of 57 speeches, 2001–2017, then laid down; 34 places; "
        "97 % of its places outside its commonest longer wording."
    )
    quoted = replace(FORMULA, parts=PARTS | {"quotation": 1.0, "upheld": 0.2})
    assert (
        teller(quoted)
        .lead()
        .endswith("97 % of its places outside its commonest longer wording; always stands in quotation marks.")
    )
    assert teller(quoted, "zh").lead() == (
        "57 篇讲话中有 14 篇使用，2001—2017 年，其后停用；共 34 处；"
        "97 % 的用例在其最常见的更长措辞之外；总置于引号或书名号中。"
    )


def test_what_the_parts_add_makes_the_score():
    for kind in ("formula", *weights()["kind"]):
        rows = teller(replace(FORMULA, kind=kind)).parts()
        table = weights()
        expected = table["intercept"] + sum(weight * PARTS[name] for name, weight in table["weight"].items())
        *weighed, probability, _, _ = rows
        assert math.isclose(sum(row.adds for row in weighed), probability.adds)
        assert math.isclose(probability.adds, expected + table["kind"].get(kind, 0.0))
        assert math.isclose(probability.value, 1 / (1 + math.exp(-probability.adds)))
        assert [row.adds for row in rows[-2:]] == [None, None]
        assert {row.value for row in rows} >= set(PARTS.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [0.0, 0.2, ABSTAINS, 0.9, 1.0])
def test_everything_is_said_in_the_language_of_the_page(language: str, value: float):
    formula = replace(FORMULA, kind="name", parts=dict.fromkeys(PARTS, value))
    told = teller(formula, language)
    words = " ".join([told.lead(), *(f"{part.name} {part.words}" for part in told.parts())])
    assert not re.search("[一-鿿，。；“]" if language == "en" else "[A-Za-z]", words)
    assert "{" not in words
