"""What the benchmark of Spark reads from event logs, compares and reckons; no Spark is started here."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import spark
from benchmarks.engines import EngineRun, differences, largest_size
from benchmarks.event_log import Work, covered, read_log, works
from benchmarks.reckoning import Grown, Limit, reached_rows, reckoned_rows, shown
from benchmarks.spark import measure_spark, print_kept
from benchmarks.spark_tables import enough_cores, growth_table, stage_table, whole_table, work_table
from benchmarks.tables import as_markdown
from benchmarks.whole_process import run_whole


def submitted(stage: int, description: str | None) -> dict:
    properties = {"spark.job.description": description} if description else {}
    return {"Event": "SparkListenerStageSubmitted", "Stage Info": {"Stage ID": stage}, "Properties": properties}


def task(stage: int, records: int, *, fetched: int = 0, reason: str = "Success") -> dict:
    return {
        "Event": "SparkListenerTaskEnd",
        "Stage ID": stage,
        "Task End Reason": {"Reason": reason},
        "Task Metrics": {
            "Executor Run Time": 1500,
            "Disk Bytes Spilled": 7,
            "Input Metrics": {"Bytes Read": 3, "Records Read": records},
            "Output Metrics": {"Bytes Written": 100, "Records Written": 2},
            "Shuffle Read Metrics": {"Remote Bytes Read": 30, "Local Bytes Read": 12, "Total Records Read": fetched},
            "Shuffle Write Metrics": {"Shuffle Bytes Written": 1000},
        },
    }


def completed(stage: int, begin: int, end: int) -> dict:
    times = {"Submission Time": begin * 1000, "Completion Time": end * 1000}
    return {"Event": "SparkListenerStageCompleted", "Stage Info": {"Stage ID": stage, **times}}


def held(stage: int, java: int, python: int) -> dict:
    memory = {"ProcessTreeJVMRSSMemory": java, "ProcessTreePythonRSSMemory": python}
    return {"Event": "SparkListenerStageExecutorMetrics", "Stage ID": stage, "Executor Metrics": memory}


#: Two stages of one work that overlap, another work beside them, and what nobody cares for.
LOG = [
    {"Event": "SparkListenerLogStart", "Spark Version": "4.3.0"},
    submitted(0, "reading"),
    submitted(1, "reading"),
    submitted(2, None),
    task(0, 40),
    task(0, 2, fetched=60),
    task(1, 5, reason="ExceptionFailure"),
    {"Event": "SparkListenerTaskEnd", "Stage ID": 1, "Task End Reason": {"Reason": "TaskKilled"}},
    task(2, 1),
    held(0, 500, 80),
    held(1, 400, 90),
    completed(0, 10, 20),
    completed(1, 15, 22),
    completed(2, 30, 31),
]


def test_a_log_is_put_together_by_what_jobs_are_called(tmp_path):
    log = tmp_path / "local-1"
    log.write_text("".join(json.dumps(event) + "\n" for event in LOG), encoding="utf-8")
    reading, nameless = read_log(log)
    assert (reading.name, reading.stages, reading.tasks, reading.failed) == ("reading", 2, 3, 2)
    assert (reading.seconds, reading.task_seconds) == (12, 4.5)
    assert (reading.records, reading.largest) == (107, 62)
    assert (reading.written, reading.shuffled, reading.fetched, reading.spilled) == (300, 3000, 126, 21)
    assert (reading.jvm, reading.python) == (500, 90)
    assert (nameless.name, nameless.tasks, nameless.seconds) == ("nothing that has a name", 1, 1)


def test_a_stage_that_was_never_completed_takes_no_time():
    cut_short = {"Event": "SparkListenerStageCompleted", "Stage Info": {"Stage ID": 3, "Submission Time": 5}}
    (work,) = works([submitted(3, "reading"), task(3, 9), cut_short])
    assert (work.tasks, work.seconds, work.stages) == (1, 0, 0)


@pytest.mark.parametrize(
    ("spans", "seconds"),
    [([], 0), ([(1, 2), (5, 7)], 3), ([(5, 7), (1, 6)], 6), ([(1, 9), (2, 3), (8, 10)], 9), ([(1, 2), (2, 3)], 2)],
)
def test_time_that_several_share_counts_once(spans, seconds):
    assert covered(spans) == seconds


class TestDifferences:
    @pytest.fixture
    def folders(self, tmp_path: Path) -> tuple[Path, Path]:
        one, other = tmp_path / "one", tmp_path / "other"
        for number, folder in enumerate((one, other)):
            folder.mkdir()
            (folder / "formulae.csv").write_bytes(b"rank\n")
            record = {"counts": {"words": 3}, "timing": {"seconds": number}, "format": 2}
            (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
        return one, other

    def test_leave_the_timing_aside(self, folders):
        assert differences(*folders) == []

    def test_are_told_of_every_byte(self, folders):
        (folders[1] / "formulae.csv").write_bytes(b"rank\r\n")
        assert differences(*folders) == ["formulae.csv"]

    def test_are_told_of_all_else_that_the_record_says(self, folders):
        record = {"counts": {"words": 4}, "timing": {}, "format": 2}
        (folders[0] / "run.json").write_text(json.dumps(record), encoding="utf-8")
        assert differences(*folders) == ["run.json"]

    def test_are_told_of_files_that_one_alone_has(self, folders):
        (folders[0] / "twins.csv").write_bytes(b"")
        assert differences(*folders) == ["twins.csv"]


def test_the_largest_size_of_a_folder_is_seen(tmp_path):
    with largest_size(tmp_path) as sizes:
        (tmp_path / "stage").mkdir()
        (tmp_path / "stage" / "part").write_bytes(bytes(5000))
        while max(sizes) == 0:
            pass
        (tmp_path / "stage" / "part").unlink()
    assert max(sizes) == 5000


@pytest.mark.skipif(sys.platform != "linux", reason="a process takes another name by a call of Linux")
def test_what_a_java_machine_starts_is_told_apart():
    hold = "import time; held = bytearray(b'x') * ({} << 20); {}; time.sleep(1.5)"
    worker = hold.format(90, "pass")
    machine = hold.format(60, f"import subprocess; subprocess.run([{sys.executable!r}, '-c', {worker!r}])")
    named = f"import ctypes; ctypes.CDLL(None).prctl(15, b'java'); {machine}"
    driver = hold.format(30, f"import subprocess; subprocess.run([{sys.executable!r}, '-c', {named!r}])")
    run = run_whole([sys.executable, "-c", driver])
    assert run.status == 0, run.complained
    assert 30 < run.driver_megabytes < 60 < run.java_megabytes < 90 < run.worker_megabytes < 120
    assert run.megabytes > 180


def test_processors_are_told_of_all_and_of_the_command_alone():
    burn = "import time\nbegun = time.process_time()\nwhile time.process_time() < begun + {}: pass\n"
    started = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn.format(0.8)!r}])\n"
    run = run_whole([sys.executable, "-c", burn.format(0.4) + started])
    assert run.status == 0, run.complained
    assert 0.3 < run.driver_cpu_seconds < 0.8 < 1.2 < run.cpu_seconds < 3


def quadratic(factor: float) -> Grown:
    return Grown("pairs", "", [1e6, 2e6, 4e6, 8e6], [factor, 4 * factor, 16 * factor, 64 * factor])


class TestReckoning:
    def test_adds_to_the_largest_what_further_characters_took_last(self):
        started = Grown("seconds", "s", [1e6, 2e6, 4e6], [100 + 3, 100 + 6, 100 + 12])
        assert started.a_character == pytest.approx(3e-6)
        assert started.at(1e9) == pytest.approx(100 + 3000)
        assert started.reaches(100 + 3000) == pytest.approx(1e9)

    def test_tells_whether_further_characters_took_more_than_those_before(self):
        assert Grown("seconds", "s", [1e6, 2e6, 4e6], [103, 106, 112]).power == pytest.approx(1)
        assert quadratic(3).power == pytest.approx(2)
        assert Grown("seconds", "s", [1e6, 2e6], [103, 106]).power is None
        assert Grown("seconds", "s", [1e6, 2e6, 3e6], [103, 106, 112]).power is None  # no fewer, and no more

    def test_of_what_does_not_grow_has_no_end(self):
        level = Grown("memory", "B", [1, 2, 4], [9, 9, 9])
        assert (level.power, level.at(1e9), level.reaches(10)) == (None, 9, float("inf"))

    def test_is_shown_with_what_it_rests_on(self):
        (row,) = reckoned_rows([Grown("bytes shuffled", "B", [1e6, 2e6, 4e6], [1e6, 2e6, 4e6])])
        assert row == ("bytes shuffled", "1 MB", "1.00", "1 GB", "10 GB", "100 GB")

    def test_tells_first_what_is_reached_first(self):
        limits = [Limit("pairs", "pairs", 1e12), Limit("characters", "characters", 2e9)]
        figures = {"pairs": quadratic(3), "characters": Grown("characters", "", [1e6, 2e6, 4e6], [1e6, 2e6, 4e6])}
        rows = reached_rows(limits, figures)
        assert [(row[0], row[-1]) for row in rows] == [("characters", "2 G"), ("pairs", "28 P")]


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (12, "s", "12 s"),
        (0.123, "s", "0.12 s"),
        (5400, "s", "1.5 hours"),
        (86400 * 3, "s", "3 days"),
        (86400 * 800, "s", "2.2 years"),
        (999.7e9, "B", "1 TB"),
        (90, "s", "1.5 minutes"),
        (4.25e10, "B", "42 GB"),
        (1.234e17, "B", "120 PB"),
        (512, "B", "510 B"),
        (2**31, "", "2.1 G"),
        (7, "", "7"),
        (float("inf"), "", "∞"),
    ],
)
def test_figures_are_shown_as_one_grasps_them(value, unit, told):
    assert shown(value, unit) == told


def a_run(engine: str, characters: int, *own: Work) -> EngineRun:
    counts = {"characters": characters}
    seconds = 20.5 + characters / 1e3, 8.0 + characters / 4e3
    return EngineRun(engine, 9.0, 900, 300, 400, 200, *seconds, counts, {"reading": 1.5}, own, 1 << 20, 2 << 20)


def test_tables_say_what_each_engine_took():
    work = Work(
        "reading", tasks=4, seconds=2, task_seconds=3.5, records=10, largest=6, shuffled=1 << 20, python=5 << 20
    )
    work.spans.append((1, 3))
    runs = [a_run("duckdb", 1000), a_run("spark", 1000, work)]
    whole = as_markdown(*whole_table(runs)).splitlines()
    assert whole[0] == "| what | duckdb | spark |"
    assert "| of these, seconds in which Spark works | 0.0 | 2.0 |" in whole
    assert as_markdown(*stage_table(runs)).splitlines()[-1] == "| reading | 1.50 | 1.50 |"
    assert work_table(runs[1].works)[1] == [
        ("reading", "4", "2.0", "3.5", "10", "6", "0.0", "1.0", "0.0", "", "5"),
    ]


def test_growth_tells_a_work_that_small_corpora_have_not():
    work = Work("joining buckets", task_seconds=3)
    ducks = [a_run("duckdb", size) for size in (1_000_000, 2_000_000)]
    sparks = [a_run("spark", 1_000_000), a_run("spark", 2_000_000, work)]
    columns, rows = growth_table(ducks, sparks)
    assert columns == ("what", "1.0 M", "2.0 M", "exponent")
    assert ("joining buckets: seconds of tasks", "0.0", "3.0", "") in rows


def test_so_many_cores_are_enough_as_the_cluster_takes_longer_than_the_driver():
    told = enough_cores([a_run("spark", size) for size in (1_000_000, 2_000_000)])
    assert told.startswith("For further characters 3.0 cores of a cluster")


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scans that take no time; that of Spark writes other data in the largest corpus."""

    def run_engine(engine, folders, scratch, options):
        data = scratch / "reports" / "data"
        data.mkdir(parents=True)
        (data / "formulae.csv").write_text(engine if len(folders) > 2 else "the same", encoding="utf-8")
        return a_run(engine, 1000 * len(folders), Work("reading", spans=[(0, 1)], tasks=len(folders)))

    monkeypatch.setattr(spark, "run_engine", run_engine)
    monkeypatch.setattr("os.getloadavg", lambda: (1.5, 1, 1))
    monkeypatch.setattr(spark, "real_broadcasts", lambda _, folder: folder.mkdir())
    monkeypatch.setattr(spark, "write_copies", lambda _, folder, copies: [folder] * copies)


