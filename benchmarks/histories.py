"""What `lineage` says of real phrases, as `docs/explanation/descent.md` keeps it.

Each command stands there with what it writes to a terminal.
Folders are called by their own names, so that the commands can be repeated as they stand.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

#: A heading, the folders, and the commands that are asked of them.
_ASKED: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "The Work Reports",
        ("gwr",),
        (
            "trace 新质生产力",
            "query gwr/2025_李强_政府工作报告.txt --quiet --format csv | grep 新质生产力 | cut -d, -f 2,3,14,15",
            "trace 大众创业、万众创新 --limit 5",
            "trace 全面建设小康社会 --near --limit 5",
            "compare 2024-03-05 2025 --limit 12",
            "formulae --period 2024 --not-period 2025 --kind formula --limit 12",
        ),
    ),
    (
        "The Work Reports and the reports to the party congresses",
        ("gwr", "cpc_congress"),
        ("trace 又快又好 --near --limit 12",),
    ),
    ("The five speeches", ("corpus",), ("trace 你中有我、我中有你", "trace 先易后难")),
)
_WIDTH = "110"
_ROOT = Path(__file__).resolve().parents[1]


def print_histories(testdata: Path) -> None:
    """Prints every command with what it says, as Markdown."""
    for line in histories(testdata):
        sys.stdout.write(line + "\n")


def histories(testdata: Path) -> Iterator[str]:
    """The lines of it.

    Args:
        testdata: Folder that holds `corpora/`.
    """
    for heading, folders, asked in _ASKED:
        yield from ("", f"### {heading}")
        with TemporaryDirectory() as home:
            for folder in folders:
                held = _ROOT / folder if folder == "corpus" else testdata / "corpora" / folder
                Path(home, folder).symlink_to(held.resolve(), target_is_directory=True)
            _said(f"scan {' '.join(folders)} --quiet > formulae.txt", home)
            needs = () if folders == ("corpus",) else ("<!-- realdata -->",)
            yield from ("", *needs, "```sh", f"lineage scan {' '.join(folders)}", "```")
            for command in asked:
                told = (line.rstrip() for line in _said(command, home).splitlines())
                yield from ("", "```text", f"$ lineage {command}", *told, "```")


def _said(command: str, home: str) -> str:
    """What a command writes, errors among it, as on a terminal of one width."""
    lineage = f"{shlex.quote(sys.executable)} -m lineage"
    environment = {**os.environ, "COLUMNS": _WIDTH, "NO_COLOR": "1", "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(
        f"{lineage} {command}",
        shell=True,  # the commands are our own, and some have a pipe
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout
