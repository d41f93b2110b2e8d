"""Listings: what `stat` says of every file below some folders, and which of them have changed since an earlier listing."""

from __future__ import annotations

import marshal
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

TICK = 2_000_000_000
"""Nanoseconds within which a file may be written twice and show one date only, on the coarsest of file systems."""

# Name, size, date, inode, change time. A folder is told as `name/`, a link as `name@target` before what it leads to, both
# without a size.
_Row = tuple[str, int, int, int, int]
Digests = Mapping[str, str]


class FileIndex(NamedTuple):
    """What `stat` says of every file, packed by folder; of those whose dates do not vouch for them the digest too.

    A tool that restores a file may give it the size and date of another, but then it has another inode or change time.
    These also differ after a checkout, so that the digest of its bytes, where it is known, decides. Folders are compared packed, and only those that differ are looked into: of ten thousand files hardly one has changed.
    """

    folders: dict[str, bytes]
    unsettled: dict[str, str]

    def changes(self, now: FileIndex, digests: Callable[[], Digests] = dict) -> set[str]:
        """Return the files that are not as they were: changed, new or gone; `digests` are asked for where they decide."""
        changed = {path for path, digest in self.unsettled.items() if digest_of(path) != digest}
        restored: set[str] = set()
        for folder in self.folders.keys() | now.folders.keys():
            if self.folders.get(folder) != now.folders.get(folder):
                before, after = set(self._rows(folder)), set(now._rows(folder))
                looks_same = {row[:3] for row in before} & {row[:3] for row in after}
                for row in before ^ after:
                    (restored if row[:3] in looks_same else changed).add(f"{folder}/{row[0]}")
        if restored:
            known = {**digests(), **self.unsettled}
            changed.update(path for path in restored if known.get(path) != digest_of(path))
        return changed

    def stat(self, path: str) -> tuple[int, int, int, int] | None:
        """Return size, date, inode and change time of a file, or None when there was none."""
        folder, _, name = path.rpartition("/")
        return next((row[1:] for row in self._rows(folder) if row[0] == name), None)

    def digests(self, known: Digests) -> dict[str, str]:
        """Return the digests of all files whose inodes count, as far as they are not `known`, read from the disk."""
        paths = (f"{folder}/{row[0]}" for folder in self.folders for row in self._rows(folder) if row[3])
        return {path: known.get(path) or self.unsettled.get(path) or digest_of(path) for path in paths}

    def _rows(self, folder: str) -> list[_Row]:
        packed = self.folders.get(folder)
        rows: list[_Row] = marshal.loads(packed) if packed is not None else []
        return rows


def file_index(places: Iterable[Path], installed: Iterable[Path] = (), closed: Iterable[Path] = ()) -> FileIndex:
    """Return the file index of all files and folders below `places`, which may be files too; links are followed.

    Within what is `closed` no link is followed: such a link is refused, and may lead to a whole disk.

    What is `installed` has the dates of its package, wherever and whenever that was unpacked: no inode counts. A file that changed a moment ago is unsettled: it may change again within one tick of the clock and look the same.
    """
    look = _Look(time.time_ns() - TICK)
    for place in places:
        look.at(str(place.parent), place.name, frozenset())
    look.is_closed = True
    for place in closed:
        look.at(str(place.parent), place.name, frozenset())
    look.is_own = look.is_closed = False
    for place in installed:
        look.at(str(place.parent), place.name, frozenset())
    # Version 2 writes equal rows as equal bytes; later ones also tell which objects were the same.
    folders = {folder: marshal.dumps(rows, 2) for folder, rows in look.rows.items()}
    return FileIndex(folders, {path: digest_of(path) for path in look.unsettled})


class _Look:
    """One look at files and folders; what was written after `settled` may be written again and show the same date."""

    def __init__(self, settled: int) -> None:
        self.rows: dict[str, list[_Row]] = {}
        self.unsettled: list[str] = []
        self.settled = settled
        self.is_own = True
        self.is_closed = False

    def at(self, folder: str, name: str, above: frozenset[str]) -> None:
        """Look at a file, or at all below a folder; a folder that holds itself is entered once."""
        place = f"{folder}/{name}"
        try:
            found = os.stat(place)
        except OSError:
            self.rows.setdefault(folder, []).append((name, -1, 0, 0, 0))
            return
        if stat.S_ISDIR(found.st_mode):
            real = os.path.realpath(place)
            if real not in above:
                self._below(place, above | {real})
        else:
            restored = (found.st_ino, found.st_ctime_ns) if self.is_own else (0, 0)
            self.rows.setdefault(folder, []).append((name, found.st_size, found.st_mtime_ns, *restored))
            if stat.S_ISREG(found.st_mode) and max(found.st_mtime_ns, restored[1]) > self.settled:
                self.unsettled.append(place)

    def _below(self, folder: str, above: frozenset[str]) -> None:
        rows, settled, is_own = self.rows.setdefault(folder, []), self.settled, self.is_own
        others: list[os.DirEntry[str]] = []
        with _entries(folder) as entries:
            for entry in entries:
                if not entry.is_file(follow_symlinks=False):
                    others.append(entry)
                    continue
                try:
                    found = entry.stat(follow_symlinks=False)
                except OSError:
                    rows.append((entry.name, -1, 0, 0, 0))
                    continue
                changed, restored = found.st_mtime_ns, found.st_ctime_ns if is_own else 0
                rows.append((entry.name, found.st_size, changed, found.st_ino if is_own else 0, restored))
                if changed > settled or restored > settled:
                    self.unsettled.append(f"{folder}/{entry.name}")
            for other in others:
                place = f"{folder}/{other.name}"
                if other.is_symlink():
                    rows.append((f"{other.name}@{os.readlink(place)}", -1, 0, 0, 0))
                    if self.is_closed:
                        continue
                elif other.is_dir():
                    rows.append((f"{other.name}/", -1, 0, 0, 0))
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


def digest_of(path: str) -> str:
    """Return the digest of a file's bytes, '' where it cannot be read."""
    try:
        # A pipe that nobody writes into would be waited for.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            return blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return ""
