"""A pytest plugin: the run fails if a dependency of lineage was imported by none of its tests.

lineage imports most packages where it uses them. But one that another dependency imports counts, too, so that this
finds what no test touches, and does not prove that lineage itself used the rest. Where tests run in several processes
(pytest-xdist), each tells the one that started it what it left idle; the run fails for what all of them left.
"""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
#: What each worker of pytest-xdist left idle.
LEFT: list[set[str]] = []


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def idle() -> set[str]:
    """The dependencies, those of the extras for users too, of which no module was imported here."""
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *(need for extra in extras if extra != "test" for need in extras[extra])]
    named = {normalised(re.match(r"[\w.-]+", need)[0]) for need in wanted}
    imported = {name.partition(".")[0] for name in sys.modules}
    homes = packages_distributions()
    return named - {normalised(home) for module in imported for home in homes.get(module, ())}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker has ended; of one that crashed nothing is known, which can only fail the run."""
    if output := getattr(node, "workeroutput", None):
        LEFT.append(set(output["idle"]))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["idle"] = sorted(idle())
    elif (left := set.intersection(*(LEFT or [idle()]))) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nno test imported {', '.join(sorted(left))}: name one that does so in .ci/oldest")
