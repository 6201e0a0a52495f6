"""`lineage.data("speech/NAME")`: the text of one speech, so much of it as pages may hold, and what stands where in it.

`speech` (its number), `length` (code points of the text as read), `pieces` (stretches `[begin, text]` of it, by begin:
the whole, the surroundings of the most telling places, or none), `furniture` (`[begin, end, reason]`, the reason in
words), `places` (columns, by begin, the longest first: `formula`, `variant`, `relation` as a place in
`relations_named`, `begin`, `end`, `age`, `attests` as 0 or 1), `ages_named` (years; an age is its class among them, see
`lineage.descent.ages`), `passages` (columns, by begin: `other`, `begin`, `end`, `other_begin`, `other_end`,
`similarity`; the most telling ones, `passages_all` says how many there are), `absent` (`[formula, carriers, of]`, best
first; `absent_all` says how many there are), `altered` (`[formula, variant, edits]`, each edit `[kind, text]`: the
label against what stands here, canonical wordings), `earlier` (`[speech, formulae, characters, weight]`: whom it shares
most with). Offsets are code points of the texts as read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from lineage.descent import absences_of, ages_of, edits_between
from lineage.models import AGES, RELATIONS, Int64, ScanResult, Span
from lineage.report.caps import ABSENT, PASSAGES
from lineage.report.data.formulae import FormulaColumns
from lineage.report.embedding import Embed, stretches_held
from lineage.report.site import Site

#: Code points on each side of a place that are shown.
_BESIDE: Final = 30


def speech_texts(site: Site, listed: FormulaColumns) -> Iterator[tuple[str, object]]:
    """The text of each speech and what stands in it, by the name of its script."""
    rows = len(listed["id"])
    places, passages = _places(site, rows), _passages(site.result)
    absent, earlier, edits = _absent(site.result, rows), _earlier(site), _Edits(site.result)
    for number, (_, furniture) in enumerate(site.result.left_out()):
        missing, shared = absent.own(number), _telling(passages.own(number))
        told = {
            "speech": number,
            "length": len(site.result.speeches[number].read.text),
            "pieces": _pieces(site, number, places.own(number), shared),
            "furniture": [(span.begin, span.end, _reason(site, span)) for span in furniture],
            "places": _shown(places.own(number)),
            "relations_named": RELATIONS,
            "ages_named": AGES,
            "passages": _shown(shared),
            "passages_all": len(passages.own(number)["begin"]),
            "absent": _rows(missing)[:ABSENT],
            "absent_all": len(missing["formula"]),
            "altered": edits.of(places.own(number)),
            "earlier": _rows(earlier.own(number)),
        }
        yield f"speech/{site.names[number]}", told


_Columns = dict[str, npt.NDArray[Any]]
_Edit = tuple[int, int, list[tuple[str, str]]]


class _BySpeech(NamedTuple):
    """Columns ordered by speech, and where each speech's rows begin."""

    columns: _Columns
    edges: Int64

    @classmethod
    def of(cls, speeches: int, speech: npt.NDArray[Any], columns: _Columns) -> _BySpeech:
        """From columns that are ordered by speech."""
        return cls(columns, np.searchsorted(speech, np.arange(speeches + 1)))

    def own(self, number: int) -> _Columns:
        """The rows of one speech."""
        some = slice(*self.edges[number : number + 2].tolist())
        return {name: column[some] for name, column in self.columns.items()}


class _Edits:
    """How wordings alter the labels of their formulae; each is compared once, however many speeches have it."""

    def __init__(self, result: ScanResult) -> None:
        self._formulae = result.formulae
        self._known: dict[tuple[int, int], _Edit] = {}

    def of(self, places: _Columns) -> list[_Edit]:
        """What the altered formulae among these places are altered in, by formula."""
        altered = (places["attests"] == 0) & (places["relation"] != RELATIONS.index("part"))
        pairs = zip(places["formula"][altered].tolist(), places["variant"][altered].tolist(), strict=True)
        return [self._edit(*pair) for pair in sorted(set(pairs))]

    def _edit(self, formula: int, variant: int) -> _Edit:
        if (formula, variant) not in self._known:
            label, wording = (self._formulae[formula].variants[each].canonical for each in (0, variant))
            told = [(edit.kind, edit.text) for edit in edits_between(label, wording)]
            self._known[formula, variant] = formula, variant, told
        return self._known[formula, variant]


