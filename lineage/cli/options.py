"""The options that several commands have, said once. What one command alone has stands in its own file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

Index = Annotated[Path, Option(help="Index that a scan wrote.")]
Out = Annotated[Path, Option("--out", "-o", help="Folder for the results.")]
Jobs = Annotated[int | None, Option("--jobs", "-j", min=1, help="Processes at once; the results are the same.")]
MemoryLimit = Annotated[
    str | None,
    Option(help="Memory to get along with, like 2GB; the rest goes to disk. Slower; the results are the same."),
]
NoReport = Annotated[
    bool, Option("--no-report", help="Leave data files and pages as they are; `lineage report` renews them.")
]
Language = Annotated[str, Option("--lang", help="Language of the pages: en or zh.")]
LanguageAsBefore = Annotated[
    str, Option("--lang", help="Language of the pages: en or zh.", show_default="that of the pages there")
]
_EMBED = (
    "How much of every text the pages hold: text; context, of each listed place its sentence or 30 characters on each "
    "side, which may be most of a much-repeated text; none, for texts that must not be shown."
)
EmbedOption = Annotated[
    str,
    Option(
        "--embed",
        help=_EMBED,
        show_default="as speeches.csv says, else context",
    ),
]
EmbedAsBefore = Annotated[
    str,
    Option(
        "--embed",
        help=_EMBED,
        show_default="as in the pages there",
    ),
]
AgreeingConfig = Annotated[
    Path | None, Option(help="Settings file, which the index must agree with.", show_default="lineage.toml")
]
Date = Annotated[str, Option(help="When it was held: 2013-11-05, 2019-10, 2014 or 2014~.")]
Limit = Annotated[
    int | None, Option("--limit", min=1, help="So many rows at most.", show_default="all, 50 formulae in a table")
]
Page = Annotated[Path | None, Option("--page", "-o", help="Also write it as one page that needs nothing beside it.")]
Strict = Annotated[bool, Option("--strict", help="Leave with 3 if any file could not be read.")]
Force = Annotated[bool, Option("--force", help="Write into the folder even if it holds other files.")]
Quiet = Annotated[bool, Option("--quiet", "-q", help="Say nothing but errors.")]
