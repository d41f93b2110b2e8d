"""Amending under MkDocs: a sealed site whose records' texts have changed is brought up to date without a whole build."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cppcc_portal.amend import Frame, amend
from cppcc_portal.build import Host, Project, new_staging
from cppcc_portal.foundation.listing import Listing
from cppcc_portal.mkdocs_plugins.frames import kept_frames
from cppcc_portal.publishing.register import read_register
from cppcc_portal.publishing.seal import Seal, put_seal
from cppcc_portal.sources.documents import Found

log = logging.getLogger("mkdocs.plugins.portal")


def amend_site(project: Project, host: Host, site: Path, seal: Seal, changed: Iterable[str], now: Listing) -> bool:
    """Amend a site as far as texts go and seal it anew; False when there is more to do, and then nothing was touched."""
    frames = kept_frames(project.store, site, seal.frames)
    register = read_register(project.store, site, seal.register)
    found = [_found(project, path, now) for path in sorted(changed)]
    if frames is None or register is None or not all(found):
        return False
    frame = Frame(frames.pages, frames.shells, frames.addresses, seal.manifest)
    staging = new_staging(project)
    try:
        done = amend(project, host, register, [one for one in found if one], frame, staging, site)
    except LookupError:
        return False
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        project.store.close()
    if done is None:
        return False
    put_seal(project.store, site, replace(seal, files=now, manifest=done.manifest))
    project.store.close()
    log.info("Portal: %d files, %d written, none of the others had to be looked at", done.files, done.written)
    return True


def _found(project: Project, path: str, now: Listing) -> Found | None:
    """Return a changed file as a record's, or None when it is gone or none."""
    file, stat = Path(path), now.stat(path)
    if stat is None or not path.endswith(".md") or not file.is_relative_to(project.content):
        return None
    return Found(f"{file.relative_to(project.root)}", file.relative_to(project.content).parts[0], *stat)
