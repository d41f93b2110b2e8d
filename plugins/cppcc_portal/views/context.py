"""What views may show: the portal with an entry for each item, a card for each member, and the site's own facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any

from cppcc_portal.foundation.names import initials, pinyin, surname
from cppcc_portal.foundation.store import Store
from cppcc_portal.portal.counted import counted_only
from cppcc_portal.portal.item import Item, Key, evidence_key
from cppcc_portal.portal.outlined import Outlined
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.topics import gathered
from cppcc_portal.records.kinds.document import IN_FORCE, Document
from cppcc_portal.records.kinds.member import Member
from cppcc_portal.records.kinds.notice import Notice
from cppcc_portal.records.kinds.opinion import Opinion
from cppcc_portal.records.kinds.plan_topic import PlanTopic
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.records.kinds.speech import Speech
from cppcc_portal.records.kinds.suggestion import Suggestion
from cppcc_portal.records.kinds.topic import Topic
from cppcc_portal.records.kinds.unit import Unit
from cppcc_portal.records.record import Record
from cppcc_portal.records.registry import KIND
from cppcc_portal.views.blocks.entry import Entry, MemberCard, Named, when
from cppcc_portal.views.blocks.head import SiteView, site_view
from cppcc_portal.views.blocks.pictures import picture
from cppcc_portal.views.blocks.prose import Text, text_of
from cppcc_portal.views.change import ChangeSet
from cppcc_portal.views.reach import Reach

OPINIONS, PROPOSALS = "社情民意", "提案"
"""Topics (专题) whose records of all kinds stand on the page of a column as well."""


class ViewContext(Reach):
    """What views may show: the portal, with an entry for each public item and a card for each member."""

    def __init__(self, portal: Portal, features: frozenset[str], store: Store, change: ChangeSet | None = None) -> None:
        super().__init__(change)
        self.portal = portal
        self.store = store
        self.features = features
        self.site: SiteView = site_view(portal.settings)
        self.mark = repr((self.site, portal.settings.directory_urls))
        self._entries: dict[str, Entry] = {}
        self._anonymous: dict[str, Entry] = {}
        self._texts: dict[str, Text | None] = {}
        self._names: dict[tuple[str, str], Named | None] = {}
        self._marks: dict[tuple[str, str], str] = {}
        self.cards = Cards(self)

    def entry(self, item: Item) -> Entry:
        """Return the entry of an item; made once."""
        found = self._entries.get(item.path)
        if found is None and isinstance(item, Outlined):
            found = Entry.promised(item.outline.entry, partial(_entry, self, item))
            self._entries[item.path] = found
        elif found is None:
            told = f"{item.address} {item.face} {item.visibility.mark}{self.state(item.record)} {item.assets_mark} {self.around(item)}"
            digest = blake2b(told.encode(), digest_size=12).hexdigest()
            if names := self.names(item):
                digest += f" {blake2b(names.encode(), digest_size=6).hexdigest()}"
            found = self._entries[item.path] = Entry.promised(digest, partial(_entry, self, item))
        return found

    def anonymous(self, item: Item) -> Entry:
        """Return the entry of an item without its members' names; made once."""
        found = self._anonymous.get(item.path)
        if found is None:
            found = self._anonymous[item.path] = self.entry(item).anonymous()
        return found

    def around(self, item: Item) -> str:
        """Return what tells how an item shows the records that it names: whether they have pages, and what they are called.

        What members are called is told apart, by `names`.
        """
        return "\n".join([self._mark(kind, id) for _, kind, id in item.refs])

    def names(self, item: Item) -> str:
        """Return what the members are called whom an item names."""
        named = (self.named("member", id) for _, kind, id in item.refs if kind == "member")
        return "\n".join([one.title for one in named if one])

    def _mark(self, kind: str, id: str) -> str:
        found = self._marks.get((kind, id))
        if found is None:
            key = (kind, id) if kind else evidence_key(id)
            named = self.named(*key) if key else None
            found = self._marks[kind, id] = repr(named and named[1:] if kind == "member" else named)
        return found

    def state(self, record: Record) -> str:
        """Return the word for how far a matter is: a notice whose time is over, a proposal on its way, a rule repealed.

        Today's page needs it, so the day itself stays outside.
        """
        if isinstance(record, Notice) and record.valid_to and record.valid_to.latest < self.portal.settings.as_of:
            return "已截止"
        if isinstance(record, Proposal):
            is_overdue = record.handling.is_overdue(self.portal.settings.as_of)
            return record.handling.label + ("，逾期" if is_overdue else "")
        if isinstance(record, PlanTopic | Opinion | Speech):
            return record.state or ""
        if isinstance(record, Document):
            return "" if record.validity in (None, IN_FORCE) else str(record.validity)
        return record.result if isinstance(record, Suggestion) else ""

    def entries(self, items: tuple[Item, ...]) -> tuple[Entry, ...]:
        """Return the entries of items, in their order."""
        known = self._entries
        return tuple([known.get(item.path) or self.entry(item) for item in items])

    def anonymous_many(self, items: tuple[Item, ...]) -> tuple[Entry, ...]:
        """Return the entries of items without their members' names, in their order."""
        known = self._anonymous
        return tuple([known.get(item.path) or self.anonymous(item) for item in items])

    def borne(self, kind: str) -> Mapping[str, tuple[Item, ...]]:
        """Return what bears each owner of a kind, by the owner's id, newest first."""
        if kind == "topic":
            return self._gathered
        if kind == "member" and self.change is not None:
            return self._told_members
        found: Mapping[str, tuple[Item, ...]] = getattr(self.portal, f"by_{kind}")
        return found

    @cached_property
    def _told_members(self) -> Mapping[str, tuple[Item, ...]]:
        """What the members of whom a change tells took part in; of hundreds of others nobody asks."""
        assert self.change is not None
        owners = self.change.owners | self.change.carriers | self.change.pages
        return self.portal.taken_part_in_by({id for kind, id in owners if kind == "member"})

    def pointing_to(self, item: Item) -> tuple[Item, ...]:
        """Return the records that point to an item, newest first."""
        found = self.portal.mentions if self.change is None else self._pointing_to_pages
        return found.get(item.key, ())

    @cached_property
    def _pointing_to_pages(self) -> Mapping[Key, tuple[Item, ...]]:
        assert self.change is not None
        return self.portal.pointing_to(self.change.pages)

    @cached_property
    def _gathered(self) -> Mapping[str, tuple[Item, ...]]:
        found = ((item.id, item.record) for item in self.portal.of_kind("topic"))
        return {id: gathered(self.portal, record) for id, record in found if isinstance(record, Topic)}

    def text(self, item: Item) -> Text | None:
        """Return the text of an item's body, or None when the public sees none."""
        if item.path not in self._texts:
            known = item.outline.text if isinstance(item, Outlined) else None
            self._texts[item.path] = text_of(self.portal, item, self.store, known)
        return self._texts[item.path]

    def named(self, kind: str, id: str | None) -> Named | None:
        """Return the name of another record, or None when the public may not see it."""
        if not id:
            return None
        if (kind, id) not in self._names:
            self._names[kind, id] = self._named(kind, id)
        return self._names[kind, id]

    def _named(self, kind: str, id: str) -> Named | None:
        item = self.portal.item(kind, id)
        if item is None:
            return None
        if item.visibility.is_stub:
            return Named(f"（已撤回的{KIND[kind].label}）", self.portal.address(item))
        return Named(item.title, self.portal.address(item))

    def named_many(self, kind: str, ids: tuple[str, ...]) -> tuple[Named, ...]:
        """Return the names of those records that the public may see."""
        return tuple(named for id in ids if (named := self.named(kind, id)))

    def proposers(self, record: Proposal) -> tuple[Named, ...]:
        """Return the names of a proposal's proposers, the first one first; members lead to their pages."""
        named = (self.named("member", one.member) if one.member else Named(one.name or "") for one in record.proposers)
        return tuple(one for one in named if one)

    @cached_property
    def published_rank(self) -> Mapping[str, int]:
        """The place of each listed item, by path, in the order in which they were published, the latest first."""
        return {path: place for place, (*_, path) in enumerate(sorted(map(published_order, self.portal.listed)))}

    @cached_property
    def counted(self) -> Mapping[tuple[str, str], int]:
        """How many reports on public opinion are only counted (仅有数字), by ('member', id) and ('unit', id)."""
        found: dict[tuple[str, str], int] = {}
        for one in counted_only(self.portal) if "opinion" in self.portal.shown else ():
            for owner in (*(("member", id) for id in one.members), *((("unit", one.unit),) if one.unit else ())):
                found[owner] = found.get(owner, 0) + one.count
        return found


