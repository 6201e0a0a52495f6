"""SIGKILL at random moments of scan and add: what is left is the old state or the new one, or told to be stale."""

import os
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.killing import COMMANDS, OUTCOMES, Trial, moments

KILLS = 20
#: Sentences that the speeches share in ever new pairs, so that there are formulae and pages to be written.
SENTENCES = (
    "我们要构建网络空间命运共同体，深化务实合作。",
    "互联网上你中有我、我中有你，利益融合。",
    "维护网络空间的和平与安全，尊重网络主权。",
    "在联合国框架下制定各国普遍接受的网络空间国际规则。",
    "凡事先易后难、循序渐进，从具体事情做起。",
    "大力发展数字经济，促进房地产市场平稳健康发展。",
)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    folder = tmp_path_factory.mktemp("speeches")
    for number in range(len(SENTENCES)):
        text = "".join(SENTENCES[(number + step) % len(SENTENCES)] for step in (0, 1, 3))
        (folder / f"{2010 + number}-01-01_甲_{number}.txt").write_text(text, encoding="utf-8")
    return Trial(folder, tmp_path_factory.mktemp("trial"))


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_kill_at_any_moment_loses_nothing(trial: Trial, command: str):
    left = Counter(trial.kill(command, moment) for moment in moments(KILLS // len(COMMANDS), f"1 {command}"))
    assert set(left) <= set(OUTCOMES), left
    assert left.total() == KILLS // len(COMMANDS)
    assert left["old"]  # a kill that always came too late would prove nothing


def test_every_other_moment_lies_where_files_are_written():
    drawn = [*moments(100, "seed")]
    assert all(0 <= moment <= 1 for moment in drawn)
    assert all(moment >= 2 / 3 for moment in drawn[1::2])
    assert min(drawn) < 0.1
    assert drawn == [*moments(100, "seed")]


def test_what_is_neither_state_is_told(trial: Trial, monkeypatch: pytest.MonkeyPatch):
    fresh = trial.fresh

    def spoilt() -> Path:
        home = fresh()
        (home / "reports" / "data" / "formulae.csv").write_bytes(b"half")
        return home

    monkeypatch.setattr(trial, "fresh", spoilt)
    assert trial.kill("scan", 0) == "data files are not whole"
