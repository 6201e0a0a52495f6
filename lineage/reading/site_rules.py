"""What sites print around a speech: one row per habit, with the reason it is marked by.

The rows are written as those of `lineage.reading.furniture_rules`, and are applied with them. Here stands what is
peculiar to kinds of sites: public accounts, government sites, newspapers' archives, Wikisource, sites of Taiwan and
Hong Kong; there, what furniture looks like everywhere.
"""

# ruff: noqa: E501 -- a rule is read as one row

from __future__ import annotations

from lineage.reading.dates import FULL_DATE, SHORT_DATE
from lineage.reading.furniture_rules import KIND_OF_SPEECH, Rule, Where
from lineage.reading.reasons import Reason
from lineage.reading.writing import HAN

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_BUTTON = (
    "(?:打印|列印|友善列印|关闭|关闭窗口|关闭本页|收藏|收藏本页|打印本页|打印文章|打印此页|列印此页|返回|返回顶部|返回首页|返回列表|返回目录|回上一页|回上页|回首页|回顶端|回到顶部|回目录|纠错|我要纠错|分享|分享本文|转发|举报|点赞|推荐|推荐给朋友"
    "|留言|评论|复制|复制链接|全文复制|放大[+]?|缩小[-]?|默认|字体|字号|大|中|小|特大|超大|上一[篇页版期则]|下一[篇页版期则]|寄给朋友|转寄友人|转寄|订阅|登录|登入|注册|搜索|下载|PDF|WORD|Word|听新闻|语音播报"
    "|繁体版?|简体版?|繁|简|EN|English|简体中文|繁体中文|微信|微博|新浪微博|QQ空间|QQ|朋友圈|Facebook|facebook|Twitter|twitter|Line|LINE|Plurk|X|RSS|email|Email|E-mail|App|APP)"
)
_SEPARATOR = r"[\s|/·、\[\]【】()»>«<:,\d-]"
_MENU_WORD = (
    "(?:首页|主页|登录|登入|注册|要闻|新闻|政务|政务公开|政务服务|互动|互动交流|服务|数据|数据开放|国情|省情|市情|政策|视频|图片|专题|评论|深度|快讯|财经|科技|国际|国内|体育|文化|社会|军事|教育|健康|娱乐|即时|政治|两岸|产经|生活|地方|时政|理论|党建|观点|网站导览|网站地图|回首页"
    "|意见信箱|双语词汇|English|联系我们|关于我们|本会简介|机构概况|信息公开|公告|通知公告|滚动|直播|论坛|博客|客户端|移动版|手机版|无障碍|长者模式|搜索|检索|RSS|简|繁|EN|要闻|动态|资讯|专栏|发言与声明|代表团信息|安全理事会|联合国大会|领导讲话|法规|人事|招聘)"
)
_CREDIT = "(?:文字?|图片?|图文|撰文|撰稿|编辑|审核|来源|排版|校对|初审|复审|终审|责编|监制|监审|摄影|制作|文案|视频|供稿|设计|美编|统筹|策划|整理|值班编委|编审|审校|一审|二审|三审|采写|值班主编|主编|总编辑|编校|出品|通讯员|记者|采访撰文|采访|翻译|录入|扫描|责任编辑|执行编辑)"
_EDITORS = "(?:编者|编辑|译者|编译者|整理者|主编|小编|本刊|编者的|编者前|原编者)"

# Menus and breadcrumbs: whatever stands above them is no title, if one is left below.
MENUS: tuple[Rule, ...] = (
    Rule(Reason.NAVIGATION, r":::|[*=_~#-]{5,80}|(?:跳到|跳至|跳转到?|移至)(?:主要?)?(?:内容|导览|导航|搜[寻索])?(?:区块?|列)?(?:\s(?:跳到|跳至).{0,12})?"),
    Rule(Reason.NAVIGATION, r"[^。,;:!?《》“”「」]{1,20}(?:\s{0,3}(?:>>?|»|›|〉|→)\s{0,3}[^。;!?>»›]{1,40}){1,8}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:首页|主页|回首页)(?:\s{0,3}[/|·>-]\s{0,3}[^。;!?/|]{1,20}){1,12}", Where.EDGE),
    Rule(Reason.NAVIGATION, rf"(?:[^\s,。:;!?]{{1,8}}[\s|/·]{{1,6}}){{0,12}}{_MENU_WORD}[\s|/·]{{1,6}}(?:[^\s,。:;!?]{{1,8}}[\s|/·]{{1,6}}){{0,12}}{_MENU_WORD}(?:[\s|/·]{{1,6}}[^\s,。:;!?]{{1,12}}){{0,12}}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:您的位置|当前位置|你现在的位置|所在位置|您在这里|目前位置|现在位置)\s?(?:是)?\s?:.{0,120}"),
    Rule(Reason.NAVIGATION, r"[^\s,。:;!?|]{1,14}(?:\s{0,3}\|\s{0,3}[^,。:;!?|]{1,14}){2,16}\|?", Where.EDGE),
    Rule(Reason.NAVIGATION, r"[\s<>]{0,4}(?:目录|目次|返回目录|回目录)(?:\s{1,4}[^\s,。:;!?]{1,8}){1,6}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:频道|栏目|板块)\s?:.{1,60}|今天是\s?:?.{0,12}\d{1,2}月\d{1,2}日.{0,40}", Where.EDGE),
)  # fmt: skip

