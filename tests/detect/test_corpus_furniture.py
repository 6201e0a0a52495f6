"""What many files repeat is masked by position and repetition; what somebody says to hearers never is."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.detect import SpeechMask, find_corpus_furniture, lay_out, lay_over
from lineage.models import Span, SpeechColumns
from lineage.text import canonicalise
from lineage.text.marks import HARD

SUBJECTS = "山河湖海林田路桥城乡村镇港湾岛屿"
FOOTER = "某某文库所收文件依据有关法令不受限制，可以自由复制。"
LABEL = "某某台快报(晚间)："


def body(number: int, sentences: int = 24) -> list[str]:
    """Lines that no other number has."""
    name = SUBJECTS[number % 16] + SUBJECTS[number // 16]
    return [f"{name}{SUBJECTS[at % 16]}{'甲乙'[at // 16]}的水位今年比去年高，沿岸种了柳树。" for at in range(sentences)]


def own_columns(text: str, furniture: Sequence[Span] = ()) -> SpeechColumns:
    """Every mark and every second character parts words."""
    canonical = canonicalise(text, furniture)
    edges = np.flatnonzero(canonical.boundary)
    starts = [np.arange(low, high, 2) for low, high in pairwise(edges.tolist())]
    return SpeechColumns(canonical, np.append(np.concatenate(starts), len(canonical.text)).astype(np.int32))


def masks_of(texts: Sequence[str]) -> tuple[SpeechMask, ...]:
    return find_corpus_furniture([own_columns(text) for text in texts], texts)


def masked(texts: Sequence[str]) -> list[list[tuple[str, str]]]:
    """What is masked of each text: as it was read, and why."""
    found = zip(masks_of(texts), texts, strict=True)
    spans = [(mask.spans(own_columns(text).canonical), text) for mask, text in found]
    return [[(text[span.begin : span.end], span.reason) for span in cut] for cut, text in spans]


def laid(lines: Sequence[str]) -> str:
    return "\n".join(lines)


def with_tail(count: int, tail: str, bearing: int | None = None) -> list[str]:
    bearing = count if bearing is None else bearing
    return [laid([*body(number), *([tail] if number < bearing else [])]) for number in range(count)]


def nothing(texts: Sequence[str]) -> bool:
    return not any(masked(texts))


@pytest.mark.parametrize("count", [5, 6, 12, 40])
def test_a_footer_of_all_files_is_masked_in_each(count: int):
    found = masked(with_tail(count, FOOTER))
    assert found == [[(FOOTER.rstrip("。"), "repeated at an edge")]] * count


def test_a_header_is_masked_at_the_head():
    texts = [laid([body(number)[0], "某某文库首页内容导航", *body(number)[1:]]) for number in range(8)]
    assert masked(texts) == [[("某某文库首页内容导航", "repeated at an edge")]] * 8


@pytest.mark.parametrize("footer", ["+文库网%导航", "互联网+文库2.5版"])
def test_signs_that_count_as_letters_do_no_harm(footer: str):
    assert masked(with_tail(8, footer)) == [[(footer, "repeated at an edge")]] * 8


def test_a_footer_of_a_quarter_of_many_files_is_masked_where_it_stands():
    found = masked(with_tail(40, FOOTER, bearing=16))
    assert [bool(cut) for cut in found] == [True] * 16 + [False] * 24


@pytest.mark.parametrize(("count", "bearing"), [(4, 4), (5, 4), (8, 5), (12, 6), (40, 12)])
def test_what_too_few_files_bear_stays(count: int, bearing: int):
    assert nothing(with_tail(count, FOOTER, bearing))


def labelled(number: int, label: str, every: int = 4) -> str:
    return laid([(label if at % every == 0 else "") + line for at, line in enumerate(body(number))])


def test_the_label_before_each_item_is_masked_and_what_it_labels_is_not():
    found = masked([labelled(number, LABEL) for number in range(8)])
    assert found == [[("某某台快报(晚间", "repeated opener")] * 6] * 8


def test_a_label_that_stands_alone_in_its_line_is_masked_too():
    texts = [laid([line for pair in body(number) for line in (LABEL, pair)]) for number in range(8)]
    assert {piece for cut in masked(texts) for piece in cut} == {("某某台快报(晚间", "repeated opener")}


def test_a_label_of_few_files_is_masked_if_it_opens_line_after_line():
    texts = [labelled(number, LABEL if number < 6 else "") for number in range(40)]
    assert [len(cut) for cut in masked(texts)] == [6] * 6 + [0] * 34
    assert nothing([labelled(number, LABEL if number < 6 else "", every=24) for number in range(40)])


def test_a_rubric_within_the_text_is_masked():
    texts = [laid([*body(number)[:12], "各地快讯汇编", *body(number)[12:]]) for number in range(10)]
    assert masked(texts) == [[("各地快讯汇编", "repeated line")]] * 10


def test_a_sentence_within_the_text_stays_however_many_say_it():
    line = "把农田水利建设放在首位。"
    assert nothing([laid([*body(number)[:12], line, *body(number)[12:]]) for number in range(10)])


@pytest.mark.parametrize(
    "closing", ["各位代表！", "同志们：", "女士们、先生们，", "谢谢大家", "祝大会圆满成功", "请予审议。"]
)
@pytest.mark.parametrize("place", ["head", "tail", "opener"])
def test_ceremony_stays(closing: str, place: str):
    around = {
        "head": lambda lines: [closing, *lines],
        "tail": lambda lines: [*lines, closing],
        "opener": lambda lines: [f"{closing.rstrip('！：，。')}：{line}" for line in lines],
    }[place]
    assert nothing([laid(around(body(number))) for number in range(20)])


def test_the_opening_of_work_reports_stays():
    opening = "各位代表：\n现在，我代表国务院，向大会作政府工作报告，请予审议。"
    ending = "各位代表！\n伟大的中国人民万岁！"
    assert nothing([laid([opening, *body(number), ending]) for number in range(20)])


@pytest.mark.parametrize(
    "line", ["政府工作报告", "在中央农村工作会议上的讲话", "为民族复兴作出更大贡献！", "一、过去一年工作回顾"]
)
@pytest.mark.parametrize("at", [0, 1, 12, 24])
def test_titles_calls_and_numbered_headings_stay(line: str, at: int):
    assert nothing([laid([*body(number)[:at], line, *body(number)[at:]]) for number in range(20)])


@pytest.mark.parametrize("opener", ["会议指出，", "会议指出：", "主席强调：", "一是", "坚持党的领导，", "第一："])
def test_openers_that_belong_to_speech_stay(opener: str):
    assert nothing([labelled(number, opener, every=2) for number in range(20)])


def test_words_that_stand_elsewhere_too_stay():
    texts = [laid([*body(number), "深化务实合作专题报道"]) for number in range(10)]
    assert not nothing(texts)
    spoken = [text + f"\n{SUBJECTS[at]}地要研究深化务实合作专题报道，不可拖延。" for at, text in enumerate(texts)]
    assert nothing(spoken)


def test_copies_and_transcriptions_of_one_text_stay():
    text = laid(body(1))
    assert nothing([text] * 12)
    assert nothing([text.replace("柳树", tree) for tree in ("柳树", "杨树", "槐树", "榆树", "桑树", "松树")])
    assert nothing([laid([*body(1)[:20], *body(number)[20:]]) for number in range(2, 10)])


def test_copies_do_not_add_up():
    def five(copies: int) -> list[str]:
        bodies = [body(1)] * copies + [body(number) for number in range(2, 7 - copies)]
        return [laid([f"{SUBJECTS[at]}日所读", *lines, FOOTER]) for at, lines in enumerate(bodies)]

    assert len(five(3)) == 5
    assert nothing(five(3))
    assert not nothing(five(1))


def test_what_makes_up_much_of_its_texts_stays():
    assert nothing([laid([*body(number, 2), FOOTER, FOOTER[:20]]) for number in range(10)])


def test_nothing_is_masked_of_few_or_empty_texts():
    assert find_corpus_furniture([], []) == ()
    assert nothing(["甲", "乙"])
    assert nothing(["甲。"] * 6)


def test_the_colon_of_furniture_that_follows_a_rubric_makes_no_opener_of_it():
    texts = [
        laid([*body(number)[:12], "各地快讯汇编\n某报：" + body(number)[12], *body(number)[13:]])
        for number in range(10)
    ]
    sources = [[Span(text.index("某报："), text.index("某报：") + 3, "dateline")] for text in texts]
    columns = [own_columns(text, source) for text, source in zip(texts, sources, strict=True)]
    assert {reason for mask in find_corpus_furniture(columns, texts) for reason in mask.reason} == {"repeated line"}


# --- the mask ---


def test_what_is_masked_is_cut_out_with_a_hard_boundary_and_nothing_else_changes():
    text = laid([LABEL + "“山河”壮丽，", *body(3), FOOTER])
    columns = own_columns(text)
    length = len(columns.canonical.text)
    mask = SpeechMask(np.array([0, length - 24]), np.array([7, length]), ("repeated opener", "repeated at an edge"))
    before = columns.canonical.boundary.copy()
    left = lay_over(columns, mask)
    kept = columns.canonical.text[7 : length - 24]
    assert left.canonical.text == kept
    assert left.canonical.begin.tolist() == columns.canonical.begin[7 : length - 24].tolist()
    assert left.canonical.boundary[[0, -1]].tolist() == [flag | HARD for flag in before[[7, length - 24]].tolist()]
    assert left.canonical.boundary[1:-1].tolist() == before[8 : length - 24].tolist()
    assert (left.word_start[0], left.word_start[-1]) == (0, len(kept))
    assert columns.canonical.boundary.tolist() == before.tolist()


def test_words_on_both_sides_of_a_cut_do_not_touch():
    columns = own_columns("山河，日月，草木")
    left = lay_over(columns, SpeechMask(np.array([2]), np.array([4]), ("repeated line",)))
    assert left.canonical.text == "山河草木"
    assert left.canonical.boundary[2] & HARD
    assert left.word_start.tolist() == [0, 2, 4]


def test_a_text_may_be_masked_whole():
    columns = own_columns("山河")
    left = lay_over(columns, SpeechMask(np.array([0]), np.array([2]), ("repeated line",)))
    assert (left.canonical.text, left.word_start.tolist()) == ("", [0])
    assert lay_out([left, own_columns("日月")]).text == "日月"


@pytest.mark.parametrize(
    "slogan",
    [
        "坚持走中国特色社会主义道路，实现中华民族伟大复兴的中国梦。",
        "一国两制、港人治港",
        "全世界无产者联合起来",
        "全面深化改革开放",
        "过去一年工作回顾",
        "坚持人民立场：",
    ],
)
def test_what_speakers_repeat_at_the_edge_of_their_speeches_stays(slogan: str):
    assert nothing(with_tail(12, slogan))
    assert nothing([labelled(number, slogan) for number in range(8)])


LINES = st.sampled_from([FOOTER, LABEL + "今晚有雨", "各地快讯汇编", "各位代表！", *body(1, 3), *body(2, 3)])
CORPORA = st.lists(st.lists(LINES, max_size=4), min_size=5, max_size=12)


@given(CORPORA, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_speeches_does_not_matter(pools: list[list[str]], footed: bool, random):
    texts = [
        laid([*body(number), *lines, *([FOOTER] if footed else [])]) for number, lines in enumerate(pools, start=20)
    ]
    order = random.sample(range(len(texts)), len(texts))
    found, shuffled = masked(texts), masked([texts[at] for at in order])
    assert [found[at] for at in order] == shuffled
    assert Counter(piece for cut in found for piece in cut) == Counter(piece for cut in shuffled for piece in cut)


@given(CORPORA)
def test_spans_are_ordered_and_stand_at_word_edges(pools: list[list[str]]):
    texts = [laid([*body(number), *lines, FOOTER]) for number, lines in enumerate(pools, start=20)]
    for mask, text in zip(masks_of(texts), texts, strict=True):
        starts = own_columns(text).word_start.tolist()
        assert {*mask.begin.tolist(), *mask.end.tolist()} <= set(starts)
        assert (mask.begin[1:] >= mask.end[:-1]).all()
