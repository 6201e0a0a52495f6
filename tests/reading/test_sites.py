"""Habits of sites, editors and interviewers around a speech; and that no line of them takes long to read."""

import time
from collections.abc import Iterator

import pytest

from lineage.reading import TRANSPARENT, find_furniture

RUNNING = "中国政府高度重视网络空间安全，把维护网络安全作为国家战略的重要组成部分，并置于优先地位。"
MORE = "我们愿与世界各国一道，为维护网络空间安全继续作出积极努力，并扩大与各国和相关国际组织的合作。"


def speech(text: str) -> str:
    """The text as words go on through it: transparent spans closed up, furniture as a hard boundary."""
    parts, end = [], 0
    for span in find_furniture(text):
        parts += [text[end : span.begin], "" if span.reason in TRANSPARENT else "▮"]
        end = span.end
    return "".join(parts) + text[end:]


def marked(text: str) -> Iterator[tuple[str, str]]:
    """The reasons and words of the furniture that is no gloss and no wrap."""
    spans = (span for span in find_furniture(text) if span.reason not in TRANSPARENT)
    return ((span.reason, text[span.begin : span.end].strip()) for span in spans)


@pytest.mark.parametrize(
    "note",
    [
        "编者按：不久前，他在会上作了发言，反响热烈，本刊摘要刊发，以飨读者。",
        "【编者按】本刊与他谈修复、谈时间，也谈失败，整理如后，以飨各位读者。",
        "（本文为作者在论坛上的主旨发言。论坛于2014年9月18日举行。）",
    ],
)
def test_editors_notes_are_furniture(note: str):
    assert list(marked(f"把群众的事放在心上\n{note}\n{RUNNING}\n{MORE}")) == [("note", note)]


@pytest.mark.parametrize(
    ("mark", "notes"),
    [
        ("〔1〕", "注　释\n〔1〕 江口县，旧县名。\n〔2〕 见《文集》第二卷。"),
        ("[1]", "[1] 江口县，旧县名。\n[2] 见《文集》第二卷。"),
        ("①", "注释：\n① 江口县，旧县名。\n② 见《文集》第二卷。"),
        ("（注一）", "注一：见《文集》第六讲。"),
    ],
)
def test_lists_of_notes_are_furniture_and_their_marks_glosses(mark: str, notes: str):
    text = f"{RUNNING}先讲江口县{mark}的经济。{MORE}\n{notes}"
    assert speech(text) == f"{RUNNING}先讲江口县的经济。{MORE}\n▮"
    assert list(marked(text)) == [("note", notes)]


@pytest.mark.parametrize(
    "kept",
    [
        f"要做到：①加强领导；②狠抓落实。\n{RUNNING}",
        f"{RUNNING}\n1、加强领导，狠抓落实。\n2、明确责任，务求实效。",
        f"{RUNNING}\n（1）加强领导，狠抓落实。\n（2）明确责任，务求实效。",
        f"有人问：农民怎么办？\n我说：共同富裕。\n{RUNNING}",
        f"{RUNNING}\n原煤：四千万吨。\n水泥：三百万吨。\n原煤：五千万吨。\n水泥：六百万吨。\n{MORE}",
    ],
)
def test_a_speakers_own_numbers_and_questions_are_kept(kept: str):
    assert list(marked(kept)) == []


