"""Picturing: copies of pictures staged; what was made once is kept by its content, in files of the cache."""

from __future__ import annotations

import os
import posixpath
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import ContentError, Problem
from cppcc_portal.foundation.progress import told_on_terminal
from cppcc_portal.foundation.usable import make_folder
from cppcc_portal.foundation.workers import count, parallel_map
from cppcc_portal.portal.item import Asset
from cppcc_portal.publishing.making import write
from cppcc_portal.publishing.manifest import Manifest, Written, digest_of
from cppcc_portal.views.blocks.pictures import Derivative, derivatives

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

    Neither our own code nor the rest of a page has a say in them: an upgrade must not encode a thousand pictures again.
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


def copied(files: Iterable[Asset]) -> dict[str, str]:
    """Return the copies that a site has of assets of records, their pictures' smaller ones too, and the key of each."""
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
    """Make copies that are not kept yet, all of one picture by one worker, each content once wherever it lies.

    Raises ContentError with all pictures of which no copy can be made; the copies of all others are kept.
    """
    absent: dict[str, dict[str, Derivative]] = {}
    for one in missing:
        key = picture_key(one)
        if not (kept / key).is_file():
            absent.setdefault(one.digest, {}).setdefault(key, one)
    if not absent:
        return
    make_folder(kept)
    groups = list(absent.values())

    def make(group: Mapping[str, Derivative]) -> Problem | None:
        first = next(iter(group.values()))
        try:
            raw = (root / first.source).read_bytes()
        except OSError:
            return _problem(first, "读不到了", "检查文件还在不在，再生成一次")
        if blake2b(raw, digest_size=16).hexdigest() != first.digest:
            return _problem(first, "在生成网站的时候被改动了", "再生成一次")
        from cppcc_portal.outputs.pictures import copies

        made = copies(raw, [(one.width, one.form) for one in group.values()])
        for key in group:
            try:
                content = next(made)
            except Exception as error:
                # Encoders raise whatever a picture makes them; what the check let pass must at least be told.
                return _problem(first, f"做不出网页用的小图（{error}）", "用看图软件打开，另存为 JPEG 或 PNG 再放进来")
            _put(kept / key, content)
        return None

    done = told_on_terminal(
        parallel_map(make, groups, processes=count() if len(groups) > 1 else 1), len(groups), "图片"
    )
    if problems := [problem for problem in done if problem is not None]:
        raise ContentError(problems)


def _problem(one: Derivative, what: str, cure: str) -> Problem:
    return Problem(one.source, 1, f"图片「{posixpath.basename(one.source)}」{what}", cure)


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
