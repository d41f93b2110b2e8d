"""Home: one lead story, recent duties, members with a deed each, history, notices; every count leads to its list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from operator import attrgetter

from cppcc_portal.foundation.frozen import frozen, replace
from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.portal.item import Item
from cppcc_portal.records.registry import TIMELINE
from cppcc_portal.views.blocks.chain import Station
from cppcc_portal.views.blocks.entry import Entry, MemberCard
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.history.downward import TitlePart, downward
from cppcc_portal.views.proposals.column import home_chain
from cppcc_portal.views.recipe import MarkRecipe

RECENT, NOTICES, MEMBERS, HISTORY = 6, 5, 4, 4


@frozen
class Count:
    """A count whose evidence is the page it leads to."""

    count: int
    label: str
    address: str


@frozen
class HomeView:
    """What fills the home page."""

    template: str
    lead: Entry | None
    recent: tuple[Entry, ...]
    members: tuple[MemberCard, ...]
    history: Entry | None
    title_parts: tuple[TitlePart, ...]
    more_history: tuple[Entry, ...]
    notices: tuple[Entry, ...]
    counts: tuple[Count, ...]
    chain_title: str
    chain: tuple[Station, ...]
    timeline_address: str
    directory_address: str
    history_address: str
    notices_address: str
    proposals_address: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is published yet."""
        return not (self.counts or self.notices or self.chain)


def recipes(context: ViewContext) -> Iterator[MarkRecipe]:
    """Yield the mark of the home page."""
    portal = context.portal
    duties = [item for item in portal.of_kind("activity", "achievement") if item.visibility.is_current]
    latest = _latest(duties, RECENT + 1)
    lead = next(iter(_latest([item for item in duties if item.has_cover], 1) or latest), None)
    recent = tuple(item for item in latest if item is not lead)[:RECENT]
    past = sum(portal.is_past(item) for item in portal.of_kind("member"))
    sitting = len(portal.of_kind("member")) - past
    members = (sitting, "位委员") if sitting or not past else (past, "位往届委员")
    counts = (Count(*members, portal.routes.column("members")),) * (sitting + past > 0) + tuple(
        Count(number, label, portal.routes.column(column))
        for kinds, label, column in (
            (TIMELINE, "条履职动态", "timeline"),
            (("achievement",), "项履职成果", "achievements"),
            (("history",), "篇文史", "history"),
        )
        if (number := sum([len(portal.of_kind(kind)) for kind in kinds]))
    )
    of = (
        context.entry(lead) if lead else None,
        context.entries(recent),
        _members(context),
        context.entries(_current(context, "history", HISTORY)),
        context.entries(_current(context, "notice", NOTICES)),
        counts,
        home_chain(context),
        tuple(portal.routes.column(name) for name in ("timeline", "members", "history", "notices", "proposals")),
    )
    yield MarkRecipe("home", "part", home_view, of)


def _current(context: ViewContext, kind: str, most: int) -> tuple[Item, ...]:
    """Return the latest of the current items of a kind."""
    return _latest((item for item in context.portal.of_kind(kind) if item.visibility.is_current), most)


def _latest(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    """Return so many of some items, given newest first: the latest published, then the latest to have happened."""
    return tuple(nsmallest(most, items, key=attrgetter("published_rank")))


def _members(context: ViewContext) -> tuple[MemberCard, ...]:
    """Return members with a deed each: those whose deed was published last, in stroke order."""
    chosen: dict[str, MemberCard] = {}
    current = [item for item in context.portal.of_kind("achievement") if item.visibility.is_current]
    for item in sorted(current, key=attrgetter("published_rank")):
        if len(chosen) == MEMBERS:
            break
        for id in item.people:
            card = context.cards.get(id) if id not in chosen and len(chosen) < MEMBERS else None
            if card and not card.is_past:
                chosen[id] = replace(card, deed=item.title)
    return tuple(sorted(chosen.values(), key=lambda card: (stroke_key(card.name), card.id)))


def home_view(
    lead: Entry | None,
    recent: tuple[Entry, ...],
    members: tuple[MemberCard, ...],
    history: tuple[Entry, ...],
    notices: tuple[Entry, ...],
    counts: tuple[Count, ...],
    chain: tuple[str, tuple[Station, ...]],
    addresses: tuple[str, str, str, str, str],
) -> HomeView:
    """Return what fills the home page."""
    first, more = (history[0], history[1:]) if history else (None, ())
    parts = downward(first.title) if first else ()
    return HomeView("portal/home.html", lead, recent, members, first, parts, more, notices, counts, *chain, *addresses)
