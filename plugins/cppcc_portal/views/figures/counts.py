"""Counts: a counter's list, laid out so that every count of a table leads to exactly the things it counts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.aggregates import Count, Counted
from cppcc_portal.portal.counters import Counter
from cppcc_portal.portal.periods import HALVES, QUARTERS, Period
from cppcc_portal.views.blocks.entry import Entry
from cppcc_portal.views.context import ViewContext


class Listed(NamedTuple):
    """One thing that was counted, as lists show it: its record, and its own words where it is only part of that.

    `date` is when it happened: tables count by it and have no need of the entry.
    """

    entry: Entry
    words: str
    date: PartialDate | None

    @property
    def day(self) -> str:
        """The day under the heading of its month, or ''."""
        return f"{self.date.day}日" if self.date is not None and self.date.day else ""


@frozen(slots=False)
class CountOf:
    """What one counter found, ready to be shown; `undisclosed` is a number without a list."""

    counter: Counter
    found: tuple[Listed, ...]
    undisclosed: int

    @cached_property
    def by_month(self) -> tuple[tuple[PartialDate | None, int], ...]:
        """How many things each month has, by some date in it: tables ask for every part of the year, page and CSV alike."""
        numbers: dict[tuple[int | None, ...], int] = {}
        dates: dict[tuple[int | None, ...], PartialDate | None] = {}
        for one in self.found:
            date = one.date
            month = (date.year, date.month, date.decade) if date is not None else ()
            numbers[month] = numbers.get(month, 0) + 1
            dates[month] = date
        return tuple((dates[month], number) for month, number in numbers.items())


@frozen
class Cell:
    """One count of a table and the list it counts; an empty list has no address."""

    count: int
    address: str


@frozen
class Part:
    """What was counted within a part of a year: smaller parts, or a list under the name of its month."""

    anchor: str
    label: str
    parts: tuple[Part, ...]
    rows: tuple[Listed, ...]


@frozen
class CountList:
    """One counter's list of a year: half-years hold quarters, quarters hold months, and what has no month stands last."""

    anchor: str
    label: str
    says: str
    count: int
    halves: tuple[Part, ...]
    unknown: Part | None


class Column(NamedTuple):
    """One column of a table of counts: its label, what it adds to an anchor, and the period it counts."""

    label: str
    suffix: str
    period: Period


def counts_of(context: ViewContext, found: Iterable[Count]) -> tuple[CountOf, ...]:
    """Return counts as views show them."""
    return tuple(
        CountOf(tally.counter, tuple(_listed(context, one) for one in tally.found), tally.undisclosed)
        for tally in found
    )


def _listed(context: ViewContext, thing: Counted) -> Listed:
    return Listed(context.anonymous(thing.item), thing.public_words, thing.item.happened)


def columns_of(year: Period, counts: Iterable[CountOf]) -> tuple[Column, ...]:
    """Return the columns of a year's table: its parts only where some date tells its month."""
    whole = Column("全年", "", year)
    if all(has_no_month(date) for count in counts for date, _ in count.by_month):
        return (whole,)
    halves = zip(HALVES, ("-h1", "-h2"), year.parts(6), strict=True)
    quarters = zip(QUARTERS, ("-q1", "-q2", "-q3", "-q4"), year.parts(3), strict=True)
    return (whole, *(Column(*row) for row in halves), *(Column(*row) for row in quarters))


def month_columns(year: Period) -> tuple[Column, ...]:
    """Return the columns of a table by months."""
    return tuple(Column(month.part_label, f"-m{month.first:02d}", month) for month in year.parts(1))


def cell(among: CountOf, column: Column, address: str) -> Cell:
    """Return the count of a column; `address` is where the counter's list begins, its anchor last."""
    count = sum(number for date, number in among.by_month if column.period.holds(date))
    return Cell(count, address + column.suffix if count else "")


def unknown_cell(among: CountOf, address: str) -> Cell:
    """Return the count of what has no month (月份不详)."""
    count = sum(number for date, number in among.by_month if has_no_month(date))
    return Cell(count, f"{address}-unknown" if count else "")


def has_no_month(date: PartialDate | None) -> bool:
    """Whether a date tells no month."""
    return date is None or date.month is None


def count_list(year: Period, count: CountOf, anchor: str) -> CountList:
    """Return a counter's list of a year, its parts anchored as `cell` and `unknown_cell` say."""
    unknown = tuple(one for one in count.found if has_no_month(one.date))
    label = "年份、月份不详" if year.year is None else "月份不详"
    return CountList(
        anchor,
        count.counter.label,
        count.counter.says,
        len(count.found),
        _parts(year.parts(6), count.found, anchor),
        Part(f"{anchor}-unknown", label, (), unknown) if unknown else None,
    )


def _parts(periods: Iterable[Period], found: tuple[Listed, ...], anchor: str) -> tuple[Part, ...]:
    """Return the parts in which something was counted, the smaller within the larger."""
    parts = []
    for period in periods:
        within = tuple(one for one in found if period.holds(one.date))
        if not within:
            continue
        size = {6: 3, 3: 1}.get(period.months)
        name = {6: f"h{period.last // 6}", 3: f"q{period.last // 3}"}.get(period.months, f"m{period.first:02d}")
        smaller = _parts(period.parts(size), within, anchor) if size else ()
        parts.append(Part(f"{anchor}-{name}", period.part_label, smaller, () if size else within))
    return tuple(parts)
