"""Owners: the pages of what others bear the name of: units, sessions, studios, programmes and topics; and their lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.portal.counters import COUNTED
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.periods import period_of
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.fields import Correction
from cppcc_portal.records.registry import KIND, KINDS
from cppcc_portal.views.articles.articles import Download, EvidenceRow, downloads_of, evidence_rows
from cppcc_portal.views.articles.stubs import stub_recipe
from cppcc_portal.views.blocks.entry import Entry, MemberCard, Named
from cppcc_portal.views.blocks.facts import Fact, facts_of
from cppcc_portal.views.blocks.head import FeedLinks, Head, SiteView, column_metas, feed_links, head, organization
from cppcc_portal.views.blocks.prose import Text
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import MarkRecipe, Recipe

SHOWN = 30
_NOT_LISTED = ("member", "unit", "session")


@frozen
class Group:
    """Records of one sort that an owner's page lists; `count` is of all of them."""

    label: str
    anchor: str
    entries: tuple[Entry, ...]
    count: int


class Around(NamedTuple):
    """What surrounds an owner: its members, what stands below it, what bears it, its grounds; `own` is a view or None.

    `counted` are reports on public opinion that nobody can read (仅有数字); `sheets` are a unit's data sheets (数据单).
    """

    members: tuple[MemberCard, ...]
    children: tuple[Named, ...]
    groups: tuple[Group, ...]
    evidence: tuple[EvidenceRow, ...]
    counted: int
    sheets: tuple[Named, ...]
    own: Any


@frozen
class OwnerView:
    """The page of an owner: its facts, members and everything that bears it.

    `names_units` tells whether its lists name the unit of each record; those of a unit need not.
    """

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    kind_label: str
    entry: Entry
    editor: str | None
    facts: tuple[Fact, ...]
    summary: str | None
    prose: Text | None
    around: Around
    corrections: tuple[Correction, ...]
    attachments: tuple[Download, ...]
    feeds: FeedLinks | None
    correction_address: str
    names_units: bool


@frozen
class OwnerList:
    """The owners of one kind as a list for a hand-written page: each with its summary and how many records bear it."""

    template: str
    kind: str
    rows: tuple[tuple[Entry, str, int], ...]

    @property
    def level(self) -> int:
        """The level of its headings: on 政协概况 it stands below a heading, elsewhere below the page's title."""
        return 3 if KIND[self.kind].column == "about" else 2


Grouping = Callable[[ViewContext, tuple[Item, ...], int | None], tuple[Group, ...]]


def by_kind(context: ViewContext, items: tuple[Item, ...], most: int | None) -> tuple[Group, ...]:
    """Return items in groups of one kind, of each the newest `most`."""
    groups = []
    for kind in KINDS:
        found = tuple(item for item in items if item.kind == kind.name)
        if found and kind.name not in _NOT_LISTED:
            groups.append(Group(kind.label, kind.folder, context.entries(found[:most]), len(found)))
    return tuple(groups)


def by_type(context: ViewContext, items: tuple[Item, ...], most: int | None) -> tuple[Group, ...]:
    """Return items in groups of one type, such as 调研, the largest group first."""
    types: dict[str, list[Item]] = {}
    for item in items:
        types.setdefault(item.type_label or KIND[item.kind].label, []).append(item)
    order = sorted(types, key=lambda label: (-len(types[label]), label))
    return tuple(
        Group(label, f"type-{label}", context.entries(tuple(types[label][:most])), len(types[label])) for label in order
    )


def recipes(
    context: ViewContext, kind: str, own: Callable[[ViewContext, Item], Any] | None = None, grouped: Grouping = by_kind
) -> Iterator[Recipe | MarkRecipe]:
    """Yield a page for each owner of a kind, and the mark that lists them; `own` gives a part that only its kind has."""
    portal, site = context.portal, context.site
    row = KIND[kind]
    crumbs = (Named("首页", portal.routes.page("")), Named(row.title, portal.routes.column(row.column)))
    borne = context.borne(kind)
    contact = portal.routes.column("contact")
    most = SHOWN if kind in ("unit", "session") else None
    rows = []
    for item in sorted(portal.with_pages(kind), key=lambda item: item.id):
        if item.visibility.is_stub:
            yield stub_recipe(portal, item, site)
            continue
        items = borne.get(item.id, ())
        entry = context.entry(item)
        rows.append((entry, entry.summary, _count(grouped, items)))
        if not context.touches_owner(kind, item.id):
            continue
        around = Around(
            _members(context, item, items),
            _children(portal, item),
            grouped(context, items, most),
            evidence_rows(context, item),
            context.counted.get((kind, item.id), 0),
            _sheets(context, item, items),
            own(context, item) if own and not item.visibility.is_summary_only else None,
        )
        of = (site, item, entry, facts_of(context, item), context.text(item), around, crumbs, contact)
        yield Recipe(file_of(item.address), "page", owner_view, of, row.column)
    if context.touches_pages(kind):
        yield MarkRecipe(row.folder, "part", owner_list, (kind, tuple(rows)))


