"""Speed and memory: corpora made larger, the exponents read from them, medians and bars, and the parts themselves."""

import math
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import growing, speed
from benchmarks.bars import FASTER, SCAN, gigabytes, print_bars
from benchmarks.enlarging import write_copies
from benchmarks.scanning import no_rjieba
from benchmarks.speed import Scan, doublings, exponent, middle_scan
from benchmarks.whole_process import lies_in_memory, run_whole
from lineage.pipeline import scan
from lineage.script import to_simplified

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
#: Which segmenter this process, one beside it and workers take.
SEGMENTERS = """
from lineage.beside import beside
from lineage.text import Segmenter
from lineage.workers import run_all

with beside(Segmenter, ()) as answer:
    print(*(own.name for own in (Segmenter(), answer(), *run_all(Segmenter, [(), ()], 2))))
"""


@pytest.fixture(scope="module")
def speeches(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The speeches of the repository in simplified script, the only one that the dictionary knows."""
    folder = tmp_path_factory.mktemp("speeches")
    for path in CORPUS.glob("*.txt"):
        (folder / path.name).write_text(to_simplified(path.read_text(encoding="utf-8")), encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def copies(speeches: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Those speeches in the words of three copies."""
    return write_copies(speeches, tmp_path_factory.mktemp("copies"), 3)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_every_copy_has_the_same_files_in_other_words_of_the_same_length(copies):
    first, second, third = map(texts, copies)
    assert list(first) == list(second) == list(third) == sorted(path.name for path in CORPUS.glob("*.txt"))
    for name, text in first.items():
        assert len(text) == len(second[name]) == len(third[name])
        assert text != second[name] != third[name]
        assert text.count("，") == second[name].count("，")


def test_copies_are_the_same_whenever_they_are_made(speeches, copies, tmp_path):
    again = write_copies(speeches, tmp_path, 2)
    assert [texts(folder) for folder in again] == [texts(folder) for folder in copies[:2]]


def test_what_speeches_share_stays_shared_within_a_copy_and_not_between_two(copies, tmp_path):
    found = scan(copies, out=tmp_path / "out", index=tmp_path / "a.duckdb")
    copy_of = [speech.file.split("/")[0] if "/" in speech.file else "" for speech in found.speeches]
    names = sorted(set(copy_of))
    assert len(names) == 3
    pairs = [(copy_of[a], copy_of[b]) for a, b in zip(found.passages.first, found.passages.second, strict=True)]
    within = [sum(a == b == name for a, b in pairs) for name in names]
    assert min(within) >= 4
    assert sum(within) >= 0.8 * len(pairs)  # chance brings some together


def test_the_exponent_is_the_slope_in_logarithms():
    sizes = [1, 2, 4, 8, 16]
    assert exponent(sizes, [3 * size**1.1 for size in sizes]) == pytest.approx(1.1)
    assert exponent(sizes, [5.0] * 5) == pytest.approx(0)
    assert exponent(sizes, [0.0, 1, 2, 3, 4]) is None
    assert exponent([1.0], [5.0]) is None


def test_the_last_doubling_tells_what_start_up_hides_in_the_slope():
    sizes = [1, 2, 4, 8, 16]
    seconds = [20 + size**1.3 for size in sizes]
    slope, steps = exponent(sizes, seconds), doublings(sizes, seconds)
    assert steps[-1] == pytest.approx(math.log2(seconds[-1] / seconds[-2]))
    assert steps == sorted(steps)
    assert slope < 0.5 < steps[-1]
    assert doublings(sizes, [0.0, 1, 2, 4, 8]) == pytest.approx([None, 1, 1, 1])


def test_the_middle_of_several_scans_is_that_of_each_figure():
    taken = [(3.0, 10.0, 5.0), (1.0, 30.0, 6.0), (2.0, 20.0, 4.0)]
    stages = [{"words": 1.0}, {"words": 3.0, "pages": 2.0}, {"words": 2.0, "pages": 4.0}]
    scans = [Scan(7, *own, by_stage, by_stage) for own, by_stage in zip(taken, stages, strict=True)]
    by_stage = {"words": 2.0, "pages": 2.0}
    assert middle_scan(scans) == Scan(7, 2.0, 20.0, 5.0, by_stage, by_stage)


def test_bars_are_reached_or_not_and_what_is_not_measured_gets_no_verdict(capsys: pytest.CaptureFixture[str]):
    assert [SCAN.verdict(seconds) for seconds in (7.9, 8, 8.1, math.nan)] == ["ok", "ok", "short", "short"]
    assert [FASTER.verdict(times) for times in (1.9, 2, 2.1, math.nan)] == ["short", "ok", "ok", "short"]
    print_bars({SCAN: 8.5, FASTER: None}, markdown=True)
    assert capsys.readouterr().out.splitlines()[2:] == [
        "| scan of the Work Reports | ≤ 8 s | 8.50 | short |",
        "| the same scan is faster than qhchina | ≥ 2 times | not measured |  |",
    ]
    assert gigabytes(1000) == pytest.approx(1.048576)


def test_without_rjieba_no_process_finds_it():
    assert run_python(SEGMENTERS).split() == ["rjieba"] * 4
    with no_rjieba() as variables:
        assert run_python(SEGMENTERS, variables).split() == ["jieba"] * 4


def run_python(program: str, variables: dict[str, str] | None = None) -> str:
    run = run_whole([sys.executable, "-c", program], {"PYTHONPATH": str(ROOT), **(variables or {})})
    assert run.status == 0, run.complained
    return run.printed


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch, speeches: list[Path]) -> None:
    """The speeches of the repository in place of the broadcasts, in one copy and in two."""
    monkeypatch.setattr(speed, "real_broadcasts", lambda *_: speeches)
    monkeypatch.setattr(speed, "_COPIES", (1, 2))


