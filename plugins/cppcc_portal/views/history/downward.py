"""Titles set downwards (竖排): which ones read well that way, and which digits stand together in one place."""

from __future__ import annotations

import re

from cppcc_portal.foundation.frozen import frozen

# Two columns of ten are as much as stands beside a text.
LONGEST = 20
_RUN = re.compile(r"([A-Za-z0-9.,%+-]+)")


@frozen
class TitlePart:
    """A piece of a title; the characters of a combined one stand side by side in the place of one (纵中横)."""

    text: str
    is_combined: bool


def downward(title: str) -> tuple[TitlePart, ...]:
    """Return a title's pieces for setting it downwards, or none when it is too long or holds a long word of Latin."""
    parts = tuple(TitlePart(text, bool(_RUN.fullmatch(text))) for text in _RUN.split(title) if text)
    runs = [part for part in parts if part.is_combined]
    places = sum(1 if part.is_combined else len(part.text) for part in parts)
    readable = all(len(part.text) <= 2 or (len(part.text) <= 4 and part.text.isdigit()) for part in runs)
    return parts if readable and places <= LONGEST else ()
