"""Persons: where somebody lives, when somebody was born, and the names of those whom one must not name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cppcc_portal.foundation.patterns import pattern
from cppcc_portal.foundation.problems import Severity
from cppcc_portal.guards.finding import Rule, Span

RULES = (
    Rule(
        "personal-address",
        "住址（到门牌）",
        "《个人信息保护法》第四条、第二十五条；《民法典》第一千零三十二条",
        "只写到村、社区；单位对外的地址写进 content/_site.yml 的 contact: address",
    ),
    Rule(
        "personal-birth-date",
        "完整的出生日期",
        "《个人信息保护法》第四条；《民法典》第一千零三十四条",
        "只写出生年份；文史里已故人物的生卒日期可以放行",
    ),
    Rule(
        "personal-name-beside",
        "受帮扶的人、学生、病人等的姓名",
        "《个人信息保护法》第二十八条、第三十一条；《未成年人保护法》第四条",
        "把名字改成「某某」，例如 贫困户王某某；本人书面同意公开的可以放行",
        Severity.REMINDER,
    ),
)
_N = r"(?:\d{1,5}|[一二三四五六七八九十百]{1,4})"
_SP = r"[ \u3000]?"
# A building and a door in it; a village, a group and a number; a street and a number after a word that says who lives there.
_DOOR = pattern(
    rf"(?:\d{{1,4}}{_SP}|[一二三四五六七八九十]{{1,3}})(?:号楼|号院|栋|幢|座|单元){_SP}(?:{_N}{_SP}(?:号楼|栋|幢|座|单元){_SP}){{0,2}}"
    rf"{_N}{_SP}(?:室|户|号房|号|(?<=\d\d\d))(?!楼|院)"
)
_GROUP = pattern(
    rf"[\u4e00-\u9fff]{{1,6}}(?:村|庄|屯|寨|社区|街)(?:第)?{_N}(?:村民)?(?:小?组|队|社)?{_SP}\d{{1,4}}号(?!楼|院|线|路|文|令|公)"
)
_LIVES = pattern(
    rf"(?:家住|现住|住址|家庭地址|家庭住址|户籍地址|户籍所在地|居住地址|常住地址|住所地)[:：是为在于| ]{{0,3}}[^\n，。；,;|]{{1,30}}{_N}{_SP}(?:号|室|户)"
)
_OFFICE = pattern(
    r"大厦|中心|办公|机关|写字楼|政务|广场|酒店|宾馆|会议|政协|大楼|学校|教学|医院|园区|产业园|厂|公司|宿舍楼工程|工程|项目|改造|新建|建设|共|的第?$"
)
_DAY = r"((?:19[2-9]\d|20[0-2]\d)[ ]?[年\-/.][ ]?(?:1[0-2]|0?[1-9])[ ]?[月\-/.][ ]?(?:3[01]|[12]\d|0?[1-9])(?!\d)[ ]?[日号]?)"
_BORN = (
    pattern(rf"(?:出生(?:于|日期|年月日?|时间)?|生于|生日|诞生于|born)[是为在于:：|（( ]{{0,4}}{_DAY}", re.I),
    pattern(rf"{_DAY}[ ]?(?:出生|生于|生(?=[，。,;；)）\n]|$))"),
)
_PEOPLE = (
    "贫困户|低保户|脱贫户|五保户|特困户|困难户|监测户|建档立卡户|贫困群众|困难群众|困难职工|困难学生|贫困学生|贫困生|受助学生|学生|学员|"
    "留守儿童|困境儿童|孤儿|儿童|未成年人|患者|病人|病患|伤者|残疾人|特困人员|低保对象|信访人|上访人|受害人|被害人|失独老人|孤寡老人|留守老人|艾滋病人|精神病人"
)
_WORDS = tuple(_PEOPLE.split("|"))
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜戚谢邹章潘葛范彭鲁韦马苗方俞任袁柳鲍史唐费岑薛雷贺倪汤罗毕郝邬安常傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄戴宋庞熊纪舒项祝董梁杜阮闵季贾江郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢丁邓洪石崔龚程邢裴陆荣翁甄曲封储靳段焦侯宓蓬全仇甘厉祖武符刘景詹龙叶司黎薄白蒲卓蔺池乔闻翟谭姬申冉桑桂牛尚温庄柴阎艾鱼向易廖耿匡国文寇广"
_END = r"(?=[，。、；：！？）)\s,;:|\"'”」*]|$|家[里的中，。]?|的|等|说|在|同学|一家|(?:上|入)学|和|与|送|患|因|从)"
_NAMED = pattern(
    rf"(?:{_PEOPLE})[:：|（(“\" ]{{0,2}}((?:欧阳|上官|司马|诸葛|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}){_END}"
)
_AFTER = pattern(rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})[（(](?:{_PEOPLE})[）)]")
# Words that begin like a surname and are no names.
_NO_NAMES = pattern(
    r".*[某×xX＊*○〇]|.?(?:全面|全部|全体|全家|全程|全校|安全|安置|安心|高度|高中|高考|高校|方面|方式|方法|成长|文化|文明|文体|国家|国际|广大|广泛|广东|常年|常见|程度|任务|任何|万元|万人|万余|时间|史料|马上|金额|管理|管护|白天|年龄|江苏|江西|温暖|温饱|向上|易地|石油|田间|林业|林果|牛羊|龙头|龙江|段时|钟头|项目|康复|健康|高血|高龄|高职|柳州|黄河|许多|何时|何况|余名|余人|余户|严重|严格|苗木|季节|费用|单位|祖国|武汉|景区|封闭|储备|雷锋|毕业|毕竟|连年|温馨|高兴|关爱|关心|路费|车费|陈述|章程|纪律|纪念|舒适|顾虑|汤药|符合|司法|司机|焦虑|洪水|裴|荣誉|荣获|国学|文学|常态|应当|干部|全国|全省|全市|全县|全镇|全村|全区|文艺|史志|向善|向好|万一|江北|江南|严禁|任意|任职|余额|方案|方便|方可|管教|管控|广告|白内)"
)


def person_spans(text: str) -> Iterator[Span]:
    """Yield every home, day of birth and name of one who must not be named in a plain text."""
    for found in (
        _DOOR().finditer(text) if any(mark in text for mark in "室户元号幢栋") and _BUILDINGS().search(text) else ()
    ):
        if not _OFFICE().search(text, max(0, found.start() - 14), found.start()) or "单元" in found[0]:
            yield Span("personal-address", found.start(), found.end(), found[0])
    if "号" in text and _IN_A_VILLAGE().search(text):
        for found in _GROUP().finditer(text):
            yield Span("personal-address", found.start(), found.end(), found[0])
    if "住" in text or "址" in text or "籍" in text:
        for found in _LIVES().finditer(text):
            yield Span("personal-address", found.start(), found.end(), found[0])
    if "生" in text and _MAYBE_BORN().search(text):
        for one in _BORN:
            for found in one().finditer(text):
                yield Span("personal-birth-date", found.start(1), found.end(1), _digits(found[1]))
    for found in _NAMED().finditer(text) if any(word in text for word in _WORDS) else ():
        if not _NO_NAMES().match(found[1]):
            yield Span("personal-name-beside", found.start(1), found.end(1), found[1])
    if _MAYBE_AFTER().search(text):
        for found in _AFTER().finditer(text):
            if not _NO_NAMES().match(found[1]):
                yield Span("personal-name-beside", found.start(1), found.end(1), found[1])


_BUILDINGS = pattern("[单号栋幢座][元楼院0-9一二三四五六七八九十 ]")
_IN_A_VILLAGE = pattern(r"[村庄屯寨区街]第?[\d一二三四五六七八九十]")
_MAYBE_BORN = pattern("[出诞日号生][生于日]")
_MAYBE_AFTER = pattern("[户人者童儿生员象][）)]")


def _digits(day: str) -> str:
    """Return a day as year, month and day, each as many digits as it needs."""
    return "-".join(str(int(one)) for one in re.findall(r"\d+", day))
