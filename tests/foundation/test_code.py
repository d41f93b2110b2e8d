"""The digest of the program: another file, another text or another name is another digest, whatever was kept of it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from cppcc_portal.foundation.code import digest_of_files

LONG_AGO = time.time_ns() - 3600 * 1_000_000_000


@pytest.fixture(autouse=True)
def bytecode_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program, written an hour ago by the clock that tells whether files have settled."""
    (tmp_path / "program/part/__pycache__").mkdir(parents=True)
    (tmp_path / "program/one.py").write_text("one = 1\n")
    (tmp_path / "program/part/two.py").write_text("two = 2\n")
    monkeypatch.setattr(time, "time_ns", lambda: LONG_AGO + 7200 * 1_000_000_000)
    return tmp_path / "program"


def digest(folder: Path) -> str:
    return digest_of_files(str(folder), folder.parent / "kept")


def reads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the files must be read for their digest."""
    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", lambda *_: pytest.fail("read"))
        try:
            digest(folder)
        except pytest.fail.Exception:
            return True
    return False


def test_a_program_that_is_as_it_was_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reads(folder, monkeypatch)
    first = digest(folder)
    assert not reads(folder, monkeypatch) and digest(folder) == first
    (folder / "part/__pycache__/two.pyc").write_bytes(b"compiled")
    assert not reads(folder, monkeypatch) and digest(folder) == first


def test_every_change_is_another_digest(folder: Path) -> None:
    seen = [digest(folder)]
    (folder / "one.py").write_text("one = 2\n")
    seen.append(digest(folder))
    (folder / "part/two.py").rename(folder / "part/three.py")
    seen.append(digest(folder))
    (folder / "four.py").touch()
    seen.append(digest(folder))
    (folder / "one.py").unlink()
    seen.append(digest(folder))
    assert len(set(seen)) == len(seen)
    (folder.parent / "kept").unlink()
    assert digest(folder) == seen[-1]


def test_a_change_that_keeps_size_and_date_is_seen(folder: Path) -> None:
    file = folder / "one.py"
    before, dates = digest(folder), (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    file.write_text("one = 2\n")
    os.utime(file, ns=dates)
    assert digest(folder) != before


def test_of_what_changed_a_moment_ago_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: (folder / "one.py").stat().st_ctime_ns + 1)
    digest(folder)
    assert not (folder.parent / "kept").exists()


def test_where_python_may_keep_no_bytecode_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    digest(folder)
    assert not (folder.parent / "kept").exists()


@pytest.mark.parametrize("damage", [b"", b"\xff", b"one", b"one two three"])
def test_what_is_damaged_is_made_anew(folder: Path, damage: bytes) -> None:
    before = digest(folder)
    (folder.parent / "kept").write_bytes(damage)
    assert digest(folder) == before
