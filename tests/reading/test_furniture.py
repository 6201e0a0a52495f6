"""What in a text is not the speech."""

import itertools
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage.reading import TRANSPARENT, Ignore, find_furniture

RUNNING = "中国政府高度重视网络空间安全，把维护网络安全作为国家战略的重要组成部分，并置于优先地位。"
MORE = "我们愿与世界各国一道，为维护网络空间安全继续作出积极努力，并扩大与各国和相关国际组织的合作。"


def speech(text: str) -> str:
    """The text as words go on through it: transparent spans closed up, furniture as a hard boundary."""
    parts, end = [], 0
    for span in find_furniture(text):
        parts += [text[end : span.begin], "" if span.reason in TRANSPARENT else "▮"]
        end = span.end
    return "".join(parts) + text[end:]


def marked(text: str, ignore: Ignore | None = None) -> Iterator[tuple[str, str]]:
    """The reasons and words of the furniture that is no gloss and no wrap."""
    spans = find_furniture(text, ignore)
    return ((span.reason, text[span.begin : span.end].strip()) for span in spans if span.reason not in TRANSPARENT)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("各國(guó)普遍接受的網(wǎng)絡(luò)空間", "各國普遍接受的網絡空間"),
        ("饕餮（tāotiè）之徒", "饕餮之徒"),
        ("女(nǚ)人綠(lǜ)色", "女人綠色"),
        ("國(guó)際(jì)規(guī)則的(de)制定", "國際規則的制定"),
        ("会议[1]以来", "会议以来"),
    ],
)
def test_readings_and_note_marks_are_glosses(text: str, closed: str):
    assert speech(text) == closed


@pytest.mark.parametrize("kept", ["人工智能（AI）", "谅解备忘录(MoU)", "人工智能（Ai）"])
def test_abbreviations_are_no_glosses_in_a_glossed_text(kept: str):
    glossed = "國(guó)際(jì)規(guī)則的(de)"
    assert speech(f"{glossed}{kept}") == f"國際規則的{kept}"


@pytest.mark.parametrize("text", ["条款(a)和(b)", "组织(WTO)和", "的(de)用法", "公司(llc)说", "数据（见附件）"])
def test_other_brackets_are_no_glosses(text: str):
    assert speech(text) == text


@pytest.mark.parametrize(
    "broken",
    [
        "人们的工作、学\n\n习、生活已离不开互联网。",
        "没有安全\n\n保障的发展是脆弱的。",
        "与 51 个\n\n国家和地区的 91 个组织建立了合作关系。",
        "得到了积极响应，\n\n并已取得成果。",
        "坚持无产阶级\n专政下的继续革命。",
    ],
)
def test_sentences_go_on_across_pages(broken: str):
    assert speech(RUNNING + broken) == RUNNING + broken.replace("\n", "")


@pytest.mark.parametrize(
    "broken",
    [
        "会议审议了国务院总理所作的\n政府工作报告\n。会议号召",
        "根据《\n中华人民共和国著作权法\n》第五条",
        "推动\n区域全面经济伙伴关系协定\n》生效",
        "毛主席指出：“\n这次无产阶级文化大革命\n”的基本原则",
        "制定\n“十三五”规划\n、全面从严治党",
        "四、\n增加稻米、玉米的产量。",
        "政府工作报\n告",
    ],
)
def test_sentences_go_on_across_links(broken: str):
    assert speech(broken) == broken.replace("\n", "")


@pytest.mark.parametrize(
    "kept",
    [
        f"时代背景\n{RUNNING}",
        f"一、过去一年工作回顾\n{RUNNING}",
        f"{RUNNING}\n{MORE}",
        f"各位代表：\n{RUNNING}",
        f"女士们、先生们、朋友们，\n{RUNNING}",
        f"{RUNNING}\n二、主要目的\n{MORE}",
        "一、建设和改革都要以提高经济效益为中心，大力推进科技进步和加强现代化管理，努力提高全体劳动者的素质\n我国生产力水平很低。",
        "我们要做好以下工作：\n一是扩大内需\n二是稳定就业",
    ],
)
def test_paragraphs_stay_apart(kept: str):
    assert speech(kept) == kept


