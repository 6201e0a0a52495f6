"""The things lineage speaks about, as frozen records; no behaviour beyond their own fields.

`speeches`: what is read. `columns`: what is compared. `findings`: what is found in a set of speeches. `inheritance`:
what speeches take from others. `traces`: one phrase through time. `comparisons`: two speeches side by side. `listings`:
what an index holds, what of it is doubtful, what was exported. How each is made is told in the rooms:
`lineage.reading`, `lineage.text`, `lineage.detect`, `lineage.formulae`, `lineage.descent`, `lineage.inheritance`,
`lineage.tracing`.

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
from lineage.models.comparisons import Comparison, SharedFormula, SharedPassage
from lineage.models.findings import RELATIONS, Findings, Formula, Life, Occurrences, Passages, ScanResult, Twin, Variant
from lineage.models.inheritance import (
    AGES,
    Absent,
    Addition,
    Carried,
    Closest,
    Direction,
    Heritage,
    Inheritance,
    NewWording,
    Parallel,
    SharedWording,
    Stretch,
)
from lineage.models.listings import CheckedSpeeches, Doubt, Exported, Grade, ListedSpeeches, SpeechTableDraft
from lineage.models.speeches import Embed, Fact, Part, Provenance, ReadText, Skipped, Source, Span, Speech, covered
from lineage.models.traces import (
    Carrier,
    Course,
    Coverage,
    Edit,
    Period,
    PlaceOrder,
    Rung,
    Temperature,
    Trace,
    TracedPlace,
)

__all__ = [
    "AGES",
    "RELATIONS",
    "Absent",
    "Addition",
    "CanonicalText",
    "Carried",
    "Carrier",
    "CheckedSpeeches",
    "Closest",
    "Comparison",
    "Course",
    "Coverage",
    "Direction",
    "Doubt",
    "Edit",
    "Embed",
    "Exported",
    "Fact",
    "Findings",
    "Flags",
    "Float64",
    "Formula",
    "Grade",
    "GramFrequency",
    "Heritage",
    "Inheritance",
    "Int32",
    "Int64",
    "Keep",
    "Life",
    "ListedSpeeches",
    "Mask",
    "NewWording",
    "Occurrences",
    "Parallel",
    "Part",
    "Passages",
    "Period",
    "PlaceOrder",
    "Provenance",
    "ReadText",
    "Rung",
    "ScanResult",
    "SharedFormula",
    "SharedPassage",
    "SharedWording",
    "Skipped",
    "Source",
    "Span",
    "Speech",
    "SpeechColumns",
    "SpeechTableDraft",
    "Stretch",
    "Temperature",
    "Trace",
    "TracedPlace",
    "Twin",
    "UInt64",
    "Variant",
    "covered",
    "in_memory",
]
