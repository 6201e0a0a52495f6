"""Taiwan and Hong Kong wording reads as the mainland's, but only in texts that show it, and with the map kept."""

from importlib.resources import files

import pytest

from lineage.text import canonicalise, fold_phrase
from lineage.text.regional import REGIONS, region_of, replacements

TAIWAN = "透過網際網路與網路安全合作，推動數位化。"
HONG_KONG = "立法會議員感謝紀律部隊，資訊科技，伺服器。"
LEXICON = files("lineage.text").joinpath("regional.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in LEXICON.splitlines() if line and not line.startswith("#")][1:]


def spans_of(text: str, wording: str) -> set[str]:
    """What the characters of a canonical wording stand for in the text as read."""
    canonical = canonicalise(text)
    begin = canonical.text.index(wording)
    chosen = range(begin, begin + len(wording))
    return {text[canonical.begin[at] : canonical.end[at]] for at in chosen}


def test_taiwan_wording_reads_as_the_mainlands():
    canonical = canonicalise(TAIWAN)
    assert canonical.region == "Taiwan"
    assert canonical.text == "透过互联网与网络安全合作推动数字化"


def test_the_map_leads_back_to_the_whole_regional_word():
    assert spans_of(TAIWAN, "互联网") == {"網際網路"}
    assert spans_of(TAIWAN, "网络") == {"網路"}
    assert spans_of(TAIWAN, "合作") == {"合", "作"}
    canonical = canonicalise(TAIWAN)
    assert canonical.begin.tolist() == sorted(canonical.begin.tolist())
    assert int(canonical.end[-1]) == len(TAIWAN) - 1


def test_hong_kong_wording_reads_as_the_mainlands():
    canonical = canonicalise(HONG_KONG)
    assert canonical.region == "Hong Kong"
    assert canonical.text == "立法会议员感谢纪律部队信息技术服务器"
    assert spans_of(HONG_KONG, "服务器") == {"伺服器"}


def test_words_of_both_regions_read_as_the_mainlands_in_either():
    for shown in ("网际网路，网路", "立法会议员，纪律部队"):
        assert canonicalise(f"{shown}。资讯安全").text.endswith("信息安全")


@pytest.mark.parametrize(
    "text",
    [
        "及时发布资讯，资讯服务与资讯平台，信息公开",
        "構建網絡空間命運共同體，維護信息安全",
        "网路一词只在这里出现一次，互联网才是我们的说法",
        "电脑、伺服器和雷射",
        "",
    ],
)
def test_a_text_that_shows_no_region_is_left_alone(text: str):
    assert region_of(text) == ""
    canonical = canonicalise(text)
    assert canonical.region == ""
    assert len(canonical.text) == sum(character.isalnum() for character in text)


def test_one_telling_form_has_to_stand_three_times():
    assert region_of("网路，网路") == ""
    assert region_of("网路，网路，网路") == "Taiwan"


def test_the_mainlands_own_words_outweigh_a_quoted_form():
    quoted = "网路、软体"
    assert region_of(quoted) == "Taiwan"
    assert region_of(f"{quoted}，网络与网络，软件") == ""


ORDINARY = "建立、文件、程序、支持、核心、质量、项目、通过、网络、信息、数字、服务器"


@pytest.mark.parametrize("shown", ["", "网际网路，网路。", "立法会议员，纪律部队。"])
def test_ordinary_words_are_never_rewritten(shown: str):
    assert canonicalise(shown + ORDINARY).text.endswith(ORDINARY.replace("、", ""))


@pytest.mark.parametrize("text", ["互联网路由协议", "互联网路径", "软体动物", "数位化学家", "数位经济学家"])
def test_characters_that_are_another_word_are_no_form(text: str):
    assert region_of(text * 3) == ""
    assert canonicalise(f"网际网路，智慧财产权，网路。{text}").text.endswith(text)


def test_longer_forms_go_before_the_shorter_ones_inside_them():
    found = [(found.begin, found.end, found.wording) for found in replacements("网际网路网路资讯安全", "Taiwan")]
    assert found == [(0, 4, "互联网"), (4, 6, "网络"), (6, 10, "信息安全")]


def test_a_form_of_the_other_region_only_is_left_alone():
    assert [found.wording for found in replacements("网路资讯", "Taiwan")] == ["网络", "信息"]
    assert [found.wording for found in replacements("网路资讯", "Hong Kong")] == ["信息"]
    assert list(replacements("网路资讯", "")) == []


@pytest.mark.parametrize(("region", "canonical"), [("Taiwan", "网络安全"), ("Hong Kong", "网路安全"), ("", "网路安全")])
def test_the_region_of_a_phrase_may_be_told(region: str, canonical: str):
    assert fold_phrase("網路安全", region) == canonical
    assert canonicalise("網路安全，網際網路，網路", region=region).region == region


def test_the_lexicon_is_sound():
    forms = [form for form, *_ in ROWS]
    assert len(forms) == len(set(forms))
    for form, mainland, regions, telling, unless in ROWS:
        assert fold_phrase(form) == form
        assert fold_phrase(mainland) == mainland
        assert set(regions.split(",")) <= set(REGIONS)
        assert telling in {"0", "1"}
        assert all(form in longer and form != longer for longer in unless.split())


def test_no_mainland_word_is_a_form_of_the_lexicon_again():
    forms = {form for form, mainland, *_ in ROWS if form != mainland}
    assert [mainland for _, mainland, *_ in ROWS if any(form in mainland for form in forms)] == []
