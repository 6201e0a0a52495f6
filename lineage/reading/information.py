"""A line of information about a page, cut into what it says: the day, the source, who edited it, and the rest.

发布时间：2014-09-22 08:41　来源：青河日报　浏览次数：1283 is dateline, source and navigation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lineage.reading.dates import FULL_DATE, SHORT_DATE
from lineage.reading.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = re.compile(
    r"(?P<dateline>(?:(?:发布|发表|更新|最后更新|发稿|上传|录入|刊发|刊登|成文|创建|上版|张贴|公布|播出)?(?:时间|日期)|(?:最后)?更新|地点)\s?[:丨]"
    rf"|(?:{FULL_DATE}|{SHORT_DATE})(?:\s{{0,4}}\d{{1,2}}:\d{{2}}(?::\d{{2}})?|(?=\s{{1,4}}(?:来源|作者|编辑|责编|字[号体]|浏览|点击))))"
    r"|(?P<source>(?:文章|信息|稿件|资料|新闻)?(?:来源|出处|稿源)|资料提供|供稿单位)\s?[:丨]"
    r"|(?P<byline>(?:本文|网页|责任|本期|版面|见习|执行)?编辑|责编|作者|记者|编译|审核|校对|通讯员|撰文|摄影|采访撰文|翻译|原创(?=\s)|文(?=[丨/]))\s?[:丨=]?"
    r"|(?P<navigation>[【\[]|(?:浏览|点击|阅读|点阅|访问)(?:次数|量|数|率|人次)?\s?:|字[号体]|人气|评论|打印|分享|标签|关键[词字]|索引号|发文机关|发布机构|主题词|分类|文号)"
)
_VALUE = re.compile(r"[^\s【】\[\]|:]")
_REASONS = {
    "dateline": Reason.DATELINE,
    "source": Reason.SOURCE,
    "byline": Reason.BYLINE,
    "navigation": Reason.NAVIGATION,
}
_BETWEEN = " |·•,([【"


def cut(folded: str, reason: Reason) -> Iterator[tuple[int, int, Reason]]:
    """The parts of a line, blanks between them left out; one part where the line says one thing.

    Args:
        folded: The line.
        reason: Why it is furniture as a whole: the reason of what stands before the first item.
    """
    begin, current, opened = 0, reason, False
    for item in _ITEM.finditer(folded):
        found = _REASONS[item.lastgroup or "navigation"]
        if found is current and opened:
            continue
        if item.start() > begin and folded[begin : item.start()].strip(_BETWEEN):
            yield begin, begin + len(folded[begin : item.start()].rstrip(" |·•,")), current
            begin = item.start()
        if found is not Reason.NAVIGATION and not _VALUE.match(folded[item.end() :].lstrip()) and item[0][-1] == ":":
            found = Reason.NAVIGATION  # a label without a value
        current, opened = found, True
    yield begin, len(folded), current
