"""The probability that the search for passages sees a pair of windows, by how similar they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lineage.report.figures import Figure, spec_of

_HEIGHT = 360


def s_curve(sketching: Mapping[str, Any], say: Callable[..., str]) -> Figure:
    """The S-curve of a search, its threshold, and the few similarities that windows of one length can have.

    Args:
        sketching: As `run.json` holds it: `window`, `threshold`, `bands`, `rows`, `s_curve`.
        say: Speaks the language of the page.
    """
    curve, threshold, window = sketching["s_curve"], sketching["threshold"], sketching["window"]
    possible = [(shared, shared / (2 * window - shared)) for shared in range(window // 2 + 1, window + 1)]
    seen = [_seen(similarity, sketching) for _, similarity in possible]
    spec = spec_of(
        [
            _curve(curve),
            _threshold(threshold, say("s_curve_threshold", value=f"{threshold:g}")),
            _points(possible, seen, window),
        ],
        _HEIGHT,
        margin={"b": 50, "l": 10, "r": 20, "t": 24},
        xaxis={"automargin": True, "range": [0, 1.02], "title": {"text": say("s_curve_x")}},
        yaxis={"automargin": True, "range": [0, 1.1], "tickformat": ".0%", "title": {"text": say("s_curve_y")}},
    )
    (shared, similarity), probability = possible[-2], seen[-2]
    return Figure(
        name="s-curve",
        title=say("s_curve"),
        sentence=say(
            "s_curve_alt", window=window, shared=shared, similarity=f"{similarity:.2f}", share=f"{probability:.0%}",
            threshold=f"{threshold:g}", at=f"{_seen(threshold, sketching):.0%}",
        ),
        spec=spec,
        columns=(say("s_curve_x"), say("s_curve_y")),
        rows=[(round(similarity, 6), round(probability, 6)) for similarity, probability in curve],
        note=say("s_curve_note"),
        shown=("{:.2f}".format, "{:.6f}".format),
    )  # fmt: skip


def _seen(similarity: float, sketching: Mapping[str, Any]) -> float:
    """1 - (1 - s^rows)^bands, as `lineage.detect.sketches` tells it."""
    return float(1 - (1 - similarity ** sketching["rows"]) ** sketching["bands"])


def _curve(curve: Sequence[Sequence[float]]) -> dict[str, Any]:
    return {
        "hovertemplate": "%{x:.2f}: %{y:.1%}<extra></extra>",
        "line": {"color": "--line-0", "width": 2},
        "mode": "lines",
        "type": "scatter",
        "x": [similarity for similarity, _ in curve],
        "y": [probability for _, probability in curve],
    }


def _threshold(threshold: float, label: str) -> dict[str, Any]:
    return {
        "hoverinfo": "skip",
        "line": {"color": "--quiet", "dash": "dash", "width": 1.5},
        "mode": "lines+text",
        "text": ["", f"{label}\u2002"],
        "textfont": {"color": "--quiet"},
        "textposition": "middle left",
        "type": "scatter",
        "x": [threshold, threshold],
        "y": [0, 1.05],
    }


def _points(possible: Sequence[tuple[int, float]], seen: Sequence[float], window: int) -> dict[str, Any]:
    """The similarities of windows without repeated words, each with how many words are shared."""
    return {
        "hovertemplate": "%{text} · %{x:.2f}: %{y:.1%}<extra></extra>",
        "marker": {"color": "--line-1", "size": 10, "symbol": "diamond"},
        "mode": "markers+text",
        "text": [f"{shared}/{window}" for shared, _ in possible],
        "textfont": {"color": "--ink"},
        "textposition": "top left",
        "type": "scatter",
        "x": [round(similarity, 6) for _, similarity in possible],
        "y": [round(probability, 6) for probability in seen],
    }
