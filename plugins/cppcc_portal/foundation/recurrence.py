"""Recurrence: on which days something returns, from a rule in Chinese (每周三) or as an RRULE (RFC 5545, 3.3.10)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from cppcc_portal.foundation.frozen import frozen

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAYS = "一二三四五六日"
FURTHEST = timedelta(days=366 * 10)
EXAMPLES = "每天、每周三、每周一至周五、隔周三、每月15日、每月第一个周三、每月最后一个周五"

_UNITS = {"DAILY": "天", "WEEKLY": "周", "MONTHLY": "个月"}
_ONCE = {"DAILY": "每天", "WEEKLY": "每周", "MONTHLY": "每月"}
_NUMBERS = "零一二三四五六七八九十"


@frozen
class Recurrence:
    """Days that return by a rule from a first day on, up to and with a last day, but for some."""

    rule: str
    start: date
    until: date | None = None
    but: tuple[date, ...] = ()

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days from `first` to `last`, both included, in order."""
        return tuple(day for day in self.by_rule(first, last) if day not in self.but)

    def by_rule(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days within a span that the rule gives, those left out among them."""
        end = min(last, self.until) if self.until else last
        if end < self.start:
            return ()
        days = rrulestr(f"{self.rule};UNTIL={end:%Y%m%d}", dtstart=_midnight(self.start))
        return tuple(day.date() for day in days.between(_midnight(first), _midnight(end), inc=True))

    @property
    def beginning(self) -> date | None:
        """The first day that the rule gives, or None when it gives none within ten years."""
        last = min(self.until or date.max, self.start + FURTHEST)
        if last < self.start:
            return None
        days = rrulestr(f"{self.rule};UNTIL={last:%Y%m%d}", dtstart=_midnight(self.start))
        return next((day.date() for day in days), None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def read_rule(written: str) -> str:
    """Return the RRULE that is meant, its parts in a fixed order; raise ValueError with what is wrong in Chinese."""
    text = re.sub(r"\s+", "", written)
    if "=" in text:
        return _checked(text.upper().removeprefix("RRULE:"))
    plain = text.replace("星期", "周").replace("礼拜", "周").replace("周天", "周日").replace("号", "日")
    for read in (_daily, _weekly, _monthly):
        if found := read(plain):
            return found
    raise ValueError("读不出是哪些天")


def _daily(text: str) -> str | None:
    if text in ("每天", "每日"):
        return "FREQ=DAILY"
    every = _every(text, "天")
    return f"FREQ=DAILY;INTERVAL={every[0]}" if every and not every[1] else None


def _weekly(text: str) -> str | None:
    interval = 1
    if text.startswith("每周"):
        rest = text[1:]
    elif text.startswith("隔周"):
        interval, rest = 2, text[1:]
    elif (every := _every(text, "周")) is not None:
        interval, rest = every
    else:
        return None
    days = _weekdays(rest)
    if not days:
        return None
    return "FREQ=WEEKLY" + (f";INTERVAL={interval}" if interval > 1 else "") + f";BYDAY={','.join(days)}"


def _weekdays(text: str) -> tuple[str, ...]:
    """Return the days of a week that a text names, such as 周一、三 or 周一至周五."""
    text = text.replace("和", "、").replace("，", "、").replace(",", "、").replace("到", "至")
    found: set[int] = set()
    for part in text.split("、"):
        span = re.fullmatch(rf"周?([{WEEKDAYS}])(?:至周?([{WEEKDAYS}]))?", part)
        if span is None:
            return ()
        first = WEEKDAYS.index(span[1])
        last = WEEKDAYS.index(span[2]) if span[2] else first
        found |= set(range(first, last + 1))
    return tuple(DAYS[day] for day in sorted(found))


def _monthly(text: str) -> str | None:
    interval = 1
    if text.startswith("每月"):
        rest = text[2:]
    elif (every := _every(text, "个月")) is not None:
        interval, rest = every
    else:
        return None
    days = [_month_day(part) for part in re.split("[、，,和]", rest)]
    if all(days):
        by = "BYMONTHDAY=" + ",".join(sorted(set(map(str, days)), key=_place))
    else:
        nths = [_nth(part) for part in re.split("[、，,和]", rest)]
        if not all(nths):
            return None
        by = f"BYDAY={','.join(dict.fromkeys(map(str, nths)))}"
    return _checked("FREQ=MONTHLY" + (f";INTERVAL={interval}" if interval > 1 else "") + f";{by}")


def _place(day: str) -> int:
    return 32 if day == "-1" else int(day)


def _month_day(part: str) -> str | None:
    if part in ("最后一日", "最后一天"):
        return "-1"
    found = re.fullmatch(r"(\d{1,2})日?", part)
    return str(int(found[1])) if found else None


def _nth(part: str) -> str | None:
    found = re.fullmatch(rf"(?:第([一二三四五1-5])个?|最后一?个?)周([{WEEKDAYS}])", part)
    if found is None:
        return None
    number = -1 if found[1] is None else int(found[1]) if found[1].isdigit() else _NUMBERS.index(found[1])
    return f"{number}{DAYS[WEEKDAYS.index(found[2])]}"


def _every(text: str, unit: str) -> tuple[int, str] | None:
    """Return (how many, the rest) of 每两周周三, 每3天."""
    found = re.fullmatch(rf"每([二两三四五六七八九十]|\d{{1,2}}){unit}的?(.*)", text)
    if found is None:
        return None
    many = 2 if found[1] == "两" else int(found[1]) if found[1].isdigit() else _NUMBERS.index(found[1])
    return (many, found[2]) if many > 1 else None


_PARTS = {
    "FREQ": "DAILY|WEEKLY|MONTHLY",
    "INTERVAL": r"[1-9]\d?",
    "BYMONTHDAY": r"-1|[1-9]|[12]\d|3[01]",
    "BYDAY": rf"(?:-1|[1-5])?(?:{'|'.join(DAYS)})",
}


def _checked(rule: str) -> str:
    """Return an RRULE with its parts in order, or raise ValueError for what is no rule of days, weeks or months."""
    parts: dict[str, str] = {}
    for part in filter(None, rule.split(";")):
        name, _, value = part.partition("=")
        if name in ("UNTIL", "COUNT"):
            raise ValueError(f"规则里写了 {name}；最后一天写在 until")
        one = _PARTS.get(name, "")
        if name in parts or not re.fullmatch(rf"(?:{one})(?:,(?:{one}))*" if name.startswith("BY") else one, value):
            raise ValueError(f"规则里的「{part}」不能用")
        parts[name] = value
    frequency, by = parts.get("FREQ"), {"BYDAY", "BYMONTHDAY"} & set(parts)
    has_ordinal = bool(re.search(r"\d", parts.get("BYDAY", "")))
    if frequency is None:
        raise ValueError("规则里缺少 FREQ")
    if frequency == "DAILY" and by:
        raise ValueError("按天的规则里不写星期几和几日")
    if frequency == "WEEKLY" and (by != {"BYDAY"} or has_ordinal):
        raise ValueError("按周的规则里只写、也要写星期几（BYDAY）")
    if frequency == "MONTHLY" and (len(by) != 1 or (by == {"BYDAY"} and not has_ordinal)):
        raise ValueError("按月的规则里写几日（BYMONTHDAY）或第几个星期几（BYDAY=1WE），只写一样")
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    return ";".join(f"{name}={parts[name]}" for name in _PARTS if name in parts)


def in_words(rule: str) -> str:
    """Return a rule as readers know it: 每周三, 每两周的周三, 每月最后一个周五; `read_rule` reads it back."""
    parts = dict(part.split("=") for part in rule.split(";"))
    interval, frequency = int(parts.get("INTERVAL", "1")), parts["FREQ"]
    if "BYMONTHDAY" in parts:
        said = "、".join("最后一日" if day == "-1" else f"{day}日" for day in parts["BYMONTHDAY"].split(","))
    else:
        said = _days_in_words(parts["BYDAY"].split(",")) if "BYDAY" in parts else ""
    if interval == 1:
        return f"每{said}" if frequency == "WEEKLY" else f"{_ONCE[frequency]}{said}"
    every = f"每{'两' if interval == 2 else interval}{_UNITS[frequency]}"
    return f"{every}的{said}" if said else every


def _days_in_words(days: list[str]) -> str:
    places = [DAYS.index(day) for day in days if day in DAYS]
    if len(places) == len(days) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"周{WEEKDAYS[places[0]]}至周{WEEKDAYS[places[-1]]}"
    return "、".join(map(_weekday, days))


def _weekday(written: str) -> str:
    number, day = written[:-2], "周" + WEEKDAYS[DAYS.index(written[-2:])]
    if not number:
        return day
    return f"最后一个{day}" if number == "-1" else f"第{_NUMBERS[int(number)]}个{day}"
