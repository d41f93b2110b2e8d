"""The search index: which pages bear which two characters in a row, in small files of which a reader fetches a few.

Every pair of neighbouring characters (二元组) is a key, so that any word of two characters or more is found wherever it
stands, without a dictionary that would have to know it. Pages are spread over **segments** by their address and pairs
over **buckets**; a file holds one bucket of all segments. `assets/search.js` reads what is written here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.outputs.searched import runs, seen
from cppcc_portal.views.channels.search_documents import SearchDocument

FOLDER = "search/"
ENTRY = f"{FOLDER}entry.json"
BLOCK = 64
TITLE, MANY = "=", "+"
_OFTEN = 3
_SEGMENT = 256
_FIRST = 0x1F


class Page(NamedTuple):
    """A page as search knows it: how it is shown, and its lines."""

    found: SearchDocument
    lines: list[str]


@frozen
class Segment:
    """The index of some pages: the part of each bucket, the pages' facets and dates, and blocks of rows to show."""

    buckets: tuple[bytes, ...]
    facts: bytes
    blocks: tuple[bytes, ...]


def sizes(count: int) -> tuple[int, int]:
    """Return how many segments and buckets an index of so many pages has: powers of two, so that they seldom change."""
    segments = 1
    while segments * _SEGMENT < count:
        segments *= 2
    buckets = 16
    while buckets < 1024 and buckets * 10 < count:
        buckets *= 2
    return segments, buckets


def segment_of(file: str, segments: int) -> int:
    """Return the number of the segment that a page belongs to; it does not depend on other pages."""
    return crc32(file.encode()) % segments


def bucket_of(pair: str, buckets: int) -> int:
    """Return the number of the bucket that holds a pair, or the single character of a title."""
    second = ord(pair[1]) if len(pair) > 1 else 0
    return (ord(pair[0]) * 131 + second) % buckets


def segment(pages: Iterable[Page], buckets: int) -> Segment:
    """Return the index of the pages of one segment; the newest page is number 0."""
    ordered = sorted(pages, key=lambda page: (page.found.newest_first, page.found.address))
    lists: dict[str, list[int]] = {}
    facets: dict[str, dict[str, list[int]]] = {}
    for number, page in enumerate(ordered):
        for key in _keys(page):
            lists.setdefault(key, []).append(number)
        for name, word in page.found.facets:
            facets.setdefault(name, {}).setdefault(word, []).append(number)
    parts: list[list[str]] = [[] for _ in range(buckets)]
    for key in sorted(lists):
        bare = key[1:] if key[0] in (TITLE, MANY) else key
        parts[bucket_of(bare, buckets)].append(f"{key}\t{gaps(lists[key])}\n")
    facts = {
        "count": len(ordered),
        "months": "".join(chr(_FIRST + page.found.month) for page in ordered),
        "facets": {name: {word: gaps(found[word]) for word in sorted(found)} for name, found in sorted(facets.items())},
    }
    blocks = tuple(
        _json([page.found.row for page in ordered[start : start + BLOCK]]) for start in range(0, len(ordered), BLOCK)
    )
    return Segment(tuple("".join(part).encode() for part in parts), _json(facts), blocks)


def _keys(page: Page) -> Iterator[str]:
    """Yield the keys of a page, each once: its pairs, those that come often, those of its title and its characters."""
    pairs: Counter[str] = Counter()
    for run in runs("\n".join(page.lines)):
        pairs.update(_pairs(run))
    yield from pairs
    yield from (MANY + pair for pair, count in pairs.items() if count >= _OFTEN)
    title = runs(seen(page.found.title))
    yield from dict.fromkeys(TITLE + pair for run in title for pair in _pairs(run))
    yield from dict.fromkeys(TITLE + character for run in title for character in run)


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def gaps(numbers: Sequence[int]) -> str:
    """Return ascending numbers as text: a character for each, that far behind the space as the number is behind the last."""
    return "".join(chr(_FIRST + number - last) for number, last in zip(numbers, (-1, *numbers), strict=False))


def files(segments: Sequence[Segment], buckets: int) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the index with its content; the parts of a bucket stand in the order of the segments."""
    for number in range(buckets):
        yield f"{FOLDER}pairs/{number}.txt", b"\f".join(one.buckets[number] for one in segments)
    for place, one in enumerate(segments):
        for number, block in enumerate(one.blocks):
            yield f"{FOLDER}rows/{place}-{number}.json", block
    head = f'{{"buckets":{buckets},"block":{BLOCK},"segments":[\n'.encode()
    yield ENTRY, head + b",\n".join(one.facts for one in segments) + b"\n]}\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
