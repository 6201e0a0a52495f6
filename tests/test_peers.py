"""How other people's tools are measured: whole processes, in an environment of their own or told to be missing."""

import ast
import os
import sys
import threading
import venv
from pathlib import Path

import pytest

from benchmarks import peer_environment, peers
from benchmarks.peer_environment import NotInstalled, peer_python, pinned_versions
from benchmarks.peers import PEERS, measure_peers, print_peers, write_texts
from benchmarks.whole_process import WholeRun, _watched, run_whole

SCRIPTS = Path(peers.__file__).parent / "peer_scripts"
PINS = SCRIPTS.with_name("peers.txt").read_text(encoding="utf-8")
HOLDS = "x = bytearray(b'x') * (60 << 20)"
#: A program and another one that it starts, which hold their memory at one moment.
TWO = f"""
import subprocess, sys
{HOLDS}
subprocess.run([sys.executable, "-c", "import time; {HOLDS}; time.sleep(0.5)"])
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Two speeches that share a sentence."""
    folder = tmp_path / "texts"
    folder.mkdir()
    shared = "各國人民共同構建網絡空間命運共同體，推動互聯網健康發展，維護世界和平。"
    for number, own in enumerate(("今天天氣很好。", "我們在這裡開會。")):
        (folder / f"{number}.txt").write_text(own + shared, encoding="utf-8")
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The environments that are made, each with our own interpreter; nothing is installed in them by pip."""
    folders: list[Path] = []

    def create(_: venv.EnvBuilder, folder: Path) -> None:
        folders.append(folder)
        (folder / "bin").mkdir(parents=True)
        python = folder / "bin" / "python"
        # No link: by the place of its name an interpreter finds its packages.
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        python.chmod(0o755)

    monkeypatch.setattr(venv.EnvBuilder, "create", create)
    monkeypatch.setattr(peer_environment, "_PIP", ("-c", "pass"))
    return folders


def run_python(program: str):
    return run_whole([sys.executable, "-c", program])


def test_a_run_tells_what_is_printed_complained_and_how_it_ends():
    run = run_python("import os, sys; print('命'); print('no', file=sys.stderr); sys.exit(3)")
    assert (run.printed, run.complained, run.status) == ("命\n", "no\n", 3)
    assert 0 < run.seconds < 30
    assert run_python("import os; os.kill(os.getpid(), 9)").status == -9


def test_memory_is_that_of_all_processes_and_not_what_we_held_before():
    assert 120 < run_python(TWO).megabytes < 300
    held = bytearray(b"x") * (150 << 20)
    del held
    assert run_python("import time; time.sleep(0.2)").megabytes < 100


def test_short_peaks_are_seen():
    # From a small process: what the tests have held before may be more than this.
    peak = "[sys.executable, '-c', 'x = bytearray(300 << 20) + bytes([1]); del x']"
    program = f"import sys; from benchmarks.whole_process import run_whole; print(run_whole({peak}).megabytes)"
    run = run_whole([sys.executable, "-c", program], {"PYTHONPATH": str(SCRIPTS.parents[1])})
    assert float(run.printed) > 300


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell these pages apart")
def test_own_memory_leaves_out_files_of_a_disk_and_no_files_of_memory(tmp_path: Path):
    column = tmp_path / "column"
    column.write_bytes(b"x" * (80 << 20))
    touched = "sum(held[::4096]); time.sleep(0.4)"
    opened = f"file = open({str(column)!r}, 'r+b')"
    on_disk = run_python(f"import mmap, time; {opened}; held = mmap.mmap(file.fileno(), 0); {touched}")
    # Shared pages of no file are those of a tmpfs.
    in_memory = run_python(f"import mmap, time; held = mmap.mmap(-1, 80 << 20); held.write(bytes(80 << 20)); {touched}")
    assert on_disk.own_megabytes < 80 < on_disk.megabytes
    assert in_memory.own_megabytes > 80


def test_nobody_watches_any_more_once_a_run_is_interrupted():
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt), _watched(os.getpid()):
        raise KeyboardInterrupt
    assert threading.active_count() == before


def test_an_environment_is_made_once_for_its_pins(tmp_path: Path, made: list[Path]):
    python = peer_python(tmp_path / "peers")
    assert python == peer_python(tmp_path / "peers") == tmp_path / "peers" / "bin" / "python"
    assert made == [tmp_path / "peers"]


def test_an_environment_is_made_anew_where_other_pins_were_installed(tmp_path: Path, made: list[Path]):
    for name, content in (("pyvenv.cfg", ""), ("installed.txt", PINS + "more==1\n")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    peer_python(tmp_path)
    assert made == [tmp_path]
    assert (tmp_path / "installed.txt").read_text(encoding="utf-8") == PINS


def test_a_folder_of_other_things_is_never_cleared(tmp_path: Path, made: list[Path]):
    (tmp_path / "letters.txt").touch()
    with pytest.raises(NotInstalled, match="holds other things"):
        peer_python(tmp_path)
    assert made == []


def test_what_pip_says_is_told(tmp_path: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch, texts: Path):
    program = "import sys; sys.exit('WARNING: retrying\\nERROR: no network\\nbye')"
    monkeypatch.setattr(peer_environment, "_PIP", ("-c", program))
    figures = measure_peers(texts, ["qhchina", "jieba"], 1, environment=tmp_path / "peers")
    assert [figure.note for figure in figures] == ["not installed: ERROR: no network"] * 2
    assert [(figure.name, figure.seconds, figure.found) for figure in figures] == [
        ("qhchina", None, ""),
        ("jieba", None, ""),
    ]
    assert len(made) == 1
    assert not (tmp_path / "peers" / "installed.txt").exists()


def test_a_peer_runs_on_the_texts(texts: Path, made: list[Path], tmp_path: Path):
    figures = measure_peers(texts, ["obvious", "jieba"], 1, environment=tmp_path / "peers")
    assert [figure.name for figure in figures] == ["obvious", "jieba"]
    assert all(figure.seconds and figure.megabytes for figure in figures)
    shared, _, pairs = figures[0].found.partition(" shared grams, ")
    assert int(shared) > 20
    assert int(pairs.split()[0]) > 0
    assert int(figures[1].found.removesuffix(" words")) > 20
    assert figures[1].version == pinned_versions()["jieba"]


def test_a_peer_that_fails_says_why(texts: Path, made: list[Path], tmp_path: Path):
    # Our own environment lacks it.
    (figure,) = measure_peers(texts, ["qhchina"], 2, environment=tmp_path / "peers")
    assert figure.note == "failed with 1: ModuleNotFoundError: No module named 'qhchina'"


def test_the_table_has_a_row_for_each(made: list[Path], corpus_folder: Path, tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setattr(peers, "peer_python", _missing)
    print_peers(corpus_folder, ["qhchina", "rjieba"], 1, tmp_path, markdown=True)
    assert capsys.readouterr().out.splitlines()[2:] == [
        f"| {name} | {pinned_versions()[name]} |  |  |  | not installed: no network |" for name in ("qhchina", "rjieba")
    ]


def test_seconds_and_memory_are_medians():
    runs = [WholeRun(*own, 0, 0, '{"found": 1234}', "") for own in ((3.0, 10.0), (1.0, 90.0), (2.0, 20.0))]
    figure = peers._figure("jieba", runs)
    assert (figure.seconds, figure.megabytes, figure.found) == (2.0, 20.0, "1,234 words")
    assert "without HMM" in figure.note


def test_words_are_cut_without_the_hidden_markov_model(tmp_path: Path):
    (tmp_path / "0.txt").write_text("蔡名照出席", encoding="utf-8")  # the model would make the name one word
    for segmenter in ("jieba", "rjieba"):
        command = [sys.executable, "-m", "benchmarks.peer_scripts.words", str(tmp_path), segmenter]
        assert run_whole(command, {"PYTHONPATH": str(SCRIPTS.parents[1])}).printed == '{"found": 4}\n'


def _missing(_: Path) -> Path:
    message = "no network"
    raise NotInstalled(message)


def test_texts_are_written_furniture_and_all(corpus_folder: Path, tmp_path: Path):
    assert write_texts(corpus_folder, tmp_path) == 5
    written = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]
    assert len(written) == 5
    assert any("來源:中國網財經" in text for text in written)


def test_every_peer_has_a_version(texts: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(peers, "peer_python", _missing)
    pinned = [name for name in PEERS if name != "obvious"]
    figures = measure_peers(texts, pinned, 1, environment=tmp_path)
    assert [figure.version for figure in figures] == [pinned_versions()[name] for name in pinned]


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.py")), ids=lambda path: path.name)
def test_no_peer_loads_lineage(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not {name for name in named if name.partition(".")[0] == "lineage"}
    ours = {name for name in named if name.startswith("benchmarks")}
    assert ours <= {"benchmarks", "benchmarks.peer_scripts.texts"}  # `benchmarks` for the obvious code
