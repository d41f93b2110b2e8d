"""Making: stale artifacts rendered, joined with their layouts and staged, in several processes when there are many."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.workers import count, parallel_map
from cppcc_portal.outputs.artifact import Artifact, Views, fragments, made, renderer
from cppcc_portal.outputs.layout import Layout, unpacked
from cppcc_portal.outputs.template_renderer import TemplateRenderer
from cppcc_portal.publishing.manifest import Written, digest_of

CHUNK = 100
FEWEST = 12
PORTIONS = 10
FLAT = ".made"
ALONE = 150


@frozen
class Staging:
    """A folder in which outputs wait for their release.

    They lie there side by side: a folder for each page would be made and taken away again. Only where there is no site yet
    `is_site`: then each lies in its own place, and the whole folder becomes the site.
    """

    folder: Path
    is_site: bool

    def at(self, file: str, fingerprint: str) -> str:
        """Return where an output waits; one without a fingerprint was not made here, and lies in its own place."""
        return f"{self.folder}/{file}" if self.is_site or not fingerprint else f"{self.folder}/{FLAT}/{fingerprint}"


def output_key(artifact: Artifact, layouts: Mapping[str, Layout]) -> str:
    """Return the key of the whole output: the artifact's fingerprint and its layout's digest."""
    if artifact.layout is None:
        return artifact.fingerprint
    return f"{artifact.fingerprint}{layouts[artifact.layout].digest}"


def stage(
    artifacts: Sequence[Artifact],
    layouts: Mapping[str, Layout],
    templates: TemplateRenderer,
    store: Store,
    staging: Staging,
) -> Iterator[tuple[str, Written]]:
    """Write the artifacts into the staging folder; those whose fragment the store has are only joined, others are kept."""

    def stage_chunk(start: int) -> list[tuple[str, Written]]:
        chunk = artifacts[start : start + portion]
        framed = [(one, layouts[one.layout], fragment_key(one.fingerprint)) for one in chunk if one.layout is not None]
        keys = [key for _, _, key in framed]
        kept = store.get_many(keys if known is None else known.intersection(keys))
        made_now = fragments([one for one, _, key in framed if key not in kept], templates)
        fresh = {key: made_now[one.file] for one, _, key in framed if key not in kept}
        contents = kept | fresh
        wholes = [layout.join(unpacked(contents[key])) for _, layout, key in framed]
        digests = list(map(digest_of, wholes))
        pages = (one for one, _, _ in framed)
        staged = list(map(stage_one, pages, wholes, digests))
        if fresh:
            store.put(fresh)
        views: Views = {}
        for one in chunk:
            if one.layout is None:
                whole = made(one, templates, views)
                staged.append(stage_one(one, whole, digest_of(whole)))
        return staged

    def stage_one(one: Artifact, whole: bytes, digest: str) -> tuple[str, Written]:
        size, changed = write(staging.at(one.file, one.fingerprint), whole)
        return one.file, Written(output_key(one, layouts), one.fingerprint, size, changed, digest)

    # What weighs most, feeds and data, first: a worker that began one of their portions last would keep the others waiting.
    artifacts = sorted(artifacts, key=lambda one: one.layout is not None)
    # What many are made in is loaded here once, not by each worker; what few are, by the worker that makes them.
    forms = Counter(one.recipes[0].form for one in artifacts if one.recipes)
    for form in sorted(form for form, many in forms.items() if many > FEWEST):
        renderer(form)
    # Workers are told numbers: what an artifact is made of hangs together with the whole portal, and they have it already.
    processes = count() if len(artifacts) > ALONE else 1
    # To ask the store for each of thousands that it has not costs more than to ask once which it has.
    known = store.below("made:") if processes > 1 else None
    # A few hundred outputs weigh very differently; small portions let the workers end at the same time.
    portion = min(CHUNK, max(FEWEST, len(artifacts) // (PORTIONS * processes)))
    starts = range(0, len(artifacts), portion)
    for results in parallel_map(stage_chunk, starts, processes=processes):
        yield from results


def fragment_key(fingerprint: str) -> str:
    """Return the key under which the store keeps a fragment."""
    return f"made:{fingerprint}"


def _make_folder(folder: str) -> None:
    """Make a folder, and those around it where they are not there yet: most often they are."""
    try:
        os.mkdir(folder)
    except OSError:
        os.makedirs(folder, exist_ok=True)


def write(file: str, content: bytes) -> tuple[int, int]:
    """Write a file, making its folders; return its size and its time in nanoseconds."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    folder, _, name = file.rpartition("/")
    if name == "index.html":
        # A page has a folder of its own, and to be told that it is missing costs more than to make it.
        with suppress(FileExistsError, FileNotFoundError):
            os.mkdir(folder)
    try:
        descriptor = os.open(file, flags, 0o644)
    except FileNotFoundError:
        _make_folder(folder)
        descriptor = os.open(file, flags, 0o644)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        stat = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return stat.st_size, stat.st_mtime_ns
