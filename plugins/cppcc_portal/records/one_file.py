"""One file: what it says, as the record cache keeps it; of a file whose head is as it was, only the text is read."""

from __future__ import annotations

import pickle
import posixpath
import re
from collections.abc import Iterable, Sequence
from copy import copy
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.frozen import replace
from cppcc_portal.foundation.packing import packed_by_number
from cppcc_portal.foundation.problems import Problem, Severity, of_draft
from cppcc_portal.guards.guarded import NOTHING, Guarded, guarded
from cppcc_portal.records.fields import FileBeside, Ref
from cppcc_portal.records.record import Kind, Origin, Record
from cppcc_portal.sources.documents import LARGEST, Document, Halves, SourceFile, document_of, read_halves
from cppcc_portal.sources.front_matter import Loc
from cppcc_portal.sources.page import Heading
from cppcc_portal.sources.placeholders import Link
from cppcc_portal.sources.vocabulary import Vocabularies

if TYPE_CHECKING:
    from cppcc_portal.sources.bodies import Body


@packed_by_number
class BodyFacts(NamedTuple):
    """What stays in the record cache of a body: everything but its HTML, which the store keeps under `key`.

    `places` are, link by link, the path from the project's root that a link leads to, and its anchor. `shape` is a digest
    of all that other records can know of it: where its links lead, its headings, whether it is empty.
    """

    key: str
    links: tuple[Link, ...]
    places: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    characters: int
    excerpt: str
    shape: str
    is_empty: bool


@packed_by_number
class Prose(NamedTuple):
    """A body as the store keeps it: sanitised HTML with placeholders, and its headings."""

    html: str
    headings: tuple[Heading, ...]


@packed_by_number
class ParseResult(NamedTuple):
    """What one file says: its record and body, or the problems that hide them; `digest` is of its bytes.

    `face` is a digest of all that others show of it, its fields and the beginning of its text: the lists that name it
    stay as they are while its face does.

    `refs` are the other records it names (location, kind or '', id), `files` the its assets (location, whether a
    picture is meant, name): found once here, so that assembling a large site only looks them up.

    `head` is a digest of the head as written, `fields` of what it says: under the same head all of this is known but the text.

    `guarded` is what the guards find in the whole text and in the name of the file.

    Of a draft (`is_draft`) every problem is a reminder: what is not published need not be whole.
    """

    found: SourceFile
    digest: str
    face: str
    record: Record | None
    body: BodyFacts | None
    problems: tuple[Problem, ...]
    refs: tuple[tuple[Loc, str, str], ...] = ()
    files: tuple[tuple[Loc, bool, str], ...] = ()
    head: str = ""
    fields: str = ""
    guarded: Guarded = NOTHING
    is_draft: bool = False


class File(NamedTuple):
    """One file to read: where it was found, its kind, and what it said before, or None."""

    found: SourceFile
    kind: Kind
    kept: ParseResult | None


def read_all(root: Path, files: Iterable[File], words: Vocabularies) -> list[tuple[ParseResult, bytes | None]]:
    """Return a reading of each file, in no order, with its pickled prose: None where there is none, or the bytes are as they were.

    Each step is taken for all files before the next is: one whose code and data are at hand in the processor takes a sixth
    less time than one that takes turns with all others.
    """
    same: list[ParseResult] = []
    changed: list[File] = []
    for one in files:
        known = _unchanged(root, one)
        if known is None:
            changed.append(one)
        else:
            same.append(known)
    from cppcc_portal.sources.bodies import body_of  # what was kept is unpacked without what reads it

    opened = [read_halves(root, one.found) for one in changed]
    heads = _heads(changed, [halves for halves, _ in opened], words)
    bodies = [
        body_of(halves.split.body, one.found.path, halves.split.body_line) if halves and head and head.fields else None
        for one, (halves, _), head in zip(changed, opened, heads, strict=True)
    ]
    read = [_reading(root, *all_of_one) for all_of_one in zip(changed, opened, heads, bodies, strict=True)]
    return [*((known, None) for known in same), *read]


def _unchanged(root: Path, one: File) -> ParseResult | None:
    """Return what is known of a file whose bytes are as they were, though its date is not."""
    kept = one.kept
    if kept is None or kept.body is None or _digest(root / one.found.path) != kept.digest:
        return None
    return kept._replace(found=one.found)


def _reading(
    root: Path,
    one: File,
    opened: tuple[Halves | None, tuple[Problem, ...]],
    head: _Head | None,
    made: tuple[Body, tuple[Problem, ...]] | None,
) -> tuple[ParseResult, bytes | None]:
    (halves, problems), found = opened, one.found
    problems += (head.problems if head else ()) + (made[1] if made else ())
    if not halves or not head or not made:
        is_draft, found_in = _says_draft(root, found), _guarded(found, halves) if halves else NOTHING
        told_of = _told(problems, is_draft)
        return ParseResult(found, "", "", None, None, told_of, guarded=found_in, is_draft=is_draft), None
    body = made[0]
    facts = _facts(found.path, halves.digest, body)
    if any(problem.is_error for problem in problems):
        head = head._replace(record=None, refs=(), files=())
    face, told = _face(head, facts), (halves.head, head.fields, _guarded(found, halves), head.is_draft)
    problems = _told(problems, head.is_draft)
    return (
        ParseResult(found, halves.digest, face, head.record, facts, problems, head.refs, head.files, *told),
        pickle.dumps(Prose(body.html, body.headings), 5),
    )


