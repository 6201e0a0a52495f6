"""`trace`: one phrase through time, in the speeches of an index."""

from __future__ import annotations

from pathlib import Path

from lineage.models import PlaceOrder, Trace
from lineage.pipeline.opening import open_index
from lineage.settings import StatedSettings
from lineage.stages import Progress, Silence, Stages
from lineage.tracing import canonical_phrase, trace_of


def trace(
    phrase: str,
    *,
    near: bool = False,
    order: PlaceOrder = PlaceOrder.DATE,
    index: Path = Path("lineage.duckdb"),
    out: Path = Path("reports"),
    config: Path | StatedSettings | None = None,
    progress: Progress | None = None,
) -> Trace:
    """A phrase through time: where it stands, who has it earliest in this corpus, its wordings and its life.

    It need not be listed: any substring of what the speeches say is found, in either script and with any marks. Where
    it is a wording of a listed formula, the places of all its wordings are told.

    Args:
        phrase: The phrase.
        near: Whether wordings that are only near to it count, too.
        order: The order of its places: by date, or by what stands before or after them, as in a concordance.
        index: The index that a scan wrote; it is only read.
        out: Where the results of the index stand; if they are of another state, that is told.
        config: A settings file, which must not say otherwise than the index.
        progress: Is told what happens.

    Raises:
        InputError: If there is no index.
        UsageError: If the phrase holds too little to be traced.
        IndexMismatch: If the index cannot be used by this version.

    Examples:
        >>> told = lineage.trace("先易後難")
        >>> told.first[0].date, told.first[0].speaker, len(told.carriers)
        ('2013-11-05', '蔡名照', 2)
    """
    stages = Stages(progress or Silence())
    canonical_phrase(phrase)  # a phrase that is none is told before the index is read
    opened = open_index(index, stages, out=out, config=config)
    with stages.run("tracing the phrase"):
        return trace_of(opened.found, phrase, near=near, order=order, user_words=opened.settings.user_words)
