"""jieba or rjieba: all texts cut into words and nothing else, the least that any tool on words takes.

Words are cut as lineage and the obvious code cut them, without the hidden Markov model. Loading the dictionary is part
of it. jieba finds the file in which its first run on a machine keeps that; rjieba carries its own.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial

from benchmarks.peer_scripts.texts import texts_of


def main(folder: str, segmenter: str) -> None:
    """Prints how many words there are."""
    module = importlib.import_module(segmenter)
    cut: Callable[[str], Sequence[str]]
    cut = partial(module.lcut, HMM=False) if segmenter == "jieba" else partial(module.cut, hmm=False)
    print(json.dumps({"found": sum(len(cut(text)) for text in texts_of(folder))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
