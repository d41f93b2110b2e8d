"""The manifest: what a site was last published as, and whether a file is still the one that was written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.publishing.manifest import (
    LOOKS,
    MADE,
    Manifest,
    Written,
    amend_manifest,
    digest_of,
    is_as_released,
    manifest_digest,
    manifest_key,
    manifest_keys,
    read_manifest,
    write_manifest,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(tmp_path / "portal.sqlite")
    yield one
    one.close()


def written(file: Path) -> Written:
    stat = file.stat()
    return Written("key", "print", stat.st_size, stat.st_mtime_ns, digest_of(file.read_bytes()))


def test_nothing_is_known_of_a_folder_that_was_never_published_to(store: Store, tmp_path: Path) -> None:
    assert read_manifest(store, tmp_path / "site") is None


def test_a_manifest_is_read_as_it_was_written(store: Store, tmp_path: Path) -> None:
    manifest = {"b.html": Written("1", "2", 3, 4, "5"), "a.html": Written("", "", -1, -1, "")}
    write_manifest(store, tmp_path / "site", manifest)
    assert read_manifest(store, tmp_path / "site") == manifest


def test_each_site_has_its_own_manifest(store: Store, tmp_path: Path) -> None:
    write_manifest(store, tmp_path / "one", {})
    assert read_manifest(store, tmp_path / "other") is None
    assert manifest_key(tmp_path / "one") != manifest_key(tmp_path / "other")


def test_a_manifest_that_is_no_manifest_is_unknown(store: Store, tmp_path: Path) -> None:
    store.put({manifest_key(tmp_path): b"not a pickle"})
    assert read_manifest(store, tmp_path) is None


def large() -> Manifest:
    return {f"activities/{number}/index.html": Written(f"{number}", "", 3, 4, "5") for number in range(200)}


def test_an_amended_manifest_is_the_one_that_would_have_been_written(store: Store, tmp_path: Path) -> None:
    whole, changed = large(), {"activities/7/index.html": Written("new", "", 1, 2, "3")}
    write_manifest(store, tmp_path / "site", whole)
    before = store.get_many(manifest_keys(store, tmp_path / "site"))
    assert amend_manifest(store, tmp_path / "site", whole, whole | changed) == 200
    after = store.get_many(manifest_keys(store, tmp_path / "site"))
    assert read_manifest(store, tmp_path / "site") == whole | changed
    assert len(before) > 50 and sum(before[key] != after[key] for key in before) == 3  # the index, and both of one part
    write_manifest(store, tmp_path / "other", whole | changed)
    assert manifest_digest(store, tmp_path / "site") == manifest_digest(store, tmp_path / "other")


def test_of_some_files_all_is_known_that_lies_beside_them(store: Store, tmp_path: Path) -> None:
    index = {f"search/pairs/{number}.json": Written("1", "", 3, 4, "5") for number in range(9)}
    write_manifest(store, tmp_path / "site", large() | index)
    known = read_manifest(store, tmp_path / "site", ["activities/7/index.html", "search/pairs/"])
    assert known is not None and known.keys() >= {"activities/7/index.html", *index}
    assert len(known) < 100


@pytest.mark.parametrize("what", [LOOKS, MADE])
def test_a_manifest_of_which_a_part_is_lost_is_unknown(store: Store, tmp_path: Path, what: str) -> None:
    write_manifest(store, tmp_path, large())
    digest = manifest_digest(store, tmp_path)
    store.put({max(key for key in manifest_keys(store, tmp_path) if f":{what}:" in key): b"not a pickle"})
    assert read_manifest(store, tmp_path) is None
    assert not is_as_released(store, tmp_path, digest)
    with pytest.raises(WholeBuildNeededError):
        amend_manifest(Store(tmp_path / "empty.sqlite"), tmp_path, {}, large())


def test_what_is_gone_leaves_a_manifest_and_a_part_that_it_empties(store: Store, tmp_path: Path) -> None:
    whole = large() | {"timeline/1999/index.html": Written("1", "", 3, 4, "5")}
    write_manifest(store, tmp_path / "site", whole)
    left = {
        file: one for file, one in whole.items() if file not in ("timeline/1999/index.html", "activities/7/index.html")
    }
    assert amend_manifest(store, tmp_path / "site", whole, left) == 199
    assert read_manifest(store, tmp_path / "site") == left
    write_manifest(store, tmp_path / "other", left)
    assert manifest_digest(store, tmp_path / "site") == manifest_digest(store, tmp_path / "other")


def test_a_copy_with_the_same_bytes_and_a_new_date_is_as_written(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("one")
    one = written(file)
    os.utime(file, ns=(1, 1))
    assert one.is_as_written(file)


def test_a_file_that_was_changed_replaced_or_removed_is_not_as_written(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("one")
    one = written(file)
    assert one.is_as_written(file)
    file.write_text("two")
    os.utime(file, ns=(one.changed, one.changed + 1))
    assert not one.is_as_written(file)
    file.write_text("longer")
    os.utime(file, ns=(one.changed, one.changed))
    assert not one.is_as_written(file)
    file.unlink()
    assert not one.is_as_written(file)
    assert not one.is_as_written(file / "below")
