"""What rates are over: the speeches and characters that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lineage.descent import Attestation
from lineage.detect import mask_of
from lineage.models import Mask, ScanResult


def spoken_in(
    result: ScanResult, attestations: Sequence[Attestation], counted: Mask
) -> Iterator[tuple[Attestation, int]]:
    """The speeches that are counted, and how many characters of each are compared: what many files repeat is not.

    Copies are left out, undated speeches are not: who tells of years leaves them out.

    Args:
        result: What a scan found.
        attestations: When each speech was held.
        counted: Which speeches are counted, `(S,)`.
    """
    for one, own, repeated, counts in zip(attestations, result.columns, result.repeated, counted.tolist(), strict=True):
        if counts:
            hidden = mask_of(own.canonical, repeated).characters if repeated else 0
            yield one, len(own.canonical.text) - hidden
