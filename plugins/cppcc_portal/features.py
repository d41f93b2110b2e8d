"""The feature registry: one row for each feature; with `records/registry.py`, the table of contents of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.records.registry import KIND, TIMELINE
from cppcc_portal.views.context import OPINIONS, PROPOSALS, ViewContext
from cppcc_portal.views.recipe import MarkRecipe, Recipe

# Below, what makes an feature's recipes loads its views itself, and where a change alone is declared, only what it reaches.
Outputs = Iterator[Recipe | MarkRecipe]


@frozen
class Feature:
    """A feature that can be switched on: the kinds whose pages it makes, the marks it fills, and what else it makes."""

    name: str
    kinds: tuple[str, ...]
    marks: tuple[str, ...]
    recipes: Callable[[ViewContext, Sequence[str]], Outputs]

    @property
    def columns(self) -> tuple[str, ...]:
        """The folders of the hand-written pages that stay without content when it is left out."""
        return (*(KIND[kind].column for kind in self.kinds), *self.marks)


def _base(context: ViewContext, pages: Sequence[str]) -> Outputs:
    if context.touches_lists:
        from cppcc_portal.views import home
        from cppcc_portal.views.channels import site_map

        yield from home.recipes(context)
        yield from site_map.recipes(context, pages)
    if context.touches_records("member", "unit"):
        from cppcc_portal.views.channels import cards

        yield from cards.recipes(context)
    for kind in ("unit", "session"):
        if context.touches_pages(kind):
            from cppcc_portal.views.people import owners

            yield from owners.recipes(context, kind)


def _members(context: ViewContext, pages: Sequence[str]) -> Outputs:
    if not context.touches_pages("member"):
        return
    from cppcc_portal.views.people import members

    yield from members.recipes(context)


def _timeline(context: ViewContext, pages: Sequence[str]) -> Outputs:
    from cppcc_portal.views.articles import articles

    if context.touches(*TIMELINE):
        from cppcc_portal.views.duty import timeline

        yield from timeline.recipes(context)
    yield from articles.recipes(context, "activity")


def _consultation(context: ViewContext, pages: Sequence[str]) -> Outputs:
    if not context.touches_pages("plan_topic"):
        return
    from cppcc_portal.views.articles import articles
    from cppcc_portal.views.consultation import plans

    yield from plans.recipes(context)
    yield from articles.recipes(context, "plan_topic", plans.topic_view, plans.became)


def _voices(context: ViewContext, pages: Sequence[str]) -> Outputs:
    from cppcc_portal.views.articles import articles

    if context.touches_pages("suggestion"):
        from cppcc_portal.views.consultation import suggestions

        yield from suggestions.recipes(context)
        yield from articles.recipes(context, "suggestion", suggestions.suggestion_view)
    if context.touches_any(lambda item: item.kind == "opinion" or OPINIONS in item.topics):
        from cppcc_portal.views.consultation import opinions

        yield from opinions.recipes(context)
    if context.touches_any(lambda item: item.has_recommendations):
        from cppcc_portal.views.consultation import recommendations

        yield from recommendations.recipes(context)
    yield from articles.recipes(context, "opinion")


def _lists(*kinds: str) -> Callable[[ViewContext, Sequence[str]], Outputs]:
    """Return what makes a list and the pages of plain articles."""

    def recipes(context: ViewContext, pages: Sequence[str]) -> Outputs:
        from cppcc_portal.views.articles import articles

        for kind in kinds:
            if context.touches(kind):
                from cppcc_portal.views.articles import columns

                yield from columns.recipes(context, kind)
            yield from articles.recipes(context, kind)

    return recipes


def _studios(context: ViewContext, pages: Sequence[str]) -> Outputs:
    if not context.touches_pages("studio"):
        return
    from cppcc_portal.views.people import studios

    yield from studios.recipes(context)


def _works(context: ViewContext, pages: Sequence[str]) -> Outputs:
    yield from _lists("speech")(context, pages)
    if context.touches_pages("document"):
        from cppcc_portal.views.articles import columns, documents

        yield from columns.recipes(context, "document")
        yield from documents.recipes(context)
    if context.touches_pages("programme"):
        from cppcc_portal.views.duty import programmes

        yield from programmes.recipes(context)
    if context.touches_pages("topic"):
        from cppcc_portal.views.people import owners

        yield from owners.recipes(context, "topic")


def _proposals(context: ViewContext, pages: Sequence[str]) -> Outputs:
    if context.touches_any(lambda item: item.kind == "proposal" or PROPOSALS in item.topics):
        from cppcc_portal.views.proposals import column as proposals

        yield from proposals.recipes(context)
    if context.touches_pages("proposal"):
        from cppcc_portal.views.proposals import page as proposal

        yield from proposal.recipes(context)


def _feeds(context: ViewContext, pages: Sequence[str]) -> Outputs:
    from cppcc_portal.views.channels import feeds

    yield from feeds.recipes(context)
    if context.touches_records("activity", "session", "notice", "studio"):
        from cppcc_portal.views.channels import calendars

        yield from calendars.recipes(context)


def _data(context: ViewContext, pages: Sequence[str]) -> Outputs:
    if not context.touches_lists:
        return
    from cppcc_portal.views.channels import tables

    yield from tables.recipes(context)


def _noticeboard(context: ViewContext, pages: Sequence[str]) -> Outputs:
    from cppcc_portal.views.channels import noticeboard

    yield from noticeboard.recipes(context)


def _search(context: ViewContext, pages: Sequence[str]) -> Outputs:
    if context.touches_names:
        from cppcc_portal.views.channels import search

        yield from search.recipes(context)


def _duty(context: ViewContext, pages: Sequence[str]) -> Outputs:
    if not context.touches_lists:
        return
    from cppcc_portal.views.figures import dashboard

    yield from dashboard.recipes(context)


SEARCH = "portal-search"


FEATURES = (
    Feature("portal", ("unit", "session"), ("home", "units", "sessions", "sitemap", "contact"), _base),
    Feature("portal-members", ("member",), ("directory",), _members),
    Feature("portal-timeline", ("activity",), ("timeline",), _timeline),
    Feature("portal-columns", ("achievement", "notice"), ("achievements", "notices"), _lists("achievement", "notice")),
    Feature("portal-consultation", ("plan_topic",), ("plans",), _consultation),
    Feature("portal-voices", ("suggestion", "opinion"), ("suggestions", "opinions", "recommendations"), _voices),
    Feature("portal-proposals", ("proposal",), ("proposals",), _proposals),
    Feature("portal-studios", ("studio",), ("studios",), _studios),
    Feature(
        "portal-works",
        ("speech", "document", "programme", "topic"),
        ("speeches", "documents", "programmes", "topics"),
        _works,
    ),
    Feature("portal-history", ("history",), ("history",), _lists("history")),
    Feature("portal-duty", (), ("sheets",), _duty),
    Feature("portal-feeds", (), ("feeds",), _feeds),
    Feature("portal-data", (), ("data",), _data),
    Feature("portal-noticeboard", (), ("noticeboard",), _noticeboard),
    Feature(SEARCH, (), ("search",), _search),
)
EVERY_FEATURE = frozenset(feature.name for feature in FEATURES)