def _places(site: Site, rows: int) -> _BySpeech:
    """All places of the formulae that pages load, as they come in the texts."""
    result, found = site.result, site.result.occurrences
    # They come by formula, which is the last that they are ordered by.
    chosen = np.lexsort((-found.end, found.begin, found.speech))
    chosen = chosen[found.formula[chosen] < rows]
    sizes = [len(formula.variants) for formula in result.formulae]
    relations = [RELATIONS.index(variant.relation) for formula in result.formulae for variant in formula.variants]
    first = np.cumsum([0, *sizes])
    columns: _Columns = {
        "formula": found.formula[chosen],
        "variant": found.variant[chosen],
        "relation": np.array([*relations, 0], np.int64)[(first[found.formula] + found.variant)[chosen]],
        "begin": found.begin[chosen],
        "end": found.end[chosen],
        "age": ages_of(result)[chosen],
        "attests": site.attests[chosen].astype(np.int8),
    }
    return _BySpeech.of(len(result.speeches), found.speech[chosen], columns)


def _passages(result: ScanResult) -> _BySpeech:
    """All passages, from both sides."""
    told = result.passages
    sides = (
        (told.first, told.first_begin, told.first_end, told.second, told.second_begin, told.second_end),
        (told.second, told.second_begin, told.second_end, told.first, told.first_begin, told.first_end),
    )
    speech, begin, end, other, other_begin, other_end = (np.append(*both) for both in zip(*sides, strict=True))
    order = np.lexsort((other_begin, other, -end, begin, speech))
    columns: _Columns = {
        "other": other,
        "begin": begin,
        "end": end,
        "other_begin": other_begin,
        "other_end": other_end,
        "similarity": np.round(np.append(told.similarity, told.similarity), 3),
        "bits": np.append(told.bits, told.bits),
    }
    ordered = {name: column[order] for name, column in columns.items()}
    return _BySpeech.of(len(result.speeches), speech[order], ordered)


def _telling(passages: _Columns) -> _Columns:
    """The best of the passages of a speech, so many as pages show, in their order."""
    if len(passages["begin"]) <= PASSAGES:
        return passages
    best = np.sort(np.argsort(-passages["bits"], kind="stable")[:PASSAGES])
    return {name: column[best] for name, column in passages.items()}


def _absent(result: ScanResult, rows: int) -> _BySpeech:
    """What each leaves out, of the formulae that pages load."""
    absent = absences_of(result)
    listed = absent.formula < rows
    columns: _Columns = {name: getattr(absent, name)[listed] for name in ("formula", "carriers", "among")}
    return _BySpeech.of(len(result.speeches), absent.speech[listed], columns)


def _earlier(site: Site) -> _BySpeech:
    """The earlier speeches that each shares most with."""
    told = site.heritage
    columns: _Columns = {name: getattr(told, name) for name in ("earlier", "formulae", "characters")}
    return _BySpeech.of(len(site.names), told.speech, columns | {"weight": np.round(told.weight, 1)})


def _shown(columns: _Columns) -> dict[str, list[Any]]:
    """Columns as they are written; what passages weigh only says which are told first."""
    return {name: column.tolist() for name, column in columns.items() if name != "bits"}


def _rows(columns: _Columns) -> list[tuple[Any, ...]]:
    return list(zip(*(column.tolist() for column in columns.values()), strict=True))


def _reason(site: Site, span: Span) -> str:
    return site.say("furniture_" + span.reason.replace(" ", "_"))


def _pieces(site: Site, number: int, places: _Columns, passages: _Columns) -> list[tuple[int, str]]:
    """The stretches of a text that pages hold, by begin."""
    # What is half a pair of surrogates has no bytes; it is shown as a question mark, so that all offsets stay.
    text = site.result.speeches[number].read.text.encode("utf-8", "replace").decode()
    match site.embeds[number]:
        case Embed.TEXT:
            return [(0, text)]
        case Embed.NONE:
            return []
        case Embed.CONTEXT:
            return [(begin, text[begin:end]) for begin, end in _stretches(len(text), places, passages)]


def _stretches(length: int, places: _Columns, passages: _Columns) -> list[tuple[int, int]]:
    """The surroundings of the most telling places, until a third of the text is reached.

    Formulae and passages take turns, the best of each first, so that neither crowds out the other; of a formula the
    first place counts before the others, so that as many as can be are shown once.
    """
    best = _first_of_each(places["formula"]), np.argsort(-passages["bits"], kind="stable")
    turn = np.argsort(np.concatenate([np.arange(len(order)) for order in best]), kind="stable")
    begin, end = (
        np.concatenate([places[edge][best[0]], passages[edge][best[1]]])[turn].astype(np.int64)
        for edge in ("begin", "end")
    )
    return stretches_held(length, np.maximum(begin - _BESIDE, 0), np.minimum(end + _BESIDE, length))


def _first_of_each(formula: npt.NDArray[Any]) -> Int64:
    """The first place of every formula, by rank, then the second ones, and so on."""
    order = np.argsort(formula, kind="stable")
    ranked = formula[order]
    again = np.arange(len(ranked)) - np.searchsorted(ranked, ranked)
    return np.asarray(order[np.lexsort((ranked, again))])