def test_lines_of_one_width_are_joined_and_indents_begin_paragraphs():
    lines = [
        "    当今世界正经历百年未有之大变局，和平与发展仍然",
        "是时代主题，同时不稳定性不确定性更加突出。我们要坚",
        "持多边主义，维护以联合国为核心的国际体系，推动构建",
        "人类命运共同体。",
        "    开放是人类文明进步的重要动力，是世界繁荣发展的",
        "必由之路，我们要拆墙而不筑墙、开放而不隔绝、融合而",
        "不脱钩。",
    ]
    assert speech("\n".join(lines)) == "".join(lines[:4]) + "\n" + "".join(lines[4:])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2024年06月30日 星期天", "navigation"),
        ("首页 > 外交动态 > 讲话全文", "navigation"),
        ("【字体： 大 中 小】 【打印】 【纠错】", "navigation"),
        ("中国国务院新闻办公室主任 蔡名照", "byline"),
        ("2013年11月5日 斯坦福大学", "dateline"),
        ("——2023年3月5日在第十四届全国人民代表大会第一次会议上", "dateline"),
        ("（2022年3月11日第十三届全国人民代表大会第五次会议通过）", "dateline"),
        ("新华社北京3月14日电", "dateline"),
        ("3月5日，温家宝作政府工作报告。新华社记者 姚大伟摄", "caption"),
    ],
)
def test_lines_above_a_speech(line: str, reason: str):
    text = f"共同维护网络空间安全\n{line}\n各位代表：\n{RUNNING}"
    assert list(marked(text)) == [(reason, line)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "• 發佈時間:2014-09-18 20:57:33  來源:中國網財經  作者:佚名  責任編輯:湯婧",
            [
                ("dateline", "• 發佈時間:2014-09-18 20:57:33"),
                ("source", "來源:中國網財經"),
                ("byline", "作者:佚名  責任編輯:湯婧"),
            ],
        ),
        (
            "2015年12月16日 15:01:00 来源： 新华网",
            [("dateline", "2015年12月16日 15:01:00"), ("source", "来源： 新华网")],
        ),
        (
            "发布日期：113-05-20　点阅数：2,047　【打印】",
            [("dateline", "发布日期：113-05-20"), ("navigation", "点阅数：2,047　【打印】")],
        ),
        ("来源：《人民日报》2014年9月18日", [("source", "来源：《人民日报》2014年9月18日")]),
    ],
)
def test_a_line_about_the_page_is_cut_into_what_it_says(line: str, parts: list[tuple[str, str]]):
    text = f"共同维护网络空间安全\n{line}\n各位代表：\n{RUNNING}"
    assert list(marked(text)) == parts


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("轉自:新華社", "source"),
        ("（《人民日报》1 9 5 4 0 9 2 4 第1至2 版）", "source"),
        ("《 人民日报 》（ 2018年03月23日 01 版）", "source"),
        ("（新华社北京3月17日电）", "dateline"),
        ("(责编：杨牧、燕勐)", "byline"),
        ("分享到：", "navigation"),
        ("• 股票名稱 最新價 漲跌幅", "navigation"),
        ("京ICP備11041399號-2京公網安備11010502035964", "rights"),
        ("【版權及免責聲明】凡本網所屬版權作品,轉載時須獲得授權並註明來源。", "rights"),
        ("Copyright © 2000 - 2015 All Rights Reserved.", "rights"),
    ],
)
def test_lines_below_a_speech(line: str, reason: str):
    assert list(marked(f"{RUNNING}\n{MORE}\n{line}")) == [(reason, line)]


@pytest.mark.parametrize(
    ("text", "reason", "words"),
    [
        (f"新华社北京5月10日电 (记者 贾文婷) {RUNNING}", "dateline", "新华社北京5月10日电 (记者 贾文婷)"),
        (f"央视网消息(新闻联播)：{RUNNING}", "dateline", "央视网消息(新闻联播)："),
        (f"{RUNNING}(記者 王建剛)", "byline", "(記者 王建剛)"),
        (f"国务院总理李鹏各位代表：\n{RUNNING}", "byline", "国务院总理李鹏"),
        (f"{RUNNING}（热烈鼓掌）{MORE}", "applause", "（热烈鼓掌）"),
    ],
)
def test_parts_of_lines(text: str, reason: str, words: str):
    assert list(marked(text)) == [(reason, words)]


def test_link_lists_end_at_the_next_running_text():
    text = f"{RUNNING}\n延伸閱讀\n熱點視頻\n上半年多項指標創新高\n{MORE}\n相关新闻：\n简历"
    assert speech(text) == f"{RUNNING}\n▮\n{MORE}\n▮"


def test_a_signature_may_stand_before_the_body():
    text = f"序言\n{RUNNING}\n——世界互聯網大會組委會\n2019年10月\n{MORE}\n{RUNNING}"
    assert list(marked(text)) == [("byline", "——世界互聯網大會組委會"), ("dateline", "2019年10月")]


def test_a_subtitle_is_no_signature():
    text = (
        f"决胜全面建成小康社会\n——在中国共产党第十九次全国代表大会上的报告\n（2017年10月18日）\n习　近　平\n{RUNNING}"
    )
    assert list(marked(text)) == [("dateline", "（2017年10月18日）"), ("byline", "习　近　平")]


