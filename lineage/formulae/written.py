"""The written form of a wording: how a person would put it, in simplified characters and with its marks.

你中有我，我中有你 in one speech and 「你中有我、我中有你」 in another are one canonical wording; its label shows the
form that stands most often. The letters of a label are those of the canonical wording, only the marks come from the
texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np

from lineage.detect import Corpus, Places
from lineage.models import Int64, ReadText

#: Marks that come in pairs, the closing one first.
_PARTNERS = dict(zip("”’》〉）】］", "“‘《〈（【［", strict=True))
_PAIRED = frozenset((*_PARTNERS, *_PARTNERS.values()))
#: Marks of the keyboard and corner brackets, as mainland print has them beside Chinese characters.
_PRINTED = str.maketrans(",﹐､･:;!?()[]「」『』﹁﹂﹃﹄", "，，、·：；！？（）［］“”‘’“”‘’", "")


def written_forms(corpus: Corpus, places: Places, reads: Sequence[ReadText]) -> Iterator[str]:
    """The written form of each place.

    Args:
        corpus: The speeches.
        places: Where the wordings stand.
        reads: The texts as read, in the order of the corpus.
    """
    marks, first, last = _inner_marks(corpus, places)
    columns = (places.speech, places.begin, places.end, first, last)
    for speech, begin, end, low, high in zip(*(column.tolist() for column in columns), strict=True):
        if low < high:
            yield _with_marks(corpus, begin, end, marks[low:high].tolist(), reads[speech])
        else:
            yield corpus.text[begin:end]


def labels_of(corpus: Corpus, formula: Int64, places: Places, reads: Sequence[ReadText]) -> list[str]:
    """The written form of each label that stands most often.

    Args:
        corpus: The speeches.
        formula: The formula of each place, ascending.
        places: The places of the labels themselves; those of one formula have one canonical wording.
        reads: The texts as read, in the order of the corpus.
    """
    begins = np.flatnonzero(np.diff(formula, prepend=-1))
    label = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(formula))))
    first_places = zip(places.begin[begins].tolist(), places.end[begins].tolist(), strict=True)
    labels = [corpus.text[begin:end] for begin, end in first_places]
    _, first, last = _inner_marks(corpus, places)
    marked = np.bincount(label[first < last], minlength=len(begins)) > 0  # most labels have no marks anywhere
    chosen = marked[label]
    forms = zip(label[chosen].tolist(), written_forms(corpus, places.only(chosen), reads), strict=True)
    for number, own in groupby(forms, itemgetter(0)):
        labels[number] = most_frequent([form for _, form in own])
    return labels


def _inner_marks(corpus: Corpus, places: Places) -> tuple[Int64, Int64, Int64]:
    """Before which characters a mark stands, and which of these, from the first to the last, lie within each place."""
    marks = np.flatnonzero(corpus.boundary != 0)
    return marks, np.searchsorted(marks, places.begin, "right"), np.searchsorted(marks, places.end)


def most_frequent(forms: Sequence[str]) -> str:
    """The form that stands most often; of several, the one with fewest marks, then the first by characters."""
    if forms.count(forms[0]) == len(forms):  # so it is with most wordings, and counting one form is fast
        return forms[0]
    return min(Counter(forms).items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0]


def _with_marks(corpus: Corpus, begin: int, end: int, marks: Sequence[int], read: ReadText) -> str:
    """The canonical characters of a place, and between them the marks of the text as read.

    A mark just outside is taken in where its partner stands inside: “四个意识”、坚定“四个自信.
    """
    cuts = [begin, *marks, end]
    pieces = []
    for at, after in pairwise(cuts):
        if at > begin:
            pieces.append(_marks(read, int(corpus.end[at - 1]), int(corpus.begin[at])))
        pieces.append(corpus.text[at:after])
    text = "".join(pieces).translate(_PRINTED)
    if _PAIRED.isdisjoint(text):
        return text
    first, last = int(corpus.begin[begin]), int(corpus.end[end - 1])
    before, behind = _marks(read, max(first - 1, 0), first), _marks(read, last, last + 1)
    return _paired(text, before.translate(_PRINTED), behind.translate(_PRINTED))


def _marks(read: ReadText, begin: int, end: int) -> str:
    """The marks that stand in `[begin, end)` of the text as read, without furniture and what cannot be seen."""
    return "".join(character for character in read.shown(begin, end) if character.isprintable() and character != " ")


def _paired(text: str, before: str, behind: str) -> str:
    """The text with the partner of a mark that stands just outside, and without marks whose partner is farther."""
    if before in _PARTNERS.values() and any(_PARTNERS.get(text[at]) == before for at in _lone(text)[:1]):
        text = before + text
    if behind in _PARTNERS and any(text[at] == _PARTNERS[behind] for at in _lone(text)[-1:]):
        text += behind
    lone = set(_lone(text))
    return "".join(character for at, character in enumerate(text) if at not in lone)


def _lone(text: str) -> list[int]:
    """Where brackets and quotation marks stand without a partner."""
    waiting: list[int] = []
    lone: list[int] = []
    for at, character in enumerate(text):
        if character in _PARTNERS.values():
            waiting.append(at)
        elif character in _PARTNERS:
            if waiting and text[waiting[-1]] == _PARTNERS[character]:
                waiting.pop()
            else:
                lone.append(at)
    return sorted(lone + waiting)
