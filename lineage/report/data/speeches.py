"""`lineage.data("speeches")`: what is known of the speeches, as columns."""

from __future__ import annotations

from lineage.report.figures.timeline import middle_of
from lineage.report.site import Site


def speech_data(site: Site) -> dict[str, object]:
    """All speeches, in the order of their identifiers.

    Columns: `name` (of the page), `id`, `title`, `speaker`, `named` (what tells it beside its date), `date` (as EDTF),
    `first_day`, `last_day` (that it can mean, as ordinals; 0 where it is unknown), `year` (0), `middle` (the day it is
    drawn at; empty), `characters` (canonical ones), `copy_of` (the speech that is counted in its place; -1),
    `inherited` (share of its characters) and `first_uses` (both null where it is undated), `embed` (how much of its
    text pages hold), `script` and `region` (empty where unknown; their names in `scripts` and `regions`). `in_time`:
    their numbers by date, undated ones last.
    """
    speeches, attestations = site.result.speeches, site.attestations
    twins = site.result.twins
    return {
        "name": site.names,
        "id": [speech.speech_id for speech in speeches],
        "title": [speech.value("title") for speech in speeches],
        "speaker": [speech.value("speaker") for speech in speeches],
        "named": site.named,
        "date": [one.date for one in attestations],
        "first_day": [one.first_day for one in attestations],
        "last_day": [one.last_day for one in attestations],
        "year": [one.year for one in attestations],
        "middle": [middle_of(one.when) if one.when else "" for one in attestations],
        "characters": [len(own.canonical.text) for own in site.result.columns],
        "copy_of": [
            twins[number].of if number in twins and not twins[number].counted else -1 for number in range(len(speeches))
        ],
        "inherited": [
            round(share, 4) if one.when else None
            for share, one in zip(site.heritage.inherited_share.tolist(), attestations, strict=True)
        ],
        "first_uses": [
            count if one.when else None
            for count, one in zip(site.heritage.first_uses.tolist(), attestations, strict=True)
        ],
        "embed": site.embeds,
        "script": [own.canonical.script for own in site.result.columns],
        "region": [own.canonical.region for own in site.result.columns],
        "scripts": {name: site.say(f"script_{name}") for name in ("Hans", "Hant", "mixed")},
        "regions": {name: site.say(f"region_{name.replace(' ', '_')}") for name in ("Taiwan", "Hong Kong")},
        "in_time": site.in_time,
    }
