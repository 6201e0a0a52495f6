"""What sites print around a speech to be clicked, scanned, counted or agreed to: one row per habit.

The rows are written as those of `lineage.reading.furniture_rules`, and are applied with them. Here stand the widgets of
a page: buttons, players, consents, comment boxes, links to other pages, counters, files. Menus, credits, captions and
the words of the host are rows of `lineage.reading.site_rules`.
"""

# ruff: noqa: E501 -- a rule is read as one row

from __future__ import annotations

from lineage.reading.furniture_rules import SECTIONS, Rule, Where
from lineage.reading.reasons import Reason

# Words that are a button even alone.
_ALONE = """
打印本页 打印此页 打印文章 列印 友善列印 友善打印 列印本页 列印此页 转PDF 关闭窗口 关闭视窗 关闭本页 加入收藏 收藏本页 收藏本文 加入书签 加入书籤 设为首页
返回首页 返回列表 返回目录 返回上页 返回上一页 返回页首 返回顶部 返回顶端 返回页顶 返回 回首页 回列表 回列表页 回目录 回上页 回上一页 回页首 回顶端 回顶部 回到顶端 回到顶部 回到页首 置顶 页首 页顶
TOP Top ▲TOP △TOP 前一页 后一页 上一页 下一页 上一则 下一则 上一篇 下一篇 上一条 下一条 上一期 下一期 上一版 下一版 前一篇 后一篇 前一天 后一天 前一天新闻 后一天新闻 即日新闻 今日新闻 昨日新闻 末页 尾页
推荐给朋友 推荐朋友 推荐好友 转寄友人 转寄朋友 寄给朋友 告诉朋友 分享本文 分享此文 分享此页 我要分享 分享至 分享到 复制链接 复制本文 全文复制 复制网址
我要评论 发表评论 写评论 我来说两句 参与评论 查看评论 最新评论 全部评论 暂无评论 抢沙发 我要留言 发表留言 写留言 我要纠错 纠错 举报 举报/反馈 意见反馈 我要反馈 网友评论 责编邮箱
听新闻 听全文 听文章 语音播报 语音朗读 朗读全文 在线收听 倍速 自动播放 重播 全屏 静音 标清 高清 超清 视频加载中 视频回放
在线客服 智能客服 智能问答 智能机器人 在线咨询 微信公众号 官方微信 官方微博 新浪微博 微信公众平台 手机版视图 电脑版 手机版 移动版 桌面版 触屏版 小程序 视频号
无障碍 无障碍浏览 无障碍阅读 无障碍声明 进入无障碍 长者模式 长者版 长者助手 长辈版 关怀版 关怀模式 适老版 适老化 大字版 老年版 盲人版 读屏 读屏专用 辅助线 辅助阅读 纯文字版 文字版 简体版 繁体版 繁體版 夜间模式 阅读模式 护眼模式
引用格式 引用本文 引用此文 导出书目 汇出书目 导出引文 相关附件 附件下载 档案下载 下载附件 文件下载 相关下载 下载全文 全文下载 加入LINE好友 加好友 推文 转推 打赏 点赞 点个赞 在看 收藏 打印 转发 订阅 登录 登入 注册 我同意 接受全部 仅接受必要 全部接受 知道了 了解更多 查看更多 点击加载更多 展开全文 阅读全文 更多 更多>> 收起
查看历史 不转换 友情链接 延伸阅读 热门新闻 相关新闻 最新新闻 热门文章 其他新闻 放大 缩小 搜索 搜寻 网站导览 网站地图 常见问题 双语词汇
"""
# Words that a speech or its title may have, too: buttons only beside others.
_BESIDE = """
阅读 朗读 拒绝 接受 同意 编辑 讨论 页面 历史 赞 踩 顶 喜欢 回复 发表 发送 分享 评论 留言 下载 播放 暂停 导出 引用 投稿 反馈 举报 关闭 首页 主页 默认 大 中 小 特大 超大 大字 中字 小字 大号 中号 小号 标准 顶部 目录 推荐 关注 已关注 赞赏 听 看 字体 字号 语音 音频 视频 图集 图片 微信 微博 QQ QQ空间 朋友圈 人人网 豆瓣 抖音 快手 Facebook Twitter Line LINE WeChat Weibo Plurk Telegram WhatsApp Instagram YouTube Youtube Threads X RSS Email email E-mail E-Mail Share Like Tweet Print PDF WORD Word
App APP EN English 英文 英文版 简 繁 简体 繁体 简中 繁中 中文 中文版 A A+ A- A++ 检索 浏览 我的书签 我的收藏 会员 客户端 手机端 Flickr相簿
"""


