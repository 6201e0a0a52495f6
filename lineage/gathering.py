"""From paths to speeches with their columns: reads what is new, takes from the index what is known.

Joins `lineage.reading` and `lineage.text` for many files, in several processes where that pays. The columns of a
speech depend on its bytes and the settings alone, so neither the order of files nor the number of processes changes
anything.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from lineage.errors import InputError
from lineage.models import Fact, Keep, ReadText, Skipped, Source, Speech, SpeechColumns, in_memory
from lineage.reading import Discovery, content_of, from_file_name, in_order, own_name, resolve, speech_ids
from lineage.readings import Reading, ReadingTask, is_text, read
from lineage.settings import Settings
from lineage.stages import Progress
from lineage.workers import run_all

#: Below so many bytes of new text one process is faster than starting more.
_WORTH_PROCESSES = 8 << 20
#: Characters whose columns are put away together, soon enough that their room is used again for the next.
_KEPT_AT_ONCE: Final = 1 << 21

_Number = TypeVar("_Number", bound=np.generic)

#: Reads many files, wherever that is done: the number of each task, and what became of it, in any order.
Readers = Callable[[Sequence[ReadingTask]], Generator[tuple[int, Reading | Skipped], None, None]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The speeches by identifier, their columns, and what was left out.

    Attributes:
        keys: For each speech the key of its reading: the hash of the bytes, and the encoding where one is stated.
        tables: What is wrong with the tables beside them, by path.
        reused: How many readings came from the index.
    """

    speeches: tuple[Speech, ...]
    columns: tuple[SpeechColumns, ...]
    keys: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    tables: Mapping[str, tuple[str, ...]]
    reused: int

    @classmethod
    def of(
        cls,
        entries: Iterable[tuple[Speech, SpeechColumns, str]],
        skipped: Iterable[Skipped],
        tables: Mapping[str, tuple[str, ...]],
        reused: int,
    ) -> Gathered:
        """The speeches in order, named so that no two have one name; of files skipped or read twice the last counts.

        Args:
            entries: Speeches with their columns and keys.
            skipped: Files that were not read.
            tables: What is wrong with the tables.
            reused: How many readings came from the index.

        Raises:
            InputError: If two speeches are called the same.
        """
        listed = list(entries)
        given = [speech.speech_id if speech.named else "" for speech, _, _ in listed]
        names = speech_ids([speech.file for speech, _, _ in listed], given)
        ordered = in_order(
            [replace(speech, speech_id=name) for (speech, _, _), name in zip(listed, names, strict=True)]
        )
        columns = {name: own for name, (_, own, _) in zip(names, listed, strict=True)}
        keys = {name: key for name, (_, _, key) in zip(names, listed, strict=True)}
        read = {speech.file for speech in ordered}
        unread = {skip.file: skip for skip in skipped if skip.file not in read}
        return cls(
            tuple(ordered),
            tuple(columns[speech.speech_id] for speech in ordered),
            tuple(keys[speech.speech_id] for speech in ordered),
            tuple(unread[file] for file in sorted(unread)),
            tables,
            reused,
        )

    def kept(self, keep: Keep) -> Gathered:
        """The same, with the columns of all speeches put where `keep` puts them."""
        return replace(self, columns=tuple(_end_to_end(self.columns, keep)))

    @property
    def entries(self) -> list[tuple[Speech, SpeechColumns, str]]:
        """The speeches with their columns and keys."""
        return list(zip(self.speeches, self.columns, self.keys, strict=True))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know of tables and speeches, one sentence each."""
        tables = sorted(self.tables, key=lambda path: (len(Path(path).parts), path))
        of_tables = [sentence for path in tables for sentence in self.tables[path]]
        return (*of_tables, *(sentence for speech in self.speeches for sentence in speech.doubts()))

    def with_further(self, others: Gathered) -> Gathered:
        """These speeches and others, as if all had been gathered together.

        Raises:
            InputError: If two speeches are called the same.
        """
        tables = {**self.tables, **others.tables}
        return Gathered.of(
            [*self.entries, *others.entries], [*self.skipped, *others.skipped], tables, self.reused + others.reused
        )

    def without(self, speech_ids: Collection[str]) -> Gathered:
        """What is left when these speeches are taken out."""
        left = [entry for entry in self.entries if entry[0].speech_id not in speech_ids]
        return Gathered.of(left, self.skipped, self.tables, self.reused)


def _end_to_end(columns: Sequence[SpeechColumns], keep: Keep) -> Iterator[SpeechColumns]:
    """The columns as stretches of a few large ones, kept; those that stay in memory stay as they are."""
    if keep is in_memory:
        yield from columns
        return
    texts = [own.canonical for own in columns]
    begin = _stretches([text.begin for text in texts], keep)
    end = _stretches([text.end for text in texts], keep)
    boundary = _stretches([text.boundary for text in texts], keep)
    word_start = _stretches([own.word_start for own in columns], keep)
    for number, text in enumerate(texts):
        canonical = replace(text, begin=begin[number], end=end[number], boundary=boundary[number])
        yield SpeechColumns(canonical, word_start[number])


def _stretches(parts: Sequence[npt.NDArray[_Number]], keep: Keep) -> Sequence[npt.NDArray[_Number]]:
    return np.split(keep(np.concatenate(parts)), np.cumsum([len(part) for part in parts])[:-1]) if parts else parts


class ReadingJournal(Protocol):
    """Is given what is read as soon as it is; see `lineage.index.journal` for one that writes it down."""

    def begin(self, known: int, total: int) -> None:
        """So many of so many speeches are known; the others are going to be read."""
        ...

    def add(self, key: str, reading: Reading) -> None:
        """One more is read."""
        ...

    def end(self) -> None:
        """No more is read: all is, or something went wrong."""
        ...


class _NoJournal:
    """A `ReadingJournal` for those who write nothing."""

    def begin(self, known: int, total: int) -> None:
        """Keeps nothing."""

    def add(self, key: str, reading: Reading) -> None:
        """Keeps nothing."""

    def end(self) -> None:
        """Keeps nothing."""


def gather(
    found: Discovery,
    settings: Settings,
    known: Mapping[str, Reading],
    jobs: int | None,
    progress: Progress,
    stated: Mapping[str, Fact] | None = None,
    journal: ReadingJournal | None = None,
    keep: Keep = in_memory,
    readers: Readers | None = None,
) -> Gathered:
    """Reads every source, or takes its reading from `known`.

    Args:
        found: The files and what the tables beside them say.
        settings: The column settings decide how they are read.
        known: Readings by key.
        jobs: Processes; as many as there are processors, where None.
        progress: Advanced once a file.
        stated: What the command states of every source, by field.
        journal: Is given each new reading at once.
        keep: Where the columns of many readings are put.
        readers: Read the files, where processes of this machine do not.
    """
    tasks = [ReadingTask(source, _encoding(source, found, settings), settings) for source in found.sources]
    keys = _known_keys(tasks, known, progress)
    new = [task for task in tasks if task.source.speech_id not in keys]
    readings = _kept({speech_id: known[key] for speech_id, key in keys.items()}, keep)
    journal = journal or _NoJournal()
    journal.begin(len(keys), len(tasks))
    fresh, unread = _read_all(new, readers or _readers(_processes(new, jobs)), progress, journal, keep)
    readings.update(fresh)
    entries = []
    for source, task in zip(found.sources, tasks, strict=True):
        if source.speech_id in readings:
            said, own = readings[source.speech_id]
            key = keys.get(source.speech_id) or task.key(said.content_hash)
            entries.append((_with_metadata(source, said, found, stated), own, key))
    return Gathered.of(entries, [*found.skipped, *unread], found.tables, len(keys))


def _known_keys(tasks: Sequence[ReadingTask], known: Mapping[str, Reading], progress: Progress) -> dict[str, str]:
    """The keys of those speeches whose reading is known."""
    keys = {}
    for task in tasks:
        key = _key_of_file(task)
        if key in known:
            keys[task.source.speech_id] = key
            progress.advance()
    return keys


def _readers(processes: int) -> Readers:
    """So many processes of this machine."""

    def readings(tasks: Sequence[ReadingTask]) -> Generator[tuple[int, Reading | Skipped], None, None]:
        with closing(run_all(read, tasks, processes)) as outcomes:
            yield from enumerate(outcomes)

    return readings


def _read_all(
    tasks: Sequence[ReadingTask], readers: Readers, progress: Progress, journal: ReadingJournal, keep: Keep
) -> tuple[dict[str, Reading], list[Skipped]]:
    """The readings by speech, kept, and what could not be read."""
    readings: dict[str, Reading] = {}
    skipped: list[Skipped] = []
    waiting: dict[str, Reading] = {}
    characters = 0
    try:
        with closing(readers(tasks)) as outcomes:
            for number, outcome in outcomes:
                task = tasks[number]
                if isinstance(outcome, Skipped):
                    skipped.append(outcome)
                else:
                    journal.add(task.key(outcome[0].content_hash), outcome)
                    waiting[task.source.speech_id] = outcome
                    characters += len(outcome[1].canonical.text)
                progress.advance()
                if characters >= _KEPT_AT_ONCE:
                    readings.update(_kept(waiting, keep))
                    waiting, characters = {}, 0
    finally:
        journal.end()
    readings.update(_kept(waiting, keep))
    return readings, skipped


def _kept(readings: Mapping[str, Reading], keep: Keep) -> dict[str, Reading]:
    """The same readings by the same names, their columns put where `keep` puts them."""
    columns = _end_to_end([own for _, own in readings.values()], keep)
    return {name: (read, own) for (name, (read, _)), own in zip(readings.items(), columns, strict=True)}


def _encoding(source: Source, found: Discovery, settings: Settings) -> str:
    row = found.rows.get(source.file)
    return (row.encoding if row else "") or settings.encoding


def _key_of_file(task: ReadingTask) -> str:
    """The key of the file's reading; empty where the file cannot be read, which `read` will tell."""
    if not is_text(task.source.file):
        return ""
    try:
        return task.key(hashlib.sha256(content_of(task.source)).hexdigest())
    except (OSError, InputError):
        return ""


