"""Date, speaker and title after the habits of sites that the labelled pages do not show."""

import pytest

from lineage.reading import read_bytes

SPEECH = (
    "今天我们在这里集会，回顾过去一年走过的道路，总结经验，展望未来的工作，意义十分重大。\n"
    "过去的一年很不平凡，大家克服了许多困难，取得了来之不易的成绩，值得充分肯定。谢谢大家！\n"
)
TRADITIONAL = (
    "今天我們在這裡集會，回顧過去一年走過的道路，總結經驗，展望未來的工作，意義十分重大。\n"
    "過去的一年很不平凡，大家克服了許多困難，取得了來之不易的成績，值得充分肯定。謝謝大家！\n"
)
REPORT = (
    "本报讯（记者 王平）昨日，市长郝建国在全市经济工作会议上强调，要把发展实体经济放在首位，坚定不移抓项目、促投资。\n"
    "郝建国指出，要优化营商环境，让企业家安心经营、放心投资、专心创业，共同推动高质量发展。\n"
)
INTERVIEW = (
    "3月12日，本刊记者专访了省农科院院长邝启明。\n"
    "本刊记者：您怎么看今年的种业形势？\n"
    "邝启明：形势总体是好的，但我们的短板仍然很突出，特别是在育种的原始创新方面还有差距。\n"
    "本刊记者：怎么补短板？\n"
    "邝启明：要靠长期投入，靠耐心，靠一代又一代科研人员在田间地头的接力奋斗。\n"
)


@pytest.mark.parametrize(
    ("page", "date", "speaker", "title"),
    [
        (
            f"领导讲话\n在全县教育大会上的讲话\n县委书记　白玛多吉\n2018年9月10日\n同志们：\n{SPEECH}",
            "2018-09-10",
            "白玛多吉",
            "在全县教育大会上的讲话",
        ),
        (
            f"主讲人：褚文\n时间：2019年5月6日\n地点：图书馆报告厅\n题目：阅读与城市\n{SPEECH}",
            "2019-05-06",
            "褚文",
            "阅读与城市",
        ),
        (
            f"在庆祝建校一百周年\n大会上的讲话\n校长　闻 人 杰\n（二〇一二年十月八日）\n尊敬的各位校友：\n{SPEECH}",
            "2012-10-08",
            "闻人杰",
            "在庆祝建校一百周年 大会上的讲话",
        ),
        (
            f"市长在全市经济工作会议上强调\n把发展实体经济放在首位\n2021-02-05 08:00\n{REPORT}",
            "2021-02-04",
            "郝建国",
            "把发展实体经济放在首位",
        ),
        (
            f"总统阿尔文·塞拉在国会发表国情咨文\n（2015年1月20日）\n议长先生、各位议员：\n{SPEECH}",
            "2015-01-20",
            "阿尔文·塞拉",
            "总统阿尔文·塞拉在国会发表国情咨文",
        ),
        (
            f"畢業典禮致詞\n講者：吳念慈 校長\n日期：113.06.08\n地點：大禮堂\n各位同學：\n{TRADITIONAL}",
            "2024-06-08",
            "吳念慈",
            "畢業典禮致詞",
        ),
        (
            f"紀念會講詞\n三十四年九月三日在臺北大禮堂講\n主席　居正中\n各位同志：\n{TRADITIONAL}",
            "1945-09-03",
            "居正中",
            "紀念會講詞",
        ),
        (
            f"专访省农科院院长邝启明：种子是农业的芯片\n2021-03-15 09:00\n{INTERVIEW}",
            "2021-03-12",
            "邝启明",
            "专访省农科院院长邝启明：种子是农业的芯片",
        ),
        (
            f"打开APP　阅读全文\n让乡村学校亮起来\n——在座谈会上的发言\n文/殷实\n各位老师：\n{SPEECH}（2017年9月8日）\n",
            "2017-09-08",
            "殷实",
            "让乡村学校亮起来",
        ),
        (
            f"新年贺词\n全市人民：\n{SPEECH}市长　麦有为\n2022年1月1日\n",
            "2022-01-01",
            "麦有为",
            "新年贺词",
        ),
    ],
)
def test_what_a_page_tells(page: str, date: str, speaker: str, title: str):
    facts = read_bytes(page.encode()).facts
    assert {name: facts[name].value for name in ("date", "speaker", "title")} == {
        "date": date,
        "speaker": speaker,
        "title": title,
    }


@pytest.mark.parametrize(
    ("page", "field"),
    [
        (f"市长在全市大会上的讲话\n发布时间：2020-07-03\n同志们：\n{SPEECH}", "date"),
        (f"市长在全市大会上的讲话\n发布时间：2020-07-03\n同志们：\n{SPEECH}", "speaker"),
        (f"新年贺词\n2020年7月3日 星期五\n首页　登录　注册\n同志们：\n{SPEECH}", "date"),
        ("省政府开会\n2020-06-19 09:00\n会上说，今年3月启动的项目已经完成大半，全年目标任务可望按期完成。\n", "date"),
    ],
)
def test_what_a_page_does_not_tell(page: str, field: str):
    assert field not in read_bytes(page.encode()).facts


def test_the_source_of_a_page_is_no_place():
    head = "共同维护\n发布时间：2014-09-18 来源：外交部\n蔡名照\n2013年11月5日 斯坦福大学\n各位来宾：\n"
    read = read_bytes((head + "我们要坚持合作共赢，推动各项事业不断取得新的成就。" * 3).encode())
    assert read.facts["venue"].value == "斯坦福大学"


def test_two_days_with_the_same_right_are_told():
    body = "各位代表：\n" + "我们要坚持合作共赢，推动各项事业不断取得新的成就。" * 3 + "\n"
    read = read_bytes(f"在年会上的讲话\n（2014年9月18日）\n{body}二〇一四年九月廿八日\n".encode())
    assert read.facts["date"].value == "2014-09-18"
    assert any("two days, 2014-09-18" in warning and "2014-09-28" in warning for warning in read.warnings)
    read = read_bytes(f"在年会上的讲话\n（2014年9月18日）\n{body}二〇一四年九月十八日\n".encode())
    assert read.facts["date"].value == "2014-09-18"
    assert not any("two days" in warning for warning in read.warnings)
