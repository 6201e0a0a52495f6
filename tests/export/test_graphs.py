"""GEXF and GraphML: what the formats allow, with days as intervals, and the same graph in both."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from lineage.export import ExportOptions, Material, markup, produce
from lineage.export.network import Span, network_of
from lineage.models import Fact, Provenance

MATERIALS = ("seeds", "hostile", "barren")
KINDS = ("speeches", "formulae", "bipartite")
GEXF, GRAPHML = "{http://gexf.net/1.3}", "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(params=MATERIALS)
def material(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def schema():
    """The rules of a format, by name."""
    folder = Path(__file__).parent
    return {name: etree.RelaxNG(etree.parse(folder / f"{name}.rng")) for name in ("gexf", "graphml")}


def graph(exported, material, form: str, what: str) -> etree._Element:
    ((_, data),) = exported(material, form, what=what).items()
    return etree.fromstring(data)


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_every_graph_keeps_the_rules_of_its_format(material, exported, schema, form, what):
    schema[form].assertValid(graph(exported, material, form, what))


def test_the_rules_know_a_broken_graph(seeds, exported, schema):
    root = graph(exported, seeds, "gexf", "speeches")
    next(root.iter(f"{GEXF}node")).set("timestamp", "2014-01-01")
    assert not schema["gexf"].validate(root)


@pytest.mark.parametrize("what", KINDS)
def test_both_formats_hold_the_same_graph(material, exported, what):
    gexf, graphml = graph(exported, material, "gexf", what), graph(exported, material, "graphml", what)
    nodes = [node.get("id") for node in gexf.iter(f"{GEXF}node")]
    assert nodes == [node.get("id") for node in graphml.iter(f"{GRAPHML}node")]
    assert len(set(nodes)) == len(nodes)
    ends = [(edge.get("source"), edge.get("target")) for edge in gexf.iter(f"{GEXF}edge")]
    assert ends == [(edge.get("source"), edge.get("target")) for edge in graphml.iter(f"{GRAPHML}edge")]
    assert {end for both in ends for end in both} <= set(nodes)


@pytest.mark.parametrize("what", KINDS)
def test_days_are_intervals_within_those_of_the_graph(material, exported, what):
    root = graph(exported, material, "gexf", what)
    whole = root.find(f"{GEXF}graph")
    for element in root.iter(f"{GEXF}node", f"{GEXF}edge"):
        assert "timestamp" not in element.attrib
        if element.get("start"):
            assert whole.get("start") <= element.get("start") <= element.get("end") <= whole.get("end")


def test_edges_are_who_inherits_from_whom(seeds, exported):
    heritage, speeches = seeds.heritage, seeds.result.speeches
    root = graph(exported, seeds, "gexf", "speeches")
    ids = {
        node.get("id"): value.get("value")
        for node in root.iter(f"{GEXF}node")
        for value in node.iter(f"{GEXF}attvalue")
        if value.get("for") == "speech_id"
    }
    told = [(ids[edge.get("source")], ids[edge.get("target")]) for edge in root.iter(f"{GEXF}edge")]
    pairs = zip(heritage.earlier.tolist(), heritage.speech.tolist(), strict=True)
    assert told == [(speeches[earlier].speech_id, speeches[later].speech_id) for earlier, later in pairs] != []
    assert [float(edge.get("weight")) for edge in root.iter(f"{GEXF}edge")] == heritage.weight.round(2).tolist()
    dates = {node.get("id"): node.get("start") for node in root.iter(f"{GEXF}node")}
    assert all(dates[e.get("source")] < dates[e.get("target")] for e in root.iter(f"{GEXF}edge"))


def test_who_carries_what(seeds, exported):
    carried = network_of(seeds, ExportOptions(what="bipartite", top=4))
    for formula in seeds.result.formulae[:4]:
        own = [edge for edge in carried.edges if edge.source == f"formula:{formula.formula_id}"]
        assert len(own) == formula.speeches
        assert sum(edge.weight for edge in own) == formula.occurrences
    tied = network_of(seeds, ExportOptions(what="formulae"))
    assert all(2 <= edge.weight <= len(seeds.result.speeches) for edge in tied.edges)


def test_names_come_back_whatever_they_hold(hostile, exported):
    for form, tag, attribute in (("gexf", f"{GEXF}attvalue", "for"), ("graphml", f"{GRAPHML}data", "key")):
        root = graph(exported, hostile, form, "speeches")
        told = {
            value.get("value", value.text) for value in root.iter(tag) if value.get(attribute).endswith("speech_id")
        }
        assert told == {speech.speech_id for speech in hostile.result.speeches}
        assert "{题}\n=1+1 & 100% \\ ]]>" in {value.get("value", value.text) for value in root.iter(tag)}


@given(st.text())
def test_any_text_comes_back_from_xml_as_long_as_it_was(text):
    kept = markup.holdable(text)
    assert len(kept) == len(text)
    root = etree.fromstring(markup.tag("a", {"b": f"x{text}"}, markup.written(text)))
    assert (root.text or "", root.get("b")) == (kept, f"x{kept}")
    assert markup.unheld(text) == sum(mine != theirs for mine, theirs in zip(text, kept, strict=True))


@given(title=st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_makes_a_graph_that_keeps_the_rules(barren, schema, title):
    first, *others = barren.result.speeches
    odd = replace(first, facts={"title": Fact(title, Provenance.TABLE), "speaker": Fact(title, Provenance.TABLE)})
    material = Material(replace(barren.result, speeches=(odd, *others)), barren.heritage)
    for form, name in (("gexf", f"{GEXF}attvalue"), ("graphml", f"{GRAPHML}data")):
        ((_, parts),) = produce(form, material, ExportOptions()).files
        root = etree.fromstring(b"".join(parts))
        schema[form].assertValid(root)
        assert title == "" or markup.holdable(title) in {each.get("value", each.text) for each in root.iter(name)}


def test_days_are_joined_from_first_to_last():
    early, late = date(2014, 1, 1), date(2014, 12, 31)
    assert Span().joined(Span()) == Span()
    assert Span(late, late).joined(Span()) == Span(late, late)
    assert Span(late, late).joined(Span(early, early)) == Span(early, late)


@pytest.mark.parametrize("what", KINDS)
def test_networkx_reads_both(seeds, exported, what):
    ((_, gexf),) = exported(seeds, "gexf", what=what).items()
    ((_, graphml),) = exported(seeds, "graphml", what=what).items()
    one, other = networkx.read_gexf(io.BytesIO(gexf)), networkx.read_graphml(io.BytesIO(graphml))
    assert [*one.nodes] == [*other.nodes]
    assert [*one.edges] == [*other.edges]
    assert one.is_directed() == other.is_directed() == (what == "speeches")
    assert {data["label"] for _, data in one.nodes(data=True)} == {data["label"] for _, data in other.nodes(data=True)}
