"""Joining: a line that ends between two Chinese characters goes on without a blank, in heads as in texts."""

from __future__ import annotations

import re

CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WIDE = CJK + "\u3001-\u303f\u3041-\u30ff\uff01-\uff60\u2014\u2018-\u201d\u2026"

_SOFT_BREAK = re.compile(f"(?<=[{WIDE}])\n(?=[{WIDE}])")
_FOLD = re.compile(f"(?<=[{WIDE}])[ \t\u3000]*\n(?=[ \t]*[{WIDE}])")
# A noncharacter that YAML lets pass and no text holds.
_SEAM = "\ufdd0"


def joined(text: str) -> str:
    """Return text without the line ends between two Chinese characters, which a browser would show as spaces."""
    return _SOFT_BREAK.sub("", text) if "\n" in text else text


def on_one_line(text: str) -> str:
    """Return a text of several lines as one."""
    return " ".join(joined(text).split()) if "\n" in text else text


def seamed(text: str) -> str:
    """Return YAML with a mark where a line ends between two Chinese characters: YAML may make a blank of that line's end."""
    return _FOLD.sub(f"{_SEAM}\n", text) if _SEAM not in text else text


def without_seams(value: str) -> str:
    """Return a value that was read from seamed YAML: without the marks, and without the blank after each."""
    return value.replace(f"{_SEAM} ", "").replace(_SEAM, "") if _SEAM in value else value
