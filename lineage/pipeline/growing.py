"""`add` and `remove`: an index grows and shrinks speech by speech, and is each time as if it had been scanned anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from lineage.engine import Cluster
from lineage.errors import InputError, UsageError
from lineage.export import OutputFolder
from lineage.gathering import Gathered
from lineage.index import IndexContent, check_index_place, journal_beside, journal_path, only_writer
from lineage.machine import Machine, bounded
from lineage.models import Addition, Fact, Inheritance, ScanResult
from lineage.naming import LISTED, check_says_something, did_you_mean
from lineage.pipeline.asking import inheritances
from lineage.pipeline.keeping import added_to, gathered_from, keep, result_from, roots_of, usable_index
from lineage.pipeline.publishing import find_result, publish_as_before, results_folder, told_to_report
from lineage.pipeline.reading import read_speeches
from lineage.reading import Discovery, discover_further, from_command, holds_many, normal, text_of_option
from lineage.settings import Settings, StatedSettings
from lineage.stages import Progress, Silence, Stages

#: Of more speeches than this at once it is not told what each inherits.
TOLD_AT_ONCE = 5


def add(
    paths: Sequence[Path | str],
    *,
    date: str = "",
    speaker: str = "",
    title: str = "",
    venue: str = "",
    speech_id: str = "",
    out: Path = Path("reports"),
    index: Path = Path("lineage.duckdb"),
    dry_run: bool = False,
    report: bool = True,
    force: bool = False,
    language: str = "",
    embed: str = "",
    jobs: int | None = None,
    memory_limit: int | None = None,
    cluster: Cluster | None = None,
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> Addition:
    """Adds speeches to an index: the same as scanning all anew with them in place.

    Args:
        paths: Files and folders. What lies under a folder that was scanned is named from there, else by its own name.
        date: When it was held, EDTF; it goes before what the text, its name or a table says. So do the following.
        speaker: Who held it.
        title: What it is called.
        venue: Where it was held.
        speech_id: What it is to be called in the index.
        out: Folder for the results.
        index: The index that a scan wrote.
        dry_run: Only tell what would be understood and inherited; nothing is written.
        report: Write data files and pages, too.
        force: Write into `out` even if it holds files that lineage did not write.
        language: Language of the pages; that of those that are there, where empty.
        embed: How much of every text they hold, as in `scan`; so much as before, where empty.
        jobs: Processes at once; results do not depend on it.
        memory_limit: Bytes that the run is to get along with, as in `scan`.
        cluster: Spark, which does its part, as in `scan`.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens.

    Raises:
        InputError: If there is no index, a path does not exist, cannot be read, or is in the index already.
        OutputError: If something cannot be written, or another process writes the index; what was there is unchanged.
        UsageError: If the date or another text is none, or what is stated of one speech is stated of several.
        IndexMismatch: If the index cannot be used by this version.
        EngineFailed: If the cluster cannot do its part.

    Examples:
        >>> added = lineage.add(["new.txt"], date="2022-11-09", speaker="某人")
        >>> added.inheritances[0].speech.value("date"), len(added.result.speeches)
        ('2022-11-09', 6)
    """
    stages = Stages(progress or Silence())
    stated = from_command({"date": date, "speaker": speaker, "title": title, "venue": venue})
    name = normal(text_of_option("id", speech_id))
    folder = results_folder(out, language, embed, force=force) if report and not dry_run else None
    with ExitStack() as stack:
        changing = nullcontext(Machine.of(jobs)) if dry_run else _changing(index, jobs, memory_limit, cluster, stages)
        machine = stack.enter_context(changing)
        stored, settings, kept = _kept(index, stages, machine, findings=True, config=config, computing=True)
        rules = stored.meta["column_fingerprint"]
        journal = None if dry_run else stack.enter_context(journal_beside(index, rules, stages.progress.tell))
        found = _one_speech(_further(paths, stored, settings, kept, [out, index, journal_path(index)]), stated, name)
        known = {**(journal.take() if journal else {}), **stored.readings}
        new = read_speeches(found, settings, known, stages, machine, jobs=jobs, journal=journal, stated=stated)
        known, stored = {}, replace(stored, readings={})  # or the machine could let nothing of them go
        _need_some(paths, new)
        every = _together(kept, new, found)
        added = _addition(every, new, _inheritances(stored, kept, new, settings, stages, machine))
        if not journal:
            return added
        result = find_result(every, settings, stages, machine)
        outside = {*added_to(stored), *_from_elsewhere(every, found)}
        keep(index, every, settings, result, stages, machine, roots=roots_of(stored), added=outside)
        journal.remove(held=every.keys)
        _publish(result, folder, index, out, language, embed, stages, every.reused)
    return replace(added, result=result)


def remove(
    speech_ids: Sequence[str],
    *,
    out: Path = Path("reports"),
    index: Path = Path("lineage.duckdb"),
    report: bool = True,
    force: bool = False,
    language: str = "",
    embed: str = "",
    memory_limit: int | None = None,
    cluster: Cluster | None = None,
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> ScanResult:
    """Takes speeches out of an index: the same as scanning the others anew.

    Args:
        speech_ids: What the speeches are called in the index.
        out: Folder for the results.
        index: The index that a scan wrote.
        report: Write data files and pages, too.
        force: Write into `out` even if it holds files that lineage did not write.
        language: Language of the pages; that of those that are there, where empty.
        embed: How much of every text they hold, as in `scan`; so much as before, where empty.
        memory_limit: Bytes that the run is to get along with, as in `scan`.
        cluster: Spark, which does its part, as in `scan`.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens.

    Raises:
        InputError: If there is no index, no such speech in it, or fewer than two would be left.
        UsageError: If a name is empty.
        OutputError: If something cannot be written, or another process writes the index; what was there is unchanged.
        IndexMismatch: If the index cannot be used by this version.
        EngineFailed: If the cluster cannot do its part.
    """
    stages = Stages(progress or Silence())
    folder = results_folder(out, language, embed, force=force) if report else None
    with _changing(index, None, memory_limit, cluster, stages) as machine:
        stored, settings, kept = _kept(index, stages, machine, config=config)
        stored = replace(stored, readings={})
        _check_known(speech_ids, [speech.speech_id for speech in kept.speeches])
        left = kept.without(set(speech_ids))
        if len(left.speeches) < 2:
            raise InputError(
                f"{index}: fewer than two speeches would be left, and formulae are what two share",
                "Add others first, or delete the index and scan anew.",
            )
        result = find_result(left, settings, stages, machine)
        keep(index, left, settings, result, stages, machine, roots=roots_of(stored), added=added_to(stored))
        _publish(result, folder, index, out, language, embed, stages, left.reused)
    return result


def _publish(
    result: ScanResult,
    folder: OutputFolder | None,
    index: Path,
    out: Path,
    language: str,
    embed: str,
    stages: Stages,
    reused: int,
) -> None:
    """Writes data files and pages, where they are wanted."""
    if folder:
        with told_to_report(index, out):
            publish_as_before(result, folder, language, embed, stages, reused=reused)


@contextmanager
def _changing(
    index: Path, jobs: int | None, memory_limit: int | None, cluster: Cluster | None, stages: Stages
) -> Iterator[Machine]:
    """Holds an index that is to be changed; where there is none, the caller will tell."""
    if not index.exists():
        yield Machine.of(jobs)
        return
    check_index_place(index)
    with only_writer(index), bounded(jobs, memory_limit, index, cluster, stages) as machine:
        yield machine


def _kept(
    index: Path,
    stages: Stages,
    machine: Machine,
    *,
    findings: bool = False,
    config: Path | StatedSettings | None = None,
    computing: bool = False,
) -> tuple[IndexContent, Settings, Gathered]:
    with stages.run("reading the index"):
        stored, settings = usable_index(index, findings=findings, config=config, computing=computing)
        return stored, settings, gathered_from(stored).kept(machine.keep)


def _further(
    paths: Sequence[Path | str], stored: IndexContent, settings: Settings, kept: Gathered, exclude: list[Path]
) -> Discovery:
    if not paths:
        raise UsageError("no file is named", "Name the files of the speeches.")
    named = [Path(path) for path in paths]
    found = discover_further(named, roots_of(stored), exclude=exclude, columns=settings.columns)
    return _without_known(found, paths, kept)


def _one_speech(found: Discovery, stated: Mapping[str, Fact], speech_id: str) -> Discovery:
    """The discovery, with the given name; what is stated of one speech must not be said of several."""
    if (stated or speech_id) and len(found.sources) > 1:
        raise UsageError(
            f"{len(found.sources)} speeches cannot share what is stated of one",
            "Add them one by one, or state it in a speeches.csv beside them.",
        )
    if not speech_id:
        return found
    return replace(found, sources=tuple(replace(source, speech_id=speech_id, named=True) for source in found.sources))


def _need_some(paths: Sequence[Path | str], new: Gathered) -> None:
    if new.speeches:
        return
    reasons = "; ".join(f"{skip.file}: {skip.reason}" for skip in new.skipped[:3])
    hints = " ".join({skip.hint: None for skip in new.skipped[:3] if skip.hint})
    raise InputError(
        f"{', '.join(map(str, paths))}: holds no speech that can be read" + (f" ({reasons})" if reasons else ""),
        hints or "Name files of speeches, or a folder of them; folders below are read, too.",
    )


def _without_known(found: Discovery, paths: Sequence[Path | str], kept: Gathered) -> Discovery:
    """The discovery; where a folder or a file of many speeches was named, without what the index holds already."""
    if not any(Path(path).is_dir() or holds_many(Path(path).name) for path in paths):
        return found
    known = {speech.file for speech in kept.speeches} - found.outside
    fresh = tuple(source for source in found.sources if source.file not in known)
    if found.sources and not fresh:
        raise InputError(
            f"{', '.join(map(str, paths))}: holds no speech that is not in the index already",
            "To read changed files anew, run `lineage scan` on it.",
        )
    return replace(found, sources=fresh)


def _together(kept: Gathered, new: Gathered, found: Discovery) -> Gathered:
    """The speeches that were kept and the new ones.

    Raises:
        InputError: If a new one is there already.
    """
    files, names = ({getattr(speech, field) for speech in kept.speeches} for field in ("file", "speech_id"))
    again = [
        speech.speech_id
        for speech in new.speeches
        if (speech.speech_id in names if speech.named and speech.file in found.outside else speech.file in files)
    ]
    if again:
        more = f" and {len(again) - 3} more" if len(again) > 3 else ""
        raise InputError(
            f"{', '.join(again[:3])}{more}: in the index already",
            "Take it out first with `lineage remove`, or give the new one another name with --id.",
        )
    return kept.with_further(new)


def _addition(every: Gathered, new: Gathered, told: tuple[Inheritance, ...]) -> Addition:
    """What came of reading the new speeches, as they are called among all."""
    files = {(speech.file, key) for speech, _, key in new.entries}
    named = [entry for entry in every.entries if (entry[0].file, entry[2]) in files]
    speeches, columns = tuple(speech for speech, _, _ in named), tuple(own for _, own, _ in named)
    warnings = tuple(sentence for table in new.tables.values() for sentence in table)
    return Addition(speeches, columns, new.skipped, warnings, told, None)


def _from_elsewhere(every: Gathered, found: Discovery) -> list[str]:
    """The speeches that no scan of the roots would find."""
    return [speech.speech_id for speech in every.speeches if speech.file in found.outside]


def _inheritances(
    stored: IndexContent, kept: Gathered, new: Gathered, settings: Settings, stages: Stages, machine: Machine
) -> tuple[Inheritance, ...]:
    if len(new.speeches) > TOLD_AT_ONCE:
        return ()
    before = result_from(stored, kept, settings) or find_result(kept, settings, stages, machine)
    with stages.run("looking for what is inherited"):
        return tuple(inheritances(kept, new, before, settings))


def _check_known(speech_ids: Sequence[str], known: Sequence[str]) -> None:
    for name in speech_ids:
        check_says_something(name)
        if name not in known:
            raise InputError(f"{name}: there is no such speech in the index", did_you_mean(name, known, LISTED))
