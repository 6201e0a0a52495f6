"""Taiwan and Hong Kong wording reads as the mainland's, but only in texts that show it, and with the map kept."""

import pytest

from lineage.text import canonicalise
from lineage.text.regional import REGIONS, lexicon_text, region_of, replacements

TAIWAN = "透過網際網路與網路安全合作，推動數位化。"
HONG_KONG = "公帑用於創科，特首感謝紀律部隊，資訊公開。"
ROWS = [line.split("\t") for line in lexicon_text().splitlines() if line and not line.startswith("#")][1:]


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
    assert canonical.text == "公款用于创新科技行政长官感谢纪律部队信息公开"
    assert spans_of(HONG_KONG, "创新科技") == {"創科"}


def test_words_of_both_regions_read_as_the_mainlands_in_either():
    for shown in ("网际网路，网路", "公帑，特首"):
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


@pytest.mark.parametrize("shown", ["", "网际网路，网路。", "公帑，特首。"])
def test_ordinary_words_are_never_rewritten(shown: str):
    assert canonicalise(shown + ORDINARY).text.endswith(ORDINARY.replace("、", ""))


def test_longer_forms_go_before_the_shorter_ones_inside_them():
    found = [(found.begin, found.end, found.wording) for found in replacements("网际网路网路资讯安全", "Taiwan")]
    assert found == [(0, 4, "互联网"), (4, 6, "网络"), (6, 10, "信息安全")]


def test_a_form_of_the_other_region_only_is_left_alone():
    assert [found.wording for found in replacements("特首谈网路", "Taiwan")] == ["网络"]
    assert [found.wording for found in replacements("特首谈网路", "Hong Kong")] == ["行政长官"]
    assert list(replacements("特首谈网路", "")) == []


def test_the_lexicon_is_sound():
    forms = [form for form, *_ in ROWS]
    assert len(forms) == len(set(forms))
    for form, mainland, regions, telling in ROWS:
        assert canonicalise(form).text == form
        assert canonicalise(mainland).text == mainland
        assert set(regions.split(",")) <= set(REGIONS)
        assert telling in {"0", "1"}


def test_no_mainland_word_is_a_form_of_the_lexicon_again():
    forms = {form for form, mainland, *_ in ROWS if form != mainland}
    assert [mainland for _, mainland, *_ in ROWS if any(form in mainland for form in forms)] == []
