"""Real speeches on Spark: what it finds in them is what DuckDB finds, byte for byte."""

import json
from pathlib import Path
from typing import Any

import pytest

from lineage.engine import Cluster
from lineage.pipeline import scan

pytestmark = [pytest.mark.realdata, pytest.mark.spark]


def contents(out: Path) -> dict[str, Any]:
    """Every page and data file, run.json without its timing."""
    files: dict[str, Any] = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.*")}
    run = json.loads(files["data/run.json"])
    del run["timing"]
    return files | {"data/run.json": run}


def test_work_reports(testdata: Path, tmp_path: Path):
    folder = testdata / "corpora" / "gwr"
    scan([folder], index=tmp_path / "duckdb", out=tmp_path / "by_duckdb")
    scan([folder], index=tmp_path / "spark", out=tmp_path / "by_spark", cluster=Cluster("local[2]"))
    expected = contents(tmp_path / "by_duckdb")
    assert len(expected) > 50
    assert contents(tmp_path / "by_spark") == expected
