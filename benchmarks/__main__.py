"""`python -m benchmarks`: chooses what is measured."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.pages import measure_pages
from benchmarks.scanning import measure_scan


def main() -> None:
    """Reads the command line and prints what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    scan = commands.add_parser("scan", help="seconds and memory of lineage scan, whole process, and of lineage --help")
    scan.add_argument("folder", type=Path)
    scan.add_argument("--runs", type=int, default=3)
    pages = commands.add_parser("pages", help="sizes of a report's pages, and how soon they answer in Chromium")
    pages.add_argument("reports", type=Path)
    chosen = parser.parse_args()
    if chosen.command == "scan":
        measure_scan(chosen.folder, chosen.runs)
    else:
        measure_pages(chosen.reports)


main()
