"""Mentions: where a name stands in a file of any sort, however it is spread, wrapped or hidden in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cppcc_portal.guards.pieces import Piece, decoded
from cppcc_portal.guards.plain import Plain

AROUND = 12


class Mention(NamedTuple):
    """A line of a text, or a place within a file that has no lines, and the words around the name."""

    line: int
    place: str
    words: str


def mentions(raw: bytes, name: str, wanted: re.Pattern[str]) -> Iterator[Mention]:
    """Yield every mention in a file; `name` is the file's own name, which says of which sort it is."""
    if (text := decoded(raw)) is not None and not name.lower().endswith((".pdf", ".rtf")):
        yield from _in_text(text, "", wanted)
        return
    from cppcc_portal.guards.sorts import pieces_of  # archives, XML and PDF, where there is such a file

    seen = set()
    for piece in pieces_of(raw, name):
        if isinstance(piece, Piece):
            for one in _in_text(piece.text, piece.place or "文件内容", wanted):
                if one[1:] not in seen:
                    seen.add(one[1:])
                    yield one._replace(line=1)


def pattern_of(name: str) -> re.Pattern[str]:
    """Return what finds a name, also with blanks or an end of a line between its characters."""
    return re.compile(r"[ \t\u3000]*\n?[ \t\u3000]*".join(map(re.escape, name)))


def _in_text(text: str, place: str, wanted: re.Pattern[str]) -> Iterator[Mention]:
    plain = Plain(text.replace("\r\n", "\n"))
    for found in wanted.finditer(plain.text):
        around = plain.text[max(0, found.start() - AROUND) : found.end() + AROUND]
        yield Mention(plain.line_and_column(found.start())[0], place, " ".join(around.split()))
