"""What the pages hold, without a browser: facts, order, bytes, and what must never stand in them."""

import csv
import gc
import json
import math
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lineage.errors import InputError, OutputError, UsageError
from lineage.pipeline import scan, write_report

VOID = {"meta", "link", "input", "br", "img"}


class Reader(HTMLParser):
    """Collects tags, addresses and inline scripts, and checks that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.identifiers: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.addresses += [values[name] for name in ("href", "src") if name in values]
        self.identifiers += [values["id"]] if "id" in values else []
        if tag == "script" and "src" not in values:
            self.inline.append(values.get("type"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    assert reader.open == []
    return reader


def files(folder: Path) -> dict[str, bytes]:
    """Every file, run.json without its timing."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    run = json.loads(found["data/run.json"])
    del run["timing"]
    return found | {"data/run.json": json.dumps(run, sort_keys=True).encode()}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("report")
    scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb")
    return folder


def test_every_page_is_whole_and_every_link_leads_somewhere(scanned: Path):
    pages = sorted((scanned / "reports").rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        reader = read(page)
        assert len(reader.identifiers) == len(set(reader.identifiers))
        for address in reader.addresses:
            path, _, anchor = address.partition("#")
            target = (page.parent / path) if path else page
            assert target.is_file(), f"{page.name}: {address}"
            # `#f=3` is the state of a view, and no place on the page.
            assert not anchor or "=" in anchor or anchor in read(target).identifiers


def test_no_page_runs_code_of_its_own_or_names_an_outside_address(scanned: Path):
    for page in (scanned / "reports").rglob("*.html"):
        assert set(read(page).inline) <= {"application/json"}
        assert not re.search(r"https?://", page.read_text(encoding="utf-8"))
    own = [file for file in (scanned / "reports" / "assets").iterdir() if file.is_file() and "plotly" not in file.name]
    assert {"page.js", "first.js", "folding.js", "first.css"} <= {file.name for file in own}
    for file in own:
        # The name of a namespace is no address that anything is loaded from.
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|fetch\(|innerHTML|eval\(|@import|url\(", text), file.name


def test_the_figures_have_no_upload_button_and_no_logo(scanned: Path):
    page = (scanned / "reports" / "index.html").read_text(encoding="utf-8")
    figures = re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert len(figures) >= 2
    for config in (json.loads(figure)["config"] for figure in figures):
        assert config["showSendToCloud"] is False
        assert config["displaylogo"] is False


def test_there_is_one_plotly_under_a_name_with_its_version(scanned: Path):
    from plotly.offline import get_plotlyjs, get_plotlyjs_version

    (path,) = (scanned / "reports" / "assets").glob("plotly*")
    assert path.name == f"plotly-{get_plotlyjs_version()}.min.js"
    assert path.read_text(encoding="utf-8") == get_plotlyjs()


def test_the_collector_of_cycles_is_left_as_it_was(scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_report(out=tmp_path / "again", index=scanned / "index.duckdb")
    assert gc.get_freeze_count() == 0
    monkeypatch.setattr("lineage.pipeline.publishing.render_site", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_report(out=tmp_path / "again", index=scanned / "index.duckdb")
    assert gc.get_freeze_count() == 0


def test_a_report_from_the_index_is_the_same_to_the_byte(scanned: Path, tmp_path: Path):
    write_report(out=tmp_path / "again", index=scanned / "index.duckdb")
    assert files(tmp_path / "again") == files(scanned / "reports")


def test_pages_that_are_no_more_go_and_what_others_put_there_stays(scanned: Path, tmp_path: Path):
    out = tmp_path / "reports"
    write_report(out=out, index=scanned / "index.duckdb")
    stale, mine = ["formulae/000000000000.html", "assets/plotly-1.0.0.min.js"], ["README.md", "formulae/note.txt"]
    for name in (*stale, *mine):
        (out / name).write_text(name)
    run = json.loads((out / "data" / "run.json").read_text(encoding="utf-8"))
    (out / "data" / "run.json").write_text(json.dumps(run | {"pages": run["pages"] + stale}), encoding="utf-8")
    write_report(out=out, index=scanned / "index.duckdb", language="zh")
    assert [name for name in stale if (out / name).exists()] == []
    assert [(out / name).read_text() for name in mine] == mine
    assert 'lang="zh-Hans"' in (out / "index.html").read_text(encoding="utf-8")


def test_pages_that_others_made_are_not_replaced(scanned: Path, tmp_path: Path):
    (tmp_path / "index.html").write_text("my own page")
    with pytest.raises(OutputError, match="lineage did not write it"):
        write_report(out=tmp_path, index=scanned / "index.duckdb", force=True)
    assert (tmp_path / "index.html").read_text() == "my own page"


def test_a_page_that_cannot_be_written_loses_none(scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out = tmp_path / "reports"
    write_report(out=out, index=scanned / "index.duckdb")
    before = sorted(path.relative_to(out) for path in out.rglob("*.html"))
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "index.html":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"the pages cannot be written \(Permission denied\)"):
        write_report(out=out, index=scanned / "index.duckdb", language="zh")
    assert sorted(path.relative_to(out) for path in out.rglob("*.html")) == before


def test_a_missing_index_and_an_unknown_language_are_told(tmp_path: Path, scanned: Path):
    with pytest.raises(InputError, match="there is no index"):
        write_report(out=tmp_path / "out", index=tmp_path / "none.duckdb")
    with pytest.raises(UsageError, match="'fr' is not one of en, zh"):
        write_report(out=tmp_path / "out", index=scanned / "index.duckdb", language="fr")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_says_why_its_formula_ranks_where_it_does(scanned: Path, tmp_path: Path, language: str):
    write_report(out=tmp_path, index=scanned / "index.duckdb", language=language)
    with (tmp_path / "data" / "formulae.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))[:20]
    for row in rows:
        page = (tmp_path / "formulae" / f"{row['formula_id']}.html").read_text(encoding="utf-8")
        table = re.search(r'<table class="parts">.*?</table>', page, re.DOTALL)[0]
        *adds, total = (float(text.replace("−", "-")) for text in re.findall(r"<td>([+−]?\d+\.\d\d)</td></tr>", table))
        assert len(adds) in {13, 14}
        assert total == pytest.approx(sum(adds), abs=0.1)
        prominence = math.sqrt((float(row["range"]) + float(row["frequency"])) / 2)
        assert float(row["score"]) == pytest.approx(prominence / (1 + math.exp(-total)), abs=0.005)
        words = re.sub("<[^>]*>", "", table)
        assert not re.search("[一-鿿]" if language == "en" else "[a-zA-Z]{2}", words)
        lead = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)[1]
        assert f"{row['speeches']} {'of 5 speeches' if language == 'en' else '篇使用'}" in lead


def test_every_sentence_is_there_in_both_languages():
    import tomllib
    from importlib.resources import files as resources

    folder = resources("lineage.report").joinpath("catalogue")
    said = [tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir()]
    keys = [key for catalogue in said for key in catalogue]
    assert len(keys) == len(set(keys))
    for key, sentence in (each for catalogue in said for each in catalogue.items()):
        assert set(sentence) == {"en", "zh"}, key
        fields = [set(re.findall(r"{(\w+)", text)) for text in sentence.values()]
        assert fields[0] == fields[1], key
