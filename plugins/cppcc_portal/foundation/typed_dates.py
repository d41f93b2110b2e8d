"""Dates as hands type them: what was meant by `2026年6月5日`, `二〇二六年六月`, `2026.6.5—6.7` or `下午3点半`.

Nothing of this is accepted in a record: it is said how to write it. What is not written is never guessed: a date without
a year asks for the year.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from cppcc_portal.foundation.dates import CHINA, PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.likeness import number


@frozen
class Meant:
    """What was meant: `first` in standard form, the `last` of a span, or why there is none.

    `is_yearless` says that `first` begins with a year that nobody wrote; `impossible` is the word for what there is not,
    day or hour; `left_out` are words that say more than a date can.
    """

    first: str = ""
    last: str = ""
    left_out: str = ""
    is_yearless: bool = False
    impossible: str = ""


# Stands for the year that was not written.
SOME_YEAR = "2026"

_NUMERALS = "〇零一二三四五六七八九十廿卅"
_DASHES = re.compile("[\u2010-\u2015\u2212\u2500\u30fc\ufe58\ufe63]+")
_EDGES = "\"'“”‘’「」『』()[]【】<>《》。，、；：,;.·"
_WEEKDAY = re.compile(r"\(?(?:星期|礼拜|周)[一二三四五六日天末1-7]\)?")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.?", re.IGNORECASE)
_LUNAR = re.compile(r"农历|阴历|正月|腊月|冬月|初[一二三四五六七八九十]|[除大年]夕")
_VAGUE = re.compile(
    r"大约|约|左右|前后|许|[上中下]旬|[上下]半年|第?[一二三四1-4]季度|[初底末]|中$|春[天季节]?|夏[天季]?|秋[天季]?|冬[天季]?|以来|起$"
)
_DECADE = re.compile(r"(?:(\d{1,2})世纪)?(\d{0,2}\d)0年代|(\d{3})0s|(\d{3})[xX×*?_□○]年?代?")
_TIME = re.compile(
    r"(?:(?<=[\d日号\s])|^)[\sT]*(上午|下午|中午|晚上|晚|早上|早晨|早|凌晨|傍晚|[AaPp]\.?[Mm]\.?)?\s*"
    r"(\d{1,2})(?:\s*[:时点]\s*(?:(\d{1,2})分?(?::?(\d{1,2})(?:\.\d+)?秒?)?|(半)|(整|钟|正))?)\s*"
    r"([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?$"
)
_PART_OF_DAY = re.compile(r"(上午|下午|中午|晚上|晚|早上|早晨|凌晨|傍晚)$")
_LATER = ("下午", "晚上", "晚", "傍晚", "p")
# One sort of mark parts all three: `2026.6-8` may be a day or two months.
_WHOLE = re.compile(
    r"(\d{4})(?:年(\d{1,2})(?:月(\d{1,2})[日号]?)?月?份?|\s*([/.\-_、,\s])\s*(\d{1,2})(?:\s*\4\s*(\d{1,2})\s*[日号]?)?月?)"
)
_MONTHS_OF_A_YEAR = re.compile(r"(\d{4})年(\d{1,2})月?[-~至到](\d{1,2})月份?")
_TIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)?")
_SHORT = re.compile(
    r"'?(\d{2})(?:年(\d{1,2})(?:月(\d{1,2})[日号]?|月份?)|\s*([/.\-_、,\s])\s*(\d{1,2})\s*\4\s*(\d{1,2})[日号]?)"
)
_LAST_YEAR = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.,\-\s]\s*(\d{4})")
_YEARLESS = re.compile(r"(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*[日号]?|(\d{1,2})月份?")
_YEAR = re.compile(r"(\d{4})年?度?")
_SPAN = re.compile(r"\s*(?:至|到|~|\bto\b)\s*")


def meant(written: str) -> Meant | None:
    """Return what was meant by a date typed in another way, or None where nobody can tell."""
    if _LUNAR.search(written):
        return None
    text, left_out = _plain(written)
    if decade := _decade(text):
        return Meant(decade, left_out=left_out)
    return _span(text, left_out) or _one(text, left_out)


def clock(written: str) -> str | None:
    """Return a time of the day typed in another way as `15:30`, or None where it is none."""
    found = _TIME.search(_plain(written)[0])
    if not found or found.start():
        return None
    hour, minute = _hour(found)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _plain(written: str) -> tuple[str, str]:
    """Return a date in ASCII digits and marks, and the words that say more than a date can."""
    text = unicodedata.normalize("NFKC", written.replace("○", "〇")).strip().strip(_EDGES).strip()
    text = _DASHES.sub("-", text).replace("〜", "~").replace("～", "~").replace("公元", "").replace("西元", "")
    text = re.sub(r"-{2,}", "-", text)
    text = _WEEKDAY.sub(" ", text).strip()
    vague = "".join(_VAGUE.findall(text))
    text = _VAGUE.sub("", text)
    text = re.sub(r"民国(元|\d+|[一二三四五六七八九十]+)年", lambda found: f"{1911 + _counted(found[1])}年", text)
    text = re.sub(
        rf"([{_NUMERALS}]+)(?=世纪|年|月|日|号|时|点|分|至|到|~|-|$|\s|\()", lambda found: str(_counted(found[1])), text
    )
    text = re.sub(r"(\d{1,2})\s*(?:\([^)]*\))$", r"\1", text)
    text = re.sub(r"\s+(?=[年月日号时点分])|(?<=[年月])\s+", "", text)
    return _english(text).strip().strip(_EDGES).strip(), vague


def _counted(numerals: str) -> int:
    if numerals == "元":
        return 1
    return number(numerals.replace("廿", "二十").replace("卅", "三十"))


def _english(text: str) -> str:
    """Return `Jun 5, 2026` or `5 June 2026` as `2026-6-5`; other text as it is."""
    found = _ENGLISH.search(text)
    if not found:
        return text
    month = _MONTHS.index(found[1].lower()) + 1
    numbers = re.findall(r"\d+", text)
    years = [one for one in numbers if len(one) == 4]
    days = [one for one in numbers if len(one) < 3]
    return "-".join([*years[:1], str(month), *days[:1]]) if years else text


def _decade(text: str) -> str:
    found = _DECADE.fullmatch(text)
    if not found:
        return ""
    century, tens, *others = found.groups()
    if tens is None:
        return f"{next(one for one in others if one)}X"
    if len(tens) == 3:
        return f"{tens}X"
    # 「八十年代」 says no century; of living memory there is one.
    return f"{int(century) - 1 if century else 19}{tens[-1]}X" if len(tens) == 1 else ""


def _span(text: str, left_out: str) -> Meant | None:
    """Return the span that a text writes, its end completed by what its beginning says."""
    if found := _MONTHS_OF_A_YEAR.fullmatch(text):
        begins, ends = (_parsed(f"{found[1]}-{int(month):02d}") for month in found.groups()[1:])
        return Meant(begins, ends, left_out) if begins and ends else Meant(impossible="日子")
    for mark in (*_SPAN.finditer(text), *re.finditer(r"\s*[-/]\s*", text)):
        before, after = text[: mark.start()].strip(), text[mark.end() :].strip()
        if mark[0].strip() in ("-", "/") and (_single(text) or not _is_beginning(before, after)):
            continue
        first = _one(before, "")
        if first is None or first.impossible:
            continue
        last = _completed(after, first)
        if last:
            return Meant(first.first, last, left_out, first.is_yearless)
    return None


def _is_beginning(before: str, after: str) -> bool:
    """Whether what stands before a dash is a date to the day, or a year before a year."""
    if clock(after):
        return bool(_TIME.search(before))
    return bool(_single(before) and (len(_single(before)) >= 10 or _YEAR.fullmatch(after) or "月" in after)) or bool(
        re.fullmatch(r"\d{1,2}月\d{1,2}[日号]?", before)
    )


def _completed(after: str, first: Meant) -> str:
    """Return the end of a span in standard form; what it leaves out is as in the beginning."""
    whole = _one(after, "")
    if whole and not whole.is_yearless and not whole.impossible:
        return whole.first
    year, *rest = first.first[:10].split("-")
    if len(first.first) >= 10 and (time := clock(after)):
        return f"{first.first[:10]} {time}"
    if whole and whole.is_yearless and not re.fullmatch(r"\d{1,2}[日号]", after):
        return _parsed(year + whole.first[4:])
    if rest and (day := re.fullmatch(r"(\d{1,2})[日号]?", after)):
        return _parsed(f"{year}-{rest[0]}-{int(day[1]):02d}") if len(rest) > 1 else _parsed(f"{year}-{int(day[1]):02d}")
    return ""


def _one(text: str, left_out: str) -> Meant | None:
    """Return the single date, with its time, that a text writes."""
    time = ""
    if found := _TIME.search(text):
        hour, minute = _hour(found)
        if hour > 23 or minute > 59:
            return Meant(impossible="钟点")
        time, text = f" {hour:02d}:{minute:02d}", text[: found.start()].strip().rstrip("T")
        if not text:
            return None
        if found[8] and "T" not in found[0] and not text.endswith("T"):
            return None
        if found[8]:
            return _in_china(text, time, found[8])
    elif part := _PART_OF_DAY.search(text):
        left_out, text = left_out + part[1], text[: part.start()].strip()
    if day := _single(text):
        if time and len(day) < 10:
            return None
        return _checked(day + time, left_out)
    found_yearless = _YEARLESS.fullmatch(text)
    if found_yearless:
        month, number_of_day, alone = found_yearless.groups()
        rest = f"-{int(month or alone):02d}" + (f"-{int(number_of_day):02d}" if number_of_day else "")
        checked = _checked(f"2024{rest}{time if number_of_day else ''}", left_out)
        return checked if checked.impossible else Meant(SOME_YEAR + checked.first[4:], "", left_out, is_yearless=True)
    return None


def _single(text: str) -> str:
    """Return a date without a time in standard form, whether or not there is such a day; '' where it is no date."""
    if found := _WHOLE.fullmatch(text) or _TIGHT.fullmatch(text) or _SHORT.fullmatch(text):
        year, *rest = [one for one in found.groups() if one and one.isdecimal()]
        return "-".join([year if len(year) == 4 else f"20{year}", *(one.zfill(2) for one in rest)])
    if found := _YEAR.fullmatch(text):
        return found[1]
    if found := _LAST_YEAR.fullmatch(text):
        one, two, year = found.groups()
        if int(one) <= 12 and int(two) <= 12 and int(one) != int(two):
            return ""  # the day or the month may stand first
        month, day = (two, one) if int(one) > 12 else (one, two)
        return f"{year}-{int(month):02d}-{int(day):02d}"
    if re.fullmatch(r"[3-5]\d{4}", text):
        # The number of a day in a spreadsheet.
        return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
    return ""


def _hour(found: re.Match[str]) -> tuple[int, int]:
    part, hour, minute = (found[1] or found[7] or "").lower(), int(found[2]), 30 if found[5] else int(found[3] or 0)
    if (part.startswith(_LATER) and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    return (0 if part.startswith("a") and hour == 12 else hour), minute


def _in_china(day: str, time: str, zone: str) -> Meant | None:
    """Return a moment with a time zone in China's time."""
    try:
        moment = datetime.fromisoformat(f"{_single(day)}T{time.strip()}{zone}")
    except ValueError:
        return None
    return Meant(moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M"))


def _checked(standard: str, left_out: str) -> Meant:
    return Meant(standard, "", left_out) if _parsed(standard) else Meant(impossible="日子")


def _parsed(standard: str) -> str:
    try:
        return str(PartialDate.parse(standard))
    except ValueError:
        return ""
