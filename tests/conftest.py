"""What every test may ask for: the development corpora, the five speeches, and how hard hypothesis tries."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
