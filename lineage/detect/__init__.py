"""The detection room: word columns → evidence of shared wording.

`corpus` lays the columns of all speeches end to end, `recurrence` finds the grams that several speeches share,
`places` finds every place of a given wording. What of the evidence is a formula is decided in `lineage.formulae`;
where the big joins run is the business of `lineage.engine`, which is handed in.
"""

from lineage.detect.corpus import Corpus, lay_out
from lineage.detect.places import Places, find_places
from lineage.detect.recurrence import Level, recurrent_grams

__all__ = ["Corpus", "Level", "Places", "find_places", "lay_out", "recurrent_grams"]
