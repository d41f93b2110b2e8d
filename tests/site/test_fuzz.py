"""Whatever bytes lie in any file of a site: the check ends with problems or with none, and what it accepts is built.

`PORTAL_FUZZ=2000 pytest tests/site/test_fuzz.py` tries so many; `PORTAL_SEED` begins elsewhere. A failure names its seed.
"""

from __future__ import annotations

import os
import random
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from zlib import crc32

import pytest
import yaml
from every_field import full_record

from cppcc_portal.content import read
from cppcc_portal.foundation.problems import ContentError
from cppcc_portal.records.registry import KINDS

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))

from worlds import REPOSITORY, Text, difference, host, project_of, put, tree, world, write
from worlds import plain_build as built

pytestmark = pytest.mark.slow

TRIES = int(os.environ.get("PORTAL_FUZZ", "50"))
SEED = int(os.environ.get("PORTAL_SEED", "20261201"))
LONGEST = 20.0

ODD = (
    *("", " ", "——", "🎉", "\U0010ffff", "\u200b", "\ufeff", "\x00", "\x1b", "\u202e", "\u2028", "é", "㐀", "𠀀"),
    *(
        "null",
        "~",
        "true",
        "[]",
        "{}",
        "[[",
        "- ",
        ": ",
        "!!python/name:os.system",
        "*a",
        "&a",
        "|",
        ">",
        "%YAML",
        "---",
    ),
    *("2026-02-30", "0000-00-00", "9" * 400, "-1", "1e400", "0x10", "12:60", "202X", "NaN", "=1+1", "../../etc/passwd"),
    *(
        "a" * 5000,
        "[" * 300,
        "{a: " * 60,
        "> " * 120,
        "- " * 120,
        "`" * 999,
        "![",
        "](",
        "<" * 400,
        "[^1]: x",
        "^" * 99,
    ),
)
VALUES = (None, True, 0, -1, 10**30, 1.5, "", "x", [], {}, [[]], [None], {"a": None}, ["x"] * 300, {"x": {"y": ["z"]}})


def whole() -> dict[str, Text]:
    """A site with a full record of every kind, and every other file that an editor writes."""
    files = world()
    for number, kind in enumerate(KINDS):
        files |= full_record(
            kind, f"full-{kind.name.replace('_', '-')}", 60 + number, lambda field: f"词{crc32(field.encode())}", {}
        )
    for name in ("duties.yml", "summaries.yml"):
        text = (REPOSITORY / "content" / name).read_text("utf-8")
        for one in ("x-city", "beisu", "jinghe"):
            text = re.sub(rf"(?<!name: )\b{one}\b", "east", text)
        files[name] = re.sub("对口协商会|微协商|常务委员会会议|主席会议", "学习培训", text)
    files["ledger/2025.csv"] = "date,unit,count,adopted\n2025-06,east,3,1\n"
    return files


FILES = whole()
NAMES = sorted(FILES)


def flip(data: bytes, chance: random.Random) -> bytes:
    where = chance.randrange(len(data) + 1)
    return data[:where] + chance.randbytes(chance.choice((1, 1, 2, 8))) + data[where + chance.randrange(3) :]


def odd_words(data: bytes, chance: random.Random) -> bytes:
    where = chance.randrange(len(data) + 1)
    return data[:where] + chance.choice(ODD).encode("utf-8", "surrogatepass") + data[where:]


def lines(data: bytes, chance: random.Random) -> bytes:
    rows = data.split(b"\n")
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    kind = chance.randrange(4)
    if kind == 0:
        rows[one], rows[other] = rows[other], rows[one]
    elif kind == 1:
        del rows[one]
    elif kind == 2:
        rows.insert(other, rows[one])
    else:
        rows[one] = b" " * chance.randrange(6) + rows[one].strip()
    return chance.choice((b"\n", b"\n", b"\n", b"\r\n", b"\r")).join(rows)


def encoded(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("gbk", "utf-16", "utf-16-le", "utf-32", "big5", "utf-8-sig")), "replace")


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def types(data: bytes, chance: random.Random) -> bytes:
    """Give one key of what YAML reads another type of value."""
    head, mark, body = data.decode("utf-8").removeprefix("---\n").partition("\n---\n")
    values = yaml.load(head, yaml.BaseLoader)
    if not isinstance(values, dict) or not values:
        return odd_words(data, chance)
    values[chance.choice(sorted(values))] = chance.choice(VALUES)
    dumped = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    return (f"---\n{dumped}---\n{body}" if mark else dumped).encode()


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, odd_words, odd_words, lines, encoded, cut, types)


def mutated(seed: int) -> dict[str, bytes]:
    """Return the one or few files that this seed makes others."""
    chance = random.Random(seed)
    found: dict[str, bytes] = {}
    for name in chance.sample(NAMES, chance.choice((1, 1, 1, 2, 4))):
        text = FILES[name]
        data = text.encode() if isinstance(text, str) else text
        for _ in range(chance.choice((1, 1, 2, 3))):
            try:
                data = chance.choice(CHANGES)(data, chance)
            except (yaml.YAMLError, UnicodeDecodeError):
                data = flip(data, chance)
        found[name] = data
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("fuzz") / "project", FILES)


def checked(root: Path, changed: Mapping[str, bytes]) -> bool:
    """Whether the check accepts a site with some files changed; it always ends, soon, and every problem has a place."""
    try:
        for name, data in changed.items():
            put(root / "content" / name, data)
        began = time.monotonic()
        project = project_of(root)
        try:
            content = read(project, host())
        finally:
            project.store.close()
        assert time.monotonic() - began < LONGEST
        for problem in content.problems:
            assert problem.path and problem.line >= 1 and problem.cure and "\n" not in problem.path
        return not content.has_errors
    finally:
        for name in changed:
            put(root / "content" / name, FILES[name])


def test_the_whole_site_is_sound(root: Path) -> None:
    assert checked(root, {})


def test_no_bytes_in_any_file_end_the_check_and_what_it_accepts_is_built(root: Path) -> None:
    accepted: dict[str, bytes] = {}
    for number in range(TRIES):
        seed = SEED + number
        changed = mutated(seed)
        try:
            if checked(root, changed):
                accepted |= changed
        except Exception as error:
            raise AssertionError(f"PORTAL_SEED={seed} PORTAL_FUZZ=1: {sorted(changed)}") from error
        if accepted and (number % 20 == 19 or number == TRIES - 1):
            build_together(root, accepted, seed)
            accepted = {}


def build_together(root: Path, accepted: Mapping[str, bytes], seed: int) -> None:
    """Build a site with all that was accepted, or file by file where they do not go together."""
    groups = [accepted] if checked(root, accepted) else [{name: data} for name, data in accepted.items()]
    for group in groups:
        if not checked(root, group):
            continue
        try:
            for name, data in group.items():
                put(root / "content" / name, data)
            built(root, root / "site")
        except ContentError as error:
            # A picture that only encoding finds out to be broken is told by its name.
            assert all(problem.cure for problem in error.problems)
        except Exception as error:
            raise AssertionError(f"accepted, not built, seeds up to {seed}: {sorted(group)}") from error
        finally:
            for name in group:
                put(root / "content" / name, FILES[name])


def test_after_all_that_the_site_is_the_clean_one(root: Path, tmp_path: Path) -> None:
    built(root, root / "site")
    clean = write(tmp_path / "project", FILES)
    built(clean, clean / "site")
    assert difference(tree(root / "site"), tree(clean / "site")) == []