def test_the_labels_of_a_conversation_are_bylines_and_its_questions_are_kept():
    text = "谈数字乡村\n记者：您怎么看？\n王文：要从头说起。\n记者：为什么？\n王文：大家需要。"
    assert list(marked(text)) == [("byline", "记者："), ("byline", "王文：")] * 2
    assert "您怎么看？" in speech(text)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("首页 | 新闻 | 政策 | 互动 | 服务", "navigation"),
        ("当前位置：首页 > 政务公开 > 领导讲话", "navigation"),
        ("点击蓝字 关注我们", "navigation"),
        ("2023-06-23 18:00", "dateline"),
        ("资料提供：综合规划司", "source"),
        ("（由副秘书长李明女士代为宣读）", "byline"),
    ],
)
def test_habits_of_sites_above_a_speech(line: str, reason: str):
    assert list(marked(f"在大会上的讲话\n{line}\n各位代表：\n{RUNNING}")) == [(reason, line)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("编辑丨黄小鸥", "byline"),
        ("- END -", "navigation"),
        ("上一篇：大会日程安排", "navigation"),
        ("【打印】 【关闭】", "navigation"),
        ("主办单位：某某省人民政府办公厅　承办单位：信息中心", "rights"),
        ("除非另有声明，本网站内容采用知识共享署名-相同方式共享 4.0 授权。", "rights"),
        ("人 民 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用", "rights"),
        ("瀏覽人次：58,112　最後更新：113/05/20", "navigation"),
    ],
)
def test_habits_of_sites_below_a_speech(line: str, reason: str):
    (first, *_) = marked(f"{RUNNING}\n{MORE}\n{line}")
    assert first[0] == reason
    assert speech(f"{RUNNING}\n{MORE}\n{line}").rstrip("▮\n　 ") == f"{RUNNING}\n{MORE}"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("本网站使用Cookie以改善您的浏览体验。继续浏览即表示您同意。　接受全部", "navigation"),
        ("打开APP，阅读体验更佳", "navigation"),
        ("中央社 一手新聞 APP 下載", "navigation"),
        ("听新闻　00:00 / 02:47　倍速", "navigation"),
        ("【字體：大 中 小】　Like 428　分享", "navigation"),
        ("大字版 读屏 无障碍", "navigation"),
        ("熱點新聞　熱點視頻", "navigation"),
        ("《科学纵横》杂志官网　当期目录　过刊浏览　订阅", "navigation"),
        ("（113.6.1　東岸大學體育館）", "dateline"),
        ("二零一八年　戊戌年正月初八日　於龍鳳大酒樓", "dateline"),
        ("五十九年十一月廿三日於中山堂", "dateline"),
        ("華夏晨報記者 王文 李明 報導", "byline"),
        ("與談人：甘棠、賀蘭心（執行長）、涂思齊", "byline"),
        ("（編按：本場座談於論壇第二天下午舉行，紀錄經與談人過目。）", "note"),
    ],
)
def test_other_sites_above_a_speech(line: str, reason: str):
    assert list(marked(f"{line}\n在大会上的讲话\n各位代表：\n{RUNNING}")) == [(reason, line)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("【我要评论】 【推荐朋友】", "navigation"),
        ("赞(37)　踩(0)　打赏", "navigation"),
        ("登录后才能发表评论", "navigation"),
        ("留言（12）　請先登入", "navigation"),
        ("掃描 QR Code 填寫典禮滿意度問卷", "navigation"),
        ("瀏覽數：3,906　推文　分享", "navigation"),
        ("◀ 前一頁　後一頁 ▶", "navigation"),
        ("上 / 下一篇新聞", "navigation"),
        ("相關專題： 兩岸民間文化論壇", "navigation"),
        ("致詞稿.odt（18.2 KB）　致詞稿.pdf（96.0 KB）", "navigation"),
        ("【 第1頁 第2頁 】", "navigation"),
        ("～完～", "navigation"),
        ("副總統與獲獎人合影", "caption"),
        ("（左起）副會長古振聲、會長關永昌主持切燒豬儀式", "caption"),
        ("仪式在江边举行。晨报记者 栗原野摄/晨报图片", "caption"),
        ("海外僑務聯合委員會　謹啟", "byline"),
        ("（卓雲）", "byline"),
        ("元月一日", "dateline"),
        ("*根据记录整理，未经本人审阅。", "note"),
        ("本文来自海晏号作者上传，不代表海晏号的观点及立场。", "rights"),
        ("江澜省办公厅主办　澜ICP备10020031号", "rights"),
        ("970 花蓮縣壽豐鄉東岸路二段1號　個資保護", "rights"),
        ("350 EAST 35TH STREET, MANHATTAN, NEW YORK, NY 10016, USA", "rights"),
        ("熱線電話：(02)8888-6666", "rights"),
        ("本資料庫僅供學術研究使用", "rights"),
    ],
)
def test_other_sites_below_a_speech(line: str, reason: str):
    assert list(marked(f"{RUNNING}\n{MORE}\n{line}")) == [(reason, line)]


