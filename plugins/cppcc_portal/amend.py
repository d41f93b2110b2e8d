"""Amending: when a few articles came, went or became others, only what tells of them is declared and made.

The portal that was released is at hand as outlines, the one to be released differs from it in the records that changed.
Both declare the outputs that the change may reach. What the one declared must be what was released, fingerprint by
fingerprint, or else it does not stand for the site and everything is built; what the other declares takes its place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from cppcc_portal.build import Content, Declared, Host, Project, Surroundings, declare, publish, surroundings
from cppcc_portal.foundation.collector import uncollected
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.workers import beside
from cppcc_portal.outputs.shell import Shell
from cppcc_portal.portal.assemble import Filing, newest_first
from cppcc_portal.portal.item import Item, Key
from cppcc_portal.portal.outlined import Outline, Outlined, outline_of
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules import RULES
from cppcc_portal.publishing.outlines import keep_outlines, read_outlines
from cppcc_portal.publishing.release import Onto, Released
from cppcc_portal.records.kinds import KIND_IN, KINDS
from cppcc_portal.records.one_file import BodyFacts, Reading
from cppcc_portal.records.snapshot import keep_readings, packed_readings, read_files, unpacked
from cppcc_portal.sources.documents import Found
from cppcc_portal.views.change import Change, Pair, change_of
from cppcc_portal.views.showing import Showing


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
    changed: Sequence[Found],
    gone: Sequence[str],
    frame: Frame,
    staging: Path,
    site: Path,
) -> Amended:
    """Release what tells of the records that changed or are gone.

    Raises LookupError when there is more to do than that, or when parts of what was released are kept no more.
    """
    around = surroundings(project, host)
    # What reads a file is loaded in the process beside only; meanwhile what was released comes to hand here.
    reading = beside(partial(_read, project, around, changed)) if changed else dict[str, bytes]
    outlines = read_outlines(project.store, site, frame.outlines)
    if outlines is None:
        raise LookupError("the outlines of what was released are kept no more")
    packed = packed_readings(project.content, around.words, project.store)
    known = {one.path: one for one in outlines}
    read = reading()
    if any(path in known and not known[path].shape for path in (*read, *gone)):
        raise LookupError("there was a problem to tell of what changed")
    fresh = {path: unpacked(data) for path, data in read.items()}
    if any(one.record is None or one.problems for one in fresh.values()):
        raise LookupError("there is a problem to tell of what changed")
    was, now, pairs = _portals(around, known, packed, fresh, gone)
    change = change_of(was, now, pairs)
    if not frame.named.isdisjoint(item.path for item in change.listed) or _is_named_by_others(known.values(), change):
        raise LookupError("what changed is named elsewhere")
    if any(True for rule in RULES for _ in rule(now)):
        raise LookupError("there is a problem between records to tell")
    before_it = beside(partial(_fingerprints, project, host, was, frame, change))
    content = Content(now, (), frozenset())
    declared = declare(project, content, host, frame.pages, frame.addresses, change)
    onto = Onto(frame.manifest, before_it())
    released = publish(project, content, declared, frame.shells.__getitem__, frame.pages, staging, site, onto)
    keep_readings(project.content, around.words, project.store, packed, read, gone)
    return Amended(released, keep_outlines(project.store, site, _outlines(declared, now), outlines))


def _read(project: Project, around: Surroundings, changed: Sequence[Found]) -> dict[str, bytes]:
    """Return readings of the files that changed, packed by path; their bodies are kept in the store."""
    packed = packed_readings(project.content, around.words, project.store, [one.path for one in changed])
    known = {one.path: unpacked(packed[one.path]) for one in changed if one.path in packed}
    return read_files(project.root, changed, {kind.folder: kind for kind in KINDS}, around.words, project.store, known)


def _portals(
    around: Surroundings,
    outlines: Mapping[str, Outline],
    packed: Mapping[str, bytes],
    fresh: Mapping[str, Reading],
    gone: Sequence[str],
) -> tuple[Portal, Portal, tuple[Pair, ...]]:
    """Return the portal as it was, as it is, and the pairs in which they differ."""
    keys_before = {path: one.key for path, one in outlines.items()}
    keys = {path: key for path, key in keys_before.items() if path not in gone}
    keys |= {path: (KIND_IN[one.found.folder], one.found.id) for path, one in fresh.items()}
    if len(set(keys.values())) < len(keys):
        raise LookupError("an id is taken twice")
    give = partial(_whole, _filing(around, keys_before, packed, {}), packed, outlines)
    old = Outlined.by_path(outlines.values(), give)
    filing = _filing(around, keys, packed, fresh)
    new = {path: filing.item(reading) for path, reading in fresh.items()}
    if filing.faults:
        raise LookupError("what changed leads nowhere")
    touched = {*fresh, *gone}
    items: list[Item] = [item for path, item in old.items() if path not in touched]
    for item in new.values():
        items.insert(bisect_left(items, newest_first(item), key=newest_first), item)
    pairs = tuple(_pair(old.get(path), new.get(path), outlines.get(path)) for path in sorted(touched))
    return _portal(around, old.values(), None), _portal(around, items, tuple(new.values())), pairs


def _pair(before: Item | None, after: Item | None, outline: Outline | None) -> Pair:
    is_text = after is not None and outline is not None and _shape(after.face, after.body) == outline.shape
    return Pair(before, after, is_text)


def _portal(around: Surroundings, items: Iterable[Item], changed: tuple[Item, ...] | None) -> Portal:
    by_key = {item.key: item for item in items}
    return Portal(
        around.settings, around.words, by_key, around.shown, frozenset(), around.ledger, around.office, changed
    )


def _filing(
    around: Surroundings, keys: Mapping[str, Key], packed: Mapping[str, bytes], fresh: Mapping[str, Reading]
) -> Filing:
    readings = _Readings({key: path for path, key in keys.items()}, packed)
    readings.update({keys[path]: reading for path, reading in fresh.items()})
    return Filing(around.settings, keys, keys, readings, around.files, [])


class _Readings(dict[Key, Reading]):
    """Readings by key, unpacked when they are asked for."""

    def __init__(self, paths: Mapping[Key, str], packed: Mapping[str, bytes]) -> None:
        self._paths, self._packed = paths, packed

    def __missing__(self, key: Key) -> Reading:
        return unpacked(self._packed[self._paths[key]])


def _whole(filing: Filing, packed: Mapping[str, bytes], outlines: Mapping[str, Outline], path: str) -> Item:
    """Return the whole of an outlined item; LookupError when the snapshot has it no more as it was outlined.

    A build that was refused and `portal check` read files too, and no site was released from these.
    """
    reading = unpacked(packed[path]) if path in packed else None
    if reading is None or reading.record is None or reading.digest != outlines[path].digest:
        raise LookupError(f"{path} is kept no more as it was; build again")
    return filing.item(reading)


def _is_named_by_others(outlines: Iterable[Outline], change: Change) -> bool:
    """Whether a record that stays as it is, or whose text alone is another, names one of those that changed."""
    keys = {item.key for item in change.listed}
    if not keys:
        return False
    paths = {item.path for item in change.listed}
    return any(
        not (keys.isdisjoint(one.pointed_to) and keys.isdisjoint(one.referred_to))
        for one in outlines
        if one.path not in paths
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
