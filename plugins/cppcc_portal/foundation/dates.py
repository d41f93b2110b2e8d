"""Dates as life gives them: a decade, a year, a month, a day or a minute, never more precise than the source."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import cached_property, lru_cache

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.packing import packed_by_number

_DAY = 24 * 60 + 1
_MONTH = 32 * _DAY
_YEAR = 14 * _MONTH

CHINA = timezone(timedelta(hours=8), "+08:00")

_WRITTEN = re.compile(r"(\d{3})X|(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[ T](\d\d):(\d\d))?)?)?")


@frozen(slots=False)
class PartialDate:
    """A date known to the decade (`202X`), year, month, day or minute; missing parts are None.

    `decade` is the first three digits and excludes all other parts. Raises ValueError when the parts are no date.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    decade: int | None = None

    def __post_init__(self) -> None:
        if (self.year is None) == (self.decade is None):
            raise ValueError("either a year or a decade")
        if self.year is not None and self.month is not None:
            datetime(self.year, self.month, self.day or 1, self.hour or 0, self.minute or 0)

    @classmethod
    def parse(cls, written: str) -> PartialDate:
        """Read `202X`, `2020`, `2020-06`, `2020-06-01` or `2020-06-01 09:30`; raise ValueError for anything else."""
        return parsed(written.strip())

    def __repr__(self) -> str:
        return f"PartialDate({self})"

    def __reduce__(self) -> tuple[Callable[[str], PartialDate], tuple[str]]:
        """Pack what was written, so that one day is one object however many records bear it."""
        return parsed, (str(self),)

    def __str__(self) -> str:
        return self.written

    @cached_property
    def written(self) -> str:
        """As it is written: `202X`, `2020`, `2020-06`, `2020-06-01` or `2020-06-01 09:30`."""
        if self.decade is not None:
            return f"{self.decade}X"
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        if self.hour is not None:
            text += f" {self.hour:02d}:{self.minute:02d}"
        return text

    @cached_property
    def earliest(self) -> date:
        """The first day it can mean."""
        if self.decade is not None:
            return date(self.decade * 10, 1, 1)
        assert self.year is not None
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def latest(self) -> date:
        """The last day it can mean."""
        if self.decade is not None:
            return date(self.decade * 10 + 9, 12, 31)
        assert self.year is not None
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    @cached_property
    def moment(self) -> datetime:
        """The first moment it can mean, in China's time (UTC+8): what feeds and data carry."""
        first = self.earliest
        return datetime(first.year, first.month, first.day, self.hour or 0, self.minute or 0, tzinfo=CHINA)

    @cached_property
    def chinese(self) -> str:
        """As a reader sees it: `2020年6月1日`, `2020年6月`, `2020年`, `2020年代（具体年份未载）`."""
        if self.decade is not None:
            return f"{self.decade}0年代（具体年份未载）"
        text = f"{self.year}年"
        if self.month is not None:
            text += f"{self.month}月"
        if self.day is not None:
            text += f"{self.day}日"
        return text

    @cached_property
    def newest_first(self) -> int:
        """A sort key: newer before older; within a span, the vaguer after the more precise."""
        if self.year is None:
            return -((self.decade or 0) * 10 * _YEAR)
        moment = 0 if self.hour is None else self.hour * 60 + (self.minute or 0) + 1
        return -(self.year * _YEAR + _MONTH + (self.month or 0) * _MONTH + (self.day or 0) * _DAY + moment)


@packed_by_number
@lru_cache(maxsize=65536)
def parsed(written: str) -> PartialDate:
    """Return a date as it was packed, the same object for the same words; `PartialDate.parse` passes by spaces too."""
    if len(written) == 10 and written[4] == written[7] == "-" and (known := _day(written)):
        return known
    found = _WRITTEN.fullmatch(written)
    if not found:
        raise ValueError(f"not a date: {written}")
    decade, year, month, day, hour, minute = (None if part is None else int(part) for part in found.groups())
    if decade is not None:
        return PartialDate(decade=decade)
    if year is not None and year < 1:
        raise ValueError("year 0")
    return PartialDate(year=year, month=month, day=day, hour=hour, minute=minute)


@lru_cache(maxsize=65536)
def rank(written: str) -> int:
    """Return the `newest_first` of a date as it was packed; of a day without making one."""
    if len(written) != 10:
        return parsed(written).newest_first
    year, month, day = map(int, written.split("-"))
    return -(year * _YEAR + _MONTH + month * _MONTH + day * _DAY)


def _day(written: str) -> PartialDate | None:
    """Return a day as nearly every date is written, with all that is asked of it again and again; None for anything else."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    year, month, number = day.year, day.month, day.day
    made = object.__new__(PartialDate)
    made.__dict__.update(year=year, month=month, day=number, written=written, earliest=day)
    made.__dict__["newest_first"] = -(year * _YEAR + _MONTH + month * _MONTH + number * _DAY)
    return made
