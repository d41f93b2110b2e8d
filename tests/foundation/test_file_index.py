"""Listings: every change below a folder shows, and what is as it was does not."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cppcc_portal.foundation.file_index import FileIndex, file_index

LONG_AGO = time.time_ns() - 3_600_000_000_000


def settled(folder: Path) -> None:
    for file in (one for one in folder.rglob("*") if not one.is_symlink()):
        os.utime(file, ns=(LONG_AGO, LONG_AGO))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.md", "b.md", "sub/c.md", "sub/deep/d.md"):
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    settled(tmp_path)
    return tmp_path / "content"


def changed(folder: Path, work: Callable[[], object], places: tuple[Path, ...] = ()) -> set[str]:
    before = file_index((folder, *places))
    work()
    return {path.removeprefix(f"{folder}/") for path in before.changes(file_index((folder, *places)))}


def rewritten(file: Path, text: str, date: int) -> None:
    file.write_text(text)
    os.utime(file, ns=(date, date))


def test_what_is_as_it_was_has_not_changed(folder: Path) -> None:
    assert changed(folder, lambda: None) == set()


def test_a_new_size_a_new_date_a_new_file_and_one_that_is_gone_show(folder: Path) -> None:
    assert changed(folder, lambda: rewritten(folder / "a.md", "longer than before", LONG_AGO)) == {"a.md"}
    assert changed(folder, lambda: rewritten(folder / "sub/c.md", "sub/c.md", LONG_AGO + 1)) == {"sub/c.md"}
    assert changed(folder, lambda: rewritten(folder / "sub/new.md", "new", LONG_AGO)) == {"sub/new.md"}
    assert changed(folder, (folder / "b.md").unlink) == {"b.md"}


def test_a_file_that_changed_a_moment_ago_is_told_by_its_bytes(folder: Path) -> None:
    (folder / "a.md").write_text("one")
    stat = (folder / "a.md").stat()
    assert changed(folder, lambda: rewritten(folder / "a.md", "two", stat.st_mtime_ns)) == {"a.md"}
    assert changed(folder, lambda: rewritten(folder / "a.md", "two", stat.st_mtime_ns)) == set()


def test_new_and_renamed_folders_show_even_where_they_are_empty(folder: Path) -> None:
    assert changed(folder, (folder / "empty").mkdir) == {"empty/"}
    moved = changed(folder, lambda: (folder / "sub").rename(folder / "other"))
    assert moved == {"sub/", "sub/c.md", "sub/deep/", "sub/deep/d.md"} | {
        one.replace("sub/", "other/", 1) for one in ("sub/", "sub/c.md", "sub/deep/", "sub/deep/d.md")
    }


def test_links_show_where_they_lead_and_what_is_there(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside/x.md").write_text("x")
    (folder / "link").symlink_to(tmp_path / "beside")
    (folder / "one.md").symlink_to("a.md")
    settled(tmp_path)
    assert changed(folder, lambda: rewritten(tmp_path / "beside/x.md", "xx", LONG_AGO)) == {"link/x.md"}
    assert changed(folder, lambda: rewritten(folder / "a.md", "aa", LONG_AGO)) == {"a.md", "one.md"}

    def lead_elsewhere() -> None:
        (folder / "one.md").unlink()
        (folder / "one.md").symlink_to("b.md")

    assert changed(folder, lead_elsewhere) == {"one.md@a.md", "one.md@b.md", "one.md"}


def test_a_folder_that_holds_itself_is_entered_once(folder: Path) -> None:
    (folder / "sub/again").symlink_to(folder)
    assert not any("again/sub" in path for path in file_index((folder,)).folders)
    assert changed(folder, lambda: rewritten(folder / "a.md", "longer than before", LONG_AGO)) == {"a.md"}


def test_a_place_may_be_a_file_or_missing(folder: Path, tmp_path: Path) -> None:
    theme = tmp_path / "main.html"
    rewritten(theme, "theme", LONG_AGO)
    assert changed(folder, lambda: rewritten(theme, "other", LONG_AGO + 1), (theme,)) == {str(theme)}
    assert changed(folder, theme.unlink, (theme,)) == {str(theme)}
    assert changed(folder, lambda: None, (theme,)) == set()


def test_a_listing_tells_what_stat_said_of_a_file(folder: Path) -> None:
    now: FileIndex = file_index((folder,))
    assert now.stat(str(folder / "sub/c.md"))[:2] == (len("sub/c.md"), LONG_AGO)
    assert now.stat(str(folder / "sub/none.md")) is None
    assert now.stat(str(folder / "sub")) is None
