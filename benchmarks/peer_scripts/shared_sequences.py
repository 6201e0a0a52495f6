"""qhchina: sequences that two speeches share, sought so that it would see formulae.

It compares characters, from four of them on (科学发展): grams of four as seeds, sequences of at least four. What it
gives is every pair of places of two speeches, a row each; it gathers no wordings. Marks are left out and the rows stay
a list, no data frame, both of which spare it time and memory. Given words instead, it would find fewer rows, but see no
formula of fewer than four words.
"""

from __future__ import annotations

import json
import sys

from qhchina.analytics import find_shared_sequences

from benchmarks.peer_scripts.texts import characters_of, texts_of


def main(folder: str) -> None:
    """Prints how many pairs of places it found."""
    documents = [characters_of(text) for text in texts_of(folder)]
    found = find_shared_sequences(documents, n=4, min_length=4, output="list")
    print(json.dumps({"found": len(found)}))


if __name__ == "__main__":
    main(sys.argv[1])
