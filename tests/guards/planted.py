"""Planted: what the red team hides, how it is written and in which file; everything is made up and the same each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

SEED = 20261201


@dataclass(frozen=True)
class Hidden:
    """One thing that is hidden: the rule that must find it, its value without blanks and marks, and where it lies."""

    rule: str
    value: str
    place: str


@dataclass(frozen=True)
class Planted:
    """A file of the red team's project, by its path from the root, and what is hidden in it."""

    path: str
    data: bytes
    hidden: tuple[Hidden, ...]


class Inventor:
    """Invents numbers with right check digits that belong to nobody: area codes and number ranges that are not given out."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = Random(seed)

    def id_number(self) -> str:
        """An identity number (GB 11643—1999) of an area that does not exist."""
        day = f"{self.random.randint(1940, 2018)}{self.random.randint(1, 12):02d}{self.random.randint(1, 28):02d}"
        body = f"3799{self.random.randint(10, 99)}{day}{self.random.randint(0, 999):03d}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]

    def old_id_number(self) -> str:
        """An identity number of 15 digits, as they were until 1999."""
        day = f"{self.random.randint(30, 80)}{self.random.randint(1, 12):02d}{self.random.randint(1, 28):02d}"
        return f"3799{self.random.randint(10, 99)}{day}{self.random.randint(0, 999):03d}"

    def mobile(self) -> str:
        """A mobile number in a range that no operator has."""
        return f"{self.random.choice(('160', '164', '179', '154'))}{self.random.randint(0, 99_999_999):08d}"

    def landline(self) -> str:
        """A landline of an area code that is not given out."""
        return f"0{self.random.choice(('329', '448', '619'))}{self.random.randint(2_000_000, 8_999_999)}"

    def card(self) -> str:
        """A bank card with the issuer's digits of UnionPay and a right last digit (Luhn)."""
        body = f"6200000{self.random.randint(0, 99_999_999_999):011d}"
        total = sum(
            sum(divmod(2 * int(digit), 10)) if at % 2 == 0 else int(digit) for at, digit in enumerate(reversed(body))
        )
        return body + str(-total % 10)

    def plate(self) -> str:
        """A plate, ordinary or of an electric car."""
        tail = "".join(self.random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(4))
        return f"鲁Q{self.random.choice(('', 'D'))}{tail}{self.random.randint(0, 9)}"

    def passport(self) -> str:
        """An ordinary passport."""
        return f"E{self.random.choice('ABCDEFGHJK')}{self.random.randint(0, 9_999_999):07d}"

    def permit(self) -> str:
        """A permit to travel to Hong Kong and Macao."""
        return f"C{self.random.choice('ABCDEFGHJK')}{self.random.randint(0, 9_999_999):07d}"

    def email(self) -> str:
        """A person's mailbox."""
        name = "".join(self.random.choice("abcdefghkmnpqrst") for _ in range(7))
        return f"{name}{self.random.randint(10, 999)}@{self.random.choice(('qq.com', '163.com', '126.com', 'sina.cn'))}"

    def wechat(self) -> str:
        """A 微信号."""
        return f"wx_{''.join(self.random.choice('abcdefghkmnpqrst') for _ in range(6))}{self.random.randint(10, 99)}"

    def qq(self) -> str:
        """A QQ number."""
        return str(self.random.randint(10_000_000, 3_999_999_999))

    def address(self) -> str:
        """Where somebody lives, down to the door."""
        one, two, three = (self.random.randint(1, 30) for _ in range(3))
        return self.random.choice(
            (
                f"幸福里小区{one}号楼{two % 5 + 1}单元{three * 100 + 2}室",
                f"向阳路{one}号院{two}栋{three * 100 + 1}室",
                f"虚构村{two % 9 + 1}组{one}号",
                f"云上花园{one}幢{two % 4 + 1}单元{three}0{two % 4 + 1}",
            )
        )

    def birth(self) -> str:
        """A day of birth."""
        return f"{self.random.randint(1945, 2015)}年{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日"

    def name(self) -> str:
        """Somebody who does not exist, visibly."""
        return self.random.choice("赵钱孙李周吴郑王") + self.random.choice(
            ("虚构", "无名", "不存", "子虚", "乌有", "亡是", "假想", "拟名")
        )


