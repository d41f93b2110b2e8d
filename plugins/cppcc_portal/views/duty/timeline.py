"""Timeline (履职动态): activities and achievements by the day they happened, a page a year, and what has no year.

A year of a thousand records would weigh 90 kB: one that has more than `WHOLE` has a page for each month as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.registry import TIMELINE
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import Head, SiteView, column_metas, feed_links, head
from cppcc_portal.views.blocks.strip import Strip, strips_of
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import MarkRecipe, Recipe

NEWEST = 30
WHOLE = 150


@frozen
class YearLink:
    """One year of an archive, or one month of a long year: its label, address, and how many records it holds.

    `count` is None on the pages of other years: a new record would change them all.
    """

    label: str
    address: str
    count: int | None
    is_current: bool


@frozen
class Month:
    """One month of the timeline; `label` says so when the month is unknown (月份不详)."""

    label: str
    anchor: str
    entries: tuple[Entry, ...]


@frozen
class Choice:
    """One word of a filter: the value in the address, its label, and how many entries bear it."""

    value: str
    label: str
    count: int


@frozen
class Filter:
    """One filter: its name in the address, its label and its words."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@frozen
class TimelineView:
    """The timeline of a year or month, or the newest part of a year or of everything: `rest` says where the rest is."""

    template: str
    head: Head | None
    crumbs: tuple[Named, ...]
    title: str
    years: tuple[YearLink, ...]
    pages: tuple[YearLink, ...]
    strips: tuple[Strip, ...]
    months: tuple[Month, ...]
    filters: tuple[Filter, ...]
    count: int
    rest: str


def year_of(item: Item) -> str:
    """Return the year an item stands under: `2020`, `202X`, or `undated`."""
    happened = item.happened
    if happened is None:
        return "undated"
    return str(happened)[:4]


def year_label(year: str) -> str:
    """Return a year as readers see it."""
    if year == "undated":
        return "时间未载"
    return f"{year}年（年份不详）" if year.endswith("X") else f"{year}年"


def years_of(items: tuple[Item, ...]) -> dict[str, tuple[Item, ...]]:
    """Return items grouped by year, the newest year first and the undated last."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(year_of(item), []).append(item)
    order = sorted(grouped, key=lambda year: "0" if year == "undated" else year.replace("X", "-"), reverse=True)
    return {year: tuple(grouped[year]) for year in order}


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield a page for each year, for each month of a long one, and the mark of the column's page."""
    portal = context.portal
    site = context.site
    years = years_of(portal.of_kind(*TIMELINE))
    crumbs = (Named("首页", portal.routes.page("")), Named("履职动态", portal.routes.column("timeline")))
    for year, items in years.items():
        links = year_links(portal, "timeline", years, year)
        address = portal.routes.year("timeline", year.lower())
        months = _months_of(items) if len(items) > WHOLE and year.isdigit() else {}
        pages, shown = _month_links(portal, year, months, ""), context.entries(items[:NEWEST] if months else items)
        of = (site, year_label(year), shown, links, pages, crumbs, address, len(items))
        yield Recipe(file_of(address), "page", year_view, of, "timeline")
        within = (*crumbs, Named(year_label(year), address))
        for month, found in months.items():
            place, pages = portal.routes.year("timeline", month), _month_links(portal, year, months, month)
            given = (site, _month_label(month), context.entries(found), links, pages, within, place, len(found))
            yield Recipe(file_of(place), "page", year_view, given, "timeline")
    newest = tuple(item for items in years.values() for item in items)[:NEWEST]
    links = year_links(portal, "timeline", years, "")
    count = sum(len(items) for items in years.values())
    yield MarkRecipe("timeline", "part", newest_view, (context.entries(newest), links, crumbs, count))


def year_links(portal: Portal, kind: str, years: dict[str, tuple[Item, ...]], current: str) -> tuple[YearLink, ...]:
    """Return the links to the years of an archive."""
    return tuple(
        year_link(year, portal.routes.year(kind, year.lower()), len(items), current) for year, items in years.items()
    )


def year_link(year: str, address: str, count: int, current: str) -> YearLink:
    """Return the link to a year for the page of the `current` year, or for the column's own page, where it is ''."""
    return YearLink(year_label(year), address, count if current in ("", year) else None, year == current)


