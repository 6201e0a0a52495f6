"""What is asked of the speeches of an index: one phrase through time, two of them side by side, some of them alone.

`spoken` finds a phrase in the speeches, however it is written and cut into words, and what is near to it; `phrase`
joins its places with dates (`lineage.descent`); `pair` lays two speeches side by side; `selection` says which speeches
and formulae are meant. Nothing is found here by the evidence of a scan: these look into what the speeches say, and into
what a scan has listed.
"""

from lineage.tracing.pair import compare_pair
from lineage.tracing.phrase import canonical_phrase, trace_of
from lineage.tracing.selection import (
    Days,
    FormulaFilter,
    SpeechFilter,
    select_formulae,
    select_speeches,
    speakers_by_name,
)

__all__ = [
    "Days",
    "FormulaFilter",
    "SpeechFilter",
    "canonical_phrase",
    "compare_pair",
    "select_formulae",
    "select_speeches",
    "speakers_by_name",
    "trace_of",
]
