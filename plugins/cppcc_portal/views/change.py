"""Change: what a few records that came, went or became others can alter on a site; nothing else is declared anew.

Only articles change alone, and only those that no other record names: what a unit or a member is called is told all over
the site. Each outlet asks the change which of its pages to declare; declared twice, in the portal as it was and as it is,
they show what was made, what has to be made, and what is no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item, Key
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.portal.rules.addresses import alias_file
from cppcc_portal.portal.topics import answers, gathered
from cppcc_portal.records.topic import Topic

KINDS = ("activity", "achievement", "proposal", "suggestion", "opinion", "speech", "history", "notice")
"""The kinds that may change alone: what a topic of a plan, a document or a unit says is told on pages of others."""


class Pair(NamedTuple):
    """A record that changed, as it was and as it is: None where it was not, or is no more."""

    before: Item | None
    after: Item | None
    is_text: bool

    @property
    def items(self) -> tuple[Item, ...]:
        """Both, as far as there are any."""
        return tuple(one for one in (self.before, self.after) if one is not None)


@frozen(slots=False)
class Change:
    """The records that changed; of those whose text alone did, no list knows."""

    pairs: tuple[Pair, ...]
    pages: frozenset[Key]
    topics: frozenset[str]

    @cached_property
    def listed(self) -> tuple[Item, ...]:
        """The items, as they were and as they are, of which lists and counts tell."""
        return tuple(item for pair in self.pairs if not pair.is_text for item in pair.items)

    @cached_property
    def every(self) -> tuple[Item, ...]:
        """All items that changed, as they were and as they are."""
        return tuple(item for pair in self.pairs for item in pair.items)

    @cached_property
    def owners(self) -> frozenset[Key]:
        """What the listed ones bear the name of: units, sessions, members, studios, programmes, topics."""
        return frozenset(owner for item in self.listed for owner in _owners(item)) | _topics(self.topics)

    @cached_property
    def carriers(self) -> frozenset[Key]:
        """What has feeds that may carry a text that changed."""
        return frozenset(owner for item in self.every for owner in _owners(item)) | _topics(self.topics)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the listed ones, and of what they bear the name of."""
        return frozenset(item.kind for item in self.listed) | {kind for kind, _ in self.owners}


def _topics(ids: Iterable[str]) -> frozenset[Key]:
    return frozenset(("topic", id) for id in ids)


def _owners(item: Item) -> Iterator[Key]:
    for kind, id in (("unit", item.unit), ("session", item.session), ("studio", item.studio)):
        if id:
            yield kind, id
    for id in item.people:
        yield "member", id
    for id in item.programmes:
        yield "programme", id


def change_of(before: Portal, after: Portal, pairs: Sequence[Pair]) -> Change:
    """Return the change between two portals that differ in some records; LookupError when it may reach further than that."""
    more = [pair for pair in pairs if not pair.is_text]
    if any(not _may_change_alone(item) for pair in more for item in pair.items):
        raise LookupError("what changed is told on pages of others")
    if any(item.kind == "member" or not item.standing.has_page for pair in pairs for item in pair.items):
        raise LookupError("a member's file is told as a whole, and what has no page is only counted")
    taken = {file_of(item.address).lower() for pair in more for item in pair.items}
    if any(alias_file(written).lower() in taken for item in after.items.values() for written in item.aliases):
        raise LookupError("an old address is taken")
    touched = set()
    for topic in before.of_kind("topic"):
        record = topic.record
        assert isinstance(record, Topic)
        if any(answers(record, item) for pair in pairs for item in pair.items):
            touched.add(topic.id)
            if more and bool(gathered(before, record)) != bool(gathered(after, record)):
                raise LookupError("a topic gathers its first, or has lost its last")
    pages = {item.key for pair in pairs for item in pair.items}
    for portal, items in ((before, [pair.before for pair in more]), (after, [pair.after for pair in more])):
        for one in filter(None, items):
            pages.update(one.pointed_to, one.referred_to)
            pages.update(_beside(portal, one))
    return Change(tuple(pairs), frozenset(pages), frozenset(touched))


def _may_change_alone(item: Item) -> bool:
    """Whether a record may come and go without a word on pages that do not ask for its kind, unit, members or topics."""
    is_public = item.standing.is_listed and item.standing.in_data
    is_told_elsewhere = item.aliases or item.plan_topics or item.ordinal is not None or item.beside_mark
    return item.kind in KINDS and is_public and not is_told_elsewhere


def _beside(portal: Portal, item: Item) -> Iterator[Key]:
    """Yield the neighbours of an item among its kind, whose pages lead to it."""
    listed = portal.of_kind(item.kind)
    place = next(number for number, one in enumerate(listed) if one.key == item.key)
    for number in (place - 1, place + 1):
        if 0 <= number < len(listed):
            yield listed[number].key