def wide(value: str) -> str:
    """Full-width digits and letters."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in value)


def parted(mark: str, *sizes: int) -> object:
    """Return what puts a mark between groups of digits of some sizes; the last group takes the rest."""

    def form(value: str) -> str:
        groups, at = [], 0
        for size in sizes:
            groups.append(value[at : at + size])
            at += size
        return mark.join([*groups, value[at:]])

    return form


def between(mark: str) -> object:
    """Return what puts a mark between all characters."""
    return lambda value: mark.join(value)


def entities(value: str) -> str:
    """Character references of HTML."""
    return "".join(f"&#{ord(one)};" for one in value)


def spoken(value: str) -> str:
    """Digits as Chinese characters."""
    return value.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def bold_inside(value: str) -> str:
    """Marks of Markdown in the middle."""
    return f"{value[:3]}**{value[3:7]}**{value[7:]}"


PLAIN = str
# How a number is written so that a plain pattern misses it; each must still be read by a person.
FORMS_OF_IDS = (
    PLAIN, wide, parted(" ", 6, 8), parted("-", 6, 8), parted("\n", 10), between(" "), bold_inside, entities,
    parted("\u00a0", 6, 4, 4), parted("\u200d", 5, 5), parted("–", 6, 8), parted(" | ", 6, 8), parted("\\-", 6, 8),
    parted("\u3000", 6, 8), parted("·", 6, 8), lambda value: value.lower(), parted("\u00ad", 4, 4, 4), spoken,
)  # fmt: skip
FORMS_OF_MOBILES = (
    PLAIN, wide, parted(" ", 3, 4), parted("-", 3, 4), parted("\n", 7), between(" "), bold_inside, entities,
    parted("\u00a0", 3, 4), parted("\u200d", 4, 3), parted("—", 3, 4), parted(".", 3, 4), parted("·", 3, 4),
    lambda value: f"+86 {value}", lambda value: f"（86）{value}", lambda value: f"tel:+86-{value}",
    lambda value: f"`{value[:5]}`{value[5:]}", spoken, parted("_", 3, 4), lambda value: f"0{value}",
    lambda value: "".join(chr(0x1D7CE + int(one)) for one in value), parted("\u2009", 3, 4), parted("<br>", 5),
)  # fmt: skip
FORMS_OF_LANDLINES = (
    parted("-", 4), lambda value: f"（{value[:4]}）{value[4:]}", parted(" ", 4), parted("—", 4), wide, PLAIN,
    lambda value: f"+86-{value[1:4]}-{value[4:]}", parted("-", 4, 3), lambda value: f"({value[:4]}) {value[4:]}",
)  # fmt: skip
FORMS_OF_CARDS = (
    PLAIN, wide, parted(" ", 4, 4, 4, 4), parted("-", 4, 4, 4, 4), parted("\n", 8), bold_inside, parted(" ", 6),
    parted("\u00a0", 4, 4, 4, 4), entities,
)  # fmt: skip
FORMS_OF_PLATES = (PLAIN, parted("·", 2), parted(" ", 2), wide, parted("-", 2), parted("•", 2), bold_inside)
FORMS_OF_MAIL = (
    PLAIN, wide, lambda value: value.replace("@", "(at)"), lambda value: value.replace("@", " @ "),
    lambda value: value.replace("@", "＠"), lambda value: f"<{value}>", lambda value: f"mailto:{value}",
    lambda value: value.replace("@", "#"), lambda value: value.replace("@", "&#64;"), lambda value: value.upper(),
    lambda value: value.replace("@", "%40"), lambda value: value.replace(".", "。"),
)  # fmt: skip

SENTENCES: dict[str, tuple[str, ...]] = {
    "personal-id-number": ("公民身份号码{}。", "登记的号码是{}，请核对。", "{}", "身份证：{}", "本人（{}）承诺所填属实。"),
    "personal-id-number-old": ("旧身份证号{}。", "身份证号码：{}", "证号 {} 一栏"),
    "personal-mobile": ("有事请打{}联系。", "手机 {}", "联系人赵虚构，{}。", "{}", "电话：{}（微信同号）"),
    "personal-landline": ("家里座机{}。", "电话：{}", "来电{}咨询。"),
    "personal-bank-card": ("捐款请汇{}。", "卡号：{}", "开户行某银行，账号 {}"),
    "personal-plate": ("乘坐{}前往。", "车牌号 {}", "车辆（{}）已登记"),
    "personal-passport": ("护照号{}。", "持普通护照 {} 出境", "证件（护照）号码：{}"),
    "personal-travel-permit": ("港澳通行证{}。", "往来港澳通行证号码：{}", "通行证号 {}"),
    "personal-email": ("来信请寄{}。", "邮箱：{}", "{}"),
    "personal-wechat": ("加微信{}。", "微信号：{}", "微信 ID {}", "vx：{}"),
    "personal-qq": ("QQ号{}。", "QQ：{}", "扣扣 {}"),
    "personal-address": ("家住{}。", "住址：{}", "现住{}的老人", "送到{}。"),
    "personal-birth-date": ("出生于{}。", "出生日期：{}", "{}出生", "生日是{}"),
    "personal-name-beside": ("走访贫困户{}家。", "慰问低保户{}，送去米面。", "患者{}说，病好多了。", "资助学生{}上学。", "看望孤儿{}。", "困难群众{}的房子修好了。"),
}  # fmt: skip
FORMS: dict[str, Iterable[object]] = {
    "personal-id-number": FORMS_OF_IDS,
    "personal-id-number-old": (PLAIN, wide, parted(" ", 6, 6), bold_inside),
    "personal-mobile": FORMS_OF_MOBILES,
    "personal-landline": FORMS_OF_LANDLINES,
    "personal-bank-card": FORMS_OF_CARDS,
    "personal-plate": FORMS_OF_PLATES,
    "personal-passport": (PLAIN, wide, parted(" ", 2)),
    "personal-travel-permit": (PLAIN, wide, parted(" ", 2)),
    "personal-email": FORMS_OF_MAIL,
    "personal-wechat": (PLAIN, wide),
    "personal-qq": (PLAIN, wide),
    "personal-address": (PLAIN,),
    "personal-birth-date": (PLAIN, wide, lambda value: value.replace("年", "-").replace("月", "-").rstrip("日")),
    "personal-name-beside": (PLAIN,),
}
MAKERS = {
    "personal-id-number": Inventor.id_number,
    "personal-id-number-old": Inventor.old_id_number,
    "personal-mobile": Inventor.mobile,
    "personal-landline": Inventor.landline,
    "personal-bank-card": Inventor.card,
    "personal-plate": Inventor.plate,
    "personal-passport": Inventor.passport,
    "personal-travel-permit": Inventor.permit,
    "personal-email": Inventor.email,
    "personal-wechat": Inventor.wechat,
    "personal-qq": Inventor.qq,
    "personal-address": Inventor.address,
    "personal-birth-date": Inventor.birth,
    "personal-name-beside": Inventor.name,
}
# Marks of secrecy, as they stand on a line of their own or in brackets.
SECRETS = (
    ("secret-level", "秘密★5年"), ("secret-level", "机密★长期"), ("secret-level", "绝密★"), ("secret-level", "秘密☆1年"),
    ("secret-level", "机密 ★ 启用前"), ("secret-level", "密级：秘密"), ("secret-level", "秘 密 ★ 三 年"),
    ("secret-level", "机密*10年"), ("secret-level", "保密期限：5年"), ("secret-level", "密级：机密"),
    ("secret-internal", "（内部资料，注意保存）"), ("secret-internal", "内部资料 注意保密"), ("secret-internal", "【内部文件】"),
    ("secret-internal", "此件不得公开"), ("secret-internal", "内部参阅，请勿外传"), ("secret-internal", "仅供领导参阅"),
    ("secret-internal", "阅后收回"), ("secret-internal", "（此件不公开）"), ("secret-internal", "内 部 资 料"),
    ("secret-internal", "内部传阅 注意保存"), ("secret-internal", "工作秘密，严禁外传"),
    ("secret-draft", "（征求意见稿）"), ("secret-draft", "（送审稿）"), ("secret-draft", "【讨论稿】"),
    ("secret-document-number", "虚政办密〔2026〕3号"), ("secret-document-number", "虚政办密[2026]14号"),
)  # fmt: skip
