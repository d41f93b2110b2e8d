"""Indexing: the search index made of the pages that are about to be released; segments that kept their pages are reused."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.workers import count, spread
from cppcc_portal.outputs.artifact import Artifact, made
from cppcc_portal.outputs.press import Press
from cppcc_portal.outputs.search_index import ENTRY, FOLDER, Page, Segment, files, segment, segment_of, sizes
from cppcc_portal.outputs.searched import is_searched, lines_of
from cppcc_portal.outputs.shell import Shell, unpacked
from cppcc_portal.publishing.making import fragment_key, output_key, write
from cppcc_portal.publishing.manifest import Manifest, Written, digest_of
from cppcc_portal.views.recipe import Later

PARTS = (f"{FOLDER}pairs/", f"{FOLDER}rows/", ENTRY)


@dataclass(frozen=True, slots=True)
class Index:
    """What goes into the index: pages with how search shows each, in how many segments and buckets."""

    pages: tuple[tuple[Artifact, Later], ...]
    shells: Mapping[str, Shell]
    press: Press
    store: Store

    @property
    def sizes(self) -> tuple[int, int]:
        """How many segments and buckets there are."""
        return sizes(len(self.pages))

    def keys(self) -> list[tuple[str, tuple[tuple[Artifact, Later], ...]]]:
        """Return each segment's pages under a key that tells everything that the segment is made of."""
        segments, buckets = self.sizes
        parts: list[list[tuple[Artifact, Later]]] = [[] for _ in range(segments)]
        for one in self.pages:
            parts[segment_of(one[0].file, segments)].append(one)
        keyed = []
        for part in parts:
            seen = blake2b(f"{code_digest()} {buckets}\n".encode(), digest_size=16)
            for page, found in sorted(part, key=lambda one: one[0].file):
                told = output_key(page, self.shells) if page.shell == page.file else page.fingerprint
                seen.update(f"{page.file} {told} {found!r}\n".encode())
            keyed.append((f"search:{seen.hexdigest()}", tuple(part)))
        return keyed

    def segment(self, pages: Sequence[tuple[Artifact, Later]]) -> Segment:
        """Return one segment, from the words of its pages."""
        kept = self.store.get_many(fragment_key(page.fingerprint) for page, _ in pages)
        known = []
        for page, found in pages:
            fragment = kept.get(fragment_key(page.fingerprint)) or made(page, self.press, {})
            if page.shell == page.file:
                html = self.shells[page.file].join(unpacked(fragment)).decode()
            else:
                html = unpacked(fragment).get("body", "")
            if lines := lines_of(html):
                (shown,) = found
                known.append(Page(shown if shown.title else shown._replace(title=lines[0]), lines))
        return segment(known, self.sizes[1])


def index_of(
    artifacts: Iterable[Artifact],
    searched: Mapping[str, Later],
    shells: Mapping[str, Shell],
    press: Press,
    store: Store,
) -> Index:
    """Return what search shall find: those of the artifacts that are `searched`; a hand-written page only with words."""
    pages = [(one, searched[one.file]) for one in artifacts if one.file in searched and one.shell is not None]
    chosen = (one for one in pages if one[0].shell != one[0].file or _has_words(shells[one[0].file]))
    return Index(tuple(chosen), shells, press, store)


def _has_words(shell: Shell) -> bool:
    return any(is_searched(piece.decode()) for piece in shell.pieces)


def stage_index(index: Index, staging: Path, site: Path, known: Manifest, manifest: Manifest) -> set[str]:
    """Add the index to the manifest, staging the files that changed; return the keys of its segments in the store."""
    if not index.pages:
        return set()
    keyed = index.keys()
    whole = blake2b("".join(key for key, _ in keyed).encode(), digest_size=16).hexdigest()
    before = {file: one for file, one in known.items() if file.startswith(PARTS)}
    is_current = ENTRY in before and before[ENTRY].key == whole
    if is_current and all(one.is_as_written(f"{site}/{file}") for file, one in before.items()):
        manifest.update(before)
        return {key for key, _ in keyed}
    for file, content in files(_segments(index, keyed), index.sizes[1]):
        digest = digest_of(content)
        old = before.get(file)
        key = whole if file == ENTRY else digest
        if old and (old.key, old.digest) == (key, digest) and old.is_as_written(f"{site}/{file}"):
            manifest[file] = old
        else:
            size, changed = write(f"{staging}/{file}", content)
            manifest[file] = Written(key, "", size, changed, digest)
    return {key for key, _ in keyed}


def _segments(index: Index, keyed: Sequence[tuple[str, tuple[tuple[Artifact, Later], ...]]]) -> list[Segment]:
    """Return every segment in order: from the store, or made anew and put there."""
    kept = {key: found for key, data in index.store.get_many(key for key, _ in keyed).items() if (found := _read(data))}
    stale = [place for place, (key, _) in enumerate(keyed) if key not in kept]

    def make(place: int) -> bytes:
        one = index.segment(keyed[place][1])
        return pickle.dumps((one.buckets, one.facts, one.blocks), 5)

    for place, data in zip(stale, spread(make, stale, processes=count() if len(stale) > 1 else 1), strict=True):
        index.store.put({keyed[place][0]: data})
        kept[keyed[place][0]] = Segment(*pickle.loads(data))
    return [kept[key] for key, _ in keyed]


def _read(data: bytes) -> Segment | None:
    with suppress(Exception):
        return Segment(*pickle.loads(data))
    return None