def _words(text: str) -> str:
    """The words as alternatives, the longest first, so that none of them is read as two."""
    return "|".join(
        sorted((word.replace("+", "[+]") for word in set(text.split())), key=lambda word: (-len(word), word))
    )


_BUTTON = rf"(?:{_words(_ALONE)})"
_ANY_BUTTON = rf"(?:{_words(_ALONE + _BESIDE)})"
_COUNT = r"(?:\s?[(:]?\s?\d[\d,.]{0,10}\s?[万亿]?[+]?\s?(?:次|人次|人|条|个|则)?\s?[)]?)?"
_GAP = r"[\s|/·\[\]【】()<>«»◀▶←→↑↓▲△▼丨,、-]"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_COUNTER = (
    "(?:(?:浏览|点击|阅读|访问|点阅|来访|观看|查看|播放|下载|转发|分享|评论|留言|回应|收藏|点赞|推荐|参与|关注|游览|累计访问|总访问|今日访问)(?:总)?(?:次数|人次|人数|数量|量|数|率)?"
    "|人气|热度|点击|人次|围观|赞|踩|顶|打赏|喜欢|Like|Likes|Share|Shares|Views?|Hits)"
)
_FILE = r"\S[^。,;!?\n]{0,40}\.(?:pdf|PDF|docx?|odt|ods|odp|xlsx?|pptx?|zip|rar|jpe?g|png|mp[34]|wmv|wps|ofd|txt)"
_OTHER_PAGES = (
    "(?:(?:相关|延伸|推荐|更多|参考|深度|热门|精彩|拓展|扩展|关联|同类|往期)(?:阅读|新闻|文章|链接|连结|报道|报导|专题|字词|标签|主题|议题|附件|档案|文件|稿件|推荐|词条|条目|视频|影音|图片|内容|回顾)"
    "|早前报[道导]|此前报[道导]|新闻链接|专题链接|专题|话题|系列报[道导]|推荐阅读|阅读更多|详见)"
)

