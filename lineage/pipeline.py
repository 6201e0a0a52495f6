"""Joins the rooms. Every command's public function stands here, and nothing else joins more than two rooms.

`analyse` is the one pure function from a set of speeches to its results; whatever reads, keeps or adds speeches ends
in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import orjson

from lineage import __version__
from lineage.analysis import Analysis, analyse, sketching_record
from lineage.errors import IndexMismatch, InputError, UsageError
from lineage.export import OutputFolder, write_data
from lineage.gathering import Gathered, Reading, gather, readings_by_key
from lineage.index import FORMAT_VERSION, IndexContent, StoredSpeech, check_index_place, read_index, write_index
from lineage.models import ScanResult, Skipped, Speech
from lineage.provenance import column_fingerprint, result_fingerprint, versions
from lineage.reading import discover
from lineage.report import check_language, render_site
from lineage.settings import Settings, load_settings
from lineage.stages import Progress, Silence, Stages


def scan(
    paths: Sequence[Path | str],
    *,
    out: Path = Path("reports"),
    index: Path = Path("lineage.duckdb"),
    settings: Settings | None = None,
    jobs: int | None = None,
    force: bool = False,
    exclude: Sequence[Path] = (),
    language: str = "en",
    progress: Progress | None = None,
) -> ScanResult:
    """Reads the speeches under `paths`, finds what they share, writes the index, the data files and the pages.

    Args:
        paths: Folders and files.
        out: Folder for the results; `out/data` and the pages are replaced whole.
        index: File that keeps what was read.
        settings: Thresholds and the like.
        jobs: Processes that read; results do not depend on it.
        force: Write into `out` even if it holds files that lineage did not write.
        exclude: Files and folders below `paths` that are no speeches; `out` and `index` never are.
        language: Language of the pages, one of `lineage.report.LANGUAGES`.
        progress: Is told what happens.

    Raises:
        InputError: If a path does not exist, or there are fewer than two speeches.
        OutputError: If results cannot be written; what was there before is unchanged.
        UsageError: If a setting is wrong, or `out` is one of the folders of speeches.
        IndexMismatch: If `index` is another kind of file, or was written in another format.
    """
    settings = settings or Settings()
    stages = Stages(progress or Silence())
    _keep_apart(paths, out)
    folder = _results_folder(out, language, force=force)
    check_index_place(index)
    known = _known_readings(index, settings)
    found = discover([Path(path) for path in paths], exclude=[out, index, *exclude])
    with stages.run("reading", len(found.sources)) as step:
        gathered = gather(found, settings, known, jobs, step)
    _need_two(paths, gathered)
    meta = _meta(settings, gathered, found.roots)
    result = _result(gathered, settings, meta, stages)
    with stages.run("writing the index"):
        write_index(index, _index_content(meta, gathered))
    _publish(result, folder, language, stages, reused=gathered.reused)
    return result


def write_report(
    *,
    out: Path = Path("reports"),
    index: Path = Path("lineage.duckdb"),
    force: bool = False,
    language: str = "en",
    progress: Progress | None = None,
) -> ScanResult:
    """Writes the data files and the pages anew from the index, without the speeches.

    Args:
        out: Folder for the results; `out/data` and the pages are replaced whole.
        index: The index that a scan wrote.
        force: Write into `out` even if it holds files that lineage did not write.
        language: Language of the pages, one of `lineage.report.LANGUAGES`.
        progress: Is told what happens.

    Raises:
        InputError: If there is no index.
        OutputError: If results cannot be written; what was there before is unchanged.
        IndexMismatch: If the index is another kind of file, or was made by other rules than those of this version.
    """
    stages = Stages(progress or Silence())
    folder = _results_folder(out, language, force=force)
    stored, settings = _usable_index(index)
    gathered = _from_index(stored)
    meta = _meta(settings, gathered, json.loads(stored.meta["roots"]))
    result = _result(gathered, settings, meta, stages)
    _publish(result, folder, language, stages, reused=gathered.reused)
    return result


def _results_folder(out: Path, language: str, *, force: bool) -> OutputFolder:
    """The folder, once it is sure that results can be written into it, and in this language."""
    check_language(language)
    folder = OutputFolder(out, force=force)
    folder.check_writable()
    return folder


def _known_readings(index: Path, settings: Settings) -> Mapping[str, Reading]:
    """What the index knows of files, as far as these settings would have them read the same way."""
    stored = read_index(index)
    if stored is None or stored.meta.get("column_fingerprint") != column_fingerprint(settings):
        return {}
    return stored.readings


def _usable_index(index: Path) -> tuple[IndexContent, Settings]:
    """The index, and the settings it was made with."""
    stored = read_index(index)
    if stored is None:
        raise InputError(
            f"{index}: there is no index", "Run `lineage scan FOLDER` first, or name the index with --index."
        )
    settings = load_settings(None, json.loads(stored.meta["settings"]))
    if stored.meta["column_fingerprint"] != column_fingerprint(settings):
        raise IndexMismatch(
            f"{index}: was made by lineage {stored.meta['writer']} with other rules of reading or other packages",
            "Run `lineage scan` on the speeches again.",
        )
    return stored, settings


def _result(gathered: Gathered, settings: Settings, meta: dict[str, str], stages: Stages) -> ScanResult:
    found = analyse(gathered, settings, stages)
    warnings = (*gathered.warnings, *found.warnings)
    run = _run_record(settings, meta, gathered, found) | {"warnings": list(warnings)}
    return ScanResult(
        found.speeches,
        gathered.columns,
        found.formulae,
        found.occurrences,
        gathered.skipped,
        warnings,
        run,
        found.passages,
        found.twins,
        found.repeated,
    )


def _publish(result: ScanResult, folder: OutputFolder, language: str, stages: Stages, *, reused: int) -> None:
    with stages.run("drawing the pages"):
        pages = dict(render_site(result, language))
    before = folder.pages_before()
    with stages.run("writing the data files"):
        timing = stages.timing(reused=reused)
        folder.replace_data(lambda data: write_data(data, result, timing, sorted(map(str, pages))))
        folder.replace_pages(pages, before)


def _keep_apart(paths: Sequence[Path | str], out: Path) -> None:
    """Results among the speeches would be found by the next scan, and would take the place of files of their names."""
    if any(Path(path).resolve() == out.resolve() for path in paths):
        raise UsageError(
            f"{out}: holds the speeches, and the results need a folder of their own", "Name one with --out."
        )


def _need_two(paths: Sequence[Path | str], gathered: Gathered) -> None:
    """Nothing can be shared by fewer than two speeches."""
    named = ", ".join(map(str, paths))
    reasons = "; ".join(f"{skip.file}: {skip.reason}" for skip in gathered.skipped[:3])
    tail = f" ({len(gathered.skipped)} skipped: {reasons})" if reasons else ""
    if not gathered.speeches:
        raise InputError(
            f"{named}: holds no speech that can be read{tail}", "Speeches are .txt or .md files, also in folders below."
        )
    if len(gathered.speeches) == 1:
        only = gathered.speeches[0].file
        raise InputError(
            f"{named}: holds only one speech, {only}{tail}",
            "Formulae are what at least two speeches share; add another.",
        )


def _meta(settings: Settings, gathered: Gathered, roots: Sequence[str]) -> dict[str, str]:
    """What the index says of itself. The generation names the set of speeches and the settings, not the moment."""
    fingerprint = result_fingerprint(settings)
    facts = [
        (speech.speech_id, key, sorted((field, fact.value) for field, fact in speech.facts.items()))
        for speech, key in zip(gathered.speeches, gathered.keys, strict=True)
    ]
    return {
        "format": str(FORMAT_VERSION),
        "writer": __version__,
        "settings": orjson.dumps(asdict(settings), option=orjson.OPT_SORT_KEYS).decode(),
        "fingerprint": fingerprint,
        "column_fingerprint": column_fingerprint(settings),
        "generation": hashlib.sha256(orjson.dumps([fingerprint, facts])).hexdigest()[:16],
        "roots": json.dumps(list(roots)),  # orjson refuses names that are not UTF-8
        "skipped": json.dumps([asdict(skip) for skip in gathered.skipped]),
        "warnings": json.dumps(gathered.warnings),
    }


def _from_index(stored: IndexContent) -> Gathered:
    """The speeches as they were gathered when the index was written."""
    readings = [stored.readings[speech.content_hash] for speech in stored.speeches]
    return Gathered(
        tuple(
            Speech(speech.speech_id, speech.file, read, speech.facts)
            for speech, (read, _) in zip(stored.speeches, readings, strict=True)
        ),
        tuple(own for _, own in readings),
        tuple(speech.content_hash for speech in stored.speeches),
        tuple(Skipped(**skip) for skip in json.loads(stored.meta["skipped"])),
        tuple(json.loads(stored.meta["warnings"])),
        len(readings),
    )


def _index_content(meta: dict[str, str], gathered: Gathered) -> IndexContent:
    speeches = [
        StoredSpeech(speech.speech_id, speech.file, key, speech.facts)
        for speech, key in zip(gathered.speeches, gathered.keys, strict=True)
    ]
    return IndexContent(meta, readings_by_key(gathered), speeches)


def _run_record(settings: Settings, meta: dict[str, str], gathered: Gathered, found: Analysis) -> dict[str, object]:
    """What run.json says, the timing apart."""
    counts = found.counts
    left_out = (
        f"{counts['not_whole_words']} stand inside words, {counts['given_way']} give way to a better one, "
        f"{counts['below_score']} score below {settings.min_score}, {counts['other_kinds']} are of other kinds, "
        f"{counts['over_limit']} are beyond the limit"
    )
    return {
        "tool": "lineage",
        "format": FORMAT_VERSION,
        "generation": meta["generation"],
        "settings": asdict(settings),
        "fingerprint": meta["fingerprint"],
        "versions": versions(),
        "counts": {"speeches": len(gathered.speeches), "skipped": len(gathered.skipped), **counts},
        "sketching": sketching_record(found.sketching),
        "cut": f"of {counts['candidates']} candidates {counts['measured']} were measured by every place, the others "
        f"folded or unlikely by whole words; {counts['formulae']} are listed; {left_out}",
        "capped": found.capped(),
        "skipped": [{"file": skip.file, "reason": skip.reason} for skip in gathered.skipped],
    }
