"""A few speeches in which every answer can be seen, scanned."""

from pathlib import Path

import pytest

import lineage

TEXTS = {
    "1998-03-05_甲_一.txt": "我们要建设小康社会。发展要又快又好。凡事先易后难。",
    "2003-03-05_乙_二.txt": "全面建设小康社会，是我们的目标。发展要又快又好。凡事先易后难。",
    "2007-03-05_乙_三.txt": "全面建设小康社会，任重道远。實現又好又快發展。",
    "2012_丙_四.txt": "全面建成小康社会，实现又好又快发展。大力发展数字经济。",
    "2012-11-08_丁_五.txt": "全面建成小康社会，是新的目标。大力发展数字经济。",
    "无日期.txt": "凡事先易后难，全面建设小康社会。",
}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the speeches, their index and their results."""
    home = tmp_path_factory.mktemp("tracing")
    (home / "speeches").mkdir()
    for name, text in TEXTS.items():
        (home / "speeches" / name).write_text(text, encoding="utf-8")
    settings = lineage.Settings(min_score=0.0)
    lineage.scan([home / "speeches"], out=home / "out", index=home / "index.duckdb", settings=settings)
    return home


@pytest.fixture(scope="session")
def where(home: Path) -> dict[str, Path]:
    """Where they are, as options of the public functions."""
    return {"index": home / "index.duckdb", "out": home / "out"}
