"""The register: what each output of a site was made of, in the words of its fingerprint, so that a text finds its outputs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from cppcc_portal.foundation.store import Store
from cppcc_portal.outputs.artifact import Artifact, told
from cppcc_portal.publishing.manifest import site_key

PARTS = 1024
"""A part holds a dozen outputs of a large site: an added record touches some fifty, all over the site."""
# No repr holds these: they part outputs from one another and a file from what is told of it.
_NEXT, _TELLS = "\x1e", "\x1f"
_TOKEN = re.compile(r"<(?:(?:entry|card|text) ([0-9a-f]+)|([^<>\s]+\.md) [0-9a-f]+)")


class Told(NamedTuple):
    """How a record is told of: `shape` tells all of it but its text, `item` and `text` are the words that tell both.

    When the shape is the same, nothing but these words can have changed; it is '' where a text may not change alone.
    `entry` and `card` are the digests in the words of lists; what there is not is ''.
    """

    path: str
    shape: str
    item: str
    text: str
    entry: str
    card: str

    @property
    def words(self) -> tuple[str, str]:
        """The words by which the record and its text are told."""
        return self.item, self.text


@dataclass(frozen=True)
class Register:
    """What every output was told of, as a book in parts; how each record is told of, by path; whose the other words are.

    `owners` are the paths of the records, by the digest in every word that does not name the path itself.
    """

    book: Sequence[bytes]
    told: Mapping[str, Told]
    owners: Mapping[str, str]

    def may_change(self, path: str) -> bool:
        """Whether the text of a record may change alone."""
        return path in self.told and self.told[path].shape != ""

    def outputs_of(self, paths: Iterable[str]) -> dict[str, str]:
        """Return what the outputs that carry one of these records' texts were told of, by file."""
        words = {word.encode() for path in paths for word in self.told[path].words if word}
        return {file: told for part in self.book for word in words for file, told in _outputs_with(word, part)}

    def records_in(self, words: str) -> Iterator[str]:
        """Yield the path of each record of which these words tell something."""
        for digest, path in _TOKEN.findall(words):
            if path in self.told:
                yield path
            elif digest in self.owners:
                yield self.owners[digest]


def _outputs_with(word: bytes, part: bytes) -> Iterator[tuple[str, str]]:
    """Yield file and words of the outputs of a part that were told a word."""
    at = part.find(word)
    while at >= 0:
        start, end = part.rfind(_NEXT.encode(), 0, at) + 1, part.find(_NEXT.encode(), at)
        file, _, words = part[start:end].decode().partition(_TELLS)
        yield file, words
        at = part.find(word, end)


def keep_register(store: Store, site: Path, artifacts: Iterable[Artifact], records: Iterable[Told]) -> str:
    """Keep the register of a site; return its digest.

    A part has the key of what it is made of, so that one that the store has already is neither put together nor written.
    """
    outputs: dict[int, list[Artifact]] = {}
    for one in artifacts:
        outputs.setdefault(_part_of(one.file), []).append(one)
    book = {_key("".join([one.fingerprint for one in part])): part for part in outputs.values()}
    rows: dict[int, list[str]] = {}
    for record in records:
        rows.setdefault(_part_of(record.path), []).append(_TELLS.join(record))
    known = {_key(data): data for data in map(_NEXT.join, rows.values())}
    kept = store.has((*book, *known))
    fresh = {key: "".join(map(_row, part)).encode() for key, part in book.items() if key not in kept}
    fresh |= {key: data.encode() for key, data in known.items() if key not in kept}
    index = _NEXT.join((_TELLS.join(book), _TELLS.join(known))).encode()
    store.put({**fresh, site_key("register", site): index})
    return _digest(index)


def register_keys(store: Store, site: Path) -> set[str]:
    """Return the keys under which the store keeps the register of a site."""
    index = store.get(site_key("register", site))
    return {site_key("register", site)}.union(*_keys(index)) if index else set()


def read_register(store: Store, site: Path, digest: str) -> Register | None:
    """Return the register of that digest, or None."""
    index = store.get(site_key("register", site))
    if index is None or _digest(index) != digest:
        return None
    book, known = _keys(index)
    parts = store.get_many((*book, *known))
    if len(parts) < len(book) + len(known):
        return None
    with suppress(ValueError, TypeError):
        rows = [row.split(_TELLS) for key in known for row in parts[key].decode().split(_NEXT)]
        told = {row[0]: Told(*row) for row in rows}
        return Register([parts[key] for key in book], told, _owners(told.values()))
    return None


def _owners(told: Iterable[Told]) -> dict[str, str]:
    """Return whose each word is, by the digest in it; records with the very same text share its word."""
    owners = {}
    for one in told:
        owners[one.entry] = owners[one.card] = owners[one.text[len("<text ") : -1]] = one.path
    owners.pop("", None)
    return owners


def _keys(index: bytes) -> tuple[list[str], list[str]]:
    """Return the keys of the parts of book and records; none of what an older version has left."""
    with suppress(ValueError):
        book, known = (part.split(_TELLS) if part else [] for part in index.decode().split(_NEXT))
        return book, known
    return [], []


def _row(one: Artifact) -> str:
    return f"{one.file}{_TELLS}{told(one)}{_NEXT}"


def _part_of(name: str) -> int:
    return crc32(name.encode()) % PARTS


def _key(told: str) -> str:
    return f"told:{blake2b(told.encode(), digest_size=16).hexdigest()}"


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
