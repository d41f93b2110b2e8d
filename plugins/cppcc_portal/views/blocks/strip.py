"""The year strip: twelve columns of small squares, one a record, that show how regularly a year's work was done."""

from __future__ import annotations

from collections.abc import Iterable

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.views.blocks.entry import Entry

DENSE = 24


@frozen
class Square:
    """One record of a strip: where it leads, and what it says when pointed at."""

    address: str
    label: str


@frozen
class StripMonth:
    """One month of a strip; `anchor` is where its records are listed on the same page."""

    number: int
    anchor: str
    squares: tuple[Square, ...]


@frozen
class Strip:
    """One year's records by month; those whose month is unknown are counted in `outside` and stand in no column."""

    year: int
    months: tuple[StripMonth, ...]
    outside: int

    @property
    def count(self) -> int:
        """How many records stand in the columns."""
        return sum(len(month.squares) for month in self.months)

    @property
    def is_dense(self) -> bool:
        """Whether a month is so full that the squares must be smaller."""
        return max(len(month.squares) for month in self.months) > DENSE


def strip_of(year: int, entries: Iterable[Entry], anchor: str = "") -> Strip | None:
    """Return the strip of a year, the earliest record of each month first; None when no record of it has a month.

    `anchor` is where all of the year's records are listed; without it each month has a place of its own, `m-2020-06`.
    """
    months: dict[int, list[Entry]] = {}
    outside = 0
    for entry in entries:
        if entry.date is None or entry.date.year != year:
            continue
        if entry.date.month is None:
            outside += 1
        else:
            months.setdefault(entry.date.month, []).append(entry)
    if not months:
        return None
    columns = tuple(
        StripMonth(number, anchor or f"m-{year}-{number:02d}", tuple(map(_square, _earliest_first(months, number))))
        for number in range(1, 13)
    )
    return Strip(year, columns, outside)


def strips_of(entries: tuple[Entry, ...]) -> tuple[Strip, ...]:
    """Return the strips of every year that has one, the newest first."""
    years = {entry.date.year for entry in entries if entry.date is not None and entry.date.year is not None}
    strips = (strip_of(year, entries) for year in sorted(years, reverse=True))
    return tuple(strip for strip in strips if strip)


def _earliest_first(months: dict[int, list[Entry]], number: int) -> list[Entry]:
    def moment(entry: Entry) -> tuple[str, str]:
        return str(entry.date), entry.id

    return sorted(months.get(number, []), key=moment)


def _square(entry: Entry) -> Square:
    return Square(entry.address, f"{entry.date.chinese}：{entry.title}" if entry.date else entry.title)
