"""Where a phrase stands: plain substrings of what is said, and what is near to them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.models import SpeechColumns
from lineage.text import Segmenter, canonicalise, fold_phrase
from lineage.tracing.spoken import find_exact, find_near


def columns(text: str) -> SpeechColumns:
    return Segmenter().columns(canonicalise(text))


def exact(text: str, phrase: str) -> list[str]:
    canonical = canonicalise(text)
    found = list(find_exact(canonical, fold_phrase(phrase)))
    assert all(canonical.text[begin:end] == fold_phrase(phrase) for begin, end in found)
    return [text[canonical.begin[begin] : canonical.end[end - 1]] for begin, end in found]


def edges(phrase: str) -> set[int]:
    return set(columns(phrase).word_start.tolist())


def near(text: str, phrase: str) -> list[str]:
    own, phrase = columns(text), fold_phrase(phrase)
    return [own.canonical.text[begin:end] for begin, end in find_near(own, phrase, edges(phrase))]


@pytest.mark.parametrize(
    "text", ["你中有我、我中有你", "你中有我，我中有你", "你中有我我中有你", "「你中有我,我中有你」"]
)
def test_marks_and_script_do_not_matter(text):
    assert exact(f"世界{text}的共同体。", "你中有我／我中有你") == [text.strip("「」")]
    assert exact("網絡空間命運共同體", "命运共同体") == ["命運共同體"]


def test_nor_does_the_cutting_into_words():
    assert exact("具有中国特色的", "有中国特色") == ["有中国特色"]


def test_a_hard_mark_parts_two_wordings():
    assert exact("我们先易。后难也要克服。", "先易后难") == []


def test_places_may_overlap():
    assert len(exact("好好好", "好好")) == 2


def test_near_is_what_alters_little_or_turns_all_of_it():
    text = "全面建成小康社会，又好又快发展，建设小康社会。"
    assert near(text, "全面建设小康社会") == ["全面建成小康社会", "建设小康社会"]
    assert near("经济又好又快发展。", "又快又好") == ["又好又快"]
    assert near("先难后易是不对的。", "先易后难") == ["先难后易"]


def test_near_lacks_whole_words_at_its_ends_or_has_others_in_their_place():
    assert near("坚持科技兴贸的方针。", "科技兴国") == ["科技兴贸"]
    assert near("我们建设小康社会。", "全面建设小康社会") == ["建设小康社会"]


def test_near_begins_and_ends_with_words():
    assert near("全面建设社会主义现代化国家。", "全面建设小康社会") == []


def test_near_crosses_no_hard_mark():
    assert near("又好。又快的发展。", "又快又好") == []


TEXTS = st.lists(
    st.sampled_from(["全面", "建设", "建成", "小康", "社会", "，", "。", "又好", "又快"]), max_size=14
).map("".join)


@given(TEXTS)
def test_near_places_never_overlap_and_hold_every_exact_one_of_whole_words(text):
    own, phrase = columns(text), "建设小康社会"
    found = list(find_near(own, phrase, edges(phrase)))
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    starts = set(own.word_start.tolist())
    assert {place for place in find_exact(own.canonical, phrase) if starts.issuperset(place)} <= set(found)
