"""One frozen, validated `Settings`, and how it is read from TOML.

Only what changes results stands here and enters the fingerprint; what a run does with them (paths, jobs, verbosity)
is the business of the call. All errors of a settings file are told in one message.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from lineage.errors import UsageError

#: What a formula can be; told apart in `lineage.formulae.kind`.
KINDS: Final = ("formula", "ceremonial", "idiom", "name", "figure")

#: How the settings fall into two: those a speech's own columns depend on, and those only the results do.
COLUMN_SETTINGS = ("columns", "encoding", "ignore", "user_words")


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the results of a scan.

    Attributes:
        min_speeches: A formula stands in at least this many speeches.
        min_length: A formula has at least this many characters of canonical text.
        min_score: Formulae below this score (0 to 1, before what the kind takes) stay out of the data files.
        limit: At most this many formulae are listed.
        max_words: A formula has at most this many words; what is repeated at greater length is a passage.
        kinds: List only formulae of these kinds; all, where empty.
        encoding: Encoding of every file; guessed file by file, where empty.
        columns: What columns of .jsonl and .csv mean, where they are called otherwise, such as `text=content`.
        ignore: Wordings that are furniture in every speech; with the prefix `re:` a regular expression.
        user_words: Words that jieba's dictionary lacks.
    """

    min_speeches: int = 2
    min_length: int = 4
    min_score: float = 0.04
    limit: int = 20_000
    max_words: int = 40
    kinds: tuple[str, ...] = ()
    encoding: str = ""
    columns: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    user_words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuses values out of range, all in one message.

        Raises:
            UsageError: If any value is out of range.
        """
        if wrong := list(self._wrong_values()):
            raise UsageError("; ".join(wrong), "Correct the option, or the line of lineage.toml.")

    def _wrong_values(self) -> list[str]:
        ranges = {
            "min_speeches": (2, 10**6),
            "min_length": (3, 100),
            "min_score": (0, 1),
            "limit": (1, 10**7),
            "max_words": (1, 60),
        }
        wrong = [
            f"{name} is {getattr(self, name)}, but must lie between {low} and {high}"
            for name, (low, high) in ranges.items()
            if not low <= getattr(self, name) <= high
        ]
        if self.encoding and not _is_encoding(self.encoding):
            wrong.append(f"there is no text encoding {self.encoding!r} (try utf-8, gb18030, big5, big5hkscs, utf-16)")
        wrong += _wrong_columns(self.columns)
        lists = {"ignore": self.ignore, "user_words": self.user_words}
        wrong += [f"{name} holds an empty text" for name, texts in lists.items() if not all(map(str.strip, texts))]
        wrong += [f"user word {word!r} holds a space" for word in self.user_words if len(word.split()) > 1]
        return wrong + [f"kind {kind!r} is not one of {', '.join(KINDS)}" for kind in self.kinds if kind not in KINDS]

    def fingerprint(self, *, of: tuple[str, ...] = (), also: Mapping[str, str] | None = None) -> str:
        """First 16 hex digits of a SHA-256 over the settings in `of` (all, where empty) and the hashes in `also`."""
        chosen = {name: value for name, value in asdict(self).items() if not of or name in of}
        text = json.dumps([chosen, dict(also or {})], ensure_ascii=False, sort_keys=True, default=list)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _wrong_columns(columns: Sequence[str]) -> Iterator[str]:
    fields = [each.partition("=")[0].strip() for each in columns]
    for each, field in zip(columns, fields, strict=True):
        if not field or not each.partition("=")[2].strip():
            yield f"column {each!r} is not of the form FIELD=COLUMN, such as text=content"
        elif fields.count(field) > 1:
            yield f"two columns are named for {field!r}"


def _is_encoding(name: str) -> bool:
    try:
        b" ".decode(name)
    except UnicodeError:
        return True  # there is one, though a space is no text in it
    except (LookupError, ValueError):
        return False
    return True


def load_settings(path: Path | None, overrides: Mapping[str, object]) -> Settings:
    """Settings from a TOML file, with `overrides` (those that are not None) laid over it.

    Args:
        path: A `lineage.toml`; None for the defaults.
        overrides: Values by name, from the command line.

    Raises:
        UsageError: If the file cannot be read, names an unknown setting, or a value is of the wrong kind or out of
            range.
    """
    values: dict[str, Any] = _read_toml(path) if path else {}
    values |= {name: value for name, value in overrides.items() if value is not None}
    known = {field.name: field.default for field in fields(Settings)}
    problems = [_unknown(name, known) for name in values if name not in known]
    problems += [_wrong_type(name, value, known[name]) for name, value in values.items() if name in known]
    if found := [problem for problem in problems if problem]:
        raise UsageError(
            f"{path or 'settings'}: " + "; ".join(found), "See `lineage scan --help` for the settings and their ranges."
        )
    return Settings(**{name: _kept_as(value, known[name]) for name, value in values.items()})


def differences(path: Path, settings: Settings) -> list[str]:
    """What a settings file says otherwise than these settings, one sentence each.

    Raises:
        UsageError: If the file cannot be read, or is wrong.
    """
    named = _read_toml(path)
    wanted = load_settings(path, {})
    return [
        f"{name} is {getattr(wanted, name)!r} in {path}, {getattr(settings, name)!r} in the index"
        for name in named
        if getattr(wanted, name) != getattr(settings, name)
    ]


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})", "Check the path given with --config.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not valid TOML ({error})", "Correct the line, or move the file away.") from error


def _unknown(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"unknown setting {name!r}" + (f", did you mean {near[0]!r}?" if near else "")


def _kept_as(value: Any, default: object) -> Any:  # noqa: ANN401 -- what TOML holds
    """The value as its default is: 1 as 1.0, lists as tuples; equal settings have one fingerprint."""
    if isinstance(default, float):
        return float(value)
    return tuple(value) if isinstance(value, list) else value


def _wrong_type(name: str, value: object, default: object) -> str:
    wanted = type(default)
    if wanted is tuple:
        right = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    elif wanted is float:
        right = isinstance(value, int | float) and not isinstance(value, bool)
    else:
        right = type(value) is wanted
    names = {tuple: "a list of texts", float: "a number", int: "a whole number", str: "a text"}
    return "" if right else f"{name} must be {names[wanted]}, not {value!r}"
