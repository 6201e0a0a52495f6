"""What a text, a file name and a table say about a speech, and which value wins."""

from pathlib import Path

import pytest

from lineage.models import Fact, Provenance
from lineage.reading import find_furniture, from_file_name, infer, read_bytes, resolve

RUNNING = "中国政府高度重视网络空间安全，把维护网络安全作为国家战略的重要组成部分，并置于优先地位。"


def inferred(text: str) -> dict[str, str]:
    return {field: fact.value for field, fact in infer(text, find_furniture(text)).items()}


@pytest.mark.parametrize(
    ("name", "speaker", "date", "title"),
    [
        ("*李保東*", "李保東", None, "外交部副部長李保東在信息與網絡安全問題國際研討會開幕式上的講話"),
        ("*蔡名照*", "蔡名照", "2013-11-05", "共同维护网络空间安全"),
        ("*組委會*", "世界互聯網大會組委會", "2019-10", "攜手構建網絡空間命運共同體"),
        ("*傅聰*", "傅聰", "2014-09-18", "外交部傅聰:願與東盟建立多雙邊網路對話機制"),
        ("*張軍*", "張軍", "2021-06-29", "中國代表呼吁制定各國普遍接受的網絡空間國際規則"),
    ],
)
def test_the_five_speeches_say_themselves_what_they_are(
    corpus_folder: Path, name: str, speaker: str, date: str | None, title: str
):
    read = read_bytes(next(corpus_folder.glob(name)).read_bytes())
    values = {field: fact.value for field, fact in read.facts.items()}
    assert (values.get("speaker"), values.get("date"), values.get("title")) == (speaker, date, title)
    assert {fact.provenance for fact in read.facts.values()} == {Provenance.TEXT}
    assert all(fact.evidence for fact in read.facts.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"在庆祝大会上的讲话\n（一九四九年九月二十一日）\n毛泽东\n诸位代表先生们：\n{RUNNING}",
            {"title": "在庆祝大会上的讲话", "speaker": "毛泽东", "date": "1949-09-21", "venue": "庆祝大会"},
        ),
        (
            "政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n国务院总理\n李　强\n"
            f"各位代表：\n{RUNNING}",
            {
                "title": "政府工作报告",
                "speaker": "李强",
                "role": "国务院总理",
                "date": "2024-03-05",
                "venue": "第十四届全国人民代表大会第二次会议",
            },
        ),
        (
            f"1979年政府工作报告——1979年6月18日在第五届全国人民代表大会第二次会议上\n国务院总理华国锋各位代表：\n{RUNNING}",
            {"title": "1979年政府工作报告", "speaker": "华国锋", "role": "国务院总理", "date": "1979-06-18"},
        ),
        (
            f"王毅在联合国安理会公开会上的发言\n2022-09-23 05:00\n主席先生：\n{RUNNING}",
            {"title": "王毅在联合国安理会公开会上的发言", "speaker": "王毅", "venue": "联合国安理会公开会"},
        ),
        (f"各位代表：\n{RUNNING}\n中俄等国于2011年向联合国大会提交了准则。", {}),
        (f"五年来，{RUNNING}", {}),
        ("", {}),
    ],
)
def test_what_a_text_says(text: str, expected: dict[str, str]):
    assert inferred(text) == expected


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("外交部发言人王文29日表示，", "2021-06-29"),
        ("外交部发言人王文6月30日表示，", "2021-06-30"),
        ("外交部发言人王文今天表示，", "2021-07-01"),
        ("外交部发言人王文日前表示，", None),
        ("外交部发言人王文表示，", None),
    ],
)
def test_a_storys_day_follows_from_the_day_it_was_published(lead: str, date: str | None):
    found = inferred(f"中方主张共同安全\n发布时间：2021-07-01 来源：新华社\n{lead}{RUNNING}")
    assert found.get("date") == date
    assert found.get("speaker") == "王文"


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("市委书记王文昨日在会上强调，", "2018-02-28"),
        ("市委书记王文前天在会上强调，", "2018-02-27"),
        ("市委书记王文昨（28）日在会上强调，", "2018-02-28"),
        ("论坛2月26日至28日举行，市委书记王文昨天到会并强调，", "2018-02-28"),
        ("论坛2月26日至28日举行，市委书记王文到会并强调，", "2018-02"),
        ("本月1日，市委书记王文在会上强调，", "2018-03-01"),
        ("上月28日，市委书记王文在会上强调，", "2018-02-28"),
        ("二月二十八日，市委书记王文在会上强调，", "2018-02-28"),
        ("不久前，市委书记王文在会上强调，", None),
        ("近日，市委书记王文在会上强调，", None),
    ],
)
def test_words_that_count_from_the_report_are_resolved_by_its_day(lead: str, date: str | None):
    assert inferred(f"坚持人民至上\n2018-03-01 08:30 来源：某某日报\n{lead}{RUNNING}").get("date") == date


