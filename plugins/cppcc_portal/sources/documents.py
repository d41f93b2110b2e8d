"""Documents: the files of `content/`, found by one walk and read with every field on its line."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.names import title_slug
from cppcc_portal.foundation.packing import packed_by_number
from cppcc_portal.foundation.plain_files import has_odd_name, oddly_named, special
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.front_matter import CONTROL, Fields, Split, read_fields, split
from cppcc_portal.sources.ledger import FOLDER as LEDGER
from cppcc_portal.sources.limits import is_printed

LARGEST = 2 * 1024 * 1024

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Zero-width spaces come along with text copied from web pages; nothing is lost without them.
_NOTHING = re.compile("[\u200b\u2060\ufeff]")
_COPIED = re.compile(r"副本|复制|复件|[ (（]\d+[)）]?$|\bcopy\b", re.IGNORECASE)
NEARLY = (".md", ".markdown", ".md.txt", ".mdx")


@packed_by_number
class SourceFile(NamedTuple):
    """One file of a content folder: `path` from the project's root, with what `stat` says of it.

    A tool that restores a file may give it the size and date of another; it has another inode or change time then.
    """

    path: str
    folder: str
    size: int
    changed: int
    inode: int = 0
    restored: int = 0

    @property
    def id(self) -> str:
        """The file name without its ending: the record's permanent id."""
        return self.path.rsplit("/", 1)[1].removesuffix(".md")


@frozen
class Document:
    """A record's file as written: its fields with their lines, and its body; `digest` is of the file's bytes."""

    path: str
    folder: str
    id: str
    fields: Fields
    body: str
    body_line: int
    digest: str


def documents(content: Path, folders: tuple[str, ...]) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """Return every record file below the known folders of `content`, sorted by path, and what stands out of place.

    The ledger's folder holds no records and is read by `ledger`.
    """
    name = content.name
    found: list[SourceFile] = []
    problems: list[Problem] = []
    if not content.is_dir():
        return (), (Problem(name, 1, "没有内容文件夹", f"在项目目录下建立 {name}/ 文件夹"),)
    for entry in sorted(os.scandir(content), key=lambda entry: entry.name):
        if entry.name.startswith(("_", ".")) or (entry.name == LEDGER and entry.is_dir(follow_symlinks=False)):
            continue
        where = f"{name}/{entry.name}"
        if has_odd_name(entry.name):
            problems.append(oddly_named(where))
        elif entry.is_symlink():
            problems.append(_symlink(where))
        elif entry.is_dir() and entry.name in folders:
            found += _below(entry.path, where, entry.name, problems)
        elif entry.is_dir():
            near = nearest(entry.name, folders)
            cure = (f"文件夹改名为「{near}」，或把文件" if near else "") + f"移到已有的文件夹里：{'、'.join(folders)}"
            problems.append(Problem(where, 1, f"不认识的文件夹「{entry.name}」", cure))
        elif entry.name.endswith(".md"):
            problems.append(Problem(where, 1, "记录没有放在文件夹里", f"移到对应的文件夹：{'、'.join(folders)}"))
        elif not entry.is_file(follow_symlinks=False):
            problems.append(special(where))
    return tuple(sorted(found, key=lambda one: one.path)), tuple(problems)


def strays(content: Path, folders: tuple[str, ...]) -> frozenset[str]:
    """Return the ids, in small letters, that files out of place would have: in unknown folders, or not called `.md`.

    Whoever names one of these names what is told already.
    """
    found = set()
    for folder, _, names in os.walk(content):
        top = Path(folder).relative_to(content).parts[:1]
        if not top or top[0].startswith(("_", ".")) or top[0] == LEDGER:
            continue
        nearly = [name for name in names if name.lower().endswith(NEARLY)]
        out = [name for name in nearly if top[0] not in folders or not name.endswith(".md")]
        found |= {name.lower().partition(".m")[0] for name in out}
    return frozenset(found)


def found_at(root: Path, path: str) -> SourceFile | None:
    """Return the file at a path from the project's root as `documents` would find it, or None where there is none."""
    try:
        stat = os.stat(root / path, follow_symlinks=False)
    except OSError:
        return None
    if not S_ISREG(stat.st_mode) or has_odd_name(path):
        return None
    return SourceFile(path, path.split("/")[1], stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns)


