"""Columns (栏目): the lists of achievements, history and notices, and the pages of units and sessions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.portal.portal import Item
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.fields import Correction
from cppcc_portal.records.kinds import ARTICLES, KIND
from cppcc_portal.records.unit import Unit
from cppcc_portal.views.articles import EvidenceRow, evidence_rows, stub_recipe
from cppcc_portal.views.entry import Entry, MemberCard, Named
from cppcc_portal.views.facts import Fact, facts_of
from cppcc_portal.views.head import FeedLinks, Head, SiteView, column_metas, feed_links, head, organization
from cppcc_portal.views.prose import Text
from cppcc_portal.views.recipe import MarkRecipe, Recipe
from cppcc_portal.views.showing import Showing
from cppcc_portal.views.timeline import YearLink, year_label, year_links, years_of

LIST = "portal/list.html"
WHOLE = 100
NEWEST = 40
SHOWN = 30


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column's list: all of it while it is short, else its newest part and a page for each year."""

    template: str
    head: Head | None
    crumbs: tuple[Named, ...]
    kind: str
    title: str
    entries: tuple[Entry, ...]
    years: tuple[YearLink, ...]
    count: int
    feeds: FeedLinks | None


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The newest records of one kind that bear a unit or session; `count` is of all of them."""

    kind: str
    label: str
    anchor: str
    entries: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class OwnerView:
    """The page of a unit (机构) or session (届次): its facts, members and everything that bears it.

    `names_units` tells whether its lists name the unit of each record; those of a unit need not.
    """

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    kind_label: str
    title: str
    mark: str
    facts: tuple[Fact, ...]
    summary: str | None
    prose: Text | None
    members: tuple[MemberCard, ...]
    children: tuple[Named, ...]
    groups: tuple[KindGroup, ...]
    evidence: tuple[EvidenceRow, ...]
    corrections: tuple[Correction, ...]
    feeds: FeedLinks | None
    correction_address: str
    names_units: bool


@dataclass(frozen=True, slots=True)
class OwnerList:
    """The units or sessions as a list for a hand-written page."""

    template: str
    kind: str
    rows: tuple[tuple[Entry, str, int], ...]


def recipes(showing: Showing, kind: str) -> Iterator[Recipe | MarkRecipe]:
    """Yield the mark of one kind's column and, when it is long, a page for each year."""
    portal = showing.portal
    site = showing.site
    column, name, folder = KIND[kind].title, KIND[kind].column, KIND[kind].folder
    items = portal.of_kind(kind)
    years = years_of(items) if len(items) > WHOLE else {}
    crumbs = (Named("首页", portal.routes.page("")), Named(column, portal.routes.column(name)))
    shown = showing.entries(items if not years else items[:NEWEST])
    feeds = feed_links(site, f"{site.name}：{column}", folder)
    of = (kind, column, shown, year_links(portal, kind, years, ""), crumbs, len(items), feeds)
    yield MarkRecipe(folder, "part", column_view, of)
    for year, found in years.items():
        address = portal.routes.year(kind, year.lower())
        links = year_links(portal, kind, years, year)
        label = f"{column}：{year_label(year)}"
        yield Recipe(
            file_of(address),
            "page",
            archive_view,
            (site, kind, label, showing.entries(found), links, crumbs, address),
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
) -> ColumnView:
    """Return a column's list for its hand-written page."""
    return ColumnView(LIST, None, crumbs, kind, title, entries, years, count, feeds)


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


def owner_recipes(showing: Showing, kind: str) -> Iterator[Recipe | MarkRecipe]:
    """Yield a page for each unit or session, and the mark that lists them."""
    portal = showing.portal
    site = showing.site
    borne = portal.by_unit if kind == "unit" else portal.by_session
    crumbs = (Named("首页", portal.routes.page("")), Named("政协概况", portal.routes.column("about")))
    rows = []
    for item in sorted(portal.with_pages(kind), key=lambda item: item.id):
        if item.standing.is_stub:
            yield stub_recipe(portal, item, site)
            continue
        items = borne.get(item.id, ())
        groups, members = _groups(showing, items), _members(showing, items)
        children = tuple(
            Named(one.record.title, one.address)
            for one in portal.of_kind("unit")
            if isinstance(one.record, Unit) and kind == "unit" and one.record.parent == item.id
        )
        facts, text = facts_of(showing, item), showing.text(item)
        entry, evidence = showing.entry(item), evidence_rows(showing, item)
        contact = portal.routes.column("contact")
        of = (site, item, entry, facts, text, members, children, groups, evidence, crumbs, contact)
        rows.append((entry, entry.summary, sum(group.count for group in groups)))
        yield Recipe(file_of(item.address), "page", owner_view, of, "about")
    yield MarkRecipe(KIND[kind].folder, "part", owner_list, (kind, tuple(rows)))


def _groups(showing: Showing, items: tuple[Item, ...]) -> tuple[KindGroup, ...]:
    groups = []
    for kind in ARTICLES:
        found = tuple(item for item in items if item.kind == kind)
        if found:
            entries = showing.entries(found[:SHOWN])
            groups.append(KindGroup(kind, KIND[kind].label, KIND[kind].folder, entries, len(found)))
    return tuple(groups)


def _members(showing: Showing, items: tuple[Item, ...]) -> tuple[MemberCard, ...]:
    cards = [showing.cards[item.id] for item in items if item.kind == "member"]
    return tuple(sorted(cards, key=lambda card: (card.is_past, stroke_key(card.name), card.id)))


def owner_view(
    site: SiteView,
    item: Item,
    entry: Entry,
    facts: tuple[Fact, ...],
    text: Text | None,
    members: tuple[MemberCard, ...],
    children: tuple[Named, ...],
    groups: tuple[KindGroup, ...],
    evidence: tuple[EvidenceRow, ...],
    crumbs: tuple[Named, ...],
    contact: str,
) -> OwnerView:
    """Return the page of one unit or session."""
    feeds = feed_links(site, f"{entry.title}（{site.name}）", f"{KIND[entry.kind].folder}/{entry.id}")
    hidden = item.standing.is_summary_only
    description = entry.summary or f"{entry.title}的委员、活动、成果和文史。"
    thing = (
        {**organization(site), "name": entry.title} if entry.kind == "unit" else {"@type": "Event", "name": entry.title}
    )
    return OwnerView(
        template="portal/owner.html",
        head=head(
            site,
            entry.title,
            description,
            entry.address,
            crumbs=crumbs,
            metas=column_metas(entry.title, description, entry.title, "机构职能"),
            thing=thing,
            feeds=(feeds,),
        ),
        crumbs=crumbs,
        kind_label=entry.type_label or entry.kind_label,
        title=entry.title,
        mark=entry.mark,
        facts=facts,
        summary=entry.summary if hidden else None,
        prose=text,
        members=members,
        children=children,
        groups=groups,
        evidence=() if hidden else evidence,
        corrections=() if hidden else item.record.corrections,
        feeds=feeds,
        correction_address=contact,
        names_units=entry.kind != "unit",
    )


def owner_list(kind: str, rows: tuple[tuple[Entry, str, int], ...]) -> OwnerList:
    """Return the list of units or sessions for a hand-written page."""
    return OwnerList("portal/owner_list.html", kind, rows)
