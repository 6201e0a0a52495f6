"""What a scan says on stderr about itself: what was understood, what was left out, where the results stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lineage.cli.talk import note, warn

if TYPE_CHECKING:
    from lineage.models import ScanResult

#: Twins that are told by name; speeches.csv names all.
_TWINS_NAMED = 3


def tell_reading(result: ScanResult, *, in_full: bool) -> None:
    """Warnings and skipped files; in full, also what was understood of every speech."""
    if in_full:
        for speech, own in zip(result.speeches, result.columns, strict=True):
            facts = [f"{field} {fact.value} ({fact.provenance})" for field, fact in sorted(speech.facts.items())]
            encoding = f"{speech.read.encoding} ({speech.read.encoding_evidence})"
            note(f"{speech.speech_id}: " + ", ".join([encoding, own.canonical.script, *facts]))
    warn(result.warnings, all_of_them=in_full)
    skipped = [f"{skip.file}: not read, {skip.reason}. {skip.hint}".strip() for skip in result.skipped]
    warn(skipped, all_of_them=in_full)


def tell_results(result: ScanResult, out: Path, *, listed: int) -> None:
    """Counts, and where everything stands; `listed` formulae were shown."""
    if not result.formulae:
        note("Nothing found: the speeches share no wording that counts. Try a lower --min-score, or more speeches.")
    if listed < len(result.formulae):
        everything = out / "data" / "formulae.csv"
        note(f"The first {listed} of {len(result.formulae):,} formulae; all stand in {everything}")
    if left_out := result.furniture_counts():
        note("left out as furniture: " + ", ".join(f"{reason} {count:,}" for reason, count in left_out.items()))
    _tell_twins(result)
    characters = sum(len(own.canonical.text) for own in result.columns)
    note(
        f"{counted(len(result.speeches), 'speech', 'speeches')}, {counted(len(result.skipped), 'file')} skipped, "
        f"{counted(characters, 'character')}, {counted(len(result.formulae), 'formula', 'formulae')}, "
        f"{counted(len(result.occurrences), 'place')}, {counted(len(result.passages), 'passage')} → {out / 'data'}"
    )
    note(f"Open {out / 'index.html'} to read them.")
    if undated := sum(1 for speech in result.speeches if not speech.value("date")):
        note(
            f"undated: {counted(undated, 'speech', 'speeches')}. They carry formulae, but attest none; "
            "dates may stand in a speeches.csv beside them."
        )


def _tell_twins(result: ScanResult) -> None:
    """Which speeches are not counted, as they have the text of another; in one line."""
    copies, reissues = result.twins_by_kind("copy"), result.twins_by_kind("reissue")
    told = []
    if copies:
        told.append(f"{counted(len(copies), 'copy', 'copies')} of other speeches not counted again")
    if reissues:
        told.append(f"{counted(len(reissues), 'reissue')} of another date counted")
    if told:
        named = [f"{speech.speech_id} = {other.speech_id}" for speech, other, _ in (copies + reissues)[:_TWINS_NAMED]]
        more = ", …" if len(copies) + len(reissues) > len(named) else ""
        note(f"same text: {', '.join(told)} ({', '.join(named)}{more})")


def counted(number: int, one: str, more: str = "") -> str:
    """A number of things, in words: `1 speech`, `1,636 speeches`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"
