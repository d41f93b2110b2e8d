"""Eras (年代): the time that a piece of 文史 tells of, in the words of a reader."""

from __future__ import annotations

import re

_ERA = re.compile(r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<mark>[~?]?)")


def era_in_words(period: str) -> str:
    """Return a period as it is read: `1937/1945` is 1937年至1945年, `1938~` 约1938年, `195X` 1950年代, `-0372` 公元前372年."""
    return "至".join(map(_one, period.split("/")))


def _one(written: str) -> str:
    found = _ERA.fullmatch(written)
    if found is None:
        return written
    year, month, day, mark = found.group("year", "month", "day", "mark")
    if year.endswith("XX"):
        words = f"{int(year[:2]) + 1}世纪"
    elif year.endswith("X"):
        words = f"{int(year[:3])}0年代"
    else:
        words = f"公元前{-int(year)}年" if year.startswith("-") else f"{int(year)}年"
    words += (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    return f"约{words}" if mark == "~" else f"{words}（存疑）" if mark == "?" else words
