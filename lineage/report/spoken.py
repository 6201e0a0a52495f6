"""What rates are over: the speeches and characters that count."""

from __future__ import annotations

from collections.abc import Iterator

from lineage.descent import Attestation
from lineage.detect import mask_of
from lineage.report.site import Site


def spoken(site: Site) -> Iterator[tuple[Attestation, int]]:
    """The speeches that are counted, and how many characters of each are compared: what many files repeat is not.

    Copies are left out, undated speeches are not: who tells of years leaves them out.
    """
    counted = {speech.speech_id for speech in site.result.counted()}
    for one, own, repeated in zip(site.attestations, site.result.columns, site.result.repeated, strict=True):
        if one.speech_id in counted:
            hidden = mask_of(own.canonical, repeated).characters if repeated else 0
            yield one, len(own.canonical.text) - hidden


def characters_spoken(site: Site) -> int:
    """The characters of all speeches that count, dated or not."""
    return sum(characters for _, characters in spoken(site))
