"""An index that grew speech by speech is as if it had been scanned anew, byte for byte, in whatever order they came.

Among the speeches are copies that come before what they copy, files that make a footer frequent, Taiwan wording, two
files of one name, and a table beside them.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage.pipeline import add, remove

SENTENCES = (
    "構建「網絡空間命運共同體」。",
    "我们要构建网络空间命运共同体，深化务实合作。",
    "網路空間命運共同體，網際網路與網路安全，資訊化，推動數位化轉型。",
    "你中有我，我中有你的命运共同体。",
    "你中有我、我中有你，利益融合。",
    "维护网络空间的和平与安全，尊重网络主权[1]。",
    "坚持以经济建设为中心——坚持改革开放……",
    "在联合国框架下制定各国普遍接受的网络空间国际规则。",
    "女士们、先生们，朋友们：",
    "互联网+行动计划，大力发展数字经济，自力更生。",
    "山河的水位今年高，沿岸种了柳树，渔民的收入翻了一番。",
)
FOOTER = "\n某某文库所收文件依据有关法令不受限制，可以自由复制。"
#: Long enough to be recognised as a copy.
LONG = (
    "各国应当在联合国框架下制定各国普遍接受的网络空间国际规则。我们主张先易后难、循序渐进，从具体事情做起。"
    "森林覆盖率逐年提高，农村公路通到每个村庄，孩子们不必再翻山越岭去上学。老人看病方便多了，医生每周都来。"
    "去年粮食丰收，棉花增产，渔民的收入翻了一番。"
)
BODIES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map("".join)
LONG_BODIES = st.builds(lambda before, after: before + LONG + after, st.sampled_from(SENTENCES), st.just("") | BODIES)
NAMES = [
    "2013-11-05_蔡名照_合作.txt",
    "2014_傅聰_對話.txt",
    "a.txt",
    "a.md",
    "子/丙.txt",
    "2015-01_甲_乙.txt",
    "子/丁.md",
]


def site_page(number: int) -> str:
    """A text with lines of its own, as a site prints it: with its footer."""
    place = "山河湖海林田"[number % 6]
    own = [f"{place}{other}的水位今年高，沿岸{other}种了{place}柳。" for other in "甲乙丙丁戊己庚辛"]
    return "\n".join(["各位代表：", own[0] + SENTENCES[number], *own[1:], "谢谢各位代表！"]) + FOOTER


TEXTS = st.integers(0, 8).map(site_page) | BODIES | LONG_BODIES
CORPORA = st.lists(TEXTS, min_size=3, max_size=7).map(lambda texts: dict(zip(NAMES, texts, strict=False)))
TABLES = st.sampled_from(
    [
        {},
        {"speeches.csv": "file,date,speaker\na.txt,2012,某人\na.md,2019-02-30,某人\n子/丙.txt,2011-01-01,张三\n"},
        {"speeches.csv": "file,id\na.md,甲乙\n子/丙.txt,\n", "子/speeches.csv": "file,speaker\n丙.txt,李四\n"},
    ]
)

#: Each example scans several times: few in development, more in CI.
few = settings(max_examples=max(6, settings().max_examples // 8))


@pytest.fixture(scope="module")
def grown(scanned, new_folder, lay, data_files):
    """Scans the first speeches, adds the others one by one, and returns the data files."""

    def grow(folder: Path, first: dict[str, str], others: dict[str, str], home: Path, *, together: bool = False):
        lay(folder, first)
        scanned([folder], home=home)
        paths = lay(folder, others)
        for some in [paths] if together else [[path] for path in paths]:
            add(some, index=home / "index.duckdb", out=home / "out", jobs=1)
        return data_files(home / "out")

    return grow


def split(corpus: dict[str, str], order, first: int) -> tuple[dict[str, str], dict[str, str]]:
    names = order.sample(sorted(corpus), len(corpus))
    return {name: corpus[name] for name in names[:first]}, {name: corpus[name] for name in names[first:]}


@few
@given(CORPORA, TABLES, st.randoms(use_true_random=False), st.booleans())
def test_adding_is_as_scanning_anew(scanned, grown, new_folder, lay, corpus, table, order, together):
    folder, home = new_folder(), new_folder()
    lay(folder, table)
    first, others = split(corpus, order, 2)
    found = grown(folder, first, others, home, together=together)
    assert found == scanned([folder]).data


@few
@given(CORPORA, TABLES, st.randoms(use_true_random=False))
def test_what_is_taken_out_and_put_back_leaves_no_trace(grown, new_folder, lay, data_files, corpus, table, order):
    folder, home = new_folder(), new_folder()
    lay(folder, table)
    before = grown(folder, corpus, {}, home)
    speeches = before["speeches.csv"].decode().splitlines()[1:]
    chosen = order.choice([line.split(",")[:2] for line in speeches])
    where = {"index": home / "index.duckdb", "out": home / "out"}
    if len(speeches) > 2:
        remove([chosen[0]], **where)
        assert data_files(home / "out") != before
        add([folder / chosen[1]], jobs=1, **where)
        assert data_files(home / "out") == before


@few
@given(CORPORA, st.randoms(use_true_random=False))
def test_taking_out_is_as_scanning_the_others(scanned, grown, new_folder, lay, data_files, corpus, order):
    folder, home = new_folder(), new_folder()
    first, others = split(corpus, order, 2)
    grown(folder, first | others, {}, home)
    names = {path: path.removesuffix(".txt").removesuffix(".md") for path in others}
    if {"a.txt", "a.md"} <= corpus.keys():
        names |= {path: path for path in others if path in ("a.txt", "a.md")}
    remove(list(names.values()), index=home / "index.duckdb", out=home / "out")
    for path in others:
        (folder / path).unlink()
    assert data_files(home / "out") == scanned([folder]).data


def test_a_copy_before_its_text_and_a_footer_that_becomes_frequent(scanned, grown, new_folder):
    # The laws above would hold of nothing at all: see that the cases they name do come about.
    texts = {f"200{number}_甲_{number}.txt": site_page(number) for number in range(6)}
    first = dict([*texts.items()][:4]) | {"a.txt": LONG}
    others = {"b.txt": LONG + SENTENCES[3]} | texts
    folder, home = new_folder(), new_folder()
    grown(folder, first, {}, home)
    lone = scanned([folder], home=home).result
    assert not lone.twins
    assert not any(lone.repeated)
    found = grown(folder, first, {name: text for name, text in others.items() if name not in first}, home)
    anew = scanned([folder])
    assert found == anew.data
    assert list(anew.result.twins.values())
    assert any(anew.result.repeated)
