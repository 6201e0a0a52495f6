"""A result → data files and pages; and whether those that are there are of the index that is there."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from lineage.analysis import Analysis, analyse
from lineage.descent import heritage_of
from lineage.errors import Interrupted, OutputError, how_to_report
from lineage.export import OutputFolder, write_data
from lineage.gathering import Gathered
from lineage.index import FORMAT_VERSION
from lineage.machine import Machine
from lineage.models import ScanResult
from lineage.pipeline.keeping import gathered_from, generation_of, result_from, usable_index
from lineage.provenance import result_fingerprint, versions
from lineage.report import check_language, embed_asked, render_site
from lineage.settings import Settings, StatedSettings
from lineage.stages import Progress, Silence, Stages


def write_report(
    *,
    out: Path = Path("reports"),
    index: Path = Path("lineage.duckdb"),
    force: bool = False,
    language: str = "",
    embed: str = "",
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> ScanResult:
    """Writes the data files and the pages anew from the index, without the speeches.

    Args:
        out: Folder for the results; `out/data` and the pages are replaced whole.
        index: The index that a scan wrote.
        force: Write into `out` even if it holds files that lineage did not write.
        language: Language of the pages, one of `lineage.report.LANGUAGES`; that of those that are there, where empty.
        embed: How much of every text they hold, as in `scan`; so much as before, where empty.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens.

    Raises:
        InputError: If there is no index.
        OutputError: If results cannot be written; what was there before is unchanged.
        IndexMismatch: If the index is another kind of file, or was made by other rules than those of this version.
    """
    stages = Stages(progress or Silence())
    folder = results_folder(out, language, embed, force=force)
    result, reused = stored_result(index, stages, config=config)
    publish_as_before(result, folder, language, embed, stages, reused=reused)
    return result


def stored_result(
    index: Path, stages: Stages, *, config: Path | StatedSettings | None = None
) -> tuple[ScanResult, int]:
    """What was found when the index was written, or would be found by this lineage; and how many readings it holds.

    Raises:
        InputError: If there is no index.
        IndexMismatch: If the index cannot be used by this version.
    """
    with stages.run("reading the index"):
        stored, settings = usable_index(index, findings=True, config=config)
        gathered = gathered_from(stored)
        result = result_from(stored, gathered, settings)
    if result is None:
        tell_found_anew(index, stages.progress)
        result = find_result(gathered, settings, stages, Machine())
    return result, gathered.reused


def results_folder(out: Path, language: str, embed: str, *, force: bool) -> OutputFolder:
    """The folder, once it is sure that results can be written into it, and in this way.

    Raises:
        OutputError: If they cannot be written.
        UsageError: If the pages do not speak the language, or cannot hold so much of texts.
    """
    check_language(language or "en")
    embed_asked(embed)
    folder = OutputFolder(out, force=force)
    folder.check_writable()
    return folder


def find_result(gathered: Gathered, settings: Settings, stages: Stages, machine: Machine) -> ScanResult:
    """What these speeches share: a pure function of speeches and settings, whatever the machine."""
    if doubt := machine.doubt(sum(len(own.canonical.text) for own in gathered.columns)):
        stages.progress.tell(doubt)
    machine.reach()
    found = analyse(gathered, settings, stages, machine)
    machine.leave()
    warnings = (*gathered.warnings, *found.warnings)
    return ScanResult.of(
        found.findings,
        speeches=found.speeches,
        columns=gathered.columns,
        skipped=gathered.skipped,
        warnings=warnings,
        run=_run_record(settings, gathered, found) | {"warnings": list(warnings)},
    )


def publish(
    result: ScanResult, folder: OutputFolder, language: str, embed: str, stages: Stages, *, reused: int
) -> None:
    """Writes data files and pages; what was there before stays until the new is complete.

    Raises:
        OutputError: If they cannot be written.
    """
    with stages.run("telling what is inherited"):
        heritage = heritage_of(result)
    with _nothing_to_collect(), folder.drawing() as pages:
        with stages.run("drawing the pages"):
            for path, content in render_site(result, heritage, language, embed_asked(embed)):
                pages.add(path, content)
        with stages.run("writing the data files"):
            timing = stages.timing(reused=reused)
            folder.replace(lambda data: write_data(data, result, heritage, timing, pages.names), pages)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Keeps Python's collector of cycles from what is there: it would look through a whole result again and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def publish_as_before(
    result: ScanResult, folder: OutputFolder, language: str, embed: str, stages: Stages, *, reused: int
) -> None:
    """The same; what is empty is as in the pages that are there."""
    publish(result, folder, language or folder.language, embed or folder.embed, stages, reused=reused)


@contextmanager
def told_to_report(index: Path, out: Path) -> Iterator[None]:
    """Where results cannot be written after the index was, or nobody waits for them, tells how to get them."""
    hint = f"The index is complete. {how_to_report(index, out)} writes data files and pages."
    try:
        yield
    except OutputError as error:
        raise OutputError(error.message, hint) from error
    except KeyboardInterrupt as error:
        raise Interrupted("interrupted while the results were written", hint) from error


def tell_if_stale(index: Path, out: Path, generation: str, progress: Progress) -> None:
    """Tells where data files or pages of ours are of another state than the index: a run was killed, or left them."""
    if OutputFolder.generations_in(out) - {generation}:
        progress.tell(f"{out}: is of another state than the index; {how_to_report(index, out)} writes it anew")


def tell_found_anew(index: Path, progress: Progress) -> None:
    """Tells why it takes longer than it need: what the index holds was found by rules of another version, or was not.

    A report leaves the index as it is, so that it is no help.
    """
    progress.tell(
        f"{index}: holds nothing that was found by the rules of this lineage, so that all is found anew, which takes "
        "longer; `lineage scan` on the speeches renews it, and reads only what has changed"
    )


def _run_record(settings: Settings, gathered: Gathered, found: Analysis) -> dict[str, object]:
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
        "generation": generation_of(settings, gathered),
        "settings": asdict(settings),
        "fingerprint": result_fingerprint(settings),
        "versions": versions(),
        "counts": {"speeches": len(gathered.speeches), "skipped": len(gathered.skipped), **counts},
        "sketching": found.sketching,
        "cut": f"of {counts['candidates']} candidates {counts['measured']} were measured by every place, the others "
        f"folded or unlikely by whole words; {counts['formulae']} are listed; {left_out}",
        "capped": found.capped(),
        "skipped": [{"file": skip.file, "reason": skip.reason} for skip in gathered.skipped],
    }
