"""What the laws are tried with: folders, and a scan of small corpora with its index and results in one of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pytest

from lineage.models import ScanResult
from lineage.pipeline import publishing, scan, scanning
from lineage.settings import Settings
from lineage.text import Lexicon, fold_phrase


@dataclass(frozen=True)
class Scanned:
    """A scan's result, its data files by name, and the timing of its run."""

    result: ScanResult
    data: dict[str, bytes]
    timing: Mapping[str, Any]


@pytest.fixture(scope="module")
def new_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A fresh folder for every example that hypothesis tries."""
    base = tmp_path_factory.mktemp("laws")
    return lambda: Path(mkdtemp(dir=base))


@pytest.fixture(scope="module")
def small_dictionary(request: pytest.FixtureRequest) -> Iterator[None]:
    """The general dictionary cut down to the words of the module's `SENTENCES`, and that of the segmenter kept.

    Both would be loaded anew for every scan of a few sentences.
    """
    general = Lexicon.general()
    pool = "".join(map(fold_phrase, request.module.SENTENCES))
    held = np.array([word in pool for word in general.words.to_pylist()])
    small = Lexicon(*(column.filter(pa.array(held)) for column in (general.words, general.counts, general.classes)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lexicon, "general", lambda *_: small)
        patch.setattr(scanning, "forget_dictionaries", lambda: None)
        yield


@pytest.fixture(scope="module")
def no_pages() -> Iterator[None]:
    """The laws speak of data files alone: pages would be drawn thousands of times, and nobody would look at them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "render_site", lambda *_: ())
        yield


@pytest.fixture(scope="module")
def scanned(new_folder: Callable[[], Path], small_dictionary: None, no_pages: None) -> Callable[..., Scanned]:
    """Scans, with results and index in a folder of their own unless one is named."""

    def run(paths: Sequence[Path], *, home: Path | None = None, jobs: int = 1, **settings: Any) -> Scanned:
        home = home or new_folder()
        chosen = Settings(**{"min_score": 0.0, **settings})
        result = scan(paths, out=home / "out", index=home / "index.duckdb", settings=chosen, jobs=jobs)
        data, timing = data_of(home / "out")
        return Scanned(result, data, timing)

    return run


def data_of(out: Path) -> tuple[dict[str, bytes], Mapping[str, Any]]:
    """The data files by name, run.json without its timing; and that."""
    data = {path.name: path.read_bytes() for path in sorted((out / "data").iterdir())}
    run = orjson.loads(data.pop("run.json"))
    timing = run.pop("timing")
    return {**data, "run.json": orjson.dumps(run)}, timing


@pytest.fixture(scope="session")
def data_files() -> Callable[[Path], dict[str, bytes]]:
    """The data files in a folder of results, without what depends on the run."""
    return lambda out: data_of(out)[0]


@pytest.fixture(scope="session")
def lay() -> Callable[[Path, Mapping[str, str]], list[Path]]:
    """Writes texts by name into a folder."""

    def write(folder: Path, texts: Mapping[str, str]) -> list[Path]:
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return [folder / name for name in texts]

    return write
