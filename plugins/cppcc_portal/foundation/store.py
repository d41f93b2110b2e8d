"""The byte store: what a build can make again, kept between builds in one file and never trusted over the source."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

_VERSION = 3
# Fragments and bodies are large: in SQLite's usual pages of 4 kB each would be cut into pieces.
_PAGE_SIZE = 65536

AT_HAND = 64 * 1024 * 1024
"""So many bytes of what was just put are kept in memory at most, where somebody asks for it."""


class Store:
    """Bytes by key in one SQLite file; safe to kill at any moment, and to share between builds and forked workers.

    What is read is checked against its checksum; a damaged or missing entry is simply absent. A file that cannot be used
    is made again. Raises OSError (ENOSPC) when the disk is full.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._process = -1
        self._connection: sqlite3.Connection | None = None
        self._at_hand: dict[str, bytes] = {}
        self._room = AT_HAND

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        return Store, (self.file,)

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under a key, or None."""
        return self._at_hand.get(key) or self.get_many((key,)).get(key)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept under those of the keys that are there and sound."""
        found: dict[str, bytes] = {}
        with self._failing_softly():
            connection = self._connect()
            for key in keys:
                row = connection.execute("SELECT checksum, data FROM kept WHERE key = ?", (key,)).fetchone()
                if row is None:
                    continue
                checksum, data = row
                if checksum == _checksum(data):
                    found[key] = data
                else:
                    with connection:
                        connection.execute("DELETE FROM kept WHERE key = ?", (key,))
        return found

    def put(self, items: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> None:
        """Keep the bytes, all or none of them."""
        pairs = items.items() if isinstance(items, Mapping) else items
        rows = [(key, _checksum(data), data) for key, data in pairs]
        if self._at_hand:
            for key, _, _ in rows:
                self._at_hand.pop(key, None)
        with self._failing_softly():
            connection = self._connect()
            with connection:
                connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def remember(self, items: Mapping[str, bytes]) -> None:
        """Have at hand, in this process and those forked from it, what a worker has put and what will soon be got."""
        self._room -= sum(map(len, items.values()))
        if self._room >= 0:
            self._at_hand |= items

    def has(self, keys: Iterable[str]) -> set[str]:
        """Return those of the keys under which something is kept."""
        found: set[str] = set()
        with self._failing_softly():
            connection = self._connect()
            for key in keys:
                if connection.execute("SELECT 1 FROM kept WHERE key = ?", (key,)).fetchone():
                    found.add(key)
        return found

    def below(self, prefix: str) -> set[str]:
        """Return every key that begins with a prefix."""
        with self._failing_softly():
            found = self._connect().execute(
                "SELECT key FROM kept WHERE key >= ? AND key < ?", (prefix, prefix + "\uffff")
            )
            return {key for (key,) in found}
        return set()

    def prune(self, live: set[str]) -> None:
        """Drop what is not live once it outweighs what is: the store stays within about twice its use."""
        with self._failing_softly():
            connection = self._connect()
            kept = {key for (key,) in connection.execute("SELECT key FROM kept")}
            dead = kept - live
            if len(dead) > 200 and len(dead) > len(live):
                with connection:
                    connection.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in dead))
                connection.execute("VACUUM")

    def close(self) -> None:
        """Let go of the file, and of what is at hand."""
        self._at_hand, self._room = {}, AT_HAND
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def _connect(self) -> sqlite3.Connection:
        """Return this process's own connection: one must not be carried across a fork."""
        if self._connection is None or self._process != os.getpid():
            try:
                connection = self._open()
            except sqlite3.DatabaseError as error:
                if "is full" in str(error) or "locked" in str(error):
                    raise
                self._start_anew()
                connection = self._open()
            self._connection, self._process = connection, os.getpid()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.file, timeout=60, check_same_thread=False)
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA wal_autocheckpoint = 100")
        connection.execute("PRAGMA mmap_size = 268435456")
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            self._begin_anew(connection)
        return connection

    def _begin_anew(self, connection: sqlite3.Connection) -> None:
        """Make the table, unless another process has made it meanwhile."""
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                connection.execute("DROP TABLE IF EXISTS kept")
                connection.execute(
                    "CREATE TABLE kept (key TEXT PRIMARY KEY, checksum BLOB NOT NULL, data BLOB NOT NULL)"
                )
                connection.execute(f"PRAGMA user_version = {_VERSION}")

    @contextlib.contextmanager
    def _failing_softly(self) -> Iterator[None]:
        """Start again when the file is damaged; a store that cannot be used costs time, never a build."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "is full" in str(error):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.file)) from error
            if "locked" not in str(error) and "readonly" not in str(error):
                self._start_anew()
        except sqlite3.DatabaseError:
            self._start_anew()
        except OSError:
            self._connection = None

    def _start_anew(self) -> None:
        """Take away the file, or whatever else has its name."""
        self.close()
        for ending in ("", "-wal", "-shm"):
            one = Path(f"{self.file}{ending}")
            with contextlib.suppress(OSError):
                if one.is_dir() and not one.is_symlink():
                    shutil.rmtree(one)
                else:
                    one.unlink(missing_ok=True)

    def forget_all(self) -> None:
        """Begin with nothing kept."""
        self._start_anew()


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=8).digest()
