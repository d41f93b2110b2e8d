"""The manifest: which file of a published site came from what, and how it looked when it was written."""

from __future__ import annotations

import json
import marshal
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir, nullcontext, suppress
from hashlib import blake2b, sha1
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.whole_build import WholeBuildNeededError

PARTS = 256
"""An edited text changes a part or two of the manifest of a large site."""


LOOKS, MADE = "looks", "made"
"""A part is kept in two: how its files look, which is all that a look at the site reads, and what they were made from."""


class Written(NamedTuple):
    """One published file: the key of what it was made from, and its size and time of writing."""

    key: str
    fingerprint: str
    size: int
    changed: int
    digest: str

    def is_as_written(self, file: str) -> bool:
        """Whether the file on disk is still the one that was written; a new date alone, as a restored copy has, is none."""
        return self.as_it_is(file) is not None

    def as_it_is(self, file: str) -> Written | None:
        """Return this with the date that the file on disk has now, or None when it is not the one that was written."""
        try:
            stat = os.stat(file)
            if stat.st_size == self.size and stat.st_mtime_ns == self.changed:
                return self
            if stat.st_size == self.size and digest_of(Path(file).read_bytes()) == self.digest:
                return self._replace(changed=stat.st_mtime_ns)
        except OSError:
            pass
        return None


def digest_of(content: bytes) -> str:
    """Return the digest of a published file's bytes: it tells accidents, not forgeries, and of all digests here is the largest work."""
    return sha1(content, usedforsecurity=False).hexdigest()


Manifest = dict[str, Written]


def read_manifest(store: Store, site: Path, of: Iterable[str] | None = None) -> Manifest | None:
    """Return what was last published to a folder, or None when nothing is known of it.

    With `of`, some files, at least what is known of these; whatever lies in one folder comes along.
    """
    parts = _read_index(store, site)
    if parts is None:
        return None
    numbers = sorted(parts if of is None else set(map(_part_of, of)) & parts.keys())
    looks, made = (_read_parts(store, site, what, numbers) for what in (LOOKS, MADE))
    with suppress(Exception):
        if looks is not None and made is not None:
            return {file: one for pair in zip(looks, made, strict=True) for file, one in _unpacked(*pair)}
    return None


def write_manifest(store: Store, site: Path, manifest: Manifest) -> int:
    """Keep what was published to a folder; return how many files it has."""
    return _write_parts(store, site, manifest, {})


def amend_manifest(store: Store, site: Path, known: Manifest, manifest: Manifest) -> int:
    """Keep what a part of a manifest, read before, has become, where all else stayed; return how many files all have.

    WholeBuildNeededError when nothing is known of what stayed.
    """
    parts = _read_index(store, site)
    if parts is None:
        raise WholeBuildNeededError("what was released to this site is not known any more; build again")
    changed = {_part_of(file) for file, one in manifest.items() if known.get(file) is not one}
    changed |= {_part_of(file) for file in known if file not in manifest}
    kept = {number: part for number, part in parts.items() if number not in changed}
    return _write_parts(store, site, {file: one for file, one in manifest.items() if _part_of(file) in changed}, kept)


def manifest_digest(store: Store, site: Path) -> str:
    """Return the digest of what is kept of a folder; '' when nothing is."""
    data = store.get(manifest_key(site))
    return digest_of(data) if data is not None else ""


def is_as_released(store: Store, site: Path, digest: str) -> bool:
    """Whether a folder's manifest is the one of that digest, and every file in it has the size and date it tells."""
    parts = _read_index(store, site)
    if parts is None or manifest_digest(store, site) != digest:
        return False
    looks = _read_parts(store, site, LOOKS, sorted(parts))
    # By short paths files are found in a seventh less time; a process with threads, such as a preview, stays where it is.
    is_alone = threading.active_count() == 1
    within = "" if is_alone else f"{site}/"
    with suppress(Exception), chdir(site) if is_alone else nullcontext():
        for data in looks or ():
            for file, size, changed in marshal.loads(data):
                stat = os.stat(within + file)
                if stat.st_size != size or stat.st_mtime_ns != changed:
                    return False
        return looks is not None
    return False


def manifest_keys(store: Store, site: Path) -> set[str]:
    """Return the keys under which the store keeps the manifest of a folder."""
    numbers = _read_index(store, site) or ()
    return {manifest_key(site), *(_part_key(site, what, number) for number in numbers for what in (LOOKS, MADE))}


# How many files a part has, and its digest, by its number: all parts together are the manifest.
_Parts = dict[int, tuple[int, str]]


def _read_index(store: Store, site: Path) -> _Parts | None:
    data = store.get(manifest_key(site))
    with suppress(Exception):
        parts: _Parts = {
            int(number): (int(files), str(seen)) for number, (files, seen) in json.loads(data or b"").items()
        }
        return parts
    return None


def _read_parts(store: Store, site: Path, what: str, numbers: Sequence[int]) -> list[bytes] | None:
    """Return the looks of some parts, or what they were made from, packed; None when one of them is lost."""
    kept = store.get_many(_part_key(site, what, number) for number in numbers)
    return list(kept.values()) if len(kept) == len(numbers) else None


def _packed(part: Manifest) -> tuple[bytes, bytes]:
    """Pack a part: how its files look, and what they were made from."""
    looks = [(file, one.size, one.changed) for file, one in part.items()]
    made = [(one.key, one.fingerprint, one.digest) for one in part.values()]
    # In version 2 equal parts are equal bytes; later ones also tell which objects were the same.
    return marshal.dumps(looks, 2), marshal.dumps(made, 2)


def _unpacked(looks: bytes, made: bytes) -> Iterator[tuple[str, Written]]:
    for (file, size, changed), (key, fingerprint, digest) in zip(
        marshal.loads(looks), marshal.loads(made), strict=True
    ):
        yield file, Written(key, fingerprint, size, changed, digest)


def _write_parts(store: Store, site: Path, manifest: Manifest, parts: _Parts) -> int:
    """Write the parts of a manifest beside those that stay; return how many files all of them have."""
    rows: dict[int, Manifest] = {}
    for file, one in sorted(manifest.items()):
        rows.setdefault(_part_of(file), {})[file] = one
    written = {number: _packed(part) for number, part in rows.items()}
    told = parts | {number: (len(rows[number]), digest_of(b"".join(both))) for number, both in written.items()}
    index = json.dumps({number: told[number] for number in sorted(told)}).encode()
    kept = {
        _part_key(site, what, number): both[at]
        for at, what in enumerate((LOOKS, MADE))
        for number, both in written.items()
    }
    store.put({manifest_key(site): index, **kept})
    return sum(files for files, _ in told.values())


def _part_of(file: str) -> int:
    """Return the number of a file's part: files of one folder, such as the search index, are in one."""
    return crc32(file.rpartition("/")[0].encode()) % PARTS


def _part_key(site: Path, what: str, number: int) -> str:
    return f"{manifest_key(site)}:{what}:{number}"


def manifest_key(site: Path) -> str:
    """Return the key of a folder's manifest in the store."""
    return site_key("manifest", site)


def site_key(what: str, site: Path) -> str:
    """Return the key of something that is kept of a folder: its `manifest`, its `stamp`, its `frames`."""
    return f"{what}:" + blake2b(str(site.absolute()).encode(), digest_size=16).hexdigest()
