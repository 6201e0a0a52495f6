"""`lineage remove`: takes speeches out of an index. The edge of `lineage.remove`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument

from lineage.cli import completion
from lineage.cli.clusters import Engine, cluster_of
from lineage.cli.options import (
    AgreeingConfig,
    EmbedAsBefore,
    EngineOption,
    Force,
    Index,
    LanguageAsBefore,
    Master,
    MemoryLimit,
    NoReport,
    Out,
    Quiet,
    Remote,
    SparkConf,
    Storage,
)
from lineage.cli.progress import TerminalProgress
from lineage.cli.summary import counted
from lineage.cli.talk import note
from lineage.errors import how_to_report


def remove(
    speeches: Annotated[
        list[str],
        Argument(
            metavar="SPEECH",
            autocompletion=completion.speeches,
            help="What they are called in the index: `speech_id` in speeches.csv.",
        ),
    ],
    index: Index = Path("lineage.duckdb"),
    out: Out = Path("reports"),
    no_report: NoReport = False,
    memory_limit: MemoryLimit = None,
    engine: EngineOption = Engine.DUCKDB,
    master: Master = "",
    remote: Remote = "",
    storage: Storage = None,
    spark_conf: SparkConf = None,
    lang: LanguageAsBefore = "",
    embed: EmbedAsBefore = "",
    config: AgreeingConfig = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Take speeches out of the index, and renew data files and pages; the files of the speeches stay.

    For example:

        lineage remove 2014-06-05_傅聪_互联网治理对话
    """
    from lineage.pipeline import remove as run
    from lineage.settings import memory_of

    cluster = cluster_of(engine, master, remote, storage, spark_conf)
    with TerminalProgress(quiet=quiet) as progress:
        result = run(
            speeches,
            out=out,
            index=index,
            report=not no_report,
            force=force,
            language=lang,
            embed=embed,
            memory_limit=memory_of(memory_limit),
            cluster=cluster,
            config=config,
            progress=progress,
        )
    if not quiet:
        left, formulae = len(result.speeches), len(result.formulae)
        where = f"{index} and {out / 'data'}" if not no_report else f"{index}; {how_to_report(index, out)} renews {out}"
        note(
            f"Took out {counted(len(set(speeches)), 'speech', 'speeches')}: now {left:,}, with "
            f"{counted(formulae, 'formula', 'formulae')} → {where}. A scan of a folder that still holds them brings "
            "them back."
        )
