"""Listings: what `stat` says of every file below some folders, and which of them have changed since an earlier listing."""

from __future__ import annotations

import marshal
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

TICK = 2_000_000_000
"""Nanoseconds within which a file may be written twice and show one date only, on the coarsest of file systems."""

# Name, size, date. A folder is told as `name/`, a link as `name@target` before what it leads to, both without a size.
_Row = tuple[str, int, int]


class Listing(NamedTuple):
    """Size and date in nanoseconds of every file, packed by folder; of those whose dates do not vouch for them the digest too.

    Folders are compared packed, and only those that differ are looked into: of ten thousand files hardly one has changed.
    """

    folders: dict[str, bytes]
    unsettled: dict[str, str]

    def changes(self, now: Listing) -> set[str]:
        """Return the files that are not as they were: changed, new or gone."""
        changed = {path for path, digest in self.unsettled.items() if _digest(path) != digest}
        for folder in self.folders.keys() | now.folders.keys():
            if self.folders.get(folder) != now.folders.get(folder):
                differing = set(self._rows(folder)) ^ set(now._rows(folder))
                changed.update(f"{folder}/{name}" for name, _, _ in differing)
        return changed

    def stat(self, path: str) -> tuple[int, int] | None:
        """Return size and date of a file, or None when there was none."""
        folder, _, name = path.rpartition("/")
        return next((row[1:] for row in self._rows(folder) if row[0] == name), None)

    def _rows(self, folder: str) -> list[_Row]:
        packed = self.folders.get(folder)
        rows: list[_Row] = marshal.loads(packed) if packed is not None else []
        return rows


def listing(places: Iterable[Path]) -> Listing:
    """Return the listing of all files and folders below `places`, which may be files too; links are followed.

    A file that changed a moment ago is unsettled: it may change again within one tick of the clock and look the same.
    """
    look = _Look(time.time_ns() - TICK)
    for place in places:
        look.at(str(place.parent), place.name, frozenset())
    # Version 2 writes equal rows as equal bytes; later ones also tell which objects were the same.
    folders = {folder: marshal.dumps(rows, 2) for folder, rows in look.rows.items()}
    return Listing(folders, {path: _digest(path) for path in look.unsettled})


class _Look:
    """One look at files and folders; what was written after `settled` may be written again and show the same date."""

    def __init__(self, settled: int) -> None:
        self.rows: dict[str, list[_Row]] = {}
        self.unsettled: list[str] = []
        self.settled = settled

    def at(self, folder: str, name: str, above: frozenset[str]) -> None:
        """Look at a file, or at all below a folder; a folder that holds itself is entered once."""
        place = f"{folder}/{name}"
        try:
            found = os.stat(place)
        except OSError:
            self.rows.setdefault(folder, []).append((name, -1, 0))
            return
        if stat.S_ISDIR(found.st_mode):
            real = os.path.realpath(place)
            if real not in above:
                self._below(place, above | {real})
        else:
            self.rows.setdefault(folder, []).append((name, found.st_size, found.st_mtime_ns))
            if found.st_mtime_ns > self.settled:
                self.unsettled.append(place)

    def _below(self, folder: str, above: frozenset[str]) -> None:
        rows, settled = self.rows.setdefault(folder, []), self.settled
        others: list[os.DirEntry[str]] = []
        with _entries(folder) as entries:
            for entry in entries:
                if not entry.is_file(follow_symlinks=False):
                    others.append(entry)
                    continue
                try:
                    found = entry.stat(follow_symlinks=False)
                except OSError:
                    rows.append((entry.name, -1, 0))
                    continue
                changed = found.st_mtime_ns
                rows.append((entry.name, found.st_size, changed))
                if changed > settled:
                    self.unsettled.append(f"{folder}/{entry.name}")
            for other in others:
                place = f"{folder}/{other.name}"
                if other.is_symlink():
                    rows.append((f"{other.name}@{os.readlink(place)}", -1, 0))
                elif other.is_dir():
                    rows.append((f"{other.name}/", -1, 0))
                    self._below(place, above)
                    continue
                self.at(folder, other.name, above)


@contextmanager
def _entries(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """Give what is in a folder. Where it can be, files are looked up from the folder itself: by their whole paths it takes longer."""
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as entries:
            yield entries
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with os.scandir(opened) as entries:
            yield entries
    finally:
        os.close(opened)


def _digest(path: str) -> str:
    try:
        return blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""
