"""Which pieces are of one stretch."""

from collections.abc import Callable

import numpy as np
import pytest

from lineage.detect import Corpus
from lineage.detect.alignment import Alignments
from lineage.detect.said import Said
from lineage.detect.wholes import made_whole

WORDS = [chr(0x6000 + number) + chr(0x7000 + number) for number in range(200)]


@pytest.mark.parametrize("second", range(130, 170))
def test_pieces_that_touch_on_one_side_only_stay_apart(corpus_of: Callable[..., Corpus], second: int):
    # Wherever the diagonals fall: the later piece may lie in a band before that of the earlier one.
    said = Said.of(corpus_of("|".join(WORDS[:100]), "|".join(WORDS[100:])))
    begins = (np.array([20, 28]), np.array([second, second + 5]))
    pieces = Alignments(begins[0], begins[0] + 5, begins[1], begins[1] + 5, np.array([3_000, 3_000]))
    assert len(made_whole(said, pieces)) == 2
