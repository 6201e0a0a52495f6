"""The descent room: formulae and dates → who has a formula first and last, and how sure that is.

`attestation` knows the order of partial dates, `carriers` joins formulae with the speeches that carry them. What a
formula is, is decided before, in `lineage.formulae`.
"""

from lineage.descent.attestation import Attestation, Attestations, attest
from lineage.descent.carriers import formulae_with_carriers, occurrences_of

__all__ = ["Attestation", "Attestations", "attest", "formulae_with_carriers", "occurrences_of"]
