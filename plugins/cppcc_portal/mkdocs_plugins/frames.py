"""Frames: what MkDocs made of hand-written pages and theme, kept so that an edited record does not ask for it anew."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.listing import Digests, Listing
from cppcc_portal.foundation.store import Store
from cppcc_portal.mkdocs_plugins.warned import Warned
from cppcc_portal.outputs.artifact import Artifact
from cppcc_portal.outputs.shell import Shell
from cppcc_portal.publishing.manifest import site_key
from cppcc_portal.publishing.seal import Inputs

LARGEST = 8 * 1024 * 1024


@frozen(slots=False)
class Frames:
    """All that MkDocs gives to a build, and what it was made of.

    `pages` are hand-written pages, `shells` the frames of columns, `addresses` those of all hand-written
    pages, `files` what MkDocs writes itself. `named` are the records that hand-written pages name, with their addresses
    or None: the only thing in them that records have a say in. `warnings` are what MkDocs warned of while it made them,
    `digests` those of the files that the listing names.
    """

    told: str
    listing: Listing
    named: Mapping[str, str | None]
    pages: Mapping[str, Shell]
    shells: Mapping[str, Shell]
    addresses: tuple[str, ...]
    files: Mapping[str, bytes]
    warnings: tuple[Warned, ...]
    digests: Digests

    def frame_all(self, artifacts: Iterable[Artifact]) -> bool:
        """Whether there is a frame for every artifact that wants one."""
        return all(one.shell is None or one.shell in self.pages or one.shell in self.shells for one in artifacts)

    def stage(self, staging: Path) -> None:
        """Put the files of MkDocs where MkDocs would have put them."""
        for name, data in self.files.items():
            file = staging / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def known_frames(store: Store, site: Path, inputs: Inputs, now: Listing) -> Frames | None:
    """Return the frames that were kept, when what they are made of is as it was; `now` is the listing of their inputs."""
    frames = kept_frames(store, site, inputs.told)
    return frames if frames is not None and not frames.listing.changes(now, lambda: frames.digests) else None


def kept_frames(store: Store, site: Path, told: str) -> Frames | None:
    """Return the frames that were kept, when they were made with the settings that `told` tells."""
    data = store.get(site_key("frames", site))
    if data is not None:
        with suppress(Exception):
            before, files, pages, shells, *rest = pickle.loads(data)
            named, addresses, hosted, warnings, digests = rest
            if before == told:
                made = (named, _shells(pages), _shells(shells), addresses, hosted, warnings, digests)
                return Frames(before, Listing(*files), *made)
    return None


def _shells(rows: Mapping[str, tuple[tuple[bytes, ...], tuple[str, ...], str]]) -> dict[str, Shell]:
    return {name: Shell(*row) for name, row in rows.items()}


def keep_frames(store: Store, site: Path, frames: Frames) -> None:
    """Keep frames for the next build, unless MkDocs copies so much that it is better done by MkDocs."""
    if sum(map(len, frames.files.values())) > LARGEST:
        return
    pages, shells = (
        {name: (one.pieces, one.marks, one.digest) for name, one in sorted(made.items())}
        for made in (frames.pages, frames.shells)
    )
    rest = (dict(frames.named), frames.addresses, dict(frames.files), frames.warnings, dict(frames.digests))
    row = (frames.told, tuple(frames.listing), pages, shells, *rest)
    store.put({site_key("frames", site): pickle.dumps(row, 5)})


def files_in(staging: Path) -> dict[str, bytes]:
    """Return what MkDocs wrote into the staging folder."""
    files = sorted(file for file in staging.rglob("*") if file.is_file())
    return {file.relative_to(staging).as_posix(): file.read_bytes() for file in files}