def _months_of(items: tuple[Item, ...]) -> dict[str, tuple[Item, ...]]:
    """Return a year's items by month, `2020-06`, the latest first; those of no known month stand last, `2020-00`."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        happened = item.happened
        assert happened is not None
        grouped.setdefault(f"{happened.year}-{happened.month or 0:02d}", []).append(item)
    return {month: tuple(grouped[month]) for month in sorted(grouped, reverse=True)}


def _month_label(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月" if int(number) else f"{year}年 · 月份不详"


def _month_links(portal: Portal, year: str, months: dict[str, tuple[Item, ...]], current: str) -> tuple[YearLink, ...]:
    """Return the links to the months of a long year, the earliest first, as on a calendar."""
    return tuple(
        YearLink(
            _month_label(month).removeprefix(f"{year}年").removeprefix(" · "),
            portal.routes.year("timeline", month),
            len(items),
            month == current,
        )
        for month, items in sorted(months.items(), key=lambda one: one[0].replace("-00", "-99"))
    )


def year_view(
    site: SiteView,
    label: str,
    entries: tuple[Entry, ...],
    years: tuple[YearLink, ...],
    pages: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    address: str,
    count: int,
) -> TimelineView:
    """Return the timeline of one year or month: all of it, or its newest part where months have `pages`."""
    title = f"履职动态：{label}"
    description = f"{label}的会议、调研、视察等活动和履职成果，共 {count} 条。"
    metas = column_metas(title, description, "履职 活动 成果", "工作动态")
    feeds = (feed_links(site, f"{site.name}：活动", "activities"),)
    return TimelineView(
        template="portal/timeline.html",
        head=head(site, title, description, address, crumbs=crumbs, metas=metas, feeds=feeds),
        crumbs=crumbs,
        title=title,
        years=years,
        pages=pages,
        strips=() if pages else strips_of(entries),
        months=months_of(entries),
        filters=filters_of(entries),
        count=count,
        rest="其余的请点月份" if len(entries) < count else "",
    )


def newest_view(
    entries: tuple[Entry, ...], years: tuple[YearLink, ...], crumbs: tuple[Named, ...], count: int
) -> TimelineView:
    """Return the newest part of the timeline for the column's page."""
    return TimelineView(
        template="portal/timeline.html",
        head=None,
        crumbs=crumbs,
        title="履职动态",
        years=years,
        pages=(),
        strips=strips_of(entries) if len(entries) == count else (),
        months=months_of(entries, with_year=True),
        filters=filters_of(entries),
        count=count,
        rest="更早的请点年份" if len(entries) < count else "",
    )


def months_of(entries: tuple[Entry, ...], *, with_year: bool = False) -> tuple[Month, ...]:
    """Return entries by month; a year's entries whose month is unknown stand last among that year's."""
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        date = entry.date
        if date is None:
            key = ("undated", "时间未载")
        elif date.month is None:
            key = (str(date).lower(), f"{date}年 · {'年份、月份不详' if date.decade is not None else '月份不详'}")
        else:
            prefix = f"{date.year}年" if with_year else ""
            key = (str(date)[:7], f"{prefix}{date.month}月")
        grouped.setdefault(key, []).append(entry)
    return tuple(Month(label, f"m-{anchor}", tuple(found)) for (anchor, label), found in grouped.items())


def filters_of(entries: tuple[Entry, ...]) -> tuple[Filter, ...]:
    """Return the filters that tell these entries apart: sort, unit and member; none where there is no choice."""
    kinds: dict[str, int] = {}
    units: dict[tuple[str, str], int] = {}
    members: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.type_label:
            kinds[entry.type_label] = kinds.get(entry.type_label, 0) + 1
        if entry.unit and entry.unit_id:
            unit = (entry.unit_id, entry.unit.title)
            units[unit] = units.get(unit, 0) + 1
        for id, member in zip(entry.member_ids, entry.members, strict=True):
            members[id, member.title] = members.get((id, member.title), 0) + 1
    filters = (
        Filter("kind", "类型", tuple(Choice(word, word, kinds[word]) for word in sorted(kinds))),
        Filter("unit", "机构", tuple(Choice(id, name, units[id, name]) for id, name in sorted(units))),
        Filter("member", "委员", tuple(Choice(id, name, members[id, name]) for id, name in sorted(members))),
    )
    return tuple(one for one in filters if len(one.choices) > 1)
