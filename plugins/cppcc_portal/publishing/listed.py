"""Listed: a site has a list of its own files, so that what leaves it was made by us, also when nothing else is known of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.publishing.making import write
from cppcc_portal.publishing.manifest import Manifest, Written, digest_of

LIST = ".portal-files"
"""Hidden, so that web servers and Pages do not show it; it tells nothing but which addresses there are."""


def listed_files(site: Path) -> list[str]:
    """Return the files that a site says are ours, as far as they are there; whoever wrote it cannot lead us elsewhere."""
    with suppress(OSError, UnicodeDecodeError):
        names = (site / LIST).read_text("utf-8").splitlines()
        return [name for name in names if _is_within(name) and os.path.lexists(f"{site}/{name}")]
    return []


def _is_within(name: str) -> bool:
    parts = name.split("/")
    return all(part and part not in (".", "..") for part in parts) and not os.path.isabs(name) and "\0" not in name


def stage_list(staging: Path, site: Path, known: Manifest, manifest: Manifest, is_part: bool) -> None:
    """Stage the list of a site whose files come and go, and add it to the manifest; of a part, what its other parts list stays.

    Raises WholeBuildNeededError when the list of a site of which a part is released is not what was written.
    """
    before = known.get(LIST)
    come, gone = manifest.keys() - known.keys(), known.keys() - manifest.keys()
    current = before and before.as_it_is(f"{site}/{LIST}")
    if is_part:
        if current is None:
            raise WholeBuildNeededError("the list of the site's files is not what was written; build again")
        if not come and not gone:
            manifest[LIST] = current
            return
        names: Iterable[str] = {*(site / LIST).read_text("utf-8").splitlines(), *come} - gone
    else:
        names = manifest.keys()
    content = "".join(f"{name}\n" for name in sorted(names) if name != LIST).encode()
    digest = digest_of(content)
    if current is not None and current.digest == digest:
        manifest[LIST] = current
        return
    size, changed = write(f"{staging}/{LIST}", content)
    manifest[LIST] = Written(digest, "", size, changed, digest)
