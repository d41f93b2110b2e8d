"""Change: what a few records that came, went or became others can alter on a site; nothing else is declared again.

Where an article or a member is renamed, all that name it are reported again, though they are as they were. Articles
that come or go do so alone, as no other record may name them. What a unit is called is told all over the site.
Each feature asks the change which of its pages to declare; declared twice, in the portal as it was and as it is, they show
what was made, what has to be made, and what is no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen, replace
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.portal.item import Asset, Item, Key
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.portal.rules.addresses import alias_file
from cppcc_portal.portal.topics import answers, gathered
from cppcc_portal.records.kinds.member import Member
from cppcc_portal.records.kinds.topic import Topic
from cppcc_portal.records.registry import ARTICLES
from cppcc_portal.records.registry import KINDS as EVERY_KIND

KINDS = frozenset(kind.name for kind in EVERY_KIND if kind.is_article and not kind.is_told_elsewhere)
"""The kinds that may change alone: what a topic of a plan, a document or a unit says is told on pages of others."""


class RecordChange(NamedTuple):
    """A record that changed, as it was and as it is: None where it was not, or is no more.

    Of one that `is_same` not a word is another: one that it names is renamed.
    """

    before: Item | None
    after: Item | None
    is_text: bool
    is_same: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """Both, as far as there are any."""
        return tuple(one for one in (self.before, self.after) if one is not None)

    @property
    def is_renamed(self) -> bool:
        """Whether it is renamed, or a member shown otherwise beside its name: all that name it tell of that."""
        if self.is_same or self.before is None or self.after is None:
            return False
        return _called(self.before) != _called(self.after)

    @property
    def may_be_named(self) -> bool:
        """Whether it changed in nothing that others ask for when they lead to it."""
        if self.is_same or self.before is None or self.after is None:
            return self.is_same
        # What shows a member's standing is told by its name.
        is_seen_alike = self.after.kind == "member" or self.before.visibility == self.after.visibility
        return is_seen_alike and self.before.body.headings == self.after.body.headings


@frozen(slots=False)
class ChangeSet:
    """The records that changed; of those whose text alone did, no list knows."""

    pairs: tuple[RecordChange, ...]
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
    def unnamed(self) -> tuple[Item, ...]:
        """The listed ones that neither other records nor pages written by hand may name."""
        return tuple(item for pair in self.pairs if not (pair.is_text or pair.may_be_named) for item in pair.items)

    @cached_property
    def renamed(self) -> frozenset[Key]:
        """The members who are renamed."""
        found = (pair.after.key for pair in self.pairs if pair.after and pair.is_renamed)
        return frozenset(key for key in found if key[0] == "member")

    @cached_property
    def itself(self) -> frozenset[Key]:
        """The keys of the listed ones."""
        return frozenset(item.key for item in self.listed)

    @cached_property
    def others(self) -> frozenset[Key]:
        """The keys of the listed ones of which a word or a file is another."""
        return frozenset(item.key for pair in self.pairs if not (pair.is_text or pair.is_same) for item in pair.items)

    @cached_property
    def owners(self) -> frozenset[Key]:
        """What the listed ones bear the name of: units, sessions, members, studios, programmes, topics."""
        return frozenset(owner for item in self.listed for owner in _owners(item)) | _topics(self.topics)

    @cached_property
    def carriers(self) -> frozenset[Key]:
        """What has feeds that may carry a text that changed."""
        return frozenset(owner for item in self.every for owner in _owners(item)) | _topics(self.topics)

    def files(self, portal: Portal) -> tuple[Asset, ...]:
        """Return the files beside what became another that the public may have, as it is in one of the two portals."""
        found = (portal.items.get(key) for key in self.others)
        return portal.files_of(filter(None, found))

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


def change_set_of(before: Portal, after: Portal, pairs: Sequence[RecordChange]) -> ChangeSet:
    """Return the change between two portals that differ in some records; WholeBuildNeededError when it may reach further than that."""
    more = [pair for pair in pairs if not pair.is_text]
    if not all(map(_may_change, more)):
        raise WholeBuildNeededError("what changed is told on pages of others")
    if any(not item.visibility.has_page for pair in pairs for item in pair.items):
        raise WholeBuildNeededError("what has no page is only counted")
    taken = {file_of(item.address).lower() for pair in more for item in pair.items}
    if any(alias_file(written).lower() in taken for item in after.items.values() for written in item.aliases):
        raise WholeBuildNeededError("an old address is taken")
    touched = set()
    # Topics are the same in both, for a topic does not change alone; the portal as it was may be looked at elsewhere.
    for topic in after.of_kind("topic"):
        record = topic.record
        assert isinstance(record, Topic)
        if any(answers(record, item) for pair in pairs for item in pair.items):
            touched.add(topic.id)
            if more and bool(gathered(before, record)) != bool(gathered(after, record)):
                raise WholeBuildNeededError("a topic gathers its first, or has lost its last")
    pages = {item.key for pair in pairs for item in pair.items}
    for portal, items in ((before, [pair.before for pair in more]), (after, [pair.after for pair in more])):
        some = tuple(filter(None, items))
        for one in some:
            pages.update(one.pointed_to, one.referred_to)
        pages.update(_beside(portal, some))
    pages.update(_telling(after, {item.key for pair in more if pair.may_be_named for item in pair.items}))
    found = ChangeSet(tuple(pairs), frozenset(pages), frozenset(touched))
    return replace(found, pages=found.pages.union(_colleagues(after, found.renamed)))


def _may_change(pair: RecordChange) -> bool:
    """Whether of a record that came, went or became another no page tells but those that the change asks for."""
    if not all(item.visibility.is_listed and item.visibility.in_data for item in pair.items):
        return False
    if pair.is_same or _is_the_same_person(pair):
        return True
    return all(map(_may_change_alone, pair.items)) and not _leaves_a_series(pair)


def _may_change_alone(item: Item) -> bool:
    """Whether a record may come and go without a word on pages that do not ask for its kind, unit, members or topics."""
    return item.kind in KINDS and not item.plan_topics


def _leaves_a_series(pair: RecordChange) -> bool:
    """Whether a gap may be where a meeting was in its series; one that joins a series is checked among all."""
    if pair.before is None or pair.before.ordinal is None:
        return False
    return pair.after is None or _in_series(pair.before) != _in_series(pair.after)


def _in_series(item: Item) -> tuple[object, ...]:
    record = item.record
    return item.ordinal, item.unit, record.given("term"), record.given("meeting_type")


def _is_the_same_person(pair: RecordChange) -> bool:
    """Whether a member is still counted where it was, and has the same posts."""
    if pair.before is None or pair.after is None or pair.after.kind != "member":
        return False
    return _counted(pair.before) == _counted(pair.after)


def _counted(member: Item) -> tuple[object, ...]:
    record = member.record
    assert isinstance(record, Member)
    return member.unit, record.terms, record.members


def _called(item: Item) -> tuple[object, ...]:
    if item.kind != "member":
        return (item.title,)
    record = item.record
    return item.title, record.given("pinyin"), record.given("photo"), item.assets_mark, item.visibility


def _beside(portal: Portal, items: Iterable[Item]) -> Iterator[Key]:
    """Yield the neighbours of items among their kinds, whose pages lead to them."""
    keys = {item.key for item in items}
    for kind in sorted({kind for kind, _ in keys}.intersection(ARTICLES)):
        listed = portal.of_kind(kind)
        for number, one in enumerate(listed):
            if one.key in keys:
                yield from (
                    near.key for near in (*listed[max(number - 1, 0) : number], *listed[number + 1 : number + 2])
                )


def _telling(portal: Portal, keys: AbstractSet[Key]) -> Iterator[Key]:
    """Yield the records that tell of others as lists do: of what they follow, of what came of a topic of a plan."""
    activities = {id for kind, id in keys if kind == "activity"}
    for item in portal.items.values() if keys else ():
        is_result = item.kind == "plan_topic" and not keys.isdisjoint(item.pointed_to)
        if is_result or not activities.isdisjoint(item.follows):
            yield item.key


def _colleagues(portal: Portal, members: AbstractSet[Key]) -> Iterator[Key]:
    """Yield the members of the units of some, whose pages lead to one another in the order of their names."""
    units = {unit for key in members if (unit := portal.items[key].unit)}
    return (item.key for item in portal.of_kind("member") if item.unit in units)
