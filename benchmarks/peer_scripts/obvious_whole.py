"""The obvious code (`benchmarks.obvious`, frozen) as a whole process: words, gram frequencies and near windows.

`benchmarks.detection` measures its steps, with loading outside of the clock. It needs jieba, datasketch and OpenCC,
which are dependencies of ours, and is run in our environment; what it is told of lineage is in the arguments.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks import obvious
from benchmarks.peer_scripts.texts import texts_of


def main(folder: str, left_out: str, window: str, permutations: str, threshold: str) -> None:
    """Prints how many grams two speeches share, and how many pairs of windows are near.

    Args:
        folder: The texts.
        left_out: A file with the words that windows skip, a line each.
        window: Words in a window.
        permutations: Minima in a sketch.
        threshold: Similarity from which windows are near.
    """
    skipped = frozenset(Path(left_out).read_text(encoding="utf-8").split("\n"))
    speeches = obvious.sentences_of(texts_of(folder))
    grams = obvious.gram_frequency(speeches)
    shape = {"window": int(window), "permutations": int(permutations)}
    pairs = obvious.near_windows(speeches, skipped, **shape, threshold=float(threshold))
    print(json.dumps({"found": len(grams), "pairs": len(pairs)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