def _count(grouped: Grouping, items: tuple[Item, ...]) -> int:
    """Return how many records the groups of an owner's page list."""
    return len(items) if grouped is by_type else sum(item.kind not in _NOT_LISTED for item in items)


def _members(context: ViewContext, item: Item, items: tuple[Item, ...]) -> tuple[MemberCard, ...]:
    """Return the members that a record names itself, or those that bear a unit."""
    ids = item.record.members or tuple(one.id for one in items if one.kind == "member")
    cards = [context.cards[id] for id in ids if id in context.cards]
    return tuple(sorted(cards, key=lambda card: (card.is_past, stroke_key(card.name), card.id)))


def _sheets(context: ViewContext, item: Item, items: tuple[Item, ...]) -> tuple[Named, ...]:
    """Return the data sheets of a unit, one for each year of which something is counted, the newest first."""
    if item.kind != "unit" or "portal-duty" not in context.features:
        return ()
    counted = (one for one in items if one.kind in COUNTED and one.unit == item.id)
    years = {year for one in counted if (year := period_of(one.happened))}
    newest = sorted(years, key=lambda year: (year.start, year.code), reverse=True)
    return tuple(Named(f"{year.code}年", context.portal.routes.sheet(year.code, item.id)) for year in newest)


def _children(portal: Portal, item: Item) -> tuple[Named, ...]:
    below = [one for one in portal.of_kind("unit") if item.kind == "unit" and _parent(one) == item.id]
    return tuple(Named(one.title, one.address) for one in below)


def _parent(unit: Item) -> str | None:
    parent: str | None = unit.record.given("parent")
    return parent


_WHAT = {
    "unit": "的委员、活动、成果和文史。",
    "session": "的活动、发言、成果和文件。",
    "studio": "的地点、委员、值班安排和活动。",
    "programme": "的宗旨、活动、成果和统计的数字。",
    "topic": "：本站收录的有关活动、成果和文章。",
}


def owner_view(
    site: SiteView,
    item: Item,
    entry: Entry,
    facts: tuple[Fact, ...],
    text: Text | None,
    around: Around,
    crumbs: tuple[Named, ...],
    contact: str,
) -> OwnerView:
    """Return the page of one owner."""
    feeds = feed_links(site, f"{entry.title}（{site.name}）", f"{KIND[entry.kind].folder}/{entry.id}")
    hidden = item.visibility.is_summary_only
    description = entry.summary or entry.title + _WHAT[entry.kind]
    sort = "机构职能" if entry.kind in ("unit", "studio") else "工作动态"
    return OwnerView(
        template="portal/owner.html",
        head=head(
            site,
            entry.title,
            description,
            entry.address,
            crumbs=crumbs,
            image=entry.cover,
            card=f"units/{entry.id}" if entry.kind == "unit" else "",
            metas=column_metas(entry.title, description, " ".join(entry.keywords) or entry.title, sort),
            thing=_thing(site, entry),
            feeds=(feeds,),
        ),
        crumbs=crumbs,
        kind_label=entry.type_label or entry.kind_label,
        entry=entry,
        editor=item.record.editor,
        facts=facts,
        summary=entry.summary if hidden else None,
        prose=text,
        around=around._replace(evidence=()) if hidden else around,
        corrections=() if hidden else item.record.corrections,
        attachments=() if hidden else downloads_of(item),
        feeds=feeds,
        correction_address=contact,
        names_units=entry.kind != "unit",
    )


_THINGS = {"session": "Event", "studio": "Organization", "programme": "Project", "topic": "CollectionPage"}


def _thing(site: SiteView, entry: Entry) -> dict[str, Any]:
    if entry.kind == "unit":
        return {**organization(site), "name": entry.title}
    return {"@type": _THINGS[entry.kind], "name": entry.title}


def owner_list(kind: str, rows: tuple[tuple[Entry, str, int], ...]) -> OwnerList:
    """Return the owners of a kind for a hand-written page."""
    return OwnerList("portal/owner_list.html", kind, rows)
