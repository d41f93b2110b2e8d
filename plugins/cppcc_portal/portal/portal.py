"""The portal: everything that is filed, cross-checked and frozen, with every relation both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.settings import Settings
from cppcc_portal.portal.routes import Routes, published_file
from cppcc_portal.portal.standing import Standing
from cppcc_portal.records.kinds import KIND, KIND_IN
from cppcc_portal.records.office import NOTHING, Office
from cppcc_portal.records.record import Record
from cppcc_portal.records.snapshot import BodyFacts
from cppcc_portal.sources.front_matter import Loc
from cppcc_portal.sources.images import ImageFacts
from cppcc_portal.sources.ledger import LedgerRow
from cppcc_portal.sources.vocabulary import Vocabularies

Key = tuple[str, str]
Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Beside:
    """A file beside a record: its path from the project's root, its size in bytes, and what it shows as a picture."""

    path: str
    bytes: int
    digest: str
    image: ImageFacts | None

    @property
    def address(self) -> str:
        """Where it is published."""
        return published_file(self.path)


class Item(NamedTuple):
    """A record in its public standing, at its address; `targets` are what its body's holes lead to, in order."""

    key: Key
    kind: str
    id: str
    path: str
    digest: str
    face: str
    record: Record
    body: BodyFacts
    standing: Standing
    address: str
    targets: tuple[Key | Beside | None, ...]
    refs: tuple[tuple[Loc, str, str], ...]
    beside: Mapping[str, Beside]

    def __repr__(self) -> str:
        return f"<{self.path} {self.digest} {self.standing.mark}{self.beside_mark}>"

    @property
    def beside_mark(self) -> str:
        """What tells the files beside it: their digests."""
        return " ".join(beside.digest for beside in self.beside.values()) if self.beside else ""

    # What is asked of thousands of items, to order and to group them, is asked of the item: of an `Outlined` one the
    # record is still packed.

    @property
    def title(self) -> str:
        """Its title."""
        return self.record.title

    @property
    def happened(self) -> PartialDate | None:
        """When the matter happened, as precisely as is known."""
        return self.record.happened()

    @property
    def published(self) -> PartialDate:
        """The day it was published."""
        return self.record.date_published

    @property
    def modified(self) -> PartialDate | None:
        """The day it was modified."""
        return self.record.date_modified

    @property
    def unit(self) -> str | None:
        """The id of its unit."""
        return self.record.unit

    @property
    def session(self) -> str | None:
        """The id of its session."""
        return self.record.session

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the members it speaks of."""
        return self.record.people

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics (专题) it bears, in words."""
        return self.record.topics

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its old addresses."""
        return self.record.aliases

    @property
    def status(self) -> str:
        """Its status, such as `archived`."""
        return self.record.status

    @property
    def type_label(self) -> str | None:
        """The word for what sort of its kind it is."""
        return self.record.type_label()

    @property
    def has_cover(self) -> bool:
        """Whether it has a cover."""
        return self.record.cover is not None

    @property
    def has_recommendations(self) -> bool:
        """Whether it makes recommendations."""
        return bool(self.record.given("recommendations"))

    @property
    def plan_topics(self) -> tuple[str, ...]:
        """The ids of the plan's topics that it carries out."""
        found: tuple[str, ...] = self.record.given("plan_topic", ())
        return found

    @property
    def follows(self) -> tuple[str, ...]:
        """The ids of the activities that it follows."""
        found: tuple[str, ...] = self.record.given("follows", ())
        return found

    @property
    def ordinal(self) -> int | None:
        """Which one it is of a series of meetings or sessions."""
        found: int | None = self.record.given("ordinal")
        return found

    @property
    def studio(self) -> str | None:
        """The id of the studio that held it."""
        found: str | None = self.record.given("studio")
        return found

    @property
    def programmes(self) -> tuple[str, ...]:
        """The ids of the programmes it belongs to."""
        found: tuple[str, ...] = self.record.given("programmes", ())
        return found

    @property
    def pointed_to(self) -> tuple[Key, ...]:
        """The records it points to: from text or evidence, as what it follows, as a result, as where somebody spoke."""
        record = self.record
        keys = [target for target in self.targets if type(target) is tuple]
        keys += [("activity", id) for id in self.follows]
        if meeting := record.given("activity"):
            keys.append(("activity", meeting))
        keys += [key for result in record.given("results", ()) if (key := evidence_key(result))]
        keys += [key for evidence in record.evidence if (key := evidence_key(evidence.record))]
        return tuple(key for key in dict.fromkeys(keys) if key != self.key)

    @property
    def named(self) -> tuple[Key, ...]:
        """All records that it names, in its fields or in its text."""
        fields = [(kind, id) for _, kind, id in self.refs if kind]
        return tuple(dict.fromkeys((*fields, *self.pointed_to)))