BUTTONS: tuple[Rule, ...] = (
    # Buttons side by side, with their numbers.
    Rule(Reason.NAVIGATION, rf"{_GAP}{{0,4}}(?>{_BUTTON}){_COUNT}{_GAP}{{0,4}}", Where.EDGE),
    Rule(Reason.NAVIGATION, rf"{_GAP}{{0,4}}(?>{_ANY_BUTTON}{_COUNT})(?>{_GAP}{{1,12}}(?>{_ANY_BUTTON}{_COUNT})){{1,20}}{_GAP}{{0,4}}", Where.EDGE),
    Rule(Reason.NAVIGATION, rf"[^。,:;!?\s]{{1,10}}\s{{1,4}}(?>{_ANY_BUTTON})(?>{_GAP}{{1,12}}(?>{_ANY_BUTTON})){{1,20}}", Where.EDGE),
    Rule(Reason.NAVIGATION, rf"[【\[]{{0,2}}(?:{SECTIONS})[】\]]{{0,2}}(?:\s{{1,4}}(?:{SECTIONS})){{1,8}}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"[\[【(]?\s?(?:字[号体级型]|文字)(?:大小|设定|设置|选择|缩放)?\s?[:\[【(\s][\s\[【(]{0,3}(?:特大|超大|较大|大|中|小|默认|标准|A[+-]?|T|\d{2})(?:[\s|/)\]】](?:[^。,;!?]{0,60}))?", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:[AＡTＴ][+-]?[\s|/]{0,4}){2,4}(?:\|?\s{0,4}[^。,:;!?\s]{1,6}){0,4}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:选择)?(?:语言|语系|版本|Language)\s?:.{1,60}", Where.EDGE),
    # Players.
    Rule(Reason.NAVIGATION, rf"(?=.{{0,40}}\d:\d\d\s?/)(?:[^\s。,:;!?]{{1,8}}\s{{0,4}}){{0,3}}{_CLOCK}\s?/\s?{_CLOCK}(?:\s{{0,4}}[^\s。,:;!?]{{1,8}}){{0,6}}"),
    Rule(Reason.NAVIGATION, rf"(?:(?:视频|音频|播放)?(?:时长|长度)|本文音频|音频版|视频版)\s?:?\s?(?:{_CLOCK}|\d{{1,3}}\s?分.{{0,8}})|[▶►]\s?[^。]{{0,30}}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:您|你)的浏览器.{0,12}(?:不支持|不支援|版本过低|未启用).{0,60}|(?:正在播放|即将播放|下一个视频|视频加载|加载中)\s?[:.…]?.{0,40}|(?:语音|声音)由.{0,10}(?:合成|生成|提供).{0,10}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:[\d.]{1,4}[xX倍]速?[\s|/]{0,4}){2,8}", Where.EDGE),
    # Consents, which may be long sentences.
    Rule(Reason.NAVIGATION, r"(?:(?:本|此|该|我们的?)(?:网?站|网页|页面|系统)|我们|为了?[^。,]{2,20},\s?(?:本网?站|我们))[^。]{0,16}(?:使用|采用|运用|通过|透过)[^。]{0,16}(?:[Cc]ookies?|COOKIE).{0,260}"),
    Rule(Reason.NAVIGATION, r"(?:若|如果?)?(?:您|你)?(?:继续|持续)(?:浏览|使用|访问)(?:本|我们的?)(?:网?站|网页).{0,16}(?:表示|即|视为|代表|视同).{0,20}(?:同意|接受).{0,160}"),
    # Applications, codes and accounts.
    Rule(Reason.NAVIGATION, r"[^。,:;!?]{0,16}(?:打开|下载|安装|使用|进入|立即|登录)[^。:;!?]{0,12}(?:APP|App|app|客户端|小程序)(?:[\s,][^。:;!?]{0,24})?[>\s]{0,4}|[^。,:;!?]{2,20}(?:APP|App|app|客户端)\s{0,2}(?:下载|打开|内打开|内阅读|下载安装|立即打开)[>\s]{0,4}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?=.*(?:码|QR|扫))[^。:;!?]{0,16}(?:扫描|扫一扫|扫码|扫下方|长按|识别|手机扫)[^。:;!?]{0,20}(?:二维码|QR\s?-?[Cc]ode|QR|行动条码|条码|图码|小程序码|关注|阅读|打开|浏览|查看|填写|下载|报名|观看|收听|加入|进群)[^。:;!?]{0,24}[。]?|(?:官方|本站|手机|微信|微博|客户端|公众号)?(?:二维码|QR\s?-?[Cc]ode)", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:欢迎)?(?:关注|订阅|追踪|加入|赞助|星标)(?:我们$|本报|本刊|本台|本社|中央社|官方|微信|.{0,10}(?:公众号|微信|微博|频道|视频号|粉丝团|粉丝专页|LINE|Telegram|电子报|头条号))[^。,;]{0,40}[。]?|[^。,;]{0,12}(?:公众号|微信号|头条号|抖音号|视频号)\s?[:丨|]\s?[^。,]{1,30}", Where.EDGE),
    # Comments.
    Rule(Reason.NAVIGATION, rf"(?:网友|全部|最新|热门|精选|文章)?(?:评论|留言|跟帖|跟贴|回应|回复)(?:区|列表|数)?\s{{0,4}}[\[(]?\s?\d{{1,7}}\s?[条则个]?[\])]?(?:\s{{1,4}}[^。]{{1,40}})?|(?:请先?|您还没有?|需要?|你需要)?\s?(?:登录|登入)(?:后|以后|之后)?[^。,]{{0,6}}(?:发表|参与|才能|方可|评论|留言|查看|回复)[^。]{{0,16}}[。]?|(?:请先|尚未|您?还未|未)(?:登录|登入).{{0,20}}|{_BUTTON}?\s?\d{{1,6}}\s?条(?:评论|留言|跟帖)?\s{{0,4}}{_BUTTON}?", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:(?:网友|全部|最新)?(?:评论|留言)\s{0,4})?(?:所有|以上|以下)?(?:网友|用户|跟帖)?(?:评论|留言|发言|言论)[只仅]{1,2}(?:供|代表).{0,60}|(?:请)?文明上网.{0,40}|(?:还没有|暂无|尚无|没有)(?:人)?(?:相关)?(?:评论|留言|回应|文章|新闻|内容).{0,20}|还可以?输入\s?\d{1,4}\s?[个]?字.{0,10}", Where.EDGE),
    # Other pages.
    Rule(Reason.NAVIGATION, rf"[【\[]?{_OTHER_PAGES}[】\]]?\s?[:丨|]\s?[^。]{{1,80}}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"[<◀←«‹\s]{0,4}[上前下后]\s?(?:/\s?[下后]\s?)?一\s?[篇则页条个期版](?:新闻|文章|公告|讯息|消息|内容|信息)?(?:\s{0,2}[:>»›▶→丨|].{0,80}|\s{1,4}[^。]{1,60})?", Where.EDGE),
    Rule(Reason.NAVIGATION, r"第\s?\d{1,6}\s?[笔条篇则项]\s?[/,]?\s?共\s?\d{1,6}\s?[笔条篇则项]|[【\[(]?\s?(?:第\s?\d{1,3}\s?页[\s|/·]{0,4}){1,12}(?:[上下末尾前后]一?页\s{0,3}){0,3}[】\])]?|(?:共\s?\d{1,4}\s?页\s{0,3})?(?:\[?\d{1,3}\]?\s{1,3}){2,12}(?:[下末尾]一?页\s{0,3}){1,3}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:附件|附档|附表|相关附件|相关档案|相关文件|附件下载|档案下载|相关档案下载|附加档案|下载)\s?\d?\s?:\s?[^。]{1,100}", Where.EDGE),
    Rule(Reason.NAVIGATION, rf"(?>{_FILE})(?:\s?\([^()]{{1,20}}\))?(?:\s{{1,4}}(?>{_FILE})(?:\s?\([^()]{{1,20}}\))?){{0,6}}(?:\s.{{0,30}})?", Where.EDGE),
    Rule(Reason.NAVIGATION, r"[※*]{0,2}\s?[^。]{0,20}(?:ODF|PDF|Acrobat|LibreOffice|Flash|Reader|Office)[^。]{0,40}(?:开启|打开|阅读|浏览|下载|安装)[^。]{0,20}[。]?", Where.EDGE),
    # Counters.
    Rule(Reason.NAVIGATION, rf"[\[(]?{_COUNTER}\s{{0,2}}[:(]?\s{{0,2}}\d[\d,.]{{0,12}}\s?[万亿]?[+]?\s?(?:次|人次|人|条)?[\])]?(?:[\s|/·]{{1,6}}(?:{_COUNTER}\s{{0,2}}[:(]?\s{{0,2}}\d[\d,.]{{0,12}}\s?[万亿]?[+]?\s?(?:次|人次|人|条)?[\])]?|{_ANY_BUTTON})){{0,8}}", Where.EDGE),
    Rule(Reason.NAVIGATION, r"(?:本[文页]|该文|此文|文章)?(?:已)?(?:被|有)\s?[\d,.]{1,10}\s?[万]?\s?(?:次|人次|人)\s?(?:浏览|阅读|点击|访问|观看|点赞|觉得|收藏).{0,12}|[\d,.]{1,10}\s?[万]?[+]?\s?(?:次浏览|次阅读|人阅读|人看过|阅读|次观看|次播放|人参与|人点赞|个赞|人已赞|views)", Where.EDGE),
    # Ends.
    Rule(Reason.NAVIGATION, r"[-_—·~～〜*＊=＝※★☆◆■\s【\[(「<]{0,12}(?:全文|正文|本文|文章|讲话|演讲)?(?:完|终|END|End|end|The End|THE END|EOF|完结)[-_—·~～〜*＊=＝※★☆◆■\s】\])」>。]{0,12}|[-_—·~～〜*＊=＝※★☆◆◇■□●○◎\s]{1,60}", Where.EDGE),
)  # fmt: skip
