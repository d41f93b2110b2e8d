"""The seal: when nothing that a build looks at has changed, and nothing that it published, there is nothing to do."""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cppcc_portal.foundation.listing import Listing, listing
from cppcc_portal.foundation.store import Store
from cppcc_portal.publishing.manifest import is_as_released, site_key
from cppcc_portal.publishing.turns import alone


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build looks at: `told` are its settings, its day and its code; `places` the files and folders."""

    told: str
    places: tuple[Path, ...]

    def listing(self) -> Listing:
        """Return the listing of its files; to be asked for before any of them is read."""
        return listing(self.places)


@dataclass(frozen=True)
class Seal:
    """What a site was made of: settings, files and the manifest by their digests; `warnings` (by whom, what) are told again."""

    told: str
    files: Listing
    manifest: str
    warnings: tuple[tuple[str, str], ...]


def put_seal(store: Store, site: Path, seal: Seal) -> None:
    """Seal a site that was released."""
    row = (seal.told, tuple(seal.files), seal.manifest, seal.warnings)
    store.put({seal_key(site): pickle.dumps(row, 5)})


def unbroken_seal(store: Store, site: Path, inputs: Inputs) -> Seal | None:
    """Return the seal of a site when inputs and outputs are as they were, else None: then everything is looked at."""
    data = store.get(seal_key(site))
    if data is None:
        return None
    with suppress(Exception):
        told, files, manifest, warnings = pickle.loads(data)
        seal = Seal(told, Listing(*files), manifest, warnings)
        if seal.told == inputs.told and listing(inputs.places, seal.files.unsettled).digest == seal.files.digest:
            with alone(store, site):
                return seal if is_as_released(store, site, seal.manifest) else None
    return None


def seal_key(site: Path) -> str:
    """Return the key of a folder's seal in the store."""
    return site_key("seal", site)
