"""Results to export: the five speeches; speeches full of markup and controls; speeches that share nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import lineage
from lineage.descent import heritage_of
from lineage.export import ExportOptions, Material, check_asked, produce
from lineage.tracing import trace_of

#: What some format or other gives a meaning, or cannot hold.
HOSTILE = (
    "<script>alert('网络空间')</script>",
    "]]> <![CDATA[ x ]]> &amp; <!-- --> <?pi?>",
    '=HYPERLINK("http://x")，@SUM(1)',
    "\x1b[31m红色 \x01\x0b\x0c \u202e倒写",
    "𠮷野家\U0001f600 \ufffe\uffff \u2028 \u2029 \x85 e\u0301",
    "{\\textbf{x}} $x_1^2$ 100% #a ~b",
    "\t制表\t符",
)


def speech(number: int) -> str:
    """A speech that shares wording with the others, markup between and around the words, and has words of its own."""
    chance = Random(number)
    lines = []
    for odd in HOSTILE:
        lines.append(f"我们要构建{odd}人类命运共同体，{odd}坚持合作共赢、{odd}开放包容。")
        lines.append("".join(chr(chance.randrange(0x4E00, 0x5800)) for _ in range(150)) + "。")
    return "\n".join(lines)


@pytest.fixture(scope="session")
def exported() -> Callable[..., dict[str, bytes]]:
    """Makes an export: what stands in each of its files, by name."""

    def export(material: Material, form: str, **asked: object) -> dict[str, bytes]:
        options = ExportOptions(**asked)
        check_asked(form, options)
        words = material.result.run["settings"]["user_words"]
        traces = tuple(
            trace_of(material.result, phrase, near=options.near, order=options.sort, user_words=words)
            for phrase in options.phrases
        )
        produced = produce(form, Material(material.result, material.heritage, traces), options)
        return {name: b"".join(parts) for name, parts in produced.files}

    return export


@pytest.fixture(scope="session")
def material_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Material]:
    """Scans a folder."""

    def scan(folder: Path) -> Material:
        home = tmp_path_factory.mktemp("scanned")
        result = lineage.scan([folder], out=home / "reports", index=home / "lineage.duckdb")
        return Material(result, heritage_of(result))

    return scan


@pytest.fixture(scope="session")
def seeds(material_of: Callable, corpus_folder: Path) -> Material:
    """The five speeches."""
    return material_of(corpus_folder)


@pytest.fixture(scope="session")
def hostile(material_of: Callable, tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Three speeches and their metadata, full of what means something to some format; the fourth is a copy."""
    folder = tmp_path_factory.mktemp("hostile")
    talks = [
        {
            "id": "甲 <1>&\"'",
            "text": speech(1),
            "date": "2013-11-05",
            "speaker": "<b>甲</b>",
            "title": "{题}\n=1+1 & 100% \\ ]]>",
            "source": "见 https://example.org/a?b=1&c={2}",
            "shelf no.": "=A1",
            "cluster": "一",
        },
        {"id": "=乙|2", "text": speech(2), "date": "2014-06~", "speaker": "乙、丙"},
        {"id": "../丙", "text": speech(3)},
        {"id": "../丙!", "text": speech(3) + "谢谢。"},
    ]
    lines = (json.dumps(talk, ensure_ascii=False) for talk in talks)
    (folder / "talks.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return material_of(folder)


@pytest.fixture(scope="session")
def barren(material_of: Callable, tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Two speeches that share nothing, of which nothing is known."""
    folder = tmp_path_factory.mktemp("barren")
    (folder / "甲.txt").write_text("山高水长。", encoding="utf-8")
    (folder / "乙.txt").write_text("春种秋收。", encoding="utf-8")
    return material_of(folder)
