"""Fits the weights of the score on labelled candidates, and tells how well they do on others.

A logistic regression with a small penalty (Hastie, Tibshirani & Friedman 2009, "The elements of statistical learning",
§4.4) on the features of `lineage.formulae.features` and the kinds of `lineage.formulae.kind`; what is fitted is whether
the readers call a candidate a formula. Features are made so that more of each speaks for a formula, and no weight is
below zero. What makes a formula prominent (`lineage.formulae.score`) is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy.optimize import minimize

from benchmarks.evidence import Evidence, gather_evidence
from benchmarks.labels import agreement, read_labels
from benchmarks.tables import plain, print_table
from lineage.formulae.features import Features
from lineage.formulae.score import PROMINENT
from lineage.formulae.score import weights as in_use
from lineage.models import Float64, Int64, Mask
from lineage.settings import KINDS

_WEIGHTS: Final = Path(__file__).parent.parent / "lineage" / "formulae" / "weights.toml"
#: The corpus the weights are fitted on, and the one that only tests them.
_FITTED, _TESTED = "gwr", "cpc_congress"
_PENALTY: Final = 1.0
_FOLDS: Final = 5
_NAMES: Final = (*(name for name in Features.names() if name not in PROMINENT), *KINDS[1:])


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled candidates that are families of their own: `(n, features)` measures, and which are formulae, `(n,)`."""

    family: Int64
    measures: Float64
    formula: Mask
    lost: int


def fit_weights(testdata: Path, *, write: bool = False) -> None:
    """Prints how far readers agree, the weights, and how well they tell formulae apart; writes them where asked to."""
    examples = _all_examples(testdata)
    fitted = examples[_FITTED]
    weights = _fit(fitted.measures, fitted.formula)
    print(*agreement_lines(), sep="\n")
    named = dict(zip((*_NAMES, "intercept"), np.round(weights, 3).tolist(), strict=True))
    spread = dict(zip(_NAMES, fitted.measures.std(axis=0).tolist(), strict=True))
    mean = dict(zip(_NAMES, fitted.measures.mean(axis=0).tolist(), strict=True))
    rows = [(name, f"{named[name]:.2f}", plain(mean[name]), f"{named[name] * spread[name]:.2f}") for name in _NAMES]
    print_table("weights", ("feature", "weight", "mean", "weight × spread"), rows)
    told = [
        (name, str(len(formula)), str(formula.sum()), *map(plain, _figures(logit, formula).values()))
        for name, (logit, formula) in _judged(examples, weights).items()
    ]
    print_table("telling formulae apart", ("", "examples", "formulae", *_COLUMNS), told)
    lost = ", ".join(f"{part.lost} of {part.lost + len(part.family)} in {name}" for name, part in examples.items())
    print(f"labels that are no family of their own, left out: {lost}")
    if write:
        _write(named)


def judged_lines(testdata: Path) -> Iterator[str]:
    """How well the weights that are in use, and those fitted anew, tell formulae apart: a line a figure."""
    examples = _all_examples(testdata)
    table = in_use()
    weights = np.array([table["weight"].get(name, table["kind"].get(name)) for name in _NAMES] + [table["intercept"]])
    for part, (logit, formula) in _judged(examples, weights).items():
        figures = _figures(logit, formula)
        for name in ("AUC", "average precision"):
            yield f"{name} {part}: {figures[name]:.3f} of {len(formula)}"


def agreement_lines() -> Iterator[str]:
    """Cohen's κ of two readers on each corpus, for all labels and for formula or not: a line a figure."""
    for corpus in (_FITTED, _TESTED):
        twice = [(row.label, row.second) for row in read_labels(corpus) if row.second]
        narrow = [(str(one == "formula"), str(other == "formula")) for one, other in twice]
        yield f"κ two readers of {corpus}: {agreement(twice):.3f} of {len(twice)}"
        yield f"κ two readers of {corpus}, formula or not: {agreement(narrow):.3f} of {len(narrow)}"


def _all_examples(testdata: Path) -> dict[str, Examples]:
    return {name: _examples(name, gather_evidence(testdata / "corpora" / name)) for name in (_FITTED, _TESTED)}


