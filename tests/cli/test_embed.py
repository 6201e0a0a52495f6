"""How much of texts the pages hold: options, tables, what is remembered; what is found does not depend on it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from lineage.errors import ExitCode


def asked() -> str:
    """What the pages that are there say that they were asked to hold."""
    page = Path("reports/index.html").read_text(encoding="utf-8")
    return re.findall('<meta name="embed" content="(.*)">', page)[0]


def run_record() -> dict[str, object]:
    run = json.loads(Path("reports/data/run.json").read_bytes())
    del run["timing"]
    return run


def table(*rows: str) -> None:
    Path("speeches/speeches.csv").write_text("\n".join(("file,embed", *rows)) + "\n", encoding="utf-8")


def test_what_was_asked_for_stays_as_speeches_come_and_go(folder: Path, run: Callable, new: Path):
    run("scan", "speeches", "--embed", "none", "-q")
    for command in (["add", new], ["remove", new.stem]):
        assert asked() == "none"
        assert run(*command).exit_code == ExitCode.OK
    assert asked() == "none"
    run("add", new, "--embed", "text")
    assert asked() == "text"
    run("report")
    assert asked() == "text"


def test_a_report_is_made_anew_as_it_was(folder: Path, run: Callable):
    run("scan", "speeches", "--embed", "none", "--lang", "zh", "-q")
    run("report", "-q")
    assert asked() == "none"
    assert '<html lang="zh-Hans">' in Path("reports/index.html").read_text(encoding="utf-8")
    run("report", "--single-file", "mail.html", "-q")
    run("report", "--single-file", "none.html", "--embed", "none", "--lang", "zh", "-q")
    run("report", "--single-file", "context.html", "--embed", "context", "-q")
    assert Path("mail.html").read_bytes() == Path("none.html").read_bytes() != Path("context.html").read_bytes()
    run("report", "--embed", "text", "--lang", "en", "-q")
    assert asked() == "text"
    assert '<html lang="en">' in Path("reports/index.html").read_text(encoding="utf-8")


def test_it_changes_nothing_that_is_found(folder: Path, run: Callable):
    run("scan", "speeches", "-q")
    before = run_record(), Path("reports/data/occurrences.csv").read_bytes()
    run("scan", "speeches", "--embed", "none", "-q")
    assert (run_record(), Path("reports/data/occurrences.csv").read_bytes()) == before
    table("2021_丙_共同规则.txt,none")
    run("scan", "speeches", "-q")
    assert run_record()["fingerprint"] == before[0]["fingerprint"]
    assert run_record()["counts"] == before[0]["counts"]
    assert Path("reports/data/occurrences.csv").read_bytes() == before[1]


def test_a_table_that_says_something_else_is_told_with_what_may_stand_there(folder: Path, run: Callable):
    table("2021_丙_共同规则.txt,all")
    told = run("scan", "speeches").stderr.replace("\n", " ")
    assert "row 2 (2021_丙_共同规则.txt): embed all is not one of text, context, none; it counts as context" in told


@pytest.mark.parametrize(
    "command",
    [("scan", "speeches"), ("report",), ("remove", "2021_丙_共同规则"), ("report", "--single-file", "a.html")],
)
def test_anything_else_is_refused(scanned: Path, refused: Callable, command: tuple[str, ...]):
    message, hint = refused(ExitCode.USAGE, *command, "--embed", "all")
    assert message == "embed 'all' is not one of text, context, none"
    assert "--embed" in hint


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_speeches_do_not_stand_where_pages_go(folder: Path, refused: Callable, force: tuple[str, ...]):
    message, hint = refused(ExitCode.USAGE, "scan", "speeches", "--out", ".", *force)
    assert message == "speeches: is where the pages of . go"
    assert "--out" in hint


#: What two speeches have; it is no third of what they say.
SHARED = "合作共赢是各国人民共同的心愿，也是时代发展的必然潮流，谁也不能置身于事外独善其身。"
PAIR = ("2013-11-05_甲_共同维护.txt", "2014-06_乙_共享未来.txt")


def lay_a_pair() -> None:
    """Writes two speeches that share a stretch, and each say enough of their own."""
    chance = Random(0)
    for name in PAIR:
        own = ["".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(20)) + "。" for _ in range(20)]
        text = "".join([*own[:10], "我们要构建网络空间命运共同体。", SHARED, *own[10:]])
        (Path("speeches") / name).write_text(text, encoding="utf-8")


def page_of(run: Callable, *command: object) -> str:
    """The page that a command writes, without what scripts hold; of two speeches its passages."""
    told = run(*command, "--page", "one.html", "-q")
    assert told.exit_code == ExitCode.OK, told.stderr
    page = Path("one.html").read_text(encoding="utf-8").partition("</style>")[2].partition("<script>")[0]
    return page.partition('id="passages"')[2].partition("</section>")[0] or page


@pytest.mark.parametrize(("language", "note"), [("en", "the wording alone is shown"), ("zh", "只显示措辞本身")])
def test_the_page_of_a_phrase_shows_of_each_text_what_its_table_says(folder, run, language, note):
    table("2013-11-05_甲_共同维护.txt,none", "2014-06_乙_共享未来.txt,context")
    run("scan", "speeches", "-q")
    page = page_of(run, "trace", "先易后难", "--lang", language)
    assert "要坚持" not in page, "neither the sentence nor the sides of the first"
    assert "合作宜" in page
    assert page.count("<mark>先易后难</mark>") == 4
    assert note in page
    shown = page_of(run, "trace", "先易后难", "--embed", "context", "--lang", language)
    assert "要坚持" in shown
    assert note not in shown
    assert "合作宜" not in page_of(run, "trace", "先易后难", "--embed", "none", "--lang", language)


def test_what_a_phrase_always_stands_within_is_shown_where_one_text_may_be(folder, run):
    for none, shown in ((PAIR, False), (PAIR[:1], True)):
        table(*(f"{name},none" for name in none))
        for name in PAIR:
            (Path("speeches") / name).write_text("今天天气晴。我们谈谈水稻种植技术。谢谢。", encoding="utf-8")
        run("scan", "speeches", "-q")
        assert ("It always stands within" in page_of(run, "trace", "水稻种植")) == shown


@pytest.mark.parametrize(("language", "note"), [("en", "not shown in full"), ("zh", "未全录")])
def test_the_page_of_two_speeches_shows_of_each_text_what_its_table_says(folder, run, language, note):
    lay_a_pair()
    table(*(f"{name},none" for name in PAIR))
    run("scan", "speeches", "-q")
    page = page_of(run, "compare", "2013", "2014", "--lang", language)
    assert "谁也不能置身于事外" not in page
    assert "构建网络空间命运共同体" in Path("one.html").read_text(encoding="utf-8"), "wordings of formulae are shown"
    assert note in page
    shown = page_of(run, "compare", "2013", "2014", "--embed", "context", "--lang", language)
    assert shown.count("谁也不能置身于事外") == 2
    assert note not in shown
    table(f"{PAIR[0]},none")
    run("scan", "speeches", "-q")
    half = page_of(run, "compare", "2013", "2014", "--lang", language)
    assert half.count("谁也不能置身于事外") == 1
    assert note in half


def test_a_passage_that_is_most_of_a_text_is_no_context(folder, run):
    for name in PAIR:
        (Path("speeches") / name).write_text(SHARED * 2, encoding="utf-8")
    run("scan", "speeches", "-q")
    assert "谁也不能置身于事外" not in page_of(run, "compare", "2013", "2014")
    assert "谁也不能置身于事外" in page_of(run, "compare", "2013", "2014", "--embed", "text")


@pytest.mark.parametrize("command", [("trace", "先易后难"), ("compare", "2013", "2014")])
def test_a_page_is_refused_what_is_no_measure(scanned, run, command):
    told = run(*command, "--page", "one.html", "--embed", "all")
    assert told.exit_code == ExitCode.USAGE
    assert "embed 'all' is not one of" in told.stderr