@pytest.mark.usefixtures("measured")
class TestMeasuring:
    def test_fails_where_the_answers_differ(self, tmp_path, capsys):
        options = {"keep": None, "markdown": True}
        assert measure_spark(tmp_path, ["reports"], [], (1,), **options) == 0
        assert "1,000 characters: both engines wrote the same data files" in capsys.readouterr().out
        assert measure_spark(tmp_path, ["growth"], [], (1, 2, 3), **options) == 1
        assert "3,000 characters: THE ANSWERS DIFFER in formulae.csv" in capsys.readouterr().out

    def test_keeps_figures_from_which_the_same_is_printed(self, tmp_path, capsys):
        kept = tmp_path / "figures.json"
        measure_spark(tmp_path, ["reports"], [], (1,), keep=kept, markdown=True)
        capsys.readouterr()
        measure_spark(tmp_path, ["growth"], [], (2,), keep=kept, markdown=True)
        measure_spark(tmp_path, ["growth"], [], (1, 4), keep=kept, markdown=True)
        capsys.readouterr()
        measure_spark(tmp_path, ["reports"], [], (1,), keep=None, markdown=True)
        measure_spark(tmp_path, ["growth"], [], (1, 2, 4), keep=None, markdown=True)
        printed = capsys.readouterr().out
        print_kept(kept, ["reports", "growth"], markdown=True)
        assert capsys.readouterr().out == printed