def _guarded(found: SourceFile, halves: Halves) -> Guarded:
    """Return what the guards find in a file, each on its line; only its head may let findings pass."""
    from cppcc_portal.guards.scan import findings_in  # what was kept is read without the rules

    parted = halves.split
    head = parted.head.ljust(1)
    found_in = guarded(f"---\n{head}\n---\n{parted.body}", head, parted.head_line)
    in_name = findings_in(found.id, "文件名")
    return found_in._replace(findings=in_name + found_in.findings) if in_name else found_in


_DRAFTS = ("draft", "草稿")
_DRAFT = re.compile(rf"^status:[ \t]*[\"']?(?:{'|'.join(_DRAFTS)})[\"']?[ \t]*(?:#.*)?\r?$".encode(), re.MULTILINE)


def _says_draft(root: Path, found: SourceFile) -> bool:
    """Whether a file whose head cannot be read has a line that says it is a draft."""
    with open(root / found.path, "rb") as file:
        return bool(_DRAFT.search(file.read(LARGEST)))


def _told(problems: tuple[Problem, ...], is_draft: bool) -> tuple[Problem, ...]:
    """Return problems as they are told: what is wrong with a draft is a reminder, for its editor alone."""
    if not is_draft:
        return problems
    reminder = Severity.REMINDER
    return tuple(
        replace(one, what=of_draft(one.what), severity=reminder, cause=None) if one.is_error else one
        for one in problems
    )


class _Head(NamedTuple):
    """What the head of a file says; `fields` is a digest of all of it, '' where it cannot be read."""

    record: Record | None
    problems: tuple[Problem, ...]
    fields: str = ""
    is_draft: bool = False
    refs: tuple[tuple[Loc, str, str], ...] = ()
    files: tuple[tuple[Loc, bool, str], ...] = ()


def _known_head(one: File, halves: Halves) -> _Head | None:
    """Return what a head said when it was read before, free of problems; then only the text below it is new."""
    found, kind, kept = one
    if kept is None or kept.record is None or kept.problems or kept.head != halves.head:
        return None
    record = copy(kept.record).filed_as(kind.name, found.id, Origin(found.path, halves.digest))
    from cppcc_portal.records.parsing import text_problems

    problems = text_problems(kind, found.path, halves.split.body, halves.split.body_line, kept.record.status == "draft")
    return _Head(record, tuple(problems), kept.fields, kept.is_draft, kept.refs, kept.files)


def _heads(files: Sequence[File], parted: Sequence[Halves | None], words: Vocabularies) -> list[_Head | None]:
    """Return what the head of each file says; None of a file that could not be parted."""
    known = [_known_head(one, halves) if halves else None for one, halves in zip(files, parted, strict=True)]
    documents = [
        document_of(one.found, halves) if halves and not head else None
        for one, halves, head in zip(files, parted, known, strict=True)
    ]
    return [
        _head(one.kind, *written, words) if written else head
        for one, written, head in zip(files, documents, known, strict=True)
    ]


def _head(kind: Kind, document: Document | None, problems: tuple[Problem, ...], words: Vocabularies) -> _Head:
    if document is None:
        return _Head(None, problems)
    from cppcc_portal.records.parsing import record_of

    record, record_problems = record_of(document, kind, words)
    fields = blake2b(repr(document.fields.values).encode(), digest_size=12).hexdigest()
    is_draft = document.fields.values.get("status") in _DRAFTS
    return _Head(record, problems + record_problems, fields, is_draft, *_named(record))


def _digest(file: Path) -> str:
    return blake2b(file.read_bytes(), digest_size=16).hexdigest()


def _face(head: _Head, body: BodyFacts) -> str:
    shown = "" if head.record is None or head.record.summary else body.excerpt
    return blake2b(f"{head.fields}\0{shown}".encode(), digest_size=12).hexdigest()


def _named(record: Record | None) -> tuple[tuple[tuple[Loc, str, str], ...], tuple[tuple[Loc, bool, str], ...]]:
    if record is None:
        return (), ()
    model = type(record)
    from cppcc_portal.records.parsing import marked_values

    refs = tuple((loc, mark.kind, str(value)) for loc, mark, value in marked_values(model, record, Ref))
    files = tuple((loc, mark.is_image, str(value)) for loc, mark, value in marked_values(model, record, FileBeside))
    return refs, files


@lru_cache(maxsize=4096)
def _place(folder: str, target: str) -> tuple[str, str]:
    file, _, anchor = target.partition("#")
    return posixpath.normpath(posixpath.join(folder, unquote(file))), unquote(anchor)


def _facts(path: str, digest: str, body: Body) -> BodyFacts:
    key = f"body:{code_digest()}:{digest}"
    headings = tuple(heading.id for heading in body.headings)
    folder = posixpath.dirname(path)
    places = tuple(_place(folder, link.target) for link in body.links)
    told = repr(([(link.kind, link.target) for link in body.links], places, headings, body.is_empty))
    shape = blake2b(told.encode(), digest_size=12).hexdigest()
    return BodyFacts(key, body.links, places, headings, body.characters, body.excerpt, shape, body.is_empty)
