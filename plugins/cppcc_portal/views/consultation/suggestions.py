"""Suggestions (微建议): a card for each small matter, the list by what came of it, and the way of one on its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cppcc_portal.foundation.frozen import fields, frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.kinds.suggestion import Suggestion
from cppcc_portal.records.registry import KIND
from cppcc_portal.views.articles.articles import ArticleView, article_view
from cppcc_portal.views.articles.columns import NEWEST, WHOLE
from cppcc_portal.views.blocks.chain import Station
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import FeedLinks, Head, SiteView, column_metas, feed_links, head
from cppcc_portal.views.blocks.pictures import Picture, picture
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.duty.timeline import Filter, YearLink, filters_of, year_label, year_links, years_of
from cppcc_portal.views.recipe import MarkRecipe, Recipe

COLUMN = "suggestions"
RESULTS = ("已解决", "办理中", "列入计划", "待办", "解释说明")


@frozen
class SuggestionCard:
    """A suggestion in a list: what was brought up, who took care of it, what was answered, what came of it.

    Its entry's digest tells every field of its record.
    """

    entry: Entry
    problem: str
    handler: str
    reply: str | None
    result: str
    after: Picture | None
    mark: str

    def __repr__(self) -> str:
        return f"<suggestion {self.entry}>"


@frozen
class ResultGroup:
    """The suggestions of which the same came."""

    label: str
    anchor: str
    cards: tuple[SuggestionCard, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.cards)


@frozen
class SuggestionsView:
    """A list of suggestions: all there are while they are few, else the newest or those of a year."""

    template: str
    head: Head | None
    crumbs: tuple[Named, ...]
    title: str
    years: tuple[YearLink, ...]
    groups: tuple[ResultGroup, ...]
    filters: tuple[Filter, ...]
    shown: int
    count: int
    feeds: FeedLinks | None


@frozen
class SuggestionView(ArticleView):
    """A suggestion's page: an article with its way, what was answered, and pictures of before and after."""

    stations: tuple[Station, ...]
    problem: str
    reply: str | None
    before: Picture | None
    after: Picture | None


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield the mark of the column and, when it is long, a page for each year."""
    portal, site = context.portal, context.site
    items = portal.of_kind("suggestion")
    years = years_of(items) if len(items) > WHOLE else {}
    title = KIND["suggestion"].title
    crumbs = (Named("首页", portal.routes.page("")), Named(title, portal.routes.column(COLUMN)))
    feeds = feed_links(site, f"{site.name}：{title}", COLUMN)
    cards = _cards(context, items[:NEWEST] if years else items)
    links = year_links(portal, "suggestion", years, "")
    of = (cards, links, crumbs, len(items), feeds)
    yield MarkRecipe(COLUMN, "part", column_view, of)
    for year, found in years.items():
        address = portal.routes.year("suggestion", year.lower())
        links = year_links(portal, "suggestion", years, year)
        label = f"{title}：{year_label(year)}"
        yield Recipe(
            file_of(address), "page", year_view, (site, _cards(context, found), label, links, crumbs, address), COLUMN
        )


def _cards(context: ViewContext, items: tuple[Item, ...]) -> tuple[SuggestionCard, ...]:
    return tuple(card(context, item) for item in items)


def card(context: ViewContext, item: Item) -> SuggestionCard:
    """Return the card of a suggestion; of one whose summary alone is public, only its result."""
    one, entry = item.record, context.entry(item)
    assert isinstance(one, Suggestion)
    if item.visibility.is_summary_only:
        return SuggestionCard(entry, one.summary or "", "", None, one.result, None, item.visibility.mark)
    after = picture(item.assets, one.after)
    return SuggestionCard(entry, one.problem, one.handler, one.reply, one.result, after, item.visibility.mark)


def column_view(
    cards: tuple[SuggestionCard, ...],
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    count: int,
    feeds: FeedLinks | None,
) -> SuggestionsView:
    """Return the list for the column's hand-written page."""
    return _view(None, KIND["suggestion"].title, cards, years, crumbs, count, feeds)


def year_view(
    site: SiteView,
    cards: tuple[SuggestionCard, ...],
    title: str,
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    address: str,
) -> SuggestionsView:
    """Return the suggestions of one year."""
    description = f"{title}，共 {len(cards)} 条。"
    metas = column_metas(title, description, title, "工作动态")
    page_head = head(site, title, description, address, crumbs=crumbs, metas=metas)
    return _view(page_head, title, cards, years, crumbs, len(cards), None)


def _view(
    page_head: Head | None,
    title: str,
    cards: tuple[SuggestionCard, ...],
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    count: int,
    feeds: FeedLinks | None,
) -> SuggestionsView:
    groups = []
    for place, result in enumerate(RESULTS, 1):
        if found := tuple(one for one in cards if one.result == result):
            groups.append(ResultGroup(result, f"s-{place}", found))
    filters = filters_of(tuple(one.entry for one in cards))
    return SuggestionsView(
        "portal/suggestions.html",
        page_head,
        crumbs,
        title,
        years,
        tuple(groups),
        filters,
        len(cards),
        count,
        feeds,
    )


def suggestion_view(*given: Any) -> SuggestionView:
    """Return the page of one suggestion; given is what `article_view` is given."""
    base, item = article_view(*given), given[1]
    one, hidden = item.record, item.visibility.is_summary_only
    own = {name: getattr(base, name) for name in fields(base)} | {"template": "portal/suggestion.html"}
    return SuggestionView(
        **own,
        stations=() if hidden else way(one),
        problem="" if hidden else one.problem,
        reply=None if hidden else one.reply,
        before=None if hidden else picture(item.assets, one.before),
        after=None if hidden else picture(item.assets, one.after),
    )


def way(one: Suggestion) -> tuple[Station, ...]:
    """Return the stations of a suggestion; an answer that nobody tells of is left out."""
    stations = [Station("反映", "reached", one.date, one.reporter or "")]
    handled = "ahead" if one.result == "待办" else "reached"
    stations.append(Station("承办", handled, one.handed_over, one.handler))  # type: ignore[arg-type]
    if one.reply or one.replied:
        stations.append(Station("答复", "reached", one.replied))
    if one.result == "办理中":
        stations.append(Station("办理", "present"))
    elif one.result != "待办":
        stations.append(Station(one.result, "reached", one.settled))
    if one.result in ("待办", "办理中", "列入计划"):
        stations.append(Station("办结", "ahead"))
    return tuple(stations)
