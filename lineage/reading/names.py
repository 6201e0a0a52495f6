"""Names of persons, offices and bodies, as bylines and headlines of speeches write them.

All patterns are for folded text (`lineage.reading.writing.fold`). They are made for the few lines around a speech,
where a name is expected; they are no name finder for running text.
"""

from __future__ import annotations

import re

from lineage.reading.writing import HAN, squeeze

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜"
    "崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
    "施洪辛柯温庄颜柴章俞卓关耿倪鲁葛翁殷詹申庞左饶柏华邢季路岳齐沿梅盛童霍甘涂祝柳吉裴冷喻苗凌舒纪司阮聂焦成安包"
    "欧牛鲍冉解戚时瞿席景房蓝宁艾项祁楼游靳车封鄢单屈商迟滕桂占宗全阳符麦栾芦简费储晏谷晋连尚臧牟穆滑尉粟储佟郁"
    "应蒙丛蔺班扎习荣隋娄明闵解伍边卜苟涛竺茅乌经计宫仲薄鹿佘官奚郎揭巴热华苑容查"
    "褚卫尤窦云昌花酆廉岑毕邬乐皮卞湛禹狄贝伏谈麻危刁骆樊虞昝管裘缪贲杭钮嵇荀甄曲芮羿汲邴糜井巫隗宓郗仇暴钭厉戎束韶郜"
    "蓟印宿蒲邰鄂索籍屠胥莘党翟贡逄姬堵宰郦雍璩桑濮寿扈燕冀郏浦农茹宦鱼古慎戈庾暨居衡匡寇阙蔚巩敖訾阚沙鞠巢蒯荆权逯盖"
    "冼邝麦亓仝禤郄苌鄞怀米敬凤羊展税银檀闻帅庹谌"
)
_COMPOUND_SURNAMES = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|宇文|长孙|司徒|夏侯|端木|独孤|南宫|轩辕|赫连|澹台"
    "|仲孙|叔孙|万俟|闻人|濮阳|淳于|单于|太叔|申屠|钟离|鲜于|闾丘|亓官|司寇|颛孙|巫马|公西|漆雕|乐正|公良|拓跋|夹谷"
    "|宰父|谷梁|百里|东郭|南门|呼延|羊舌|微生|梁丘|左丘|西门|公冶|公羊|宗政|段干|完颜|纳兰|叶赫|爱新觉罗|东里|屈突|贺兰"
)

OFFICE = (
    "(?:主席|总理|部长|部长助理|主任|书记|总书记|局长|司长|署长|省长|市长|县长|区长|州长|厅长|处长|所长|馆长|院长|校长|会长|社长|台长"
    "|行长|理事长|秘书长|董事长|委员长|议长|检察长|审计长|参谋长|团长|组长|总干事|总裁|总经理|总编辑|主编|大使|公使|参赞|领事|总领事"
    "|特使|代表|委员|协调员|专员|发言人|负责人|领导人|执行长|次长|司库|主教|酋长|议员|总监|首席|秘书|理事|监事|干事|总统|首相|国王|司令员|司令|政委|行政长官|特首|教授|研究员|院士|顾问|上将|中将|少将"
    "|镇长|乡长|村长|科长|股长|站长|园长|军长|师长|外长|防长|财长|总督|大臣|国务卿|大法官|检察官|执行官|创始人|创办人|召集人"
    "|总工程师|总设计师|发起人|学部长|系主任|董事|巡视员|理事长|总队长|支队长|大队长|队长|教务长|学务长|总务长|监督|立委|讲师)"
)
"""The last word of an office: 外交部副(部长), 中国常驻联合国(代表)."""

BODY = (
    "(?:委员会|组委会|办公室|办公厅|秘书处|国务院|人民政府|中央|协会|学会|联合会|基金会|研究院|研究所|代表团|大使馆|总领事馆|法院"
    "|检察院|外交部|国防部|商务部|财政部|教育部|公安部|宣传部|组织部|统战部|联络部|全国人大|全国政协|编辑部|评论员)"
)
"""The last word of a body that signs as one."""