def test_the_day_of_an_agencys_dateline_goes_before_the_day_of_the_page():
    text = f"坚持人民至上\n2018-03-02 08:30 来源：某某网\n新华社北京2月28日电 市委书记王文今天在会上强调，{RUNNING}"
    assert inferred(text)["date"] == "2018-02-28"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("發布日期：113-05-20", "2024-05-19"),
        ("發布日期：113/05/20", "2024-05-19"),
        ("中華民國113年5月20日 09:00", "2024-05-19"),
    ],
)
def test_pages_of_taiwan_count_years_from_1912(head: str, date: str):
    text = f"總統府新聞\n部長談淨零碳排\n{head}\n農業部部長林文昨天在臺北表示，{RUNNING}"
    assert inferred(text).get("date") == date


def test_a_short_year_is_no_year_of_the_republic_elsewhere():
    assert "date" not in inferred(f"在大会上的讲话\n（98-05-20）\n同志们：\n{RUNNING}")


def test_the_day_of_publication_alone_is_told_and_not_taken():
    read = read_bytes(f"在大会上的讲话\n发布时间：2021-07-01 来源：新华社\n同志们：\n{RUNNING}".encode())
    assert "date" not in read.facts
    assert any("2021-07-01" in warning for warning in read.warnings)


def test_a_word_that_counts_from_a_day_nobody_tells_is_told():
    read = read_bytes(f"坚持人民至上\n新华社北京9月18日电 市委书记王文今天在会上强调，{RUNNING}".encode())
    assert "date" not in read.facts
    assert any("今天" in warning for warning in read.warnings)


def test_a_broadcast_has_no_speaker():
    story = f"央视网消息(新闻联播)：市委书记王文在会上强调，{RUNNING}"
    assert "speaker" not in inferred(f"今日要闻\n{story}\n{story}\n{story}")


INTERVIEW = "问：{ask}您怎么看？\n答：这要从头说起。\n问：为什么？\n答：因为大家都需要它。\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("谈数字乡村\n——专访欧阳明远\n" + INTERVIEW, "欧阳明远"),
        ("谈数字乡村\n记者：您怎么看？\n王文：这要从头说起。\n记者：为什么？\n王文：因为大家都需要它。", "王文"),
        (f"2023年3月7日外交部发言人王文主持例行记者会\n新华社记者：有何评论？\n王文：{RUNNING}\n", "王文"),
        (f"在大会上的致辞\n秘书长 王文\n（由副秘书长李明代为宣读）\n各位来宾：\n{RUNNING}", "王文"),
        (f"在大会上的致辞\n某某大学校长 王文 2014年9月18日\n各位来宾：\n{RUNNING}", "王文"),
        (f"在大会上的致辞\n王明远\n很高兴来到这里，同大家见面。\n{RUNNING}", "王明远"),
        (f"开幕致词\n致詞人：林秀珍 部長\n各位來賓：\n{RUNNING}", "林秀珍"),
        (f"常驻联合国代表王文大使在安理会的发言\n主席先生：\n{RUNNING}", "王文"),
    ],
)
def test_who_answers_and_for_whom_is_read_is_the_speaker(text: str, speaker: str):
    assert inferred(text).get("speaker") == speaker


@pytest.mark.parametrize(
    "text",
    [
        "两位市长谈\n记者：怎么看？\n王文：要从头说起。\n李明：我同意。\n记者：为什么？\n王文：大家需要。",
        f"联合声明\n{RUNNING}\n王文（签字）　　李明（签字）\n2001年4月27日",
    ],
)
def test_where_several_speak_nobody_is_named_and_all_are_told(text: str):
    read = read_bytes(text.encode())
    assert "speaker" not in read.facts
    (warning,) = (warning for warning in read.warnings if "several speak" in warning)
    assert "王文" in warning
    assert "李明" in warning


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"首页 > 新闻\n在大会上的讲话\n同志们：\n{RUNNING}", "在大会上的讲话"),
        (f"青河省人民政府门户网站\n首页 | 新闻 | 服务 | 互动\n在大会上的讲话\n同志们：\n{RUNNING}", "在大会上的讲话"),
        (f"某某大学新闻网\n在大会上的讲话\n同志们：\n{RUNNING}", "在大会上的讲话"),
        (f"甲国和乙国\n关于友好合作的联合声明\n{RUNNING}", "甲国和乙国 关于友好合作的联合声明"),
        (f"二〇一五年新年贺词\n同志们：\n{RUNNING}", "二〇一五年新年贺词"),
        (f"坚守初心 共促发展\n——在峰会上的演讲\n同志们：\n{RUNNING}", "坚守初心 共促发展"),
    ],
)
def test_what_stands_above_the_title_is_none(text: str, title: str):
    assert inferred(text).get("title") == title


