"""The page of the method and of the data files: nothing is left untold, and the numbers are right."""

import csv
import hashlib
import html
import re
import tomllib
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import orjson
import pytest

from lineage.detect import Sketching
from lineage.errors import OutputError
from lineage.export.citation import AUTHOR, TITLE, corpus_digest, report_entry, software_entry
from lineage.export.tables import COLUMNS
from lineage.models import Heritage, ScanResult
from lineage.pipeline import scan, write_report
from lineage.report import LANGUAGES
from lineage.report.pages.downloads import data_files
from lineage.report.pages.method import STAGES, method_page
from lineage.report.pages.sensitivity import DOUBTS, doubts, passages_alike, scores_before_kinds, thresholds
from lineage.report.site import Site
from lineage.report.wording import knows, say
from lineage.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("method")


@pytest.fixture(scope="module")
def result(folder: Path, corpus_folder: Path) -> ScanResult:
    return scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb")


@pytest.fixture(scope="module")
def heritage(result: ScanResult) -> Heritage:
    from lineage.descent import heritage_of

    return heritage_of(result)


@pytest.fixture(params=LANGUAGES)
def site(request, result: ScanResult, heritage: Heritage) -> Site:
    return Site.of(result, heritage, request.param, None)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "reports" / "data" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def page_of(site: Site) -> str:
    ((_, content),) = method_page(site)
    return html.unescape(content.decode())


def test_every_setting_is_told(site: Site):
    page = page_of(site)
    for field in fields(Settings):
        assert f"<code>{field.name}</code>" in page
        assert site.say(f"setting_{field.name}") in page


def test_a_setting_that_was_changed_says_so(site: Site, result: ScanResult):
    assert site.say("is_not_default") not in page_of(site)
    run = dict(result.run) | {"settings": dict(result.run["settings"]) | {"min_length": 5, "ignore": ["网络"]}}
    page = page_of(replace(site, result=replace(result, run=run)))
    assert page.count(site.say("is_not_default")) == 2
    assert re.search(r"<code>min_length</code></th><td>5</td>", page)
    assert re.search(r"<code>ignore</code></th><td>网络</td>", page)


def test_every_count_of_a_run_is_told_in_the_order_of_the_stages(site: Site, result: ScanResult):
    counts = result.run["counts"]
    assert set(counts) == {name for names in STAGES.values() for name in names}
    table = re.search(r'<table data-file="counts".*?</table>', page_of(site), re.DOTALL)[0]
    told = re.findall(r'<td class="figure">([\d,]+)</td><td>(.+?)</td><td><code>(\w+)</code>', table)
    assert [name for *_, name in told] == [name for names in STAGES.values() for name in names]
    for number, meaning, name in told:
        assert int(number.replace(",", "")) == counts[name]
        assert meaning == site.say(f"count_{name}")


def test_a_count_that_nobody_knows_is_shown_all_the_same(site: Site, result: ScanResult):
    run = dict(result.run) | {"counts": dict(result.run["counts"]) | {"of_tomorrow": 4321}}
    page = page_of(replace(site, result=replace(result, run=run)))
    assert "4,321" in page
    assert "<code>of_tomorrow</code>" in page


def test_what_was_cut_and_capped_is_told(site: Site, result: ScanResult):
    counts = result.run["counts"]
    page = page_of(site)
    assert site.say("told_cut", **{name: counts[name] for name in STAGES["formulae"]}, min_score="0.04") in page
    assert site.say("told_capped", starred_places=15, starred_buckets=0, seeds=8, buckets=32) in page
    run = dict(result.run) | {"counts": dict(counts) | {"starred_places": 0, "starred_buckets": 0}}
    assert site.say("told_not_capped") in page_of(replace(site, result=replace(result, run=run)))


def test_every_column_of_every_data_file_has_words(site: Site, folder: Path):
    told = {file.name: file for file in data_files(site)}
    assert set(told) == set(COLUMNS) == {path.name for path in (folder / "reports/data").glob("*.csv")}
    for name, file in told.items():
        written = rows(folder, name)
        assert [column for column, _ in file.columns] == list(COLUMNS[name])
        assert file.rows == len(written)
        assert all(meaning for _, meaning in file.columns)
        with (folder / "reports/data" / name).open(encoding="utf-8") as handle:
            assert handle.readline().strip() == ",".join(column for column, _ in file.columns)


