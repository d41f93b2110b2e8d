"""Release: what was staged takes its place in the site, what nobody made any more leaves it, the rest is not touched."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.outputs.artifact import Artifact, Copy
from cppcc_portal.outputs.layout import Layout
from cppcc_portal.outputs.template_renderer import TemplateRenderer
from cppcc_portal.publishing.indexing import PARTS, index_of, stage_index, update_index
from cppcc_portal.publishing.listed import LIST, listed_files, stage_list
from cppcc_portal.publishing.lock import build_lock
from cppcc_portal.publishing.making import Staging, fragment_key, output_key, stage, write
from cppcc_portal.publishing.manifest import (
    Manifest,
    Written,
    amend_manifest,
    digest_of,
    manifest_digest,
    manifest_keys,
    read_manifest,
    site_key,
    write_manifest,
)
from cppcc_portal.publishing.outlines import outline_keys
from cppcc_portal.publishing.picturing import Pictures, stage_pictures
from cppcc_portal.publishing.placing import become, place, sweep
from cppcc_portal.views.recipe import Lazy

UNKNOWN = Written("", "", -1, -1, "")


@frozen
class Released:
    """What a release did: files in the site, written, removed; the digest of its manifest; the keys that a whole site lives on."""

    files: int
    written: int
    removed: int
    manifest: str
    keys: frozenset[str]


@frozen
class Onto:
    """What a part of a site is released onto: the digest of a manifest, and the part as it was when that was written.

    `before` has a fingerprint for each output of the part by its file; `lost` has the key of each copy of a file or a
    picture that nothing shows any more.
    """

    manifest: str
    before: Mapping[str, str]
    lost: Mapping[str, str]

    def gone(self, known: Manifest, artifacts: Sequence[Artifact]) -> frozenset[str]:
        """Return the files that are no more; WholeBuildNeededError when the part is not what was released, or not of one piece."""
        now = {one.file for one in artifacts}
        strange = {file for file in now - self.before.keys() if file in known}
        if strange or any(file not in known or known[file].fingerprint != told for file, told in self.before.items()):
            raise WholeBuildNeededError("the part is not what was released; build again")
        if any(file not in known or known[file].key != key for file, key in self.lost.items()):
            raise WholeBuildNeededError("the files beside records are not those that were released; build again")
        return frozenset(self.before.keys() - now)


def release(
    artifacts: Sequence[Artifact],
    copies: Sequence[Copy],
    pictures: Pictures,
    searched: Mapping[str, Lazy],
    layouts: Mapping[str, Layout],
    templates: TemplateRenderer,
    store: Store,
    staging: Path,
    site: Path,
    onto: Onto | None = None,
) -> Released:
    """Publish artifacts, copies, pictures, an index of what is `searched`, and what the host put into `staging`.

    Nothing in `site` is touched before everything is staged; each file then takes its place by a rename, or all of them
    by one where there was no site.
    What else we released before leaves the site, unless they are released `onto` it: then it stays. A file that we never
    made is left alone.
    Raises WholeBuildNeededError when the site has become another meanwhile, or was never what `onto` says that it was.
    """
    with build_lock(store, site):
        if onto is not None and onto.manifest != manifest_digest(store, site):
            raise WholeBuildNeededError("another build has released this site meanwhile; build again")
        named = (one.file for some in (artifacts, copies, pictures.wanted) for one in some)
        part = None if onto is None else {*named, *onto.before, *onto.lost, *PARTS, LIST}
        old = read_manifest(store, site, part) if site.is_dir() else {}
        known = _known(site, old or {}) if onto is None else old or {}
        gone = onto.gone(known, artifacts) if onto is not None else frozenset()
        left_out = gone if onto is None else gone | onto.lost.keys()
        manifest: Manifest = {} if onto is None else {file: one for file, one in known.items() if file not in left_out}
        within = f"{site}/"
        hosted = _hosted(staging)
        stale = []
        for one in artifacts:
            before = known.get(one.file)
            kept = before and before.key == output_key(one, layouts) and before.as_it_is(within + one.file)
            if kept:
                manifest[one.file] = kept
            else:
                stale.append(one)
        waiting = Staging(staging, is_site=not known and _is_free(site))
        manifest.update(stage(stale, layouts, templates, store, waiting))
        ours = set(manifest)
        for copy in copies:
            before = known.get(copy.file)
            kept = before and before.key == copy.digest and before.as_it_is(within + copy.file)
            if kept:
                manifest[copy.file] = kept
            else:
                content = copy.source.read_bytes()
                size, changed = write(f"{staging}/{copy.file}", content)
                manifest[copy.file] = Written(copy.digest, "", size, changed, digest_of(content))
        stage_pictures(pictures, staging, site, known, manifest)
        index = index_of(artifacts, searched, layouts, templates, store)
        lived_on: set[str] = set()
        if onto is None:
            lived_on = stage_index(index, staging, site, known, manifest)
        else:
            update_index(index, gone, staging, site, known, manifest)
        for file in hosted - set(manifest):
            _keep_if_same(file, staging, site, known, manifest)
        stage_list(staging, site, known, manifest, is_part=onto is not None)
        coming = dict.fromkeys(manifest.keys() - known.keys(), UNKNOWN)
        if not old:
            # A new site of which nothing is kept either takes its place at once: killed then, it is one that nobody knows.
            if not waiting.is_site or manifest_digest(store, site):
                write_manifest(store, site, known | coming)
        elif coming:
            amend_manifest(store, site, known, known | coming)
        written = become(waiting, site, manifest) or place(waiting, site, known, manifest)
        left = [file for file in known if file not in manifest]
        sweep(site, left)
        files = write_manifest(store, site, manifest) if onto is None else amend_manifest(store, site, known, manifest)
        keys = lived_on
        if onto is None:
            keys |= {fragment_key(manifest[file].fingerprint) for file in ours}
            keys |= {site_key(what, site) for what in ("seal", "frames", "digests")}
            keys |= manifest_keys(store, site) | outline_keys(store, site)
        return Released(files, written, len(left), manifest_digest(store, site), frozenset(keys))


def _known(site: Path, manifest: Manifest) -> Manifest:
    """Return what is known of a site: its manifest, and what the site itself lists, as one does that was put back from a copy."""
    if not site.is_dir():
        return manifest
    return dict.fromkeys(listed_files(site), UNKNOWN) | manifest


def _hosted(staging: Path) -> set[str]:
    """Return the files that the host has put into the staging folder."""
    return {file.relative_to(staging).as_posix() for file in staging.rglob("*") if file.is_file()}


def _keep_if_same(file: str, staging: Path, site: Path, known: Manifest, manifest: Manifest) -> None:
    """Leave a host's file alone in the site when its bytes are the same; else let the staged one take its place."""
    digest = digest_of((staging / file).read_bytes())
    before = known.get(file)
    kept = before and before.key == digest and before.as_it_is(f"{site}/{file}")
    if kept:
        manifest[file] = kept
        return
    stat = os.stat(staging / file)
    manifest[file] = Written(digest, "", stat.st_size, stat.st_mtime_ns, digest)


def _is_free(site: Path) -> bool:
    """Whether there is nothing yet where the site will be."""
    return not site.exists() or (site.is_dir() and not any(site.iterdir()))