LINES: tuple[Rule, ...] = (
    # Buttons and counters.
    Rule(Reason.NAVIGATION, rf"(?:(?:{_BUTTON}|[:|]){_SEPARATOR}{{0,8}}){{1,20}}", Where.EDGE),
    Rule(Reason.NAVIGATION, rf"[\[【(<]{{0,2}}{_BUTTON}[\]】)>]{{0,2}}(?:{_SEPARATOR}{{1,6}}{_BUTTON}[\]】)]{{0,2}}){{1,16}}[|\s\]】)]{{0,4}}"),
    Rule(Reason.NAVIGATION, r"分享(?:至|到|本文)?[\s:]{0,3}(?:微信|微博|新浪|QQ|Facebook|facebook|Line|LINE|Twitter|X|朋友圈).{0,60}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:附件|相关附件|附件下载|档案下载|相关文件)\s?:.{0,80}\.(?:pdf|docx?|odt|xlsx?|zip).{0,40}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:人气|赞|参与互动|评论|点阅数?|浏览数?|阅读数?|点击数?|浏览人次|点阅人次|点阅率|瀏览人次)[\s:(]{0,3}[\d,.]{1,12}[万次)]{0,2}(?:\s{1,4}[^\s。]{1,6}\s?[\d,.]{1,12}){0,4}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:#[^\s#,。]{1,20}\s{0,3}){1,20}|(?:标签|关键[词字]|Tags?|相关标签|TAGS)\s?:.{0,100}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:网友|游客)[^\s:]{0,12}\s?:.{1,100}|(?:加入会员|订阅电子报|订阅).{0,20}|下载.{0,20}(?:客户端|app|APP).{0,30}|请同意我们的隐私权规范.{0,40}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"[\[(【]?(?:全文)?[完终]+[\])】。]?|[-—·\s]{1,8}(?:END|The End|完)[-—·\s]{0,8}|\((?:本文)?(?:完|未完待续|全文完|结束)\)", Where.EDGE),
    # Public accounts.
    Rule(Reason.NAVIGATION, r"[↑▲👆]?\s?(?:点击|轻触|戳)?(?:上方|下方|上面|下面|左下角|阅读原文|文末)?[^。]{0,6}蓝色?字.{0,20}|(?:点击)?(?:上方|下方|阅读原文|左下角)[^。]{0,20}(?:关注|查看|报名|订阅).{0,20}"),
    Rule(Reason.NAVIGATION, r"(?:阅读原文|继续滑动看下一[个篇]|轻触阅读原文|预览时标签不可点|收录于(?:话题|合集).{0,30}|微信扫一扫.{0,20}|使用小程序|关注该公众号|知道了|喜欢此内容的人还喜欢.{0,20}|长按.{0,20}二维码.{0,20}|欢迎关注.{0,30}|已关注|赞赏|点分享.{0,30}|分享\s?收藏\s?在看.{0,10}|人划线|写留言|设为星标.{0,20})", Where.EDGE),
    Rule(Reason.BYLINE, r"原创\s{1,4}[^。]{1,40}", Where.EDGE),
    Rule(Reason.SOURCE, r"(?:以下文章来源于|本文转自|本文来源|文章转自|内容来源|文章来自|转载自|资料提供|稿件来源|本文收录于|收录于|载于|原刊于?|原刊登于|刊于|录自|来自|原文刊载于|首发于|本文原载)\s?[:丨|]?\s?[^。我你]{1,60}", Where.EDGE),
    Rule(Reason.SOURCE, r"[(\[【]?(?:来源|出处|稿源|资料来源|文章来源|信息来源)\s?[:丨|]\s?[^。我您你]{1,60}[)\]】]?", Where.EDGE),
    Rule(Reason.BYLINE, rf"[(\[【>]?{_CREDIT}(?:[、/]{_CREDIT}){{0,3}}\s{{0,2}}[丨|:=/]\s?[^。我您你?]{{1,30}}(?:\s{{1,4}}{_CREDIT}\s{{0,2}}[丨|:=/]\s?[^。我您你?]{{1,20}}){{0,6}}[)\]】]?", Where.EDGE),
    Rule(Reason.BYLINE, r"\((?:由|此[文稿稿]由)?[^()。]{0,60}(?:代为宣读|代为?致[辞词]|代读|宣读)[^()。]{0,6}\)|(?:由)?[^()。,]{2,30}(?:代为宣读|代读)"),
    Rule(Reason.BYLINE, rf"[(\[]?(?:根据|据|本文根据)?[^()。,]{{0,20}}(?:录音|记者|速记|记录|通讯员)[^()。,]{{0,20}}整理[)\]]?|\({_CREDIT}\s?[:丨|].{{1,60}}\)", Where.EDGE),
    Rule(Reason.CAPTION, r"[▲△▼◀▶↑↓■]\s?[^。]{2,80}[。]?|(?:图|照片|图片|相片)\s?[\d一二三四五六七八九十]{0,3}\s?[:/|].{1,80}|(?:图为|上图|下图|图片说明|图说|影片)\s?[:]?.{2,80}", Where.EDGE),
    Rule(Reason.CAPTION, rf"[^。]{{0,100}}(?:[。]|\s|,|/|\()(?:[{HAN}]{{2,8}}记者\s?)?[{HAN}]{{2,4}}\s?摄(?:影)?[)。]?(?:\s{{0,3}}(?:{FULL_DATE}|{SHORT_DATE}))?|(?:摄影|图片?)\s?[:/|=丨].{{1,30}}", Where.EDGE),
    # Days of the page.
    Rule(Reason.DATELINE, rf"(?:{FULL_DATE}|{SHORT_DATE})\s{{0,4}}(?:\({_CLOCK}\)|{_CLOCK})(?:\s?\(.{{1,30}}\))?", Where.EDGE),
    Rule(Reason.DATELINE, rf"[(]?(?:{SHORT_DATE}|{FULL_DATE}\s?\((?:星期|周|礼拜)[一二三四五六日天]\))[)]?|(?:香港|北京|台北|当地)时间\s?\d{{1,2}}(?:时|:)\d{{0,2}}分?|发表于[{HAN}]{{2,6}}", Where.EDGE),
    Rule(Reason.DATELINE, r"(?:时间|地点|日期|演讲时间|演讲地点|讲话时间|会议时间|场合|日时)\s?:\s?[^。我您你?]{2,60}", Where.EDGE),
    # Whose page it is.
    Rule(Reason.RIGHTS, r"[^。]{0,60}(?:主办单位|承办单位|主管单位|协办单位|制作单位|技术支持|网站标识码|制作维护|版权归属|建设维护|维护单位|指导单位|承办)\s?:.{0,200}"),
    Rule(Reason.RIGHTS, r"[^。]{0,30}(?:地址|邮编|邮政编码|总机|电话|传真|客服信箱|投稿邮箱|联系邮箱|E-?mail|Tel|Fax|TEL|FAX)\s?:.{2,160}", Where.EDGE),
    Rule(Reason.RIGHTS, r"[^。]{0,40}(?:人\s?民\s?网\s?)?版\s?权\s?所\s?有.{0,100}|[^。]{0,20}(?:版权|著作权)[^。]{0,6}(?:属|归)[^。]{0,20}(?:所有|有).{0,80}", Where.EDGE),
    Rule(Reason.RIGHTS, r"(?:本网站?|本站|刊用本网站|本网站之文字)[^。]{0,60}(?:转载|摘编|镜像|授权|不代表|观点).{0,200}|(?:刊用|使用)本网站?稿件.{0,200}|.{0,40}未经.{0,16}(?:许可|授权|同意),?.{0,10}(?:禁止|不得|请勿).{0,10}(?:转载|复制|摘编|使用本|镜像|改写).{0,200}"),
    Rule(Reason.RIGHTS, r"除非另有(?:声明|注明|说明),.{0,200}|(?:免责声明|版权声明|声明|重要提示|风险提示|特别声明)\s?:(?=.*(?:本文|作者|观点|投资|转载|侵权|立场|平台|本站|本网)).{0,300}"),
    Rule(Reason.RIGHTS, r"(?:[^\s。,]{2,14}[\s|·、]{1,4}){0,8}(?:隐私权?(?:政策|保护|声明|及安全政策)|网站声明|法律声明|使用条款|免责声明|政府网站资料开放宣告|关于维基文库|网站地图|联系我们|关于我们|广告服务|报社招聘|法律顾问)(?:[\s|·、]{1,4}[^。,]{2,80})?", Where.EDGE),
    Rule(Reason.RIGHTS, r"链接\s?:.{0,100}|(?:建议|最佳)(?:使用|浏览).{0,60}(?:浏览器|解析度|分辨率|浏览).{0,30}|(?:中国|全国)?.{0,20}(?:备案号|许可证号?|刊号|国内统一刊号|CN)\s?[:\d].{0,60}", Where.EDGE),
    Rule(Reason.RIGHTS, rf"[{HAN}]{{2,20}}\s{{1,4}}(?:制作|版权|运行维护|运维|运营|承建)\s?(?:所有)?", Where.EDGE),
    # Wikisource.
    Rule(Reason.NAVIGATION, r"←.{0,120}|.{0,80}→|(?:姊妹计划|隐藏分类|分类|姐妹计划)\s?:.{0,160}|(?:此|本)(?:页面|页|条目)最后(?:编辑|修订|修改)[于於在].{0,60}|(?:取自|检索自)[「“\"\s].{0,4}https?:.{0,300}"),
    # Notes that are later than the text.
    Rule(Reason.NOTE, rf"[【\[(<]?\s?(?:{_EDITORS}(?:按语?|附?[注记]|的话|提示|说明)|按语)\s?(?:[】\])>]\s?:?|:).{{2,450}}"),
    Rule(Reason.NOTE, rf"[(\[*※☆]\s?(?:这|本|此|该)(?:是|文|篇|稿)(?:是|为|系|根据)?.{{0,100}}(?:{KIND_OF_SPEECH}|整理|发表|一部分|节选|摘要|删节|标题|电文|信).{{0,80}}"),
    Rule(Reason.NOTE, rf"[(\[]?(?:本文|此文|本篇|这是)(?:是|为|系|根据)?[^,。]{{0,60}}(?:{KIND_OF_SPEECH}|录音|文稿)[^。]{{0,40}}[。)\]]{{0,2}}(?:[^。]{{0,40}}(?:编者|标题|删节|审阅|审定|整理|有删改)[^。]{{0,30}}[。)\]]{{0,2}})?", Where.EDGE),
    Rule(Reason.NOTE, r"[(\[]?(?:注\s?:.{2,300}|(?:文字|内容|本文|全文)?(?:未经|已经)?(?:本人|讲话人|发言人|演讲者|嘉宾)审[阅核定]|(?:本文|本刊发表时|刊发时|发表时)?(?:有|略有)(?:删节|删改|改动).{0,20})[。)\]]{0,2}", Where.EDGE),
    # Running heads and numbers of printed pages.
    Rule(Reason.PAGE, r"[·•\-—~\s]{1,6}\d{1,4}[·•\-—~\s]{1,6}|第\s?\d{1,4}\s?页(?:\s?[,/]?\s?共\s?\d{1,4}\s?页)?|[Pp]age\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?"),
)  # fmt: skip

OPENINGS: tuple[Rule, ...] = (
    Rule(
        Reason.BYLINE,
        r"\((?:中央社|本社|本报|中时|联合报|自由时报)?[^()。,]{0,4}记者[^()。]{2,14}\d{1,2}日(?:专?电|报导|讯)\)",
    ),
    Rule(
        Reason.BYLINE,
        r"[【\[](?:本报|中央社|记者)?[^【】\[\]。,]{0,8}(?:记者|台北讯)[^【】\[\]。]{1,14}(?:报导|电|讯)[】\]]",
    ),
)

ENDINGS: tuple[Rule, ...] = (
    Rule(Reason.NAVIGATION, r"\((?:完|全文完|续完)\)"),
    Rule(Reason.BYLINE, r"\((?:编辑|责编|译者|核稿|责任编辑)[\s:][^()]{1,30}\)"),
)

# A line that names a site and nothing else, above the title.
SITE = (
    r"[^。,;:!?《》“”「」]{0,30}(?:门户网站|官方网站|官网|政府网|新闻网|全球资讯网|资讯网|在线|数据库|资料库|文献库|文件库|图书馆|频道|公众号|[日晚早时周]报|周刊|杂志|通讯社|新闻社|新闻公报|新闻稿"
    r"|新闻中心|资料室|文献中心|文献网|网站|网|中央社|传媒|融媒体|客户端|出版社|文库|电子报)(?:\s?(?:[A-Z]{2,6}|[·|/-]\s?[^。,;:!?]{1,20}))?"
)
