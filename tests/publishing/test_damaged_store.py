"""A store that was damaged or written by somebody else heals in the same build; the site is the clean one."""

from __future__ import annotations

import os
import pickle
import random
import sqlite3
import sys
from hashlib import blake2b
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from hosted import Project
from worlds import notice, put, tree

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("PORTAL_SEED", "20261201"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_AS_OF", "2026-11-23")
        project = Project(tmp_path_factory.mktemp("damaged") / "project")
        project.build()
        put(project.root / "content/notices/call.md", notice("改了", "改了。"))
        project.build()
    return project


@pytest.fixture
def project(built: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PORTAL_AS_OF", "2026-11-23")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return built


class Planted:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os.mkdir, (str(self.file),)


def rows(project: Project) -> list[tuple[str, bytes]]:
    with sqlite3.connect(project.root / ".cache/portal.sqlite") as connection:
        return [(key, data) for key, data in connection.execute("SELECT key, data FROM kept ORDER BY key")]


def write(project: Project, changed: dict[str, bytes], *, is_sealed: bool) -> None:
    """Put other bytes into the store, with the checksum that they ought to have or the one of what was there."""
    with sqlite3.connect(project.root / ".cache/portal.sqlite") as connection:
        for key, data in changed.items():
            if is_sealed:
                checksum = blake2b(data, digest_size=8).digest()
                connection.execute("UPDATE kept SET data = ?, checksum = ? WHERE key = ?", (data, checksum, key))
            else:
                connection.execute("UPDATE kept SET data = ? WHERE key = ?", (data, key))


def is_healed(project: Project, before: dict[str, bytes]) -> None:
    edited = project.root / "content/notices/call.md"
    words = edited.read_text("utf-8")
    put(edited, words.replace("改了。", "又改了。") if "又改了" not in words else words.replace("又改了。", "改了。"))
    project.build()
    assert tree(project.site) == project.clean()
    project.build()


def flipped(data: bytes, chance: random.Random) -> bytes:
    where = chance.randrange(len(data))
    return data[:where] + bytes([data[where] ^ 1 << chance.randrange(8)]) + data[where + 1 :]


def test_flipped_bits_are_seen_and_the_site_is_the_clean_one(project: Project) -> None:
    chance = random.Random(SEED)
    write(project, {key: flipped(data, chance) for key, data in rows(project) if data}, is_sealed=False)
    is_healed(project, tree(project.site))


@pytest.mark.parametrize("what", ["nothing", "noise", "another value", "half"])
def test_other_bytes_under_right_checksums_are_no_values(project: Project, what: str) -> None:
    chance = random.Random(SEED)
    made = {
        "nothing": lambda data: b"",
        "noise": lambda data: chance.randbytes(len(data)),
        "another value": lambda data: pickle.dumps({"x": [1, "y"]}, 5),
        "half": lambda data: data[: len(data) // 2],
    }[what]
    written = {key: made(data) for key, data in rows(project) if not key.startswith("made:")}
    write(project, written, is_sealed=True)
    is_healed(project, tree(project.site))


def test_what_somebody_planted_in_the_store_does_not_run(project: Project, tmp_path: Path) -> None:
    written = {
        key: pickle.dumps(Planted(tmp_path / f"ran-{number}"), 5) for number, (key, _) in enumerate(rows(project))
    }
    write(project, {key: data for key, data in written.items() if not key.startswith("made:")}, is_sealed=True)
    is_healed(project, tree(project.site))
    assert list(tmp_path.glob("ran-*")) == []
