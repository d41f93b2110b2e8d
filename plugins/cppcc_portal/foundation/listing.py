"""Listings: what `stat` says of every file below some folders, told by one digest."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

TICK = 2_000_000_000
"""Nanoseconds within which a file may be written twice and show one date only, on the coarsest of file systems."""


class Listing(NamedTuple):
    """The digest of a listing, and the files whose dates do not vouch for them: their bytes are in the digest."""

    digest: str
    unsettled: tuple[str, ...]


def listing(places: Iterable[Path], unsettled: Collection[str] | None = None) -> Listing:
    """Return the listing of all files and folders below `places`, which may be files too; links are followed.

    Of a file that changed a moment ago the bytes are told as well, because it may change again within one tick of the
    clock. To compare with an earlier listing, give the `unsettled` files of that one.
    """
    now = time.time_ns()
    seen = blake2b(digest_size=16)
    looked_into = []
    for place in places:
        rows = sorted(_rows(str(place), set()))
        for path, _, changed in rows:
            if now - changed < TICK if unsettled is None else path in unsettled:
                looked_into.append(path)
                seen.update(_bytes(path))
        seen.update(repr(rows).encode())
    return Listing(seen.hexdigest(), tuple(looked_into))


def _rows(place: str, above: set[str]) -> Iterator[tuple[str, int, int]]:
    """Yield (path, size, date) of a file, or of all that is below a folder; a folder that holds itself is entered once."""
    try:
        stat = os.stat(place)
    except OSError:
        yield place, -1, 0
        return
    if os.path.isdir(place):
        real = os.path.realpath(place)
        if real not in above:
            yield from _below(place, above | {real})
    else:
        yield place, stat.st_size, stat.st_mtime_ns


def _below(folder: str, above: set[str]) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                yield f"{entry.path}@{os.readlink(entry.path)}", -1, 0
                yield from _rows(entry.path, above)
            elif entry.is_dir():
                yield entry.path, -1, 0
                yield from _below(entry.path, above)
            else:
                try:
                    stat = entry.stat(follow_symlinks=False)
                    yield entry.path, stat.st_size, stat.st_mtime_ns
                except OSError:
                    yield entry.path, -1, 0


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""
