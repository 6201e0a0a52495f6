"""A pytest plugin: the run fails if a dependency of lineage was imported by none of its tests.

lineage imports most packages where it uses them. But one that another dependency imports counts, too, so that this
finds what no test touches, and does not prove that lineage itself used the rest.
"""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def idle() -> list[str]:
    """The dependencies, those of the extras for users too, of which no module was imported."""
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *(need for extra in extras if extra != "test" for need in extras[extra])]
    named = {normalised(re.match(r"[\w.-]+", need)[0]) for need in wanted}
    imported = {name.partition(".")[0] for name in sys.modules}
    homes = packages_distributions()
    busy = {normalised(home) for module in imported for home in homes.get(module, ())}
    return sorted(named - busy)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (left := idle()) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nno test imported {', '.join(left)}: name one that does so in .ci/oldest")
