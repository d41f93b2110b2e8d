"""The record cache: what every file said when it was last read, so that an unchanged file costs one look at its date."""

from __future__ import annotations

import contextlib
import pickle
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.file_index import TICK
from cppcc_portal.foundation.packing import unpack
from cppcc_portal.foundation.prefetch import prefetch
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.foundation.store import Store
from cppcc_portal.records.one_file import File, ParseResult, Prose, read_all
from cppcc_portal.records.record import Kind
from cppcc_portal.sources.documents import SourceFile, documents
from cppcc_portal.sources.vocabulary import Vocabularies, read_vocabularies

CHUNK = 50
SHARDS = 256
IN_A_FOLDER = 8
"""The readings of one folder stand in so few parts of the record cache: whoever needs them reads these alone."""


class Chunk(NamedTuple):
    """What some files say: readings packed by path, and bodies under their keys; `words` is the digest of the vocabularies."""

    words: str
    packed: dict[str, bytes]
    bodies: dict[str, bytes]


Chunks = Callable[[], Iterable[Chunk]]
"""What waits for files that are being read."""


def begin_records(
    root: Path, content: Path, kinds: Iterable[Kind], words: Vocabularies, store: Store, begun: Chunks | None = None
) -> Callable[[], tuple[tuple[ParseResult, ...], tuple[Problem, ...]]]:
    """Begin to read the record files of `content`; return what waits for a reading of each, and what is out of place.

    Most readings come from the record cache; where there is none yet, they are made in background processes. They may
    have `begun` already, if nothing is kept.
    """
    by_folder = {kind.folder: kind for kind in kinds}
    listed, problems = documents(content, tuple(by_folder))
    key = _record_cache_key(content, words)
    kept: Mapping[str, ParseResult] = {}
    if begun is None:
        kept = _kept(store, key, store.below("body:"))
        changed = [found for found in listed if not _is_unchanged(kept.get(found.path), found)]
        begun = begin_files(root, changed, by_folder, words, store, kept)

    def records() -> tuple[tuple[ParseResult, ...], tuple[Problem, ...]]:
        packed: dict[str, bytes] = {}
        fresh: dict[str, ParseResult] = {}
        for chunk in begun():
            # What was begun before this was called may have met other vocabularies, or other files.
            if chunk.words == words.digest:
                packed |= chunk.packed
                fresh |= {path: unpacked(data) for path, data in chunk.packed.items()}
                store.remember(chunk.bodies)
        missed = [found for found in listed if found.path not in fresh and found.path not in kept]
        if missed:
            more = read_files(root, missed, by_folder, words, store, kept)
            packed |= more
            fresh |= {path: unpacked(data) for path, data in more.items()}
        readings = tuple(fresh.get(found.path) or kept[found.path] for found in listed)
        _keep(store, key, kept, readings, packed)
        return readings, problems

    return records


def record_cache_keys(content: Path, words: Vocabularies, readings: Iterable[ParseResult]) -> set[str]:
    """Return the keys under which the store keeps this snapshot and its bodies."""
    bodies = {reading.body.key for reading in readings if reading.body}
    return bodies | set(_shard_keys(_record_cache_key(content, words)))


def _record_cache_key(content: Path, words: Vocabularies) -> str:
    return f"snapshot:{content}:{code_digest()}:{words.digest}"


def _shard_keys(key: str, numbers: Iterable[int] = range(SHARDS)) -> list[str]:
    return [f"{key}:{number}" for number in numbers]


def _shard_of(path: str) -> int:
    folder, _, name = path.rpartition("/")
    return (crc32(folder.encode()) + crc32(name.encode()) % IN_A_FOLDER) % SHARDS


def prose(store: Store, key: str) -> Prose | None:
    """Return a body from the store."""
    data = store.get(key)
    with contextlib.suppress(Exception):
        found = unpack(data) if data is not None else None
        return found if isinstance(found, Prose) else None
    return None


