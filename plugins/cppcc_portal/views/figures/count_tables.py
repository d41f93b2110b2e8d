"""Tables of counts: chapter by chapter as a page shows them, and as plain values for CSV."""

from __future__ import annotations

from collections.abc import Iterable

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.counters import Chapter
from cppcc_portal.portal.periods import Period
from cppcc_portal.views.figures.counts import Cell, Column, CountOf, cell, columns_of, has_no_month, unknown_cell


@frozen
class CountRow:
    """One line of a table: what is counted, its counts by column, and what is filed but not disclosed."""

    label: str
    says: str
    measure: str
    cells: tuple[Cell, ...]
    undisclosed: int


@frozen
class CountChapter:
    """The lines of one chapter of a work summary; `missing` are the names of what was not counted once."""

    label: str
    rows: tuple[CountRow, ...]
    missing: tuple[str, ...]


@frozen
class CountTable:
    """A table of counts: labels of its columns, its chapters, and whether anything in it is not disclosed."""

    columns: tuple[str, ...]
    chapters: tuple[CountChapter, ...]
    has_undisclosed: bool

    @property
    def has_parts(self) -> bool:
        """Whether it has columns for parts of the year."""
        return len(self.columns) > 1


@frozen
class GridView:
    """A table as CSV: its header and its rows, all text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table_of(
    columns: tuple[Column, ...], counts: Iterable[CountOf], addresses: dict[str, str], has_unknown: bool
) -> CountTable:
    """Return the table of counts; `addresses` says for each counter where its list begins, ending in its anchor."""
    rows: dict[Chapter, list[CountRow]] = {chapter: [] for chapter in Chapter}
    missing: dict[Chapter, list[str]] = {chapter: [] for chapter in Chapter}
    given = tuple(counts)
    for count in given:
        counter, address = count.counter, addresses[count.counter.key]
        if not count.found and not count.undisclosed:
            missing[counter.chapter].append(counter.label)
            continue
        cells = [cell(count, column, address) for column in columns]
        if has_unknown:
            cells.append(unknown_cell(count, address))
        about = (counter.label, counter.says, counter.measure)
        rows[counter.chapter].append(CountRow(*about, tuple(cells), count.undisclosed))
    chapters = tuple(
        CountChapter(chapter.value, tuple(rows[chapter]), tuple(missing[chapter]))
        for chapter in Chapter
        if rows[chapter] or missing[chapter]
    )
    labels = (*(column.label for column in columns), *(["月份不详"] if has_unknown else []))
    return CountTable(labels, chapters, any(count.undisclosed for count in given))


def has_unknown_months(columns: tuple[Column, ...], counts: Iterable[CountOf]) -> bool:
    """Whether a table with parts of the year needs a column for what has no month."""
    return len(columns) > 1 and any(has_no_month(date) for count in counts for date, _ in count.by_month)


def grid_of(year: Period, counts: Iterable[CountOf]) -> GridView:
    """Return counts as a table of plain values; parts of the year have no columns where no date tells its month."""
    given = tuple(counts)
    columns = columns_of(year, given)
    header = ("编号", "章节", "项目", "口径", "单位", *(column.label for column in columns), "月份不详", "未公开")
    nothing = [0] * (len(columns) + 1)
    rows = []
    for count in given:
        numbers = nothing
        if count.by_month:
            numbers = [cell(count, column, "").count for column in columns]
            numbers.append(unknown_cell(count, "").count)
        counter = count.counter
        about = (counter.key, counter.chapter.value, counter.label, counter.says, counter.measure)
        rows.append((*about, *map(str, numbers), str(count.undisclosed)))
    return GridView(header, tuple(rows))
