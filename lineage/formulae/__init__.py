"""The formulae room: recurrent grams → formulae with a label, a score and a kind.

`edges` tells where a wording may begin and end, `candidates` picks the closed grams and trims them, `compounds` finds
words that are really two, `features` measures, `score` weighs the measures, `folding` gathers wordings around a label,
`families` joins these. `holding` finds what lies inside a longer formula, `kind` names what sort of wording a row is,
`written` how a person would write it. `assembly` joins all of it: from a corpus to its formulae with every place.
`emphasis` finds what one speech alone makes much of, `clauses` what of a stretch is a wording, `alterations` where one
speech says known wordings otherwise. When each is attested is asked in `lineage.descent`.
"""

from lineage.formulae.alterations import Alteration, find_alterations
from lineage.formulae.assembly import STEPS, FormulaSet, find_formulae
from lineage.formulae.candidates import LEAST_HAN
from lineage.formulae.clauses import clauses_of
from lineage.formulae.edges import EdgeWords, content_words
from lineage.formulae.emphasis import find_emphasised
from lineage.formulae.holding import nested

__all__ = [
    "LEAST_HAN",
    "STEPS",
    "Alteration",
    "EdgeWords",
    "FormulaSet",
    "clauses_of",
    "content_words",
    "find_alterations",
    "find_emphasised",
    "find_formulae",
    "nested",
]
