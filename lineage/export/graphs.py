"""A graph as GEXF, which Gephi opens with its dates, and as GraphML, which nearly every program does.

GEXF 1.3 (gexf.net): nodes and edges that are dated have `start` and `end`, which are days, both included; Gephi's
timeline takes intervals or timestamps, never both, so that all are intervals. GraphML has no time of its own; the days
are values like others there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lineage.export.asked import ExportOptions, Material, Produced
from lineage.export.markup import PROLOGUE, opened, said, tag
from lineage.export.network import Attributes, Edge, Network, Node, Span, Values, network_of, told_of
from lineage.export.tables import in_blocks

_GEXF: Final = "http://gexf.net/1.3"
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA: Final = f"{_GRAPHML} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
#: What GraphML calls the kinds of attributes.
_KINDS: Final = {"string": "string", "integer": "int", "double": "double"}
_DAYS: Final = {"first_day": "string", "last_day": "string"}


def export_gexf(material: Material, options: ExportOptions) -> Produced:
    """The graph as GEXF."""
    lines = _gexf(network_of(material, options))
    return Produced([("lineage.gexf", in_blocks(lines))], told_of(material, options))


def export_graphml(material: Material, options: ExportOptions) -> Produced:
    """The graph as GraphML."""
    lines = _graphml(network_of(material, options))
    return Produced([("lineage.graphml", in_blocks(lines))], told_of(material, options))


def _gexf(network: Network) -> Iterator[str]:
    edge_type = "directed" if network.directed else "undirected"
    timed = {"timeformat": "date", "timerepresentation": "interval"} if network.span.first else {}
    graph = {"mode": "dynamic" if timed else "static", "defaultedgetype": edge_type, **timed, **_lasting(network.span)}
    yield f'{PROLOGUE}<gexf xmlns="{_GEXF}" version="1.3">\n'
    yield tag("meta", inner=said("creator", "lineage") + said("description", network.told)) + "\n"
    yield opened("graph", graph) + "\n"
    for kind, attributes in (("node", network.node_attributes), ("edge", network.edge_attributes)):
        declared = (
            tag("attribute", {"id": name, "title": name, "type": of_kind}) for name, of_kind in attributes.items()
        )
        yield tag("attributes", {"class": kind, "mode": "static"}, "".join(declared)) + "\n"
    yield "<nodes>\n"
    for node in network.nodes:
        told = {"id": node.key, "label": node.label, **_lasting(node.span)}
        yield tag("node", told, _gexf_values(node.values)) + "\n"
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(network.edges, 1):
        ends = {"id": number, "source": edge.source, "target": edge.target, "weight": edge.weight}
        yield tag("edge", {**ends, **_lasting(edge.span)}, _gexf_values(edge.values)) + "\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _lasting(span: Span) -> dict[str, str]:
    days = {"start": span.first, "end": span.last}
    return {name: day.isoformat() for name, day in days.items() if day}


def _gexf_values(values: Values) -> str:
    told = (tag("attvalue", {"for": name, "value": value}) for name, value in values.items() if value != "")
    return tag("attvalues", inner="".join(told))


def _graphml(network: Network) -> Iterator[str]:
    yield PROLOGUE + opened("graphml", _ROOT) + "\n"
    yield said("desc", network.told) + "\n"
    yield from _keys("node", {"label": "string", **network.node_attributes, **_DAYS})
    yield from _keys("edge", {"weight": "double", **network.edge_attributes, **_DAYS})
    told = {"id": "lineage", "edgedefault": "directed" if network.directed else "undirected"}
    yield opened("graph", told) + "\n"
    for node in network.nodes:
        yield tag("node", {"id": node.key}, _data("node", _node_values(node))) + "\n"
    for edge in network.edges:
        yield tag("edge", {"source": edge.source, "target": edge.target}, _data("edge", _edge_values(edge))) + "\n"
    yield "</graph>\n</graphml>\n"


_ROOT: Final = {"xmlns": _GRAPHML, "xmlns:xsi": _INSTANCE, "xsi:schemaLocation": _SCHEMA}


def _keys(of: str, attributes: Attributes) -> Iterator[str]:
    for name, kind in attributes.items():
        yield tag("key", {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": _KINDS[kind]}) + "\n"


def _data(of: str, values: Mapping[str, str | int | float]) -> str:
    return "".join(said("data", str(value), {"key": f"{of}-{name}"}) for name, value in values.items())


def _node_values(node: Node) -> Values:
    return {"label": node.label, **node.values, **_days(node.span)}


def _edge_values(edge: Edge) -> Values:
    return {"weight": edge.weight, **edge.values, **_days(edge.span)}


def _days(span: Span) -> dict[str, str]:
    return {name: day.isoformat() for name, day in zip(_DAYS, (span.first, span.last), strict=True) if day}
