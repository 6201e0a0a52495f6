"""What a shell offers after the tab key, by the protocol of the scripts that `--show-completion` gives."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

LABEL = "构建网络空间命运共同体"
SPEECHES = ["2021_丙_共同规则", "2014-06_乙_共享未来", "2013-11-05_甲_共同维护"]
SHELLS = ("bash", "zsh", "fish", "powershell")
#: Names that mean themselves to every shell, and names that some shell would run, part, spread or take for an option.
HARMLESS = ("2019_（一）：新、年", "A-1.0+2%,b/c", "“一带一路”")
HARMFUL = (
    *(
        "新 $(touch PWNED)",
        "甲\\$(touch PWNED)",
        "`touch PWNED`",
        "$HOME",
        "甲\\",
        "*",
        "甲?",
        "[a-z]*",
        "{甲,乙}",
        "~",
    ),
    *("甲;乙", "甲|乙", "甲&乙", "<甲", ">甲", "(甲)", "甲'", '甲"', "!甲", "#甲", "=ls", "@甲", "^甲", "甲:::乙"),
    *("甲 乙", "甲\u3000乙", "甲\n乙", "甲\t乙", "甲\x1b]0;x\x07", "\u202e甲", "甲\u200b", "--out=甲", "-甲"),
)
HEAVY = {"rich", "plotly", "jieba", "rjieba", "scipy", "numpy", "pyarrow", "lxml", "datasketch", "trafilatura"}


def asked(shell: str, line: str, *flags: str, **named: str) -> subprocess.CompletedProcess[str]:
    """What the completion script of the shell asks for a line that ends where the cursor stands."""
    words = shlex.split(line) + [""] * line.endswith(" ")
    if shell == "bash":
        told = {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    else:
        told = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    environment = os.environ | told | named | {"_LINEAGE_COMPLETE": f"complete_{shell}"}
    command = [sys.executable, *flags, "-m", "lineage"]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=100)


def offered(line: str, shell: str = "bash", **named: str) -> list[str]:
    done = asked(shell, line, **named)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("lineage trace 构建网", [LABEL]),
        ("lineage trace 構建網", ["構建網络空间命运共同体"]),
        ("lineage trace 你中有我，我", ["你中有我，我中有你"]),
        ("lineage trace zzz", []),
        ("lineage report --formula 先易", ["先易后难"]),
        ("lineage export kwic --phrase 先易", ["先易后难"]),
        ("lineage formulae --speaker ", ["丙", "乙", "甲"]),
        ("lineage speeches --not-speaker 甲", ["甲"]),
        ("lineage compare 2", SPEECHES),
        ("lineage compare 2014-06_乙_共享未来 2013", SPEECHES[2:]),
        ("lineage remove 2014-06_乙_共享未来 20", [SPEECHES[0], SPEECHES[2]]),
        ("lineage trace 先易后难 --rows p", ["places", "periods"]),
        ("lineage trace 先易后难 --format js", ["json", "jsonl"]),
        ("lineage scan speeches --engine s", ["spark"]),
        ("lineage remove --engine ", ["duckdb", "spark"]),
        ("lineage form", ["formulae"]),
        ("lineage export gr", ["graphml"]),
    ],
)
def test_names_of_the_index_are_offered(line, names):
    assert sorted(offered(line)) == sorted(names)


@pytest.mark.usefixtures("scanned")
def test_without_a_beginning_the_leading_formulae_are_offered():
    assert LABEL in offered("lineage trace ")


def test_a_name_in_traditional_characters_is_found_by_simplified_ones(folder, run):
    (folder / "2022_張軍_新.txt").write_text("凡事先易后难，构建网络空间命运共同体。", encoding="utf-8")
    run("scan", "speeches", "-q")
    assert offered("lineage formulae --speaker 张") == ["张軍"]


@pytest.mark.usefixtures("scanned")
def test_the_index_of_the_line_and_of_the_environment_are_asked():
    Path("lineage.duckdb").rename("other.duckdb")
    assert offered("lineage trace 先易") == []
    assert offered("lineage trace --index other.duckdb 先易") == ["先易后难"]
    assert offered("lineage trace 先易", LINEAGE_INDEX="other.duckdb") == ["先易后难"]


@pytest.mark.usefixtures("scanned")
def test_other_shells_are_told_beside_each_how_much_it_is_carried():
    assert offered("lineage trace 先易", "fish") == ["先易后难\t3 speeches, earliest 2013-11-05"]
    assert offered("lineage trace 先易", "zsh") == [
        '_arguments \'*: :(("先易后难":"3 speeches, earliest 2013-11-05"))\''
    ]


def names(lines: list[str]) -> list[str]:
    """What is offered, without what a shell is told beside it."""
    return [re.split(r'\t|:::|":"', line.removeprefix("_arguments '*: :((").lstrip('"'))[0] for line in lines]


def rewritten(change: str, *values: object) -> None:
    with duckdb.connect("lineage.duckdb") as index:
        index.execute(change, values)


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize("shell", SHELLS)
def test_of_an_index_by_mail_only_what_means_itself_is_offered(shell):
    every = [*HARMLESS, *HARMFUL]
    rewritten("DELETE FROM speech")
    rewritten(
        "INSERT INTO speech SELECT name, name, '', json_object('speaker', [name], 'title', [name]), '[]', true "
        "FROM (SELECT unnest(?) AS name)",
        every,
    )
    rewritten("DELETE FROM formula WHERE rank > 1")
    rewritten(
        "INSERT INTO formula BY NAME SELECT formula.* REPLACE (rank + n AS rank, name AS label, name AS canonical) "
        "FROM formula, (SELECT unnest(?) AS name, unnest(range(1, ?)) AS n)",
        every,
        len(every) + 1,
    )
    assert sorted(names(offered("lineage compare ", shell))) == sorted(HARMLESS)
    assert sorted(names(offered("lineage speeches --speaker ", shell))) == sorted(HARMLESS)
    assert sorted(names(offered("lineage trace ", shell))) == sorted([*HARMLESS, LABEL])


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize("shell", SHELLS)
def test_what_stands_beside_a_name_is_text_to_every_shell(shell):
    titles = ("[/red] 標題", "[red]甲[/red] \\[", "\\$(touch PWNED)\n`touch PWNED`\t'\"':::\x1b[31m")
    for speech, title in zip(SPEECHES, titles, strict=True):
        rewritten("UPDATE speech SET facts = json_object('title', [?]) WHERE speech_id = ?", title, speech)
    lines = offered("lineage compare 2", shell)
    assert sorted(names(lines)) == sorted(SPEECHES)
    if shell != "bash":
        assert all(
            mark in "".join(lines) for mark in ("［/red］ 標題", "［red］甲［/red］ ＼［", "＼＄（touch PWNED）")
        )
        told = "".join(re.split(r'\t|:::|":"', line, maxsplit=1)[1].rstrip(")\"'") for line in lines)
        assert not set(told) & set("\\$`'\"[]\x1b\n\t:")


@pytest.mark.parametrize("content", [None, b"", b"no index", b"01234567DUCK" + bytes(5000)])
@pytest.mark.parametrize("line", ["lineage trace 先", "lineage formulae --speaker ", "lineage compare "])
def test_without_a_usable_index_nothing_is_offered_in_silence(tmp_path, monkeypatch, content, line):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("lineage.duckdb").write_bytes(content)
    assert offered(line) == []
    assert [path.name for path in tmp_path.iterdir()] == ["lineage.duckdb"] * (content is not None)


@pytest.mark.parametrize(("shell", "silence"), [("zsh", ["_files"]), ("fish", []), ("powershell", [])])
def test_without_a_usable_index_other_shells_are_offered_nothing(tmp_path, monkeypatch, shell, silence):
    monkeypatch.chdir(tmp_path)
    Path("lineage.duckdb").write_bytes(b"no index")
    assert offered("lineage trace 先", shell) == silence


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("lineage.duckdb")
    assert offered("lineage trace 先") == []


@pytest.mark.usefixtures("scanned")
def test_nothing_heavy_is_loaded():
    done = asked("bash", "lineage trace 構建", "-X", "importtime")
    rows = (line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:"))
    loaded = {row.partition(".")[0] for row in rows}
    assert done.stdout.strip() == "構建网络空间命运共同体"
    assert "duckdb" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.usefixtures("scanned")
@pytest.mark.skipif(not shutil.which("bash"), reason="asks a real bash")
def test_bash_completes_with_the_script_that_is_shown():
    script = (
        'eval "$(_LINEAGE_COMPLETE=source_bash lineage)"; '
        'COMP_WORDS=(lineage trace 先易); COMP_CWORD=2; _lineage_completion lineage; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], env=os.environ | {"PATH": path}, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == ("先易后难\n", "")
