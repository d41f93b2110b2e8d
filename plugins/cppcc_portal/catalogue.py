"""The catalogue: one row for each outlet; with `records/kinds.py`, the table of contents of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.records.kinds import KIND, TIMELINE
from cppcc_portal.views.recipe import MarkRecipe, Recipe
from cppcc_portal.views.showing import OPINIONS, PROPOSALS, Showing

# Below, what makes an outlet's recipes loads its views itself, and where a change alone is declared, only what it reaches.
Outputs = Iterator[Recipe | MarkRecipe]


@frozen
class Outlet:
    """A feature that can be switched on: the kinds whose pages it makes, the marks it fills, and what else it makes."""

    name: str
    kinds: tuple[str, ...]
    marks: tuple[str, ...]
    recipes: Callable[[Showing, Sequence[str]], Outputs]

    @property
    def columns(self) -> tuple[str, ...]:
        """The folders of the hand-written pages that stay without content when it is left out."""
        return (*(KIND[kind].column for kind in self.kinds), *self.marks)


def _base(showing: Showing, pages: Sequence[str]) -> Outputs:
    if showing.touches_lists:
        from cppcc_portal.views import home, site_map

        yield from home.recipes(showing)
        yield from site_map.recipes(showing, pages)
    if showing.touches_records("member", "unit"):
        from cppcc_portal.views import cards

        yield from cards.recipes(showing)
    for kind in ("unit", "session"):
        if showing.touches_pages(kind):
            from cppcc_portal.views import owners

            yield from owners.recipes(showing, kind)


def _members(showing: Showing, pages: Sequence[str]) -> Outputs:
    if not showing.touches_pages("member"):
        return
    from cppcc_portal.views import members

    yield from members.recipes(showing)


def _timeline(showing: Showing, pages: Sequence[str]) -> Outputs:
    from cppcc_portal.views import articles

    if showing.touches(*TIMELINE):
        from cppcc_portal.views import timeline

        yield from timeline.recipes(showing)
    yield from articles.recipes(showing, "activity")


def _consultation(showing: Showing, pages: Sequence[str]) -> Outputs:
    if not showing.touches_pages("plan_topic"):
        return
    from cppcc_portal.views import articles, plans

    yield from plans.recipes(showing)
    yield from articles.recipes(showing, "plan_topic", plans.topic_view, plans.became)


def _voices(showing: Showing, pages: Sequence[str]) -> Outputs:
    from cppcc_portal.views import articles

    if showing.touches_pages("suggestion"):
        from cppcc_portal.views import suggestions

        yield from suggestions.recipes(showing)
        yield from articles.recipes(showing, "suggestion", suggestions.suggestion_view)
    if showing.touches_any(lambda item: item.kind == "opinion" or OPINIONS in item.topics):
        from cppcc_portal.views import opinions

        yield from opinions.recipes(showing)
    if showing.touches_any(lambda item: item.has_recommendations):
        from cppcc_portal.views import recommendations

        yield from recommendations.recipes(showing)
    yield from articles.recipes(showing, "opinion")


def _lists(*kinds: str) -> Callable[[Showing, Sequence[str]], Outputs]:
    """Return what makes a list and the pages of plain articles."""

    def recipes(showing: Showing, pages: Sequence[str]) -> Outputs:
        from cppcc_portal.views import articles

        for kind in kinds:
            if showing.touches(kind):
                from cppcc_portal.views import columns

                yield from columns.recipes(showing, kind)
            yield from articles.recipes(showing, kind)

    return recipes


def _studios(showing: Showing, pages: Sequence[str]) -> Outputs:
    if not showing.touches_pages("studio"):
        return
    from cppcc_portal.views import studios

    yield from studios.recipes(showing)


def _works(showing: Showing, pages: Sequence[str]) -> Outputs:
    yield from _lists("speech")(showing, pages)
    if showing.touches_pages("document"):
        from cppcc_portal.views import columns, documents

        yield from columns.recipes(showing, "document")
        yield from documents.recipes(showing)
    if showing.touches_pages("programme"):
        from cppcc_portal.views import programmes

        yield from programmes.recipes(showing)
    if showing.touches_pages("topic"):
        from cppcc_portal.views import owners

        yield from owners.recipes(showing, "topic")


def _proposals(showing: Showing, pages: Sequence[str]) -> Outputs:
    if showing.touches_any(lambda item: item.kind == "proposal" or PROPOSALS in item.topics):
        from cppcc_portal.views import proposals

        yield from proposals.recipes(showing)
    if showing.touches_pages("proposal"):
        from cppcc_portal.views import proposal

        yield from proposal.recipes(showing)


def _feeds(showing: Showing, pages: Sequence[str]) -> Outputs:
    from cppcc_portal.views import feeds

    yield from feeds.recipes(showing)
    if showing.touches_records("activity", "session", "notice", "studio"):
        from cppcc_portal.views import calendars

        yield from calendars.recipes(showing)


def _data(showing: Showing, pages: Sequence[str]) -> Outputs:
    if not showing.touches_lists:
        return
    from cppcc_portal.views import tables

    yield from tables.recipes(showing)


def _noticeboard(showing: Showing, pages: Sequence[str]) -> Outputs:
    from cppcc_portal.views import noticeboard

    yield from noticeboard.recipes(showing)


def _search(showing: Showing, pages: Sequence[str]) -> Outputs:
    if showing.touches_names:
        from cppcc_portal.views import search

        yield from search.recipes(showing)


def _duty(showing: Showing, pages: Sequence[str]) -> Outputs:
    if not showing.touches_lists:
        return
    from cppcc_portal.views import dashboard

    yield from dashboard.recipes(showing)


SEARCH = "portal-search"


OUTLETS = (
    Outlet("portal", ("unit", "session"), ("home", "units", "sessions", "sitemap", "contact"), _base),
    Outlet("portal-members", ("member",), ("directory",), _members),
    Outlet("portal-timeline", ("activity",), ("timeline",), _timeline),
    Outlet("portal-columns", ("achievement", "notice"), ("achievements", "notices"), _lists("achievement", "notice")),
    Outlet("portal-consultation", ("plan_topic",), ("plans",), _consultation),
    Outlet("portal-voices", ("suggestion", "opinion"), ("suggestions", "opinions", "recommendations"), _voices),
    Outlet("portal-proposals", ("proposal",), ("proposals",), _proposals),
    Outlet("portal-studios", ("studio",), ("studios",), _studios),
    Outlet(
        "portal-works",
        ("speech", "document", "programme", "topic"),
        ("speeches", "documents", "programmes", "topics"),
        _works,
    ),
    Outlet("portal-history", ("history",), ("history",), _lists("history")),
    Outlet("portal-duty", (), ("sheets",), _duty),
    Outlet("portal-feeds", (), ("feeds",), _feeds),
    Outlet("portal-data", (), ("data",), _data),
    Outlet("portal-noticeboard", (), ("noticeboard",), _noticeboard),
    Outlet(SEARCH, (), ("search",), _search),
)
EVERY_OUTLET = frozenset(outlet.name for outlet in OUTLETS)