def _processes(tasks: Sequence[ReadingTask], jobs: int | None) -> int:
    """As many as were asked for; where none were, one for little text and else one a processor."""
    return jobs or (1 if _size(tasks) < _WORTH_PROCESSES else os.cpu_count() or 1)


def _size(tasks: Sequence[ReadingTask]) -> int:
    total = 0
    for path in {task.source.path for task in tasks}:
        try:
            total += Path(path).stat().st_size
        except OSError:
            continue
    return total


def _with_metadata(source: Source, read: ReadText, found: Discovery, stated: Mapping[str, Fact] | None) -> Speech:
    """The speech with the values that win, and where they disagree."""
    row = found.rows.get(source.file)
    beside = (stated or {}, row.facts if row else {}, from_file_name(own_name(source.file)))
    resolution = resolve(*beside, read.facts)
    conflicts = (*(row.conflicts if row else ()), *resolution.conflicts)
    return Speech(source.speech_id, source.file, read, resolution.facts, conflicts, source.named)


def readings_by_key(gathered: Gathered) -> dict[str, Reading]:
    """The readings to keep, by key; the content hash of each is its key, so that an index finds it again."""
    return {
        key: (replace(speech.read, content_hash=key), own)
        for key, speech, own in zip(gathered.keys, gathered.speeches, gathered.columns, strict=True)
    }