@pytest.mark.parametrize(
    "box",
    [
        "本作品是中华人民共和国的\n法律\n、\n法规\n，国家机关的决议。根据《\n中华人民共和国著作权法\n》第五条，在\n中国大陆\n属于\n公有领域\n。",
        "這部作品在1931年1月1日以前以匿名發表，在\n美國\n以及其他地區屬於\n公有領域\n。\nPublic domain",
        "註：中文維基文庫社群認為，公務演講，\n不總是\n具有立法性質的文件。\nPublic domainPublic domainfalsefalse",
        "本作品采用\n知识共享 署名-相同方式共享\n许可协议。",
    ],
)
def test_licence_boxes_are_rights_in_both_scripts(box: str):
    (found,) = marked(f"{RUNNING}\n{MORE}\n{box}")
    assert found == ("rights", box)


@pytest.mark.parametrize("opening", ["本作品收录于《网络治理言论集》（2017年）", "本作品由會議秘書處提供"])
def test_a_licence_below_a_speech_is_not_the_one_that_its_head_opens(opening: str):
    speech_itself = "各位嘉宾，各位同事：\n很高兴来到古镇。\n我主张三句话。\n谢谢各位。"
    box = "本作品在中华人民共和国属于公有领域，因为依据《著作权法》第五条，本作品不受著作权保护。"
    text = f"在圆桌会上的发言\n{opening}\n{speech_itself}\n{box}"
    assert speech_itself in speech(text)
    assert ("rights", box) in list(marked(text))


def test_the_page_title_goes_and_the_title_stays():
    text = f"攜手構建命運共同體 (2019年)\n\n維基文庫,自由的圖書館\n\n攜手構建命運共同體\n{RUNNING}"
    assert speech(text) == f"▮\n\n攜手構建命運共同體\n{RUNNING}"


TRANSCRIPT = f"各位嘉賓,大家下午好!\n{RUNNING}\n{MORE}"


@pytest.mark.parametrize(
    "announcing",
    ["以下是傅聰的講話實錄:", "以下为讲话全文：", "讲话全文如下：", "下面是致辞全文", "主旨演讲全文如下。"],
)
def test_the_story_before_a_transcript_is_no_speech(announcing: str):
    story = f"中國網財經9月18日訊 {RUNNING}\n{announcing}"
    text = f"外交部傅聰:願與東盟建立對話機制\n{story}\n{TRANSCRIPT}"
    assert list(marked(text)) == [("story", story)]


def test_a_speaker_who_announces_something_is_no_story():
    assert list(marked(f"各位代表：\n{RUNNING}\n以下是政府工作报告的主要内容：\n{MORE}\n{RUNNING}")) == []
    assert list(marked(f"{RUNNING}\n以下是我的发言：\n{MORE}\n{RUNNING}")) == []


def test_the_users_own_furniture():
    ignore = Ignore.of(["置于优先地位", r"re:第\d+页"])
    assert list(marked(f"{RUNNING}第12页", ignore)) == [("ignored", "置于优先地位"), ("ignored", "第12页")]


PIECES = st.sampled_from(
    [
        *(
            "国",
            "(guó)",
            "（",
            "）",
            "\n",
            "\n\n",
            "，",
            "。",
            "：",
            "“",
            "”",
            "——",
            " ",
            "\u3000",
            "各位代表：",
            "2019年10月",
            "记者 王明",
        ),
        *(
            "本作品是",
            "公有领域",
            "延伸阅读",
            "以下是讲话全文：",
            "李克强",
            "国务院总理",
            "[1]",
            "发布时间:",
            "(责编：王明)",
            "---",
            "a: b",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_are_sorted_apart_and_inside_the_text(text: str):
    spans = find_furniture(text, Ignore.of(["克强国", "re:位代+"]))
    assert all(0 <= span.begin < span.end <= len(text) for span in spans)
    assert all(one.end <= other.begin for one, other in itertools.pairwise(spans))


@given(st.lists(PIECES, max_size=40).map("".join))
def test_wraps_hold_nothing_but_blanks(text: str):
    wraps = [text[span.begin : span.end] for span in find_furniture(text) if span.reason == "wrap"]
    assert all(not wrap.strip() and "\n" in wrap for wrap in wraps)


@pytest.mark.parametrize(
    "text",
    [
        "发展" * 1_000_000,
        "国际合作\n" * 100_000,
        "国际合作，\n" * 100_000,
        "国(a " * 500_000,
        "会[" * 500_000,
        "(" * 2_000_000,
        "各位" * 1_000_000,
        "2013年" * 500_000,
        "国" + " " * 2_000_000 + "国",
        "延伸阅读\n" * 100_000,
        "本作品是公有领域\n" * 100_000,
        "---\n" + "a: b\n" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_takes_long(text: str):
    start = time.perf_counter()
    find_furniture(text)
    assert time.perf_counter() - start < 20