def test_no_word_of_a_column_is_left_over():
    catalogue = tomllib.loads(files("lineage.report").joinpath("catalogue", "downloads.toml").read_text("utf-8"))
    stems = {name.removesuffix(".csv"): columns for name, columns in COLUMNS.items()}
    needed = {f"field_{stem}_{column}" for stem, columns in stems.items() for column in columns}
    needed |= {f"field_{column}" for columns in stems.values() for column in columns}
    needed |= {"field_speeches_age", "field_speeches_age_last"}
    assert {key for key in catalogue if key.startswith("field_")} - needed == set()


@pytest.mark.parametrize("name", ["method.toml", "downloads.toml"])
def test_every_sentence_is_there_in_both_languages(name: str):
    catalogue = tomllib.loads(files("lineage.report").joinpath("catalogue", name).read_text("utf-8"))
    assert len(catalogue) > 50
    for key, sentence in catalogue.items():
        assert set(sentence) == set(LANGUAGES), key
        english, chinese = (set(re.findall(r"{(\w+)", sentence[language])) for language in LANGUAGES)
        assert english == chinese, key
        assert knows(key)


def test_stricter_thresholds_are_counted_by_hand(site: Site, folder: Path):
    listed = rows(folder, "formulae.csv")
    told = {(held.key, held.value): held for held in thresholds(site)}
    for least in (3, 4):
        wanted = [int(row["speeches"]) >= least for row in listed]
        assert told["min_speeches", str(least)].all == sum(wanted)
        assert told["min_speeches", str(least)].leading == (sum(wanted[:100]),)
    for shortest in (5, 6):
        wanted = [len(row["canonical"]) >= shortest for row in listed]
        assert told["min_length", str(shortest)].all == sum(wanted)
    assert [value for key, value in told if key == "min_score"] == ["0.05", "0.06", "0.08"]


def test_a_higher_min_score_leaves_what_a_scan_by_it_lists(site: Site, corpus_folder: Path, tmp_path: Path):
    told = {held.value: held.all for held in thresholds(site) if held.key == "min_score"}
    for value, count in told.items():
        found = scan(
            [corpus_folder],
            out=tmp_path / value,
            index=tmp_path / f"{value}.duckdb",
            settings=Settings(min_score=float(value)),
        )
        assert len(found.formulae) == count
    assert len(set(told.values())) > 1


def test_the_score_before_kinds_is_what_the_threshold_is_held_against(result: ScanResult):
    scores = scores_before_kinds(result.formulae)
    assert (scores >= result.run["settings"]["min_score"]).all()
    plain = [formula.kind == "formula" for formula in result.formulae]
    assert scores[plain].tolist() == [formula.score for formula in result.formulae if formula.kind == "formula"]


def test_doubts_are_counted_by_hand(site: Site, folder: Path):
    listed = rows(folder, "formulae.csv")
    told = {held.key: held.all for held in doubts(site)}
    for doubt in DOUBTS:
        assert told[doubt] == sum(doubt in row["first_certainty"].split() for row in listed)
    assert told["firm"] == sum(bool(row["first_date"]) and not row["first_certainty"] for row in listed)
    assert told["first_year"] == sum(row["life"].startswith("2013/") for row in listed)
    assert told["none_dated"] == 0
    assert told["coarse"]


def test_passages_are_counted_by_hand(site: Site, folder: Path):
    similarities = [float(row["similarity"]) for row in rows(folder, "passages.csv")]
    for least, count in passages_alike(site):
        assert count == sum(similarity >= float(least) for similarity in similarities)
    assert passages_alike(site)[0] == ("0.0", len(similarities))


def test_furniture_is_counted_by_reason(site: Site, folder: Path):
    left_out = rows(folder, "furniture.csv")
    glosses = [row for row in left_out if row["reason"] == "gloss"]
    length = sum(int(row["end"]) - int(row["begin"]) for row in glosses)
    cells = f'<td>{site.say("furniture_gloss")}</td><td class="figure">{len(glosses)}</td><td class="figure">{length:,}'
    assert cells in page_of(site)


def test_the_digest_is_what_sha256sum_tells(result: ScanResult, corpus_folder: Path):
    read = [corpus_folder / speech.file for speech in result.speeches]
    hashes = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in read)
    assert (
        corpus_digest(result.speeches) == hashlib.sha256("".join(f"{each}\n" for each in hashes).encode()).hexdigest()
    )


