"""Picturing: copies of pictures staged; what was made once is kept by its content, in files of the cache."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.workers import count, spread
from cppcc_portal.portal.item import Beside
from cppcc_portal.publishing.making import write
from cppcc_portal.publishing.manifest import Manifest, Written, digest_of
from cppcc_portal.views.pictures import Derivative, derivatives

FOLDER = "pictures"


@frozen
class Pictures:
    """The copies of pictures that a site shows, the project's root that their sources lie below, and its cache.

    `are_all` says whether it shows no others.
    """

    wanted: Sequence[Derivative]
    root: Path
    cache: Path
    are_all: bool


def stage_pictures(pictures: Pictures, staging: Path, site: Path, known: Manifest, manifest: Manifest) -> None:
    """Add copies of pictures to the manifest, staging those that the site has not; make only what is nowhere kept.

    Neither our own code nor the rest of a page has a say in them: an upgrade must not encode a thousand pictures anew.
    """
    wanted, kept = pictures.wanted, pictures.cache / FOLDER
    missing = []
    for one in wanted:
        before = known.get(one.file)
        current = before and before.key == picture_key(one) and before.as_it_is(f"{site}/{one.file}")
        if current:
            manifest[one.file] = current
        else:
            missing.append(one)
    if not wanted:
        return
    _make(missing, pictures.root, kept)
    for one in missing:
        content = (kept / picture_key(one)).read_bytes()
        size, changed = write(f"{staging}/{one.file}", content)
        manifest[one.file] = Written(picture_key(one), "", size, changed, digest_of(content))
    if pictures.are_all:
        _sweep(kept, {picture_key(one) for one in wanted})


def copied(files: Iterable[Beside]) -> dict[str, str]:
    """Return the copies that a site has of files beside records, their pictures' smaller ones too, and the key of each."""
    whole = {one.file: one.digest for one in files}
    return whole | {small.file: picture_key(small) for one in files for small in derivatives(one)}


def picture_key(one: Derivative) -> str:
    """Return the name under which a copy is kept: it tells the picture, the width, the form and the encoders."""
    return blake2b(f"{one.digest} {one.width} {one.form} {_maker()}".encode(), digest_size=16).hexdigest()


@cache
def _maker() -> str:
    # Most builds have no new picture, and loading the encoders would cost them more than all the rest of this.
    from cppcc_portal.outputs.pictures import maker

    return maker()


def _make(missing: Iterable[Derivative], root: Path, kept: Path) -> None:
    """Make copies that are not kept yet, all of one picture by one worker."""
    absent = [one for one in missing if not (kept / picture_key(one)).is_file()]
    if not absent:
        return
    kept.mkdir(parents=True, exist_ok=True)
    groups = [tuple(group) for _, group in groupby(absent, key=lambda one: one.source)]

    def make(group: tuple[Derivative, ...]) -> None:
        from cppcc_portal.outputs.pictures import copies

        raw = (root / group[0].source).read_bytes()
        made = copies(raw, [(one.width, one.form) for one in group])
        for one, content in zip(group, made, strict=True):
            _put(kept / picture_key(one), content)

    for _ in spread(make, groups, processes=count() if len(groups) > 1 else 1):
        pass


def _put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, however many builds do so at once."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as out:
        out.write(content)
    os.replace(out.name, file)


def _sweep(kept: Path, live: set[str]) -> None:
    """Forget copies that nothing shows any more, once they outweigh the others: a draft may come back tomorrow."""
    with suppress(OSError):
        dead = [file for file in kept.iterdir() if file.name not in live]
        if len(dead) > 100 and len(dead) > len(live):
            for file in dead:
                file.unlink()
