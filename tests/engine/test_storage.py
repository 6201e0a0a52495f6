"""What the stages on a cluster hand to each other: all of it, or an error."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from lineage.engine.storage import Storage, in_parts
from lineage.errors import EngineFailed, OutputError


def numbers(count: int) -> pa.Table:
    return pa.table({"number": np.arange(count)})


def test_a_table_comes_back_in_its_order(tmp_path: Path):
    storage = Storage(tmp_path)
    storage.put("numbers", in_parts(numbers(600_000)))
    assert len(list((tmp_path / "numbers").iterdir())) == 3
    storage.check("numbers", 600_000)
    assert storage.take("numbers").equals(numbers(600_000))
    storage.drop("numbers")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_table_has_its_columns(tmp_path: Path):
    storage = Storage(tmp_path)
    storage.put("numbers", in_parts(numbers(0)))
    assert storage.take("numbers").equals(numbers(0))


@pytest.mark.parametrize("lost", [["part-00001.parquet"], ["part-00000.parquet", "part-00001.parquet"]])
def test_a_part_that_is_missing_is_told(tmp_path: Path, lost: list[str]):
    storage = Storage(tmp_path)
    storage.put("numbers", iter([numbers(3), numbers(4)]))
    for name in lost:
        (tmp_path / "numbers" / name).unlink()
    with pytest.raises(EngineFailed, match=f"{3 if len(lost) == 1 else 0} of the 7 rows"):
        storage.check("numbers", 7)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    storage = Storage(tmp_path)
    (tmp_path / "numbers").touch()
    with pytest.raises(OutputError, match="numbers: what goes to the cluster cannot be written there"):
        storage.put("numbers", iter([numbers(3)]))


def test_workers_are_told_the_path_that_was_named(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "语料 [1]").symlink_to(tmp_path / "real")
    storage = Storage(tmp_path / "语料 [1]")
    assert storage.place("grams") == f"file://{tmp_path}/语料 [1]/grams"
    assert storage.pattern("grams") == f"file://{tmp_path}/语料 \\[1\\]/grams"