_OF_WIVES = (
    "陈林黄李张王梁郑何吴刘周范叶曾罗邓谭冯蔡许苏徐黎杨马胡郭朱谢余麦洪潘钟唐霍卢"  # 范徐某某: his name before hers
)
#: A name of any length ends before these.
_BEHIND_NAMES = "今天|今日|昨天|昨日|日前|近日|当天|当日|表示|指出|强调|认为|致辞|发表|出席"
PERSON = (
    rf"(?:[{HAN}]{{1,8}}(?:[-·](?:(?!{_BEHIND_NAMES})[{HAN}]){{1,8}}){{1,4}}"
    rf"|(?:{_COMPOUND_SURNAMES})[{HAN}]{{1,2}}?|[{_SURNAMES}][{HAN}]{{1,2}}?|[{_OF_WIVES}]{{2}}[{HAN}]{{2}})"
)
"""A name, as short as what follows allows."""

SPEAKER_LABEL = (
    "(?:主讲者?|[主演宣]讲[人者]|报告[人者]|发言[人者]|讲话[人者]|致[辞词训][人者]|献[辞词]人|讲者|(?:主讲|主礼|演讲|访谈|做客|采访|对话|受访)?嘉宾"
    "|(?:主讲|演讲|报告)(?:专家|教授|老师|学者)|(?:受|被)访[者人谈]{1,2}|(?:受|被)采访[者人]|采访对象|访谈对象|答[复覆][人者]|答问人|陈述人|演说[者人]"
    "|讲话|演讲|演说|致[辞词]|口述者?|署名|文)\\s?[:/丨|]"
)
"""What stands before the name of one who speaks; 作者 is left out, who may as well be a reporter."""

BEHIND_NAME = (
    r"(?:(?:博士|教授|阁下|君|医生|先生|女士|同志)?(?:,[A-Z,.\s]{1,40})?(?:\([^()]{1,40}\))?(?:(?:主讲|讲演|演讲|讲|著|撰|口述)"
    rf"(?:[{HAN}·]{{2,10}}(?:记录?|纪录|笔记|速记|整理|编译|译|校))?)?)"
)
"""What may stand behind it: honours, a remark in brackets, and that he speaks."""

_AFTER_NAME = (
    "(?=在|于|就|向|率|的|同志|先生|女士|大使|院士|教授|总统|主持|答|谈|回应|今|昨|表示|指出|强调|说|称|认为|宣布|介绍|致|发表|出席|主持|作|做|今天|今日|当天|日前|近日|:|,|$"
    r"|[^\w]|\d)"
)

# Words that a surname begins by chance, as headings of two or three characters show them.
_NO_NAMES = """
任务 方针 成就 时代 时间 时期 关于 关键 高度 高举 全面 全文 全国 全体
文明 文化 文件 经济 经验 计划 成果 成绩 向前 武装 万岁 安全 方法 方向
金融 江山 明天 包容 和平 易经 常态 应对 应用 方案 路线 章程 简介 简历
解放 解决 边疆 文章 目录 田野 程序 封面 石油 华夏 安排 连续 纪要 纪念
商务 项目 盛世 游客 温度 白皮书 时间表 路线图 文件夹 安全观 文化部 马克思 方法论 成绩单
商务部 计划书 江西省 江苏省 华东 华北 华南 金砖 东方红 经济学
展望 党建 党委 党政 党中央 管理
印发 印度 印尼 云南 古代 古人 燕京 沙龙 敬礼 敬请 敬启 敬上 怀念 农业 农村 农民 农历 展览 银行 居民
花絮 花园 昌盛 米兰 谈话 谈判 谈心 乐观 卫生
卫健委 卫生部 卫生局 农业部 农业局 贡献 古籍 鱼水情 索引 党组 云计算 权利 权威 管委会 毕业生 毕业 毕竟 党员 党史
皮肤 税务局 税收
文学 全会 文艺 文字
常驻 常务 常委 常年 应邀 时任 全程 高层 任何 包括 查询 应有 公开 解读 解释
"""
_WORDS_NOT_NAMES = frozenset(_NO_NAMES.split())

