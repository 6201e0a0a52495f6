"""The figures that the project stands by: those of `python -m benchmarks accuracy`, held against its floors."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.realdata


@pytest.mark.parametrize("part", ["seeds", "reports", "twins", "planted"])
def test_no_figure_falls_below_its_floor(part: str, testdata: Path):
    command = [sys.executable, "-m", "benchmarks", "accuracy", "--testdata", str(testdata), "--only", part]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
