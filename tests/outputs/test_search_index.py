"""The search index: pairs of characters, and nothing that depends on the order in which pages come."""

from __future__ import annotations

import json
import random

from cppcc_portal.outputs.search_index import ENTRY, Page, bucket_of, files, gaps, segment, segment_of, sizes
from cppcc_portal.views.channels.search_documents import SearchDocument


def page(number: int, *lines: str, title: str = "标题") -> Page:
    return Page(
        SearchDocument(title, f"activities/a{number}/", "调研", facets=(("kind", "活动"),), newest_first=-number),
        list(lines),
    )


def numbers(text: str) -> list[int]:
    found, last = [], -1
    for character in text:
        last += ord(character) - 0x1F
        found.append(last)
    return found


def bearing(pages: list[Page], key: str, buckets: int = 16) -> list[int]:
    """Return the numbers of the pages that the index of one segment names for a key, read as the browser reads it."""
    part = segment(pages, buckets).buckets[bucket_of(key.lstrip("=+"), buckets)].decode()
    line = next((line for line in part.split("\n") if line.startswith(f"{key}\t")), "\t")
    return numbers(line.split("\t", 1)[1])


def test_numbers_survive_as_text() -> None:
    chance = random.Random(1)
    for count in (0, 1, 2, 100, 256):
        written = sorted(chance.sample(range(256), count))
        assert numbers(gaps(written)) == written
        assert not set(gaps(written)) & set("\n\t\f\r")


def test_any_pair_of_neighbouring_characters_leads_to_its_pages() -> None:
    pages = [page(3, "县政府办公室"), page(2, "政协和政府"), page(1, "政，府")]
    assert bearing(pages, "政府") == [0, 1]
    assert bearing(pages, "府办") == [0]
    assert bearing(pages, "府政") == []


def test_a_line_ends_a_word() -> None:
    assert bearing([page(1, "县政", "府办")], "政府") == []


def test_titles_and_frequent_pairs_are_told_apart() -> None:
    pages = [page(2, "水利水利水利", title="水渠"), page(1, "水利", title="水利")]
    assert (bearing(pages, "=水利"), bearing(pages, "+水利"), bearing(pages, "=水")) == ([1], [0], [0, 1])


def test_the_order_of_pages_does_not_matter() -> None:
    pages = [page(number, f"第{number}次调研", title=f"调研{number}") for number in range(150)]
    shuffled = random.Random(2).sample(pages, len(pages))
    assert segment(pages, 16) == segment(shuffled, 16)


def test_the_newest_page_comes_first_and_rows_stand_in_blocks() -> None:
    one = segment([page(number, "文") for number in range(150)], 16)
    rows = [row for block in one.blocks for row in json.loads(block)]
    assert [len(json.loads(block)) for block in one.blocks] == [64, 64, 22]
    assert rows[0][0] == "activities/a149/" and rows[-1][0] == "activities/a0/"


def test_the_entry_tells_how_many_and_what_they_can_be_filtered_by() -> None:
    made = dict(files([segment([page(1, "甲乙")], 16), segment([], 16)], 16))
    entry = json.loads(made[ENTRY])
    assert entry["buckets"] == 16 and [one["count"] for one in entry["segments"]] == [1, 0]
    assert numbers(entry["segments"][0]["facets"]["kind"]["活动"]) == [0]
    assert {name for name in made if name.startswith("search/rows/")} == {"search/rows/0-0.json"}


def test_a_page_stays_in_its_segment_while_others_come_and_go() -> None:
    assert sizes(79) == (1, 16)
    segments, buckets = sizes(10_000)
    assert (segments, buckets) == (64, 1024) and sizes(9_999) == sizes(10_001)
    parallel_map = [segment_of(f"activities/a{number}/index.html", segments) for number in range(10_000)]
    assert max(map(parallel_map.count, range(segments))) < 256
