"""Listings: what `stat` says of every file below some folders, and which of them have changed since an earlier listing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

TICK = 2_000_000_000
"""Nanoseconds within which a file may be written twice and show one date only, on the coarsest of file systems."""


class Listing(NamedTuple):
    """Size and date in nanoseconds of every file, by path; of those whose dates do not vouch for them the digest too."""

    rows: dict[str, tuple[int, int]]
    unsettled: dict[str, str]

    def changes(self, now: Listing) -> set[str]:
        """Return the files that are not as they were: changed, new or gone."""
        changed = {path for path, _ in self.rows.items() ^ now.rows.items()}
        return changed | {path for path, digest in self.unsettled.items() if _digest(path) != digest}


def listing(places: Iterable[Path]) -> Listing:
    """Return the listing of all files and folders below `places`, which may be files too; links are followed.

    A file that changed a moment ago is unsettled: it may change again within one tick of the clock and look the same.
    """
    now = time.time_ns()
    rows = dict(sorted(row for place in places for row in _rows(str(place), set())))
    return Listing(rows, {path: _digest(path) for path, (_, changed) in rows.items() if now - changed < TICK})


def _rows(place: str, above: set[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield (path, (size, date)) of a file, or of all below a folder; a folder that holds itself is entered once."""
    try:
        stat = os.stat(place)
    except OSError:
        yield place, (-1, 0)
        return
    if os.path.isdir(place):
        real = os.path.realpath(place)
        if real not in above:
            yield from _below(place, above | {real})
    else:
        yield place, (stat.st_size, stat.st_mtime_ns)


def _below(folder: str, above: set[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                yield f"{entry.path}@{os.readlink(entry.path)}", (-1, 0)
                yield from _rows(entry.path, above)
            elif entry.is_dir():
                yield f"{entry.path}/", (-1, 0)
                yield from _below(entry.path, above)
            else:
                try:
                    stat = entry.stat(follow_symlinks=False)
                    yield entry.path, (stat.st_size, stat.st_mtime_ns)
                except OSError:
                    yield entry.path, (-1, 0)


def _digest(path: str) -> str:
    try:
        return blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""
