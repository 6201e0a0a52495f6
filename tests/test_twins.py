"""A scan of speeches of which some are one text: all are listed, each text is counted once, and it is told."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import lineage
from lineage.cli.summary import tell_results
from lineage.models import ScanResult

#: Texts of some length that share two wordings, and nothing else.
FIRST = (
    "各国应当在联合国框架下制定各国普遍接受的网络空间国际规则。我们主张先易后难、循序渐进，从具体事情做起。"
    "森林覆盖率逐年提高，农村公路通到每个村庄，孩子们不必再翻山越岭去上学。老人看病方便多了，医生每周都来。"
    "去年粮食丰收，棉花增产，渔民的收入翻了一番。"
)
SECOND = (
    "会议认为，要在联合国框架下制定各国普遍接受的网络空间国际规则。工厂的机器日夜不停，工人学会了新的技术。"
    "铁路修到了边疆，火车把煤炭运往南方，又把水果运回来。图书馆里坐满了读书的青年，先易后难是他们的办法。"
    "博物馆免费开放，剧院天天有戏，公园里到处是下棋的人。"
)


def scan(folder: Path, texts: Mapping[str, str], table: str = "", **options) -> tuple[ScanResult, Path]:
    speeches = folder / "speeches"
    speeches.mkdir(parents=True)
    for name, text in texts.items():
        (speeches / name).write_text(text, encoding="utf-8")
    if table:
        (speeches / "speeches.csv").write_text(table, encoding="utf-8")
    settings = lineage.Settings(min_score=0.0)
    result = lineage.scan([speeches], out=folder / "out", index=folder / "index", settings=settings, **options)
    return result, folder / "out"


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / "data" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def findings(out: Path) -> dict[str, list[dict[str, str]]]:
    return {name: rows(out, name) for name in ("formulae.csv", "variants.csv", "occurrences.csv")}


ALONE = {"b.txt": FIRST + "完了。", "c.txt": SECOND}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[ScanResult, Path]:
    """`a` copies `b`, `d` is `c` of another date; `b` and `c` share wordings."""
    dates = "file,date,title\na.txt,2013-11-05,规则\nc.txt,2014,\nd.txt,2015,\n"
    return scan(tmp_path_factory.mktemp("twins"), {"a.txt": FIRST, **ALONE, "d.txt": SECOND}, dates)


def test_a_copy_is_listed_and_says_of_what(scanned):
    told = {
        row["speech_id"]: (row["twin_of"], row["twin_kind"], row["twin_share"])
        for row in rows(scanned[1], "speeches.csv")
    }
    assert told["a"] == ("b", "copy", "1.000000")
    assert told["b"] == ("", "", "")
    assert {told["c"], told["d"]} == {("", "", ""), ("c" if told["d"][0] else "d", "reissue", "1.000000")}
    assert list(rows(scanned[1], "speeches.csv")[0])[-7:-5] == ["twin_kind", "twin_share"]


def test_a_copy_has_no_places_and_counts_nowhere(scanned):
    result, out = scanned
    assert {row["speech_id"] for row in rows(out, "occurrences.csv")} == {"b", "c", "d"}
    rule = next(row for row in rows(out, "formulae.csv") if "国际规则" in row["label"])
    assert rule["speeches"] == "3"
    found = result.occurrences
    for speech, begin, end, row in zip(
        found.speech.tolist(), found.begin.tolist(), found.end.tolist(), rows(out, "occurrences.csv"), strict=True
    ):
        assert result.speeches[speech].speech_id == row["speech_id"]
        assert result.speeches[speech].read.text[begin:end] == row["text"]


def test_run_json_counts_copies_and_reissues(scanned):
    counts = json.loads((scanned[1] / "data" / "run.json").read_bytes())["counts"]
    assert (counts["speeches"], counts["twins"], counts["reissues"]) == (4, 1, 1)


def test_the_kept_speech_attests_the_date_that_its_copy_knows(scanned):
    kept = next(row for row in rows(scanned[1], "speeches.csv") if row["speech_id"] == "b")
    assert (kept["date"], kept["date_source"], kept["title"]) == ("2013-11-05", "twin", "规则")
    rule = next(row for row in rows(scanned[1], "formulae.csv") if "国际规则" in row["label"])
    assert (rule["first_date"], rule["first_speech"]) == ("2013-11-05", "b")
    assert "inferred" in rule["first_certainty"]


def test_formulae_are_those_that_the_kept_speeches_share(tmp_path):
    _, alone = scan(tmp_path / "alone", ALONE)
    copies = {"a.txt": FIRST, "z.txt": FIRST.replace("。", "！"), **ALONE}
    _, together = scan(tmp_path / "together", copies)
    assert findings(together) == findings(alone)
    assert len(findings(alone)["formulae.csv"]) > 1


def test_the_report_written_from_the_index_is_the_same(scanned, tmp_path):
    lineage.write_report(out=tmp_path / "again", index=scanned[1].parent / "index")
    assert findings(tmp_path / "again") == findings(scanned[1])
    assert rows(tmp_path / "again", "speeches.csv") == rows(scanned[1], "speeches.csv")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["a: same text as b, 100 % of the shorter stands in the longer; counted once", "other date, kept apart"],
        ),
        ("zh", ["a：与 b 同文，较短一篇的 100 % 见于较长一篇；只计一次", "日期不同，分别计入"]),
    ],
)
def test_the_first_page_lists_copies_and_reissues(scanned, tmp_path, language, words):
    lineage.write_report(out=tmp_path / "out", index=scanned[1].parent / "index", language=language)
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert [word for word in words if word not in page] == []


def test_the_summary_names_them_in_one_line(scanned, capsys):
    tell_results(scanned[0], scanned[1], listed=0)
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("same text")]
    assert len(lines) == 1
    assert "1 copy of other speeches not counted again, 1 reissue of another date counted (a = b, " in lines[0]


def test_where_nothing_is_copied_nothing_is_told(tmp_path, capsys):
    result, out = scan(tmp_path, ALONE)
    tell_results(result, out, listed=0)
    assert "same text" not in capsys.readouterr().err
    assert "same text" not in (out / "index.html").read_text(encoding="utf-8")


def test_copies_of_one_text_share_nothing_and_it_is_told(tmp_path):
    result, out = scan(tmp_path, {"a.txt": FIRST, "b.txt": FIRST + "完了。"})
    assert (result.formulae, len(result.occurrences)) == ((), 0)
    assert any("copies of one text, b.txt" in warning for warning in result.warnings)
    assert len(rows(out, "speeches.csv")) == 2
