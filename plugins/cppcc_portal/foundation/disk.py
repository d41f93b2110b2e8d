"""What a system says when a file cannot be read or written, in the words of an editor, with what to do."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_SAID: Mapping[int, tuple[str, str]] = {
    errno.EACCES: ("没有权限", "检查这个文件和它所在文件夹的权限，让运行这个命令的用户能读能写"),
    errno.EPERM: ("没有权限", "检查这个文件和它所在文件夹的权限，让运行这个命令的用户能读能写"),
    errno.EROFS: ("所在的磁盘只能读", "换一个可以写的位置，或请管理员改成可以写"),
    errno.ENOENT: ("不存在", "检查路径写得对不对；文件刚被别人移走的，再运行一次"),
    errno.ENOTDIR: ("所在的位置是一个文件，不是文件夹", "把那个文件移走或改名"),
    errno.EEXIST: ("已经存在", "移走或改名后再运行"),
    errno.EISDIR: ("是一个文件夹，不是文件", "把那个文件夹移走或改名"),
    errno.ENAMETOOLONG: ("名字太长", "换一个短的文件名"),
    errno.EMFILE: ("同时打开的文件太多", "关掉别的程序再运行，或请管理员放宽限制（ulimit -n）"),
    errno.EIO: ("磁盘读写出错", "磁盘可能坏了，先备份，再请管理员检查"),
}


def in_words(error: OSError, places: Iterable[Path] = (), needed: int = 0) -> str:
    """Return what went wrong with which file, and a second line with what to do.

    Of a full disk the system may not say where: it is the fullest of `places` then. `needed` are the bytes that the work
    takes about, 0 where nobody knows.
    """
    # Of a file that is moved, the place it is moved to is the one that refuses.
    named = error.filename2 or error.filename
    name = os.fsdecode(named) if isinstance(named, str | bytes) else ""
    if error.errno in _FULL:
        above = next((place for place in places if name and Path(name).is_relative_to(place)), None)
        if above is None:
            above = Path(name).parent if name else min(map(_existing, places or [Path.cwd()]), key=_free)
        folder = _existing(above)
        free = _free(folder)
        more = f"，大约还差 {_size(needed - free)}" if needed > free else ""
        return (
            f"磁盘满了：{folder} 里写不下了，只剩 {_size(free)}{more}\n"
            "    改法：删去用不着的文件，腾出地方，再运行一次；已经发布的网站没有改动"
        )
    what, cure = _SAID.get(error.errno or 0, (f"出错（{error.strerror or error}）", "检查这个文件，再运行一次"))
    place = f"「{name}」" if name else "有一个文件"
    return f"读写不成：{place}{what}\n    改法：{cure}"


def size_of(folder: Path) -> int:
    """Return how many bytes the files below a folder have, as far as they can be seen."""
    found = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                found += os.stat(os.path.join(place, name), follow_symlinks=False).st_size
    return found


def _existing(folder: Path) -> Path:
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.0f} KB"
