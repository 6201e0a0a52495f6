"""Key words in context: a line for every place of some phrases, or of the leading formulae, to be sorted and read.

Context is cut from the text as read, and stays as it is: a line may hold a line break, and is quoted then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from typing import Final

from lineage.descent import attestation_of, by_latest_day
from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.separated import separated
from lineage.models import Formula, PlaceOrder, ScanResult, Speech

#: So many formulae where no phrase is asked for.
_LEADING: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A place in its context.

    Attributes:
        left, key, right: What stands before, there, and after.
        speech, date, speaker: Where it stands.
        begin, end: Code points of the text as read, half open.
        phrase: What was asked for: the phrase, or the label of the formula.
        formula_id: The formula, if it is listed.
        wording: What stands there, as it is compared.
        how: `exact`, `variant`, `near`, `inside`, as in a trace; of an alteration, how it stands to the label.
    """

    left: str
    key: str
    right: str
    speech: str
    date: str
    speaker: str
    begin: int
    end: int
    phrase: str
    formula_id: str
    wording: str
    how: str


#: The columns of a concordance.
COLUMNS: Final = tuple(field.name for field in fields(Line))


def export_kwic(material: Material, options: ExportOptions) -> Produced:
    """A concordance: phrase after phrase, or formula after formula."""
    phrases = bool(options.phrases)
    lines = _of_phrases(material, options.width) if phrases else _of_formulae(material.result, options)
    rows = ([str(cell) for cell in astuple(line)] for line in lines)
    told = tuple(f"{trace.phrase}: no speech has it" for trace in material.traces if not trace.places)
    return Produced([("lineage-kwic.tsv", separated(_headed(rows), options, "tab"))], told)


def _headed(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    yield [*COLUMNS]
    yield from rows


def _of_phrases(material: Material, width: int) -> Iterator[Line]:
    """Their places in the order of each trace."""
    speeches = {speech.speech_id: speech for speech in material.result.speeches}
    for trace in material.traces:
        listed = trace.formulae[0].formula_id if trace.formulae else ""
        for place in trace.places:
            where = (place.begin, place.end)
            asked = (trace.phrase, listed, place.canonical, place.how)
            yield _line(speeches[place.speech_id], where, asked, width)


def _of_formulae(result: ScanResult, options: ExportOptions) -> Iterator[Line]:
    """The places of the leading formulae, formula by formula."""
    days = [by_latest_day(attestation_of(speech)) for speech in result.speeches]
    in_time = {number: at for at, number in enumerate(sorted(range(len(days)), key=days.__getitem__))}
    found = result.occurrences
    # Places come formula by formula, the leading ones first.
    last = int(found.formula.searchsorted(options.top or _LEADING))
    columns = (found.formula, found.variant, found.speech, found.begin, found.end)
    places = list(zip(*(column[:last].tolist() for column in columns), strict=True))
    places.sort(key=lambda place: (place[0], in_time[place[2]], place[3]))
    lines = []
    for number, wording, speech, begin, end in places:
        formula = result.formulae[number]
        variant = formula.variants[wording]
        asked = (formula.label, formula.formula_id, variant.canonical, _how(formula, wording))
        lines.append((number, _line(result.speeches[speech], (begin, end), asked, options.width)))
    if options.sort is PlaceOrder.LEFT:
        lines.sort(key=lambda one: (one[0], one[1].left[::-1]))
    elif options.sort is PlaceOrder.RIGHT:
        lines.sort(key=lambda one: (one[0], one[1].right))
    return (line for _, line in lines)


def _how(formula: Formula, wording: int) -> str:
    variant = formula.variants[wording]
    if variant.attests:
        return "variant" if wording else "exact"
    return variant.relation


def _line(speech: Speech, where: tuple[int, int], asked: tuple[str, str, str, str], width: int) -> Line:
    (begin, end), text = where, speech.read.text
    left, key, right = text[max(0, begin - width) : begin], text[begin:end], text[end : end + width]
    date, speaker = speech.value("date"), speech.value("speaker")
    return Line(left, key, right, speech.speech_id, date, speaker, begin, end, *asked)
