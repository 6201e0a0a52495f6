"""jieba or rjieba: all texts cut into words and nothing else, the least that any tool on words takes.

Loading the dictionary is part of it. jieba finds the file in which its first run on a machine keeps that.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable

from benchmarks.peer_scripts.texts import texts_of


def main(folder: str, segmenter: str) -> None:
    """Prints how many words there are."""
    module = importlib.import_module(segmenter)
    cut: Callable[[str], list[str]] = module.lcut if segmenter == "jieba" else module.cut
    print(json.dumps({"found": sum(len(cut(text)) for text in texts_of(folder))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
