"""One file → what it says and its columns; joins `lineage.reading` and `lineage.text`. Many files: `lineage.gathering`.

What is read of a file depends on its bytes, its suffix, its encoding and the settings alone, so that it may be read
anywhere: `content` is what must be where the file is, `reading_of` is the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lineage.errors import InputError, UsageError
from lineage.models import ReadText, Skipped, Source, SpeechColumns
from lineage.reading import TRANSPARENT, Ignore, content_of, read_bytes
from lineage.settings import Settings
from lineage.text import Segmenter, canonicalise, segment

#: What one file says, and its columns.
Reading = tuple[ReadText, SpeechColumns]


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """One file to read.

    Attributes:
        source: The file.
        encoding: That which somebody states of it; empty where nobody does.
        settings: The column settings decide how it is read.
    """

    source: Source
    encoding: str
    settings: Settings

    def key(self, content_hash: str) -> str:
        """What its reading goes by: the bytes, a stated encoding, the format where it is not plain text."""
        encoding = f":{self.encoding}" if self.encoding else ""
        return content_hash + encoding + ("" if self.source.suffix == ".txt" else f"#{self.source.suffix}")


def stated_encoding(key: str) -> str:
    """The encoding that was stated of what goes by this key, or empty."""
    return key.partition("#")[0].partition(":")[2]


def read(task: ReadingTask) -> Reading | Skipped:
    """Reads one file and cuts it into words; a file that cannot be read is told, not raised."""
    data = content(task)
    return data if isinstance(data, Skipped) else reading_of(task, data)


def content(task: ReadingTask) -> bytes | Skipped:
    """The bytes of the file, or why there are none."""
    file = task.source.file
    if not is_text(file):
        return Skipped(
            file.encode("utf-8", "replace").decode(), "its name is not UTF-8", "Rename the file or its folder."
        )
    try:
        return content_of(task.source)
    except OSError as error:
        return Skipped(
            file, f"cannot be read ({error.strerror or error})", "Check that the file is still there and may be read."
        )
    except InputError as error:
        return Skipped(file, error.message, error.hint)
    except Exception as error:  # whatever a broken archive does to a library, the others are read
        return _failed(file, error)


def reading_of(task: ReadingTask, data: bytes) -> Reading | Skipped:
    """What the bytes of the file say, cut into words, or why they cannot be read."""
    file = task.source.file
    try:
        text = read_bytes(
            data,
            encoding=task.encoding or None,
            ignore=Ignore.of(task.settings.ignore),
            suffix=task.source.suffix,
            columns=task.settings.columns,
        )
    except (InputError, UsageError) as error:  # the second where a table names an encoding that there is not
        return Skipped(file, error.message, error.hint)
    except Exception as error:  # whatever a broken file does to a library, the others are read
        return _failed(file, error)
    canonical = canonicalise(text.text, text.furniture, TRANSPARENT)
    if not canonical.text:
        return Skipped(
            file, "holds no words once furniture is left out", "Look at the file, or at the list given with --ignore."
        )
    return text, _segmenter(task.settings.user_words).columns(canonical)


def _failed(file: str, error: Exception) -> Skipped:
    return Skipped(
        file, f"cannot be read ({type(error).__name__}: {error})"[:200], "Save it as text in UTF-8, and report this."
    )


@lru_cache(maxsize=2)
def _segmenter(user_words: tuple[str, ...]) -> Segmenter:
    return Segmenter(user_words)


def forget_dictionaries() -> None:
    """Gives back the memory that cutting into words took, where nothing more is to be cut."""
    _segmenter.cache_clear()
    segment.forget_dictionaries()


def is_text(text: str) -> bool:
    """Whether it can be written as UTF-8; a file's name in another encoding holds lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
