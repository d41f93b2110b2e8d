"""Amending: when a few articles came, went or became others, only what tells of them is declared and made.

The portal that was released is at hand as outlines, the one to be released differs from it in the records that changed.
Both declare the outputs that the change may reach. What the one declared must be what was released, fingerprint by
fingerprint, or else it does not stand for the site and everything is built; what the other declares takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path

from cppcc_portal.before_and_after import items_as_released, portal_as_it_is, portal_of
from cppcc_portal.build import Declared, declare, load, publish
from cppcc_portal.content import Content, Surroundings, surroundings
from cppcc_portal.foundation.collector import uncollected
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.foundation.workers import background
from cppcc_portal.guards.files import GuardedFiles
from cppcc_portal.guards.judging import judge
from cppcc_portal.outlining import outline_in
from cppcc_portal.outputs.layout import Layout
from cppcc_portal.portal.guarding import judged, speaks
from cppcc_portal.portal.outlined import Outline, Outlined
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules import RULES
from cppcc_portal.project import Host, Project
from cppcc_portal.publishing.outlines import keep_outlines, read_outlines
from cppcc_portal.publishing.picturing import copied
from cppcc_portal.publishing.release import Onto, Released
from cppcc_portal.records.one_file import ParseResult
from cppcc_portal.records.record_cache import ParseResults, unpacked
from cppcc_portal.views.blocks.pictures import stem
from cppcc_portal.views.change import ChangeSet, RecordChange, change_set_of


@frozen
class SiteLayouts:
    """What surrounds the pages of the site that is amended.

    `manifest` and `outlines` are digests of what was released to it and of what that was made of; `named` are the paths of
    the records that hand-written pages name.
    """

    pages: Mapping[str, Layout]
    layouts: Mapping[str, Layout]
    addresses: Sequence[str]
    named: frozenset[str]
    manifest: str
    outlines: str


@frozen
class IncrementalBuild:
    """What was released, and the digest of the outlines that it is made of."""

    released: Released
    outlines: str


@uncollected
def build_incrementally(
    project: Project,
    host: Host,
    changed: Collection[str],
    gone: Collection[str],
    files: AbstractSet[str],
    reading: Callable[[], Mapping[str, bytes]],
    frame: SiteLayouts,
    staging: Path,
    site: Path,
) -> IncrementalBuild:
    """Release what tells of the records that changed or are gone, and of other `files` beside records that did.

    All are told by their paths; `reading` gives readings of the records that changed, packed.
    Raises WholeBuildNeededError when there is more to do than that, or when parts of what was released are kept no more.
    """
    around = surroundings(project, host)
    outlines = read_outlines(project.store, site, frame.outlines)
    if outlines is None:
        raise WholeBuildNeededError("the outlines of what was released are kept no more")
    known = {one.path: one for one in outlines}
    if any(path in known and not known[path].shape for path in (*changed, *gone)):
        raise WholeBuildNeededError("there was a problem to tell of what changed")
    if not known.keys() >= set(gone):
        raise WholeBuildNeededError("what is gone was no record that was released")
    kept = ParseResults(project.content, around.words, project.store)
    old = items_as_released(around, known, kept)
    was = portal_of(around, old.values(), None)
    if gone or not known.keys() >= set(changed):
        # Lists will tell of it; meanwhile it is read elsewhere.
        load(host)
    read = reading()
    fresh = {path: unpacked(data) for path, data in read.items()}
    if any(one.record is None or one.problems for one in fresh.values()):
        raise WholeBuildNeededError("there is a problem to tell of what changed")
    if _is_guarded(around, kept, fresh.values(), gone):
        raise WholeBuildNeededError("the guards may have something to tell")
    now, pairs = portal_as_it_is(around, known, old, kept, fresh, gone, files)
    guards = GuardedFiles(project.root, project.content.name, project.store) if around.files.used else None
    if guards and any(judge(*one, around.policy).problems for one in guards.attached(around.files.used)):
        raise WholeBuildNeededError("the guards have something to tell of what is attached")
    change = change_set_of(was, now, pairs)
    if not frame.named.isdisjoint(item.path for item in change.unnamed) or _is_named_by_others(known.values(), change):
        raise WholeBuildNeededError("what changed is named elsewhere")
    if _are_loose_others(project.root, known, pairs, files):
        raise WholeBuildNeededError("there is a file that nobody uses, or one that nobody used")
    if any(True for rule in RULES for _ in rule(now)):
        raise WholeBuildNeededError("there is a problem between records to tell")
    if any(item.ordinal is not None for item in change.unnamed) and any(map(_is_reminded_in_series, known.values())):
        raise WholeBuildNeededError("there may be no gap any more of which was told")
    before_it = background(partial(_fingerprints, project, host, was, frame, change))
    content = Content(now, (), frozenset())
    declared = declare(project, content, host, frame.pages, frame.addresses, change)
    onto = Onto(frame.manifest, before_it(), _lost(was, now, change))
    released = publish(project, content, declared, frame.layouts.__getitem__, frame.pages, staging, site, onto)
    kept.keep(read, gone)
    around.files.keep_more()
    if guards:
        guards.keep_more()
    return IncrementalBuild(released, keep_outlines(project.store, site, _outlines(declared, now), outlines))


def _is_guarded(
    around: Surroundings, kept: ParseResults, fresh: Collection[ParseResult], gone: Collection[str]
) -> bool:
    """Whether the guards have something to tell of what changed, or of others because of it.

    What an office says of itself is public everywhere: which numbers that are, all records together tell.
    """
    if any(judged(one, around.policy).problems for one in fresh):
        return True
    before = (kept.get(path) for path in (*gone, *(one.found.path for one in fresh)))
    offices = [one for one in (*fresh, *(unpacked(data) for data in before if data)) if speaks(one)]
    return any(one.guarded.findings for one in offices) or not around.policy.silenced.keys().isdisjoint(gone)


def _is_reminded_in_series(outline: Outline) -> bool:
    return outline.ordinal is not None and not outline.shape


def _lost(was: Portal, now: Portal, change: ChangeSet) -> Mapping[str, str]:
    """Return the copies of files, and of pictures, that nothing public shows any more, each with the key of what it was."""
    before, after = change.files(was), change.files(now)
    lost = copied(before).keys() - copied(after).keys()
    if not lost:
        return {}
    stems = {stem(one.path, one.digest) for one in before}
    others = (item for item in now.items.values() if item.files and item.key not in change.others)
    sharing = [item for item in others if not stems.isdisjoint(map(stem, item.files, item.assets_mark.split(" ")))]
    kept = copied(now.files_of(sharing))
    return {file: key for file, key in copied(before).items() if file in lost and file not in kept}


def _are_loose_others(
    root: Path, outlines: Mapping[str, Outline], pairs: Sequence[RecordChange], files: AbstractSet[str]
) -> bool:
    """Whether there is a file of which nobody was reminded that nobody uses it, or one of which somebody was in vain."""
    before, after = (
        {file for item in items if item for file in item.files}
        for items in ((pair.before for pair in pairs), (pair.after for pair in pairs))
    )
    asked = (before ^ after) | files
    if not asked:
        return False
    touched = {item.path for pair in pairs for item in pair.items}
    others = set(chain.from_iterable(one.files for path, one in outlines.items() if path not in touched))
    loose = asked - after - others
    return any(file not in before or (root / file).is_file() for file in loose) or bool(after - before - others - files)


def _is_named_by_others(outlines: Collection[Outline], change: ChangeSet) -> bool:
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


def _fingerprints(
    project: Project, host: Host, portal: Portal, frame: SiteLayouts, change: ChangeSet
) -> dict[str, str]:
    """Return the fingerprint of each output that a change may reach, as it was, by file."""
    content = Content(portal, (), frozenset())
    declared = declare(project, content, host, frame.pages, frame.addresses, change)
    return {one.file: one.fingerprint for one in declared.artifacts}


def _outlines(declared: Declared, portal: Portal) -> Iterator[Outline]:
    """Yield the outlines of a portal, new ones of what changed."""
    for item in portal.items.values():
        yield item.outline if isinstance(item, Outlined) else outline_in(declared.context, item)
