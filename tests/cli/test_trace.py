"""`lineage trace`: for eyes, for tools, as a page; and what it says where there is nothing."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from lineage.errors import ExitCode


def test_it_tells_who_has_it_earliest_and_writes_nothing(scanned, run, standing):
    before = standing()
    result = run("trace", "網絡空間命運共同體")
    assert result.exit_code == ExitCode.OK
    assert standing() == before
    assert result.stdout.startswith(
        "Earliest attestation in this corpus: 2013-11-05 甲 共同维护\n  各位代表：我们要构建"
    )
    assert "Carriers\n" in result.stdout
    assert "3 places in 3 speeches, 1 wording" in result.stderr


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_tools_get_every_place(scanned, run, form):
    told = run("trace", "先易后难", "-f", form, "--limit", "1").stdout
    if form in ("csv", "tsv"):
        rows = list(csv.DictReader(io.StringIO(told), delimiter="," if form == "csv" else "\t"))
    else:
        rows = json.loads(told) if form == "json" else [json.loads(line) for line in told.splitlines()]
    assert len(rows) == 3
    for row in rows:
        text = (scanned / f"{row['speech_id']}.txt").read_text(encoding="utf-8")
        assert text[int(row["begin"]) : int(row["end"])] == row["text"] == "先易后难"


def test_places_are_sorted_as_in_a_concordance(scanned, run):
    def contexts(order: str, side: str) -> list[str]:
        told = run("trace", "先易后难", "-f", "jsonl", "--sort", order).stdout
        return [json.loads(line)[side] for line in told.splitlines()]

    assert contexts("right", "right") == sorted(contexts("date", "right"))
    assert contexts("left", "left") == sorted(contexts("date", "left"), key=lambda left: left[::-1])


def test_the_order_of_a_concordance_is_that_of_the_characters_beside(scanned, run):
    (scanned / "2010_丁_四.txt").write_text("凡事先易后难，再说。", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK

    def speakers(order: str) -> str:
        told = run("trace", "先易后难", "-f", "jsonl", "--sort", order).stdout
        return "".join(json.loads(line)["speaker"] for line in told.splitlines())

    assert speakers("date") == "丁甲乙丙"
    assert speakers("right") == "甲乙丁丙"  # 。谢 ，不 ，再 ，稳
    assert speakers("left") == "丙丁乙甲"  # 。 事 宜 持, the nearest first


@pytest.mark.parametrize("what", ["places", "carriers", "wordings", "years", "periods"])
def test_each_table_is_to_be_had_alone_in_any_format(scanned, run, what):
    told = json.loads(run("trace", "先易后难", "--rows", what, "-f", "json").stdout)
    drawn = run("trace", "先易后难", "--rows", what).stdout
    assert drawn.count("───") > 0
    assert "Earliest attestation" not in drawn
    if what == "carriers":
        assert [row["earliest"] for row in told] == ["yes", "", ""]
    elif what == "wordings":
        assert [(row["canonical"], row["speeches"]) for row in told] == [("先易后难", 3)]
    elif what == "places":
        assert len(told) == 3
    else:
        assert sum(row["carriers"] for row in told) == 3
        assert [row["first_year"] for row in told] == sorted(row["first_year"] for row in told)


@pytest.mark.parametrize(("order", "heading"), [("left", "stands before"), ("right", "stands after")])
def test_a_page_keeps_the_order_that_is_asked_for(scanned, run, order, heading):
    rows = run("trace", "先易后难", "--sort", order, "--page", "a.html", "-f", "jsonl").stdout.splitlines()
    page = Path("a.html").read_text(encoding="utf-8")
    assert heading in page
    contexts = re.findall('<span class="right">(.*?)</span>', page)
    assert contexts == [json.loads(row)["right"] for row in rows]


def test_near_shows_what_was_altered(scanned, run):
    result = run("trace", "先难后易", "--near")
    assert "no speech has it in these words; 3 places of wordings near to it" in result.stderr
    assert "先易后难" in result.stdout
    assert "Earliest attestation" not in result.stdout


def test_an_unknown_phrase_gets_the_nearest_and_a_reason(scanned, run):
    result = run("trace", "命运共同体系")
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
    assert "--near looks for similar ones" in result.stderr
    assert "构建网络空间命运共同体" in result.stderr


def test_a_page_is_one_file_whole_in_itself(scanned, run):
    assert run("trace", "先易后难", "--page", "pages/phrase.html", "--lang", "zh", "-q").exit_code == ExitCode.OK
    page = Path("pages/phrase.html").read_text(encoding="utf-8")
    assert '<h1 lang="zh">先易后难</h1>' in page
    assert "最早" in page
    head = page[: page.index("<script>")]
    assert "<link" not in head
    assert "src=" not in head


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("trace", "的"), ExitCode.USAGE, "'的': holds too little to be traced"),
        (
            ("trace", "先易后难", "--lang", "fr", "--page", "a.html"),
            ExitCode.USAGE,
            "language 'fr' is not one of en, zh",
        ),
        (("trace", "先易后难", "--page", "."), ExitCode.FAILURE, ".: is a folder"),
        (
            ("trace", "先易后难", "--page", "lineage.duckdb"),
            ExitCode.FAILURE,
            "lineage.duckdb: would be replaced, but is no page",
        ),
        (("trace", "先易后难", "--index", "no.duckdb"), ExitCode.FAILURE, "no.duckdb: there is no index"),
        (
            ("trace", "先易后难", "--page", "speeches"),
            ExitCode.FAILURE,
            "speeches: is a folder, and the page is a file",
        ),
    ],
)
def test_what_cannot_be_done_is_told(scanned, run, arguments, code, told):
    result = run(*arguments)
    assert result.exit_code == code
    assert f"error: {told}" in result.stderr


def test_a_page_tells_of_the_periods_before_the_earliest_attestation_in_one_sentence(folder, run):
    for year in range(1990, 2020):
        said = "要坚持绿水青山就是金山银山。" if year >= 2008 else f"今年是{year}年。"
        (folder / f"{year}-03-05_某人_讲话.txt").write_text(f"{said}\n大家都来了。\n", encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    run("trace", "绿水青山就是金山银山", "--page", "a.html", "-q")
    table = Path("a.html").read_text(encoding="utf-8").partition('id="by-year"')[2].partition("</section>")[0]
    assert re.findall(r"<tr><td>(\d+–\d+)</td>", table) == ["2007–2011", "2012–2016", "2017–2021"]
    assert "up to 2006, are left out; speeches in them: 17." in table
    run("trace", "大家都来了", "--page", "b.html", "-q")
    assert not re.search(r"speeches in them: \d", Path("b.html").read_text(encoding="utf-8"))


def test_a_page_takes_the_place_of_a_page(scanned, run):
    for language in ("en", "zh"):
        assert run("trace", "先易后难", "--page", "a.html", "--lang", language, "-q").exit_code == ExitCode.OK
    assert 'lang="zh-Hans"' in Path("a.html").read_text(encoding="utf-8")[:100]


def test_no_text_steers_the_terminal_or_the_page(scanned, run):
    hostile = "</script><script>alert(1)</script>"
    (scanned / "2022-01-01_子_[red].txt").write_text(
        f"凡事先易后难\x1b[31m{hostile}\u202e，稳步推进。", encoding="utf-8"
    )
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    told = run("trace", "先易后难", "--page", "a.html")
    assert "[red]" in told.stdout
    assert "\x1b" not in told.stdout + told.stderr
    assert "\u202e" not in told.stdout + told.stderr
    page = Path("a.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert hostile not in page


def test_regional_wording_is_found_as_its_speaker_says_it(folder, run):
    text = "網際網路是大家的。網路安全靠資訊。我們要維護網路空間安全。"
    for name in ("2015-01-01_甲_一.txt", "2016-01-01_乙_二.txt"):
        (folder / name).write_text(text, encoding="utf-8")
    assert run("scan", "speeches", "-q").exit_code == ExitCode.OK
    assert "2 speeches" in run("trace", "維護網路空間").stderr


def test_where_it_stands_all_the_same_is_told(scanned, run):
    assert "but across the end of a sentence" in run("trace", "我中有你要坚持").stderr
