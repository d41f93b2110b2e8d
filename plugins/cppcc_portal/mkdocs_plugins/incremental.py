"""Amending under MkDocs: a sealed site of which a few records changed is brought up to date without a whole build."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from cppcc_portal.build import new_staging
from cppcc_portal.foundation.file_index import FileIndex, digest_of
from cppcc_portal.foundation.frozen import replace
from cppcc_portal.foundation.problems import ContentError
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.incremental import SiteLayouts, build_incrementally
from cppcc_portal.mkdocs_plugins.changed_records import ChangedRecords
from cppcc_portal.mkdocs_plugins.known_layouts import read_layouts
from cppcc_portal.project import Host, Project
from cppcc_portal.publishing.build_stamp import BuildStamp, put_stamp

log = logging.getLogger("mkdocs.plugins.portal")


def build_site_incrementally(
    project: Project,
    host: Host,
    site: Path,
    stamp: BuildStamp,
    changed: ChangedRecords,
    reading: Callable[[], Mapping[str, bytes]],
    now: FileIndex,
) -> bool:
    """Amend a site as far as a few records go and seal it again; False when there is more to do, and nothing was touched."""
    told = {message.partition(":")[0] for _, _, message in stamp.warnings}
    if not told.isdisjoint((*changed.gone, *(one.path for one in changed.found))):
        log.debug("Portal: everything is built: there was a problem to tell of what changed")
        return False
    frames = read_layouts(project.store, site, stamp.frames)
    if frames is None:
        return False
    frame = SiteLayouts(
        frames.pages, frames.layouts, frames.addresses, frozenset(frames.named), stamp.manifest, stamp.outlines
    )
    staging = new_staging(project)
    try:
        paths = [one.path for one in changed.found]
        done = build_incrementally(project, host, paths, changed.gone, changed.files, reading, frame, staging, site)
    except (WholeBuildNeededError, ContentError) as more:
        log.debug("Portal: everything is built: %s", more.args[0])
        return False
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        project.store.close()
    fresh = (str(project.root / path) for path in (*paths, *changed.files))
    digests = {**stamp.digests, **{path: digest_of(path) for path in fresh}}
    released = {"manifest": done.released.manifest, "outlines": done.outlines}
    put_stamp(project.store, site, replace(stamp, files=now, digests=digests, **released))
    project.store.close()
    log.info(
        "Portal: %d files, %d written, %d removed, none of the others had to be looked at",
        done.released.files,
        done.released.written,
        done.released.removed,
    )
    return True
