"""By which measurement the windows of `lineage.detect.sketches` were chosen.

For every choice of shingle, window and threshold: what the near windows find of planted reuse by themselves, what they
cost, and what the passages then are. A planted passage counts as found by the windows if both windows of one pair lie
inside its two spans; by the passages, if one of them covers both spans by half. A pair is good if both its sides lie
inside a planted span, of passages by half: so the gold set's scorer reckons too.

`least` is the least similarity above the threshold that two windows without repeated shingles can have, `met` the
probability that the bands bring them together. Candidates and verified pairs are of distinct sets, pairs are of places;
seconds are those of the shingles and the windows. The hosts of planted reuse are random words, so that precision here
is an upper bound: what real text adds is set phrases.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.planting import TOLD, Planted, plant
from benchmarks.shingles import SHINGLES
from benchmarks.tables import plain, print_table
from lineage.detect import Corpus, Level, NearWindows, Sketching, find_passages, lay_out, near_windows, recurrent_grams
from lineage.engine import DuckDBEngine
from lineage.formulae.edges import content_words
from lineage.gathering import gather
from lineage.models import Mask
from lineage.reading import discover
from lineage.settings import Settings
from lineage.stages import Silence

_COLUMNS = (
    *("shingle", "window", "J ≥", "least", "met", "candidates", "verified", "pairs", "s", *TOLD, "rest", "precision"),
    *("passages", *(f"p. {column}" for column in (*TOLD, "rest", "precision"))),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """What is tried, every combination."""

    shingles: tuple[str, ...]
    windows: tuple[int, ...]
    thresholds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all choices are measured on."""

    corpus: Corpus
    content: Mask
    levels: list[Level]
    planted: Planted
    engine: DuckDBEngine


def measure_sketches(folder: Path | None, testdata: Path | None, grid: Grid, *, markdown: bool = False) -> None:
    """Prints the table.

    Args:
        folder: Holds speeches/ and truth.csv; made of `testdata` where None.
        testdata: Folder that holds corpora/ and gold/.
        grid: What is tried.
        markdown: For the documents.
    """
    with ExitStack() as stack:
        if folder is None:
            assert testdata is not None
            folder = plant(testdata, Path(stack.enter_context(tempfile.TemporaryDirectory()), "planted"))
        ground = _ground(folder, stack.enter_context(DuckDBEngine()))
        rows = [_row_without(ground), (), *_rows(ground, grid)]
    print_table(
        "near windows, and the passages (p.) that they lead to, on planted reuse", _COLUMNS, rows, markdown=markdown
    )


def _ground(folder: Path, engine: DuckDBEngine) -> _Ground:
    settings = Settings()
    gathered = gather(discover([folder / "speeches"]), settings, {}, 1, Silence())
    corpus = lay_out(gathered.columns)
    levels = recurrent_grams(corpus, engine, min_speeches=settings.min_speeches, max_words=settings.max_words)
    planted = Planted.read(folder / "truth.csv", corpus, [speech.speech_id for speech in gathered.speeches])
    return _Ground(corpus, content_words(corpus.vocabulary), levels, planted, engine)


def _row_without(ground: _Ground) -> tuple[str, ...]:
    """What passages are found without any near windows."""
    nowhere = np.zeros(0, np.int64)
    none = NearWindows(nowhere, nowhere, nowhere, nowhere)
    near_windows(ground.corpus, ground.content, ground.engine, Sketching())  # imports datasketch
    return ("none", *[""] * (len(_COLUMNS) - 7), *_passages(ground, none))


def _rows(ground: _Ground, grid: Grid) -> Iterator[tuple[str, ...]]:
    """The rows, those of each shingle after a gap."""
    for number, name in enumerate(grid.shingles):
        begun = time.perf_counter()
        shingled = SHINGLES[name](ground.corpus, ground.content)
        laid = time.perf_counter() - begun
        if number:
            yield ()
        for window in grid.windows:
            for threshold in grid.thresholds:
                begun = time.perf_counter()
                sketching = Sketching(shingled.size(window), threshold=threshold)
                near = near_windows(shingled.corpus, shingled.content, ground.engine, sketching)
                seconds = laid + time.perf_counter() - begun
                counts = (f"{count:,}" for count in (near.candidates, near.verified, len(near)))
                own = _windows(ground, shingled.in_words(near))
                passages = _passages(ground, shingled.in_words(near))
                choice = name, str(window), plain(threshold, 2), *_least(sketching)
                yield *choice, *counts, f"{seconds:.2f}", *own, *passages


def _least(sketching: Sketching) -> tuple[str, str]:
    """The least similarity that counts, and how probably its windows meet."""
    size = sketching.window
    least = min(s for k in range(1, size + 1) if (s := k / (2 * size - k)) >= sketching.threshold)
    return plain(least), plain(1 - (1 - least**sketching.rows) ** sketching.bands, 2)


def _windows(ground: _Ground, near: NearWindows) -> tuple[str, ...]:
    """Recall by change and precision of the windows alone."""
    start = ground.corpus.word_start
    one = ground.planted.holding(start[near.first_begin], start[near.first_end])
    other = ground.planted.holding(start[near.second_begin], start[near.second_end])
    found = set(one[(one == other) & (one >= 0)].tolist())
    precision = float(np.mean((one >= 0) & (other >= 0))) if len(near) else 0.0
    return *map(plain, ground.planted.recall(found).values()), plain(precision)


def _passages(ground: _Ground, near: NearWindows) -> tuple[str, ...]:
    """Number of passages, recall by change and precision."""
    passages, _ = find_passages(ground.corpus, ground.levels, _with_common_words(ground.corpus, near))
    sides = ((passages.first_begin, passages.first_end), (passages.second_begin, passages.second_end))
    one, other = (ground.planted.covered(*side) for side in sides)
    found = set[int]().union(*(mine & theirs for mine, theirs in zip(one, other, strict=True)))
    good = np.logical_and(*(ground.planted.mostly_inside(*side) for side in sides))
    precision = float(np.mean(good)) if len(good) else 0.0
    return str(len(good)), *map(plain, ground.planted.recall(found).values()), plain(precision)


def _with_common_words(corpus: Corpus, near: NearWindows) -> NearWindows:
    """Without the pairs that are near in characters alone: passages are aligned by words."""
    columns = (near.first_begin, near.first_end, near.second_begin, near.second_end)
    common = [
        not set(corpus.word[begin:end].tolist()).isdisjoint(corpus.word[other_begin:other_end].tolist())
        for begin, end, other_begin, other_end in zip(*(column.tolist() for column in columns), strict=True)
    ]
    kept = np.flatnonzero(common)
    first_begin, first_end, second_begin, second_end = (column[kept] for column in columns)
    return NearWindows(first_begin, first_end, second_begin, second_end)
