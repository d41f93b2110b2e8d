"""Turns: two builds of one site take turns, so that neither sees the other's work half done."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from cppcc_portal.foundation.store import Store
from cppcc_portal.publishing.manifest import manifest_key


@contextlib.contextmanager
def build_lock(store: Store, site: Path) -> Iterator[None]:
    """Hold a lock on a site; where there is no lock, go on."""
    lock = store.file.parent / f"{manifest_key(site).replace(':', '-')}.lock"
    try:
        import fcntl
    except ImportError:
        yield
        return
    lock.parent.mkdir(parents=True, exist_ok=True)
    with open(lock, "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