def test_words_go_on_across_page_numbers_in_han():
    assert speech(f"{RUNNING}\n— 十二 —\n{MORE}") == f"{RUNNING}\n\n{MORE}"


def test_captions_between_paragraphs():
    line = "图为毕业典礼现场　摄影/卞一舟"
    assert list(marked(f"{RUNNING}\n{line}\n{MORE}")) == [("caption", line)]


def test_a_list_of_terms_explained_is_a_note():
    terms = "名词解释：\n1.三去一降一补：去产能、去库存。\n2.县县通：各县通上高速公路。"
    assert list(marked(f"{RUNNING}\n{MORE}\n{terms}")) == [("note", terms)]


def test_a_byline_at_the_end_of_a_line_may_have_a_number_behind_it():
    text = f"{RUNNING}{MORE}（編輯：狄秋／核稿：梅遠）1080703"
    assert list(marked(text)) == [("byline", "（編輯：狄秋／核稿：梅遠）1080703")]


def test_the_original_of_a_foreign_name_is_a_gloss():
    assert speech("總理圖法庫·里加爾（Tufaku Rigal）說，人工智能（AI）") == "總理圖法庫·里加爾說，人工智能（AI）"


def test_headlines_between_lines_of_the_site_are_the_sites():
    text = f"{RUNNING}\n{MORE}\n【打印】 【关闭】\n港口昨天开通\n© 2024 晨报\n海外合作伙伴"
    assert speech(text).rstrip("▮\n") == f"{RUNNING}\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        *("前期工作回顾", "下一期工作", "关注民生", "一、关注我们身边的人", "扫除文盲，识别真伪", "支持我们的教师"),
        *("下一个目标：全面小康", "地方经验：多谈", "收藏友谊", "完成任务", "评论区里的人民", "团结就是力量", "敬礼"),
        *("版权是创新的保护。", "地址变了，电话不变。", "不代表我们放弃原则。", "图强", "我的话不代表本会立场。"),
    ],
)
def test_short_lines_of_a_speech_stay(line: str):
    assert list(marked(f"同志们：\n{RUNNING}\n{line}\n{MORE}\n{line}\n谢谢大家！")) == []
    assert list(marked(f"在大会上的讲话\n{line}\n同志们：\n{RUNNING}")) == []


def test_a_law_that_a_speaker_tells_of_takes_no_line_with_it():
    text = f"{RUNNING}\n{MORE}\n© 2024 晨报\n完成任务\n谢谢！"
    assert "完成任务\n谢谢！" in speech(text)


HOSTILE = (
    *"各〔[(：1①一年○->|·【,注民月日昨电摄网#→大]*▲、".replace(" ", ""),
    *(
        "问：",
        "记者 ",
        "发布时间:",
        "来源： ",
        "首页|",
        "首页|  ",
        "大|  ",
        "民國",
        "ICP",
        "打印 ",
        "编者注",
        "http://",
    ),
    *(
        "打印 ",
        "A+ ",
        "评论1",
        "第1页",
        "a.pdf ",
        "浏览:1 ",
        "上一篇 ",
        "主持人:王文、",
        "王文 ",
        "00:00/",
        "市路1号",
        "登录后",
        "不代表本报",
    ),
    *("图片/", "版权声明 ", "-一", "扫码", "甲子年正月", "记者 王文 ", "·甲", "@a."),
    *("未经", "以下是", "全文", "主席", "、王", "→ ", "| ", "· "),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_line_takes_long(piece: str):
    line = (piece * 480)[:480]
    text = f"题目\n{line}\n同志们：\n{RUNNING}{RUNNING}\n{line}\n{piece * (100_000 // len(piece))}"
    start = time.perf_counter()
    find_furniture(text)
    assert time.perf_counter() - start < 2