@dataclass(frozen=True)
class Portal:
    """One immutable snapshot: items by key, in the order newest first.

    `shown` are the kinds that have pages on this site; `unread` are records whose own problems are told elsewhere;
    `ledger` are the rows of what is only counted; `office` holds the rules of duty and the sentences of summaries.
    `changed` are the items that differ from a portal that was checked already, as they were and as they are, or None.
    """

    settings: Settings
    words: Vocabularies
    items: Mapping[Key, Item]
    shown: frozenset[str]
    unread: frozenset[Key] = frozenset()
    ledger: tuple[LedgerRow, ...] = ()
    office: Office = NOTHING
    changed: tuple[Item, ...] | None = None

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
    def public(self) -> tuple[Item, ...]:
        """Every item that has a page, newest first; kinds whose outlet is off have none."""
        return tuple(item for item in self.items.values() if item.standing.has_page and item.kind in self.shown)

    @cached_property
    def listed(self) -> tuple[Item, ...]:
        """Every item that lists and counts may show, newest first."""
        return tuple(item for item in self.public if item.standing.is_listed)

    @cached_property
    def _listed_by_kind(self) -> Mapping[str, tuple[Item, ...]]:
        return _grouped((item.kind, item) for item in self.listed)

    @cached_property
    def closed(self) -> Mapping[Key, str]:
        """The records that the public may not be pointed to, and which sort of closed each is: 内部 or 草稿."""
        unpublished = ((key, item.record) for key, item in self.items.items() if not item.standing.in_data)
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
        return item if item is not None and item.standing.has_page else None

    def address(self, item: Item) -> str | None:
        """Return where an item's page is, or None when its kind has no pages on this site."""
        return item.address if item.kind in self.shown else None

    @cached_property
    def by_member(self) -> Mapping[str, tuple[Item, ...]]:
        """What each member took part in (members themselves left out), newest first."""
        return _grouped((id, item) for item in self.listed if item.kind != "member" for id in item.people)

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Item, ...]]:
        """What bears each unit, its members among them, newest first."""
        return _grouped((unit, item) for item in self.listed if (unit := item.unit))

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Item, ...]]:
        """The listed activities that carry out each topic of a consultation plan (协商议题), the earliest first."""
        listed = [item for item in self.items.values() if item.standing.is_listed]
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

    @cached_property
    def files(self) -> tuple[Beside, ...]:
        """Every file beside a record that something public uses, once each, by path."""
        found = {}
        for item in self.public:
            if not item.standing.is_stub:
                found.update({beside.path: beside for beside in public_files(item)})
        return tuple(found[path] for path in sorted(found))


def public_files(item: Item) -> tuple[Beside, ...]:
    """Return the files that a page shows or offers: of a summary only its cover."""
    if not item.standing.is_summary_only:
        return tuple(item.beside.values())
    cover = item.record.cover
    return tuple(beside for written, beside in item.beside.items() if cover and written == cover.src)


def evidence_key(written: str | None) -> Key | None:
    """Return the key that `activities/some-id` names, or None."""
    folder, _, id = (written or "").partition("/")
    kind = folder if folder in KIND else KIND_IN.get(folder)
    return (kind, id) if kind and id else None


def _grouped(pairs: Iterable[tuple[Group, Item]]) -> Mapping[Group, tuple[Item, ...]]:
    grouped: dict[Group, list[Item]] = {}
    for group, item in pairs:
        grouped.setdefault(group, []).append(item)
    return {group: tuple(items) for group, items in grouped.items()}
