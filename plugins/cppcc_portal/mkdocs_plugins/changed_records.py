"""Changed: the record files that came, went or became others since a site was sealed, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cppcc_portal.foundation.file_index import FileIndex
from cppcc_portal.foundation.store import Store
from cppcc_portal.records.registry import KIND_IN, KINDS
from cppcc_portal.sources.documents import SourceFile, is_id
from cppcc_portal.sources.downloads import DOWNLOADS


class ChangedRecords(NamedTuple):
    """The records to be read, the paths of those that are gone, and the paths of other files that are not as they were."""

    found: tuple[SourceFile, ...]
    gone: tuple[str, ...]
    files: frozenset[str]


def changed_records(root: Path, content: Path, paths: Iterable[str], now: FileIndex) -> ChangedRecords | None:
    """Return what changed at some paths, folders among them; None when more than records and files beside them did."""
    found, gone, files = [], [], set()
    for path in sorted(paths):
        if not _is_of_a_record(content, path):
            return None
        if path.endswith("/"):
            continue
        name, stat = Path(path).relative_to(root).as_posix(), now.stat(path)
        if not path.endswith(".md"):
            files.add(name)
        elif stat is None:
            gone.append(name)
        else:
            found.append(SourceFile(name, name.split("/")[1], *stat))
    return ChangedRecords(tuple(found), tuple(gone), frozenset(files))


def read_changed(root: Path, content: Path, changed: ChangedRecords, store: Path) -> dict[str, bytes]:
    """Return readings of the files that changed, packed by path: this may be another process, so it loads what reads."""
    from cppcc_portal.records.record_cache import read_again

    own = Store(store)
    try:
        return read_again(root, content, KINDS, changed.found, own) if changed.found else {}
    finally:
        own.close()


def _is_of_a_record(content: Path, path: str) -> bool:
    """Whether a path that changed is a record's, a file's or a folder's among them; what is odd is for a whole build."""
    if not Path(path).is_relative_to(content):
        return False
    folder, *below = Path(path).relative_to(content).parts
    if folder not in KIND_IN or "@" in path or any(part.startswith(".") for part in below):
        return False
    if path.endswith("/"):
        return True
    if path.endswith(".md"):
        return bool(below) and is_id(Path(path).stem)
    return bool(below) and ".md" not in path and Path(path).suffix.lower() in DOWNLOADS
