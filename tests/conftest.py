"""What every test may ask for: the development corpora, the five speeches, and how hard hypothesis tries."""

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from lineage.detect import Corpus, lay_out
from lineage.models import SpeechColumns
from lineage.text import canonicalise

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"

settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, print_blob=True)
settings.load_profile("ci" if IN_CI else "dev")


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    """The five speeches that the repository carries."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def columns_of() -> Callable[[str], SpeechColumns]:
    """Columns of a speech whose words are parted by hand: `自主|创新能力。人民`; any mark parts words too."""

    def columns(parted: str) -> SpeechColumns:
        canonical = canonicalise(parted.replace("|", ""))
        ends = np.cumsum([_canonical_length(piece) for piece in parted.split("|")])
        starts = np.unique(np.concatenate((ends, np.flatnonzero(canonical.boundary)))).astype(np.int32)
        return SpeechColumns(canonical, starts)

    return columns


@lru_cache(maxsize=10_000)
def _canonical_length(piece: str) -> int:
    """The same few words are parted by hand in thousands of examples."""
    return len(canonicalise(piece).text)


@pytest.fixture(scope="session")
def corpus_of(columns_of: Callable[[str], SpeechColumns]) -> Callable[..., Corpus]:
    """The corpus of speeches whose words are parted by hand, as in `columns_of`."""
    return lambda *parted: lay_out([columns_of(text) for text in parted])


@pytest.fixture(scope="session")
def testdata(pytestconfig: pytest.Config) -> Path:
    """The development corpora, named by LINEAGE_TESTDATA.

    Where they are missing the test is skipped, but fails in CI once somebody asked for them:
    a run that was meant to use real data must not pass without it.
    """
    named = os.environ.get("LINEAGE_TESTDATA", "")
    folder = Path(named)
    if named and folder.is_dir():
        return folder.resolve()
    reason = f"LINEAGE_TESTDATA={named} is no folder" if named else "LINEAGE_TESTDATA is not set"
    message = f"{reason}; set it to the folder that holds corpora/, gold/ and seeds/"
    asked = bool(named) or "realdata" in pytestconfig.getoption("markexpr")
    if IN_CI and asked:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
