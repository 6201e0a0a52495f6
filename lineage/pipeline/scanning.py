"""`scan`: a folder of speeches → what they share, kept in an index and written as data files and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lineage.engine import Cluster
from lineage.errors import InputError, UsageError
from lineage.export import SITE_FOLDERS
from lineage.gathering import Gathered
from lineage.index import IndexContent, check_index_place, journal_beside, journal_path, only_writer, read_index
from lineage.machine import bounded
from lineage.models import ScanResult
from lineage.pipeline.keeping import added_to, keep, known_readings
from lineage.pipeline.publishing import find_result, publish, results_folder, told_to_report
from lineage.pipeline.reading import read_speeches
from lineage.provenance import column_fingerprint
from lineage.reading import discover
from lineage.readings import forget_dictionaries
from lineage.settings import Settings
from lineage.stages import Progress, Silence, Stages


def scan(
    paths: Sequence[Path | str],
    *,
    out: Path = Path("reports"),
    index: Path = Path("lineage.duckdb"),
    settings: Settings | None = None,
    jobs: int | None = None,
    memory_limit: int | None = None,
    force: bool = False,
    exclude: Sequence[Path] = (),
    language: str = "en",
    embed: str = "",
    cluster: Cluster | None = None,
    progress: Progress | None = None,
) -> ScanResult:
    """Reads the speeches under `paths`, finds what they share, writes the index, the data files and the pages.

    Args:
        paths: Folders and files.
        out: Folder for the results; `out/data` and the pages are replaced whole.
        index: File that keeps what was read and found.
        settings: Thresholds and the like.
        jobs: Processes at once; results do not depend on it.
        memory_limit: Bytes that the run is to get along with; what is more goes to a folder beside the index as long
            as it runs. Slower; results do not depend on it.
        force: Write into `out` even if it holds files that lineage did not write, and let go of speeches that were
            added to the index from elsewhere.
        exclude: Files and folders below `paths` that are no speeches; `out`, `index` and its journal never are.
        language: Language of the pages, one of `lineage.report.LANGUAGES`.
        embed: How much of every text the pages hold: `text`, `context` or `none`. Where it is empty, each text's
            `speeches.csv` says, else it is `context`. Results do not depend on it.
        cluster: Spark, which reads and joins where this process does not; results do not depend on it.
        progress: Is told what happens.

    Raises:
        InputError: If a path does not exist, or there are fewer than two speeches.
        OutputError: If results cannot be written, or another process writes the index; what was there before is
            unchanged.
        UsageError: If a setting is wrong, or `out` or a folder of its pages is one of the folders of speeches.
        IndexMismatch: If `index` is another kind of file, is damaged, or was written in a newer format.
        EngineFailed: If the cluster cannot be reached, or cannot do its part.

    Examples:
        >>> result = lineage.scan(["corpus"])
        >>> formula = next(each for each in result.formulae if each.canonical == "命运共同体")
        >>> formula.speeches, formula.first_date
        (5, '2013-11-05')
    """
    settings = settings or Settings()
    stages = Stages(progress or Silence())
    _keep_apart(paths, out)
    folder = results_folder(out, language, embed, force=force)
    check_index_place(index)
    rules = column_fingerprint(settings)
    with (
        only_writer(index),
        journal_beside(index, rules, stages.progress.tell) as journal,
        bounded(jobs, memory_limit, index, cluster, stages) as machine,
    ):
        stored = read_index(index)
        no_speeches = [out, index, journal_path(index), *exclude]
        found = discover(list(map(Path, paths)), exclude=no_speeches, columns=settings.columns)
        known = {**known_readings(stored, settings), **journal.take()}
        gathered = read_speeches(found, settings, known, stages, machine, jobs=jobs, journal=journal)
        # Or the machine could let nothing of them go.
        del known
        stored = stored and replace(stored, readings={})
        forget_dictionaries()
        machine.give_back()
        _need_two(paths, gathered)
        if stored and not force:
            _keep_added(index, stored, gathered)
        result = find_result(gathered, settings, stages, machine)
        keep(index, gathered, settings, result, stages, machine, roots=found.roots)
        journal.remove()
        with told_to_report(index, out):
            publish(result, folder, language, embed, stages, reused=gathered.reused)
    return result


def _keep_apart(paths: Sequence[Path | str], out: Path) -> None:
    """Results among the speeches would be found by the next scan, and would take the place of files of their names."""
    if any(Path(path).resolve() == out.resolve() for path in paths):
        raise UsageError(
            f"{out}: holds the speeches, and the results need a folder of their own", "Name one with --out."
        )
    of_pages = {(out / name).resolve() for name in SITE_FOLDERS}
    for path in paths:
        if of_pages & {Path(path).resolve(), *Path(path).resolve().parents}:
            raise UsageError(f"{path}: is where the pages of {out} go", "Name another folder with --out.")


def _keep_added(index: Path, stored: IndexContent, gathered: Gathered) -> None:
    """What was added from elsewhere, perhaps from a pipe, is not to vanish because a folder is scanned again."""
    lost = sorted(set(added_to(stored)) - {speech.speech_id for speech in gathered.speeches})
    if lost:
        raise InputError(
            f"{index}: holds speeches that were added from elsewhere and would be lost: {', '.join(lost[:5])}",
            "Name their files, too; or add to the index with `lineage add`, or let them go with --force.",
        )


def _need_two(paths: Sequence[Path | str], gathered: Gathered) -> None:
    """Nothing can be shared by fewer than two speeches."""
    named = ", ".join(map(str, paths))
    reasons = "; ".join(f"{skip.file}: {skip.reason}" for skip in gathered.skipped[:3])
    tail = f" ({len(gathered.skipped)} skipped: {reasons})" if reasons else ""
    if not gathered.speeches:
        raise InputError(
            f"{named}: holds no speech that can be read{tail}",
            "Name files of speeches, or a folder of them; folders below are read, too.",
        )
    if len(gathered.speeches) == 1:
        only = gathered.speeches[0].file
        raise InputError(
            f"{named}: holds only one speech, {only}{tail}",
            "Formulae are what at least two speeches share; add another.",
        )
