"""Columns (栏目): the lists of articles, whole while they are short, else with a page for each year."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.kinds.history import History
from cppcc_portal.records.registry import KIND
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import FeedLinks, Head, SiteView, column_metas, feed_links, head
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.duty.timeline import YearLink, year_label, year_links, years_of
from cppcc_portal.views.history.eras import era_in_words
from cppcc_portal.views.recipe import MarkRecipe, Recipe

LIST = "portal/list.html"
WHOLE = 100
NEWEST = 40


@frozen
class ColumnView:
    """A column's list: all of it while it is short, else its newest part and a page for each year.

    `eras` has the time each piece of 文史 tells of, in the order of `entries`; other columns have none.
    """

    template: str
    head: Head | None
    crumbs: tuple[Named, ...]
    kind: str
    title: str
    entries: tuple[Entry, ...]
    years: tuple[YearLink, ...]
    count: int
    feeds: FeedLinks | None
    eras: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[tuple[Entry, str], ...]:
        """Each piece of 文史 with the time it tells of."""
        return tuple(zip(self.entries, self.eras, strict=True))


def recipes(context: ViewContext, kind: str) -> Iterator[Recipe | MarkRecipe]:
    """Yield the mark of one kind's column and, when it is long, a page for each year."""
    portal = context.portal
    site = context.site
    column, name, folder = KIND[kind].title, KIND[kind].column, KIND[kind].folder
    items = portal.of_kind(kind)
    years = years_of(items) if len(items) > WHOLE else {}
    crumbs = (Named("首页", portal.routes.page("")), Named(column, portal.routes.column(name)))
    newest = items if not years else items[:NEWEST]
    feeds = feed_links(site, f"{site.name}：{column}", folder)
    links = year_links(portal, kind, years, "")
    of = (kind, column, context.entries(newest), links, crumbs, len(items), feeds, _eras(newest))
    yield MarkRecipe(folder, "part", column_view, of)
    for year, found in years.items():
        address = portal.routes.year(kind, year.lower())
        links = year_links(portal, kind, years, year)
        label = f"{column}：{year_label(year)}"
        yield Recipe(
            file_of(address),
            "page",
            archive_view,
            (site, kind, label, context.entries(found), links, crumbs, address),
            name,
        )


def column_view(
    kind: str,
    title: str,
    entries: tuple[Entry, ...],
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    count: int,
    feeds: FeedLinks | None,
    eras: tuple[str, ...],
) -> ColumnView:
    """Return a column's list for its hand-written page."""
    return ColumnView(LIST, None, crumbs, kind, title, entries, years, count, feeds, eras)


def _eras(items: tuple[Item, ...]) -> tuple[str, ...]:
    """Return the times that pieces of 文史 tell of; nothing for other records."""
    records = (item.record for item in items)
    return tuple(
        record.period_display or era_in_words(record.period) for record in records if isinstance(record, History)
    )


def archive_view(
    site: SiteView,
    kind: str,
    title: str,
    entries: tuple[Entry, ...],
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    address: str,
) -> ColumnView:
    """Return one year of a column."""
    description = f"{title}，共 {len(entries)} 条。"
    page_head = head(
        site, title, description, address, crumbs=crumbs, metas=column_metas(title, description, title, "工作动态")
    )
    return ColumnView(LIST, page_head, crumbs, kind, title, entries, years, len(entries), None)
