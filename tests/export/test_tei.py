"""TEI: what the schema of the TEI allows, the text to the code point, and pointers that lead where they say."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import trafilatura
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import lineage
from lineage.export import ExportOptions, Material, markup
from lineage.export.names import distinct, file_stem
from lineage.export.tei import export_tei
from lineage.models import Fact, Provenance
from lineage.reading.formats.tei import read_tei

MATERIALS = ("seeds", "hostile", "barren")
TEI, XML = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}"
POINTER = re.compile(r"([^#\s]*)#string-range\(([\w.-]+),(\d+),(\d+)\)")


@pytest.fixture(scope="module")
def schema() -> etree.DTD:
    """All elements of TEI P5 4.8 but a few, as the TEI generates them; a package that lineage needs carries them."""
    return etree.DTD(Path(trafilatura.__file__).parent / "data" / "tei_corpus.dtd")


@pytest.fixture(params=MATERIALS)
def material(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(params=[False, True], ids=["many", "single"])
def edition(request, material, exported) -> dict[str, etree._Element]:
    """The files, parsed."""
    return {name: etree.fromstring(data) for name, data in exported(material, "tei", single=request.param).items()}


def ordered(edition) -> list[etree._Element]:
    """The speeches, in order."""
    every = [tei for root in edition.values() for tei in root.iter(f"{TEI}TEI")]
    return sorted(every, key=lambda tei: tei.find(f".//{TEI}idno").text)


def pointed(edition, name: str, pointer: str) -> str:
    """What stands where a pointer of a file leads."""
    file, at, offset, length = POINTER.fullmatch(pointer).groups()
    (body,) = edition[file or name].xpath(f"//*[@xml:id='{at}']")
    return "".join(body.itertext())[int(offset) : int(offset) + int(length)]


def test_every_file_is_valid(edition, schema):
    for root in edition.values():
        assert schema.validate(root), schema.error_log.filter_from_errors()


def test_the_schema_knows_a_broken_file(edition, schema):
    root = next(iter(edition.values()))
    next(root.iter(f"{TEI}body")).append(etree.Element(f"{TEI}formula-of-ours"))
    assert not schema.validate(root)


def test_the_text_is_the_text_as_read(material, edition):
    speeches = material.result.speeches
    assert len(ordered(edition)) == len(speeches)
    for tei, speech in zip(ordered(edition), speeches, strict=True):
        assert tei.find(f".//{TEI}idno").text == speech.speech_id
        body = tei.find(f".//{TEI}body")
        assert "".join(body.itertext()) == markup.holdable(speech.read.text)
        assert len(body) == speech.read.text.count("\n") + 1


def test_every_formula_stands_where_its_annotations_lead(material, edition):
    result, found = material.result, []
    for name, root in edition.items():
        for listed in root.iter(f"{TEI}listAnnotation"):
            if listed.get("type") == "formula":
                for annotation in listed.iter(f"{TEI}annotation"):
                    note = annotation.find(f"{TEI}note")
                    place = pointed(edition, name, annotation.get("target"))
                    found.append((listed.get("n"), note.get("type") == "attests", note.text, place))
    columns = (result.occurrences.formula, result.occurrences.variant, result.occurrences.speech)
    places = zip(*(c.tolist() for c in (*columns, result.occurrences.begin, result.occurrences.end)), strict=True)
    expected = []
    for number, wording, speech, begin, end in places:
        formula, text = result.formulae[number], result.speeches[speech].read.text
        variant = formula.variants[wording]
        place = markup.holdable(text[begin:end])
        expected.append((formula.formula_id, variant.attests, variant.canonical, place))
    assert sorted(found) == sorted(expected)


def test_furniture_and_passages_lead_where_they_say(material, edition):
    result = material.result
    left_out, linked = [], set()
    for name, root in edition.items():
        for listed in root.iter(f"{TEI}listAnnotation"):
            if listed.get("type") == "furniture":
                every = listed.iter(f"{TEI}annotation")
                left_out += [(each[0].text, pointed(edition, name, each.get("target"))) for each in every]
        for link in root.iter(f"{TEI}link"):
            here, there = link.get("target").split(" ")
            linked.add(frozenset((pointed(edition, name, here), pointed(edition, name, there))))
    spans = [(span, speech.read.text) for speech, own in result.left_out() for span in own]
    expected = [(span.reason, markup.holdable(text[span.begin : span.end])) for span, text in spans]
    assert sorted(left_out) == sorted(expected)
    found = result.passages
    sides = ((found.first, found.first_begin, found.first_end), (found.second, found.second_begin, found.second_end))
    texts = [
        [markup.holdable(result.speeches[n].read.text[b:e]) for n, b, e in zip(*side, strict=True)] for side in sides
    ]
    assert linked == {frozenset(both) for both in zip(*texts, strict=True)}


def test_identifiers_are_given_once_a_file(edition):
    for root in edition.values():
        ids = root.xpath("//@xml:id")
        assert len(set(ids)) == len(ids)
        assert all(pointer == "#lineage" for pointer in root.xpath("//@resp"))
        assert "lineage" in ids


def test_what_is_inferred_says_so(hostile, exported):
    (root,) = map(etree.fromstring, exported(hostile, "tei", single=True).values())
    dates = {date.text: dict(date.attrib) for date in root.iter(f"{TEI}date")}
    assert dates["2013-11-05"] == {"when": "2013-11-05"}
    assert dates["2014-06~"] == {"notBefore": "2013-05-31", "notAfter": "2015-07-01"}
    metadata = {note.get("n"): note.text for note in root.iter(f"{TEI}note") if note.get("type") == "metadata"}
    assert metadata == {"shelf no.": "=A1", "cluster": "一"}
    assert [ptr.get("target") for ptr in root.iter(f"{TEI}ptr")] == ["https://example.org/a?b=1&c="]


def test_a_date_in_the_text_alone_is_inferred(material_of, exported, tmp_path):
    (tmp_path / "甲.txt").write_text("在会上的讲话\n（2014年5月6日）\n张三\n\n同志们：山高水长。", encoding="utf-8")
    (tmp_path / "乙.txt").write_text("春种秋收。", encoding="utf-8")
    told = exported(material_of(tmp_path), "tei")["甲.xml"]
    (date,) = etree.fromstring(told).iter(f"{TEI}date")
    assert date.get("when") == "2014-05-06"
    assert (date.get("resp"), date.get("cert"), date.get("evidence")) == ("#lineage", "medium", "internal")


def test_what_xml_cannot_hold_is_told(hostile, exported):
    (root,) = map(etree.fromstring, exported(hostile, "tei", single=True).values())
    lost = [markup.unheld(speech.read.text) for speech in hostile.result.speeches]
    assert all(lost)
    told = [declared[0].text for declared in root.iter(f"{TEI}editorialDecl")]
    assert [int(sentence.split()[0]) for sentence in told] == lost


def test_lineage_reads_it_again(seeds, exported, tmp_path):
    """Editors' blanks do not count in TEI, so that lines come back without those that are empty."""
    for name, data in exported(seeds, "tei").items():
        extracted = read_tei(data)
        speech = next(each for each in seeds.result.speeches if name == f"{each.speech_id}.xml")
        assert _words(extracted.text) == _words(speech.read.text)
        for field in ("title", "speaker", "date"):
            assert extracted.facts[field].value == speech.value(field)