def _judged(examples: Mapping[str, Examples], weights: Float64) -> dict[str, tuple[Float64, Mask]]:
    """The logits and the truth of both parts: of the fitted one by cross-validation, of the other by these weights."""
    tested = examples[_TESTED]
    return {
        "fitted on, by cross-validation": (_cross_validated(examples[_FITTED]), examples[_FITTED].formula),
        "test part": (_logit(tested.measures, weights), tested.formula),
    }


def _examples(corpus: str, evidence: Evidence) -> Examples:
    """The labelled candidates of a corpus, measured."""
    number = {label: at for at, label in enumerate(evidence.labels)}
    labels = read_labels(corpus)
    known = [row for row in labels if row.canonical in number]
    family = np.array([number[row.canonical] for row in known], np.int64)
    features, kinds = evidence.weighed.features, [evidence.weighed.kinds[at] for at in family.tolist()]
    columns = [getattr(features, name)[family] for name in _NAMES if name not in KINDS]
    columns += [np.array([kind == name for kind in kinds], float) for name in KINDS[1:]]
    return Examples(
        family,
        np.column_stack(columns),
        np.array([row.label == "formula" for row in known], bool),
        len(labels) - len(known),
    )


def _fit(measures: Float64, formula: Mask) -> Float64:
    """The weights, the intercept last; the penalty is on measures of equal spread.

    Those of features are not negative, those of kinds not positive.
    """
    mean, spread = measures.mean(axis=0), measures.std(axis=0) + 1e-9
    design = np.column_stack(((measures - mean) / spread, np.ones(len(measures))))

    def loss(weights: Float64) -> tuple[float, Float64]:
        logit = design @ weights
        penalised = np.append(weights[:-1], 0.0)
        value = np.logaddexp(0.0, logit).sum() - logit[formula].sum() + _PENALTY / 2 * (penalised**2).sum()
        share = 1.0 / (1.0 + np.exp(-logit))
        return float(value), np.asarray(design.T @ (share - formula) + _PENALTY * penalised)

    bounds = [(None, 0.0) if name in KINDS else (0.0, None) for name in _NAMES] + [(None, None)]
    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    slopes = found[:-1] / spread
    return np.append(slopes, found[-1] - slopes @ mean)


def _logit(measures: Float64, weights: Float64) -> Float64:
    return np.asarray(measures @ weights[:-1] + weights[-1])


def _cross_validated(examples: Examples) -> Float64:
    """The logit of each example by weights that were fitted without it."""
    fold = np.random.default_rng(0).permutation(len(examples.formula)) % _FOLDS
    logit = np.zeros(len(fold))
    for number in range(_FOLDS):
        apart = fold == number
        logit[apart] = _logit(examples.measures[apart], _fit(examples.measures[~apart], examples.formula[~apart]))
    return logit


_RECALLS: Final = (0.25, 0.5, 0.75, 0.9)
_COLUMNS: Final = ("AUC", "average precision", *(f"precision at recall {recall:g}" for recall in _RECALLS))


def _figures(logit: Float64, formula: Mask) -> dict[str, float]:
    """Area under the ROC curve, average precision, and precision at some recalls, by the names of `_COLUMNS`."""
    ranked = formula[np.argsort(-logit, kind="stable")]
    right = np.cumsum(ranked)
    precision, recall = right / np.arange(1, len(ranked) + 1), right / right[-1]
    area = right[~ranked].sum() / right[-1] / (~ranked).sum()
    at_recall = precision[np.searchsorted(recall, _RECALLS)]
    return dict(zip(_COLUMNS, map(float, (area, precision[ranked].mean(), *at_recall)), strict=True))


def _write(named: Mapping[str, float]) -> None:
    """The file of weights, under the comment that opens it."""
    lines = [line for line in _WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines += ["", f"intercept = {named['intercept']:g}", "", "[weight]"]
    lines += [f"{name} = {named[name]:g}" for name in _NAMES if name not in KINDS]
    lines += ["", "[kind]", *(f"{kind} = {named[kind]:g}" for kind in KINDS[1:])]
    _WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
