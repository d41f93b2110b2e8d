"""Contacts: telephone numbers, e-mail addresses and identity numbers in what is written, to be kept out of the public eye."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Loc = tuple[str | int, ...]

# Addresses of pages and names of files are no text; a document number holds no telephone.
_NO_TEXT = frozenset({"url", "source_url", "src", "file", "record", "doc_no", "aliases"})
_WORDS = (
    ("身份证号", re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")),
    ("手机号", re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),
    ("电话号码", re.compile(r"(?<!\d)[（(]?0\d{2,3}[）)]?[ —–-]?\d{7,8}(?!\d)")),
    ("电话号码", re.compile(r"(?:电话|座机|热线|传真)[^\d\n]{0,6}(\d{3,4}[ -]?\d{4})(?!\d)")),
    ("电子邮箱", re.compile(r"[\w.+-]+[@＠][\w-]+(?:\.[\w-]+)+", re.ASCII)),
)
_WIDE = str.maketrans("０１２３４５６７８９－＠", "0123456789-@")


def contacts_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield (what it is, the beginning and the end of it) for each contact in a text, in the order of the list above."""
    plain = text.translate(_WIDE)
    for word, pattern in _WORDS:
        for found in pattern.finditer(plain):
            whole = found.group(found.lastindex or 0)
            yield word, f"{whole[:3]}…{whole[-2:]}"
            plain = plain.replace(whole, " " * len(whole), 1)


def strings_of(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield (location, text) for everything written in a head, however deep, that a reader would read."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if key not in _NO_TEXT:
                yield from strings_of(one, (*loc, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from strings_of(one, (*loc, number))
    elif isinstance(value, str):
        yield loc, value
