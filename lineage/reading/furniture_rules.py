"""What furniture looks like: one row per habit of web pages, with the reason it is marked by.

Patterns are for single lines of folded text (simplified script, ASCII marks and digits), without glosses.
`Where` says in which part of a text a row may speak: what could stand in a speech is only believed at its edges.
A speech may declare, share and comment, too: such words make furniture only beside words of a site (`_SITE`).
How the rows are applied is told in `lineage.reading.furniture`.
"""

# ruff: noqa: E501 -- a rule is read as one row

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lineage.reading.dates import DATE, FULL_DATE, SHORT_DATE
from lineage.reading.names import OFFICE, PERSON
from lineage.reading.reasons import Reason
from lineage.reading.writing import HAN


class Where(StrEnum):
    """In which part of a text a rule may speak."""

    ANYWHERE = "anywhere"
    EDGE = "edge"  # before the first or after the last line of running speech
    END = "end"  # after the last line only: before the first it could be the title


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the reason it marks by, and where it may speak."""

    reason: Reason
    pattern: str
    where: Where = Where.ANYWHERE


_LABEL = (
    "(?:发布|发表|更新|发稿|上传|录入|刊发|刊登|成文)?(?:时间|日期)|(?:文章|信息|稿件|资料|新闻)?(?:来源|出处)|(?:本文|网页|责任|本期|版面|见习)?编辑|责编|作者|记者|编译"
    "|审核|校对|通讯员|浏览(?:次数|人次|人数|量)?|最后更新|点击(?:数|率|量)?|阅读(?:次数|量|数)?|访问量|字号|字体|评论|索引号|发文机关|发布机构|主题词|关键词|标签|分类|文号"
)
_COUNTED = "(?:浏览|点击|阅读|访问|评论)"  # labels of numbers; the other words that follow them are a speaker's
_NO_TALK = f"(?!.*[我您你?])(?!{_COUNTED}[次数量率]{{0,2}}\\s?:\\s?[^\\d\\s(\\[])"
_SITE = "转载|转自|摘编|本网|本站|本刊|版权|著作权|侵权|来源|稿件|镜像"
_WEEKDAY = "(?:星期|周|礼拜)[一二三四五六日天]"
_PLACE = '[^,。:;!?《》“”"]'

# The whole line is furniture.
LINES: tuple[Rule, ...] = (
    Rule(Reason.RIGHTS, r"(?:Public domain)+(?:false|true)*"),  # what is left of a licence box's picture
    Rule(Reason.RIGHTS, r".{0,81}ICP[备证]\s?(?:字\s?)?(?:第\s?)?\d.*|.{0,20}公网安备\s?\d.*"),  # registration numbers
    Rule(Reason.RIGHTS, r"(?:版权所有\s?(?:[:©,]|$)|Copyright\s?(?:©|\(c\)|\d)|©|\(c\)\s?\d{4}).{0,200}|.{0,40}All [Rr]ights [Rr]eserved.{0,80}"),
    Rule(Reason.RIGHTS, r"[^。,;]{0,40}版权所有(?![者人权制的])[^。]{0,80}"),
    Rule(Reason.RIGHTS, rf"(?:【[^】]{{0,8}}(?:声明|提示)】|\[[^\]]{{0,8}}(?:声明|提示)\]|(?:版权|免责|版权及免责|特别|郑重)(?:声明|提示)\s?:)(?=.*(?:{_SITE})).{{0,400}}"),
    Rule(Reason.RIGHTS, rf"(?:凡(?:本网|注明|本站)|未经(?:授权|许可|书面)|本网站(?:所有|刊载))(?=.*(?:{_SITE})).{{0,300}}|转载请注明.{{0,300}}"),
    Rule(Reason.RIGHTS, r"(?=.{0,250}$)[^我咱]{0,80}(?:不|并不|亦不|并非|非)(?:必然)?(?:代表|反映|等于)(?:本[报网站刊台社平号]|[^。,我]{1,12}(?:号|网|报|平台|社|新闻))[^。我]{0,10}(?:立场|观点|意见|看法).{0,160}"),
    Rule(Reason.RIGHTS, r"(?:本(?:网站?|站|报|刊|社|公众号|平台|数据库|资料库)|以上(?:内容|文章|图片|文字))[^。我]{0,60}(?:[未非]经[^。]{0,20}(?:授权|许可|同意|允许)|(?:不得|请勿|禁止|谢绝|严禁)[^。]{0,20}(?:转载|转贴|复制|摘编|使用|传输|引用|翻印)|版权[^。]{0,10}所有|如有侵权|侵权.{0,10}(?:删除|联系)).{0,200}"),
    Rule(Reason.RIGHTS, r"(?:如|若|如果|如有|倘)[^。我]{0,30}(?:侵权|侵犯|版权问题|著作权)[^。]{0,30}(?:联系|联络|告知|删除|处理|通知).{0,120}|[^。我]{0,24}(?:侵删|版权归[^。]{0,12}所有|著作权归[^。]{0,12}所有)[。,]?.{0,60}"),
    Rule(Reason.RIGHTS, r"[【\[(]?(?:版权|免责|版权及免责)声明[】\])]?\s?:?", Where.EDGE),
    Rule(Reason.NAVIGATION, r".{0,40}维基文库\s?[,·]\s?自由的?图书馆.{0,10}"),  # Wikisource's page head
    Rule(Reason.NAVIGATION, r"(?:跳转到?|跳到)[:\s]?(?:导航|搜索|内容).{0,20}|\[编辑\]|检索自.{0,200}|取自.{0,10}https?://.*"),
    Rule(Reason.NAVIGATION, r"[·\s]*股票名称\s+最新价.{0,40}"),  # a ticker without its prices
    Rule(Reason.NAVIGATION, rf"[·\s|]*(?:{_LABEL})\s?:\s?[^。]{{0,60}}(?:\s(?:{_LABEL})\s?:.{{0,80}})+"),  # two labels in one line
    Rule(Reason.NAVIGATION, rf"{FULL_DATE}\s{{0,4}}{_WEEKDAY}(?:\s.{{0,20}})?"),  # the day the page was printed
    Rule(Reason.NAVIGATION, rf"{_PLACE}{{0,20}}\s+(?:发布)?(?:时间|日期)\s?:\s?{DATE}.{{0,60}}"),  # site and time of a page
    Rule(Reason.NAVIGATION, r"[\[【(]?\s?(?:(?:打印|关闭|收藏|返回)(?:本页|窗口|页面|顶部|首页|列表)?[\s|·\]】)\[【(]*){2,8}"),
    Rule(Reason.NAVIGATION, r"[【\[(]?\s?字[号体]\s?:?[【\[(\s]*(?:特大|超大|大|中|小|默认)[\s/|】\])【\[(大中小]*(?:(?:打印|纠错|关闭|收藏|分享)[】\])【\[(\s]*){0,6}"),
    Rule(Reason.NAVIGATION, rf"{FULL_DATE}\s{{0,4}}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s[^。]{{0,80}})?"),  # to the minute: when the page was made
    Rule(Reason.NAVIGATION, r"(?:您)?(?:现在|当前|所在)(?:的)?位置?(?:在|是)?\s?:\s?首页.{0,80}|首页\s?[>»/|·-].{0,80}"),
    Rule(Reason.NAVIGATION, r"分享(?:到|至)\s?(?::[^。]{0,40}|[\s|·]*(?:微信|新浪|腾讯|微博|朋友圈|QQ|人人|豆瓣|Facebook|Twitter).{0,40})?"),
    Rule(Reason.NAVIGATION, r"(?:扫一扫|扫码|扫描二维码)(?:[^。]{0,30}(?:微信|二维码|关注|分享|手机|客户端|阅读|下载)[^。]{0,20})?|微信扫[^。]{0,30}|点击(?:查看|进入|下载)[^。]{0,20}"),
    Rule(Reason.NAVIGATION, r"(?:上|下)一[篇页条](?:\s?:.{0,80})?|[·\s]*(?:网友评论|我要评论|发表评论|我要纠错|\[纠错\])"),
    Rule(Reason.NAVIGATION, r"[·\s]*(?:分享|纠错|举报)", Where.EDGE),
    Rule(Reason.CAPTION, rf"(?=.{{0,150}}$).{{0,120}}(?:记者|通讯员|特约摄影|摄影师)\s{{0,3}}[{HAN}]\s?[{HAN}]{{1,3}}(?:[、\s][{HAN}]\s?[{HAN}]{{1,3}})?\s?(?:摄影?|供图)[。)]?(?:\s?/\s?[^\s。]{{1,12}}|\s{{0,3}}(?:{FULL_DATE}|{SHORT_DATE}))?[。)]?"),
    Rule(Reason.CAPTION, r"(?=.{0,120}$)(?:.{0,80}[\s(。/])?(?:资料图片?|资料照片?|资料相片|档案照片?|档案图片|网络图片|网上图片|新华社发|中新社发|视频截图|影片截图|(?:受访者|作者|本人|主办方|校方|主办单位)(?:供图|提供)|(?:图源|图片来源|图片提供|照片提供|相片来源)\s?[:/]?\s?[^。,\s]{1,16})[。)]?"),
    Rule(Reason.CAPTION, r"图为[^。我你]{2,60}(?:。|\s[^。]{0,30})?|(?:[上下]图为?|图[\d一二三四五六]|图说|图片说明|照片说明)\s?[:丨][^。我你]{2,80}[。]?"),
    Rule(Reason.SOURCE, r"[(\[]?(?:转自|摘自|选自|原载|来源|稿源|资料来源|文章来源|信息来源|新闻来源)\s?:\s?(?!.*[我您你?])[^。]{1,40}[)\]]?", Where.EDGE),
    Rule(Reason.SOURCE, rf"[(]?《\s?[^《》]{{1,10}}(?:日报|时报|晚报|早报|周报|学习报|报)\s?》\s?[(]?\s?(?:{DATE}|[12](?:\s?\d){{7}}|\d).{{0,30}}[版页)]{{1,3}}", Where.EDGE),
    Rule(Reason.NAVIGATION, rf"[·\s|(\[]*{_NO_TALK}(?:{_LABEL})\s?:[^。]{{0,60}}", Where.EDGE),
    Rule(Reason.BYLINE, r"[(]?(?:本报|新华社|中新社|.{2,8}[网社报台])?(?:见习|特派|驻.{1,6})?(?:记者|通讯员|编辑|责编|责任编辑)[\s:]+(?!.*[我您你?])[^。]{2,30}[)]?", Where.EDGE),
    Rule(Reason.DATELINE, rf"[(]?(?:新华社|中新社|人民网|本报)[^。,]{{0,10}}(?:{DATE}|\d{{1,2}}月\d{{1,2}}日)(?:电|讯)[)]?", Where.EDGE),
)  # fmt: skip

# The line's beginning is furniture: how a news agency opens a story, what stands before a salutation.
OPENINGS: tuple[Rule, ...] = (
    Rule(
        Reason.DATELINE,
        r"(?:新华社|中新社|本报|[^\s,。:;!?]{2,10}[网社报台经])[^\s,。:;!?]{0,8}?\d{1,2}月\d{1,2}日(?:电|讯|消息)"
        r"(?:\s?\((?:[^()]{0,10}记者[^()]{1,40}|记者)\))?[\s:]*",
    ),
    Rule(Reason.DATELINE, r"(?:[^\s,。:;!?]{2,10}[网社报台])(?:消息|讯)\s?(?:\([^()]{1,12}\))?:"),
    Rule(Reason.DATELINE, r"(?:本报|本刊|本网|本台)讯\s?(?:\([^()]{1,40}\))?[\s:]*"),
    Rule(
        Reason.BYLINE,
        rf"{_PLACE}{{0,40}}{OFFICE}\s{{0,4}}{PERSON}\s{{0,4}}(?=各位|同志们|女士们|先生们|朋友们|尊敬的|代表们)",
        Where.EDGE,
    ),
)

# The line's end is furniture: who reported, where it was printed, what the hall did.
ENDINGS: tuple[Rule, ...] = (
    Rule(Reason.BYLINE, r"\([^()。,]{0,12}(?:记者|通讯员|编辑|责编|作者|摄影|执笔)[\s:]{1,3}[^()。]{2,30}\)"),
    Rule(Reason.BYLINE, r"\((?:本报|新华社|中新社|人民网|新华网)[^()。,]{0,8}(?:记者|电)[^()。]{0,30}\)"),
    Rule(
        Reason.DATELINE,
        rf"\((?:新华社|中新社|人民网)[^()。,]{{0,10}}(?:{DATE}|\d{{1,2}}月\d{{1,2}}日)(?:电|讯)\)",
        Where.EDGE,
    ),
    Rule(Reason.SOURCE, r"\((?:来源|原载|转自|摘自|选自|据)\s?:?\s?[^()。]{1,40}\)", Where.EDGE),
    Rule(Reason.SOURCE, r"\(\s?《[^《》()]{1,10}报\s?》[^()《》]{0,40}\)", Where.EDGE),
)

# Headings of link lists: what follows is no part of the speech, up to the next running text or numbered heading.
SECTIONS = (
    "(?:延伸|相关|推荐|更多|深度|热门|精彩|拓展)(?:阅读|新闻|文章|链接|报道|推荐)|(?:热点|热门|最新|图片|推荐|滚动|视频)"
    "(?:新闻|热点|推荐|视频|舆情|文章|资讯|推荐|图片|排行)|(?:阅读|点击|新闻|热文)(?:排行榜?|榜)|友情链接|微信公众号|官方微信|官方微博"
    "|(?:作者)?最新文章|作者其他文章|(?:24|48|72)小时(?:热文|热点|热门|排行|新闻|点击)[^\\s,。]{0,4}|今日(?:推荐|热点|头条|热门|要闻)|大家都在[看搜]|(?:百度|微博|实时)?热搜榜?|编辑(?:推荐|精选)|(?:一周|本周|本月|今日|每日)(?:排行|热门|热点|热文)榜?|点击排行|人气(?:排行|文章)榜?"
    "|(?:看|读|阅读)(?:了|过)?(?:本文|此文|该文|这篇)的[^\\s,。]{1,12}|其他(?:人|网友|用户)[都也还]在看|[您你]可能(?:也|还)?(?:喜欢|想看|感兴趣)|下一篇推荐|相关(?:字词|搜索|标签|词条|议题|附件)|主题专区|影音新闻|焦点新闻|重点新闻"
    "|猜你喜欢|为您推荐|相关稿件|相关专题|阅读下一篇|往期(?:推荐|回顾|精选|文章)|热门评论|精彩评论|推荐阅读|国内新闻精选|国际新闻精选|要闻精选|历年[^\\s,。]{2,4}|您可能(?:还)?(?:感兴趣|喜欢)(?:的)?|网友评论"
)
# Headings that a speech may have, too: believed only where no running text follows.
LAST_SECTIONS = "(?:相关|推荐|更多|深度|热门|精彩|拓展|热点|最新|图片|滚动|视频)(?:内容|专题|资讯)|责任编辑|扫一扫"
NUMBERED_HEADING = (
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[章节部编条,、:\s]"
)

# A licence box of Wikisource: the line that opens it, the name of a licence that must follow, words that may close it,
# and words of which each of its sentences has one.
LICENCE_OPENING = r"(?:本|此|这部|这一|该)(?:公有领域)?(?:作品|译文|译作|录音|图像)(?!收录|选自|摘自|录自|原载).*|注:\s?中文维基文库.*|1996年1月1日,这部作品.*"
LICENCE_NAME = "公有领域|Public domain|知识共享|Creative Commons|CC BY|CC0|GNU自由|GNU Free"
LICENCE_CLOSING = f"{LICENCE_NAME}|许可协议|许可证|维基文库|具有立法|不总是|falsefalse"

LICENCE_WORDS = f"{LICENCE_CLOSING}|著作权|版权|许可|授权|公有|公约|法律|法规|作者|作品|译者|出版|发布|发表|美国|司法"

APPLAUSE = r"[(（](?:全[场場体體]|[众眾]人|台下|主席|代表们?|代表們|[听聽][众眾]|[与與][会會]者|[记記]者|再次|一起|集[体體]|热烈|熱烈|[长長][时時][间間])?(?:[举舉]手|起立|入席|就座|默哀|[鞠]躬|呼口[号號]|喊口[号號]|[欢歡]呼|喝彩|哽咽|落[泪淚]|奏[国國]歌|唱[国國]歌|奏[乐樂]|停[顿頓]|碰杯|[举舉]杯|口哨[声聲])(?:致意|示意|致敬|片刻|一分[钟鐘]|[、，][^()（）。]{1,12})?[)）]|[(（][^()（）。，,]{0,8}笑[^()（）。，,]{0,3}[)）]|[(（][^()（）。]{0,20}(?:掌聲|掌声|鼓掌|笑聲|笑声|欢呼|歡呼|全体起立|全體起立|全场起立|全場起立)[^()（）。]{0,12}[)）]"

SALUTATION = r"[^。;?]{0,80}(?:们|各位[^\s,:!]{1,8}|尊敬的[^。;?:!]{1,30}|先生|女士|同志|阁下|[^\s,]{0,4}代表|来宾|嘉宾|朋友)\s?[:!,]"

# Whoever begins a paragraph so is speaking: 同志们，今天…; 各位代表：…; 主席先生，…
ADDRESS = (
    r"(?:尊敬的[^。;?:!,]{1,30}|[各诸]位[^\s,:!。;?]{1,12}|[^\s,:。;?!]{0,6}(?:同志|女士|先生|朋友|代表|委员|来宾|嘉宾|同学|同胞|同事|青年|乡亲)们"
    r"|(?:大会|会议|总)?(?:主席|总统|议长|主持人|院长|校长|秘书长)(?:先生|女士|同志|阁下))\s?[,:!、]"
)

# Whoever greets so is speaking, too, whomever he names before: 理事长、各位伙伴，大家早安！
GREETING = r"[^。;?]{0,80}?(?:大家|各位|诸位|你们|您|朋友们|同学们|同志们)[^。;?,]{0,10}(?:好|早安|午安|晚安|平安|早晨)\s?[!,。]"

KIND_OF_SPEECH = "(?:讲话|演讲|演说|致辞|致词|贺词|献词|发言|报告|讲稿|谈话|声明|决议|公报|说明|祝酒词|开幕词|闭幕词|主旨演讲|书面发言)"

# The line that announces a transcript: a short one (以下是傅聪的讲话实录:), or the end of a story's first paragraph.
# In the first person it is a speaker's own (下面，我向大会作工作报告。).
ANNOUNCEMENT = (
    r"(?:以下|下面|现将|全文)(?:是|为|系)?.{0,80}?"
    rf"(?:{KIND_OF_SPEECH}(?:的)?(?:文字)?(?:实录|全文|原文|(?:主要)?内容|文字稿|稿)?(?:如下\s?[:。]?|\s?:)"
    rf"|(?:(?:文字)?实录|全文|原文|文字稿|{KIND_OF_SPEECH}(?:的)?内容)(?:如下)?(?:,未经[^,。]{{0,12}}审[阅核定])?\s?[:。]?)"
    rf"|.{{0,40}}{KIND_OF_SPEECH}(?:的)?(?:全文|内容|原文)(?:如下|为|是|如次)?\s?:"
    r"|(?:以下|下面)(?:是|为|系)[^。]{1,80}(?:答复|答覆|回应|答问|开场发言|谈话内容)\s?:"
)
ANNOUNCING_END = (
    rf"(?:{KIND_OF_SPEECH}(?:的)?(?:全文|原文|文字实录|实录|内容)(?:如下\s?[:。]?|为?\s?:)"
    rf"|(?:全文|原文|实录|内容)[^。,]{{0,8}}如下\s?[:。]|(?:以下|下面)(?:是|为|系)[^。]{{1,80}}(?:答复|答覆|回复|答问|提问|回应|开场发言|谈话内容)\s?:"
    rf"|(?:以下|下面)(?:是|为|系)[^。]{{0,20}}(?:{KIND_OF_SPEECH}|现场|文字)(?:的)?(?:全文|原文|实录)(?:,未经[^,。]{{0,12}}审[阅核定])?\s?[:。])$"
)
FIRST_PERSON = "我(?!国|驻|常驻|外交)|咱|本人(?!审)"

DATELINE = (
    rf"[(\[\- ]*(?:(?:于|在)?{_PLACE}{{2,20}}?[,\s]\s?)?{FULL_DATE}(?:\s?[至到-]\s?(?:\d{{1,2}}月)?\d{{1,2}}日)?"
    rf"(?:\s?[,\s于在第,(]\s?{_PLACE}{{0,45}})?[)\]]*"
)

# Who signs behind a dash; a dash before 在…上的报告 makes a subtitle.
SIGNER = rf"-{{1,4}}\s?(?![在于对就从为向纪写]|关于)(?!{_PLACE}*{KIND_OF_SPEECH}$)(?P<signer>{_PLACE}{{2,30}})"
