"""Amending: when nothing but the texts of some records has changed, only what carries these texts is declared and made.

It needs no knowledge of which page shows what. The register tells which outputs carry a text, and which records these
outputs tell of. A portal of just these records, and of what they name, declares the outputs once more; in the words of
their fingerprints they must then be what they were in the whole portal, but for the texts that changed. Where a single
word differs, the part does not stand for the whole, and everything is built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cppcc_portal.build import Content, Host, Project, declare, publish, read_part
from cppcc_portal.foundation.collector import uncollected
from cppcc_portal.outputs.artifact import Artifact, told
from cppcc_portal.outputs.shell import Shell
from cppcc_portal.portal.portal import Item
from cppcc_portal.publishing.register import Register, Told
from cppcc_portal.publishing.release import Released
from cppcc_portal.records.kinds import KIND, KINDS
from cppcc_portal.records.snapshot import BodyFacts, Reading, keep_readings, packed_readings, read_files, unpacked
from cppcc_portal.sources.documents import Found
from cppcc_portal.sources.vocabulary import read_vocabularies
from cppcc_portal.views.showing import Showing

SMALL = 100
"""Of kinds with so few records all belong to a part: units, sessions, topics, which have feeds and pages of their own."""
ROUNDS = 2
"""How often what records name is added to a part: a page names a member, whose card names a unit."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the pages of the site that is amended; `manifest` is the digest of what was released to it."""

    pages: Mapping[str, Shell]
    shells: Mapping[str, Shell]
    addresses: Sequence[str]
    manifest: str


def told_of(showing: Showing, troubled: Iterable[str]) -> Iterator[Told]:
    """Yield how each record of a declared portal is told of.

    Texts may not change alone where there is a problem to tell, as with `troubled` records, nor those of members, whose
    cards tell all that is in their files.
    """
    left_out = set(troubled)
    for item in showing.portal.public:
        word, text = _words(showing, item)
        is_member = item.kind == "member"
        shape = "" if is_member or item.path in left_out else _shape(item.face, item.body)
        card = showing.cards[item.id].digest if is_member and item.id in showing.cards else ""
        yield Told(item.path, shape, word, text, showing.entry(item).digest, card)


def _words(showing: Showing, item: Item) -> tuple[str, str]:
    """Return the words that tell an item and its text, '' where it has none; with another text they are others."""
    text = showing.text(item)
    return repr(item), "" if text is None else repr(text)


@uncollected
def amend(
    project: Project, host: Host, register: Register, changed: Sequence[Found], frame: Frame, staging: Path, site: Path
) -> Released | None:
    """Release what carries the changed texts; None when more has changed, or when the part does not stand for the whole."""
    if not all(register.may_change(one.path) for one in changed):
        return None
    words, _ = read_vocabularies(project.content)
    packed = packed_readings(project.content, words, project.store)
    if not all(one.path in packed for one in changed):
        return None
    before = {one.path: unpacked(packed[one.path]) for one in changed}
    read = read_files(project.root, changed, {kind.folder: kind for kind in KINDS}, words, project.store, before)
    fresh = {path: unpacked(data) for path, data in read.items()}
    if not all(_is_changed_in_its_text_only(one, register.told[path].shape) for path, one in fresh.items()):
        return None
    wanted = register.outputs_of(fresh)
    readings = _part(register, wanted, packed, fresh)
    content = Content(read_part(project, host, readings), (), frozenset())
    declared = declare(project, content, host, frame.pages, frame.addresses, wanted)
    if not _stands_for_the_whole(register, wanted, declared.artifacts, declared.showing):
        return None
    shells, part = frame.shells.__getitem__, replace(declared, copies=(), pictures=())
    released = publish(project, content, part, shells, frame.pages, staging, site, frame.manifest)
    keep_readings(project.content, words, project.store, packed, read)
    return released


def _is_changed_in_its_text_only(reading: Reading, shape: str) -> bool:
    """Whether a file says what it said when the register was made, but for its text."""
    return reading.record is not None and not reading.problems and _shape(reading.face, reading.body) == shape


def _shape(face: str, body: BodyFacts | None) -> str:
    """Return what tells all of a record but its text: fields, what lists show of it, where links lead, headings."""
    return f"{face} {body.shape if body else ''}"


def _part(
    register: Register, wanted: Mapping[str, str], packed: Mapping[str, bytes], fresh: Mapping[str, Reading]
) -> tuple[Reading, ...]:
    """Return the readings of all records of which the wanted outputs tell, of what these name, and of all small kinds."""
    at = {_name(path): path for path in packed}
    of_a_kind = Counter(path.split("/")[1] for path in packed)
    few = {path for path in packed if of_a_kind[path.split("/")[1]] <= SMALL}
    readings = dict(fresh)
    new = {path for words in wanted.values() for path in register.records_in(words)} | set(fresh) | few
    for _ in range(ROUNDS + 1):
        for path in sorted(new - readings.keys()):
            if path in packed:
                readings[path] = unpacked(packed[path])
        new = {place for path in new & readings.keys() for place in _named_by(readings[path], at)}
    return tuple(readings[path] for path in sorted(readings))


def _named_by(reading: Reading, at: Mapping[str, str]) -> Iterable[str]:
    for _, kind, id in reading.refs:
        name = f"{KIND[kind].folder}/{id}" if kind else id
        if name in at:
            yield at[name]
    if reading.body is not None:
        yield from (place for place, _ in reading.body.places)


def _name(path: str) -> str:
    """Return folder and id: `content/activities/2020/x.md` is `activities/x`."""
    parts = path.split("/")
    return f"{parts[1]}/{parts[-1].removesuffix('.md')}"


def _stands_for_the_whole(
    register: Register, wanted: Mapping[str, str], artifacts: Sequence[Artifact], showing: Showing
) -> bool:
    """Whether each wanted output is declared, of the very words of the register but for the words of the texts."""
    now = {
        new: old
        for item in showing.portal.public
        if register.may_change(item.path)
        for new, old in zip(_words(showing, item), register.told[item.path].words, strict=True)
        if new != old
    }
    if {one.file for one in artifacts} != wanted.keys():
        return False
    return all(_with(now, told(one)) == wanted[one.file] for one in artifacts)


def _with(words: Mapping[str, str], text: str) -> str:
    for new, old in words.items():
        text = text.replace(new, old)
    return text
