"""Found: how search shows and filters a page that it found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.kinds.history import History
from cppcc_portal.records.kinds.member import Member
from cppcc_portal.records.registry import KIND
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Lazy

_SINCE = 1800
ERAS = ((1840, "古代（1840年以前）"), (1949, "近代（1840—1948年）"), (9999, "1949年以来"))


class SearchDocument(NamedTuple):
    """One page in the results: where and what it is, and the pairs of facet and word that it can be filtered by.

    `month` counts months since 1800 and tells newer from older; what has no date counts as oldest.
    """

    title: str
    address: str
    sort: str
    when: str = ""
    unit: str = ""
    mark: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    newest_first: int = 0
    month: int = 1

    @property
    def row(self) -> tuple[str, ...]:
        """What the results print of it."""
        return self.address, self.title, self.sort, self.when, self.unit, self.mark


def found_pages(context: ViewContext) -> Iterator[tuple[str, Lazy]]:
    """Yield the output file of every record's page with how search shows it; what was withdrawn is not found."""
    for item in filter(context.touches_page, context.portal.listed):
        told = f"{context.anonymous(item)} {item.digest}"
        yield file_of(item.address), Lazy(told, partial(_given, context, item))


def _given(context: ViewContext, item: Item) -> tuple[SearchDocument]:
    entry = context.anonymous(item)
    date = entry.date or entry.published
    facets = [("kind", KIND[item.kind].label)]
    if entry.date:
        facets.append(("year", _year(entry.date)))
    if entry.unit:
        facets.append(("unit", entry.unit.title))
    if isinstance(item.record, Member):
        facets += [pair for pair in entry.facets if pair[0] == "sector"]
    if isinstance(item.record, History) and (era := era_of(item.record.period)):
        facets.append(("era", era))
    found = SearchDocument(
        title=entry.title,
        address=entry.address,
        sort=entry.sort,
        when=entry.when.full if entry.when else "",
        unit=entry.unit.title if entry.unit else "",
        mark=entry.mark,
        facets=tuple(dict.fromkeys(facets)),
        newest_first=date.newest_first,
        month=max(1, (date.earliest.year - _SINCE) * 12 + date.earliest.month),
    )
    return (found,)


def _year(date: PartialDate) -> str:
    return f"{date.year}年" if date.year is not None else f"{date}年"


def era_of(period: str) -> str | None:
    """Return the era that a period (年代) such as `1937/1945`, `193X` or `-0372/-0289` begins in."""
    begun = re.search(r"-?\d{1,4}X{0,3}", period)
    if begun is None:
        return None
    year = int(begun[0].replace("X", "0"))
    return next(label for before, label in ERAS if year < before)


def found_page(address: str) -> Lazy:
    """Return how search shows a page written by hand; its title is its first line."""
    return Lazy(f"page {address}", lambda: (SearchDocument("", address, "页面", facets=(("kind", "页面"),)),))
