"""Plain text: digits and letters of every guise as ASCII, without what nobody sees; it knows where each character came from."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_SPOKEN = dict(zip("〇零一二三四五六七八九幺", "00123456789" + "1", strict=True))
_OTHER_DIGITS = "\u00b2\u00b3\u00b9\u0660-\u0669\u06f0-\u06f9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u24ea\U0001d7ce-\U0001d7ff"
# Where an odd piece may begin. Python looks for one set of characters quickly, and for alternatives slowly.
_BEGINS = re.compile(f"[{_INVISIBLE}０-９Ａ-Ｚａ-ｚ＠＋－．＿％{_OTHER_DIGITS}&%*`~<\\\\]")
_ODD = re.compile(
    f"[{_INVISIBLE}]+"
    "|[０-９Ａ-Ｚａ-ｚ＠＋－．＿％]+"
    f"|[{_OTHER_DIGITS}]"
    r"|&#?[0-9A-Za-z]{1,8};"
    r"|%[0-9A-Fa-f]{2}"
    r"|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|(?=[^\w\s]))"
    r"|[*`~]{1,4}"
    r"|</?[A-Za-z][^<>\n]{0,60}>"
)
_NUMERALS = re.compile("[〇零一二三四五六七八九幺][〇零一二三四五六七八九幺]{6,}")


class Plain:
    """A text without guises: `text`, and the place of each of its characters in what was written."""

    def __init__(self, written: str) -> None:
        self.written = written
        self._breaks: list[int] | None = None
        pieces: list[str] = []
        begins: list[int] = []
        origins: list[int] = []
        at = length = 0
        for found in _odd(written):
            meant = _meant(found[0], written, found.start(), found.end())
            if meant is None or found.start() < at:
                continue
            pieces += (written[at : found.start()], meant)
            length += found.start() - at
            # A piece whose characters are as many as before needs no point of its own within.
            begins.append(length)
            origins.append(found.start())
            length += len(meant)
            begins.append(length)
            origins.append(found.end())
            at = found.end()
        self.text = "".join((*pieces, written[at:])) if pieces else written
        self._begins, self._origins = begins, origins

    def origin(self, offset: int) -> int:
        """Return the place in what was written of a place in the plain text."""
        number = bisect_right(self._begins, offset) - 1
        if number < 0:
            return offset
        within = offset - self._begins[number]
        if number % 2:
            return self._origins[number] + within
        return min(self._origins[number] + within, self._origins[number + 1])

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a place in the plain text."""
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self.written)]
        place = self.origin(offset)
        line = bisect_right(self._breaks, place - 1)
        before = self._breaks[line - 1] if line else -1
        return line + 1, place - before


def _odd(text: str) -> Iterator[re.Match[str]]:
    """Yield what may mean something else than it is, in order."""
    found = [one for begin in _BEGINS.finditer(text) if (one := _ODD.match(text, begin.start()))]
    if numerals := list(_NUMERALS.finditer(text)):
        found = sorted([*found, *numerals], key=lambda one: one.start())
    return iter(found)


def _meant(odd: str, text: str, start: int, end: int) -> str | None:
    """Return what an odd piece of a text means to a reader, or None where it stays as it is."""
    first = odd[0]
    if "\uff01" <= first <= "\uff5e":
        return "".join(chr(ord(one) - 0xFEE0) for one in odd)
    if first in "*`~":
        is_inside = _is_figure(text[start - 1 : start]) and _is_figure(text[end : end + 1])
        return "" if is_inside else None
    if first == "<":
        return "" if text[start - 1 : start].isdigit() and text[end : end + 1].isdigit() else None
    if first == "&":
        meant = html.unescape(odd)
        return meant if meant != odd else None
    if first == "%":
        meant = chr(int(odd[1:], 16))
        return meant if meant.isascii() and meant.isprintable() else None
    if first == "\\":
        return chr(int(odd[2:], 16)) if len(odd) > 1 else ""
    if first in _SPOKEN:
        return "".join(_SPOKEN[one] for one in odd)
    digit = unicodedata.digit(first, None)
    return str(digit) if digit is not None else ""


def _is_figure(character: str) -> bool:
    """Whether a mark beside this stands in the middle of a number or a code."""
    return character.isdigit() or (character.isascii() and character.isupper())
