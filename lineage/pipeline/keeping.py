"""What was gathered and found ↔ the content of an index; and whether an index fits this lineage."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import orjson

from lineage import __version__
from lineage.descent import with_borrowed
from lineage.errors import IndexMismatch, InputError, UsageError
from lineage.gathering import Gathered, readings_by_key
from lineage.index import FORMAT_VERSION, IndexContent, StoredSpeech, read_index, write_index
from lineage.machine import Machine
from lineage.models import ScanResult, Skipped, Speech
from lineage.provenance import column_fingerprint, column_rules, result_fingerprint
from lineage.readings import Reading
from lineage.settings import Settings, StatedSettings, load_settings, stated_in
from lineage.stages import Stages


def known_readings(stored: IndexContent | None, settings: Settings) -> Mapping[str, Reading]:
    """What the index knows of files, as far as these settings would have them read the same way."""
    if stored is None or stored.meta.get("column_fingerprint") != column_fingerprint(settings):
        return {}
    return stored.readings


def usable_index(
    index: Path, *, findings: bool = False, config: Path | StatedSettings | None = None, computing: bool = False
) -> tuple[IndexContent, Settings]:
    """The index, and the settings it was made with.

    Args:
        index: The file.
        findings: Whether what was found is wanted, too.
        config: A settings file, or what was read of several, that must not say otherwise.
        computing: Whether the settings are needed for what is not in the index; else only a file counts that is named.

    Raises:
        InputError: If there is no index.
        IndexMismatch: If it is no index, or was made by other settings or rules of reading.
    """
    stored = read_index(index, findings=findings)
    if stored is None:
        raise InputError(
            f"{index}: there is no index", "Run `lineage scan FOLDER` first, or name the index with --index."
        )
    try:
        settings = load_settings(None, json.loads(stored.meta["settings"]))
    except UsageError as error:
        hint = "Move the file away and run `lineage scan` on the speeches again."
        raise IndexMismatch(f"{index}: is damaged; its settings are wrong ({error.message})", hint) from error
    if config and (told := stated_in(config).contradicting(settings, computing=computing)):
        hint = "Run `lineage scan` on the speeches again, or correct what says otherwise."
        raise IndexMismatch(f"{index}: was made by other settings: {'; '.join(told)}", hint)
    if stored.meta["column_fingerprint"] != column_fingerprint(settings):
        raise IndexMismatch(
            f"{index}: was made by lineage {stored.meta['writer']} with other {_what_differs(stored)}",
            "Run `lineage scan` on the speeches again.",
        )
    return stored, settings


def _what_differs(stored: IndexContent) -> str:
    """Which of the things that decide how a speech is read are not those of this lineage."""
    then = json.loads(stored.meta["rules"])
    if not then:
        return "rules of reading, of an older format"
    named = {"rules": "rules of reading", "unicode": "tables of Unicode"}
    differ = [named.get(name, name) for name, value in column_rules().items() if then.get(name) != value]
    return ", ".join(differ or ["settings"])


def gathered_from(stored: IndexContent) -> Gathered:
    """The speeches as they were gathered when the index was written."""
    entries = []
    for kept in stored.speeches:
        read, own = stored.readings[kept.content_hash]
        speech = Speech(kept.speech_id, kept.file, read, kept.facts, kept.conflicts, kept.named)
        entries.append((speech, own, kept.content_hash))
    skipped = [Skipped(**skip) for skip in json.loads(stored.meta["skipped"])]
    tables = {path: tuple(warnings) for path, warnings in json.loads(stored.meta["tables"]).items()}
    return Gathered.of(entries, skipped, tables, len(entries))


def roots_of(stored: IndexContent) -> dict[str, str]:
    """Where the speeches were found, and what stands before the files of each place."""
    roots: dict[str, str] = json.loads(stored.meta["roots"])
    return roots


def result_from(stored: IndexContent, gathered: Gathered, settings: Settings) -> ScanResult | None:
    """What was found when the index was written; None where this lineage would find otherwise."""
    found = stored.found
    if found is None or stored.meta["run"] == "{}" or stored.meta["fingerprint"] != result_fingerprint(settings):
        return None
    run = orjson.loads(stored.meta["run"])
    return ScanResult.of(
        found,
        speeches=with_borrowed(gathered.speeches, dict(found.twins)),
        columns=gathered.columns,
        skipped=gathered.skipped,
        warnings=tuple(run["warnings"]),
        run=run,
    )


def generation_of(settings: Settings, gathered: Gathered) -> str:
    """Names the set of speeches and what results rest on, not the moment."""
    facts = [
        (speech.speech_id, key, sorted((field, *asdict(fact).values()) for field, fact in speech.facts.items()))
        for speech, key in zip(gathered.speeches, gathered.keys, strict=True)
    ]
    return hashlib.sha256(orjson.dumps([result_fingerprint(settings), facts])).hexdigest()[:16]


def added_to(stored: IndexContent) -> list[str]:
    """The speeches that were added from outside the roots, where no scan of these finds them."""
    added: list[str] = json.loads(stored.meta["added"])
    return added


def keep(
    index: Path,
    gathered: Gathered,
    settings: Settings,
    result: ScanResult,
    stages: Stages,
    machine: Machine,
    *,
    roots: Mapping[str, str],
    added: Collection[str] = (),
) -> None:
    """Writes the index.

    Args:
        index: The file.
        gathered: The speeches.
        settings: Those they were read with.
        result: What they share.
        stages: Keeps the record of what takes how long.
        machine: What may be used of it.
        roots: Where they were found, and what stands before the files of each place.
        added: Those that were found elsewhere.

    Raises:
        OutputError: If it cannot be written; what was there is unchanged.
    """
    with stages.run("writing the index"):
        older = write_index(index, _content(gathered, settings, result, roots, added), machine.database())
    if older:
        stages.progress.tell(f"{index}: had an older format; that file is kept as {older}")


def _content(
    gathered: Gathered, settings: Settings, result: ScanResult, roots: Mapping[str, str], added: Collection[str]
) -> IndexContent:
    there = {speech.speech_id for speech in gathered.speeches}
    meta = {
        "format": str(FORMAT_VERSION),
        "writer": __version__,
        "settings": _json(asdict(settings)),
        "fingerprint": result_fingerprint(settings),
        "column_fingerprint": column_fingerprint(settings),
        "rules": _json(column_rules()),
        "generation": str(result.run["generation"]),
        "roots": json.dumps(dict(roots)),  # orjson refuses names that are not UTF-8
        "skipped": json.dumps([asdict(skip) for skip in gathered.skipped]),
        "tables": json.dumps(dict(gathered.tables)),
        "run": _json(result.run),
        "added": _json(sorted(there & set(added))),
    }
    return IndexContent(meta, readings_by_key(gathered), _stored(gathered), result)


def _stored(gathered: Gathered) -> Sequence[StoredSpeech]:
    return [
        StoredSpeech(speech.speech_id, speech.file, key, speech.facts, speech.conflicts, speech.named)
        for speech, key in zip(gathered.speeches, gathered.keys, strict=True)
    ]


def _json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
