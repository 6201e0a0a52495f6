"""The detection room: word columns → evidence of shared wording.

`corpus_furniture` finds what many files repeat and nobody said (by their `lines`), `masking` lays a mask over it,
`corpus` lays the columns of all speeches end to end. `recurrence` finds the grams that several speeches share,
`places` every place of a given wording, `rewordings` what says the same words otherwise, `edits` what alters a given
wording, `sketches` near windows (by their `signatures`), `passages` the longer stretches that two speeches share (by
way of `seeds` and `alignment`), `twins` speeches that are one text. `against` asks of one new speech alone what it
shares with the others. What of the evidence is a formula is decided in `lineage.formulae`; where the big joins run is
the business of `lineage.engine`, which is handed in.
"""

from lineage.detect.against import Carriers, Overlap, SharedWordings, look_up
from lineage.detect.corpus import Corpus, lay_out
from lineage.detect.corpus_furniture import find_corpus_furniture
from lineage.detect.edits import Edits, find_edits
from lineage.detect.masking import SpeechMask, lay_over, mask_of
from lineage.detect.passages import PassagePlaces, find_passages
from lineage.detect.places import IsWord, Places, find_places, splits
from lineage.detect.recurrence import Level, recurrent_grams
from lineage.detect.rewordings import Rewordings, find_rewordings
from lineage.detect.seeds import SEED_CAP
from lineage.detect.signatures import Sketching
from lineage.detect.sketches import BUCKET_CAP, NearWindows, near_windows
from lineage.detect.twins import Twins, find_twins

__all__ = [
    "BUCKET_CAP",
    "SEED_CAP",
    "Carriers",
    "Corpus",
    "Edits",
    "IsWord",
    "Level",
    "NearWindows",
    "Overlap",
    "PassagePlaces",
    "Places",
    "Rewordings",
    "SharedWordings",
    "Sketching",
    "SpeechMask",
    "Twins",
    "find_corpus_furniture",
    "find_edits",
    "find_passages",
    "find_places",
    "find_rewordings",
    "find_twins",
    "lay_out",
    "lay_over",
    "look_up",
    "mask_of",
    "near_windows",
    "recurrent_grams",
    "splits",
]
