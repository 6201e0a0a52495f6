"""`speeches` and `formulae`: what an index holds, as far as it is asked for."""

from __future__ import annotations

from pathlib import Path

from lineage.descent import heritage_of
from lineage.models import Formula, ListedSpeeches, ScanResult
from lineage.naming import nearest
from lineage.pipeline.opening import Opened, open_index
from lineage.settings import StatedSettings
from lineage.stages import Progress, Silence, Stages
from lineage.text import fold_phrase
from lineage.tracing import FormulaFilter, SpeechFilter, select_formulae, select_speeches, speakers_by_name


def list_speeches(
    wanted: SpeechFilter | None = None,
    *,
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> ListedSpeeches:
    """The speeches of an index, with what each of them inherits.

    Args:
        wanted: Which of them; all where None.
        index: The index that a scan wrote; it is only read.
        out: Where the results of the index stand; if they are of another state, that is told.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens, and which speakers no speech is by.

    Raises:
        InputError: If there is no index.
        IndexMismatch: If the index cannot be used by this version.

    Examples:
        >>> told = lineage.list_speeches(lineage.SpeechFilter(period=lineage.Days.of("2014")))
        >>> [told.found.speeches[number].value("date") for number in told.numbers]
        ['2014-06-05', '2014-09-18']
    """
    stages = Stages(progress or Silence())
    opened, numbers = open_selected(wanted or SpeechFilter(), stages, index=index, out=out, config=config)
    with stages.run("telling what is inherited"):
        return ListedSpeeches(opened.found, heritage_of(opened.found), numbers)


def open_selected(
    wanted: SpeechFilter, stages: Stages, *, index: Path, out: Path, config: Path | StatedSettings | None
) -> tuple[Opened, tuple[int, ...]]:
    """What an index holds, and the numbers of the speeches that are asked for; the rest is as for `list_speeches`."""
    opened = open_index(index, stages, out=out, config=config)
    _tell_unknown(opened.found, wanted, stages.progress)
    asked, _ = select_speeches(opened.found, wanted)
    return opened, tuple(asked.nonzero()[0].tolist())


def list_formulae(
    wanted: FormulaFilter | None = None,
    *,
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> tuple[Formula, ...]:
    """The formulae of an index, by rank.

    Args:
        wanted: Which of them; all where None.
        index: The index that a scan wrote; it is only read.
        out: Where the results of the index stand; if they are of another state, that is told.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens, and which speakers no speech is by.

    Raises:
        InputError: If there is no index.
        IndexMismatch: If the index cannot be used by this version.

    Examples:
        >>> told = lineage.list_formulae(lineage.FormulaFilter(contains="共同體"))
        >>> [formula.label for formula in told if formula.first_date == "2013-11-05"]
        ['你中有我、我中有你的命运共同体', '命运共同体']
    """
    stages = Stages(progress or Silence())
    wanted = wanted or FormulaFilter()
    found = open_index(index, stages, out=out, config=config).found
    _tell_unknown(found, wanted.carried_by, stages.progress)
    return tuple(select_formulae(found, wanted))


def _tell_unknown(found: ScanResult, wanted: SpeechFilter, progress: Progress) -> None:
    """Tells of speakers who are asked for or excluded, and hold no speech: a slip of the pen would mean nobody."""
    names = dict.fromkeys((*wanted.speakers, *wanted.not_speakers))
    known = speakers_by_name(found) if names else {}
    for name in names:
        if (folded := fold_phrase(name)) not in known:
            near = " or ".join(known[other] for other in nearest(folded, known))
            sentence = f"no speech is by {name}" if name else "every speech has a speaker"
            progress.tell(sentence + (f"; did you mean {near}?" if near else ""))
