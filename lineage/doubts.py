"""What somebody should look at before trusting what is known of a speech: one speech judged by its record alone.

`doubts_of` judges one speech, `doubts_among` those of a set, also by one another: twins at two dates, and two speeches
that say the same of themselves. Nothing is judged by what a speech says, only by what is known of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from lineage.edtf import parse_edtf
from lineage.models import Doubt, Fact, Grade, Provenance, ScanResult, Speech, covered
from lineage.text import fold_phrase

#: What every speech should have.
_NEEDED: Final = ("date", "speaker", "title")
#: A text of fewer characters is hardly a speech, and its copies are not recognised.
_SHORT: Final = 100
#: Of a text of which more is furniture it should be seen whether that is right.
_MOST_LEFT_OUT: Final = 0.5
#: No speech in the written language of today is older.
_FIRST_YEAR: Final = 1840
_QUALIFIED: Final = {"?": "uncertain", "~": "approximate", "%": "uncertain"}

_LOST: Final = "\ufffd"
_STATE: Final = "State it as `{field}` in a speeches.csv; --write-csv makes one."
_LOOK_AT_FURNITURE: Final = "Look at what furniture.csv says of it; --ignore adds to it, a better copy spares it."
#: Which field a warning of the reading is about, what it says of that, and what to do; the first that fits.
_WARNINGS: Final = (
    (
        "may also be",
        "encoding",
        "doubtful",
        "Look at the text; where it reads wrong, fill `encoding` in a speeches.csv.",
    ),
    ("declares", "encoding", "doubtful", "Look at the text; where it reads wrong, fill `encoding` in a speeches.csv."),
    ("U+FFFD", "text", "damaged", "Look for a better copy."),
    ("left out", "text", "left out in large part", _LOOK_AT_FURNITURE),
    ("two days", "date", "doubtful", _STATE.format(field="date")),
    ("date", "date", "doubtful", _STATE.format(field="date")),
    ("no speaker", "speaker", "doubtful", _STATE.format(field="speaker")),
    ("", "text", "doubtful", "Look at the file."),
)
_OF_FIELD: Final = re.compile(r"(date|speaker|title): ")


def doubts_of(speech: Speech, characters: int, left_out: float, today: date) -> list[Doubt]:
    """What is missing or doubtful of one speech, the heaviest first.

    Args:
        speech: What is known of it.
        characters: Of its canonical text.
        left_out: The share of its text as read that is furniture.
        today: No speech was held later.
    """
    found = [
        *_missing(speech),
        *_of_date(speech, today),
        *_conflicts(speech),
        *_of_reading(speech, left_out),
        *_of_length(speech, characters),
        *_inferred(speech),
    ]
    return sorted(found, key=_weight)


def doubts_among(found: ScanResult, numbers: Sequence[int], today: date) -> list[Doubt]:
    """What is missing or doubtful of some speeches, the heaviest first, then in the order given.

    Args:
        found: All speeches; each is seen beside all others.
        numbers: Those that are asked for.
        today: No speech was held later.
    """
    shares = [covered(spans) / max(len(speech.read.text), 1) for speech, spans in found.left_out()]
    told_alike = _told_alike(found)
    doubts: list[Doubt] = []
    for number in numbers:
        speech, characters = found.speeches[number], len(found.columns[number].canonical.text)
        doubts += doubts_of(speech, characters, shares[number], today)
        doubts += _of_twin(found, number)
        if others := told_alike.get(number):
            named = ", ".join(found.speeches[other].speech_id for other in others)
            why = "another speech has the same date, speaker and title, and another text"
            advice = "Remove one of them if they are one speech; else tell them apart by their titles."
            doubts.append(_doubt(speech, Grade.DOUBTFUL, "title", "repeated", why, advice, evidence=named))
    return sorted(doubts, key=_weight)


def _weight(doubt: Doubt) -> int:
    return [*Grade].index(doubt.grade)


def _doubt(
    speech: Speech,
    grade: Grade,
    field: str,
    doubt: str,
    why: str,
    advice: str,
    *,
    found: str | None = None,
    evidence: str | None = None,
) -> Doubt:
    """A doubt; what is found and its evidence are those of the field where nothing else is said."""
    found = speech.value(field) if found is None else found
    evidence = _evidence(speech.facts.get(field)) if evidence is None else evidence
    return Doubt(grade, speech.speech_id, speech.file, field, doubt, found, why, evidence, advice)


def _evidence(fact: Fact | None) -> str:
    if not fact:
        return ""
    return f"{fact.provenance}: {fact.evidence}" if fact.evidence else fact.provenance.value


def _missing(speech: Speech) -> Iterator[Doubt]:
    for field in _NEEDED:
        if not speech.value(field):
            why = "nothing states it, and the text does not tell"
            yield _doubt(speech, Grade.MISSING, field, "missing", why, _STATE.format(field=field))


def _of_date(speech: Speech, today: date) -> Iterator[Doubt]:
    """What is doubtful of the date itself, wherever it comes from."""
    if not speech.value("date"):
        return
    when = parse_edtf(speech.value("date"))
    if when.earliest() > today:
        why = "lies in the future"
        yield _doubt(speech, Grade.DOUBTFUL, "date", "unlikely", why, _STATE.format(field="date"))
    if when.latest().year < _FIRST_YEAR:
        why = f"lies before {_FIRST_YEAR}"
        yield _doubt(speech, Grade.DOUBTFUL, "date", "unlikely", why, _STATE.format(field="date"))
    if when.qualifier:
        why = "uncertain and approximate" if when.qualifier == "%" else _QUALIFIED[when.qualifier]
        advice = _STATE.format(field="date")
        yield _doubt(speech, Grade.DOUBTFUL, "date", _QUALIFIED[when.qualifier], why, advice)
    if when.precision != "day":
        why = f"known to the {when.precision} only"
        advice = "State the day as `date` in a speeches.csv, if it can be known."
        yield _doubt(speech, Grade.DOUBTFUL, "date", "coarse", why, advice)


def _conflicts(speech: Speech) -> Iterator[Doubt]:
    for sentence in speech.conflicts:
        if match := _OF_FIELD.match(sentence):
            field, why = match[1], sentence[match.end() :]
            yield _doubt(speech, Grade.DOUBTFUL, field, "conflicting", why, _STATE.format(field=field))
        else:
            yield _doubt(speech, Grade.DOUBTFUL, "table", "conflicting", sentence, "Keep one row for it.")


def _of_reading(speech: Speech, left_out: float) -> Iterator[Doubt]:
    """What the reading of the bytes has warned of, and what can be seen of the text."""
    read = speech.read
    warned = set()
    for sentence in read.warnings:
        field, doubt, advice = next(entry[1:] for entry in _WARNINGS if entry[0] in sentence)
        warned.add(doubt)
        found, evidence = (read.encoding, read.encoding_evidence) if field == "encoding" else (None, None)
        yield _doubt(speech, Grade.DOUBTFUL, field, doubt, sentence, advice, found=found, evidence=evidence)
    if "damaged" not in warned and (lost := read.text.count(_LOST)):
        why = f"{lost:,} characters are lost (U+FFFD stands in their place)"
        yield _doubt(speech, Grade.DOUBTFUL, "text", "damaged", why, "Look for a better copy.")
    if "left out in large part" not in warned and left_out > _MOST_LEFT_OUT:
        why = f"{left_out:.0%} of the text are taken for furniture and left out"
        yield _doubt(speech, Grade.DOUBTFUL, "text", "left out in large part", why, _LOOK_AT_FURNITURE)


def _of_length(speech: Speech, characters: int) -> Iterator[Doubt]:
    if characters < _SHORT:
        why = f"fewer than {_SHORT} characters are compared, and copies of so short a text are not recognised"
        advice = "Look whether it is whole, and a speech."
        yield _doubt(speech, Grade.DOUBTFUL, "text", "short", why, advice, found=f"{characters} characters")


def _inferred(speech: Speech) -> Iterator[Doubt]:
    for field in _NEEDED:
        fact = speech.facts.get(field)
        if fact and fact.inferred:
            why = "taken from a copy of it" if fact.provenance is Provenance.TWIN else "read from the text"
            advice = f"Where it is right, state it as `{field}` in a speeches.csv."
            yield _doubt(speech, Grade.INFERRED, field, "inferred", why, advice)


def _of_twin(found: ScanResult, number: int) -> Iterator[Doubt]:
    """A speech that has the text of another, and another date."""
    twin = found.twins.get(number)
    if twin and twin.counted:
        other = found.speeches[twin.of]
        why = f"has the text of {other.speech_id}, dated {other.value('date')}; both are counted"
        advice = "Correct the wrong date, if one is; a copy of the same date is not counted."
        yield _doubt(found.speeches[number], Grade.DOUBTFUL, "date", "conflicting", why, advice)


def _told_alike(found: ScanResult) -> dict[int, list[int]]:
    """For each speech those of another text that have the same date, speaker and title; none where one is unknown."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, speech in enumerate(found.speeches):
        if all(speech.value(field) for field in _NEEDED):
            alike[speech.value("date"), *(fold_phrase(speech.value(field)) for field in _NEEDED[1:])].append(number)

    def text(number: int) -> int:
        return found.twins[number].of if number in found.twins else number

    return {
        number: others
        for group in alike.values()
        for number in group
        if (others := [other for other in group if text(other) != text(number)])
    }
