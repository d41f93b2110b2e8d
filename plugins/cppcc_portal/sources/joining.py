"""Joining: a line that ends between two Chinese characters goes on without a blank, in heads as in texts."""

from __future__ import annotations

from cppcc_portal.foundation.patterns import pattern

CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# With kana, punctuation, full-width forms, and the signs that Chinese text sets as wide: ℃ ㎡ ① → ≥ ※.
WIDE = CJK + (
    "\u00a7\u00b0\u00b1\u00b7\u00d7\u00f7\u2014-\u2016\u2018-\u201d\u2022\u2025-\u2027\u2030-\u2033\u203b"
    "\u2103\u2109\u2116\u2121\u2150-\u22ff\u2460-\u27bf\u2e80-\u2fff\u3001-\u30ff\u3105-\u312f\u31a0-\u33ff"
    "\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff"
)

_SOFT_BREAK = pattern(f"(?<=[{WIDE}])\n(?=[{WIDE}])")
_FOLD = pattern(f"(?<=[{WIDE}])[ \t\u3000]*\n(?=[ \t]*[{WIDE}])")
# A noncharacter that YAML lets pass and no text holds.
_SEAM = "\ufdd0"


def joined(text: str) -> str:
    """Return text without the line ends between two Chinese characters, which a browser would show as spaces."""
    return _SOFT_BREAK().sub("", text) if "\n" in text else text


def on_one_line(text: str) -> str:
    """Return a text of several lines as one."""
    return " ".join(joined(text).split()) if "\n" in text else text


def seamed(text: str) -> str:
    """Return YAML with a mark where a line ends between two Chinese characters: YAML may make a blank of that line's end."""
    return _FOLD().sub(f"{_SEAM}\n", text) if _SEAM not in text else text


def without_seams(value: str) -> str:
    """Return a value that was read from seamed YAML: without the marks, and without the blank after each."""
    return value.replace(f"{_SEAM} ", "").replace(_SEAM, "") if _SEAM in value else value
