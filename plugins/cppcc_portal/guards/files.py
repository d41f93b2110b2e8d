"""Files: what the guards find in the texts of a site that are no records, and in what is attached; each is read once."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.file_index import TICK
from cppcc_portal.foundation.packing import unpack
from cppcc_portal.foundation.plain_files import is_plain
from cppcc_portal.foundation.store import Store
from cppcc_portal.guards.guarded import NOTHING, Guarded, guarded
from cppcc_portal.guards.policy import FILE as POLICY
from cppcc_portal.sources.ledger import FOLDER as LEDGER

LARGEST_TEXT = 2 * 1024 * 1024
_VOCABULARY = "_vocabulary"
_WRITTEN = (".md", ".yml", ".yaml", ".html", ".htm", ".txt", ".xml", ".json", ".csv", ".svg", ".js", ".css")


class GuardedFiles:
    """Looks through files, and keeps what was found while size and date of a file stay the same."""

    def __init__(self, root: Path, content: str, store: Store) -> None:
        self._root, self._content, self._store = root, content, store
        self._key = f"guarded:{root / content}:{code_digest()}"
        self._known: dict[str, tuple[tuple[int, int, int, int], Guarded]] = {}
        data = store.get(self._key)
        if data is not None:
            with suppress(Exception):
                self._known = unpack(data)
        self._used: dict[str, tuple[tuple[int, int, int, int], Guarded]] = {}

    @property
    def keys(self) -> set[str]:
        """The key under which the store keeps what was found."""
        return {self._key}

    def texts(self, pages: Path | None) -> Iterator[tuple[str, Guarded]]:
        """Yield what is found in the site's facts, vocabularies, office's files and ledger, and in hand-written pages."""
        content = self._root / self._content
        for file in (*_files(content, ".yml"), *_files(content / _VOCABULARY), *_files(content / LEDGER)):
            yield self._look(file, _of_text)
        for folder, _, names in os.walk(pages) if pages else ():
            for name in sorted(names):
                if name.lower().endswith(_WRITTEN) and not name.startswith(".") and is_plain(Path(folder, name)):
                    yield self._look(Path(folder, name), _of_text)

    def attached(self, paths: Iterable[str]) -> Iterator[tuple[str, Guarded]]:
        """Yield what is found in files that are published beside records, by their paths from the root."""
        for path in sorted(paths):
            yield self._look(self._root / path, _of_attachment)

    def keep(self) -> None:
        """Keep what was found, and forget files that nobody asked for."""
        now = time.time_ns()
        used = {path: one for path, one in sorted(self._used.items()) if now - max(one[0][1], one[0][3]) > TICK}
        if used != self._known:
            self._store.put({self._key: pickle.dumps(used, 5)})

    def keep_more(self) -> None:
        """Keep what was found beside what was known before."""
        self._used = {**self._known, **self._used}
        self.keep()

    def _look(self, file: Path, read: Callable[[Path], Guarded]) -> tuple[str, Guarded]:
        path = Path(os.path.relpath(file, self._root)).as_posix()
        stat = file.stat()
        mark = (stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns)
        known = self._known.get(path)
        if known is None or known[0] != mark:
            known = (mark, read(file))
        self._used[path] = known
        return path, known[1]


def _files(folder: Path, ending: str = "") -> list[Path]:
    """Return the files of a folder in order; the policy itself says what is public and what is not."""
    if not folder.is_dir() or folder.is_symlink():
        return []
    named = (one for one in folder.iterdir() if one.name != POLICY and not one.name.startswith((".", "~$")))
    return sorted(one for one in named if one.name.endswith(ending) and one.is_file() and not one.is_symlink())


def guarded_bytes(path: str, raw: bytes) -> Guarded:
    """Return what is found in the bytes of a file of a site: a text, or what is published beside records."""
    if path.lower().endswith(_WRITTEN):
        return _of_raw_text(raw, is_record=path.endswith(".md"))
    return _of_raw_attachment(Path(path), raw)


def _of_text(file: Path) -> Guarded:
    return _of_raw_text(file.read_bytes())


def _of_raw_text(raw: bytes, is_record: bool = False) -> Guarded:
    raw = raw[:LARGEST_TEXT]
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding).replace("\r\n", "\n")
            # Of a record only its head may let findings pass.
            return guarded(text, text.partition("\n---\n")[0]) if is_record else guarded(text)
    return NOTHING


def _of_attachment(file: Path) -> Guarded:
    return _of_raw_attachment(file, file.read_bytes())


def _of_raw_attachment(file: Path, raw: bytes) -> Guarded:
    from cppcc_portal.guards.attached import attached_findings  # what reads office documents is seldom needed
    from cppcc_portal.guards.scan import findings_in

    findings = (*findings_in(file.stem, "文件名"), *attached_findings(raw, file.name))
    return Guarded(findings) if findings else NOTHING
