"""Errors travel between processes whole."""

import pickle

import pytest

from lineage.errors import ExitCode, IndexMismatch, InputError, LineageError, OutputError, UsageError


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (LineageError, ExitCode.FAILURE),
        (InputError, ExitCode.FAILURE),
        (OutputError, ExitCode.FAILURE),
        (UsageError, ExitCode.USAGE),
        (IndexMismatch, ExitCode.INCOMPATIBLE_INDEX),
    ],
)
def test_a_pickled_error_is_the_same(kind, code):
    error = pickle.loads(pickle.dumps(kind("what", "next step")))
    assert (type(error), str(error), error.message, error.hint, error.exit_code) == (
        kind,
        "what",
        "what",
        "next step",
        code,
    )


def test_an_exit_code_of_its_own_survives():
    assert pickle.loads(pickle.dumps(InputError("what", exit_code=ExitCode.SKIPPED))).exit_code == ExitCode.SKIPPED
