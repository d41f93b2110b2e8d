"""The build stamp: when nothing that a build looks at has changed, and nothing that it published, there is nothing to do."""

from __future__ import annotations

import json
import pickle
from contextlib import suppress
from pathlib import Path

from cppcc_portal.foundation.file_index import Digests, FileIndex, file_index
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.packing import unpack
from cppcc_portal.foundation.store import Store
from cppcc_portal.publishing.lock import build_lock
from cppcc_portal.publishing.manifest import is_as_released, site_key


@frozen
class Inputs:
    """All that a build looks at: `told` are its settings, its day and its code; `places` the files and folders.

    `installed` are those of packages.
    """

    told: str
    places: tuple[Path, ...]
    installed: tuple[Path, ...] = ()
    closed: tuple[Path, ...] = ()

    def file_index(self) -> FileIndex:
        """Return the file index of its files; to be asked for before any of them is read."""
        return file_index(self.places, self.installed, self.closed)


@frozen(slots=False)
class BuildStamp:
    """What a site was made of: settings and files; the digests of its manifest and outlines, and of its frames' inputs.

    `digests` are those of the files that changed since all of them were kept, by `put_digests`.

    `warnings` (by whom, how grave, what) are reported again, reminders among them.
    """

    told: str
    files: FileIndex
    manifest: str
    outlines: str
    frames: str
    warnings: tuple[tuple[str, int, str], ...]
    digests: Digests


def put_stamp(store: Store, site: Path, stamp: BuildStamp) -> None:
    """Seal a site that was released."""
    row = (
        stamp.told,
        tuple(stamp.files),
        stamp.manifest,
        stamp.outlines,
        stamp.frames,
        stamp.warnings,
        dict(stamp.digests),
    )
    store.put({site_key("seal", site): pickle.dumps(row, 5)})


def read_stamp(store: Store, site: Path, told: str) -> BuildStamp | None:
    """Return the build stamp of a site that was made with the settings, on the day and by the code that `told` tells."""
    data = store.get(site_key("seal", site))
    if data is not None:
        with suppress(Exception):
            before, files, *rest = unpack(data)
            return BuildStamp(before, FileIndex(*files), *rest) if before == told else None
    return None


def put_digests(store: Store, site: Path, digests: Digests) -> None:
    """Keep the digests of all files that a site was made of; whoever finds nothing but restored files asks for them."""
    store.put({site_key("digests", site): json.dumps(dict(digests)).encode()})


def digests_of(store: Store, site: Path, stamp: BuildStamp) -> Digests:
    """Return the digests of the files that a site was made of, as far as they are known."""
    data = store.get(site_key("digests", site))
    if data is not None:
        with suppress(Exception):
            return {**json.loads(data), **stamp.digests}
    return stamp.digests


def is_up_to_date(store: Store, site: Path, stamp: BuildStamp) -> bool:
    """Whether every published file has still the size and date that it had when the site was sealed."""
    with suppress(Exception), build_lock(store, site):
        return is_as_released(store, site, stamp.manifest)
    return False
