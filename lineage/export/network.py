"""Who inherits from whom, as a graph: the nodes and edges that GEXF and GraphML write, each in its own way.

Speeches: an edge leads from an earlier speech to a later one that takes from it, and weighs what the formulae weigh
that both carry (see `lineage.descent.heritage`). Formulae: an edge ties two that the same speeches carry, at least two
of them; it weighs how many these are. Bipartite: an edge ties a formula to each speech that carries it, and weighs how
often it stands there. What is dated has the days that it can mean; an edge has those of both its ends together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from lineage.descent import attestation_of
from lineage.export.asked import ExportOptions, Material
from lineage.export.names import distinct, name_token
from lineage.models import Int64, ScanResult

#: So many formulae are nodes where no other number is asked for: more are a cloud that nobody can read.
LEADING: Final = 200
#: Programs that lay out graphs refuse an edge that weighs nothing: two speeches may share passages, but no formula.
_LEAST: Final = 0.01

#: The name of an attribute, and whether it is `string`, `integer`, `double`.
Attributes = Mapping[str, str]
_OF_SPEECH: Final = {
    **dict.fromkeys(("node", "speech_id", "title", "speaker", "date", "date_source", "role", "venue"), "string"),
    "characters": "integer",
    "inherited_share": "double",
    "first_uses": "integer",
}
_OF_FORMULA: Final = {
    **dict.fromkeys(("node", "formula_id", "kind", "first_date", "last_date"), "string"),
    **dict.fromkeys(("rank", "speeches", "occurrences"), "integer"),
    "score": "double",
}

Values = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Span:
    """The days in which something stands; None where they are not known."""

    first: date | None = None
    last: date | None = None

    def joined(self, other: Span) -> Span:
        """From the first day of both to the last."""
        firsts = [day for day in (self.first, other.first) if day]
        lasts = [day for day in (self.last, other.last) if day]
        return Span(min(firsts, default=None), max(lasts, default=None))


@dataclass(frozen=True, slots=True)
class Node:
    """A speech or a formula; its key is a name token, its identifier stands among its values."""

    key: str
    label: str
    span: Span
    values: Values


@dataclass(frozen=True, slots=True)
class Edge:
    """What ties two nodes."""

    source: str
    target: str
    weight: float
    span: Span
    values: Values


@dataclass(frozen=True, slots=True)
class Network:
    """A graph.

    Attributes:
        told: What its nodes and edges are, in a sentence.
        directed: Whether an edge leads from its source to its target.
        node_attributes, edge_attributes: What values nodes and edges have.
        nodes, edges: These.
    """

    told: str
    directed: bool
    node_attributes: Attributes
    edge_attributes: Attributes
    nodes: Sequence[Node]
    edges: Sequence[Edge]

    @property
    def span(self) -> Span:
        """All days of all nodes."""
        whole = Span()
        for node in self.nodes:
            whole = whole.joined(node.span)
        return whole


def network_of(material: Material, options: ExportOptions) -> Network:
    """The graph that is asked for."""
    if options.what == "formulae":
        return _formulae(material.result, options.top or LEADING)
    if options.what == "bipartite":
        return _bipartite(material, options.top or LEADING)
    return _speeches(material)


def told_of(material: Material, options: ExportOptions) -> tuple[str, ...]:
    """What was left out because nobody asked for more."""
    number = len(material.result.formulae)
    if options.what not in ("formulae", "bipartite") or options.top or number <= LEADING:
        return ()
    return (f"the graph holds the first {LEADING} of {number:,} formulae; --top says how many",)


def _speeches(material: Material) -> Network:
    heritage, nodes = material.heritage, _speech_nodes(material)
    columns = (heritage.speech, heritage.earlier, heritage.formulae, heritage.characters, heritage.weight)
    edges = [
        Edge(
            nodes[earlier].key,
            nodes[speech].key,
            max(round(weight, 2), _LEAST),
            nodes[earlier].span.joined(nodes[speech].span),
            {"formulae": formulae, "characters": characters, "bits": round(weight, 2)},
        )
        for speech, earlier, formulae, characters, weight in zip(*(each.tolist() for each in columns), strict=True)
    ]
    told = "Speeches; an edge leads from an earlier one to a later one that has formulae or passages in common with it."
    of_edges = {"formulae": "integer", "characters": "integer", "bits": "double"}
    return Network(told, True, _OF_SPEECH, of_edges, nodes, edges)


def _formulae(result: ScanResult, top: int) -> Network:
    nodes, spans = _formula_nodes(result, top), _spans(result)
    carriers = [set(speeches) for speeches in _carriers(result, top)]
    edges = []
    for second in range(len(nodes)):
        for first in range(second):
            both = carriers[first] & carriers[second]
            if len(both) > 1:
                span = _joined(spans[speech] for speech in both)
                edges.append(Edge(nodes[first].key, nodes[second].key, len(both), span, {"speeches": len(both)}))
    told = "Formulae; an edge ties two that the same speeches carry, two speeches or more."
    return Network(told, False, _OF_FORMULA, {"speeches": "integer"}, nodes, edges)


def _bipartite(material: Material, top: int) -> Network:
    result = material.result
    formulae, speeches = _formula_nodes(result, top), _speech_nodes(material)
    numbers, at = _attesting(result, top)
    carried, places = np.unique(np.stack((numbers, at)), axis=1, return_counts=True)
    edges = [
        Edge(formulae[number].key, speeches[speech].key, count, speeches[speech].span, {"occurrences": count})
        for number, speech, count in zip(*carried.tolist(), places.tolist(), strict=True)
    ]
    told = "Formulae and speeches; an edge ties a formula to a speech that carries it."
    of_nodes = {**_OF_SPEECH, **_OF_FORMULA}
    return Network(told, False, of_nodes, {"occurrences": "integer"}, [*formulae, *speeches], edges)


def _speech_nodes(material: Material) -> list[Node]:
    result, heritage = material.result, material.heritage
    shares, firsts = heritage.inherited_share.tolist(), heritage.first_uses.tolist()
    keys = distinct(name_token(speech.speech_id) for speech in result.speeches)
    nodes = []
    for number, (speech, span) in enumerate(zip(result.speeches, _spans(result), strict=True)):
        date_fact, twin = speech.facts.get("date"), result.twins.get(number)
        stated = {name: speech.value(name) for name in ("title", "speaker", "date", "role", "venue")}
        values: dict[str, str | int | float] = {"node": "speech", "speech_id": speech.speech_id, **stated}
        values["date_source"] = date_fact.provenance.value if date_fact else ""
        values["characters"] = len(result.columns[number].canonical.text)
        if date_fact and not (twin and not twin.counted):  # of others nobody can tell what they have from whom
            values |= {"inherited_share": round(shares[number], 6), "first_uses": firsts[number]}
        label = " ".join(filter(None, (stated["date"], stated["speaker"], stated["title"]))) or speech.speech_id
        nodes.append(Node(keys[number], label, span, values))
    return nodes


def _formula_nodes(result: ScanResult, top: int) -> list[Node]:
    spans = _spans(result)
    return [
        Node(
            f"formula:{formula.formula_id}",
            formula.label,
            _joined(spans[speech] for speech in carriers),
            {
                "node": "formula",
                **{name: getattr(formula, name) for name in _OF_FORMULA if name not in ("node", "score")},
                "score": round(float(formula.score), 6),
            },
        )
        for formula, carriers in zip(result.formulae[:top], _carriers(result, top), strict=True)
    ]


def _spans(result: ScanResult) -> list[Span]:
    """The days that the date of each speech can mean."""
    whens = [attestation_of(speech).when for speech in result.speeches]
    return [Span(when.first_possible(), when.last_possible()) if when else Span() for when in whens]


def _joined(spans: Iterable[Span]) -> Span:
    whole = Span()
    for span in spans:
        whole = whole.joined(span)
    return whole


def _attesting(result: ScanResult, top: int) -> tuple[Int64, Int64]:
    """Formula and speech of each place that attests one of the first formulae."""
    attests = [[variant.attests for variant in formula.variants] for formula in result.formulae[:top]]
    found = result.occurrences
    some = np.flatnonzero(found.formula < top)
    places = zip(found.formula[some].tolist(), found.variant[some].tolist(), strict=True)
    own = some[np.array([attests[number][variant] for number, variant in places], bool)]
    return found.formula[own].astype(np.int64), found.speech[own].astype(np.int64)


def _carriers(result: ScanResult, top: int) -> list[list[int]]:
    """The speeches that carry each of the first formulae."""
    formula, speech = _attesting(result, top)
    edges = np.searchsorted(formula, np.arange(len(result.formulae[:top]) + 1))
    return [np.unique(speech[begin:end]).tolist() for begin, end in pairwise(edges.tolist())]
