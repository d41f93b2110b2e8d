"""Anew: where nothing was read before, records are read beside all that a build begins with, most of its own modules included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cppcc_portal.foundation.prefetch import prefetch
from cppcc_portal.foundation.store import Store

if TYPE_CHECKING:
    from cppcc_portal.records.record_cache import Chunk
    from cppcc_portal.sources.documents import SourceFile


def warm_up_records(root: Path, content: Path, store: Path) -> Callable[[], Iterator[Chunk]]:
    """Begin to read every record file of `content` beside this process; return what waits for what they say."""
    # The file must be there before several processes open it.
    own = Store(store)
    own.has(())
    own.close()

    # Whoever reads and whoever waits for it will ask for these: they are loaded before the one is forked from the other.
    from cppcc_portal.records.record_cache import prepared, reader
    from cppcc_portal.records.registry import KINDS
    from cppcc_portal.sources.documents import documents
    from cppcc_portal.sources.vocabulary import read_vocabularies

    def prepare() -> tuple[Callable[[Sequence[SourceFile]], Chunk], Sequence[Sequence[SourceFile]]]:
        by_folder = {kind.folder: kind for kind in KINDS}
        words, _ = read_vocabularies(content)
        found, _ = documents(content, tuple(by_folder))
        return reader(root, by_folder, words, Store(store), {}), prepared(found, by_folder)

    return prefetch(prepare)
