"""The snapshot: what every file said when it was last read, so that an unchanged file costs one look at its date."""

from __future__ import annotations

import contextlib
import pickle
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.workers import count, spread
from cppcc_portal.records.reading import record_of
from cppcc_portal.records.record import Kind, Record
from cppcc_portal.sources.bodies import Body, Heading, Link, body_of, excerpt
from cppcc_portal.sources.documents import Found, documents, read_document
from cppcc_portal.sources.vocabulary import Vocabularies

CHUNK = 50
_FRESH = 2_000_000_000


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What stays in the snapshot of a body: everything but its HTML, which the store keeps under `key`."""

    key: str
    links: tuple[Link, ...]
    headings: tuple[str, ...]
    characters: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A body as the store keeps it: sanitised HTML with holes, and its headings."""

    html: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says: its record and body, or the problems that hide them; `digest` is of its bytes."""

    found: Found
    digest: str
    record: Record | None
    body: BodyFacts | None
    problems: tuple[Problem, ...]


def read_records(
    root: Path, content: Path, kinds: Iterable[Kind], words: Vocabularies, store: Store
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Return a reading of every record file of `content`, most of them from the snapshot, and what is out of place."""
    by_folder = {kind.folder: kind for kind in kinds}
    listed, problems = documents(content, tuple(by_folder))
    key = f"snapshot:{content}:{code_digest()}:{words.digest}"
    kept = _kept(store, key, store.below("body:"))
    changed = [found for found in listed if not _is_unchanged(kept.get(found.path), found)]
    fresh = _read(root, changed, by_folder, words, store, kept)
    readings = tuple(fresh.get(found.path) or kept[found.path] for found in listed)
    if fresh or len(kept) != len(readings):
        now = time.time_ns()
        store.put({key: pickle.dumps([_aged(reading, now) for reading in readings], 5)})
    return readings, problems


def snapshot_keys(content: Path, words: Vocabularies, readings: Iterable[Reading]) -> set[str]:
    """Return the keys under which the store keeps this snapshot and its bodies."""
    bodies = {reading.body.key for reading in readings if reading.body}
    return bodies | {f"snapshot:{content}:{code_digest()}:{words.digest}"}


def prose(store: Store, key: str) -> Prose | None:
    """Return a body from the store."""
    data = store.get(key)
    return pickle.loads(data) if data is not None else None


def _kept(store: Store, key: str, bodies: set[str]) -> Mapping[str, Reading]:
    """Return the readings of the snapshot whose bodies the store still has."""
    data = store.get(key)
    if data is None:
        return {}
    with contextlib.suppress(Exception):
        readings = pickle.loads(data)
        return {one.found.path: one for one in readings if one.body is None or one.body.key in bodies}
    return {}


def _is_unchanged(reading: Reading | None, found: Found) -> bool:
    return reading is not None and reading.found == found


def _aged(reading: Reading, now: int) -> Reading:
    """Forget the date of a file that changed a moment ago: within one tick of the clock it may change again unseen."""
    if now - reading.found.changed > _FRESH:
        return reading
    return replace(reading, found=replace(reading.found, changed=-1))


def _read(
    root: Path,
    changed: list[Found],
    by_folder: Mapping[str, Kind],
    words: Vocabularies,
    store: Store,
    kept: Mapping[str, Reading],
) -> dict[str, Reading]:
    """Read files, in several processes when there are many, and keep their bodies in the store."""
    known = {path: reading.digest for path, reading in kept.items() if reading.body is not None}

    def read_chunk(chunk: list[Found]) -> list[tuple[Reading | None, Found, bytes | None]]:
        return [_read_one(root, found, by_folder[found.folder], words, known.get(found.path)) for found in chunk]

    chunks = [changed[start : start + CHUNK] for start in range(0, len(changed), CHUNK)]
    fresh: dict[str, Reading] = {}
    for results in spread(read_chunk, chunks, processes=count() if len(changed) > 4 * CHUNK else 1):
        bodies: dict[str, bytes] = {}
        for reading, found, body in results:
            if reading is None:
                reading = replace(kept[found.path], found=found)
            fresh[found.path] = reading
            if body is not None and reading.body is not None:
                bodies[reading.body.key] = body
        if bodies:
            store.put(bodies)
    return fresh


def _read_one(
    root: Path, found: Found, kind: Kind, words: Vocabularies, known: str | None
) -> tuple[Reading | None, Found, bytes | None]:
    """Return (reading, its file, its pickled prose); the reading is None when the file's bytes are as they were."""
    if known is not None and blake2b((root / found.path).read_bytes(), digest_size=16).hexdigest() == known:
        return None, found, None
    document, problems = read_document(root, found)
    if document is None:
        return Reading(found, "", None, None, problems), found, None
    record, record_problems = record_of(document, kind, words)
    body, body_problems = body_of(document.body, document.path, document.body_line)
    problems += record_problems + body_problems
    facts = _facts(document.digest, body)
    if any(problem.is_error for problem in problems):
        record = None
    return (
        Reading(found, document.digest, record, facts, problems),
        found,
        pickle.dumps(Prose(body.html, body.headings), 5),
    )


def _facts(digest: str, body: Body) -> BodyFacts:
    key = f"body:{code_digest()}:{digest}"
    headings = tuple(heading.id for heading in body.headings)
    return BodyFacts(key, body.links, headings, body.characters, excerpt(body.text))
