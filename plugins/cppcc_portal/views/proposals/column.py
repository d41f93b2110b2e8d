"""Proposals (提案): the column with its chain and its table of work, a page for each session, and a list for each count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.proposal_figures import CHAIN, Figure, by_session, figures, kept_back
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.handling.stations import STATES
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.views.blocks.chain import Station
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import FeedLinks, Head, SiteView, column_metas, feed_links, head
from cppcc_portal.views.context import PROPOSALS, ViewContext
from cppcc_portal.views.proposals.lists import (
    Row,
    Section,
    body_recipes,
    crumbs_of,
    list_recipe,
    overdue_recipe,
    proposer_recipes,
    rows_of,
    slugs_of,
)
from cppcc_portal.views.recipe import Lazy, MarkRecipe, Recipe

NEWEST, WORKS = 20, 12
_STATIONS = {
    "received": "提交",
    "filed": "立案",
    "assigned": "交办",
    "answered": "答复",
    "told": "反馈",
    "closed": "办结",
}
# What is worth a row even when there is none.
_ALWAYS = frozenset({*CHAIN, "satisfied", "met", "overdue"})


class FigureRow(NamedTuple):
    """One row of the table of work: a count with its list, and what it is a share of."""

    label: str
    number: Named
    rate: str
    share: str
    basis: str


class Group(NamedTuple):
    """Counts that share a heading: states, categories."""

    label: str
    rows: tuple[tuple[str, Named], ...]


class SessionRow(NamedTuple):
    """One session in the table of sessions: its counts, and its rates with what they are shares of."""

    name: Named
    received: Named
    filed: Named
    rates: tuple[str, ...]


class Tally(NamedTuple):
    """What is told of one session's proposals."""

    session: Named
    address: str
    chain: tuple[Station, ...]
    figures: tuple[FigureRow, ...]
    groups: tuple[Group, ...]
    kept_back: int


@frozen
class SessionPage:
    """The proposals of one session: the chain, the figures, and all of them by number."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    title: str
    tally: Tally
    rows: tuple[Row, ...]


@frozen
class ProposalsColumn:
    """What fills the page of the column: the newest session's work, all sessions, the newest proposals.

    `works` are other records that bear the topic 提案: how proposals are worked on, also where none is told of by itself.
    """

    template: str
    tally: Tally | None
    sessions: tuple[SessionRow, ...]
    ways: tuple[Named, ...]
    rows: tuple[Row, ...]
    count: int
    works: tuple[Entry, ...]
    feeds: FeedLinks | None


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield the mark of the column, a page for each session, and a list for each count."""
    portal = context.portal
    held, back = by_session(portal), kept_back(portal)
    items = tuple(item for found in held.values() for item in found)
    tallies, rows = [], []
    for session, found in held.items():
        counted = figures(portal, found)
        tally = tally_of(context, session, found, counted, back.get(session, 0))
        tallies.append(tally)
        rows.append(_session_row(tally, counted))
        yield _session_recipe(context, tally, found)
        yield from _lists(context, session, found, counted, tally)
    if items:
        overdue = [item for item in items if _is_overdue(portal, item)]
        yield overdue_recipe(context, portal.routes.proposals("overdue"), overdue)
        yield from body_recipes(context, items)
        yield from proposer_recipes(context, items)
    ways = _ways(context, items)
    newest = rows_of(context, portal.of_kind("proposal")[:NEWEST])
    feeds = feed_links(context.site, f"{context.site.name}：提案", "proposals")
    works = [item for item in portal.listed if item.kind != "proposal" and PROPOSALS in item.topics]
    about = context.entries(tuple(works[:WORKS]))
    of = (tallies[0] if tallies else None, tuple(rows), ways, newest, len(items), about, feeds)
    yield MarkRecipe("proposals", "part", column_view, of)


def column_view(
    tally: Tally | None,
    sessions: tuple[SessionRow, ...],
    ways: tuple[Named, ...],
    rows: tuple[Row, ...],
    count: int,
    works: tuple[Entry, ...],
    feeds: FeedLinks | None,
) -> ProposalsColumn:
    """Return what fills the page of the column."""
    return ProposalsColumn("portal/proposals.html", tally, sessions, ways, rows, count, works, feeds)


def _is_overdue(portal: Portal, item: Item) -> bool:
    return isinstance(item.record, Proposal) and item.record.handling.is_overdue(portal.settings.as_of)


def _ways(context: ViewContext, items: tuple[Item, ...]) -> tuple[Named, ...]:
    """Return the other ways to look at proposals: what is overdue, by handling body, by proposer."""
    if not items:
        return ()
    routes = context.portal.routes
    return (
        Named("逾期的提案", routes.proposals("overdue")),
        Named("按承办单位", routes.proposals("bodies")),
        Named("按提案者", routes.proposals("proposers")),
    )


