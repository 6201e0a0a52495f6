"""A cluster of one master and two workers on this machine; and lineage run as a process of its own.

What these tests look at: that Spark gives what DuckDB gives, that it is quiet, and that nothing of it stays behind.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import duckdb
import orjson
import psutil
import pytest

from benchmarks.standalone import Standalone, family_of
from lineage.engine import Cluster
from lineage.engine.session import session_on
from lineage.engine.spark import SparkEngine
from lineage.engine.storage import Storage

ROOT = Path(__file__).resolve().parents[2]
#: What lineage is started with: parts of few bytes, so that the small corpora of tests are work for several tasks.
START = (
    "import signal, sys\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # which tests run in the background would ignore
    "import lineage.engine.contents as contents\n"
    "contents._LEAST_BYTES = 1 << 13\n"
    "from lineage.cli.app import main\n"
    "main()\n"
)
#: As many tasks as there are parts, so that there is something to do for two workers.
SEVERAL_TASKS = (
    "spark.sql.files.maxPartitionBytes=1m",
    "spark.sql.files.openCostInBytes=1m",
    "spark.sql.shuffle.partitions=4",
    "spark.sql.adaptive.coalescePartitions.enabled=false",
)
#: What an executor, and the process that asks it, get along with.
SMALL = ("spark.executor.memory=512m", "spark.driver.memory=512m")

_SUBJECTS = ("农村", "城市", "山区", "海岛", "草原", "边疆", "学校", "工厂", "林场", "渔港", "矿区", "牧区", "园区")
_DEEDS = ("修路", "种树", "治水", "办学", "防灾", "扶贫", "招商", "养老", "治沙", "通电", "建房")
_FORMULAE = (
    "绿水青山就是金山银山",
    "构建网络空间命运共同体",
    "你中有我、我中有你",
    "凡事先易后难、循序渐进",
    "在联合国框架下制定各国普遍接受的网络空间国际规则",
    "大力发展数字经济，促进房地产市场平稳健康发展",
    "让发展成果更多更公平惠及全体人民",
)


@dataclass(frozen=True)
class Ended:
    """How a process of lineage ended, and what it said."""

    status: int
    stdout: str
    stderr: str


class Running:
    """`lineage ARGUMENTS…` in a session of processes of its own."""

    def __init__(self, home: Path, arguments: tuple[object, ...]) -> None:
        command = [sys.executable, "-c", START, *map(str, arguments)]
        self._process = subprocess.Popen(
            command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def press(self) -> None:
        """Ctrl-C, as a terminal gives it: to all that stands in the foreground."""
        os.killpg(self._process.pid, 2)

    def end(self) -> Ended:
        """Waits for its end, after which none of its processes may run."""
        stdout, stderr = self._process.communicate(timeout=240)
        left = psutil.wait_procs(family_of(self._process.pid), timeout=5)[1]
        assert left == []
        return Ended(self._process.returncode, stdout, stderr)

    def kill(self) -> None:
        for process in family_of(self._process.pid):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.communicate()


@pytest.fixture(autouse=True, scope="session")
def nobodys_spark() -> Iterator[None]:
    """No test heeds what somebody set for Spark; and at the end no Java that they started runs."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("SPARK_", "PYSPARK_"))]:
            patch.delenv(name)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        yield
    running = [child for child in psutil.Process().children(recursive=True) if child.name() == "java"]
    assert psutil.wait_procs(running, timeout=5)[1] == []


@pytest.fixture(scope="session")
def standalone(nobodys_spark: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """The cluster, perhaps without a worker that a test killed."""
    with Standalone(tmp_path_factory.mktemp("cluster") / "standalone") as cluster:
        yield cluster


@pytest.fixture
def cluster(standalone: Standalone) -> Standalone:
    """The cluster with both of its workers, of one core each."""
    standalone.complete()
    return standalone


@pytest.fixture(scope="module")
def session(standalone: Standalone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on the cluster, active in this process; it takes both workers for the whole module."""
    standalone.complete()
    shown = (*SMALL, *SEVERAL_TASKS, "spark.ui.enabled=true", "spark.ui.port=0")
    with session_on(Cluster(standalone.master, conf=shown), tmp_path_factory.mktemp("session") / "log") as session:
        yield session


@pytest.fixture
def engine(session: Any, tmp_path: Path) -> SparkEngine:
    """What lineage runs on that session."""
    (tmp_path / "storage").mkdir()
    return SparkEngine(session, Storage(tmp_path / "storage"), Cluster(conf=SEVERAL_TASKS), tmp_path / "log")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts lineage in the test's folder; what still runs at the end of the test is killed."""
    begun: list[Running] = []

    def run(*arguments: object) -> Running:
        begun.append(Running(tmp_path, arguments))
        return begun[-1]

    yield run
    for one in begun:
        one.kill()


@pytest.fixture(scope="session")
def many_tasks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty made-up speeches, enough for a dozen tasks: with formulae, near copies, a copy, and a file of no text."""
    folder = tmp_path_factory.mktemp("many") / "speeches"
    folder.mkdir()
    subjects, deeds = cycle(_SUBJECTS), cycle(_DEEDS)

    def sentence(number: int) -> str:
        own = f"{next(subjects)}{next(deeds)}，第{number}回到{next(subjects)}{next(deeds)}的人都来了"
        return f"{own}，{_FORMULAE[number % len(_FORMULAE)]}，{next(deeds)}{next(subjects)}。"

    for number in range(30):
        text = "\n".join("".join(map(sentence, range(line, line + number % 5 + 2))) for line in range(24))
        (folder / f"{1990 + number}-03-05_{'甲乙丙丁'[number % 4]}_讲话{number}.txt").write_text(text, encoding="utf-8")
    copied = folder / "1993-03-05_丁_讲话3.txt"
    (folder / "2021-01-01_戊_转载.txt").write_bytes(copied.read_bytes())
    (folder / "空.txt").write_bytes(b"")
    return folder


def outcome(home: Path, index: Path) -> dict[str, Any]:
    """All that a run left: pages and data files, run.json without its timing, and every row of the index."""
    files = {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    run = orjson.loads(files["data/run.json"])
    del run["timing"]
    return {**files, "data/run.json": run, **_rows(index)}


def _rows(index: Path) -> dict[str, Any]:
    with duckdb.connect(str(index), read_only=True) as connection:
        tables = [name for (name,) in connection.sql("SHOW TABLES").fetchall()]
        return {name: connection.sql(f'SELECT * FROM "{name}"').to_arrow_table().to_pylist() for name in tables}


@pytest.fixture(scope="session")
def left_by() -> Callable[[Path, Path], dict[str, Any]]:
    return outcome


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    def find() -> int:
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            return asked.getsockname()[1]

    return find


@pytest.fixture(scope="session")
def asked() -> Callable[[str], Any]:
    """What Spark says of itself on its pages."""

    def ask(address: str) -> Any:
        with urlopen(address, timeout=10) as answer:
            return orjson.loads(answer.read())

    return ask


@pytest.fixture(scope="session")
def settings_of() -> Callable[..., list[str]]:
    """Settings of Spark as options: those given, and those of every test."""
    return lambda *given: [part for one in (*SMALL, *SEVERAL_TASKS, *given) for part in ("--spark-conf", one)]
