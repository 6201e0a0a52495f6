"""What a reader said of the leading formulae of the Work Reports, line by line, laid over a list as it is now.

The verdicts stand in `benchmarks/labels/reading.tsv`: the first 200 rows of a list and a sample of the next 300, read
by the guideline. A row of another list is judged if its wording was read; how many were is told with each figure.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_VERDICTS: Final = Path(__file__).parent / "labels" / "reading.tsv"
_FIRST, _LEADING = 200, 500


def reading_lines(data: Path) -> Iterator[str]:
    """How many of the first rows the reader would defend, and how many of the leading ones are fragments.

    Args:
        data: The data files of a scan of the Work Reports.
    """
    with _VERDICTS.open(encoding="utf-8", newline="") as file:
        verdicts = {row["wording"]: row for row in csv.DictReader(file, dialect="excel-tab")}
    with (data / "formulae.csv").open(encoding="utf-8", newline="") as file:
        labels = [row["label"] for _, row in zip(range(_LEADING), csv.DictReader(file), strict=False)]
    first = [verdicts[label] for label in labels[:_FIRST] if label in verdicts]
    leading = [verdicts[label] for label in labels if label in verdicts]
    defended = sum(row["defend"] == "yes" for row in first)
    fragments = sum(row["label"] == "fragment" for row in leading)
    yield f"a reader of the top {_FIRST}: defends {defended}/{len(first)}"
    yield f"a reader of the top {_LEADING}: fragments {fragments / max(len(leading), 1):.3f} of {len(leading)}"