def home_chain(context: ViewContext) -> tuple[str, tuple[Station, ...]]:
    """Return the newest session's title and the chain of its proposals for the home page; no stations without any."""
    held = by_session(context.portal)
    session = next(iter(held), None)
    if session is None:
        return "", ()
    name = context.named("session", session) or Named(session)
    return f"{name.title}提案", _chain(context, session, figures(context.portal, held[session]))


def tally_of(
    context: ViewContext, session: str, items: tuple[Item, ...], counted: Mapping[str, Figure], back: int
) -> Tally:
    """Return what is told of one session's proposals."""
    name = context.named("session", session) or Named(session)
    rows = tuple(
        _figure_row(context, session, figure, counted)
        for figure in counted.values()
        if figure.count or figure.key in _ALWAYS
    )
    groups = tuple(
        Group(
            label, tuple((word, _leads(context, session, key, len(found))) for key, word, found in _parts(label, items))
        )
        for label in ("状态", "类别")
    )
    address = context.portal.routes.proposals("sessions", session)
    return Tally(name, address, _chain(context, session, counted), rows, groups, back)


def _chain(context: ViewContext, session: str, counted: Mapping[str, Figure]) -> tuple[Station, ...]:
    return tuple(
        Station(_STATIONS[key], "reached", count=counted[key].count, address=_address(context, session, key))
        for key in CHAIN
    )


def _address(context: ViewContext, session: str, key: str) -> str:
    parts = ("sessions", session) if key == "received" else ("sessions", session, key)
    return context.portal.routes.proposals(*parts)


def _leads(context: ViewContext, session: str, key: str, count: int) -> Named:
    """Return a count that leads to its list; none leads nowhere."""
    return Named(str(count), _address(context, session, key) if count else None)


def _figure_row(context: ViewContext, session: str, figure: Figure, counted: Mapping[str, Figure]) -> FigureRow:
    whole = counted.get(figure.of)
    return FigureRow(
        figure.label,
        _leads(context, session, figure.key, figure.count),
        figure.rate,
        _share(figure, whole),
        f"{whole.label}的 {whole.count} 件" if whole else "",
    )


def _share(figure: Figure, whole: Figure | None) -> str:
    return f"{figure.count / whole.count:.1%}" if whole and whole.count else ""


def _session_row(tally: Tally, counted: Mapping[str, Figure]) -> SessionRow:
    rates = []
    for key in ("answered", "satisfied", "met"):
        figure, whole = counted[key], counted[counted[key].of]
        rates.append(f"{_share(figure, whole)}（{figure.count}/{whole.count}）" if whole.count else "—")
    rows = {row.label: row.number for row in tally.figures}
    return SessionRow(Named(tally.session.title, tally.address), rows["收到"], rows["立案"], tuple(rates))


def _parts(label: str, items: tuple[Item, ...]) -> Iterator[tuple[str, str, tuple[Item, ...]]]:
    """Yield (key, word, proposals) for each state or each category that occurs."""
    held: dict[str, list[Item]] = {}
    for item in items:
        assert isinstance(item.record, Proposal)
        held.setdefault(item.record.handling.state if label == "状态" else item.record.category, []).append(item)
    words = (
        [word for word in STATES if word in held]
        if label == "状态"
        else sorted(held, key=lambda one: (-len(held[one]), one))
    )
    slugs = slugs_of(words)
    for word in words:
        yield f"{'state' if label == '状态' else 'category'}-{slugs[word]}", word, tuple(held[word])


def _lists(
    context: ViewContext, session: str, items: tuple[Item, ...], counted: Mapping[str, Figure], tally: Tally
) -> Iterator[Recipe]:
    """Yield the list behind each count of one session."""
    named = [(figure.key, figure.label, figure.items) for figure in counted.values() if figure.key != "received"]
    named += [
        (key, f"{label}：{word}", found) for label in ("状态", "类别") for key, word, found in _parts(label, items)
    ]
    for key, label, found in named:
        if found or key in CHAIN:
            title = f"{tally.session.title}提案：{label}"
            sections = (Section("", "", rows_of(context, found)),)
            yield list_recipe(
                context, _address(context, session, key), title, "", sections, Named(tally.session.title, tally.address)
            )


def _session_recipe(context: ViewContext, tally: Tally, items: tuple[Item, ...]) -> Recipe:
    given = (context.site, tally, rows_of(context, items), crumbs_of(context))
    return Recipe(file_of(tally.address), "page", session_page, Lazy(repr(given), partial(tuple, given)), "proposals")


def session_page(site: SiteView, tally: Tally, rows: tuple[Row, ...], crumbs: tuple[Named, ...]) -> SessionPage:
    """Return the page of one session's proposals."""
    title = f"{tally.session.title}提案"
    description = f"{title}，共 {len(rows)} 件：办理进度、统计和清单。"
    metas = column_metas(title, description, title, "工作动态")
    page_head = head(site, title, description, tally.address, crumbs=crumbs, metas=metas)
    return SessionPage("portal/proposal_session.html", page_head, crumbs, title, tally, rows)
