"""The manifest: which file of a published site came from what, and how it looked when it was written."""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from dataclasses import dataclass
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
        try:
            stat = os.stat(file)
            if stat.st_size != self.size:
                return False
            return stat.st_mtime_ns == self.changed or digest_of(Path(file).read_bytes()) == self.digest
        except OSError:
            return False


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


def manifest_key(site: Path) -> str:
    """Return the key of a folder's manifest in the store."""
    return "manifest:" + blake2b(str(site.absolute()).encode(), digest_size=16).hexdigest()
