"""Files beside records: found inside the content folder or not at all."""

from __future__ import annotations

import os
import pickle
import posixpath
import re
import time
import unicodedata
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from urllib.parse import unquote

from cppcc_portal.foundation.code import code_digest
from cppcc_portal.foundation.file_index import TICK
from cppcc_portal.foundation.likeness import alike
from cppcc_portal.foundation.packing import unpack
from cppcc_portal.foundation.plain_files import special
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.foundation.store import Store
from cppcc_portal.portal.item import Asset
from cppcc_portal.portal.leads import elsewhere
from cppcc_portal.sources.downloads import DOWNLOADS
from cppcc_portal.sources.images import OTHERS, image_facts, other_format
from cppcc_portal.sources.ledger import FOLDER as LEDGER

# Characters that only tell how others are joined, ordered or drawn.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")

# What `stat` says: size, date, inode and change time. `NEVER` is told by no file, so that its bytes are looked at.
Mark = tuple[int, int, int, int]
Known = tuple[Mark, Asset, tuple[Problem, ...]]
NEVER = (-1, -1, -1, -1)

LARGEST = 50 * 1024 * 1024
MOST = 8


class Assets:
    """Looks files up beside records, reading each once; what it learns is kept while size and date stay the same."""

    def __init__(self, root: Path, content: str, store: Store) -> None:
        self.root, self.content, self.store = root, content, store
        self._key = f"beside:{root / content}:{code_digest()}"
        self._known: dict[str, Known] = {}
        data = store.get(self._key)
        if data is not None:
            with suppress(Exception):
                self._known = unpack(data)
        self._used: dict[str, Known] = {}

    @property
    def keys(self) -> set[str]:
        """The key under which the store keeps what was learnt."""
        return {self._key}

    @property
    def used(self) -> frozenset[str]:
        """The paths of the files that were found beside records so far, and that may be published."""
        return frozenset(one.path for _, one, problems in self._used.values() if not problems)

    @property
    def named(self) -> frozenset[str]:
        """The paths of all files that records name and that are there, whether they can be published or not."""
        return frozenset(self._used)

    def find(self, record_path: str, written: str, is_image: bool) -> tuple[Asset | None, str, str]:
        """Return (file, what is wrong, cure) for a name written in a record; nothing outside `content/` is touched."""
        path, what, cure = None, "", ""
        for asked in _asked(record_path, written):
            path, what, cure = self._inside(asked, record_path, written)
            if path is not None:
                break
        if path is None:
            return None, what, cure
        beside, problems = self._look(path, is_image)
        if asked != path:
            self._used[asked] = self._used[path]
        if beside is None or problems:
            return None, problems[0].what, problems[0].cure
        return beside, "", ""

    def keep(self) -> None:
        """Keep what was learnt in this build for the next."""
        if self._used != self._known:
            self.store.put({self._key: pickle.dumps(dict(sorted(self._used.items())), 5)})

    def keep_more(self) -> None:
        """Keep what was learnt beside what was known before."""
        if any(self._known.get(path) != one for path, one in self._used.items()):
            self.store.put({self._key: pickle.dumps(dict(sorted({**self._known, **self._used}.items())), 5)})

    def remembered(self) -> Assets:
        """Return the same files as an earlier build has learnt of them, whatever they are now."""
        return _Remembered(self)

    def _inside(self, asked: str, record_path: str, written: str) -> tuple[str | None, str, str]:
        if asked.startswith("/") or "\\" in asked or ":" in asked or "\0" in asked:
            return None, f"「{written[:60]}」不是旁边的文件", "把文件放在这条记录旁边，只写文件名"
        parts = asked.split("/")
        if parts[0] != self.content or any(part.startswith(("_", ".")) for part in parts[1:]):
            return None, f"「{written[:60]}」在内容文件夹以外", "把文件放在这条记录旁边，只写文件名"
        if parts[1:2] == [LEDGER]:
            return None, f"「{written[:60]}」是台账，不能公开", "删去这一处；台账里的数字由网站自己汇总"
        if not os.path.isfile(self.root / asked):
            parts = self._spelled(parts)
        place = str(self.root)
        for part in parts:
            place = f"{place}/{part}"
            if os.path.islink(place):
                return None, f"「{written[:60]}」是一个指向别处的链接文件", "把真正的文件放在这条记录旁边"
        if not parts or not os.path.isfile(place):
            return None, f"找不到文件「{written[:60]}」", self._cure(asked, record_path)
        return "/".join(parts), "", ""

    def _spelled(self, parts: list[str]) -> list[str]:
        """Return the names on the disk that look like these, empty where there are none.

        A Mac takes the accent of 「café」 for a character of its own, and pasted names carry what nobody can see.
        """
        found: list[str] = []
        for part in parts:
            folder = "/".join((str(self.root), *found))
            if os.path.lexists(f"{folder}/{part}"):
                found.append(part)
                continue
            names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
            same = next((name for name in names if _looks(name) == _looks(part)), None)
            if same is None:
                return []
            found.append(same)
        return found

    def _cure(self, path: str, record_path: str) -> str:
        """Return what to write for a file that is not there: the same name elsewhere, or what lies beside the record.

        Of names that are only alike none is proposed: the picture of somebody else would pass the check.
        """
        here, name = posixpath.dirname(path), posixpath.basename(path)
        place = f"{here}/"
        found = elsewhere(name, self._all)
        if len(found) == 1:
            shown = posixpath.relpath(found[0], posixpath.dirname(record_path))
            return f"改成「{shown}」，或把文件放进 {place}"
        if found:
            shown = "、".join(posixpath.relpath(one, posixpath.dirname(record_path)) for one in found[:MOST])
            return f"这个名字的文件有 {len(found)} 个，写要用的那一个：{shown}"
        beside = [posixpath.basename(one) for one in self._all if posixpath.dirname(one) == here]
        might = alike(name, beside, MOST) or (beside if len(beside) <= MOST else ())
        return f"把文件放进 {place}" + (f"；那里现有：{'、'.join(might)}，确认就是它再改" if might else "")

    @cached_property
    def _all(self) -> tuple[str, ...]:
        """The paths of all files of the content folder that are no records; looked for only where one is missing."""
        found = []
        for folder, folders, names in os.walk(self.root / self.content):
            folders[:] = [one for one in folders if not one.startswith(("_", ".")) and one != LEDGER]
            below = Path(folder).relative_to(self.root).as_posix()
            found += [f"{below}/{one}" for one in names if Path(one).suffix.lower() in DOWNLOADS]
        return tuple(sorted(found))

    def _look(self, path: str, is_image: bool) -> tuple[Asset | None, tuple[Problem, ...]]:
        if path in self._used:
            return self._used[path][1], self._used[path][2]
        file = self.root / path
        stat = file.stat()
        if not S_ISREG(stat.st_mode):
            return Asset(path, 0, "", None), (special(path),)
        mark = (stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns)
        known = self._known.get(path)
        if known is None or (is_image and known[1].image is None) or not _is_same(file, known, mark):
            known = (mark, *self._read(file, path, stat.st_size, is_image))
        # What changed a moment ago may change again within one tick of the clock and look the same.
        is_settled = time.time_ns() - max(mark[1], mark[3]) > TICK
        self._used[path] = known = (mark if is_settled else NEVER, *known[1:])
        return known[1], known[2]

    def _read(self, file: Path, path: str, size: int, is_image: bool) -> tuple[Asset, tuple[Problem, ...]]:
        ending = file.suffix.lower()
        nothing = Asset(path, size, "", None)
        if ending in OTHERS:
            what, cure = other_format(path, OTHERS[ending])
            return nothing, (Problem(path, 1, f"图片「{file.name}」{what}", cure),)
        if ending not in DOWNLOADS:
            return nothing, (Problem(path, 1, f"不能发布「{ending}」文件", "换成 PDF、Office、图片等常用格式"),)
        if size > LARGEST:
            return nothing, (Problem(path, 1, "文件超过 50 MB", "压缩或拆分后再放"),)
        if is_image or ending in (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"):
            facts, problems = image_facts(file, path)
            if facts is None:
                return nothing, problems
            return Asset(path, size, facts.digest, facts), problems
        return Asset(path, size, blake2b(file.read_bytes(), digest_size=16).hexdigest(), None), ()


def _is_same(file: Path, known: Known, mark: Mark) -> bool:
    """Whether a file is as it is known: by what `stat` says, or else by its bytes, as after a fresh checkout."""
    if known[0] == mark:
        return True
    before = known[1]
    if not before.digest or before.bytes != mark[0]:
        return False
    return before.digest == blake2b(file.read_bytes(), digest_size=16).hexdigest()


def _asked(record_path: str, written: str) -> list[str]:
    """Return the paths that a name may mean: as it is written, or with what is escaped in it as in an address."""
    folder = posixpath.dirname(record_path)
    meant = dict.fromkeys((written, unquote(written)))
    return [posixpath.normpath(posixpath.join(folder, name)) for name in meant]


def _looks(name: str) -> str:
    """Return a name as it looks: composed, with plain blanks, without what nobody can see."""
    if name.isascii():
        return name
    return unicodedata.normalize("NFC", " ".join(_UNSEEN.sub("", name).split()))


class _Remembered(Assets):
    """Answers from what was learnt before."""

    def __init__(self, files: Assets) -> None:
        self._known = files._known

    def find(self, record_path: str, written: str, is_image: bool) -> tuple[Asset | None, str, str]:
        for asked in _asked(record_path, written):
            if known := self._known.get(asked):
                return known[1], "", ""
        return None, "", ""
