"""The catalogue: one row for each kind of record and each outlet; the table of contents of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cppcc_portal.records import achievement, activity, history, member, notice, session, unit
from cppcc_portal.views import articles, columns, feeds, home, members, site_map, tables, timeline
from cppcc_portal.views.recipe import MarkRecipe, Recipe
from cppcc_portal.views.showing import Showing

KINDS = (member.KIND, achievement.KIND, activity.KIND, history.KIND, notice.KIND, session.KIND, unit.KIND)

Outputs = Iterator[Recipe | MarkRecipe]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A feature that can be switched on: the kinds whose pages it makes, the marks it fills, and what else it makes."""

    name: str
    kinds: tuple[str, ...]
    marks: tuple[str, ...]
    recipes: Callable[[Showing, Sequence[str]], Outputs]


def _base(showing: Showing, pages: Sequence[str]) -> Outputs:
    yield from home.recipes(showing)
    yield from columns.owner_recipes(showing, "unit")
    yield from columns.owner_recipes(showing, "session")
    yield from site_map.recipes(showing, pages)


def _members(showing: Showing, pages: Sequence[str]) -> Outputs:
    yield from members.recipes(showing)


def _timeline(showing: Showing, pages: Sequence[str]) -> Outputs:
    yield from timeline.recipes(showing)
    yield from articles.recipes(showing, "activity")


def _history(showing: Showing, pages: Sequence[str]) -> Outputs:
    yield from columns.recipes(showing, "history")
    yield from articles.recipes(showing, "history")


def _columns(showing: Showing, pages: Sequence[str]) -> Outputs:
    for kind in ("achievement", "notice"):
        yield from columns.recipes(showing, kind)
        yield from articles.recipes(showing, kind)


def _feeds(showing: Showing, pages: Sequence[str]) -> Outputs:
    yield from feeds.recipes(showing)


def _data(showing: Showing, pages: Sequence[str]) -> Outputs:
    yield from tables.recipes(showing)


OUTLETS = (
    Outlet("portal", ("unit", "session"), ("home", "units", "sessions", "sitemap", "contact"), _base),
    Outlet("portal-members", ("member",), ("directory",), _members),
    Outlet("portal-timeline", ("activity",), ("timeline",), _timeline),
    Outlet("portal-columns", ("achievement", "notice"), ("achievements", "notices"), _columns),
    Outlet("portal-history", ("history",), ("history",), _history),
    Outlet("portal-feeds", (), ("feeds",), _feeds),
    Outlet("portal-data", (), ("data",), _data),
)
EVERY_OUTLET = frozenset(outlet.name for outlet in OUTLETS)