def _below(place: str, where: str, folder: str, problems: list[Problem]) -> Iterator[SourceFile]:
    for entry in os.scandir(place):
        path = f"{where}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if has_odd_name(entry.name):
            problems.append(oddly_named(path))
        elif entry.is_symlink():
            problems.append(_symlink(path))
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.endswith(".md"):
                cure = "文件夹改名，不要以 .md 结尾；里面要是有记录，移到外面来"
                problems.append(Problem(path, 1, "这是一个文件夹，不是记录", cure))
            yield from _below(entry.path, path, folder, problems)
        elif not entry.is_file(follow_symlinks=False):
            problems.append(special(path))
        elif entry.name.endswith(".md"):
            stat = entry.stat(follow_symlinks=False)
            yield SourceFile(path, folder, stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns)
        elif entry.name.lower().endswith(NEARLY):
            cure = "把文件名的结尾改成小写的 .md；系统隐藏了结尾时，先打开「显示文件扩展名」"
            problems.append(Problem(path, 1, "文件名不以 .md 结尾，不会被读取", cure))


def _symlink(path: str) -> Problem:
    return Problem(path, 1, "这是一个指向别处的链接文件", "把真正的文件放进来；网站不读取内容文件夹以外的文件")


class Halves(NamedTuple):
    """A record's file as far as its two halves; `digest` is of the file's bytes, `head` of its head alone."""

    split: Split
    digest: str
    head: str


def read_document(root: Path, found: SourceFile) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document of a found file, or every problem that keeps it from being read."""
    halves, problems = read_halves(root, found)
    if halves is None:
        return None, problems
    document, field_problems = document_of(found, halves)
    return document, problems + field_problems


def document_of(found: SourceFile, halves: Halves) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document whose halves were read, with the problems of its fields."""
    split, path = halves.split, found.path
    fields, problems = read_fields(split.head, path, split.head_line)
    if fields is None:
        return None, problems
    return Document(path, found.folder, found.id, fields, split.body, split.body_line, halves.digest), problems


def read_halves(root: Path, found: SourceFile) -> tuple[Halves | None, tuple[Problem, ...]]:
    """Return the halves of a found file, or the problems that keep them from being told apart."""
    path = found.path
    if found.size > LARGEST:
        return None, (Problem(path, 1, "文件超过 2 MB", "图片和附件单独存放；很长的文章分成几篇"),)
    # Of a path object and a buffered reader only the bytes are wanted, and both cost more than the reading itself.
    with open(f"{root}/{path}", "rb", buffering=0) as file:
        raw = file.read()
    text, problems = decode(raw, path)
    if text is None:
        return None, problems
    problems += _id_problems(found)
    parted, split_problems = split(text, path)
    if parted is None:
        return None, (*problems, *split_problems)
    head = blake2b(parted.head.encode(), digest_size=12).hexdigest()
    return Halves(parted, blake2b(raw, digest_size=16).hexdigest(), head), problems


def decode(raw: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return text with plain line ends and no zero-width spaces, or the problem of its encoding."""
    try:
        # The codec that leaves out a byte order mark is written in Python.
        text = str(raw[3:] if raw.startswith(BOM_UTF8) else raw, "utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        cure = "用记事本或编辑器「另存为」，编码选 UTF-8"
        return None, (Problem(path, line, "文件不是 UTF-8 编码（可能是 GBK）", cure),)
    if is_printed(text) and "\ufffc" not in text and "\ufffd" not in text:
        return text, ()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _NOTHING.sub("", text)
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        shown = f"U+{ord(found.group()):04X}"
        return None, (
            Problem(path, line, f"这一行有看不见的控制字符（{shown}）", "删去这一行重新输入，多半是从 Word 粘贴带来的"),
        )
    return text, ()


def is_id(written: str) -> bool:
    """Tell whether something can be a record's id: small ASCII letters and digits, joined by hyphens."""
    return bool(_ID.fullmatch(written))


def _id_problems(found: SourceFile) -> tuple[Problem, ...]:
    if found.id == "index":
        cure = "改成和内容有关的拼音，例如 zhengji-wenshi.md；index 是栏目首页的名字，会把这一篇盖住"
        return (Problem(found.path, 1, "文件名「index」不能用作编号", cure),)
    if is_id(found.id):
        return ()
    try:
        better = title_slug(found.id)
    except ValueError:
        better = "wang-deqing"
    if _COPIED.search(found.id):
        cure = f"这个文件像是复制出来的：多余就删去；另有用处就改名，例如 {better}.md，并改里面的内容"
        return (Problem(found.path, 1, f"文件名「{found.id}」不能用作编号", cure),)
    cure = f"改成小写拼音、数字和减号，例如 {better}.md；文件名是永久编号，定了不再改"
    return (Problem(found.path, 1, f"文件名「{found.id}」不能用作编号", cure),)
