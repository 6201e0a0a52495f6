"""Who speaks: from a byline, the labels of a conversation, the line that announces a transcript, the title, or a story.

Reporters, editors, translators, those who ask and those who read out for another are no speakers. Where several speak
and nobody is the main one, nobody is named, and the names are told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.reading import furniture_rules as rules
from lineage.reading.heads import DATED_BEHIND
from lineage.reading.names import (
    BEHIND_NAME,
    OFFICE,
    PERSON,
    SPEAKER_LABEL,
    is_body,
    is_name,
    is_office,
    office_and_name,
    side_by_side,
    speaking_name,
)
from lineage.reading.reasons import Reason
from lineage.reading.surroundings import LEAD, Surroundings, fact
from lineage.reading.turns import answering_name, asks
from lineage.reading.writing import BLANKS, fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lineage.models import Fact

_NO_SPEAKER = re.compile(
    "记者|编辑|责编|通讯员|摄影|编译|审核|校对|来源|宣读|代读|代为致|整理|翻译|原创|采访|撰文|主持|录音|发布|译者|文字|图片|排版"
    "|供稿|编审|[丨=]"
)
_LABEL = re.compile(rf"^{SPEAKER_LABEL}|^-+|^\(|\)$|{BEHIND_NAME}$")
_READ_OUT = re.compile(r"[(（][^()（）]{0,40}(?:宣读|宣讀|代读|代讀|代致)[^()（）]{0,6}[)）]")
_INTERVIEWED = re.compile(rf"(?:专访|访谈|对话|访)[^,。:]{{0,16}}?(?P<name>{PERSON})$")
_AUTHOR = re.compile(r"^作者:")
_ANNOUNCED = re.compile(
    r"(?:以下|下面|现将|全文)?(?:是|为|系)?(?P<who>[^,。:]*?)(?:(?:今|昨)[天日].{0,60}?)?(?:在.{0,60})?的?"
    rf"(?:{rules.KIND_OF_SPEECH}|全文|实录|原文).{{0,12}}"
)
_TIME = (
    r"(?:今|昨|前)[天日晚]?(?:\s?\(.{1,8}?\)\s?日?)?"
    r"|(?:\d{1,2}月)?\d{1,2}日|当[天日]|日前|近日|[上下]午|晚间?|清晨|中午"
)
_WHEN = rf"(?:{_TIME}){{0,3}}"
_ANSWERED = re.compile(rf"{OFFICE}\s?(?P<name>{PERSON})(?:医生|博士|教授|先生|女士)?的(?:答复|答覆|回应)")
_LONGEST_HEADLINE = 60
_VERB = (
    "表示|指出|强调|说|称|认为|发表|致[辞词]|呼吁|宣布|作了|作题为|做了|以.{0,30}?为题|讲话|演讲|回应|谈到|提出"
    "|调研|考察|视察"
)
_SPEAKING = f"(?:{_VERB})"
_REPORTED = re.compile(
    rf"{OFFICE}\s?(?P<name>{PERSON})(?:{OFFICE}|先生|女士|同志)?{_WHEN}(?:(?:[在于就]|通过).{{0,40}}?|冒[雨雪])?{_SPEAKING}"
)
_NAMED_FIRST = re.compile(rf"(?P<name>{PERSON})(?:{OFFICE}|先生|女士|同志){_WHEN}(?:[在于就].{{0,40}}?)?{_SPEAKING}")


def find_speaker(page: Surroundings, title: str) -> tuple[dict[str, Fact], str]:
    """Speaker and role, and a sentence where several speak."""
    bylines = list(_bylines(page))
    answering = _distinct(answering_name(words) for words in page.lines(Reason.BYLINE) if _is_turn(words))
    if len(answering) > 1:
        return {}, _several(answering)
    facts = [found for words in bylines for found in [_named(words)] if found]
    named = _distinct(name for words in bylines for name in _names(words))
    if len(named) > 1 and not _first_is_main(bylines):
        return {}, _several(named)
    if facts:
        return facts[0], ""
    if len(answering) == 1:
        label = next(words for words in page.lines(Reason.BYLINE) if answering_name(words))
        return {"speaker": fact(answering[0], label)}, ""
    return _wiki_author(page) or _announced(page) or _in_title(title) or _interviewed(page) or _reported(
        page.lead
    ) or _noted(page), ""


def _bylines(page: Surroundings) -> Iterator[str]:
    """The bylines that can name a speaker; an office and the name below it are one."""
    for marked in page.words(Reason.BYLINE):
        words = "\n".join(_without_day(line) for line in _READ_OUT.sub("", marked).split("\n"))
        lines = [line for line in words.split("\n") if line.strip(BLANKS) and not _is_turn(line)]
        lines = [line for line in lines if not _NO_SPEAKER.search(fold(squeeze(line)))]
        if len(lines) == 2 and is_office(fold(lines[0])):
            lines = ["\n".join(lines)]
        yield from lines


def _without_day(line: str) -> str:
    """A byline without the day behind it."""
    dated = DATED_BEHIND.search(fold(line).rstrip(BLANKS))
    return line[: dated.start()] if dated else line


def _is_turn(words: str) -> bool:
    return fold(words).rstrip(BLANKS).endswith(":")


def _distinct(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, names)))


def _several(names: list[str]) -> str:
    return f"several speak ({', '.join(names[:6])}): no speaker is taken from the text"


def _names(words: str) -> Iterator[str]:
    """The persons that a byline names, one or several of them side by side."""
    if _NO_SPEAKER.search(fold(squeeze(words))):
        return
    whole = _named(words)
    if whole:
        yield whole["speaker"].value
        return
    yield from side_by_side(fold(words))


def _first_is_main(bylines: list[str]) -> bool:
    """Whether the first byline names one person who speaks, and the others stand elsewhere, as signatures do."""
    first = next((list(_names(words)) for words in bylines if any(_names(words))), [])
    second = next((list(_names(words)) for words in bylines[1:2]), [])
    return len(first) == 1 and not second


def _wiki_author(page: Surroundings) -> dict[str, Fact]:
    """The author that the head of a Wikisource page names."""
    if not any("维基文库" in fold(words) for words in page.words(Reason.NAVIGATION)):
        return {}
    for words in page.lines(Reason.BYLINE, Reason.NAVIGATION):
        folded = fold(squeeze(words))
        if _AUTHOR.match(folded) and (is_name(folded[3:]) or is_body(folded[3:])):
            return {"speaker": fact(squeeze(words)[3:], words)}
    return {}


def _announced(page: Surroundings) -> dict[str, Fact]:
    """The speaker that the line names which announces a transcript, or the end of the story above it."""
    announcing = page.story.rstrip(BLANKS).rpartition("\n")[2].strip(BLANKS)
    announced = _ANNOUNCED.fullmatch(fold(announcing)) if announcing else None
    facts = _named(announcing[slice(*announced.span("who"))]) if announced else {}
    if facts:
        return {field: fact(found.value, announcing) for field, found in facts.items()}
    answered = _ANSWERED.search(fold(announcing))
    if answered and is_name(answered["name"]):
        return {"speaker": fact(announcing[slice(*answered.span("name"))], announcing)}
    return _reported(page.story[-2 * LEAD :]) or _reported(page.story[: 2 * LEAD])


def _in_title(title: str) -> dict[str, Fact]:
    name = speaking_name(fold(title)) if title else None
    return {"speaker": fact(title[name], title)} if name else {}


def _interviewed(page: Surroundings) -> dict[str, Fact]:
    """The one whom a headline says was interviewed: 专访建筑师欧阳若水."""
    for line in page.head[:3]:
        match = _INTERVIEWED.search(fold(line)) if len(line) <= _LONGEST_HEADLINE else None
        if match and is_name(match["name"]):
            return {"speaker": fact(line[slice(*match.span("name"))], line)}
    return {}


def _noted(page: Surroundings) -> dict[str, Fact]:
    """The speaker that an editors' note names."""
    return next(filter(None, (_reported(words[: 2 * LEAD]) for words in page.words(Reason.NOTE))), {})


