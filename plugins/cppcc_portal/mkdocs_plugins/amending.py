"""Amending under MkDocs: a sealed site of which a few records changed is brought up to date without a whole build."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable
from pathlib import Path

from cppcc_portal.amend import Frame, amend
from cppcc_portal.build import Host, Project, new_staging
from cppcc_portal.foundation.frozen import replace
from cppcc_portal.foundation.listing import Listing
from cppcc_portal.mkdocs_plugins.frames import kept_frames
from cppcc_portal.portal.beside import DOWNLOADS
from cppcc_portal.publishing.seal import Seal, put_seal
from cppcc_portal.records.kinds import KIND_IN
from cppcc_portal.sources.documents import Found, is_id

log = logging.getLogger("mkdocs.plugins.portal")


def amend_site(project: Project, host: Host, site: Path, seal: Seal, changed: Iterable[str], now: Listing) -> bool:
    """Amend a site as far as a few records go and seal it anew; False when there is more to do, and nothing was touched."""
    if not all(_is_of_a_record(project, path) for path in changed):
        return False
    files = [path for path in sorted(changed) if path.endswith(".md")]
    others = frozenset(_name(project, path) for path in changed if not path.endswith((".md", "/")))
    frames = kept_frames(project.store, site, seal.frames)
    if frames is None:
        return False
    stats = {path: now.stat(path) for path in files}
    found = [_found(project, path, stat) for path, stat in stats.items() if stat is not None]
    gone = [_name(project, path) for path, stat in stats.items() if stat is None]
    frame = Frame(frames.pages, frames.shells, frames.addresses, frozenset(frames.named), seal.manifest, seal.outlines)
    staging = new_staging(project)
    try:
        done = amend(project, host, found, gone, others, frame, staging, site)
    except LookupError as more:
        log.debug("Portal: everything is built: %s", more.args[0])
        return False
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        project.store.close()
    put_seal(project.store, site, replace(seal, files=now, manifest=done.released.manifest, outlines=done.outlines))
    project.store.close()
    log.info(
        "Portal: %d files, %d written, %d removed, none of the others had to be looked at",
        done.released.files,
        done.released.written,
        done.released.removed,
    )
    return True


def _is_of_a_record(project: Project, path: str) -> bool:
    """Whether a path that changed is a record's, a file's or a folder's among them; what is odd is for a whole build."""
    if not Path(path).is_relative_to(project.content):
        return False
    folder, *below = Path(path).relative_to(project.content).parts
    if folder not in KIND_IN or "@" in path or any(part.startswith(".") for part in below):
        return False
    if path.endswith("/"):
        return True
    if path.endswith(".md"):
        return bool(below) and is_id(Path(path).stem)
    return bool(below) and ".md" not in path and Path(path).suffix.lower() in DOWNLOADS


def _name(project: Project, path: str) -> str:
    return Path(path).relative_to(project.root).as_posix()


def _found(project: Project, path: str, stat: tuple[int, int]) -> Found:
    name = _name(project, path)
    return Found(name, name.split("/")[1], *stat)