def _words(text: str) -> list[str]:
    return re.sub(r"\s+", "", text)


@given(text=st.text(min_size=1), title=st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_and_any_title_make_a_valid_file(barren, schema, text, title):
    first = barren.result.speeches[0]
    facts = {"title": Fact(title, Provenance.TEXT, title), "shelf": Fact(title, Provenance.TABLE)}
    odd = replace(first, read=replace(first.read, text=text, furniture=()), facts=facts)
    result = replace(barren.result, speeches=(odd, *barren.result.speeches[1:]))
    name, parts = next(iter(export_tei(Material(result, barren.heritage), ExportOptions()).files))
    root = etree.fromstring(b"".join(parts))
    assert name == f"{odd.speech_id}.xml"
    assert schema.validate(root), schema.error_log.filter_from_errors()
    assert "".join(root.find(f".//{TEI}body").itertext()) == markup.holdable(text)
    assert root.find(f".//{TEI}title").text == markup.holdable(title or odd.speech_id)


@given(st.lists(st.text(max_size=80), max_size=6))
def test_names_of_files_are_links_and_no_two_alike(names):
    made = distinct(map(file_stem, names))
    assert len({name.casefold() for name in made}) == len(names)
    assert all(re.fullmatch(r"[\w.-]+", name) and not name.startswith(".") for name in made)
    assert all(len(name.encode()) < 250 for name in made)


def test_the_version_in_the_header_is_ours(barren, exported):
    root = etree.fromstring(next(iter(exported(barren, "tei").values())))
    assert lineage.__version__.startswith(next(root.iter(f"{TEI}application")).get("version"))
