"""Indexing: the search index made of the pages that are about to be released; segments that kept their pages are reused."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.packing import unpack
from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.foundation.workers import count, parallel_map
from cppcc_portal.outputs.artifact import Artifact, made
from cppcc_portal.outputs.layout import Layout, unpacked
from cppcc_portal.outputs.search_index import ENTRY, FOLDER, Page, Segment, files, segment, segment_of, sizes
from cppcc_portal.outputs.searched import is_searched, lines_of
from cppcc_portal.outputs.template_renderer import TemplateRenderer
from cppcc_portal.publishing.making import fragment_key, output_key, write
from cppcc_portal.publishing.manifest import Manifest, Written, digest_of, site_key
from cppcc_portal.views.channels.search_documents import SearchDocument
from cppcc_portal.views.recipe import Lazy

PARTS = (f"{FOLDER}pairs/", f"{FOLDER}rows/", ENTRY)


class Row(NamedTuple):
    """What is kept of a page in its segment: what it was made of and how search shows it, in words and as it is."""

    file: str
    fingerprint: str
    told: str
    found: SearchDocument


class Kept(NamedTuple):
    """A segment as the store keeps it, with the rows of its pages by file."""

    made: Segment
    rows: Mapping[str, Row]


@frozen
class Index:
    """What goes into the index: pages with how search shows each, and what is needed to read their words."""

    pages: tuple[tuple[Artifact, Lazy], ...]
    layouts: Mapping[str, Layout]
    templates: TemplateRenderer
    store: Store

    def told(self, page: Artifact, found: Lazy) -> str:
        """Return what tells all that a page brings into its segment."""
        made_of = output_key(page, self.layouts) if page.layout == page.file else page.fingerprint
        return f"{page.file} {made_of} {found!r}\n"

    def row(self, page: Artifact, found: Lazy) -> Row:
        """Return the row of a page."""
        (shown,) = found
        return Row(page.file, page.fingerprint, self.told(page, found), shown)

    def parts(self, segments: int) -> list[list[tuple[Artifact, Lazy]]]:
        """Return the pages of each segment."""
        parts: list[list[tuple[Artifact, Lazy]]] = [[] for _ in range(segments)]
        for one in self.pages:
            parts[segment_of(one[0].file, segments)].append(one)
        return parts

    def segment(self, rows: Mapping[str, Row], buckets: int) -> Kept:
        """Return one segment, from the words of its pages; WholeBuildNeededError when these are kept no more."""
        kept = self.store.get_many(fragment_key(row.fingerprint) for row in rows.values())
        lost = {row.file for row in rows.values() if fragment_key(row.fingerprint) not in kept}
        if lost:
            again = {page.file: made(page, self.templates, {}) for page, _ in self.pages if page.file in lost}
            kept |= {fragment_key(rows[file].fingerprint): data for file, data in again.items()}
        known = []
        for row in rows.values():
            fragment = kept.get(fragment_key(row.fingerprint))
            if fragment is None:
                raise WholeBuildNeededError(f"the words of {row.file} are kept no more; build again")
            if row.file in self.layouts:
                html = self.layouts[row.file].join(unpacked(fragment)).decode()
            else:
                html = unpacked(fragment).get("body", b"").decode()
            if lines := lines_of(html):
                known.append(Page(row.found if row.found.title else row.found._replace(title=lines[0]), lines))
        return Kept(segment(known, buckets), rows)


def index_of(
    artifacts: Iterable[Artifact],
    searched: Mapping[str, Lazy],
    layouts: Mapping[str, Layout],
    templates: TemplateRenderer,
    store: Store,
) -> Index:
    """Return what search shall find: those of the artifacts that are `searched`; a hand-written page only with words."""
    pages = [(one, searched[one.file]) for one in artifacts if one.file in searched and one.layout is not None]
    chosen = (one for one in pages if one[0].layout != one[0].file or _has_words(layouts[one[0].file]))
    return Index(tuple(chosen), layouts, templates, store)


def _has_words(layout: Layout) -> bool:
    return any(is_searched(piece.decode()) for piece in layout.pieces)


def stage_index(index: Index, staging: Path, site: Path, known: Manifest, manifest: Manifest) -> set[str]:
    """Add the index to the manifest, staging the files that changed; return the keys that it lives on in the store."""
    if not index.pages:
        return set()
    segments, buckets = sizes(len(index.pages))
    parts = index.parts(segments)
    keys = [_key(buckets, (index.told(*one) for one in part)) for part in parts]
    before = {file: one for file, one in known.items() if file.startswith(PARTS)}
    is_current = ENTRY in before and before[ENTRY].key == _whole(keys)
    if is_current and all(one.is_as_written(f"{site}/{file}") for file, one in before.items()):
        manifest.update(before)
    else:
        kept = _segments(index, keys, parts, buckets)
        _stage(kept, keys, buckets, staging, site, before, manifest)
        _keep_keys(index.store, site, keys, buckets)
    return {*keys, site_key("searched", site)}


def update_index(
    index: Index, gone: Collection[str], staging: Path, site: Path, known: Manifest, manifest: Manifest
) -> None:
    """Bring the segments of the given pages up to date, and of those that are gone.

    WholeBuildNeededError when the index that was released is kept no more, or would be cut into other segments now.
    """
    if not index.pages and not (gone and ENTRY in known):
        return
    store = index.store
    keys, buckets = _kept_keys(store, site)
    before = {file: one for file, one in known.items() if file.startswith(PARTS)}
    if ENTRY not in before or before[ENTRY].key != _whole(keys):
        raise WholeBuildNeededError("the search index is not the one that was released; build again")
    found = {key: one for key, data in store.get_many(keys).items() if (one := _read(data))}
    if len(found) < len(set(keys)):
        raise WholeBuildNeededError("parts of the search index are kept no more; build again")
    kept = [found[key] for key in keys]
    for place, part in enumerate(index.parts(len(keys))):
        old = kept[place].rows
        fresh = {page.file: index.row(page, shown) for page, shown in part}
        rows = {file: row for file, row in {**old, **fresh}.items() if file not in gone}
        if {file: row.told for file, row in rows.items()} != {file: row.told for file, row in old.items()}:
            kept[place] = index.segment(rows, buckets)
            keys[place] = _key(buckets, (row.told for row in rows.values()))
            store.put({keys[place]: _packed(kept[place])})
    if sizes(sum(len(one.rows) for one in kept)) != (len(keys), buckets):
        raise WholeBuildNeededError("the search index is to be cut anew; build again")
    for file in before:
        del manifest[file]
    _stage(kept, keys, buckets, staging, site, before, manifest)
    _keep_keys(store, site, keys, buckets)


def _key(buckets: int, told: Iterable[str]) -> str:
    """Return the key of a segment, which tells everything that it is made of."""
    seen = blake2b(f"{code_digest()} {buckets}\n".encode(), digest_size=16)
    for one in sorted(told):
        seen.update(one.encode())
    return f"search:{seen.hexdigest()}"


def _whole(keys: Sequence[str]) -> str:
    return blake2b("".join(keys).encode(), digest_size=16).hexdigest()


def _stage(
    kept: Sequence[Kept],
    keys: Sequence[str],
    buckets: int,
    staging: Path,
    site: Path,
    before: Manifest,
    manifest: Manifest,
) -> None:
    """Stage the files of the index that changed."""
    for file, content in files([one.made for one in kept], buckets):
        digest = digest_of(content)
        old = before.get(file)
        key = _whole(keys) if file == ENTRY else digest
        if old and (old.key, old.digest) == (key, digest) and old.is_as_written(f"{site}/{file}"):
            manifest[file] = old
        else:
            size, changed = write(f"{staging}/{file}", content)
            manifest[file] = Written(key, "", size, changed, digest)


def _segments(
    index: Index, keys: Sequence[str], parts: Sequence[Sequence[tuple[Artifact, Lazy]]], buckets: int
) -> list[Kept]:
    """Return every segment in order: from the store, or made again and put there."""
    kept = {key: found for key, data in index.store.get_many(keys).items() if (found := _read(data))}
    stale = [place for place, key in enumerate(keys) if key not in kept]

    def make(place: int) -> bytes:
        return _packed(index.segment({page.file: index.row(page, found) for page, found in parts[place]}, buckets))

    for place, data in zip(stale, parallel_map(make, stale, processes=count() if len(stale) > 1 else 1), strict=True):
        index.store.put({keys[place]: data})
        found = _read(data)
        assert found is not None
        kept[keys[place]] = found
    return [kept[key] for key in keys]


def _packed(one: Kept) -> bytes:
    rows = [(row.file, row.fingerprint, row.told, tuple(row.found)) for row in one.rows.values()]
    return pickle.dumps((one.made.buckets, one.made.facts, one.made.blocks, rows), 5)


def _read(data: bytes) -> Kept | None:
    with suppress(Exception):
        *of, rows = unpack(data)
        return Kept(Segment(*of), {row[0]: Row(row[0], row[1], row[2], SearchDocument(*row[3])) for row in rows})
    return None


def _keep_keys(store: Store, site: Path, keys: Sequence[str], buckets: int) -> None:
    store.put({site_key("searched", site): pickle.dumps((list(keys), buckets), 5)})


def _kept_keys(store: Store, site: Path) -> tuple[list[str], int]:
    """Return the keys of the segments of a site's index, and how many buckets it has; WholeBuildNeededError when they are lost."""
    data = store.get(site_key("searched", site))
    with suppress(Exception):
        keys, buckets = unpack(data or b"")
        return keys, buckets
    raise WholeBuildNeededError("nothing is known of the search index; build again")
