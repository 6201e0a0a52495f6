"""Speech that looks like furniture, and stays: when in doubt the text is kept."""

import pytest

from lineage.reading import TRANSPARENT, find_furniture, read_bytes

RUNNING = "中国政府高度重视网络空间安全，把维护网络安全作为国家战略的重要组成部分，并置于优先地位。"
MORE = "我们愿与世界各国一道，为维护网络空间安全继续作出积极努力，并扩大与各国和相关国际组织的合作。"
BODY = f"{RUNNING}\n{MORE}"


def left_out(text: str) -> list[tuple[str, str]]:
    spans = find_furniture(text)
    return [(span.reason, text[span.begin : span.end].strip()) for span in spans if span.reason not in TRANSPARENT]


@pytest.mark.parametrize(
    "line",
    [
        "郑重声明：中国政府坚持独立自主的和平外交政策，坚决反对任何形式的霸权主义和强权政治。",
        "凡注明的地方都要落实，坚持党的领导，坚持以人民为中心。",
        "未经安理会授权，任何国家都不得使用武力。",
        "未经许可的出口必须停止。",
        "这些作品的版权所有者应当受到保护。",
        "(c) 加强国际合作。",
        "分享到改革发展的成果",
        "分享",
        "扫一扫我们思想上的灰尘",
        "2021年7月1日 8:00 庆祝大会在北京隆重举行。",
        "有关情况将由新华社发。",
        "举报",
    ],
)
def test_words_of_sites_in_a_speech(line: str):
    assert left_out(f"{BODY}\n{line}\n{BODY}") == []


@pytest.mark.parametrize("line", ["评论:这是一件大事", "记者:您怎么看这件事?", "来源:这是我们的力量所在"])
def test_labels_before_words_of_a_speaker(line: str):
    assert left_out(f"谈网络空间\n{line}\n{BODY}\n{line}") == []


@pytest.mark.parametrize(
    "line",
    [
        "郑重声明：未经本网授权不得转载，违者必究。",
        "凡注明来源为本网的稿件，转载时须注明出处。",
        "未经授权不得转载、摘编本网稿件。",
        "版权所有：新华网",
        "(c) 2015 新华网",
        "分享到：微信 微博 QQ空间",
        "扫一扫，关注微信公众号",
        "浏览：120  评论：3",
        "责任编辑：杨牧、燕勐",
    ],
)
def test_words_of_sites_at_the_foot_of_a_page(line: str):
    assert [words for _, words in left_out(f"{BODY}\n{line}")] == [line]


@pytest.mark.parametrize(
    "speech",
    [
        f"政府工作报告\n该法律已由全国人民代表大会常务委员会通过并公布施行。\n{BODY}\n{RUNNING}\n《著作权法》\n{MORE}",
        f"{BODY}\n本作品受著作权法保护。\n{BODY}",
        f"{BODY}\n此作品在国际上很有影响。\n{BODY}\n他的作品已进入公有领域。\n{BODY}",
        f"{BODY}\n本作品的保护期届满以后属于公有领域，任何人都可以使用。\n{BODY}",
    ],
    ids=["law", "copyright", "far", "midst"],
)
def test_laws_and_works_in_a_speech_make_no_licence_box(speech: str):
    assert left_out(speech) == []


def test_a_licence_box_ends_where_its_words_end():
    box = "本译文采用\n知识共享 署名\n许可协议。"
    heading = "附录：有关公有领域的说明"
    lines = "\n".join(f"第{number}条附注" for number in "一二三四五六七八")
    assert left_out(f"{BODY}\n{box}\n{lines}\n{heading}") == [("rights", box)]


@pytest.mark.parametrize(
    "announcing",
    [
        "下面，我向大会作工作报告。",
        "下面，我代表国务院向大会作政府工作报告：",
        "以下是我的发言全文：",
        "现将咱们的讲话全文如下：",
        "下面请财政部部长作报告。",
    ],
)
def test_a_speaker_who_announces_is_heard(announcing: str):
    assert left_out(f"在大会上的报告\n{RUNNING}\n{announcing}\n各位代表：\n{BODY}") == []


@pytest.mark.parametrize(
    "address", ["同志们，今天我们开会。", "各位代表，现在开会。", "主席先生，感谢安排。", "尊敬的议长先生，您好。"]
)
def test_who_addresses_the_hearers_is_speaking_whatever_follows(address: str):
    assert left_out(f"在大会上的报告\n{address}{RUNNING}\n以下是报告全文：\n各位代表：\n{BODY}") == []


def test_an_announcement_needs_a_story_or_a_speaker():
    assert left_out(f"在大会上的报告\n{RUNNING}\n以下是决议全文：\n{BODY}") == []
    story = f"新华社北京5月10日电 {RUNNING}\n以下是我国代表的讲话全文："
    assert left_out(f"我国代表的讲话\n{story}\n{BODY}") == [("story", story)]


def test_a_list_of_links_ends_at_a_numbered_heading():
    tail = "一、深化改革\n二、扩大开放"
    assert left_out(f"{BODY}\n相关新闻\n简历\n{tail}") == [("navigation", "相关新闻\n简历")]
    assert left_out(f"{BODY}\n相关内容\n（一）深化改革\n{MORE}") == []
    assert left_out(f"{BODY}\n相关内容\n深化改革\n{MORE}") == []
    assert left_out(f"{BODY}\n相关内容\n{tail}") == []
    assert left_out(f"{BODY}\n相关内容\n简历") == [("navigation", "相关内容\n简历")]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (f"讲话\n新华社北京5月10日电 {BODY}\n以下是讲话全文：\n各位代表：\n{BODY}", "the story before a transcript"),
        (f"{RUNNING}\n版权所有：{'新华网' * 20}", "notices of copyright and licence"),
        (f"{RUNNING}\n相关新闻\n{'简历 ' * 20}", "the navigation of a page"),
    ],
)
def test_much_that_is_left_out_is_told(text: str, warning: str):
    (told,) = read_bytes(text.encode()).warnings
    left = sum(
        len(text[s.begin : s.end]) for s in find_furniture(text) if s.reason in {"story", "rights", "navigation"}
    )
    assert abs(left - int(told.partition(" ")[0])) <= 20
    assert told.endswith(f" of {len(text)} characters are taken for {warning} and left out")


def test_little_that_is_left_out_is_not_told():
    assert read_bytes(f"{BODY}\n{BODY}\n版权所有：新华网".encode()).warnings == ()
