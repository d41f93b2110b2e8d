"""Periods: a year, half-year, quarter or month of an office's work, and which records fall into it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen

PERS = {"year": "每年", "half": "每半年", "quarter": "每季度", "month": "每月", "week": "每周"}
HALVES = ("上半年", "下半年")
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")

_WRITTEN = re.compile(r"(\d{4})(?:(H)([12])|(Q)([1-4])|-(\d\d))?|(\d{3})X")


@frozen(slots=False)
class Period:
    """A span of whole months: `2026`, `2026H1`, `2026Q3`, `2026-06`; or `202X`, a year whose last digit is not reported.

    `first` and `last` are months of the year, both counted in. A period of a decade knows no months: whatever is dated
    `202X` belongs to it and nothing else does, since nobody knows which of the ten years it was.
    """

    year: int | None
    first: int = 1
    last: int = 12
    decade: int | None = None

    def __post_init__(self) -> None:
        if (self.year is None) == (self.decade is None) or not 1 <= self.first <= self.last <= 12:
            raise ValueError("no period")

    @classmethod
    def parse(cls, written: str) -> Period:
        """Read `2026`, `2026H1`, `2026Q3`, `2026-06` or `202X`; raise ValueError for anything else."""
        found = _WRITTEN.fullmatch(written.strip().upper())
        if not found:
            raise ValueError(f"not a period: {written}")
        year, is_half, half, is_quarter, quarter, month, decade = found.groups()
        if decade:
            return cls(None, decade=int(decade))
        if int(year) < 1:
            raise ValueError("year 0")
        if is_half:
            return cls(int(year), int(half) * 6 - 5, int(half) * 6)
        if is_quarter:
            return cls(int(year), int(quarter) * 3 - 2, int(quarter) * 3)
        return cls(int(year), int(month), int(month)) if month else cls(int(year))

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1

    @property
    def code(self) -> str:
        """As it is written: `2026H1`."""
        if self.year is None:
            return f"{self.decade}X"
        year = f"{self.year:04d}"
        return year + {12: "", 6: f"H{self.last // 6}", 3: f"Q{self.last // 3}", 1: f"-{self.last:02d}"}[self.months]

    @property
    def label(self) -> str:
        """As readers see it: `2026年上半年`; a decade says that its year is not reported."""
        if self.year is None:
            return f"{self.decade}X年（年份在来源中隐去）"
        return f"{self.year}年{self.part_label}"

    @property
    def part_label(self) -> str:
        """Which part of its year it is, '' for the whole."""
        if self.months == 12:
            return ""
        names = {6: HALVES, 3: QUARTERS}.get(self.months)
        return names[self.last // self.months - 1] if names else f"{self.first}月"

    @property
    def start(self) -> date:
        """Its first day; of a decade the first of all it can mean."""
        return date(self.year or (self.decade or 0) * 10, self.first, 1)

    @property
    def end(self) -> date:
        """Its last day; of a decade the last of all it can mean."""
        year = self.year or (self.decade or 0) * 10 + 9
        return date(year, self.last, calendar.monthrange(year, self.last)[1])

    def holds(self, when: PartialDate | None) -> bool:
        """Whether a date certainly falls into it: a date known to the year alone falls into the year, not into a part."""
        if when is None or when.year != self.year:
            return False
        if self.year is None:
            return when.decade == self.decade
        return self.months == 12 or (when.month is not None and self.first <= when.month <= self.last)

    def may_hold(self, when: PartialDate | None) -> bool:
        """Whether a date known to the year alone may fall into this part of it (月份不详): it is told apart, not counted."""
        return (
            when is not None
            and when.year is not None
            and when.year == self.year
            and when.month is None
            and self.months < 12
        )

    def parts(self, size: int) -> tuple[Period, ...]:
        """Return its parts of `size` months each, in order; a decade has none."""
        if self.year is None:
            return ()
        return tuple(Period(self.year, first, first + size - 1) for first in range(self.first, self.last + 1, size))

    def next(self) -> Period | None:
        """Return the period of the same length that follows; a decade has none."""
        if self.year is None:
            return None
        year, first = (self.year, self.last + 1) if self.last < 12 else (self.year + 1, 1)
        return Period(year, first, first + self.months - 1)

    def __repr__(self) -> str:
        return f"Period({self.code})"


@frozen(slots=False)
class Week:
    """A week from Monday to Sunday, called by its Monday: what `per: week` counts by."""

    monday: date

    @property
    def code(self) -> str:
        """As it is written: `2026-W09` (ISO 8601)."""
        year, week, _ = self.monday.isocalendar()
        return f"{year:04d}-W{week:02d}"

    @property
    def label(self) -> str:
        """As readers see it."""
        return f"{self.monday.year}年{self.monday.month}月{self.monday.day}日起的一周"

    @property
    def start(self) -> date:
        """Its Monday."""
        return self.monday

    @property
    def end(self) -> date:
        """Its Sunday."""
        return self.monday + timedelta(days=6)

    def holds(self, when: PartialDate | None) -> bool:
        """Whether a date, known to the day, falls into it."""
        return when is not None and when.is_exact and self.start <= when.earliest <= self.end

    def may_hold(self, when: PartialDate | None) -> bool:
        """Whether a date not known to the day may fall into it."""
        if when is None or when.is_exact or when.year is None:
            return False
        return when.earliest <= self.end and self.start <= when.latest


Span = Period | Week
_SIZES = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def period_of(when: PartialDate | None) -> Period | None:
    """Return the year, or decade, that a date falls into; None where there is no date."""
    return _year_of(when.year, when.decade) if when is not None else None


@lru_cache(maxsize=4096)
def _year_of(year: int | None, decade: int | None) -> Period:
    return Period(year, decade=decade)


def spans(per: str, since: date, until: date) -> Iterator[Span]:
    """Yield the periods of one length (a key of PERS) from the one that holds `since` to the one that holds `until`."""
    if per == "week":
        monday = since - timedelta(days=since.weekday())
        while monday <= until:
            yield Week(monday)
            monday += timedelta(days=7)
        return
    size = _SIZES[per]
    current: Period | None = next(part for part in Period(since.year).parts(size) if part.last >= since.month)
    while current is not None and current.start <= until:
        yield current
        current = current.next()
