"""Frames: what MkDocs made of hand-written pages and theme, kept so that an edited record does not ask for it again."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cppcc_portal.foundation.file_index import Digests, FileIndex
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.packing import unpack
from cppcc_portal.foundation.store import Store
from cppcc_portal.mkdocs_plugins.warned import Warned
from cppcc_portal.outputs.artifact import Artifact
from cppcc_portal.outputs.layout import Layout
from cppcc_portal.publishing.build_stamp import Inputs
from cppcc_portal.publishing.manifest import site_key

LARGEST = 8 * 1024 * 1024


@frozen(slots=False)
class KnownLayouts:
    """All that MkDocs gives to a build, and what it was made of.

    `pages` are hand-written pages, `layouts` the frames of columns, `addresses` those of all hand-written
    pages, `files` what MkDocs writes itself. `named` are the records that hand-written pages name, with their addresses
    or None: the only thing in them that records have a say in. `warnings` are what MkDocs warned of while it made them,
    `digests` those of the files that the file index names.
    """

    told: str
    file_index: FileIndex
    named: Mapping[str, str | None]
    pages: Mapping[str, Layout]
    layouts: Mapping[str, Layout]
    addresses: tuple[str, ...]
    files: Mapping[str, bytes]
    warnings: tuple[Warned, ...]
    digests: Digests

    def cover_all(self, artifacts: Iterable[Artifact]) -> bool:
        """Whether there is a frame for every artifact that wants one."""
        return all(one.layout is None or one.layout in self.pages or one.layout in self.layouts for one in artifacts)

    def stage(self, staging: Path) -> None:
        """Put the files of MkDocs where MkDocs would have put them."""
        for name, data in self.files.items():
            file = staging / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def find_layouts(store: Store, site: Path, inputs: Inputs, now: FileIndex) -> KnownLayouts | None:
    """Return the frames that were kept, when what they are made of is as it was; `now` is the file index of their inputs."""
    frames = read_layouts(store, site, inputs.told)
    return frames if frames is not None and not frames.file_index.changes(now, lambda: frames.digests) else None


def read_layouts(store: Store, site: Path, told: str) -> KnownLayouts | None:
    """Return the frames that were kept, when they were made with the settings that `told` tells."""
    data = store.get(site_key("frames", site))
    if data is not None:
        with suppress(Exception):
            before, files, pages, layouts, *rest = unpack(data)
            named, addresses, hosted, warnings, digests = rest
            if before == told:
                made = (named, _layouts(pages), _layouts(layouts), addresses, hosted, warnings, digests)
                return KnownLayouts(before, FileIndex(*files), *made)
    return None


def _layouts(rows: Mapping[str, tuple[tuple[bytes, ...], tuple[str, ...], str]]) -> dict[str, Layout]:
    return {name: Layout(*row) for name, row in rows.items()}


def keep_layouts(store: Store, site: Path, frames: KnownLayouts) -> None:
    """Keep frames for the next build, unless MkDocs copies so much that it is better done by MkDocs."""
    if sum(map(len, frames.files.values())) > LARGEST:
        return
    pages, layouts = (
        {name: (one.pieces, one.marks, one.digest) for name, one in sorted(made.items())}
        for made in (frames.pages, frames.layouts)
    )
    rest = (dict(frames.named), frames.addresses, dict(frames.files), frames.warnings, dict(frames.digests))
    row = (frames.told, tuple(frames.file_index), pages, layouts, *rest)
    store.put({site_key("frames", site): pickle.dumps(row, 5)})


def files_in(staging: Path) -> dict[str, bytes]:
    """Return what MkDocs wrote into the staging folder."""
    files = sorted(file for file in staging.rglob("*") if file.is_file())
    return {file.relative_to(staging).as_posix(): file.read_bytes() for file in files}
