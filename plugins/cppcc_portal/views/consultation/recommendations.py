"""Recommendations (建议与采纳): what activities recommended, gathered by how far it came, a page a year when it is much."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.kinds.activity import Activity
from cppcc_portal.views.articles.columns import NEWEST, WHOLE
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import Head, SiteView, column_metas, head
from cppcc_portal.views.consultation.follow_up import Recommended, recommended
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.duty.timeline import YearLink, year_label, year_link, years_of
from cppcc_portal.views.recipe import Lazy, MarkRecipe, Recipe

RECOMMENDATIONS, TITLE = "recommendations", "建议与采纳"
UNTOLD = "进展未载"
STATES = "recommendation_states"


@frozen
class StateGroup:
    """The recommendations that stand at one state, each with the activity that made it."""

    label: str
    anchor: str
    rows: tuple[tuple[Recommended, Entry], ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.rows)


@frozen
class RecommendationsView:
    """A list of recommendations: all there are while they are few, else the newest or those of a year."""

    template: str
    head: Head | None
    crumbs: tuple[Named, ...]
    title: str
    years: tuple[YearLink, ...]
    groups: tuple[StateGroup, ...]
    shown: int
    count: int


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield the mark of the column and, when it is long, a page for each year."""
    portal, site = context.portal, context.site
    items = tuple(item for item in portal.of_kind("activity") if item.has_recommendations and _count(item))
    count = sum(map(_count, items))
    years = years_of(items) if count > WHOLE else {}
    crumbs = (
        Named("首页", portal.routes.page("")),
        Named(TITLE, portal.routes.column(RECOMMENDATIONS)),
    )
    states = portal.words[STATES].words
    counts = {year: sum(map(_count, found)) for year, found in years.items()}
    links = _links(context, counts, "")
    shown = _newest(items) if years else items
    told = repr((states, links, crumbs, count, context.entries(shown)))
    give = partial(_column, context, shown, states, links, crumbs, count)
    yield MarkRecipe(RECOMMENDATIONS, "part", column_view, Lazy(told, give))
    for year, found in years.items():
        address = portal.routes.page(f"archive/{RECOMMENDATIONS}/{year.lower()}")
        label = f"{TITLE}：{year_label(year)}"
        links = _links(context, counts, year)
        told = repr((site, label, states, links, crumbs, address, context.entries(found)))
        later = Lazy(told, partial(_year, context, found, states, label, links, crumbs, address))
        yield Recipe(file_of(address), "page", year_view, later, RECOMMENDATIONS)


def _count(item: Item) -> int:
    """Return how many recommendations of an activity the public may read."""
    is_open = isinstance(item.record, Activity) and not item.visibility.is_summary_only
    return len(item.record.recommendations) if is_open else 0  # type: ignore[attr-defined]


def _newest(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the newest items that together make NEWEST recommendations or a few more."""
    found, count = [], 0
    for item in items:
        if count >= NEWEST:
            break
        found.append(item)
        count += _count(item)
    return tuple(found)


def _links(context: ViewContext, counts: dict[str, int], current: str) -> tuple[YearLink, ...]:
    page = context.portal.routes.page
    return tuple(
        year_link(year, page(f"archive/{RECOMMENDATIONS}/{year.lower()}"), count, current)
        for year, count in counts.items()
    )


Rows = tuple[tuple[Recommended, Entry], ...]


def _rows(context: ViewContext, items: tuple[Item, ...]) -> Rows:
    return tuple((one, context.entry(item)) for item in items for one in recommended(item))


def _column(context: ViewContext, items: tuple[Item, ...], *more: Any) -> tuple[Any, ...]:
    return _rows(context, items), *more


def _year(context: ViewContext, items: tuple[Item, ...], *more: Any) -> tuple[Any, ...]:
    return context.site, _rows(context, items), *more


def column_view(
    rows: Rows,
    states: tuple[str, ...],
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    count: int,
) -> RecommendationsView:
    """Return the list for the column's hand-written page."""
    groups = _groups(rows, states)
    return RecommendationsView("portal/recommendations.html", None, crumbs, TITLE, years, groups, len(rows), count)


def year_view(
    site: SiteView,
    rows: Rows,
    states: tuple[str, ...],
    title: str,
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    address: str,
) -> RecommendationsView:
    """Return the recommendations of one year's activities."""
    description = f"{title}，共 {len(rows)} 条。"
    metas = column_metas(title, description, title, "工作动态")
    page_head = head(site, title, description, address, crumbs=crumbs, metas=metas)
    groups = _groups(rows, states)
    return RecommendationsView(
        "portal/recommendations.html", page_head, crumbs, title, years, groups, len(rows), len(rows)
    )


def _groups(rows: Rows, states: tuple[str, ...]) -> tuple[StateGroup, ...]:
    """Return rows by state, those that came furthest first; the states are in the order of their list."""
    grouped: dict[str, list[tuple[Recommended, Entry]]] = {}
    for row in rows:
        grouped.setdefault(row[0].state, []).append(row)
    order = [(place, state) for place, state in enumerate(states, 1) if state in grouped]
    groups = [StateGroup(state, f"s-{place}", tuple(grouped[state])) for place, state in reversed(order)]
    if "" in grouped:
        groups.append(StateGroup(UNTOLD, "s-0", tuple(grouped[""])))
    return tuple(groups)
