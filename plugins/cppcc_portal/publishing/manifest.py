"""The manifest: which file of a published site came from what, and how it looked when it was written."""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from cppcc_portal.foundation.store import Store


@dataclass(frozen=True, slots=True)
class Written:
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
                return replace(self, changed=stat.st_mtime_ns)
        except OSError:
            pass
        return None


def digest_of(content: bytes) -> str:
    """Return the digest of a published file's bytes."""
    return blake2b(content, digest_size=16).hexdigest()


Manifest = dict[str, Written]


def read_manifest(store: Store, site: Path) -> Manifest | None:
    """Return what was last published to a folder, or None when nothing is known of it."""
    data = store.get(manifest_key(site))
    if data is None:
        return None
    with suppress(Exception):
        return {file: Written(*row) for file, row in pickle.loads(data).items()}
    return None


def write_manifest(store: Store, site: Path, manifest: Manifest) -> None:
    """Keep what was published to a folder."""
    rows = {
        file: (one.key, one.fingerprint, one.size, one.changed, one.digest) for file, one in sorted(manifest.items())
    }
    store.put({manifest_key(site): pickle.dumps(rows, 5)})


def manifest_digest(store: Store, site: Path) -> str:
    """Return the digest of what is kept of a folder; '' when nothing is."""
    data = store.get(manifest_key(site))
    return digest_of(data) if data is not None else ""


def is_as_released(store: Store, site: Path, digest: str) -> bool:
    """Whether a folder's manifest is the one of that digest, and every file in it has the size and date it tells."""
    data = store.get(manifest_key(site))
    if data is None or digest_of(data) != digest:
        return False
    within = f"{site}/"
    for file, (_, _, size, changed, _) in pickle.loads(data).items():
        stat = os.stat(within + file)
        if stat.st_size != size or stat.st_mtime_ns != changed:
            return False
    return True


def manifest_key(site: Path) -> str:
    """Return the key of a folder's manifest in the store."""
    return site_key("manifest", site)


def site_key(what: str, site: Path) -> str:
    """Return the key of something that is kept of a folder: its `manifest`, its `seal`, its `frames`."""
    return f"{what}:" + blake2b(str(site.absolute()).encode(), digest_size=16).hexdigest()
