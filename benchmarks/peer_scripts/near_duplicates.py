"""text-dedup: which sentences of the speeches nearly repeat another one, by its MinHash script as it comes.

All its settings are its defaults: grams of five, 250 permutations, Jaccard similarity .7, a process for every core. It
takes what stands between marks and spaces for a word, so that it gets the characters of a sentence parted by spaces;
sentences of fewer than five it drops. What it gives is the sentences without those that nearly repeat another: neither
which ones they repeat, nor any wording that is not a whole sentence.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.peer_scripts.texts import characters_of, sentences_of, texts_of


def main(folder: str) -> None:
    """Prints how many sentences nearly repeat another one, and how many there are."""
    sentences = [" ".join(characters_of(part)) for text in texts_of(folder) for part in sentences_of(text)]
    units = list(filter(None, sentences))
    with tempfile.TemporaryDirectory() as scratch:
        # Before it is loaded: it must neither ask the network nor find what an earlier run kept.
        os.environ |= {"HF_HOME": scratch, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
        from text_dedup import minhash

        data = Path(scratch, "sentences.jsonl")
        lines = (json.dumps({"text": unit}, ensure_ascii=False) + "\n" for unit in units)
        data.write_text("".join(lines), encoding="utf-8")
        options = {"path": "json", "data_files": data, "split": "train", "column": "text"}
        options |= {"cache_dir": Path(scratch, "cache"), "output": Path(scratch, "kept")}
        arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        minhash.main(arguments, standalone_mode=False)
        # It has no other way of telling than its logs: every sentence stands in a set with what it repeats.
        repeating = sum(minhash.uf.find(number) != number for number in range(len(units)))
    print(json.dumps({"found": repeating, "of": len(units)}))


if __name__ == "__main__":
    main(sys.argv[1])
