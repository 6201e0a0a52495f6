"""What makes corpus text safe to show, and what the table makes of it."""

import sys

import pytest

from lineage.cli.output import Format, write_rows
from lineage.cli.table import draw_table
from lineage.cli.terminal import plain, shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("命运共同体", "命运共同体"),
        ("a\nb\tc\rd", "a b c d"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202egnol", "\\u202egnol"),
        ("a\u2028b", "a\\u2028b"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("𠮷野家", "𠮷野家"),
        ("[red]x[/red]", "[red]x[/red]"),
    ],
)
def test_what_could_steer_a_terminal_is_spelled_out(text, told):
    assert plain(text) == told
    assert shown(text).plain == told


def drawn(rows, monkeypatch, columns=80, headings=("rank", "formula", "score", "first", "last")) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(columns))
    return [line.rstrip() for line in draw_table(headings, rows)[0].splitlines() if line.strip()]


ROWS = [(1, "你中有我、我中有你的命运共同体", 0.987654, "2013-11-05", "2019-10"), (12, "先易后难", 1.0, "", "")]


def test_figures_have_two_digits_and_stand_on_the_right(monkeypatch):
    heading, _, first, second = drawn(ROWS, monkeypatch)
    assert heading.split() == ["rank", "formula", "score", "first", "last"]
    assert first.split() == ["1", "你中有我、我中有你的命运共同体", "0.99", "2013-11-05", "2019-10"]
    assert second.startswith("   12")


def test_figures_stay_on_the_right_where_some_are_not_known(monkeypatch):
    _, _, *lines = drawn(
        [("甲", 1234, ""), ("乙", 5, ""), ("丙", "", "")], monkeypatch, headings=("speech", "uses", "at")
    )
    assert lines[1].index("5") == lines[0].index("1234") + 3


@pytest.mark.parametrize(("columns", "held"), [(80, 5), (45, 4), (35, 3), (10, 2)])
def test_a_narrow_terminal_gets_fewer_columns_and_never_half_a_date(monkeypatch, columns, held):
    lines = drawn(ROWS, monkeypatch, columns)
    assert lines[0].split() == ["rank", "formula", "score", "first", "last"][:held] or columns == 10
    assert ("2013-11-05" in lines[2]) == (held >= 4)
    assert ("2013" in "".join(lines)) == (held >= 4)


def test_markup_and_empty_tables_are_borne(monkeypatch):
    assert "[/red]" in drawn([(1, "[/red]", 0.5, "", "")], monkeypatch)[2]
    assert drawn([], monkeypatch)[0].split() == ["rank", "formula", "score", "first", "last"]


@pytest.mark.parametrize("form", [*Format])
@pytest.mark.parametrize("terminal", [True, False])
def test_only_what_goes_to_a_terminal_is_spelled_out(capsys, monkeypatch, form, terminal):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    hostile = "命\x9b运\u202e共"
    write_rows(["label", "score"], [(hostile, 0.5)], form, shown={"label": "formula", "score": "score"}, most=1)
    told = capsys.readouterr().out
    as_it_is = not terminal and form is not Format.TABLE
    assert (hostile in told) == as_it_is
    assert ("\\x9b" in told) != as_it_is
    assert ("\u202e" in told) == as_it_is
