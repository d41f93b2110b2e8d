"""Outlines as they are kept: what a released site was made of, item by item, in parts of which a change writes one."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from operator import is_
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.packing import unpack
from cppcc_portal.foundation.store import Store
from cppcc_portal.portal.outlined import Outline
from cppcc_portal.publishing.manifest import site_key

PART = 128
"""A part has about so many outlines. It ends where a path's checksum says so: a record that comes or goes changes one part."""


@frozen
class Outlines:
    """The outlines of a released site in their order, in parts by the keys under which the store has them."""

    parts: Mapping[str, Sequence[Outline]]

    def __iter__(self) -> Iterator[Outline]:
        return (one for part in self.parts.values() for one in part)


NOTHING = Outlines(MappingProxyType({}))


def keep_outlines(store: Store, site: Path, outlines: Iterable[Outline], before: Outlines = NOTHING) -> str:
    """Keep the outlines of a site in their order; return their digest.

    What is in a part of those `before` as it was, and what the store has already, is not written again.
    """
    known = {part[0].path: (key, part) for key, part in before.parts.items()}
    packed: dict[str, bytes] = {}
    keys = []
    rows = list(outlines)
    start = 0
    while start < len(rows):
        key, part = known.get(rows[start].path, ("", ()))
        end = start + len(part)
        if not (part and (_ends(part[-1]) or end == len(rows)) and _are_the_same(rows[start:end], part)):
            end = next((place for place in range(start + 1, len(rows)) if _ends(rows[place - 1])), len(rows))
            data = pickle.dumps([tuple(one) for one in rows[start:end]], 5)
            key = f"outlines:{_digest(data)}"
            packed[key] = data
        keys.append(key)
        start = end
    kept = store.has(packed)
    index = "\n".join(keys).encode()
    store.put({**{key: data for key, data in packed.items() if key not in kept}, site_key("outlines", site): index})
    return _digest(index)


def read_outlines(store: Store, site: Path, digest: str) -> Outlines | None:
    """Return the outlines of that digest, or None."""
    index = store.get(site_key("outlines", site))
    if index is None or _digest(index) != digest:
        return None
    keys = index.decode().split("\n") if index else []
    kept = store.get_many(keys)
    if len(kept) < len(keys):
        return None
    new = tuple.__new__
    with suppress(Exception):
        return Outlines({key: tuple([new(Outline, row) for row in unpack(kept[key])]) for key in keys})
    return None


def outline_keys(store: Store, site: Path) -> set[str]:
    """Return the keys under which the store keeps the outlines of a site."""
    index = store.get(site_key("outlines", site))
    return {site_key("outlines", site), *index.decode().split("\n")} if index is not None else set()


def _ends(one: Outline) -> bool:
    """Whether a part ends with an outline."""
    return crc32(one.path.encode()) % PART == 0


def _are_the_same(some: Sequence[Outline], others: Sequence[Outline]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
