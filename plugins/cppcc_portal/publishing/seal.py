"""The seal: when nothing that a build looks at has changed, and nothing that it published, there is nothing to do."""

from __future__ import annotations

import json
import pickle
from contextlib import suppress
from pathlib import Path

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.listing import Digests, Listing, listing
from cppcc_portal.foundation.store import Store
from cppcc_portal.publishing.manifest import is_as_released, site_key
from cppcc_portal.publishing.turns import alone


@frozen
class Inputs:
    """All that a build looks at: `told` are its settings, its day and its code; `places` the files and folders.

    `installed` are those of packages.
    """

    told: str
    places: tuple[Path, ...]
    installed: tuple[Path, ...] = ()

    def listing(self) -> Listing:
        """Return the listing of its files; to be asked for before any of them is read."""
        return listing(self.places, self.installed)


@frozen(slots=False)
class Seal:
    """What a site was made of: settings and files; the digests of its manifest and outlines, and of its frames' inputs.

    `digests` are those of the files that changed since all of them were kept, by `put_digests`.

    `warnings` (by whom, how grave, what) are told again, reminders among them.
    """

    told: str
    files: Listing
    manifest: str
    outlines: str
    frames: str
    warnings: tuple[tuple[str, int, str], ...]
    digests: Digests


def put_seal(store: Store, site: Path, seal: Seal) -> None:
    """Seal a site that was released."""
    row = (seal.told, tuple(seal.files), seal.manifest, seal.outlines, seal.frames, seal.warnings, dict(seal.digests))
    store.put({site_key("seal", site): pickle.dumps(row, 5)})


def read_seal(store: Store, site: Path, told: str) -> Seal | None:
    """Return the seal of a site that was made with the settings, on the day and by the code that `told` tells."""
    data = store.get(site_key("seal", site))
    if data is not None:
        with suppress(Exception):
            before, files, *rest = pickle.loads(data)
            return Seal(before, Listing(*files), *rest) if before == told else None
    return None


def put_digests(store: Store, site: Path, digests: Digests) -> None:
    """Keep the digests of all files that a site was made of; whoever finds nothing but restored files asks for them."""
    store.put({site_key("digests", site): json.dumps(dict(digests)).encode()})


def digests_of(store: Store, site: Path, seal: Seal) -> Digests:
    """Return the digests of the files that a site was made of, as far as they are known."""
    data = store.get(site_key("digests", site))
    if data is not None:
        with suppress(Exception):
            return {**json.loads(data), **seal.digests}
    return seal.digests


def is_as_sealed(store: Store, site: Path, seal: Seal) -> bool:
    """Whether every published file has still the size and date that it had when the site was sealed."""
    with suppress(Exception), alone(store, site):
        return is_as_released(store, site, seal.manifest)
    return False
