"""A folder of three made-up speeches to stand in, a fourth to add; the command line run in the test's own process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lineage.cli.app import app
from lineage.errors import ExitCode
from lineage.pipeline import scanning

SPEECHES = {
    "2013-11-05_甲_共同维护.txt": "各位代表：我们要构建网络空间命运共同体，做到你中有我、我中有你。"
    "要坚持先易后难。谢谢大家！",
    "2014-06_乙_共享未来.txt": "各国应当构建网络空间命运共同体。互联网上你中有我，我中有你。合作宜先易后难，不宜空谈。",
    "2021_丙_共同规则.txt": "中国主张构建网络空间命运共同体，制定各国普遍接受的规则。先易后难，稳步推进。谢谢大家！",
}

#: A speech that takes from these, and says something of its own.
NEW = (
    "各位来宾：我们要构建网络空间命运共同体，做到你中有我、我中有你。凡事先易后难。"
    "我们谈“新质生产力”，也谈别的。新质生产力前途无量。谢谢大家！"
)

Run = Callable[..., Result]


def lay(home: Path) -> Path:
    """Writes the speeches into a folder there."""
    made = home / "speeches"
    made.mkdir()
    for name, text in SPEECHES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `speeches`, in a folder of its own that is the current one."""
    monkeypatch.chdir(tmp_path)
    return lay(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `lineage ARGUMENTS…` and returns what it said; a traceback fails the test.

    The commands of a test share one process, and the dictionary that a process of their own would have let go.
    """
    monkeypatch.setattr(scanning, "forget_dictionaries", lambda: None)

    def invoke(*arguments: object, columns: int = 200, stdin: str | bytes = b"") -> Result:
        named = {"COLUMNS": str(columns), "NO_COLOR": "1"}
        result = CliRunner().invoke(app, [*["--debug"][: len(arguments)], *map(str, arguments)], input=stdin, env=named)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture(scope="session")
def scanned_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the folder of speeches, its index and its results, to be copied."""
    home = tmp_path_factory.mktemp("scanned")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        lay(home)
        patch.setattr(scanning, "forget_dictionaries", lambda: None)
        result = CliRunner().invoke(app, ["scan", "speeches", "-q"])
    assert result.exit_code == ExitCode.OK, result.output
    return home


@pytest.fixture
def scanned(folder: Path, scanned_once: Path) -> Path:
    """The folder of speeches, scanned: index and results are copies of those of one scan.

    The index knows the folder by where that scan found it: see `scanned_here`.
    """
    shutil.copytree(scanned_once, ".", dirs_exist_ok=True)
    return folder


@pytest.fixture
def scanned_here(folder: Path, run: Run) -> Path:
    """The folder of speeches, scanned where it is, for what is done to its files afterwards."""
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    return folder


@pytest.fixture
def new(folder: Path) -> Path:
    """A speech beside that folder, which is not in the index; its name tells its date and who held it."""
    path = Path("2018-01-01_戊_新.txt")
    path.write_text(NEW, encoding="utf-8")
    return path


@pytest.fixture
def standing() -> Callable[..., dict[str, bytes]]:
    """Reads every file below the current folder, hidden ones too; or below some of its folders."""

    def read(*below: str) -> dict[str, bytes]:
        paths = (path for folder in below or (".",) for path in sorted(Path(folder).rglob("*")))
        return {path.as_posix(): path.read_bytes() if path.is_file() else b"folder" for path in paths}

    return read


@pytest.fixture
def refused(standing: Callable[..., dict[str, bytes]], run: Run) -> Callable[..., tuple[str, str]]:
    """Runs a command that must end with a message and a next step, no data, and nothing changed on the disk."""

    def refuse(code: ExitCode, *arguments: object, **options: bytes) -> tuple[str, str]:
        before = standing()
        result = run(*arguments, **options)
        assert (result.exit_code, result.stdout) == (code, ""), result.output
        error, hint = result.stderr.strip().splitlines()[-2:]
        assert error.startswith("error: ")
        assert hint.startswith("  → ")
        assert standing() == before
        return error.removeprefix("error: "), hint.removeprefix("  → ")

    return refuse
