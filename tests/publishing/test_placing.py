"""Placing: a site on another file system is brought up to date whole or not at all, and nothing of a failure stays."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from worlds import difference, notice, picture, plain_build, put, tree


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of a few megabytes; only who may mount one can try it."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m,nr_inodes=4000", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True)
    except OSError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip("a file system may not be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, left: int) -> Path:
    """Fill a disk but for so many bytes."""
    stat = os.statvfs(disk)
    free = stat.f_bavail * stat.f_frsize
    put(disk / "other" / "ballast", b"x" * max(free - left, 0))
    return disk / "other" / "ballast"


def clean(root: Path) -> dict[str, bytes]:
    plain_build(root, root / "clean", root / "clean-cache")
    return tree(root / "clean")


@pytest.mark.parametrize("name", ["", "site"])
def test_a_site_on_another_file_system_is_the_clean_one(root: Path, disk: Path, name: str) -> None:
    site = disk / name
    plain_build(root, site)
    put(root / "content/notices/call.md", notice("改了", "改了。"))
    put(root / "content/notices/new.md", notice("新的", "新的。"))
    plain_build(root, site)
    assert difference(tree(site), clean(root)) == []
    assert sorted(path.name for path in disk.iterdir() if path.name.startswith(".")) == (
        [] if name else [".portal-files"]
    )
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in site.rglob("*") if path.is_file())
    assert plain_build(root, site).written == 0


@pytest.mark.parametrize(("name", "left"), [("", 50_000), ("site", 0)])
def test_a_disk_that_fills_up_leaves_the_site_as_it_was(root: Path, disk: Path, name: str, left: int) -> None:
    site = disk / name
    plain_build(root, site)
    before = tree(disk)
    ballast = fill(disk, left)
    for number in range(3):
        put(
            root / f"content/notices/n{number}.md",
            notice("新的", "很长的一段话。\n\n" * 4000 + f"\n\n![图](n{number}.png)\n"),
        )
        put(root / f"content/notices/n{number}.png", picture(number, (900, 700)))
    for _ in range(2):
        with pytest.raises(OSError) as stopped:
            plain_build(root, site)
        assert stopped.value.errno == errno.ENOSPC and stopped.value.filename == str(site)
        ballast_free = {path: data for path, data in tree(disk).items() if not path.startswith("other/")}
        assert difference(ballast_free, before) == []
        assert not [path for path in disk.rglob("*") if path.is_dir() and not any(path.iterdir())]
    ballast.unlink()
    ballast.parent.rmdir()
    plain_build(root, site)
    assert difference(tree(site), clean(root)) == []


def test_what_a_killed_build_brought_is_swept_by_the_next(root: Path, disk: Path) -> None:
    site = disk / "site"
    plain_build(root, site)
    put(disk / ".site.portal-new/0", "x")
    put(site / ".portal-new/0", "x")
    put(root / "content/notices/call.md", notice("改了", "改了。"))
    plain_build(root, site)
    assert not (disk / ".site.portal-new").exists() and not (site / ".portal-new").exists()


def test_a_folder_of_a_site_may_be_a_file_system_of_its_own(root: Path, tmp_path: Path) -> None:
    site = root / "site"
    plain_build(root, site)
    inner = site / "feeds"
    kept = tree(inner)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(inner)], capture_output=True)
    if done.returncode:
        pytest.skip("a file system may not be mounted here")
    try:
        put(root / "content/notices/call.md", notice("改了", "改了。"))
        plain_build(root, site)
        assert difference(tree(site), clean(root)) == []
        assert kept.keys() == tree(inner).keys()
    finally:
        subprocess.run(["umount", "--lazy", str(inner)], check=True)
