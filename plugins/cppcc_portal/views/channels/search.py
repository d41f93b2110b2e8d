"""Search (搜索): the page with its field and filters, and the names that it looks members up by."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.views.blocks.entry import MemberCard, Named
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import MarkRecipe, Recipe

NAMES = "search/names.json"
FACETS = (("kind", "类别"), ("year", "年份"), ("unit", "机构"), ("sector", "界别"), ("era", "文史年代"))
_LISTS = (
    ("portal-members", "委员名录", "members"),
    ("portal-timeline", "履职动态", "timeline"),
    ("portal-columns", "履职成果", "achievements"),
    ("portal-history", "文史", "history"),
    ("portal", "站点地图", "sitemap"),
)


@frozen
class SearchView:
    """The search page: its filters by name and label, and the lists where everything is found without it."""

    template: str
    facets: tuple[tuple[str, str], ...]
    lists: tuple[Named, ...]


@frozen
class NamesView:
    """Members as they are looked up: address, name, unit, whether past, pinyin, initials; in the order of strokes."""

    rows: tuple[tuple[str, ...], ...]


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield what the search page shows, and the names that it looks up."""
    if context.is_whole:
        yield _page(context)
    has_pages = "member" in context.portal.shown
    cards = [context.cards[item.id] for item in context.portal.of_kind("member")] if has_pages else []
    yield Recipe(NAMES, "names", names_view, tuple(sorted(cards, key=lambda card: (stroke_key(card.name), card.id))))


def _page(context: ViewContext) -> MarkRecipe:
    routes = context.portal.routes
    lists = tuple(Named(title, routes.column(name)) for feature, title, name in _LISTS if feature in context.features)
    return MarkRecipe("search", "part", search_view, (lists,))


def search_view(lists: tuple[Named, ...]) -> SearchView:
    """Return the search page."""
    return SearchView("portal/search.html", FACETS, lists)


def names_view(*cards: MemberCard) -> NamesView:
    """Return the names of members."""
    return NamesView(tuple(map(_name, cards)))


def _name(card: MemberCard) -> tuple[str, ...]:
    unit, past = card.unit.title if card.unit else "", "往届" if card.is_past else ""
    return card.address, card.name, unit, past, card.pinyin, card.initials