def test_a_date_far_from_the_day_of_the_newspaper_is_not_believed():
    report = f"政府工作报告——1954年5月23日在第一届全国人民代表大会第一次会议上\n各位代表：\n{RUNNING}\n"
    misprint = read_bytes(f"{report}（《人民日报》1 9 5 4 0 9 2 4 第1至2 版）".encode())
    assert "date" not in misprint.facts
    (warning,) = misprint.warnings
    assert "1954-05-23" in warning
    assert "1954-09-24" in warning
    printed_soon = read_bytes(f"{report}《 人民日报 》（ 1954年06月02日 01 版）".encode())
    assert (printed_soon.facts["date"].value, printed_soon.warnings) == ("1954-05-23", ())


def test_the_day_of_a_page_is_not_taken_for_the_day_of_one_who_addresses_hearers():
    assert "date" not in inferred(f"在大会上的讲话\n发布时间：2021-07-01 来源：新华社\n同志们，今天{RUNNING}")


def test_reporters_are_no_speakers():
    assert "speaker" not in inferred(f"中方主张共同安全\n{RUNNING}(记者 王建刚)\n（责任编辑：张三）")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("2013-11-05_蔡名照_共同维护.txt", {"date": "2013-11-05", "speaker": "蔡名照", "title": "共同维护"}),
        ("2019-10_組委會_攜手_構建.md", {"date": "2019-10", "speaker": "組委會", "title": "攜手_構建"}),
        ("2014~_某人_讲话", {"date": "2014~", "speaker": "某人", "title": "讲话"}),
        ("2012-07-02_新闻联播.txt", {"date": "2012-07-02", "title": "新闻联播"}),
        ("2014-13_某人_讲话.txt", {"speaker": "某人", "title": "讲话"}),
        ("讲话.txt", {}),
        ("第2013-11次会议.txt", {}),
    ],
)
def test_file_names(name: str, values: dict[str, str]):
    assert {field: fact.value for field, fact in from_file_name(name).items()} == values


def stated(provenance: Provenance, **values: str) -> dict[str, Fact]:
    return {field: Fact(value, provenance) for field, value in values.items()}


def test_the_strongest_source_wins_in_whatever_order():
    table = stated(Provenance.TABLE, date="2013-11-05", venue="斯坦福")
    name = stated(Provenance.FILE_NAME, date="2013", speaker="蔡名照")
    text = stated(Provenance.TEXT, speaker="某人", title="题目")
    assert resolve(table, name, text) == resolve(text, name, table)
    found = resolve(text, name, table)
    values = {field: fact.value for field, fact in found.facts.items()}
    assert values == {"date": "2013-11-05", "venue": "斯坦福", "speaker": "蔡名照", "title": "题目"}
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("first", "second", "conflicts"),
    [
        (("date", "1954-09-23"), ("date", "1954-05-23"), 1),
        (("date", "2013-11-05"), ("date", "2013-11"), 0),
        (("date", "2013-11-05"), ("date", "2014~"), 0),
        (("speaker", "張軍"), ("speaker", "张军"), 0),
        (("speaker", "錢鍾書"), ("speaker", "钱锺书"), 0),
        (("speaker", "国务院总理 李克强"), ("speaker", "李克强"), 0),
        (("speaker", "李克强"), ("speaker", "温家宝"), 1),
        (("title", "政府工作报告"), ("title", "2013年政府工作报告（全文）"), 0),
        (("venue", "北京"), ("venue", "上海"), 0),
    ],
)
def test_only_disagreement_in_substance_is_told(first, second, conflicts: int):
    found = resolve(stated(Provenance.TABLE, **dict([first])), stated(Provenance.FILE_NAME, **dict([second])))
    assert len(found.conflicts) == conflicts
    assert all("speeches.csv wins" in sentence for sentence in found.conflicts)


def test_a_date_that_cannot_be_read_never_wins():
    found = resolve(stated(Provenance.TABLE, date="soon"), stated(Provenance.FILE_NAME, date="2013"))
    assert found.facts["date"].value == "2013"