def published_order(item: Item) -> tuple[int, str, str, str]:
    """The order of items by the day they were published, the latest first."""
    return item.published_rank, item.kind, item.id, item.path


class Cards(dict[str, MemberCard]):
    """A card for each listed member by id, made when it is first asked for."""

    def __init__(self, context: ViewContext) -> None:
        self._showing = context

    def __missing__(self, id: str) -> MemberCard:
        item = self._listed(id)
        if item is None:
            raise KeyError(id)
        card = self[id] = _card(self._showing, item)
        return card

    def __contains__(self, id: object) -> bool:
        return dict.__contains__(self, id) or self._listed(id) is not None

    def _listed(self, id: object) -> Item | None:
        """Return the member whose card there is by an id, whether it was made yet or not."""
        portal = self._showing.portal
        item = portal.items.get(("member", str(id)))
        return item if item is not None and item.visibility.is_listed and "member" in portal.shown else None

    def get(self, id: str, default: Any = None) -> Any:
        """Return a member's card, or the default where none is listed by this id."""
        try:
            return self[id]
        except KeyError:
            return default


def _entry(context: ViewContext, item: Item) -> Entry:
    record = item.record
    happened = record.happened()
    unit = record.parent if isinstance(record, Unit) else record.unit
    members = [(id, named) for id in record.people if (named := context.named("member", id))]
    hidden = item.visibility.is_summary_only
    fields = (
        record.kind,
        KIND[record.kind].label,
        record.id,
        record.title,
        item.address,
        record.type_label(),
        happened,
        when(happened),
        record.published,
        record.date_modified,
        record.summary or ("" if hidden else item.body.excerpt),
        context.named("unit", unit),
        unit,
        record.session,
        tuple([named for _, named in members]),
        tuple([id for id, _ in members]),
        record.facets(),
        record.topics,
        () if hidden else record.keywords,
        record.given("source"),
        None if hidden else record.author,
        None if hidden else picture(item.assets, record.cover),
        item.visibility.mark or context.state(record),
    )
    return Entry(*fields)


def _card(context: ViewContext, item: Item) -> MemberCard:
    member = item.record
    assert isinstance(member, Member)
    shown = (
        item.id,
        member.title,
        item.address,
        surname(member.title),
        pinyin(member.title, member.pinyin),
        initials(member.title, member.pinyin),
        context.named("unit", member.unit),
        tuple(f"{term.term}{term.role}" for term in member.terms),
        None if item.visibility.is_summary_only else picture(item.assets, member.photo),
        context.portal.is_past(item),
        item.visibility.mark,
    )
    return MemberCard(*shown, digest=blake2b(repr(shown).encode(), digest_size=12).hexdigest())
