"""Seconds of our detection, from the text as read to verified pairs, against the obvious code (`obvious`, frozen).

Both get the same texts, furniture and all, and the same windows, permutations, threshold and left-out words, and each
run is a fresh process. Outside the clock, on both sides: imports, the segmenter's dictionary (jieba's cache file can
neither help nor harm) and reading the files; so are our conversion tables, while the obvious code opens its own inside,
in some milliseconds. Inside: everything that depends on the texts, and opening the engine. Ours also finds the
passages, of which the obvious code knows nothing; it pairs two places of every set, where the obvious code pairs all.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from benchmarks.bars import DETECTION
from benchmarks.tables import print_table
from lineage.detect import Sketching, find_passages, lay_out, near_windows, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae.edges import content_words, word_list_text
from lineage.reading import discover, read_bytes
from lineage.settings import Settings
from lineage.stages import Silence, Stages
from lineage.text import Segmenter, canonicalise

_SOME_TEXT = "網絡空間是人類的共同家園。"

#: Seconds by step, and what was counted.
Side = dict[str, dict[str, float]]


def measure_detection(folder: Path, runs: int, segmenter: str, *, markdown: bool = False) -> None:
    """Prints the steps of both sides, the totals and their ratio: medians of `runs` processes each, by turns."""
    runs_of: dict[str, list[Side]] = {"obvious": [], "ours": []}
    for _ in range(runs):
        for side, measured in runs_of.items():
            measured.append(_run(side, folder, segmenter))
    rows: list[tuple[str, ...]] = []
    for side, measured in runs_of.items():
        rows += [(f"{side}: {step}", f"{_median(measured, step):.2f}") for step in measured[0]["seconds"]]
        totals = sorted(_total(run) for run in measured)
        spread = ", ".join(f"{total:.2f}" for total in totals)
        rows += [(f"{side}: total ({spread})", f"{statistics.median(totals):.2f}"), ()]
    ratio = statistics.median(map(_total, runs_of["obvious"])) / statistics.median(map(_total, runs_of["ours"]))
    bar = DETECTION[segmenter]
    rows.append((f"{bar.what} (bar: {bar.shown()})", f"{ratio:.1f} times, {bar.verdict(ratio)}"))
    print_table(f"detection of {folder.name}, medians of {runs}", ("step", "seconds"), rows, markdown=markdown)
    for side, measured in runs_of.items():
        counted = ", ".join(f"{count:,.0f} {name}" for name, count in measured[0]["counts"].items())
        print(f"{side}: {counted}; peak {max(run['memory']['megabytes'] for run in measured):,.0f} MB")


def _run(side: str, folder: Path, segmenter: str) -> Side:
    command = [sys.executable, "-m", "benchmarks", "detection", str(folder), "--side", side, "--segmenter", segmenter]
    print(f"running {side}", file=sys.stderr, flush=True)
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    measured: Side = json.loads(printed)
    return measured


def _total(run: Side) -> float:
    return sum(run["seconds"].values())


def _median(runs: Sequence[Side], step: str) -> float:
    return statistics.median(run["seconds"][step] for run in runs)


def print_side(side: str, folder: Path, segmenter: str) -> None:
    """Runs one side in this process, and prints what it took as JSON."""
    sources = discover([folder]).sources
    texts = [read_bytes(Path(source.path).read_bytes()).text for source in sources]
    stages = Stages(Silence())
    counts = _obvious(texts, stages) if side == "obvious" else _ours(texts, stages, segmenter)
    memory = {"megabytes": max(stages.peak_megabytes.values(), default=0.0)}
    print(json.dumps({"seconds": stages.seconds, "counts": counts, "memory": memory}))


def _ours(texts: Sequence[str], stages: Stages, segmenter: str) -> dict[str, float]:
    """Every step as `lineage.pipeline` runs it, furniture apart."""
    settings, sketching, cutter = Settings(), Sketching(), Segmenter(prefer_fast=segmenter == "rjieba")
    if cutter.name != segmenter:
        sys.exit("rjieba is not installed; install the extra `fast`, or give --segmenter jieba")
    cutter.columns(canonicalise(_SOME_TEXT))
    assert sketching.bands  # loads datasketch
    with stages.run("canonical text"):
        canonical = [canonicalise(text) for text in texts]
    with stages.run("words"):
        columns = [cutter.columns(own) for own in canonical]
    with stages.run("laying out"):
        corpus = lay_out(columns)
    with stages.run("gram frequencies"), DuckDBEngine() as engine:
        levels = recurrent_grams(corpus, engine, min_speeches=settings.min_speeches, max_words=settings.max_words)
    with stages.run("near windows"), DuckDBEngine() as engine:
        near = near_windows(corpus, content_words(corpus.vocabulary), engine, sketching)
    with stages.run("passages"):
        passages, _ = find_passages(corpus, levels, near)
    grams = sum(len(level.first) for level in levels)
    return {"shared grams": grams, "pairs of near windows": len(near), "passages": len(passages)}


def _obvious(texts: Sequence[str], stages: Stages) -> dict[str, float]:
    """The yardstick, step by step."""
    import jieba

    from benchmarks import obvious

    jieba.setLogLevel(60)
    sketching, left_out = Sketching(), left_out_words()
    find: Callable[..., set[tuple[obvious.Window, obvious.Window]]] = obvious.near_windows
    shape = {"window": sketching.window, "permutations": sketching.permutations, "threshold": sketching.threshold}
    find(obvious.sentences_of([_SOME_TEXT]), left_out, **shape)
    with stages.run("words"):
        speeches = obvious.sentences_of(texts)
    with stages.run("gram frequencies"):
        grams = obvious.gram_frequency(speeches)
    with stages.run("near windows"):
        pairs = find(speeches, left_out, **shape)
    return {"shared grams": len(grams), "pairs of near windows": len(pairs)}


def left_out_words() -> frozenset[str]:
    """The words that windows skip."""
    listed = pa.array(sorted({word for line in word_list_text().splitlines() for word in line.split()}))
    return frozenset(listed.filter(pa.array(~content_words(listed))).to_pylist())