class ParseResults:
    """The readings of the record cache by path, still packed; a part of them is read when one of it is asked for."""

    def __init__(self, content: Path, words: Vocabularies, store: Store) -> None:
        self._key, self._store = _record_cache_key(content, words), store
        self._parts: dict[int, dict[str, bytes]] = {}

    def get(self, path: str) -> bytes | None:
        """Return a packed reading, or None where there is none."""
        return self._part(_shard_of(path)).get(path)

    def keep(self, fresh: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Put fresh readings, packed, into the record cache, and take out those that are gone."""
        left = frozenset(gone)
        parts = {}
        for number in {_shard_of(path) for path in (*fresh, *left)}:
            part = {path: data for path, data in self._part(number).items() if path not in left}
            parts[number] = part | {path: data for path, data in fresh.items() if _shard_of(path) == number}
        _put(self._store, self._key, parts)

    def _part(self, number: int) -> dict[str, bytes]:
        if number not in self._parts:
            self._parts[number] = _packed(self._store, self._key, (number,))
        return self._parts[number]


def read_again(
    root: Path, content: Path, kinds: Iterable[Kind], changed: Sequence[SourceFile], store: Store
) -> dict[str, bytes]:
    """Read files that changed; return them packed by path, their bodies kept in the store.

    What the record cache has of a file is at hand, so that of one whose head is as it was the text alone is read.
    """
    words, _ = read_vocabularies(content)
    readings = ParseResults(content, words, store)
    kept = {one.path: unpacked(data) for one in changed if (data := readings.get(one.path))}
    return read_files(root, changed, {kind.folder: kind for kind in kinds}, words, store, kept)


def unpacked(data: bytes) -> ParseResult:
    """Return a packed reading."""
    reading: ParseResult = unpack(data)
    return reading


def _put(store: Store, key: str, parts: Mapping[int, Mapping[str, bytes]]) -> None:
    store.put({f"{key}:{number}": pickle.dumps(part, 5) for number, part in sorted(parts.items())})


def _packed(store: Store, key: str, numbers: Iterable[int] = range(SHARDS)) -> dict[str, bytes]:
    packed: dict[str, bytes] = {}
    for data in store.get_many(_shard_keys(key, numbers)).values():
        with contextlib.suppress(Exception):
            packed.update(unpack(data))
    return packed


def _kept(store: Store, key: str, bodies: set[str]) -> Mapping[str, ParseResult]:
    """Return the readings of the record cache whose bodies the store still has."""
    kept: dict[str, ParseResult] = {}
    for path, data in _packed(store, key).items():
        with contextlib.suppress(Exception):
            one = unpacked(data)
            if one.body is None or one.body.key in bodies:
                kept[path] = one
    return kept


def _keep(
    store: Store,
    key: str,
    kept: Mapping[str, ParseResult],
    readings: Iterable[ParseResult],
    packed: Mapping[str, bytes],
) -> None:
    """Write the parts of the record cache that changed: a large site is kept in parts so that one edit writes one of them."""
    shards: list[list[ParseResult]] = [[] for _ in range(SHARDS)]
    gone = set(kept)
    for reading in readings:
        gone.discard(reading.found.path)
        shards[_shard_of(reading.found.path)].append(reading)
    stale = set(map(_shard_of, (*gone, *packed)))
    parts = {
        number: {one.found.path: packed.get(one.found.path) or _pack(one) for one in shards[number]} for number in stale
    }
    if parts:
        _put(store, key, parts)


def _pack(reading: ParseResult) -> bytes:
    """Pack a reading, without the date of a file that changed a moment ago: it may change again in one tick of the clock."""
    if time.time_ns() - max(reading.found.changed, reading.found.restored) <= TICK:
        reading = reading._replace(found=reading.found._replace(changed=-1))
    return pickle.dumps(reading, 5)


def _is_unchanged(reading: ParseResult | None, found: SourceFile) -> bool:
    return reading is not None and reading.found == found


def read_files(
    root: Path,
    changed: Sequence[SourceFile],
    by_folder: Mapping[str, Kind],
    words: Vocabularies,
    store: Store,
    kept: Mapping[str, ParseResult],
) -> dict[str, bytes]:
    """Read files; return them packed by path, their bodies kept in the store."""
    chunks = begin_files(root, changed, by_folder, words, store, kept)()
    return {path: data for chunk in chunks for path, data in chunk.packed.items()}


def begin_files(
    root: Path,
    changed: Sequence[SourceFile],
    by_folder: Mapping[str, Kind],
    words: Vocabularies,
    store: Store,
    kept: Mapping[str, ParseResult],
) -> Chunks:
    """Begin to read files, beside this process when there are many; return what waits for them."""
    read_chunk = reader(root, by_folder, words, store, kept)
    if len(changed) <= 4 * CHUNK:
        return lambda: [read_chunk(changed)]
    return prefetch(lambda: (read_chunk, prepared(changed, by_folder)))


def reader(
    root: Path, by_folder: Mapping[str, Kind], words: Vocabularies, store: Store, kept: Mapping[str, ParseResult]
) -> Callable[[Sequence[SourceFile]], Chunk]:
    """Return what reads some files, their bodies kept in the store."""

    def read_chunk(chunk: Sequence[SourceFile]) -> Chunk:
        packed, bodies = {}, {}
        files = [File(found, by_folder[found.folder], kept.get(found.path)) for found in chunk]
        for reading, body in read_all(root, files, words):
            packed[reading.found.path] = _pack(reading)
            if body is not None and reading.body is not None:
                bodies[reading.body.key] = body
        if bodies:
            store.put(bodies)
        return Chunk(words.digest, packed, bodies)

    return read_chunk


def prepared(changed: Sequence[SourceFile], by_folder: Mapping[str, Kind]) -> list[Sequence[SourceFile]]:
    """Load what checks files, once for all processes that will be forked; return them in chunks."""
    from cppcc_portal.records.validation import prepare
    from cppcc_portal.sources import bodies

    bodies.prepare()
    prepare(by_folder[folder].model for folder in sorted({found.folder for found in changed}))
    return [changed[start : start + CHUNK] for start in range(0, len(changed), CHUNK)]
