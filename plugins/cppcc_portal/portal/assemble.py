"""Assembling: readings in, the portal and every problem between records out."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from cppcc_portal.foundation.frozen import frozen, replace
from cppcc_portal.foundation.problems import Cause, Problem, Severity, of_draft
from cppcc_portal.foundation.settings import Settings
from cppcc_portal.portal.assets import Assets
from cppcc_portal.portal.item import Asset, Item, Key
from cppcc_portal.portal.leads import anchor_cure, file_as_record_cure, headings, missing_place, record_cure
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import Routes
from cppcc_portal.portal.rules import RULES, Rule
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.portal.visibility import visibility
from cppcc_portal.records.office import NOTHING, Office
from cppcc_portal.records.one_file import ParseResult
from cppcc_portal.records.record import Record
from cppcc_portal.records.registry import KIND, KIND_IN, TIMELINE
from cppcc_portal.sources.documents import Document, SourceFile
from cppcc_portal.sources.ledger import LedgerRow
from cppcc_portal.sources.placeholders import Link
from cppcc_portal.sources.vocabulary import Vocabularies


@frozen
class Assembled:
    """A portal, and the faults between records that it was found to have."""

    portal: Portal
    faults: tuple[Fault, ...]


def assemble(
    readings: Sequence[ParseResult],
    settings: Settings,
    words: Vocabularies,
    files: Assets,
    shown: frozenset[str] = frozenset(KIND),
    ledger: tuple[LedgerRow, ...] = (),
    office: Office = NOTHING,
    rules: Sequence[Rule] = RULES,
) -> Assembled:
    """Return the portal of the readings that have a record, with every fault between records, files and addresses.

    A draft with such a fault is left out like one that cannot be read: it is told of it, and nobody has to wait for it.
    """
    given = (settings, words, files, shown, ledger, office, rules)
    drafts = {reading.found.path for reading in readings if reading.is_draft}
    left_out: frozenset[str] = frozenset()
    told: tuple[Fault, ...] = ()
    while True:
        found = _assemble(readings, left_out, *given)
        faulty = {fault.path for fault in found.faults if fault.is_error and fault.path in drafts}
        if not faulty:
            return replace(found, faults=told + found.faults) if told else found
        told += tuple(_of_draft(fault) for fault in found.faults if fault.path in faulty)
        left_out |= faulty


def _of_draft(fault: Fault) -> Fault:
    return replace(fault, what=of_draft(fault.what), is_error=False, cause=None) if fault.is_error else fault


def _assemble(
    readings: Sequence[ParseResult],
    left_out: frozenset[str],
    settings: Settings,
    words: Vocabularies,
    files: Assets,
    shown: frozenset[str],
    ledger: tuple[LedgerRow, ...],
    office: Office,
    rules: Sequence[Rule],
) -> Assembled:
    sound = [reading for reading in readings if reading.record is not None and reading.found.path not in left_out]
    sound.sort(key=lambda reading: reading.is_draft)
    filed: dict[Key, ParseResult] = {}
    faults: list[Fault] = []
    for reading in sound:
        key = _key(reading.found)
        if key in filed:
            what = f"编号「{key[1]}」和 {filed[key].found.path} 重复"
            cure = "改其中一个的文件名；已经发布的那个不要改"
            faults.append(Fault(reading.found.path, (), what, cure, cause=_copied(reading.found, filed[key].found)))
        else:
            filed[key] = reading
    by_path = {reading.found.path: key for key, reading in filed.items()}
    unread = [reading for reading in readings if reading.record is None or reading.found.path in left_out]
    unfinished = {reading.found.path: _key(reading.found) for reading in unread if reading.is_draft}
    known = {**by_path, **unfinished}
    unfiled = {reading.found.path.casefold() for reading in readings if reading.found.path not in known}
    filing = Filing(settings, known, unfiled, filed, files, faults)
    items = [filing.item(reading) for reading in filed.values()]
    items.sort(key=newest_first)
    portal = Portal(
        settings,
        words,
        {item.key: item for item in items},
        shown,
        frozenset(_key(reading.found) for reading in unread if not reading.is_draft),
        ledger,
        office,
        unfinished=frozenset(unfinished.values()) - filed.keys(),
    )
    for rule in rules:
        faults += rule(portal)
    return Assembled(portal, tuple(faults))


def _copied(one: SourceFile, other: SourceFile) -> Cause:
    """Return the cause of two files of one id: a folder that was copied holds many."""
    folder, first = posixpath.dirname(one.path), posixpath.dirname(other.path)
    cure = f"{folder}/ 像是 {first}/ 的副本，删去多余的那一份；不是副本的，改其中一个的文件名，已经发布的那个不要改"
    return Cause(f"copied:{folder}:{first}", cure)


def _key(found: SourceFile) -> Key:
    return KIND_IN[found.folder], found.id


def _record(reading: ParseResult) -> Record:
    assert reading.record is not None
    return reading.record


def newest_first(item: Item) -> tuple[object, ...]:
    """The order of a portal: the newest first, and of what is done on a day the undated last."""
    happened, published = item.happened, item.published
    is_undated = happened is None and item.kind in TIMELINE
    when = (happened or published).newest_first
    return (is_undated, when, published.newest_first, item.kind, item.id)


@frozen
class Filing:
    """What makes an item of a reading: where links lead, which files lie beside it; whatever leads nowhere is a fault.

    `by_path` has the key of every record by its path, `unfiled` the paths, in small letters, of files of
    which no record was made: what is wrong with them is told of them.
    """

    settings: Settings
    by_path: Mapping[str, Key]
    unfiled: Container[str]
    readings: Mapping[Key, ParseResult]
    files: Assets
    faults: list[Fault]

    def item(self, reading: ParseResult) -> Item:
        """Return the item of a reading that has a record."""
        record, body, path = _record(reading), reading.body, reading.found.path
        assert body is not None
        assets: dict[str, Asset] = {}
        targets = tuple(
            self._target(path, link, place, anchor, assets)
            for link, (place, anchor) in zip(body.links, body.places, strict=True)
        )
        for loc, is_image, written in reading.files:
            one, what, cure = self.files.find(path, written, is_image)
            if one:
                assets[written] = one
            else:
                self.faults.append(Fault(path, loc, what, cure))
        kind, id = _key(reading.found)
        return Item(
            key=(kind, id),
            kind=kind,
            id=id,
            path=path,
            digest=reading.digest,
            face=reading.face,
            record=record,
            body=body,
            visibility=visibility(record, self.settings.as_of, self.settings.preview),
            address=Routes(self.settings.directory_urls).record(kind, id),
            targets=targets,
            refs=reading.refs,
            assets=assets,
        )

    def _target(self, path: str, link: Link, place: str, anchor: str, assets: dict[str, Asset]) -> Key | Asset | None:
        """Return what a link of a text leads to, and add a file to those beside the record."""
        if link.kind == "record":
            found = self.by_path.get(place)
            if found is None and place.casefold() not in self.unfiled:
                cure = record_cure(path, link.target, self.by_path, self.readings)
                what = f"链接指向的记录「{link.target[:60]}」不存在"
                self.faults.append(Fault(path, link.line, what, cure, cause=missing_place(place, cure)))
            elif (
                found is not None
                and found in self.readings
                and anchor
                and anchor not in (known := headings(self.readings[found]))
            ):
                what = f"链接指向的小标题「{anchor}」在那篇里没有"
                self.faults.append(Fault(path, link.line, what, anchor_cure(link.target, anchor, known)))
            return found
        file, what, cure = self.files.find(path, link.target, link.kind == "image")
        if file:
            assets[link.target] = file
        else:
            meant = file_as_record_cure(path, link.target, self.by_path, self.readings)
            self.faults.append(Fault(path, link.line, what, meant or cure))
        return file


def problems_of(faults: Iterable[Fault], documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Yield each fault as a problem on its line; `documents` gives the files of the faults, read once more."""
    for fault in faults:
        severity = Severity.ERROR if fault.is_error else Severity.REMINDER
        yield Problem(
            fault.path, _line(fault, documents.get(fault.path)), fault.what, fault.cure, severity, fault.cause
        )


def _line(fault: Fault, document: Document | None) -> int:
    if isinstance(fault.where, int):
        return fault.where
    return document.fields.line(fault.where) if document else 1
