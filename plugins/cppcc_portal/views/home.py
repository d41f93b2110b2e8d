"""Home: one lead story, recent duties, members with a deed each, history, notices; every count leads to its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds import TIMELINE
from cppcc_portal.views.chain import Station
from cppcc_portal.views.downward import TitlePart, downward
from cppcc_portal.views.entry import Entry, MemberCard
from cppcc_portal.views.proposals import home_chain
from cppcc_portal.views.recipe import MarkRecipe
from cppcc_portal.views.showing import Showing

RECENT, NOTICES, MEMBERS, HISTORY = 6, 5, 4, 4


@dataclass(frozen=True, slots=True)
class Count:
    """A count whose evidence is the page it leads to."""

    count: int
    label: str
    address: str


@dataclass(frozen=True, slots=True)
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


def recipes(showing: Showing) -> Iterator[MarkRecipe]:
    """Yield the mark of the home page."""
    portal = showing.portal
    duties = _current(showing, "activity", "achievement")
    lead = next((item for item in duties if item.has_cover), duties[0] if duties else None)
    recent = tuple(item for item in duties if item is not lead)[:RECENT]
    history = _current(showing, "history")[:HISTORY]
    counts = tuple(
        Count(len(portal.of_kind(*kinds)), label, portal.routes.column(column))
        for kinds, label, column in (
            (("member",), "位委员", "members"),
            (TIMELINE, "条履职动态", "timeline"),
            (("achievement",), "项履职成果", "achievements"),
            (("history",), "篇文史", "history"),
        )
        if portal.of_kind(*kinds)
    )
    of = (
        showing.entry(lead) if lead else None,
        showing.entries(recent),
        _members(showing),
        showing.entries(history),
        showing.entries(_current(showing, "notice")[:NOTICES]),
        counts,
        home_chain(showing),
        tuple(portal.routes.column(name) for name in ("timeline", "members", "history", "notices", "proposals")),
    )
    yield MarkRecipe("home", "part", home_view, of)


def _current(showing: Showing, *kinds: str) -> tuple[Item, ...]:
    """Return the current items of some kinds, the latest published first, then the latest to have happened."""
    items = [item for item in showing.portal.of_kind(*kinds) if item.standing.is_current]
    return tuple(sorted(items, key=lambda item: item.published.newest_first))


def _members(showing: Showing) -> tuple[MemberCard, ...]:
    """Return members with a deed each: those whose deed was published last, in stroke order."""
    chosen: dict[str, MemberCard] = {}
    for item in _current(showing, "achievement"):
        for id in item.people:
            card = showing.cards.get(id) if id not in chosen and len(chosen) < MEMBERS else None
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
