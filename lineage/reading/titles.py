"""The headline of a speech among the first lines of a page.

Words of the site and names of its sections that were not known for furniture are passed over; a title broken over
lines is joined, lines above and below a newspaper's headline are left out. Whose speech it is, is read in
`lineage.reading.speakers`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.reading import furniture_rules as rules
from lineage.reading.dates import FULL_DATE, MONTH_DAY, SHORT_DATE
from lineage.reading.names import OFFICE, PERSON, is_name
from lineage.reading.reasons import Reason
from lineage.reading.surroundings import is_information
from lineage.reading.writing import BLANKS, HAN, fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lineage.reading.surroundings import Surroundings

_LONGEST = 80
_FEWEST_LETTERS = 4
_TAIL_MARKS = "。；：，、;:,"
_MENU_ITEM = 8  # a word of a menu is hardly longer
_BUTTON_LENGTH = 16

_KIND = rules.KIND_OF_SPEECH
_SPEECH = re.compile(rf"{_KIND}|贺信|贺电|谈话|书$|信$")
_SALUTATION = re.compile(rules.SALUTATION)
_LABELLED = re.compile(r"(?:文章|新闻|讲话|演讲)?(?:标题|题目|题名|篇名)\s?[:丨|]\s?(?P<title>.{4,80})")
_NO_TITLE = re.compile(
    r"[(\[《]?(?:目录|目次|序言?|前言|引言|摘要|导语|编者按|[一二三四五六七八九十]{1,3}(?:[、.].{0,40})?)[)\]》]?|\(.*\)"
)
_BUTTON = re.compile(
    r"APP|App|客户端|小程序|登[录入]|注册|订阅|收藏|网站地图|手机版|电脑版|字[体号级]|分享|Like|LIKE|[点按]赞|官网|下载|听新闻|听全文|朗读|倍速|扫码|二维码"
    r"|导[航览]|[首主]页|往期|过刊|当期|繁[体體]|简体|English|RSS|搜[索寻]|检索|无障碍|长者|适老|打印|列印|关闭|返回|留言|评论|浏览|点击|点阅|阅读[数量原]"
    r"|会员|版面|频道|热点|热门|视频|影音|图集|直播|排行|更多|Cookie|cookie|广告|推荐阅读|回列表"
)
_STRONG_BUTTON = re.compile(r"APP|App|客户端|小程序|登录|订阅|听新闻|下载|打开|扫码|Cookie|cookie|字[体号级]\s?:")
_SECTION = re.compile(
    rf"(?:(?:领导|重要|近期|{OFFICE})?(?:讲话|致[辞词]|演讲|活动|言论|论述|文稿|发言|动态|文章|信息)(?:全文|选登|稿|与.{{2}})?"
    r"|(?:今日|本地|国内|国际|时政|社会|综合|财经|图片|头版|媒体|校园|学校|公司|集团|部门|焦点|最新)?(?:要闻|新闻|头条|消息|报道|公告|资讯)(?:中心|动态)?"
    r"|时政|国内|国际|社会|观点|评论|理论|专题|特稿|专访|访谈|正文|详情|专栏|论坛|副刊|当前栏目|文章内容|内容正文)"
)
_ORGANISATION = re.compile(
    rf"(?!.*(?:[在赴和与致]|召开|主持|出席|访问|成立))[{HAN}]{{2,24}}(?:公司|集团|大学|学院|中学|小学|医院|学校|银行|商会|协会|学会|基金会|研究院|研究所|政府"
    r"|代表团|大使馆|使馆|领事馆|管委会|委员会|总会|公会|博物馆|图书馆|出版社|部|局|厅|署)"
)
_INTRODUCING = re.compile(r"(?:强调|指出|表示|要求|呼吁|提出|号召|时说|上说|宣布|介绍)$")
_NEWS_OF = re.compile(
    rf"(?P<name>{PERSON})(?:{OFFICE}|同志|先生|女士)?(?:[:,]|在|调研|考察|会见|出席|主持|强调|指出|表示|率|赴|看望|检查|督导|走访|呼吁|谈|致|访问|回应|发表|批|吁)"
)
_JOINED = re.compile("[和与暨及的、在对向]$")
_JOINING = re.compile("(?:关于|暨|的|上的|会上的|上发表的)")
_BROKEN = re.compile(rf"[^。;]{{0,30}}?(?:在|于)[^。;]{{4,80}}[上中时]的?[^。;]{{0,8}}{_KIND}.{{0,12}}")
_PAIRS = ("《》", "“”", "「」", "『』", "()", "[]", "【】")
_DATED_TAIL = re.compile(
    rf"\s*(?:-{{1,4}}\s*(?={FULL_DATE}).*|\((?:[^()]{{0,30}}[\s,])?(?:{FULL_DATE}|{SHORT_DATE}|{MONTH_DAY}).*)"
)
_NAME_BEHIND = re.compile(
    rf"(?P<title>.{{4,70}}{_KIND})\s{{1,8}}(?:[^\s]{{0,20}}{OFFICE}\s?)?(?P<name>[{HAN}](?:\s{{0,3}}[{HAN}]){{1,3}})"
)
_WIKI_TITLE = re.compile(r"(?P<title>.+?)\s*(?:\((?P<year>[12]\d{3})年?\))?")


def find_title(page: Surroundings) -> str:
    """The headline of a page: unmarked lines before the speech begins, down to a subtitle behind a dash."""
    labelled = _labelled(page)
    if labelled:
        return labelled
    lines = _of_speech(list(_candidates(page)))
    subtitle = next((place for place, line in enumerate(lines[:4]) if fold(line)[0] == "-"), 0)
    parts = lines[:subtitle] or list(_headline(lines))
    title = _without_tail(" ".join(parts).strip(BLANKS + "#*"))
    if len(title) >= _FEWEST_LETTERS and not _NO_TITLE.fullmatch(fold(title)):
        return title
    return wiki_title(page)[0]


def wiki_title(page: Surroundings) -> tuple[str, str]:
    """The name of a Wikisource page and the year that it may give behind it."""
    for words in page.words(Reason.NAVIGATION):
        name, _, site = words.partition("\n")
        if "维基文库" in fold(site):
            match = _WIKI_TITLE.fullmatch(fold(name))
            return (name[: match.end("title")], match["year"] or "") if match else (name, "")
    return "", ""


def introduces(line: str) -> bool:
    """Whether a line leads over to the headline below it: 某某在全省大会上强调."""
    return bool(_INTRODUCING.search(fold(line)))


def _labelled(page: Surroundings) -> str:
    """What the page itself calls the title, behind the label 标题."""
    for line in [*page.head[:4], *page.lines(Reason.NAVIGATION)]:
        match = _LABELLED.fullmatch(fold(line).strip(BLANKS)) if len(line) <= _LONGEST + 10 else None
        if match:
            return line.strip(BLANKS)[slice(*match.span("title"))].strip(BLANKS)
    return ""


def _candidates(page: Surroundings) -> Iterator[str]:
    """The first lines of the speech that can be its title."""
    for line in page.head:
        if len(line) > _LONGEST or line[-1] in _TAIL_MARKS or _SALUTATION.fullmatch(fold(line)):
            return
        yield line


def _of_speech(lines: Sequence[str]) -> Sequence[str]:
    """The lines from the first one on that is neither of the site nor the name of a section."""
    for place, line in enumerate(lines[:5]):
        below = lines[place + 1 : place + 2]
        section = _SECTION.fullmatch(squeeze(fold(line))) and below and _heads(below[0]) and len(below[0]) > len(line)
        if not section and not (below and (is_of_site(fold(line)) or _is_organisation(line, below[0]))):
            return lines[place:]
    return lines


def _heads(line: str) -> bool:
    """Whether a line can be a headline and is no subtitle."""
    folded = fold(line)
    return folded[0] not in "-(" and len(squeeze(line)) >= _FEWEST_LETTERS and not _NO_TITLE.fullmatch(folded)


def _is_organisation(line: str, below: str) -> bool:
    """Whether a line is nothing but the name of the body whose page it is, above what can be a title."""
    words = squeeze(fold(line))
    return bool(_ORGANISATION.fullmatch(words)) and not _SPEECH.search(words) and _heads(below)


def is_of_site(folded: str) -> bool:
    """Whether a line holds words of menus and buttons, and can be no headline."""
    words = re.split(r"[\s|/·>]+", folded.strip(" |/·>"))
    if _SPEECH.search(folded) and not is_information(folded) and not _STRONG_BUTTON.search(folded):
        return False
    if is_information(folded):
        return True
    if len(words) > 1 and max(map(len, words)) <= 2 * _MENU_ITEM and _BUTTON.search(folded):
        return True
    if len(words) > 2 and 1 < max(map(len, words)) <= _MENU_ITEM and min(map(len, words)) > 1:
        return True
    return len(folded) <= _BUTTON_LENGTH and bool(_STRONG_BUTTON.search(folded))


def _headline(lines: Sequence[str]) -> Iterator[str]:
    """The headline among lines without a subtitle behind a dash."""
    if len(lines) > 1 and _leads_over(lines[0], lines[1]):
        lines = lines[1:]
    for count in (3, 2):
        broken = "".join(lines[:count])
        if len(lines) >= count and not _complete(lines[0]) and _BROKEN.fullmatch(fold(broken)):
            yield from lines[:count]
            return
    for place, line in enumerate(lines[:3]):
        if place and not _goes_on(lines[place - 1], line):
            return
        yield line


def _leads_over(line: str, below: str) -> bool:
    """Whether a line stands above a headline: it leads over to what was said, or only the next one names somebody."""
    if introduces(line):
        return True
    news = _NEWS_OF.match(fold(below))
    named = _NEWS_OF.match(fold(line)) or _SPEECH.search(fold(line)) or "在" in line
    return bool(news and is_name(news["name"]) and not named and len(below) >= 2 * _FEWEST_LETTERS)


def _complete(line: str) -> bool:
    """Whether a line is a whole title of a speech by itself."""
    return bool(_SPEECH.search(fold(line)))


def _goes_on(line: str, below: str) -> bool:
    """Whether a headline goes on below: it ends in a joining word or an open bracket, or the next begins with one."""
    folded = fold(line)
    opened = any(folded.count(pair[0]) > folded.count(pair[1]) for pair in _PAIRS)
    return bool(opened or _JOINED.search(folded) or _JOINING.match(fold(below)))


def _without_tail(title: str) -> str:
    """A headline without the day and the name that may stand behind it."""
    dated = _DATED_TAIL.search(fold(title))
    title = title[: dated.start()] if dated else title
    named = _NAME_BEHIND.fullmatch(fold(title))
    return title[: named.end("title")] if named and is_name(named["name"]) else title
