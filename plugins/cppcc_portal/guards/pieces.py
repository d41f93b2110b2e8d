"""Pieces: what a file says in each of its places, and what is reported for the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A text in a file, and in which place of it: '' for the whole of a plain one."""

    place: str
    text: str


class Told(NamedTuple):
    """Something that a file is or carries along, by the rule against it."""

    rule: str
    value: str
    place: str


_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x4e-\x9f]|[\x00-\x3f]\x30|[\x00-\xef]\xff){4,}")
_NARROW = re.compile(
    rb"(?:[\x09\x20-\x7e]|[\xe4-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]|\xe3\x80[\x80-\xbf]){6,}"
)
_GBK = re.compile(rb"(?:[\x09\x20-\x7e]|[\xa1-\xf7][\xa1-\xfe]){8,}")


def decoded(raw: bytes) -> str | None:
    """Return the text of plain bytes, in the encodings of Chinese offices; None where they are no text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if b"\0" in raw:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def strings(raw: bytes) -> Iterator[str]:
    """Yield what can be read in binary data: runs of UTF-16, UTF-8 or GBK."""
    wide = [found[0].decode("utf-16-le", "replace") for found in _WIDE.finditer(raw)]
    shifted = [found[0].decode("utf-16-le", "replace") for found in _WIDE.finditer(raw[1:])]
    yield "\n".join(wide)
    yield "\n".join(shifted)
    yield "\n".join(found[0].decode("utf-8", "replace") for found in _NARROW.finditer(raw))
    yield "\n".join(found[0].decode("gb18030", "replace") for found in _GBK.finditer(raw) if not found[0].isascii())
