"""The options that several commands have, said once. What one command alone has stands in its own file.

`rich_help_panel` says under which heading `--help` shows an option; those without one come last.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from typer import Option

from lineage.cli.clusters import Engine
from lineage.cli.configured import read_config
from lineage.cli.output import Format

if TYPE_CHECKING:
    from lineage.settings import StatedSettings

#: Headings of `--help`.
WHICH_SPEECHES: Final = "Which speeches"
RESULTS: Final = "Results"
KNOWN: Final = "What is known of them"
WHERE: Final = "Where it runs"

Index = Annotated[Path, Option(metavar="FILE", help="Index that a scan wrote.")]
Out = Annotated[
    Path, Option("--out", "-o", metavar="FOLDER", rich_help_panel=RESULTS, help="Folder for data files and pages.")
]
OUT_BESIDE: Final = "Folder of its data files and pages; told if they are older."
OutBeside = Annotated[Path, Option("--out", metavar="FOLDER", help=OUT_BESIDE)]
Jobs = Annotated[
    int | None,
    Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        show_default="one a processor",
        help="Processes at once; the results are the same.",
    ),
]
MemoryLimit = Annotated[
    str | None,
    Option(metavar="SIZE", help="Memory to get along with, like 2GB. Slower; the results are the same."),
]
EngineOption = Annotated[
    Engine,
    Option(
        "--engine",
        metavar="NAME",
        rich_help_panel=WHERE,
        help="duckdb, in this process, or spark, on a cluster; the results are the same.",
    ),
]
Master = Annotated[
    str,
    Option(
        metavar="URL",
        rich_help_panel=WHERE,
        help="Where Spark runs: local[2], spark://host:7077 or yarn.",
        show_default="every core of this machine",
    ),
]
Remote = Annotated[
    str,
    Option(
        metavar="URL",
        rich_help_panel=WHERE,
        help="Server of Spark Connect, in place of a master: sc://host:15002.",
    ),
]
Storage = Annotated[
    Path | None,
    Option(
        metavar="FOLDER",
        rich_help_panel=WHERE,
        help="Folder that this machine and every worker of Spark reach under the same path.",
        show_default="a folder beside the index",
    ),
]
SparkConf = Annotated[
    list[str] | None,
    Option(
        metavar="SETTING",
        rich_help_panel=WHERE,
        help="A setting of Spark, as spark.executor.memory=8g; may be given again.",
    ),
]
NoReport = Annotated[
    bool,
    Option(
        "--no-report",
        rich_help_panel=RESULTS,
        help="Leave data files and pages as they are; `lineage report` renews them.",
    ),
]
OutputFormat = Annotated[
    Format,
    Option(
        "--format",
        "-f",
        metavar="FORMAT",
        rich_help_panel=RESULTS,
        help="What is written to stdout: table, json, jsonl, csv or tsv.",
    ),
]
_LANGUAGE = "Language of the pages: en or zh."
Language = Annotated[str, Option("--lang", metavar="LANG", rich_help_panel=RESULTS, help=_LANGUAGE)]
LanguageAsBefore = Annotated[
    str,
    Option("--lang", metavar="LANG", rich_help_panel=RESULTS, help=_LANGUAGE, show_default="that of the pages there"),
]
_EMBED = (
    "How much of each text the pages hold: text, all of it; context, of each listed place its sentence or 30 "
    "characters on each side, which may be most of a much-repeated text; none, for texts that must not be shown."
)
EmbedOption = Annotated[
    str,
    Option(
        "--embed",
        metavar="WHAT",
        rich_help_panel=RESULTS,
        help=_EMBED,
        show_default="as speeches.csv says, else context",
    ),
]
EmbedAsBefore = Annotated[
    str,
    Option(
        "--embed",
        metavar="WHAT",
        rich_help_panel=RESULTS,
        help=_EMBED,
        show_default="as in the pages there",
    ),
]
Date = Annotated[
    str, Option(metavar="DATE", rich_help_panel=KNOWN, help="When it was held: 2013-11-05, 2019-10, 2014 or 2014~.")
]
Limit = Annotated[
    int | None,
    Option("--limit", metavar="N", min=1, rich_help_panel=RESULTS, help="So many rows at most.", show_default="all"),
]
Page = Annotated[
    Path | None,
    Option(
        "--page",
        "-o",
        metavar="FILE",
        rich_help_panel=RESULTS,
        help="Also write it as one page that needs nothing beside it.",
    ),
]
Strict = Annotated[bool, Option("--strict", help="Leave with 3 if any file could not be read.")]
Force = Annotated[
    bool, Option("--force", rich_help_panel=RESULTS, help="Write into the folder even if it holds other files.")
]
Quiet = Annotated[bool, Option("--quiet", "-q", help="Say nothing but errors.")]


def _config(help_text: str) -> Any:  # noqa: ANN401 -- as `Option`
    """The option `--config`; it is read before all those whose defaults it tells."""
    return Option(
        "--config",
        callback=read_config,
        is_eager=True,
        metavar="FILE",
        parser=Path,
        show_default="lineage.toml",
        help=help_text,
    )


if TYPE_CHECKING:
    Config = Annotated[StatedSettings | None, Option()]
    AgreeingConfig = Annotated[StatedSettings | None, Option()]
else:  # Typer need not know what the callback makes of the path, nor load it for `--help`
    Config = Annotated[Any, _config("Settings file.")]
    AgreeingConfig = Annotated[Any, _config("Settings file, which the index must agree with.")]
