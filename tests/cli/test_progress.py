"""The progress bar: counts, rate and the time that remains where steps can be counted, nothing where nobody looks."""

from pathlib import Path

import pytest

from lineage.cli.bars import _RateColumn
from lineage.cli.progress import TerminalProgress
from lineage.pipeline import scan
from lineage.stages import Silence


class Counting(Silence):
    """Keeps how many steps were promised, and how many came, by stage."""

    def __init__(self) -> None:
        self.stages: dict[str, list[int | None]] = {}

    def stage(self, name: str, total: int | None = None) -> None:
        self.now = self.stages.setdefault(name, [total, 0])

    def advance(self) -> None:
        self.now[1] += 1


def test_long_stages_come_to_the_end_that_they_promise(folder, tmp_path):
    progress = Counting()
    scan([folder], jobs=1, progress=progress)
    counted = {name: tuple(steps) for name, steps in progress.stages.items() if steps[0] is not None}
    levels = counted.pop("counting shared grams")
    assert levels[1] <= levels[0]  # no longer wording is shared
    assert {"reading", "looking for near matches", "aligning passages", "finding formulae"} == counted.keys()
    assert counted["reading"] == counted["aligning passages"] == (3, 3)
    assert all(total == done for total, done in counted.values())


@pytest.mark.parametrize(
    ("total", "seconds", "rate"), [(None, 1, ""), (9, 0.25, "4.0/s"), (9, 0.05, "20/s"), (9, 0.0004, "2,500/s")]
)
def test_the_rate(total, seconds, rate):
    progress = TerminalProgress(quiet=False)
    now = iter(number * seconds for number in range(100))
    progress._bars.get_time = lambda: next(now)
    progress.stage("reading", total)
    for _ in range(5):
        progress.advance()
    (task,) = progress._bars.tasks
    assert _RateColumn().render(task).plain == rate


def test_without_a_terminal_nothing_is_drawn(folder, run):
    result = run("scan", "speeches")
    assert "reading" not in result.stderr
    assert Path("lineage.duckdb").exists()
