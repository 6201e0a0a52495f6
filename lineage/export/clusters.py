"""JSON lines with the field names of passim: one line a place, its cluster, and what is known of its speech.

passim (Smith, Cordell, Mullen 2015, "Computational Methods for Uncovering Reprinted Texts in Antebellum Newspapers")
writes clusters of reprinted passages; who reads its output (`id`, `series`, `text`, `begin`, `end`, `cluster`, `size`,
`uid`) reads this, too. A formula is a cluster, its rank the number; or a passage is, of the two speeches that share
it. `begin` and `end` are code points of the text as read, and `text` is what stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final

import orjson

from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.tables import in_blocks
from lineage.models import ScanResult, Speech

#: Metadata that stands beside what passim names, empty where unknown; whatever else is known follows it.
_STATED: Final = ("title", "speaker", "role", "venue", "source")

Record = dict[str, Any]


def export_jsonl(material: Material, options: ExportOptions) -> Produced:
    """The places of formulae, or of passages."""
    records = _passages if options.what == "passages" else _places
    return Produced([("lineage.jsonl", in_blocks(map(_line, records(material.result))))])


def _line(record: Record) -> str:
    try:
        return orjson.dumps(record).decode() + "\n"
    except TypeError:  # half of a surrogate pair, in the name of a file
        return json.dumps(record, separators=(",", ":")) + "\n"


def _places(result: ScanResult) -> Iterator[Record]:
    found = result.occurrences
    about = [_about(speech) for speech in result.speeches]
    sizes: list[int] = [0] * len(result.formulae)
    for number in found.formula.tolist():
        sizes[number] += 1
    columns = (found.formula, found.variant, found.speech, found.begin, found.end)
    for uid, (number, wording, speech, begin, end) in enumerate(
        zip(*(each.tolist() for each in columns), strict=True), 1
    ):
        formula = result.formulae[number]
        variant = formula.variants[wording]
        own = {
            "formula_id": formula.formula_id,
            "label": formula.label,
            "kind": formula.kind,
            "canonical": variant.canonical,
            "relation": variant.relation,
            "attests": variant.attests,
        }
        yield _record(result.speeches[speech], about[speech], uid, formula.rank, sizes[number], begin, end, own)


def _passages(result: ScanResult) -> Iterator[Record]:
    found, about = result.passages, [_about(speech) for speech in result.speeches]
    sides = ((found.first, found.first_begin, found.first_end), (found.second, found.second_begin, found.second_end))
    places = zip(*(zip(*(each.tolist() for each in side), strict=True) for side in sides), strict=True)
    measured = zip(*(each.tolist() for each in (found.characters, found.similarity, found.bits)), strict=True)
    uid = count(1)
    for cluster, (both, (characters, similarity, bits)) in enumerate(zip(places, measured, strict=True), 1):
        own = {"characters": characters, "similarity": round(similarity, 6), "bits": round(bits, 6)}
        for speech, begin, end in both:
            yield _record(result.speeches[speech], about[speech], next(uid), cluster, 2, begin, end, own)


def _record(
    speech: Speech, about: Record, uid: int, cluster: int, size: int, begin: int, end: int, own: Mapping[str, object]
) -> Record:
    return {
        "uid": uid,
        "cluster": cluster,
        "size": size,
        "id": speech.speech_id,
        "series": speech.value("series") or speech.value("speaker") or speech.speech_id,
        "begin": begin,
        "end": end,
        "text": speech.read.text[begin:end],
        **own,
        **about,
    }


#: Names that are taken: a column of the metadata that is called so gets `speech_` before it.
_TAKEN: Final = frozenset(
    (
        *("uid", "cluster", "size", "id", "series", "begin", "end", "text", "formula_id", "label", "kind"),
        *("canonical", "relation", "attests", "characters", "similarity", "bits", "date_source", "file"),
    )
)


def _about(speech: Speech) -> Record:
    """What is known of a speech."""
    date = speech.facts.get("date")
    further = {
        f"speech_{name}" if name in _TAKEN else name: fact.value
        for name, fact in sorted(speech.facts.items())
        if name not in (*_STATED, "date")
    }
    stated = {name: speech.value(name) for name in _STATED}
    source = date.provenance.value if date else ""
    return {"date": speech.value("date"), "date_source": source, **stated, "file": speech.file, **further}
