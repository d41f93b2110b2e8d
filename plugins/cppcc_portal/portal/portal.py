"""The portal: everything that is filed, cross-checked and frozen, with every relation both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TypeVar

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.settings import Settings
from cppcc_portal.portal.item import Asset, Item, Key, public_files
from cppcc_portal.portal.routes import Routes
from cppcc_portal.portal.serving import Terms, ended_terms, is_past, with_dates_of
from cppcc_portal.records.office import NOTHING, Office
from cppcc_portal.sources.ledger import LedgerRow
from cppcc_portal.sources.vocabulary import Vocabularies

Group = TypeVar("Group")


@frozen(slots=False)
class Portal:
    """One immutable snapshot: items by key, in the order newest first.

    `shown` are the kinds that have pages on this site; `unread` are records whose own problems are reported elsewhere, and
    `unfinished` are drafts of which the same is true, but which stop nobody;
    `ledger` are the rows of what is only counted; `office` holds the rules of duty and the sentences of summaries.
    `changed` are the items that differ from a portal that was checked already; None where all are to be checked.
    """

    settings: Settings
    words: Vocabularies
    items: Mapping[Key, Item]
    shown: frozenset[str]
    unread: frozenset[Key] = frozenset()
    ledger: tuple[LedgerRow, ...] = ()
    office: Office = NOTHING
    changed: tuple[Item, ...] | None = None
    unfinished: frozenset[Key] = frozenset()

    @property
    def to_check(self) -> tuple[Item, ...]:
        """The items that rules look at: all, or those that changed where the others were checked before."""
        return tuple(self.items.values()) if self.changed is None else self.changed

    def is_to_check(self, kind: str) -> bool:
        """Whether rules among the items of a kind have anything to look at."""
        return self.changed is None or any(item.kind == kind for item in self.changed)

    @property
    def routes(self) -> Routes:
        """The addresses of this build."""
        return Routes(self.settings.directory_urls)

    @cached_property
    def ended_terms(self) -> frozenset[str]:
        """The terms (届) that are over."""
        site = self.settings.site
        return ended_terms(self.words["terms"], site.current_term, self.settings.as_of)

    def is_past(self, member: Item) -> bool:
        """Whether a member serves no more: a past member (往届委员) is kept and marked."""
        return is_past(member.terms, self.ended_terms, self.settings.as_of)

    def terms_of(self, member: Item) -> Terms:
        """Return a member's terms, with the dates of the term itself where the member's own are not known."""
        return with_dates_of(member.terms, self.words["terms"])

    @cached_property
    def public(self) -> tuple[Item, ...]:
        """Every item that has a page, newest first; kinds whose feature is off have none."""
        return tuple(item for item in self.items.values() if item.visibility.has_page and item.kind in self.shown)

    @cached_property
    def listed(self) -> tuple[Item, ...]:
        """Every item that lists and counts may show, newest first."""
        return tuple(item for item in self.public if item.visibility.is_listed)

    @cached_property
    def _listed_by_kind(self) -> Mapping[str, tuple[Item, ...]]:
        return _grouped((item.kind, item) for item in self.listed)

    @cached_property
    def closed(self) -> Mapping[Key, str]:
        """The records that the public may not be pointed to, and which sort of closed each is: 内部 or 草稿."""
        unpublished = ((key, item.record) for key, item in self.items.items() if not item.visibility.in_data)
        return {key: "内部" if record.disclosure == "内部" else "草稿" for key, record in unpublished}

    @cached_property
    def linkable(self) -> frozenset[object]:
        """The keys of everything that has a page."""
        return frozenset(item.key for item in self.public)

    def of_kind(self, *kinds: str) -> tuple[Item, ...]:
        """Return the listed items of some kinds, newest first."""
        if len(kinds) == 1:
            return self._listed_by_kind.get(kinds[0], ())
        return tuple(item for item in self.listed if item.kind in kinds)

    def with_pages(self, kind: str) -> tuple[Item, ...]:
        """Return the items of a kind that have a page, stubs included."""
        return tuple(item for item in self.public if item.kind == kind)

    def item(self, kind: str, id: str) -> Item | None:
        """Return an item that the public may know of, or None; `address` tells whether it has a page."""
        item = self.items.get((kind, id))
        return item if item is not None and item.visibility.has_page else None

    def address(self, item: Item) -> str | None:
        """Return where an item's page is, or None when its kind has no pages on this site."""
        return item.address if item.kind in self.shown else None

    @cached_property
    def pages(self) -> Mapping[Key, str]:
        """Where the page of each record is that has one."""
        return {item.key: item.address for item in self.public}

    @cached_property
    def by_member(self) -> Mapping[str, tuple[Item, ...]]:
        """What each member took part in (members themselves left out), newest first."""
        return _grouped((id, item) for item in self.listed if item.kind != "member" for id in item.people)

    def taken_part_in_by(self, members: AbstractSet[str]) -> Mapping[str, tuple[Item, ...]]:
        """Return what some members took part in, newest first: the same as `by_member`, of these alone."""
        found = (item for item in self.listed if item.kind != "member" and not members.isdisjoint(item.people))
        return _grouped((id, item) for item in found for id in item.people if id in members)

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Item, ...]]:
        """What bears each unit, its members among them, newest first."""
        return _grouped((unit, item) for item in self.listed if (unit := item.unit))

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Item, ...]]:
        """The listed activities that carry out each topic of a consultation plan (协商议题), the earliest first."""
        listed = [item for item in self.items.values() if item.visibility.is_listed]
        return _grouped((id, item) for item in reversed(listed) for id in item.plan_topics)

    @cached_property
    def by_session(self) -> Mapping[str, tuple[Item, ...]]:
        """What bears each session, newest first."""
        return _grouped((session, item) for item in self.listed if (session := item.session))

    @cached_property
    def by_studio(self) -> Mapping[str, tuple[Item, ...]]:
        """The activities of each studio, newest first."""
        return _grouped((studio, item) for item in self.of_kind("activity") if (studio := item.studio))

    @cached_property
    def by_programme(self) -> Mapping[str, tuple[Item, ...]]:
        """What names each programme, newest first."""
        return _grouped((id, item) for item in self.listed for id in item.programmes)

    @cached_property
    def mentions(self) -> Mapping[Key, tuple[Item, ...]]:
        """Which items point to each item: from text or evidence, as what they follow, as a result, as where they spoke."""
        return _grouped((key, item) for item in self.listed for key in item.pointed_to)

    def pointing_to(self, keys: AbstractSet[Key]) -> Mapping[Key, tuple[Item, ...]]:
        """Return which items point to some items: the same as `mentions`, of these alone."""
        found = (item for item in self.listed if not keys.isdisjoint(item.pointed_to))
        return _grouped((key, item) for item in found for key in item.pointed_to if key in keys)

    @cached_property
    def files(self) -> tuple[Asset, ...]:
        """Every file beside a record that something public uses, once each, by path."""
        return self.files_of(self.public)

    def files_of(self, items: Iterable[Item]) -> tuple[Asset, ...]:
        """Return the files beside some items that the public may have, once each, by path."""
        found = {}
        for item in items:
            if item.files and item.kind in self.shown and item.visibility.has_page and not item.visibility.is_stub:
                found.update({assets.path: assets for assets in public_files(item)})
        return tuple(found[path] for path in sorted(found))


def _grouped(pairs: Iterable[tuple[Group, Item]]) -> Mapping[Group, tuple[Item, ...]]:
    grouped: dict[Group, list[Item]] = {}
    for group, item in pairs:
        grouped.setdefault(group, []).append(item)
    return {group: tuple(items) for group, items in grouped.items()}
