"""BibTeX: entries that any reader parses, keys that stay, and text that TeX prints as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.export.bibliography import printed_name
from lineage.export.citation import corpus_digest, printed

MATERIALS = ("seeds", "hostile", "barren")
FIELD = re.compile(r"  (\w+) = \{(.*)\},")
SPOKEN = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{mark}": mark for mark in "%$#&_"},
}


@pytest.fixture(params=MATERIALS)
def material(request):
    return request.getfixturevalue(request.param)


def parsed(exports: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """The entries by key, each with its fields; what is not in the form of an entry fails."""
    entries = {}
    for entry in exports["lineage.bib"].decode().split("\n\n")[:-1]:
        first, *fields, last = entry.split("\n")
        key = re.fullmatch(r"@(?:misc|software)\{([a-z0-9-]+),", first)[1]
        assert last == "}"
        assert key not in entries
        entries[key] = dict(FIELD.fullmatch(field).groups() for field in fields)
    return entries


def read(text: str) -> str:
    """What TeX prints."""
    return re.sub("|".join(map(re.escape, SPOKEN)), lambda match: SPOKEN[match[0]], text)


def depth(text: str) -> int:
    """How deep braces are open at the end, as BibTeX counts; none may close what was not opened."""
    open_ = 0
    for mark in re.sub(r"[^{}]", "", text):
        open_ += 1 if mark == "{" else -1
        assert open_ >= 0
    return open_


def test_every_speech_is_an_entry_and_so_are_software_and_report(material, exported):
    entries = parsed(exported(material, "bibtex"))
    assert [*entries][-2:] == ["lineage", "lineage-report"]
    assert corpus_digest(material.result.speeches) in entries["lineage-report"]["note"]
    assert len(entries) == len(material.result.speeches) + 2
    for entry, speech in zip(entries.values(), material.result.speeches, strict=False):
        title = " ".join(re.sub(r"[\x00-\x1f]", " ", speech.value("title") or speech.speech_id).split())
        assert " ".join(read(entry["title"][1:-1]).split()) == title
        assert entry.get("date", "") == speech.value("date")
        assert all(depth(value) == 0 for value in entry.values())


def test_who_spoke_and_where_it_stands(hostile, exported):
    told = [*parsed(exported(hostile, "bibtex")).values()]
    assert {one.get("author") for one in told} >= {"{<b>甲</b>}", "{乙} and {丙}"}
    assert {one["url"] for one in told if "url" in one} == {"https://example.org/a?b=1&c=%7B2%7D"}


def test_keys_stay_when_the_corpus_grows(seeds, corpus_folder, material_of, exported, tmp_path):
    first = min(corpus_folder.glob("*.txt"))
    for name in (first.name, "speeches.csv"):
        if (corpus_folder / name).exists():
            (tmp_path / name).write_bytes((corpus_folder / name).read_bytes())
    (tmp_path / "甲.txt").write_text("山高水长。", encoding="utf-8")
    fewer, more = parsed(exported(material_of(tmp_path), "bibtex")), parsed(exported(seeds, "bibtex"))
    assert len(fewer.keys() & more.keys()) == 3  # one speech, the software and the report
    assert all(key.isascii() for key in more)


@given(st.text())
def test_any_text_is_printed_as_it_is(text):
    made = printed(text)
    assert depth(made) == 0
    assert "\n" not in made
    assert re.sub(r"\s", "", read(made)) == re.sub(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", text)


@given(st.text())
def test_any_name_is_one_or_several_in_braces(name):
    made = printed_name(name)
    assert depth(made) == 0
    assert made == "" or re.fullmatch(r"\{.*\}", made)
