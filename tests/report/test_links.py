"""Who inherits from whom, as the map, the network and the table of pairs tell it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import lineage
from lineage.models import AGES, Fact, Heritage, Provenance, ReadText, ScanResult, Speech, Twin
from lineage.report.caps import MAP_PERIODS, MAP_SPEECHES, NETWORK_LINKS, NETWORK_SPEECHES, PAIRS, TABLE_LINKS
from lineage.report.figures.map import inheritance_map
from lineage.report.figures.network import network
from lineage.report.links import label_of
from lineage.report.pages.compare import compare_page
from lineage.report.site import Site

#: Later speech, earlier speech, formulae, characters, weight.
Link = tuple[int, int, int, int, float]
LENGTH = 100


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> ScanResult:
    home = tmp_path_factory.mktemp("links")
    return lineage.scan([corpus_folder], out=home / "reports", index=home / "index.duckdb", jobs=1)


@pytest.fixture
def site_of(scanned: ScanResult, columns_of: Callable) -> Callable[..., Site]:
    """A site of speeches with these dates, of a hundred characters each, and these links."""

    def build(dates: Sequence[str], links: Sequence[Link], speakers: Sequence[str] = (), **changes: object) -> Site:
        text = "讲" * LENGTH
        facts = [
            {name: Fact(value, Provenance.TABLE) for name, value in (("date", day), ("speaker", speaker)) if value}
            for day, speaker in zip(dates, [*speakers, *[""] * len(dates)], strict=False)
        ]
        names = [f"s{number:04}" for number in range(len(dates))]
        speeches = tuple(
            Speech(name, f"{name}.txt", ReadText(text, "utf-8", "", (), {}, content_hash=name), own)
            for name, own in zip(names, facts, strict=True)
        )
        columns = tuple([columns_of(text)] * len(dates))
        empty = {"twins": {}, "repeated": tuple([()] * len(dates))}
        result = replace(scanned, speeches=speeches, columns=columns, **(empty | changes))
        rows = sorted(links, key=lambda link: (link[0], -link[4], -link[3]))
        speech, earlier, formulae, characters, weight = zip(*rows, strict=True) if rows else ((),) * 5
        heritage = Heritage(
            *(np.array(column, np.int32) for column in (speech, earlier, formulae, characters)),
            np.array(weight, np.float64),
            np.zeros((len(dates), len(AGES) + 1)),
            np.zeros(len(dates), np.int64),
        )
        return Site.of(result, heritage, "en", None)

    return build


def days(count: int, step: int = 10) -> list[str]:
    return [(date(1990, 1, 1) + timedelta(days=step * number)).isoformat() for number in range(count)]


def chain(count: int, back: int = 3) -> list[Link]:
    """Each speech with so many before it, the nearest shares most."""
    return [
        (later, later - ago, 5, 40 // ago, 10.0 / ago)
        for later in range(count)
        for ago in range(1, back + 1)
        if later >= ago
    ]


def cell(figure, row: int, column: int) -> float | None:
    return figure.spec["data"][0]["z"][row][column]


def test_rows_and_columns_come_by_date_and_a_cell_is_the_share_of_the_later(site_of: Callable):
    site = site_of(
        ["2020-01-01", "2001-01-01", "2010-01-01"], [(0, 2, 4, 25, 9.0), (0, 1, 2, 10, 3.0), (2, 1, 1, 5, 1)]
    )
    figure = inheritance_map(site)
    trace = figure.spec["data"][0]
    assert [label[:4] for label in trace["y"]] == [label[:4] for label in trace["x"]] == ["2001", "2010", "2020"]
    assert (cell(figure, 2, 1), cell(figure, 2, 0), cell(figure, 1, 0)) == (0.25, 0.1, 0.05)
    assert cell(figure, 0, 0) is None
    assert cell(figure, 1, 2) is None
    assert trace["text"][2][1] == 4
    assert trace["meta"]["names"] == [site.names[number] for number in (1, 2, 0)]
    assert figure.sentence.startswith("2020-01-01 · s0000 inherits most from 2010-01-01 · s0002: 25 %")


@pytest.mark.parametrize(("count", "of_speeches"), [(MAP_SPEECHES, True), (MAP_SPEECHES + 1, False)])
def test_periods_take_over_where_speeches_are_too_many(site_of: Callable, count: int, of_speeches: bool):
    figure = inheritance_map(site_of(days(count), chain(count)))
    labels = figure.spec["data"][0]["y"]
    assert (len(labels) == count) is of_speeches
    assert of_speeches or len(labels) <= MAP_PERIODS
    assert ("too many for a cell each" in figure.note) is not of_speeches
    assert len(figure.rows) == TABLE_LINKS


@pytest.mark.parametrize(("step", "first"), [(1, "1990-01"), (10, "1990-01–03"), (60, "1990"), (3000, "1950–1999")])
def test_periods_are_as_short_as_they_may_be(site_of: Callable, step: int, first: str):
    figure = inheritance_map(site_of(days(MAP_SPEECHES + 1, step), chain(MAP_SPEECHES + 1)))
    labels = figure.spec["data"][0]["y"]
    assert labels[0] == first
    assert len(labels) == len(set(labels)) <= MAP_PERIODS


def test_a_period_tells_the_mean_of_what_its_speeches_share_most(site_of: Callable):
    count = MAP_SPEECHES + 2
    dates = [f"{1900 + number // 2}-01-0{1 + number % 2}" for number in range(count)]
    # The two speeches of 2000 with both of 1999: the larger share of each counts; 40 % and 10 % are 25 % on average.
    links = [(200, 198, 3, 40, 9.0), (200, 199, 3, 20, 9.5), (201, 198, 1, 10, 1.0)]
    site = site_of(dates, links)
    figure = inheritance_map(site)
    trace = figure.spec["data"][0]
    row, column = trace["y"].index("2000–2001"), trace["x"].index("1998–1999")
    assert trace["z"][row][column] == 0.25
    assert trace["text"][row][column] == 2
    assert trace["customdata"][row][column] == f"compare/index.html#a={site.names[200]}&b={site.names[198]}"


def test_undated_speeches_and_copies_are_left_out_and_told(site_of: Callable):
    dates = ["2001-01-01", "2002-01-01", "", "2003-01-01"]
    links = [(1, 0, 2, 20, 5.0), (3, 0, 2, 90, 50.0)]
    figure = inheritance_map(site_of(dates, links, twins={3: Twin(1, 0.99, counted=False)}))
    assert len(figure.spec["data"][0]["y"]) == 2
    assert "1 undated" in figure.note
    assert [row[2] for row in figure.rows] == [0.2]


@pytest.mark.parametrize("dates", [[""], ["", ""], ["2001"], ["2001-01-01", "2002-01-01"]])
def test_without_links_nothing_is_drawn(site_of: Callable, dates: list[str]):
    site = site_of(dates, [])
    assert inheritance_map(site) is None
    assert network(site) is None
    ((_, page),) = compare_page(site)
    assert b"<table" not in page


def test_labels_that_are_alike_keep_their_own_lines(site_of: Callable):
    site = site_of(["2001-01-01"] * 2 + ["2002-01-01"], [(2, 0, 1, 9, 1.0), (2, 1, 1, 8, 1.0)])
    facts = {"date": Fact("2001-01-01", Provenance.TABLE), "title": Fact("报告", Provenance.TABLE)}
    speeches = [
        replace(speech, facts=facts) if number < 2 else speech for number, speech in enumerate(site.result.speeches)
    ]
    site = Site.of(replace(site.result, speeches=tuple(speeches)), site.heritage, "en", None)
    labels = inheritance_map(site).spec["data"][0]["y"]
    assert labels[:2] == ["2001-01-01 · 报告", "2001-01-01 · 报告 (2)"]


@pytest.mark.parametrize(
    ("titles", "speakers", "labels"),
    [
        (("报告", "报告"), ("甲", "乙"), ("2001 · 甲", "2002 · 乙")),
        (("报告", "致辞"), ("甲", "甲"), ("2001 · 报告", "2002 · 致辞")),
        (("报告", "致辞"), ("甲", "乙"), ("2001 · 甲 · 报告", "2002 · 乙 · 致辞")),
        (("报告", ""), ("甲", "甲"), ("2001 · 报告", "2002 · s0001")),
        (("报告", "报告"), ("甲", "甲"), ("2001 · s0000", "2002 · s0001")),
    ],
)
def test_a_label_leaves_out_what_all_speeches_share(site_of: Callable, titles, speakers, labels):
    site = site_of(["2001", "2002"], [], speakers)
    speeches = tuple(
        replace(speech, facts=dict(speech.facts) | ({"title": Fact(title, Provenance.TABLE)} if title else {}))
        for speech, title in zip(site.result.speeches, titles, strict=True)
    )
    site = Site.of(replace(site.result, speeches=speeches), site.heritage, "en", None)
    assert tuple(label_of(site, number) for number in range(2)) == labels


def marks(figure) -> dict:
    return figure.spec["data"][-1]


def drawn_links(figure) -> int:
    return sum(trace["x"].count(None) for trace in figure.spec["data"][:-1])


def test_a_line_for_each_speaker_in_the_order_they_come(site_of: Callable):
    dates = [f"{year}-03-05" for year in range(2001, 2009)]
    figure = network(site_of(dates, chain(8), ["甲"] * 4 + ["乙"] * 4))
    assert figure.spec["layout"]["yaxis"]["ticktext"] == ["甲", "乙"]
    assert marks(figure)["y"] == [0] * 4 + [1] * 4
    assert marks(figure)["x"] == dates
    assert drawn_links(figure) == 1 + 2 * 6


def test_crowds_are_spread_by_kin_without_chance(site_of: Callable):
    site = site_of(days(120), chain(120), ["甲"] * 60 + ["乙"] * 60)
    figure = network(site)
    assert "ticktext" not in figure.spec["layout"]["yaxis"]
    assert len(set(marks(figure)["y"])) > 1
    assert figure == network(site)
    last: dict[int, date] = {}
    for day, lane in zip(map(date.fromisoformat, marks(figure)["x"]), marks(figure)["y"], strict=True):
        assert lane not in last or (day - last[lane]).days >= 1190 / 80
        last[lane] = day


def test_the_network_keeps_its_caps_and_tells_them(site_of: Callable):
    count = 2 * NETWORK_SPEECHES
    links = [(later, earlier, 3, 20, 5.0 + later / 100) for later, earlier, *_ in chain(count, 3)]
    figure = network(site_of(days(count), links))
    assert len(marks(figure)["x"]) <= NETWORK_SPEECHES
    assert drawn_links(figure) <= NETWORK_LINKS
    assert "data/inheritance.csv" in figure.note
    # The heaviest links are those of the last speeches.
    assert marks(figure)["x"][-1] == days(count)[-1]


def test_few_speeches_are_all_drawn_those_without_links_too(site_of: Callable):
    figure = network(site_of(["2001-01-01", "2002-01-01", "2003-01-01", ""], [(1, 0, 2, 20, 5.0)]))
    assert len(marks(figure)["x"]) == 3
    assert drawn_links(figure) == 1


def test_the_pairs_that_share_most_by_either_measure(site_of: Callable):
    links = [(later, 0, 1, later % 100, 1.0 * (200 - later)) for later in range(1, 150)]
    ((path, page),) = compare_page(site_of(days(150), links))
    rows = page.decode().split("<tbody>")[1].split("</tr>")
    assert str(path) == "compare/index.html"
    assert len(rows) - 1 == PAIRS
    assert "99.0 %" in rows[0]
    assert any('<td class="figure">199.0</td>' in row for row in rows)


@pytest.mark.parametrize(
    ("draw", "measure", "told"), [(inheritance_map, 0.2, "20.0 %"), (network, 1234.567, "1,234.6")]
)
def test_the_tables_hold_plain_values_that_pages_link_and_format(
    site_of: Callable, draw: Callable, measure: float, told: str
):
    site = site_of(["2001-01-01", "2002-01-01"], [(1, 0, 2, 20, 1234.567)])
    figure = draw(site)
    assert figure.rows == [("2002-01-01 · s0001", "2001-01-01 · s0000", measure, 2)]
    ((first, _, third, _),) = figure.cells
    assert first.path == f"compare/index.html#a={site.names[1]}&b={site.names[0]}"
    assert (third.value, third.told) == (measure, told)
    assert figure.cut == ""


@pytest.mark.parametrize("draw", [inheritance_map, network])
def test_what_the_tables_of_links_leave_out_is_told(site_of: Callable, draw: Callable):
    links = chain(TABLE_LINKS + 5, 2)
    figure = draw(site_of(days(TABLE_LINKS + 5), links))
    assert len(figure.rows) == TABLE_LINKS < len(links)
    assert (
        figure.cut
        == f"The table holds the first {TABLE_LINKS} of {len(links)} links; all stand in data/inheritance.csv."
    )


def test_as_many_links_lead_to_a_speech_as_are_said(site_of: Callable):
    told = network(site_of(["2001-01-01", "2002-01-01", "2003-01-01"], chain(3))).sentence
    assert told.endswith("To no speech do more links lead back than to 2001-01-01 · s0000: 2.")
