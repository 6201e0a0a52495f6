"""What many real files repeat: licence boxes are masked without the rule that knows them, and no speech is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lineage.detect import SpeechMask, find_corpus_furniture
from lineage.gathering import Gathered, gather
from lineage.reading import discover, furniture
from lineage.settings import Settings
from lineage.stages import Silence

pytestmark = pytest.mark.realdata


def masked(folder: Path) -> tuple[Gathered, tuple[SpeechMask, ...]]:
    found = gather(discover([folder]), Settings(), {}, 1, Silence())
    return found, find_corpus_furniture(found.columns, [speech.read.text for speech in found.speeches])


@pytest.mark.parametrize("corpus", ["gwr", "cpc_congress", "npc_resolutions_on_gwr"])
def test_ceremony_is_no_furniture(testdata: Path, corpus: str):
    _, masks = masked(testdata / "corpora" / corpus)
    assert sum(mask.characters for mask in masks) == 0


def test_licence_boxes_are_known_by_their_repetition(testdata: Path, monkeypatch: pytest.MonkeyPatch):
    def no_boxes(*_: object) -> Iterator[tuple[int, int]]:
        return iter(())

    monkeypatch.setattr(furniture, "licence_boxes", no_boxes)
    found, masks = masked(testdata / "corpora" / "gwr")
    boxes = (testdata / "gold" / "gwr_furniture.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    begins = {Path(line.split(",")[0]).stem: int(line.split(",")[1]) for line in boxes}
    for speech, columns, mask in zip(found.speeches, found.columns, masks, strict=True):
        spans = mask.spans(columns.canonical)
        assert bool(spans) is (speech.speech_id in begins), speech.speech_id
        assert all(span.begin >= begins[speech.speech_id] for span in spans)
