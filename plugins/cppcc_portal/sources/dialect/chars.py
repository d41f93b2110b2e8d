"""Characters of Chinese text, and the numbers with which its lines begin; what the short way knows of the dialect, too."""

from __future__ import annotations

import re
import unicodedata

from cppcc_portal.sources.joining import WIDE

# Classes of the marks and texts of notes, and how their ids begin.
REFERENCE, BACK, FOOTNOTE = "footnote-ref", "footnote-backref", "fn-"

_HAN_NUMBER = "[一二三四五六七八九十百〇零]{1,5}"
# 一、 （一） 1． 1、 1） ① 第一条, letters and bullets; `3.5亩` is none of them.
NUMBERED = re.compile(
    rf"{_HAN_NUMBER}[、．]|[（(](?:{_HAN_NUMBER}|\d{{1,3}})[）)]|第(?:{_HAN_NUMBER}|\d{{1,4}})[条章节款编]"
    r"|\d{1,3}(?:[、．）]|[.)](?!\d))|[①-⒛㈠-㈩㊀-㊉❶-➓]|[A-Za-zⅠ-Ⅻ][、．]|[•●○■□◆◇▪▫★☆※►▶➢·](?=.)"
)
_WIDE = re.compile(f"[{WIDE}]")


def is_wide(character: str) -> bool:
    """Whether a character belongs to Chinese text."""
    return _WIDE.match(character) is not None


def is_space(character: str) -> bool:
    """Whether a character is white space (CommonMark 0.31, 2.1)."""
    return character in "\t\n\f\r" or unicodedata.category(character) == "Zs"


def is_punctuation(character: str) -> bool:
    """Whether a character is punctuation (CommonMark 0.31, 2.1)."""
    return unicodedata.category(character)[0] in "PS"
