"""Readings and note marks set into the line: 國(guó)際, 饕餮（tāotiè）, 會議[1]以來.

Copying from a page that shows pronunciation leaves the syllable behind the character. A syllable with a tone mark
is always a gloss; one without (的(de), 了(le)) only in small letters, and in a text that has several toned ones: `(a)`
may be a list, and `(AI)` or `(MoU)` never is a reading.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lineage.models import Span
from lineage.reading.reasons import Reason
from lineage.reading.writing import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = "a-zA-ZüÜāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈŌÓǑÒ\u0300\u0301\u0304\u0308\u030c"
_BRACKETED = re.compile(rf"(?<=[{HAN}])[（(]([{_LETTERS}](?:[{_LETTERS} ’'·]{{0,22}}[{_LETTERS}])?)[）)]")
_NOTE_MARK = re.compile(r"[\[〔［]\s{0,3}(?:\d{1,3}|[注註]\s?(?:\d{1,3})?|[①-⑳])\s{0,3}[\]〕］]")
_NAMED_MARK = re.compile(r"[（(〔［\[]\s?[注註]\s?[一二三四五六七八九十\d]{0,3}\s?[）)〕］\]]")
# What an editor has put into the sentence of another.
_EDITORS_REMARK = re.compile(
    r"[（(〔［\[](?:编者|編者|译者|譯者|整理者|校者)[注註按]\s?[:：]?[^（()）〔〕\[\]［］\n]{0,80}[）)〕］\]]"
)
# The original of a foreign name: 圖法庫·里加爾（Tufaku Rigal）.
_ORIGINAL_NAME = re.compile(
    rf"[·‧・•][{HAN}]{{1,8}}(?P<original>[（(][A-Z][^（()）\W\d_]*(?:[ .·’'-]{{1,2}}[^（()）\W\d_]+){{0,6}}[）)])"
)
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = (
    "(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|üan|van|ai|ei|ao|ou|an|en|in|un|ün|ia|ie|iu|ua|uo|ui|ue|üe"
    "|er|[aoeiuü])"
)
_SYLLABLES = re.compile(rf"(?:{_INITIAL}?{_FINAL}r?[ ’'·]?){{1,4}}")
_BLANKS_BEFORE = 3  # a mark stands off by so many blanks at most
_TONED_TEXT = 3  # that many toned glosses show that the text is glossed throughout


def find_glosses(text: str) -> tuple[Span, ...]:
    """The glosses of a text, sorted. Brackets belong to the gloss."""
    readings = [(m.start(), m.end(), _tone(m[1])) for m in _BRACKETED.finditer(text)]
    glossed_throughout = sum(tone is True for _, _, tone in readings) >= _TONED_TEXT
    spans = [
        Span(begin, end, Reason.GLOSS.value)
        for begin, end, tone in readings
        if tone or (tone is False and glossed_throughout)
    ]
    spans += _note_marks(text)
    spans += [Span(*m.span("original"), Reason.GLOSS.value) for m in _ORIGINAL_NAME.finditer(text)]
    if any(f"{editor}者" in text for editor in "编編译譯理校"):
        spans += [
            Span(m.start(), m.end(), Reason.GLOSS.value) for m in _EDITORS_REMARK.finditer(text) if _is_inside(text, m)
        ]
    return tuple(sorted(set(spans), key=lambda span: (span.begin, span.end)))


def _note_marks(text: str) -> Iterator[Span]:
    """Marks of notes with the blanks before them.

    One that begins a line belongs to a list of notes, unless it stands there alone: pages break lines around links.
    """
    named = _NAMED_MARK.finditer(text) if "注" in text or "註" in text else ()
    for mark in (*_NOTE_MARK.finditer(text), *named):
        begin = mark.start()
        while begin and mark.start() - begin < _BLANKS_BEFORE and text[begin - 1].isspace():
            begin -= 1
        alone = "\n" in mark[0] or text[mark.end() : mark.end() + _BLANKS_BEFORE].lstrip(" \t\u3000")[:1] in ("", "\n")
        if begin and not text[begin - 1].isspace() and (alone or "\n" not in text[begin : mark.start()]):
            yield Span(begin, mark.end(), Reason.GLOSS.value)


def _is_inside(text: str, remark: re.Match[str]) -> bool:
    """Whether a remark stands inside a line: one that is a line of its own is a note, and no part of a sentence."""
    before = text[max(0, remark.start() - _BLANKS_BEFORE) : remark.start()]
    return bool(before.rpartition("\n")[2].strip())


def without_glosses(words: str) -> str:
    """The words without their glosses."""
    end, parts = 0, []
    for gloss in find_glosses(words):
        parts.append(words[end : gloss.begin])
        end = gloss.end
    return "".join(parts) + words[end:]


def _tone(reading: str) -> bool | None:
    """Whether a plausible reading has a tone mark; None if it is no reading."""
    parts = unicodedata.normalize("NFD", reading.lower())
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    if not _SYLLABLES.fullmatch(bare):
        return None
    toned = any(c in _TONES for c in parts)
    return toned if toned or reading.islower() else None