@pytest.mark.usefixtures("tiny")
def test_the_bound_is_measured_without_an_index_and_with_it(tmp_path, monkeypatch, capsys):
    asked: list[list[str]] = []
    run_lineage = speed.run_lineage
    monkeypatch.setattr(speed, "run_lineage", lambda own, **how: (asked.append(own), run_lineage(own, **how))[1])
    speed.measure_speed(tmp_path, 1, ["limit"], None, markdown=True)
    first, again = asked
    assert first == again
    assert first[-2:] == ["--memory-limit", "2GB"]
    told = capsys.readouterr().out
    assert "| what | no index | with its index |" in told
    assert told.count("| ≤ 2 GB | 0.") == told.count(" | ok |") == 2


@pytest.mark.usefixtures("tiny")
def test_every_size_is_scanned_in_every_run(tmp_path, monkeypatch, capsys):
    seconds = iter([1.0, 4.0, 2.0, 8.0, 6.0, 6.0])
    sizes = {1: 10, 2: 20}
    monkeypatch.setattr(speed, "_fresh_scan", lambda own: Scan(sizes[len(own)], next(seconds), 9.0, 9.0, {}, {}))
    speed.measure_speed(tmp_path, 3, ["growth"], None, markdown=True)
    told = capsys.readouterr().out
    assert "| seconds | 2.0 | 6.0 | 1.58 |" in told  # the medians of 1, 2, 6 and of 4, 8, 6
    assert "| exponent of each doubling, seconds |  | 1.58 |  |" in told
    assert told.count("| ≤ 1.1 | 1.58 | short |") == 2


def test_growth_of_the_index_is_told_as_tables_with_the_bars(tmp_path, monkeypatch, capsys, speeches):
    seconds = iter([80.0, 95.0, 85.0, *[2.0] * 6, *[31.0] * 6])

    def run(arguments: list[str]) -> tuple[float, float]:
        Path(arguments[arguments.index("--index") + 1]).touch()
        return next(seconds), 1000.0

    monkeypatch.setattr(growing, "run", run)
    monkeypatch.setattr(growing, "_characters", lambda _: 1)
    monkeypatch.setitem(growing._CORPORA, "broadcasts", lambda _: nullcontext((speeches[:-1], speeches[-1])))
    growing.measure_growth(tmp_path, 3, ["broadcasts"], markdown=True)
    assert [
        line for line in capsys.readouterr().out.splitlines() if line.startswith("| ") and "--" not in line[:6]
    ] == [
        "| command | seconds | MB |",
        "| scan, no index | 85.00 | 1,000 |",
        "| query | 2.00 | 1,000 |",
        "| add --dry-run | 2.00 | 1,000 |",
        "| add | 31.00 | 1,000 |",
        "| add --no-report | 31.00 | 1,000 |",
        "| what | bar | measured |  |",
        "| scan of the broadcasts | ≤ 90 s | 85.00 | ok |",
        "| memory of that scan | ≤ 4 GB | 1.05 | ok |",
        "| query of one speech | ≤ 2.5 s | 2.00 | ok |",
        "| add --no-report of one speech | ≤ 30 s | 31.00 | short |",
    ]


def test_no_bound_is_measured_where_files_lie_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(speed, "lies_in_memory", lambda _: True)
    with pytest.raises(SystemExit, match="lies in memory"):
        speed.measure_speed(tmp_path, 1, ["detection", "limit"], None, markdown=False)


def test_a_folder_lies_in_memory_where_its_nearest_mount_does(monkeypatch):
    mounts = [
        ("/", "ext4"),
        ("/memory", "tmpfs"),
        ("/memory/disk", "tmpfs"),
        ("/memory/disk", "ext4"),
        ("/memorys", "tmpfs"),
    ]
    partitions = [SimpleNamespace(mountpoint=place, fstype=kind) for place, kind in mounts]
    monkeypatch.setattr("psutil.disk_partitions", lambda **_: partitions)
    found = {place: lies_in_memory(Path(place)) for place in ("/data/a", "/memory/a", "/memory/disk/a", "/memory-s")}
    assert found == {"/data/a": False, "/memory/a": True, "/memory/disk/a": False, "/memory-s": False}


@pytest.mark.parametrize(
    ("command", "known"),
    [
        (["peers", "corpus"], "qhchina, text-dedup, jieba, rjieba, obvious"),
        (["speed", "--testdata", "."], "reports, detection, broadcasts, growth, limit"),
        (["grow", "--testdata", "."], "reports, broadcasts"),
    ],
)
def test_unknown_names_are_refused_before_anything_runs(command: list[str], known: str):
    arguments = [sys.executable, "-m", "benchmarks", *command, "--only", f"{known.partition(',')[0]},poems"]
    run = subprocess.run(arguments, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"--only poems: is none of {known}\n"
