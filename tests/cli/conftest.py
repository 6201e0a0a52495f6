"""A folder of three made-up speeches to stand in, and the command line run inside the test's own process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lineage.cli.app import app

SPEECHES = {
    "2013-11-05_甲_共同维护.txt": "各位代表：我们要构建网络空间命运共同体，做到你中有我、我中有你。"
    "要坚持先易后难。谢谢大家！",
    "2014-06_乙_共享未来.txt": "各国应当构建网络空间命运共同体。互联网上你中有我，我中有你。合作宜先易后难，不宜空谈。",
    "2021_丙_共同规则.txt": "中国主张构建网络空间命运共同体，制定各国普遍接受的规则。先易后难，稳步推进。谢谢大家！",
}

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `speeches`, in a folder of its own that is the current one."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "speeches"
    made.mkdir()
    for name, text in SPEECHES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def run() -> Run:
    """Runs `lineage ARGUMENTS…` and returns what it said; a traceback fails the test."""

    def invoke(*arguments: object, columns: int = 200) -> Result:
        result = CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": str(columns), "NO_COLOR": "1"})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke
