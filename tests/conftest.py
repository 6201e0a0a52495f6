"""What every test may ask for: the development corpora, the five speeches, and how hard hypothesis tries."""

import os
import signal
from collections.abc import Callable, Generator, Iterator
from functools import lru_cache
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from lineage.detect import Corpus, lay_out
from lineage.models import SpeechColumns
from lineage.settings import user_file
from lineage.text import canonicalise

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"

settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, print_blob=True)
settings.load_profile("ci" if IN_CI else "dev")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Generator[None, pytest.TestReport]:
    """In CI nothing is skipped: all that tests need is installed there, and a skip would hide that it is not."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _fail_in_ci(report, item)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Nor is a whole file skipped."""
    report = yield
    _fail_in_ci(report, collector)
    return report


def _fail_in_ci(report: pytest.TestReport | pytest.CollectReport, skipped: pytest.Item | pytest.Collector) -> None:
    if IN_CI and report.skipped:
        report.outcome, report.longrepr = "failed", f"{skipped.nodeid} was skipped in CI: {report.longrepr}"


#: A small corpus whose formula is known: carried by all but the first speech, often.
PLANTED = "绿水青山就是金山银山"
_PLACES = ("农村", "城市", "山区", "海岛", "草原", "边疆", "学校", "工厂", "林场", "渔港", "矿区", "牧区", "园区")
_DEEDS = ("修路", "种树", "治水", "办学", "防灾", "扶贫", "招商", "养老", "治沙", "通电", "建房")
#: Name of the file, and how often the label stands in it.
PLANTED_SPEECHES = (
    ("2001-03-05_张三_讲话", 0),
    ("2003-03-05_张三_讲话", 9),
    ("2003-03-05_李四_致辞", 6),
    ("2004-03-05_李四_讲话", 12),
    ("2006-03-05_李四_讲话", 14),
    ("2009-03-05_王五_讲话", 11),
    ("2012-03-05_王五_讲话", 10),
    ("无日期的讲话", 5),
)


@pytest.fixture(autouse=True, scope="session")
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, and no process that one starts, heeds the settings of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("LINEAGE_") and name != "LINEAGE_TESTDATA"]:
            patch.delenv(name)
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("nobody")))
        if (own := user_file()).is_file():  # macOS and Windows keep it where that variable does not lead
            pytest.exit(f"{own}: move your own settings away while the tests run; these would heed them")
        yield


@pytest.fixture(autouse=True, scope="session")
def ctrl_c_is_heard() -> None:
    """Also where tests run behind a shell, which has them, and all that they start, ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    """The five speeches that the repository carries."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def planted_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The speeches of the small corpus."""
    folder = tmp_path_factory.mktemp("planted")
    places, deeds = cycle(_PLACES), cycle(_DEEDS)
    for number, (name, count) in enumerate(PLANTED_SPEECHES):
        lines = [f"今天在{next(places)}谈谈{next(deeds)}，第{number}回{next(deeds)}的人都来了。"]
        lines += [f"{next(places)}{next(deeds)}，{PLANTED}，{next(deeds)}{next(places)}。" for _ in range(count)]
        lines += [f"大家到{next(places)}去{next(deeds)}{next(deeds)}吧，路上小心{next(places)}。"]
        if number in (4, 5):
            lines.append(f"{next(places)}要推进改革开放和现代化建设，{next(deeds)}才好。")
        if number in (5, 6):
            lines.append(f"{next(places)}要推进现代化建设和改革开放，{next(deeds)}才好。")
        (folder / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


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
