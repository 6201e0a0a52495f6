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
    *("未经", "以下是", "全文", "主席", "、王", "→ ", "| ", "· "),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_line_takes_long(piece: str):
    line = (piece * 480)[:480]
    text = f"题目\n{line}\n同志们：\n{RUNNING}{RUNNING}\n{line}\n{piece * (100_000 // len(piece))}"
    start = time.perf_counter()
    find_furniture(text)
    assert time.perf_counter() - start < 2
