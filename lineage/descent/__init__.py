"""The descent room: formulae and dates → who has a formula first and last, and how sure that is.

`attestation` knows the order of partial dates, `carriers` joins formulae with the speeches that carry them, `direction`
asks who said something before one speech, `life` whether it was taken up and laid down, `copies` tells the same text
delivered twice from a mere copy, `parallels` says where passages stand in the texts as read. What a formula is, is
decided before, in `lineage.formulae`.
"""

from lineage.descent.attestation import Attestation, Attestations, attest
from lineage.descent.carriers import attestation_of, formulae_with_carriers, occurrences_of
from lineage.descent.copies import days_meant, twins_of, with_borrowed
from lineage.descent.direction import Others, Standing
from lineage.descent.life import Timeline
from lineage.descent.parallels import passages_of

__all__ = [
    "Attestation",
    "Attestations",
    "Others",
    "Standing",
    "Timeline",
    "attest",
    "attestation_of",
    "days_meant",
    "formulae_with_carriers",
    "occurrences_of",
    "passages_of",
    "twins_of",
    "with_borrowed",
]
