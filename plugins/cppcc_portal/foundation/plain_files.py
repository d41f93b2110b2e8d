"""Plain files: what has a name that can be printed and bytes that can be read to an end; all else is told, never opened."""

from __future__ import annotations

import os
import re
import stat

from cppcc_portal.foundation.problems import Problem

# Control characters, ends of lines of other systems, and bytes that are no UTF-8.
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def has_odd_name(name: str) -> bool:
    """Whether a name holds what cannot be printed on one line."""
    return _UNPRINTED.search(name) is not None


def shown(path: str) -> str:
    """Return a path as it is printed: one line, with what cannot be printed written as an escape."""
    return _UNPRINTED.sub(_escaped, path)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else code:02x}"


def oddly_named(path: str) -> Problem:
    """Return what is told of a file or folder with such a name."""
    cure = "改名，只用汉字、字母、数字、- 和 _"
    return Problem(shown(path), 1, "名字里有换行一类看不见的控制字符，或不是 UTF-8 编码", cure)


def special(path: str) -> Problem:
    """Return what is told of a pipe, a socket or a device."""
    return Problem(
        shown(path), 1, "这不是普通文件（是管道、套接字或设备），里面没有内容可读", "删去它；要放的文件重新拷贝一份"
    )


def is_plain(file: str | os.PathLike[str]) -> bool:
    """Whether there is a file with bytes at a path, links followed."""
    try:
        return stat.S_ISREG(os.stat(file).st_mode)
    except OSError:
        return False
