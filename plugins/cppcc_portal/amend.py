"""Amending: when a few articles came, went or became others, only what tells of them is declared and made.

The portal that was released is at hand as outlines, the one to be released differs from it in the records that changed.
Both declare the outputs that the change may reach. What the one declared must be what was released, fingerprint by
fingerprint, or else it does not stand for the site and everything is built; what the other declares takes its place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from itertools import chain
from operator import attrgetter
from pathlib import Path

from cppcc_portal.build import Declared, declare, load, publish
from cppcc_portal.content import Content, Surroundings, surroundings
from cppcc_portal.foundation.collector import uncollected
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.workers import beside
from cppcc_portal.outputs.shell import Shell
from cppcc_portal.portal.assemble import Filing, newest_first
from cppcc_portal.portal.beside import FilesBeside
from cppcc_portal.portal.item import Item, Key, named_keys
from cppcc_portal.portal.outlined import Outline, Outlined, outline_of
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules import RULES
from cppcc_portal.project import Host, Project
from cppcc_portal.publishing.outlines import keep_outlines, read_outlines
from cppcc_portal.publishing.picturing import copied
from cppcc_portal.publishing.release import Onto, Released
from cppcc_portal.records.kinds import KIND_IN
from cppcc_portal.records.one_file import BodyFacts, Reading
from cppcc_portal.records.proposal import Proposal
from cppcc_portal.records.snapshot import Readings, unpacked
from cppcc_portal.views.change import Change, Pair, change_of
from cppcc_portal.views.pictures import stem
from cppcc_portal.views.showing import Showing

_NAMING_MORE = frozenset({"studio", "topic"})
"""The kinds that name members whom they do not speak of: who is on duty, whose records are gathered."""


@frozen
class Frame:
    """What surrounds the pages of the site that is amended.

    `manifest` and `outlines` are digests of what was released to it and of what that was made of; `named` are the paths of
    the records that hand-written pages name.
    """

    pages: Mapping[str, Shell]
    shells: Mapping[str, Shell]
    addresses: Sequence[str]
    named: frozenset[str]
    manifest: str
    outlines: str


@frozen
class Amended:
    """What was released, and the digest of the outlines that it is made of."""

    released: Released
    outlines: str


def outlines_of(showing: Showing, troubled: Iterable[str]) -> Iterator[Outline]:
    """Yield the outline of each item of a declared portal; of `troubled` records there is a problem to tell."""
    told = set(troubled)
    for item in showing.portal.items.values():
        yield _outline(showing, item, is_troubled=item.path in told)


def _outline(showing: Showing, item: Item, *, is_troubled: bool = False) -> Outline:
    text = showing.text(item) if item.standing.has_page else None
    entry = showing.entry(item).digest if item.standing.has_page else ""
    return outline_of(item, "" if is_troubled else _shape(item.face, item.body), entry, text.digest if text else "")


def _shape(face: str, body: BodyFacts | None) -> str:
    """Return what tells all of a record but its text: fields, what lists show of it, where links lead, headings."""
    return f"{face} {body.shape if body else ''}"


@uncollected
def amend(
    project: Project,
    host: Host,
    changed: Collection[str],
    gone: Collection[str],
    files: AbstractSet[str],
    reading: Callable[[], Mapping[str, bytes]],
    frame: Frame,
    staging: Path,
    site: Path,
) -> Amended:
    """Release what tells of the records that changed or are gone, and of other `files` beside records that did.

    All are told by their paths; `reading` gives readings of the records that changed, packed.
    Raises LookupError when there is more to do than that, or when parts of what was released are kept no more.
    """
    around = surroundings(project, host)
    outlines = read_outlines(project.store, site, frame.outlines)
    if outlines is None:
        raise LookupError("the outlines of what was released are kept no more")
    known = {one.path: one for one in outlines}
    if any(path in known and not known[path].shape for path in (*changed, *gone)):
        raise LookupError("there was a problem to tell of what changed")
    kept = Readings(project.content, around.words, project.store)
    old = _items(around, known, kept)
    was = _portal(around, old.values(), None)
    if gone or not known.keys() >= set(changed):
        # Lists will tell of it; meanwhile it is read elsewhere.
        load(host)
    read = reading()
    fresh = {path: unpacked(data) for path, data in read.items()}
    if any(one.record is None or one.problems for one in fresh.values()):
        raise LookupError("there is a problem to tell of what changed")
    now, pairs = _as_it_is(around, known, old, kept, fresh, gone, files)
    change = change_of(was, now, pairs)
    if not frame.named.isdisjoint(item.path for item in change.unnamed) or _is_named_by_others(known.values(), change):
        raise LookupError("what changed is named elsewhere")
    if any(True for rule in RULES for _ in rule(now)):
        raise LookupError("there is a problem between records to tell")
    if any(item.ordinal is not None for item in change.unnamed) and any(map(_is_reminded_in_series, known.values())):
        raise LookupError("there may be no gap any more of which was told")
    before_it = beside(partial(_fingerprints, project, host, was, frame, change))
    content = Content(now, (), frozenset())
    declared = declare(project, content, host, frame.pages, frame.addresses, change)
    onto = Onto(frame.manifest, before_it(), _lost(was, now, change))
    released = publish(project, content, declared, frame.shells.__getitem__, frame.pages, staging, site, onto)
    kept.keep(read, gone)
    around.files.keep_more()
    return Amended(released, keep_outlines(project.store, site, _outlines(declared, now), outlines))


def _items(around: Surroundings, outlines: Mapping[str, Outline], kept: Readings) -> dict[str, Outlined]:
    """Return the items that were released, by their paths."""
    keys = {path: one.key for path, one in outlines.items()}
    filing = _filing(around, keys, kept, {}, around.files.remembered())
    return Outlined.by_path(outlines.values(), partial(_as_it_was, filing, kept, outlines))


def _as_it_is(
    around: Surroundings,
    outlines: Mapping[str, Outline],
    old: Mapping[str, Item],
    kept: Readings,
    fresh: Mapping[str, Reading],
    gone: Collection[str],
    files: AbstractSet[str],
) -> tuple[Portal, tuple[Pair, ...]]:
    """Return the portal as it is, and the pairs in which it differs from that of the `old` items."""
    keys = {path: one.key for path, one in outlines.items() if path not in gone}
    keys |= {path: (KIND_IN[one.found.folder], one.found.id) for path, one in fresh.items()}
    if len(set(keys.values())) < len(keys):
        raise LookupError("an id is taken twice")
    filing = _filing(around, keys, kept, fresh, around.files)
    new = {path: filing.item(reading) for path, reading in fresh.items()}
    using = [path for path, one in outlines.items() if not files.isdisjoint(one.files)] if files else []
    if not all(outlines[path].shape for path in using):
        raise LookupError("there was a problem to tell of what uses a file that changed")
    new |= {path: _whole(filing, kept, outlines, path) for path in using if path not in fresh and path not in gone}
    touched = {*new, *gone}
    pairs = {path: _pair(old.get(path), new.get(path), outlines.get(path)) for path in sorted(touched)}
    naming = _naming(outlines, old, [pair.after for pair in pairs.values() if pair.after and pair.is_renamed])
    same = {path: _whole(filing, kept, outlines, path) for path in naming if path not in touched}
    for path in naming:
        # Of whom a text alone changed lists tell, too, as of those who did not change.
        listed = path in pairs or same[path].standing.is_listed
        if listed:
            pairs[path] = (
                pairs[path]._replace(is_text=False) if path in pairs else Pair(old[path], same[path], False, True)
            )
    if filing.faults:
        raise LookupError("what changed leads nowhere")
    items: list[Item] = [same.get(path, item) for path, item in old.items() if path not in touched]
    for item in new.values():
        items.insert(bisect_left(items, newest_first(item), key=newest_first), item)
    return _portal(around, items, tuple(new.values())), tuple(pairs.values())


def _naming(outlines: Mapping[str, Outline], items: Mapping[str, Item], renamed: Sequence[Item]) -> list[str]:
    """Return the paths of the records that name others that are called otherwise; a link in a text says its own word."""
    if not renamed:
        return []
    keys, ids = {item.key for item in renamed}, {item.id for item in renamed}

    def may_name(one: Outline) -> bool:
        if one.kind in _NAMING_MORE or not ids.isdisjoint(one.people):
            return True
        return not (keys.isdisjoint(one.pointed_to) and keys.isdisjoint(one.referred_to))

    naming = [path for path, one in outlines.items() if may_name(one) and not keys.isdisjoint(named_keys(items[path]))]
    reminded = (path for path, one in outlines.items() if one.kind == "proposal" and not one.shape)
    called = {items[item.path].title for item in renamed}
    if not all(outlines[path].shape for path in naming) or any(
        _is_proposed_by(items[path], called) for path in reminded
    ):
        raise LookupError("a problem may have been told by the name of who is called otherwise")
    return naming


def _is_reminded_in_series(outline: Outline) -> bool:
    return outline.ordinal is not None and not outline.shape


def _is_proposed_by(item: Item, names: set[str]) -> bool:
    """Whether a proposal is one of somebody called so who is not told as a member."""
    return isinstance(item.record, Proposal) and any(one.name in names for one in item.record.proposers)


def _pair(before: Item | None, after: Item | None, outline: Outline | None) -> Pair:
    if after is None or outline is None:
        return Pair(before, after, is_text=False)
    told = (_shape(after.face, after.body), after.beside_mark)
    return Pair(before, after, is_text=told == (outline.shape, outline.beside_mark))


def _portal(around: Surroundings, items: Iterable[Item], changed: tuple[Item, ...] | None) -> Portal:
    by_key = {item.key: item for item in items}
    return Portal(
        around.settings, around.words, by_key, around.shown, frozenset(), around.ledger, around.office, changed
    )


def _filing(
    around: Surroundings,
    keys: Mapping[str, Key],
    kept: Readings,
    fresh: Mapping[str, Reading],
    files: FilesBeside,
) -> Filing:
    readings = _Unpacked(keys, kept)
    readings.update({keys[path]: reading for path, reading in fresh.items()})
    return Filing(around.settings, keys, keys, readings, files, [])


class _Unpacked(dict[Key, Reading]):
    """Readings by key, unpacked when they are asked for."""

    def __init__(self, keys: Mapping[str, Key], kept: Readings) -> None:
        self._keys, self._kept = keys, kept

    @cached_property
    def _paths(self) -> Mapping[Key, str]:
        return {key: path for path, key in self._keys.items()}

    def __missing__(self, key: Key) -> Reading:
        data = self._kept.get(self._paths[key])
        if data is None:
            raise LookupError(f"{self._paths[key]} is kept no more as it was; build again")
        return unpacked(data)


def _whole(filing: Filing, kept: Readings, outlines: Mapping[str, Outline], path: str) -> Item:
    """Return the whole of an outlined item; LookupError when the snapshot has it no more as it was outlined.

    A build that was refused and `portal check` read files too, and no site was released from these.
    """
    data = kept.get(path)
    reading = unpacked(data) if data else None
    if reading is None or reading.record is None or reading.digest != outlines[path].digest:
        raise LookupError(f"{path} is kept no more as it was; build again")
    return filing.item(reading)


def _as_it_was(filing: Filing, kept: Readings, outlines: Mapping[str, Outline], path: str) -> Item:
    """Return the whole of an outlined item with the files that were beside it; LookupError when nobody remembers these."""
    item = _whole(filing, kept, outlines, path)
    if item.beside_mark != outlines[path].beside_mark:
        raise LookupError(f"the files beside {path} are not known any more as they were; build again")
    return item


def _lost(was: Portal, now: Portal, change: Change) -> Mapping[str, str]:
    """Return the copies of files, and of pictures, that nothing public shows any more, each with the key of what it was."""
    before, after = change.files(was), change.files(now)
    lost = copied(before).keys() - copied(after).keys()
    if not lost:
        return {}
    stems = {stem(one.path, one.digest) for one in before}
    others = (item for item in now.items.values() if item.files and item.key not in change.others)
    sharing = [item for item in others if not stems.isdisjoint(map(stem, item.files, item.beside_mark.split(" ")))]
    kept = copied(now.files_of(sharing))
    return {file: key for file, key in copied(before).items() if file in lost and file not in kept}


def _is_named_by_others(outlines: Collection[Outline], change: Change) -> bool:
    """Whether a record that stays as it is, or whose text alone is another, names one of those that nobody may name."""
    keys = {item.key for item in change.unnamed}
    if not keys:
        return False
    apart = keys.isdisjoint
    if all(apart(chain.from_iterable(map(attrgetter(names), outlines))) for names in ("pointed_to", "referred_to")):
        return False
    paths = {item.path for pair in change.pairs if not (pair.is_text or pair.is_same) for item in pair.items}
    return not paths.issuperset(
        [one.path for one in outlines if not (apart(one.pointed_to) and apart(one.referred_to))]
    )


def _fingerprints(project: Project, host: Host, portal: Portal, frame: Frame, change: Change) -> dict[str, str]:
    """Return the fingerprint of each output that a change may reach, as it was, by file."""
    content = Content(portal, (), frozenset())
    declared = declare(project, content, host, frame.pages, frame.addresses, change)
    return {one.file: one.fingerprint for one in declared.artifacts}


def _outlines(declared: Declared, portal: Portal) -> Iterator[Outline]:
    """Yield the outlines of a portal, new ones of what changed."""
    for item in portal.items.values():
        yield item.outline if isinstance(item, Outlined) else _outline(declared.showing, item)
