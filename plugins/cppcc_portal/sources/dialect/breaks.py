"""Soft line breaks: between Chinese characters they print nothing, whatever marks stand there."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from cppcc_portal.sources.dialect.chars import is_wide

# A picture or a piece of code at a break leaves the other side to decide.
_OBJECTS = frozenset(["image", "code_inline"])
_BREAKS = frozenset(["softbreak", "hardbreak", "br"])
_OBJECT = "\ufffc"


def close_breaks(children: Sequence[Token]) -> None:
    """Give each soft break what it prints: nothing between Chinese characters, else a line end."""
    for number, token in enumerate(children):
        if token.type == "softbreak":
            before = _edge(children, range(number - 1, -1, -1), -1)
            after = _edge(children, range(number + 1, len(children)), 0)
            token.content = "" if _is_closed(before, after) else "\n"


def _is_closed(before: str, after: str) -> bool:
    if before == _OBJECT:
        return is_wide(after)
    return is_wide(before) and (after == _OBJECT or is_wide(after))


def _edge(children: Sequence[Token], numbers: range, at: int) -> str:
    """Return the character that is printed nearest to a break; notes and empty pieces are passed by."""
    for number in numbers:
        token = children[number]
        if token.type in _OBJECTS:
            return token.content[at] if token.content and is_wide(token.content[at]) else _OBJECT
        if token.type in _BREAKS:
            return " "
        if token.content and token.type in ("text", "text_special"):
            return token.content[at]
    return " "
