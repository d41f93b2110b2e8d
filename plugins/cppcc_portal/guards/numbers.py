"""Numbers of persons: identity numbers, telephones and bank cards, however their digits are grouped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cppcc_portal.foundation.patterns import pattern
from cppcc_portal.foundation.problems import Severity
from cppcc_portal.guards.finding import Rule, Span

RULES = (
    Rule(
        "personal-id-number",
        "身份证号",
        "《个人信息保护法》第二十五条；《居民身份证法》第三条；GB 11643—1999",
        "删去，或只留后四位以外打星号；不需要号码就能说明的事不写号码",
    ),
    Rule(
        "personal-id-number-old",
        "十五位身份证号",
        "《个人信息保护法》第二十五条；GB 11643—1989（旧号）",
        "删去；旧号码也能认出本人",
    ),
    Rule(
        "personal-mobile",
        "手机号",
        "《个人信息保护法》第四条、第二十五条",
        "删去；对外公布的办公手机写进 content/_site.yml 的 contact: phone",
    ),
    Rule(
        "personal-landline",
        "电话号码",
        "《个人信息保护法》第四条、第二十五条；《政府信息公开条例》第十五条",
        "住宅电话删去；对外公布的办公电话写进 content/_site.yml 的 contact: phone，或写在机构、工作室的记录里",
        Severity.REMINDER,
    ),
    Rule(
        "personal-bank-card",
        "银行卡号",
        "《个人信息保护法》第二十八条（金融账户）；GB/T 15120、ISO/IEC 7812—1",
        "删去；公布捐款账户时写单位的对公账户",
    ),
)

# Digits in groups, with little between them; what is long enough is looked at closely.
_BLANK = " \\t\u00a0\u2000-\u200a\u202f\u3000"
_MARK = r"\-‐-―−./·•‧・_|()（）"
_RUN = pattern(rf"[0-9][0-9{_BLANK}\r\n>{_MARK}]{{5,}}[0-9]")
_BETWEEN = pattern(rf"[{_BLANK}]{{0,3}}(?:[{_MARK}]{{1,2}}|\r?\n[ \t>]{{0,8}})?[{_BLANK}]{{0,3}}")
_DATES = pattern(
    r"[0-9]{4}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?(?:[-/—～~ ]{1,3}[0-9]{4}(?:[-./][0-9]{1,2}){0,2})?[)）.|>\s]*(?![0-9])"
)
_X = pattern(r"[ \-]{0,2}[Xx](?![A-Za-z])")
_GROUP = pattern("[0-9]+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_CALLED = pattern(r"(?:电话|手机|联系|致电|拨打|来电|热线|座机|传真|号码|微信|tel|phone|mobile)[^\n]{0,10}$", re.I)
_LOCAL = pattern(r"(?:电话|座机|热线|传真)[^\d\n]{0,8}$")
_PAYS = pattern(r"(?:卡|账号|帐号|账户|帐户|银行|汇|捐|户名)[^\n]{0,12}$")
_AMOUNT = pattern(r"[ ]?(?:[.]\d|余?[万亿千百]?(?:元|亿|万|吨|亩|人|个|立方|平方|千瓦|度|公斤|美元)|%)")
_NO_PHONE_MARKS = frozenset("/|_")
_MOBILE_LAYOUTS = frozenset([(11,), (3, 4, 4), (4, 3, 4), (3, 3, 5), (3, 8), (1,) * 11])


class _Group(NamedTuple):
    start: int
    end: int
    digits: str
    before: str


def number_spans(text: str) -> Iterator[Span]:
    """Yield every number of a person in a plain text."""
    for run in _RUN().finditer(text):
        if _DATES().fullmatch(text, run.start(), run.end()):
            continue
        groups: list[_Group] = []
        at = run.start()
        for found in _GROUP().finditer(text, run.start(), run.end()):
            between = text[at : found.start()]
            if groups and not _BETWEEN().fullmatch(between):
                yield from _in_groups(text, groups)
                groups = []
            groups.append(_Group(found.start(), found.end(), found[0], between))
            at = found.end()
        yield from _in_groups(text, groups)


def _in_groups(text: str, groups: Sequence[_Group]) -> Iterator[Span]:
    """Yield what some neighbouring groups are together: first what its last digit proves, the longest before shorter ones."""
    first = 0
    while first < len(groups):
        windows = list(_windows(groups, first))
        if not windows:
            first += 1
            continue
        for sort in (_checked, _phone):
            found = next((one for some, digits in windows if (one := sort(text, some, digits))), None)
            if found:
                break
            windows.reverse()
        if found:
            yield found
            first = next((number for number, one in enumerate(groups) if one.start >= found.end), len(groups))
        else:
            first += 1


def _windows(groups: Sequence[_Group], first: int) -> Iterator[tuple[Sequence[_Group], str]]:
    """Yield (groups, their digits) from one group on, the longest first, of 7 to 19 digits."""
    longest = []
    digits = ""
    for last in range(first, len(groups)):
        digits += groups[last].digits
        if len(digits) > 19:
            break
        if len(digits) >= 7:
            longest.append((groups[first : last + 1], digits))
    return reversed(longest)


def _checked(text: str, some: Sequence[_Group], digits: str) -> Span | None:
    """Return an identity number or a bank card."""
    if len(digits) < 15:
        return None
    start, end = some[0].start, some[-1].end
    if _is_letter(text, start - 1):
        return None
    if len(digits) == 17 and (found := _X().match(text, end)):
        return Span("personal-id-number", start, found.end(), f"{digits}X") if _is_id(digits, "X") else None
    if _is_letter(text, end):
        return None
    if len(digits) == 18 and _is_id(digits[:17], digits[17]):
        return Span("personal-id-number", start, end, digits)
    if len(digits) == 15 and _is_old_id(digits) and _is_compact(some):
        return Span("personal-id-number-old", start, end, digits)
    if len(digits) >= 16 and _is_card(text, some, digits):
        return Span("personal-bank-card", start, end, digits)
    return None


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalpha()


def _is_day(year: int, month: int, day: int) -> bool:
    longest = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= longest[month - 1]


def _is_id(digits: str, last: str) -> bool:
    """Whether 17 digits and a last sign are an identity number: a day of birth and the check of GB 11643 (ISO 7064, MOD 11-2)."""
    if not 1870 <= int(digits[6:10]) <= 2099 or not _is_day(int(digits[6:10]), int(digits[10:12]), int(digits[12:14])):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == last.upper()


def _is_old_id(digits: str) -> bool:
    month, day = int(digits[8:10]), int(digits[10:12])
    return digits[:2] in _PROVINCES and digits[2:4] != "00" and _is_day(1900 + int(digits[6:8]), month, day)


def _is_compact(some: Sequence[_Group]) -> bool:
    return len(some) == 1 or [len(one.digits) for one in some] in ([6, 9], [6, 6, 3])


def _is_card(text: str, some: Sequence[_Group], digits: str) -> bool:
    if not _luhn(digits):
        return False
    layout = [len(one.digits) for one in some]
    is_grouped = len(layout) == 1 or set(layout[:-1]) == {4} or len(layout) == 2
    if digits.startswith("62"):
        return is_grouped or bool(_PAYS().search(text, max(0, some[0].start - 20), some[0].start))
    is_issued = digits[0] in "459" or digits[:2] in ("34", "35", "36", "37", "60")
    return is_issued and bool(_PAYS().search(text, max(0, some[0].start - 20), some[0].start))


def _luhn(digits: str) -> bool:
    """Whether the last digit is right by ISO/IEC 7812-1."""
    total = sum(sum(divmod(2 * int(one), 10)) if at % 2 else int(one) for at, one in enumerate(reversed(digits)))
    return total % 10 == 0


def _phone(text: str, some: Sequence[_Group], digits: str) -> Span | None:
    start, end = some[0].start, some[-1].end
    if len(digits) > 16 or _is_letter(text, end):
        return None
    before = text[max(0, start - 16) : start]
    if before.endswith((".", "¥", "￥", "$")) or (len(some) == 1 and _AMOUNT().match(text, end)):
        return None
    layout = tuple(len(one.digits) for one in some)
    is_called = bool(_CALLED().search(before))
    if _is_letter(text, start - 1) and not is_called:
        return None
    has_prefix = False
    if len(layout) > 1 and some[0].digits in ("86", "0086", "0"):
        layout, digits, has_prefix = layout[1:], digits[len(some[0].digits) :], True
    elif len(digits) in (13, 15) and digits.startswith(("861", "00861")) and (is_called or before.endswith("+")):
        digits, layout, has_prefix = digits[-11:], (11,), True
    elif len(digits) == 12 and digits[:2] == "01" and digits[2] in "3456789":
        digits, layout, has_prefix = digits[1:], (11,), True
    if layout[0] == 1 and set(layout) != {1}:
        # A number of North America: 1-800-…
        return None
    marks = {mark for one in some[1:] for mark in one.before if not mark.isspace()}
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789":
        if before.endswith(("_", "=")) and not is_called:
            return None
        is_broken = len(some) == 2 and "\n" in some[1].before
        is_laid = layout in _MOBILE_LAYOUTS and not marks & _NO_PHONE_MARKS
        if is_laid or is_broken or is_called:
            return Span("personal-mobile", start, end, digits)
        return None
    return _landline(text, some, digits, has_prefix, marks)


def _landline(text: str, some: Sequence[_Group], digits: str, has_prefix: bool, marks: set[str]) -> Span | None:
    """Return a landline: an area code and seven or eight digits, or these alone after a word that announces them."""
    start, end = some[0].start, some[-1].end
    groups = [one.digits for one in some][1 if has_prefix and len(some) > 1 else 0 :]
    if has_prefix and not groups[0].startswith("0"):
        groups[0] = f"0{groups[0]}"
    code, rest = groups[0], "".join(groups[1:])
    if len(groups) == 1:
        size = 3 if code[:2] in ("01", "02") else 4
        code, rest = code[:size], code[size:]
    is_code = re.fullmatch(r"010|02\d|0[3-9]\d\d", code) is not None
    if is_code and len(rest) in (7, 8) and rest[0] in "2345678" and len(groups) <= 3 and not marks & {"/", "|", "_"}:
        return Span("personal-landline", start, end, code + rest)
    is_local = 7 <= len(digits) <= 8 and digits[0] in "2345678" and len(some) <= 2 and not _is_date(digits)
    is_plain = not has_prefix and not marks & {"/", ".", "|"}
    if is_local and is_plain and _LOCAL().search(text, max(0, start - 12), start):
        return Span("personal-landline", start, end, digits)
    return None


def _is_date(digits: str) -> bool:
    return (
        len(digits) == 8 and digits[:2] in ("19", "20") and _is_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    )