def _reported(words: str) -> dict[str, Fact]:
    """The speaker that a sentence of a news story names."""
    folded = fold(words)
    reported = _REPORTED.search(folded) or _NAMED_FIRST.match(folded)
    if not reported or not is_name(reported["name"]):
        return {}
    return {"speaker": fact(words[slice(*reported.span("name"))], words[reported.start() : reported.end()])}


def _bare_words(words: str) -> str:
    """A byline without its label, folded; blanks inside are kept."""
    return re.sub(rf"^{SPEAKER_LABEL}\s?", "", fold(words).strip(BLANKS))


def _named(words: str) -> dict[str, Fact]:
    """What a byline says, if it names a person or a body that speaks."""
    squeezed = squeeze(words)
    folded = fold(squeezed)
    if _NO_SPEAKER.search(folded) or _AUTHOR.match(folded) or asks(words):
        return {}
    for label in reversed(list(_LABEL.finditer(folded))):
        squeezed = squeezed[: label.start()] + squeezed[label.end() :]
    first, _, rest = _bare_words(words).partition(" ")
    if is_name(first) and is_office(rest):
        return {"speaker": fact(squeezed[: len(first)], words), "role": fact(squeezed[len(first) :], words)}
    both = office_and_name(fold(squeezed))
    if both:
        office, name = both
        return {"speaker": fact(squeezed[name], words), "role": fact(squeezed[office], words)}
    if is_name(fold(squeezed)) or is_body(fold(squeezed)) or fold(words).lstrip()[:1] == "-":
        return {"speaker": fact(squeezed, words)}
    return {}
