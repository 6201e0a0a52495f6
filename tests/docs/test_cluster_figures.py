"""The tables of `docs/explanation/cluster.md` are those that the benchmark prints of the figures it kept."""

from pathlib import Path

import pytest

from benchmarks.spark import kept_figures
from benchmarks.spark_tables import enough_cores, growth_tables, tables_of
from benchmarks.tables import as_markdown

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "benchmarks" / "spark_figures.json"
KEPT = kept_figures(FIGURES)
PAGE = (ROOT / "docs" / "explanation" / "cluster.md").read_text(encoding="utf-8")


def tables(part: str) -> dict[str, str]:
    runs = [one.runs for one in KEPT[part]]
    titled = growth_tables(runs) if part == "growth" else tables_of(*runs)
    return {title: as_markdown(columns, rows) for title, columns, rows in titled}


@pytest.mark.parametrize("part", KEPT)
def test_the_page_shows_what_was_measured(part):
    missing = [title for title, table in tables(part).items() if table not in PAGE]
    assert missing == [], f"python -m benchmarks spark --kept {FIGURES.relative_to(ROOT)} --markdown prints them"


def test_the_page_says_how_many_cores_are_enough():
    assert enough_cores([one.runs[-1] for one in KEPT["growth"]]) in PAGE


@pytest.mark.parametrize("part", KEPT)
def test_both_engines_answered_the_same_whenever_they_were_measured(part):
    assert [one.verdict for one in KEPT[part] if one.differing] == []
