"""Opinions (社情民意): the cases that were cleared, and the numbers of those that nobody reads, kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.counted import Counted, counted_only
from cppcc_portal.portal.item import Item
from cppcc_portal.records.registry import KIND
from cppcc_portal.views.blocks.entry import Entry
from cppcc_portal.views.blocks.head import FeedLinks, feed_links
from cppcc_portal.views.context import OPINIONS, ViewContext
from cppcc_portal.views.duty.timeline import year_label, year_of
from cppcc_portal.views.recipe import MarkRecipe

COLUMN = "opinions"
RELATED = 12


@frozen
class OpinionYear:
    """One year: its public cases, and what is only counted; a part that nobody told of is None."""

    label: str
    anchor: str
    entries: tuple[Entry, ...]
    counted: int
    adopted: str
    instructed: str


@frozen
class OpinionsView:
    """Cases and numbers by year, and other records about public opinion."""

    template: str
    years: tuple[OpinionYear, ...]
    count: int
    counted: int
    related: tuple[Entry, ...]
    feeds: FeedLinks | None


def recipes(context: ViewContext) -> Iterator[MarkRecipe]:
    """Yield the mark of the column."""
    portal, site = context.portal, context.site
    cases: dict[str, list[Item]] = {}
    for item in portal.of_kind("opinion"):
        cases.setdefault(year_of(item), []).append(item)
    numbers: dict[str, list[Counted]] = {}
    for one in counted_only(portal):
        numbers.setdefault(str(one.date)[:4], []).append(one)
    order = sorted({*cases, *numbers}, key=lambda year: year.replace("X", "-"), reverse=True)
    years = tuple(_year(context, year, cases.get(year, []), numbers.get(year, [])) for year in order)
    related = tuple(item for item in portal.listed if OPINIONS in item.topics and item.kind != "opinion")
    feeds = feed_links(site, f"{site.name}：{KIND['opinion'].title}", KIND["opinion"].folder)
    of = (years, context.entries(related[:RELATED]), feeds)
    yield MarkRecipe(COLUMN, "part", column_view, of)


def _year(context: ViewContext, year: str, cases: Sequence[Item], numbers: Sequence[Counted]) -> OpinionYear:
    return OpinionYear(
        year_label(year),
        f"y-{year.lower()}",
        context.entries(tuple(cases)),
        sum(one.count for one in numbers),
        _sum([one.adopted for one in numbers]),
        _sum([one.instructed for one in numbers]),
    )


def _sum(parts: Sequence[int | None]) -> str:
    """Return what is known of a part in words: a number, a number that is not all, or that nobody told."""
    known = [part for part in parts if part is not None]
    if not parts:
        return ""
    if not known:
        return "未载"
    return f"{sum(known)} 件" + ("以上" if len(known) < len(parts) else "")


def column_view(years: tuple[OpinionYear, ...], related: tuple[Entry, ...], feeds: FeedLinks | None) -> OpinionsView:
    """Return cases and numbers for the column's hand-written page."""
    count, counted = sum(len(year.entries) for year in years), sum(year.counted for year in years)
    return OpinionsView("portal/opinions.html", years, count, counted, related, feeds)
