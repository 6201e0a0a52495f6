"""`lineage compare`: two speeches side by side, for eyes, for tools, as a page."""

import json
from pathlib import Path

import pytest

from lineage.errors import ExitCode


def rows(result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_it_tells_what_both_have_and_writes_nothing(scanned, run, standing):
    before = standing()
    result = run("compare", "2013", "2014")
    assert result.exit_code == ExitCode.OK
    assert standing() == before
    assert "Formulae that both have, the best first" in result.stdout
    assert "构建网络空间命运共同体" in result.stdout
    assert result.stderr.startswith("A: 2013-11-05_甲_共同维护, 2013-11-05: ")


@pytest.fixture
def edited(folder: Path, run) -> dict[str, str]:
    """Two more speeches, of which one repeats and edits the other, by side."""
    texts = {
        "a": "我們要維護網絡空間的和平與安全，推動制定各國普遍接受的國際規則。凡事先易后難。",
        "b": "我们要维护网络空间的和平与稳定，推动制定各国普遍接受的规则。凡事先易后难。",
    }
    for (side, text), date in zip(texts.items(), ("2015-01-01", "2016-01-01"), strict=True):
        (folder / f"{date}_{side}_讲话.txt").write_text(text, encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    return texts


def test_tools_get_every_row_with_exact_offsets(edited, run):
    told = rows(run("compare", "2015", "2016", "-f", "jsonl"))
    assert {row["what"] for row in told} >= {"shared", "passage"}
    for row in told:
        for side, text in edited.items():
            if row[f"text_{side}"]:
                assert text[row[f"begin_{side}"] : row[f"end_{side}"]] == row[f"text_{side}"]


def test_the_edits_of_a_passage_are_marked_whatever_the_script(edited, run):
    told = "".join(
        row["edits"] for row in rows(run("compare", "2015", "2016", "-f", "jsonl")) if row["what"] == "passage"
    )
    assert "[-安全-]{+稳定+}" in told
    assert "[-國際-]" in told
    assert "維護" not in told


def test_which_speech_is_meant_must_be_clear(scanned, refused):
    assert refused(ExitCode.FAILURE, "compare", "20", "2014")[0].startswith("20: may be any of 3 speeches (2013-11-05_")
    error, hint = refused(ExitCode.FAILURE, "compare", "2014-06_乙_共享", "2021_丙_规则")
    assert error == "2021_丙_规则: there is no such speech in the index"
    assert "2021_丙_共同规则" in hint
    assert refused(ExitCode.USAGE, "compare", "2014", "2014-06")[0].endswith("are the same speech")


@pytest.mark.parametrize("command", [("compare", "2014"), ("remove",)])
@pytest.mark.parametrize("name", ["", " "])
def test_a_speech_without_a_name_is_none(scanned, refused, command, name):
    assert refused(ExitCode.USAGE, *command, name)[0] == "the name of a speech is empty"


def test_a_page_is_one_file(scanned, run):
    assert run("compare", "2013", "2014", "--page", "pair.html", "-q").exit_code == ExitCode.OK
    page = Path("pair.html").read_text(encoding="utf-8")
    assert "Two speeches side by side" in page
    assert "甲" in page


def test_no_text_steers_the_terminal_or_the_page(folder, run):
    hostile = "</script><script>alert(1)</script>"
    for year, own in (("2031", "山河的水位今年高，沿岸种了柳树。"), ("2032", "大力发展数字经济，促进房地产市场平稳。")):
        text = f"凡事先易后难\x1b[31m{hostile}\u202e，稳步推进构建网络空间命运共同体。{own * 3}"
        (folder / f"{year}-01-01_子_[red].txt").write_text(text, encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    told = run("compare", "2031", "2032", "--page", "a.html")
    assert told.exit_code == ExitCode.OK, told.stderr
    assert "\x1b" not in told.stdout + told.stderr
    assert "\u202e" not in told.stdout + told.stderr
    page = Path("a.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert hostile not in page
