"""The things lineage speaks about, as frozen records; no behaviour beyond their own fields.

`speeches`: what is read. `columns`: what is compared. `findings`: what is found in a set of speeches. `inheritance`:
what one speech takes from the others. How each is made is told in the rooms: `lineage.reading`, `lineage.text`,
`lineage.detect`, `lineage.formulae`, `lineage.descent`.

All offsets are code points in the text as read, half open `[begin, end)`.
"""

from lineage.models.columns import (
    CanonicalText,
    Flags,
    Float64,
    GramFrequency,
    Int32,
    Int64,
    Keep,
    Mask,
    SpeechColumns,
    UInt64,
    in_memory,
)
from lineage.models.findings import RELATIONS, Findings, Formula, Life, Occurrences, Passages, ScanResult, Twin, Variant
from lineage.models.inheritance import (
    Addition,
    Carried,
    Direction,
    Inheritance,
    NewWording,
    Parallel,
    SharedWording,
    Stretch,
)
from lineage.models.speeches import Fact, Provenance, ReadText, Skipped, Source, Span, Speech

__all__ = [
    "RELATIONS",
    "Addition",
    "CanonicalText",
    "Carried",
    "Direction",
    "Fact",
    "Findings",
    "Flags",
    "Float64",
    "Formula",
    "GramFrequency",
    "Inheritance",
    "Int32",
    "Int64",
    "Keep",
    "Life",
    "Mask",
    "NewWording",
    "Occurrences",
    "Parallel",
    "Passages",
    "Provenance",
    "ReadText",
    "ScanResult",
    "SharedWording",
    "Skipped",
    "Source",
    "Span",
    "Speech",
    "SpeechColumns",
    "Stretch",
    "Twin",
    "UInt64",
    "Variant",
    "in_memory",
]