def cited(site: Site, title: str, digest: str) -> str:
    author, year = site.say("cited_author"), site.say("cited_year")
    return report_entry(site.result.run, digest, key="lineage", title=title, author=author, year=year)


def test_the_page_cites_both(site: Site, result: ScanResult):
    page, digest = page_of(site), corpus_digest(result.speeches)
    for told in ("@software{lineage,", f"@misc{{lineage-{result.run['generation']},", f"Corpus sha256:{digest}; "):
        assert told in page


def test_the_citation_names_the_software_as_its_own_file_does(site: Site, result: ScanResult):
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"name: {AUTHOR}" in cff
    assert f'title: "{TITLE}"' in cff
    entries = software_entry(result.run) + cited(site, "2014~ & 5 %", corpus_digest(result.speeches))
    assert re.findall(r"@(\w+)\{", entries) == ["software", "misc"]
    assert entries.count("{") == entries.count("}")
    assert r"2014\textasciitilde{} \& 5 \%" in entries
    assert f"year = {{{site.say('cited_year')}}}" in entries
    for value in (result.run["fingerprint"], result.run["generation"], corpus_digest(result.speeches)):
        assert value in entries


@pytest.mark.parametrize("mark", "\\{}~^%&#_$")
def test_no_mark_of_a_title_breaks_the_entry(site: Site, result: ScanResult, mark: str):
    entries = cited(site, f"a{mark}b", "")
    depth = 0
    for character in entries:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert f"a{mark}b" not in entries


def test_the_suggested_command_sets_all_else_as_it_was(site: Site, result: ScanResult):
    changed = {"min_length": 5, "kinds": ["name", "idiom"], "columns": ["text=a b"], "user_words": ["网信"]}
    run = dict(result.run) | {"settings": dict(result.run["settings"]) | changed}
    page = page_of(replace(site, result=replace(result, run=run)))
    command = "lineage scan FOLDER --min-score 0.02 --min-length 5 --kind name --kind idiom --column 'text=a b'"
    assert f"<code>{command} --out other --index other.duckdb</code>" in page
    assert site.say("method_untold_file", names="user_words") in page
    assert "<code>lineage scan FOLDER --min-score 0.02 --out other --index other.duckdb</code>" in page_of(site)
    assert site.say("method_untold_file", names="") not in page_of(site)


def test_the_curve_is_that_of_the_search(site: Site):
    figure = orjson.loads(re.search(r'<script type="application/json">(.*?)</script>', page_of(site), re.DOTALL)[1])
    curve, threshold, points = figure["data"]
    assert list(zip(curve["x"], curve["y"], strict=True)) == Sketching().s_curve()
    assert threshold["x"] == [0.6, 0.6]
    assert points["text"] == ["4/6", "5/6", "6/6"]
    assert points["x"] == [0.5, round(5 / 7, 6), 1.0]
    assert points["y"][1] == pytest.approx(0.7599, abs=1e-3)


def test_the_definitions_hold_the_bounds_of_the_code(site: Site, monkeypatch: pytest.MonkeyPatch):
    assert "0.05" in page_of(site)
    assert site.say("tier", tier="温", share="1/32") in page_of(site)
    monkeypatch.setattr("lineage.report.pages.method.RARELY", 50)
    assert "0.02" in re.search(re.escape(say(site.language, "define_life")) + ".*?</dd>", page_of(site), re.DOTALL)[0]


def test_the_pages_are_the_same_to_the_byte(folder: Path, tmp_path: Path):
    write_report(out=tmp_path / "again", index=folder / "index.duckdb")
    for name in ("method.html", "downloads.html"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / "reports" / name).read_bytes()


@pytest.mark.parametrize("name", ["method.html", "downloads.html"])
def test_a_page_that_others_made_is_not_replaced(folder: Path, tmp_path: Path, name: str):
    (tmp_path / name).write_text("my own page", encoding="utf-8")
    with pytest.raises(OutputError, match="lineage did not write it"):
        write_report(out=tmp_path, index=folder / "index.duckdb", force=True)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_nothing_found_is_told_too(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("今天天气很好，我们去公园。", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text("山上有一座古老的寺庙。", encoding="utf-8")
    scan([tmp_path / "in"], out=tmp_path / "reports", index=tmp_path / "index.duckdb")
    page = html.unescape((tmp_path / "reports" / "method.html").read_text(encoding="utf-8"))
    assert say("en", "method_left_out_none") in page
    assert 'data-key="min_speeches" data-threshold="3"' in page