_LABELLED = re.compile(rf"^{SPEAKER_LABEL}|{BEHIND_NAME}$")
_LABEL_ALONE = re.compile(SPEAKER_LABEL)
_OFFICE_AND_NAME = re.compile(
    rf"(?P<office>[^,。:;!?《》“”\d-]{{0,40}}{OFFICE})(?P<name>{PERSON})(?:同志|先生|女士|阁下)?"
)
# 曾文树县长: a name of three characters goes before one of two, unless the third can begin an office.
_LONG_NAME_AND_OFFICE = re.compile(
    rf"(?P<name>[{_SURNAMES}][{HAN}](?![副总前原省市县区州乡镇国外])[{HAN}])(?P<office>[省市县区州乡镇副总]{{0,2}}{OFFICE})"
)
_NAME_AND_OFFICE = re.compile(rf"(?P<name>{PERSON})(?P<office>[^,。:;!?《》“”\d-]{{0,40}}{OFFICE})")
_OFFICE_ALONE = re.compile(rf"[^,。:;!?《》“”]{{0,40}}{OFFICE}")
_BODY_ALONE = re.compile(rf"[{HAN}]{{0,30}}{BODY}")
_UNKNOWN_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[-·.][{HAN}]{{1,8}}){{1,4}}|[A-Z][A-Za-z.' -]{{3,40}}")
_NO_PERSON = re.compile(
    "[的是在和与及或答问了为]|讲话|演讲|演说|致[辞词]|发言|报告|发表|会见|出席|全文|实录|记者|办公|一行|先生$|女士$|同志$"
    "|[会团部局院处署司厅委社室科台网报校中心组]$|大会|会议|全体|小组|代表|不详|佚名|本[站网报刊]|编辑|整理|管理员|匿名"
)
_RESPECT = re.compile(
    r"(?P<who>.{2,40}?)(?:[谨敬拜](?:启|上|贺|识|志|书|题|祝|白|告|撰|具|述|记|致)|鞠躬|顿首|叩首|手启|亲笔|恭贺|恭祝|同启|启)"
)
_SIGNING_BODY = re.compile(
    rf"[{HAN}]{{2,30}}(?:会|部|局|厅|署|院|社|团|府|所|处|馆|校|学|司|公司|中心|党|国|联盟|组织|机构|集团|公会|编辑部)"
)
_BLANK = r"(?:\s{1,8}|\s?:\s?)"
_LETTERS = rf"(?:[{HAN}](?:\s{{0,4}}[{HAN}]){{1,3}}|[{HAN}]{{1,8}}(?:\s?[-·.]\s?[{HAN}]{{1,8}}){{1,4}})"
_CREDITED = re.compile("编|监|审|校对|主持|记者|摄|联系|秘书$|负责人$")
_SPACED = (
    re.compile(rf"(?P<office>[^,。:;!?《》“”\d]{{0,40}}{OFFICE}(?:\([^()]{{1,12}}\))?){_BLANK}(?P<name>{_LETTERS})"),
    re.compile(rf"(?P<name>{_LETTERS}){_BLANK}(?P<office>[^,。:;!?《》“”\d]{{0,40}}{OFFICE})"),
)
_SIGNED = re.compile(r"\((?:签字|签名|签章|签署|代签|印)\)|(?:签字|签署)$")
_LARGE_BLANK = re.compile(r"\s{2,}|[、,]|(?<=\))\s")
_NAME_ALONE = re.compile(rf"\(?(?P<name>{PERSON})(?:同志|先生|女士)?\)?")
_SPEAKING = re.compile(rf"{OFFICE}(?P<name>{PERSON}){_AFTER_NAME}")
_OFFICE_BEFORE = re.compile(rf"[^·]{{0,8}}{OFFICE}(?=[^·]+·)")
_OPENING_NAME = re.compile(rf"(?P<name>{PERSON})(?:[{HAN}]{{0,8}}{OFFICE}|同志|先生|女士)?(?=在|就|:)")
_HEADLINE_NAME = re.compile(rf"[{HAN}]{{0,20}}(?:部|府|委|办|院|党|国|方|{OFFICE})(?P<name>{PERSON}):")


_HEADLINE_VERB = re.compile(
    "会见|会谈|会晤|接见|致信|致电|通话|贺电|出席|访问|主持|就(?!业)|向|在|同(?!志)|与|(?<!共)和|#"
)


def is_name(folded: str) -> bool:
    """Whether the words are nothing but a person's name."""
    words = squeeze(folded)
    return (
        bool(_NAME_ALONE.fullmatch(words)) and words.strip("()") not in _WORDS_NOT_NAMES and words[-1] not in "译摄讲著"
    )


def may_be_name(folded: str) -> bool:
    """Whether the words can be a name, whatever the surname: only where something else says that a name stands here."""
    words = squeeze(folded)
    return is_name(words) or bool(
        _UNKNOWN_NAME.fullmatch(words) and not _NO_PERSON.search(words) and words not in _WORDS_NOT_NAMES
    )


def spaced_name(folded: str) -> tuple[slice, slice] | None:
    """Where office and name stand in a byline that keeps them apart by a blank, so that any surname is believed."""
    words = folded.strip()
    for pattern in _SPACED:
        match = pattern.fullmatch(words)
        credit = match and (_HEADLINE_VERB.search(match["office"]) or _CREDITED.search(match["office"]))
        if match and may_be_name(match["name"]) and not credit:
            return slice(*match.span("office")), slice(*match.span("name"))
    return None


def signing(folded: str) -> str:
    """Who signs with words of respect (本会 谨启, 王文敬上), blanks left out; empty where nobody does."""
    match = _RESPECT.fullmatch(squeeze(folded))
    who = match["who"] if match else ""
    return who if is_name(who) or office_and_name(who) or _SIGNING_BODY.fullmatch(who) else ""


def side_by_side(folded: str) -> tuple[str, ...]:
    """The names of a line that holds nothing but two names or more, as of those who sign together."""
    parts = [_SIGNED.sub("", part).strip() for part in _LARGE_BLANK.split(folded) if part.strip()]
    return tuple(map(squeeze, parts)) if len(parts) > 1 and all(map(is_name, parts)) else ()


def is_labelled(folded: str) -> bool:
    """Whether the words name one who speaks and say that he does: 致词人：简秀珍 部长, 上官文渊先生讲."""
    words = squeeze(folded)
    bare = _LABELLED.sub("", words)
    labelled = _LABEL_ALONE.match(words)
    if labelled and may_be_name(words[labelled.end() :]):
        return True
    return bare != words and (is_name(bare) or office_and_name(bare) is not None)


def is_office(folded: str) -> bool:
    """Whether the words are nothing but an office."""
    return bool(_OFFICE_ALONE.fullmatch(squeeze(folded)))


def is_signing_body(folded: str) -> bool:
    """Whether the words can be a body's name: only where something else says that somebody signs here."""
    return bool(_SIGNING_BODY.fullmatch(squeeze(folded)))


def is_body(folded: str) -> bool:
    """Whether the words are nothing but the name of a body."""
    return bool(_BODY_ALONE.fullmatch(squeeze(folded)))


def office_and_name(folded: str) -> tuple[slice, slice] | None:
    """Where office and name stand in a squeezed byline, if it holds nothing else."""
    for pattern in (_OFFICE_AND_NAME, _LONG_NAME_AND_OFFICE, _NAME_AND_OFFICE):
        match = pattern.fullmatch(folded)
        if match and match["name"] not in _WORDS_NOT_NAMES and not _HEADLINE_VERB.search(match["office"]):
            return slice(*match.span("office")), slice(*match.span("name"))
    return None


def speaking_name(folded: str) -> slice | None:
    """Where the name of the one who speaks stands in a headline or the first sentence of a story."""
    for found in (_OPENING_NAME.match(folded), _HEADLINE_NAME.match(folded), _SPEAKING.search(folded)):
        if found and found["name"] not in _WORDS_NOT_NAMES:
            begin, end = found.span("name")
            office = _OFFICE_BEFORE.match(found["name"])
            return slice(begin + (office.end() if office else 0), end)
    return None
