"""The settings that decide results: they are kept in the index and enter its fingerprint.

What a run does besides (paths, processes, language) stands in `lineage.settings.running`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Final

from lineage.errors import UsageError
from lineage.settings.about import about, setting

#: What a formula can be; told apart in `lineage.formulae.kind`.
KINDS: Final = ("formula", "ceremonial", "idiom", "name", "figure")

#: How the settings fall into two: those a speech's own columns depend on, and those only the results do.
COLUMN_SETTINGS = ("columns", "encoding", "ignore", "user_words")


def _wrong_columns(columns: Sequence[str]) -> Iterator[str]:
    fields = [each.partition("=")[0].strip() for each in columns]
    for each, field in zip(columns, fields, strict=True):
        if not field or not each.partition("=")[2].strip():
            yield f"column {each!r} is not of the form FIELD=COLUMN, such as text=content"
        elif fields.count(field) > 1:
            yield f"two columns are named for {field!r}"


def _wrong_encoding(name: str) -> Iterator[str]:
    if not name:
        return
    try:
        b" ".decode(name)
    except UnicodeError:
        return  # there is one, though a space is no text in it
    except (LookupError, ValueError):
        yield f"there is no text encoding {name!r} (try utf-8, gb18030, big5, big5hkscs, utf-16)"


def _wrong_wordings(wordings: Sequence[str]) -> Iterator[str]:
    if not all(map(str.strip, wordings)):
        yield "ignore holds an empty text"
    if any(wording.startswith("re:") for wording in wordings):
        from lineage.reading.ignore import Ignore  # here: reading stands above, and is needed for patterns alone

        try:
            Ignore.of(wordings)
        except UsageError as error:
            yield error.message


def _wrong_words(words: Sequence[str]) -> Iterator[str]:
    if not all(map(str.strip, words)):
        yield "user_words holds an empty text"
    yield from (f"user word {word!r} holds a space" for word in words if len(word.split()) > 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the results of a scan. What each setting means, and its range, stands beside it."""

    min_speeches: int = setting(
        2, "A formula stands in at least so many speeches.", low=2, high=10**6, flag="--min-speeches"
    )
    min_length: int = setting(
        4,
        "A formula has at least so many characters of canonical text: marks are not counted.",
        low=3,
        high=100,
        flag="--min-length",
    )
    min_score: float = setting(
        0.04,
        "What scores less, between 0 and 1, is not listed. It is asked before the kind takes its part off the score, "
        "so that names and figures move down the list and not off it.",
        low=0,
        high=1,
        flag="--min-score",
    )
    limit: int = setting(
        20_000, "At most so many formulae are listed, the best first.", low=1, high=10**7, flag="--limit"
    )
    max_words: int = setting(
        40,
        "A formula has at most so many words; what is repeated at greater length is told as a passage.",
        low=1,
        high=60,
    )
    kinds: tuple[str, ...] = setting(
        (), "Only formulae of these kinds are listed; none named: all.", choices=KINDS, unset="all", flag="--kind"
    )
    encoding: str = setting(
        "",
        "The encoding of every file; none: told file by file.",
        form="a text encoding, such as gb18030",
        unset="told file by file",
        flag="--encoding",
        check=_wrong_encoding,
    )
    columns: tuple[str, ...] = setting(
        (),
        "What the columns of .jsonl and .csv mean where they are called otherwise.",
        form="texts FIELD=COLUMN, such as text=content",
        unset="as they are called",
        flag="--column",
        check=_wrong_columns,
    )
    ignore: tuple[str, ...] = setting(
        (),
        "Wordings that are left out of every speech as furniture; after re: a regular expression.",
        form="texts, none empty",
        unset="none",
        flag="--ignore",
        commas=False,
        check=_wrong_wordings,
    )
    user_words: tuple[str, ...] = setting(
        (),
        "Words added to the dictionary by which texts are parted into words.",
        form="words without spaces",
        unset="none",
        check=_wrong_words,
    )

    def __post_init__(self) -> None:
        """Refuses values out of range, all in one message.

        Raises:
            UsageError: If any value is out of range.
        """
        every = (about(field).problems(field.name, getattr(self, field.name)) for field in fields(self))
        if wrong := [problem for problems in every for problem in problems]:
            raise UsageError("; ".join(wrong), "`lineage settings --defaults` lists every setting with its range.")

    def fingerprint(self, *, of: tuple[str, ...] = (), also: Mapping[str, str] | None = None) -> str:
        """First 16 hex digits of a SHA-256 over the settings in `of` (all, where empty) and the hashes in `also`."""
        chosen = {name: value for name, value in asdict(self).items() if not of or name in of}
        text = json.dumps([chosen, dict(also or {})], ensure_ascii=False, sort_keys=True, default=list)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
