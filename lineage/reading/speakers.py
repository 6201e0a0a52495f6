"""Who speaks: from a byline, the labels of a conversation, the line that announces a transcript, the title, or a story.

Reporters, editors, translators, those who ask and those who read out for another are no speakers. Where several speak
and nobody is the main one, nobody is named, and the names are told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.reading import furniture_rules as rules
from lineage.reading.heads import DATED_BEFORE, DATED_BEHIND
from lineage.reading.names import (
    BEHIND_NAME,
    OFFICE,
    PERSON,
    SPEAKER_LABEL,
    is_body,
    is_name,
    is_office,
    is_signing_body,
    may_be_name,
    office_and_name,
    side_by_side,
    signing,
    spaced_name,
    speaking_name,
)
from lineage.reading.quotations import find_quoted
from lineage.reading.reasons import Reason
from lineage.reading.surroundings import LEAD, Surroundings, fact
from lineage.reading.titles import introduces
from lineage.reading.turns import answering_name, asks
from lineage.reading.writing import BLANKS, HAN, fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lineage.models import Fact

_NO_SPEAKER = re.compile(
    "记者|编辑|责编|通讯员|摄影|编译|审核|校对|来源|宣读|代读|代为致|整理|翻译|原创|采访|撰文|主持|录音|发布|译者|文字|图片|排版"
    "|供稿|编审|[丨=]"
)
_SPEAKER_LABELLED = re.compile(SPEAKER_LABEL)
_LABEL = re.compile(rf"^{SPEAKER_LABEL}|^-+|^\(|\)$|{BEHIND_NAME}$")
_READ_OUT = re.compile(r"[(（][^()（）]{0,40}(?:宣读|宣讀|代读|代讀|代致)[^()（）]{0,6}[)）]")
_INTERVIEWED = re.compile(rf"(?:专访|访谈|对话|访)[^,。:]{{0,16}}?(?P<name>{PERSON})$")
_AUTHOR_LABEL = re.compile(r"(?:作\s?者|文|撰文)\s?[:/丨|]\s?")
_AUTHOR_SPOKE = re.compile(rf"作者.{{0,30}}(?:{rules.KIND_OF_SPEECH})")
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
    "|调研|考察|视察|介绍|要求|主讲|发言|做客|作客|接受|受邀|应邀|讲授|开讲|登台|上台|代表[^。,]{2,30}?(?:发言|致[辞词]|讲话|宣誓|作答)|为.{2,20}(?:授课|作报告|做报告)"
)
_ATTENDING = "出席|参加|主持|前往|会见|接见|访问|到访|走访|看望|率|到|赴|与|和|同|给|向"
_SPEAKING = f"(?:{_VERB})"
_TITLED = rf"(?:{OFFICE}|先生|女士|同志|博士|教授|阁下)"
_ROLE = (
    rf"(?:{OFFICE}|[学作画专科音舞]家|建筑师|设计师|工程师|诗人|导演|演员|律师|医[师生]|教师|钳工"
    "|[车焊电木瓦]工|劳动模范|劳模|传承人|工匠|老师|得主|获得者|冠军)"
)
_REMARK = r"(?:\s?\([^()]{1,40}\))?"
_REPORTED = re.compile(
    rf"{_ROLE}\s?(?P<name>{PERSON}){_TITLED}?{_REMARK}{_WHEN}(?:(?:[在于就]|通过).{{0,40}}?|冒[雨雪])?{_SPEAKING}"
)
_NAMED_FIRST = re.compile(rf"(?P<name>{PERSON}){_TITLED}{_REMARK}{_WHEN}(?:[在于就].{{0,40}}?)?{_SPEAKING}")
_ATTENDED = re.compile(
    rf"(?:^|[。\n,])[^。,\n]{{0,30}}?(?:{_ROLE}\s?(?P<name>{PERSON}){_TITLED}?|(?<![{HAN}])(?P<first>{PERSON}){_TITLED})"
    rf"{_REMARK}{_WHEN}(?:{_ATTENDING}|[在于].{{2,40}}?(?:{_ATTENDING}))"
)
_MET = re.compile(
    rf"(?:采访|专访|访问|见到|对话|访谈|邀请到?|走近|请到|对谈|拜访|约访)了?[^。,:]{{0,30}}?{_ROLE}[、,]?\s?(?P<name>{PERSON})(?=[,。:;、(]|先生|女士|教授|博士|同志|$)"
)


def find_speaker(page: Surroundings, title: str) -> tuple[dict[str, Fact], str]:
    """Speaker and role, and a sentence where several speak."""
    bylines = list(_bylines(page))
    answering = _without_short_forms(
        _distinct(answering_name(words) for words in page.lines(Reason.BYLINE) if _is_turn(words))
    )
    if len(answering) > 1:
        return {}, _several(answering)
    facts = [found for words in bylines for found in [_named(words)] if found]
    named = _without_short_forms(_distinct(name for words in bylines for name in _names(words)))
    if len(named) > 1 and not _first_is_main(bylines):
        return {}, _several(named)
    if facts:
        return facts[0], ""
    if len(answering) == 1:
        label = next(words for words in page.lines(Reason.BYLINE) if answering_name(words) == answering[0])
        return {"speaker": fact(answering[0], label)}, ""
    ways: tuple[Callable[[], dict[str, Fact]], ...] = (
        lambda: _wiki_author(page),
        lambda: _announced(page),
        lambda: _in_title(page, title),
        lambda: _interviewed(page),
        lambda: _reported(page.lead),
        lambda: _noted(page),
        lambda: _quoted(page),
        lambda: _author(page),
    )
    return next((found for way in ways for found in [way()] if found), {}), ""


def _without_short_forms(names: list[str]) -> list[str]:
    """The names, those left out that are part of a longer one: 尉迟 beside 尉迟秋实."""
    return [name for name in names if not any(name != other and _shortens(name, other) for other in names)]


def _shortens(short: str, name: str) -> bool:
    return name.startswith(short) or name.endswith(short)


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
    """A byline without the day before or behind it."""
    dated = DATED_BEHIND.search(fold(line).rstrip(BLANKS))
    line = line[: dated.start()] if dated else line
    dated = DATED_BEFORE.match(fold(line).lstrip(BLANKS))
    return line.lstrip(BLANKS)[dated.end() :].rstrip(BLANKS + "）)") if dated else line


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
    if not page.story:
        return {}
    return (
        _reported(page.story[-2 * LEAD :])
        or _reported(page.story[: 2 * LEAD])
        or _found(_MET, page.story[: 2 * LEAD])
        or _found(_ATTENDED, page.story[: 2 * LEAD])
    )


def _found(pattern: re.Pattern[str], words: str) -> dict[str, Fact]:
    """The person whom a pattern finds in a sentence of a story; nobody where it finds several."""
    found = [(match, next(filter(None, match.groups()))) for match in pattern.finditer(fold(words))]
    if len({name for _, name in found}) != 1 or not is_name(found[0][1]):
        return {}
    match = found[0][0]
    group = next(name for name, value in match.groupdict().items() if value)
    return {"speaker": fact(words[slice(*match.span(group))], match[0])}


def _in_title(page: Surroundings, title: str) -> dict[str, Fact]:
    """The speaker whom the headline or the subtitle below it names."""
    near = [line for line in page.head[:4] if len(line) <= _LONGEST_HEADLINE]
    for line in [title, *(line for line in near if fold(line)[0] == "-" or introduces(line))]:
        words = line.lstrip(BLANKS + "—-─–")
        name = speaking_name(fold(words)) if words else None
        if name:
            return {"speaker": fact(words[name], words)}
    return {}


def _quoted(page: Surroundings) -> dict[str, Fact]:
    """The one person whose words a report gives throughout: 某某表示, 某某说."""
    name = find_quoted(page.body) if page.lead else ""
    return {"speaker": fact(name, name)} if name else {}


def _author(page: Surroundings) -> dict[str, Fact]:
    """The author of a page, where a note or a signature names him too, or tells that the author spoke."""
    spoke = any(_AUTHOR_SPOKE.search(fold(words)) for words in page.words(Reason.NOTE))
    for words in page.lines(Reason.BYLINE):
        match = _AUTHOR_LABEL.match(fold(words).strip(BLANKS))
        name = squeeze(words.strip(BLANKS)[match.end() :]) if match else ""
        if name and spoke and may_be_name(fold(name)):
            return {"speaker": fact(name, words)}
    return {}


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
    signed = signing(fold(words))
    squeezed = squeeze(words)[: len(signed)] if signed else squeeze(words).strip("[]［］")
    if signed and is_signing_body(fold(squeezed)):
        return {"speaker": fact(squeezed, words)}
    folded = fold(squeezed)
    if _NO_SPEAKER.search(folded) or _AUTHOR.match(folded) or asks(words):
        return {}
    for label in reversed(list(_LABEL.finditer(folded))):
        squeezed = squeezed[: label.start()] + squeezed[label.end() :]
    held = _with_office(words, squeezed)
    if held:
        return {"speaker": fact(held[0], words), "role": fact(held[1], words)}
    labelled = _SPEAKER_LABELLED.match(folded)
    named = is_name(fold(squeezed)) or is_body(fold(squeezed)) or (labelled and may_be_name(fold(squeezed)))
    return {"speaker": fact(squeezed, words)} if named or fold(words).lstrip()[:1] == "-" else {}


def _with_office(words: str, squeezed: str) -> tuple[str, str] | None:
    """Name and office that a byline tells, whichever comes first; its words without label and blanks are squeezed."""
    first, _, rest = _bare_words(words).partition(" ")
    if is_name(first) and is_office(rest):
        return squeezed[: len(first)], squeezed[len(first) :]
    stripped = words.strip(BLANKS)
    apart = spaced_name(fold(stripped))
    if apart:
        office, name = apart
        return squeeze(stripped[name]), squeeze(stripped[office])
    both = office_and_name(fold(squeezed))
    return (squeezed[both[1]], squeezed[both[0]]) if both else None
