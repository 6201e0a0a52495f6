"""The written form of a wording: how a person would put it, in simplified characters and with its marks.

你中有我，我中有你 in one speech and 「你中有我、我中有你」 in another are one canonical wording; its label shows the
form that stands most often. The letters of a label are those of the canonical wording, only the marks come from the
texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

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
    marked = np.cumsum(corpus.boundary != 0)
    inner = (marked[places.end - 1] > marked[places.begin]).tolist()
    columns = (places.speech.tolist(), places.begin.tolist(), places.end.tolist())
    for speech, begin, end, has_marks in zip(*columns, inner, strict=True):
        yield _with_marks(corpus, begin, end, reads[speech]) if has_marks else corpus.text[begin:end]


def labels_of(corpus: Corpus, formula: Int64, places: Places, reads: Sequence[ReadText]) -> list[str]:
    """The written form of each label that stands most often.

    Args:
        corpus: The speeches.
        formula: The formula of each place, ascending.
        places: The places of the labels themselves.
        reads: The texts as read, in the order of the corpus.
    """
    forms = list(written_forms(corpus, places, reads))
    begins = [*(np.flatnonzero(np.diff(formula, prepend=-1))).tolist(), len(forms)]
    return [most_frequent(forms[begin:end]) for begin, end in pairwise(begins)]


def most_frequent(forms: Sequence[str]) -> str:
    """The form that stands most often; of several, the one with fewest marks, then the first by characters."""
    if forms.count(forms[0]) == len(forms):  # so it is with most wordings, and counting one form is fast
        return forms[0]
    return min(Counter(forms).items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0]


def _with_marks(corpus: Corpus, begin: int, end: int, read: ReadText) -> str:
    """The canonical characters of a place, and between them the marks of the text as read.

    A mark just outside is taken in where its partner stands inside: “四个意识”、坚定“四个自信.
    """
    cuts = [begin, *(begin + 1 + np.flatnonzero(corpus.boundary[begin + 1 : end])).tolist(), end]
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
