"""The data of the speeches' pages: offsets that cut what they claim, and no more of a text than its owner allows."""

import base64
import gzip
import json
import random
import re
from pathlib import Path

import pytest

import lineage
from lineage.models import ScanResult
from lineage.report.embedding import Embed

EVERY = "我们要构建网络空间命运共同体。"
OLD = "大力发展数字经济，促进房地产市场平稳健康发展。"
#: A character beyond the basic plane, which is two units of UTF-16.
ASTRAL = "𠮷野的山樱开了，"
HAN = [chr(point) for point in range(0x5000, 0x6000)]


def held(out: Path, result: ScanResult) -> dict[str, dict]:
    """What the scripts of the speeches hold, by date."""
    found = {}
    for path in (out / "assets" / "data" / "speech").iterdir():
        packed = re.fullmatch(r'lineage\.receive\("speech/\w+", "(.*)"\);\n', path.read_text(encoding="utf-8"))
        data = json.loads(gzip.decompress(base64.b64decode(packed[1])))
        found[result.speeches[data["speech"]].value("date")] = data
    return found


def own_words(seed: int) -> str:
    """Some hundred characters that no other speech has in this order."""
    chosen = random.Random(seed)
    return "".join("".join(chosen.sample(HAN, 12)) + "。" for _ in range(30))


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[ScanResult, dict[str, dict]]:
    home = tmp_path_factory.mktemp("texts")
    rows = ["file,date,embed"]
    for year in range(2001, 2008):
        shared = EVERY + OLD if year < 2007 else EVERY
        text = f"{ASTRAL}{own_words(year)}\n{shared}{own_words(year + 100)}"
        name = f"{year}.txt"
        (home / name).write_text(text, encoding="utf-8")
        rows.append(f"{name},{year}-03-05,{['text', 'context', 'none'][year % 3]}")
    (home / "speeches.csv").write_text("\n".join(rows), encoding="utf-8")
    out = home / "out"
    result = lineage.scan([home], out=out, index=home / "index", settings=lineage.Settings(min_score=0.0), jobs=1)
    return result, held(out, result)


def test_pages_hold_no_more_of_a_text_than_its_table_says(scanned):
    result, held = scanned
    levels = set()
    for speech in result.speeches:
        data, text = held[speech.value("date")], speech.read.text
        pieces = data["pieces"]
        assert [text[begin : begin + len(piece)] for begin, piece in pieces] == [piece for _, piece in pieces]
        shown = sum(len(piece) for _, piece in pieces)
        level = Embed(speech.value("embed"))
        if level is Embed.TEXT:
            assert pieces == [[0, text]]
        elif level is Embed.NONE:
            assert pieces == []
        else:
            assert shown <= len(text) // 3
        levels.add(level)
    assert levels == set(Embed)


def test_contexts_are_those_of_formulae(scanned):
    result, held = scanned
    some = [speech for speech in result.speeches if speech.value("embed") == "context"]
    assert some
    for speech in some:
        data = held[speech.value("date")]
        assert any(EVERY[:-1] in piece for _, piece in data["pieces"])


def test_places_and_passages_cut_what_they_claim(scanned):
    result, held = scanned
    texts = [speech.read.text for speech in result.speeches]
    for number, text in enumerate(texts):
        data = held[result.speeches[number].value("date")]
        assert (data["speech"], data["length"]) == (number, len(text))
        places = data["places"]
        rows = list(zip(places["begin"], places["end"], places["formula"], places["attests"], strict=True))
        assert rows == sorted(rows, key=lambda row: (row[0], -row[1], row[2]))
        wordings = {text[begin:end] for begin, end, _, attests in rows if attests}
        assert any("构建网络空间命运共同体" in wording for wording in wordings)
        passages = data["passages"]
        for other, begin, end, other_begin, other_end in zip(
            *(passages[name] for name in ("other", "begin", "end", "other_begin", "other_end")), strict=True
        ):
            back = held[result.speeches[other].value("date")]["passages"]
            there = zip(back["other"], back["begin"], back["end"], back["other_begin"], back["other_end"], strict=True)
            assert (number, other_begin, other_end, begin, end) in list(there)
            assert EVERY[:-1] in text[begin:end]
            assert EVERY[:-1] in texts[other][other_begin:other_end]
    assert sum(len(data["passages"]["begin"]) for data in held.values()) > 0


def test_the_last_speech_leaves_out_what_the_others_say(scanned):
    result, held = scanned
    absent = {result.formulae[formula].canonical: rest for formula, *rest in held["2007-03-05"]["absent"]}
    assert absent["大力发展数字经济促进房地产市场平稳健康发展"] == [5, 5]
    assert held["2003-03-05"]["absent"] == []


def test_the_earlier_speeches_are_those_of_the_heritage(scanned):
    result, held = scanned
    told = [result.speeches[earlier].value("date") for earlier, *_ in held["2004-03-05"]["earlier"]]
    assert sorted(told) == ["2001-03-05", "2002-03-05", "2003-03-05"]
    assert held["2001-03-05"]["earlier"] == []
