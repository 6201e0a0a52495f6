"""A real headless Chromium, and pages opened from disk with every message and request on record; the first page."""

import csv
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from lineage.pipeline import scan

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def wait_until(page: object, condition: str, arg: object = None) -> None:
    """Waits until the condition holds on the page, ten seconds at most."""
    from playwright.sync_api import Error

    for _ in range(200):
        # A page that is just being left answers no more; the next one will.
        with suppress(Error):
            if page.evaluate(condition, arg):
                return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


@dataclass
class Visit:
    """A page, and what it said and asked for since it was opened."""

    page: object
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Requests that left the disk."""
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]


class FirstPage(Visit):
    """The first page, and what its table shows."""

    def labels(self) -> list[str]:
        """The labels of the rows that are drawn."""
        return self.page.locator("#rows tbody tr:not(.more) td.formula").all_inner_texts()

    def every_label(self) -> list[str]:
        """The labels of all rows, drawn or yet to be drawn."""
        while self.page.locator("#further button").is_visible():
            self.page.locator("#further button").evaluate("(button) => button.click()")
        return self.labels()

    def state(self) -> str:
        """The view as the address names it."""
        return self.page.evaluate("decodeURIComponent(location.hash)")


@dataclass
class Listed:
    """A formula as the data files tell it."""

    label: str
    kind: str
    length: int
    carriers: frozenset[str]
    first: int
    last: int


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The browser; where there is none the test is skipped, but fails in CI."""
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not executable:
        reason = "no Chromium on this machine; install it (Debian: apt-get install chromium fonts-noto-cjk)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium) -> Iterator[Callable[..., Visit]]:
    """Opens a file as a reader does: from disk."""
    contexts = []

    def open_page(path: Path, **options: object) -> Visit:
        context = chromium.new_context(viewport={"width": 1200, "height": 900}, **options)
        contexts.append(context)
        visited = Visit(context.new_page())
        visited.page.on("console", lambda message: visited.messages.append(f"{message.type}: {message.text}"))
        visited.page.on("pageerror", lambda error: visited.messages.append(f"error: {error}"))
        visited.page.on(
            "dialog", lambda dialog: visited.messages.append(f"dialog: {dialog.message}") or dialog.dismiss()
        )
        visited.page.on("request", lambda request: visited.requests.append(request.url))
        # The policy of the pages lets nothing be evaluated inside, so that it is asked from outside again and again.
        visited.page.wait_for_function = partial(wait_until, visited.page)
        visited.page.goto(path.resolve().as_uri())
        return visited

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def first_page(visit: Callable[..., Visit]) -> Callable[..., FirstPage]:
    """Opens the first page of a site, in the view that the address is to name, and waits until its table answers."""

    def open_page(site: Path, state: str = "", **options: object) -> FirstPage:
        opened = visit(site / "index.html", **options)
        if state:
            opened.page.goto(f"{(site / 'index.html').resolve().as_uri()}#{state}")
            opened.page.reload()
        opened.page.locator("#rows thead button").first.wait_for()
        return FirstPage(opened.page, opened.messages, opened.requests)

    return open_page


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    """The site of the five speeches, in English; nobody writes there."""
    folder = tmp_path_factory.mktemp("english")
    scan([corpus_folder], out=folder / "reports", index=folder / "index.duckdb")
    return folder / "reports"


@pytest.fixture(scope="session")
def table() -> Callable[[Path, str], list[dict[str, str]]]:
    """Reads the rows of a data file of a site."""

    def read(site: Path, name: str) -> list[dict[str, str]]:
        with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    return read


@pytest.fixture(scope="session")
def listed(english: Path, table: Callable) -> list[Listed]:
    """All formulae of that site by rank."""
    attesting = {(row["formula_id"], row["canonical"]) for row in table(english, "variants") if row["attests"] == "yes"}
    carriers = defaultdict(set)
    for row in table(english, "occurrences"):
        if (row["formula_id"], row["canonical"]) in attesting:
            carriers[row["formula_id"]].add(row["speech_id"])
    return [
        Listed(
            row["label"],
            row["kind"],
            len(row["canonical"]),
            frozenset(carriers[row["formula_id"]]),
            int(row["first_date"][:4]),
            int(row["last_date"][:4]),
        )
        for row in table(english, "formulae")
    ]


@pytest.fixture(scope="session")
def complaints() -> Callable[[object], list[str]]:
    """What axe finds serious or critical on a page: the rule, and the first element it was broken by."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def find(page: object) -> list[str]:
        violations = axe.run(page).response["violations"]
        grave = [each for each in violations if each["impact"] in ("serious", "critical")]
        return [f"{each['id']}: {each['nodes'][0]['html'][:120]} ({len(each['nodes'])})" for each in grave]

    return find
