"""Emphasis beside Chinese marks: `**先修渠，**再修路` is bold, though CommonMark alone would not close it there.

CommonMark looks at white space and punctuation around `**` to tell a beginning from an end. Chinese text has no spaces, so
punctuation before a Chinese character says nothing. This is the "CJK friendly" amendment: beside a wide character either
reading is allowed.
"""

from __future__ import annotations

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from cppcc_portal.sources.dialect.chars import is_punctuation, is_space, is_wide


def emphasis(state: StateInline, silent: bool) -> bool:
    """Read a run of `*` or `_`."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    length, opens, closes = _scan(state, marker)
    for _ in range(length):
        _push(state, marker, length, opens, closes)
    state.pos += length
    return True


def strikethrough(state: StateInline, silent: bool) -> bool:
    """Read a run of two or more `~`."""
    if silent or state.src[state.pos] != "~":
        return False
    length, opens, closes = _scan(state, "~")
    if length < 2:
        return False
    if length % 2:
        state.push("text", "", 0).content = "~"
    for _ in range(length // 2):
        # A length of 0 switches the rule of three off, which is for emphasis only.
        _push(state, "~~", 0, opens, closes)
    state.pos += length
    return True


def _push(state: StateInline, mark: str, length: int, opens: bool, closes: bool) -> None:
    state.push("text", "", 0).content = mark
    token = len(state.tokens) - 1
    state.delimiters.append(Delimiter(ord(mark[0]), length, token, end=-1, open=opens, close=closes))


def _scan(state: StateInline, marker: str) -> tuple[int, bool, bool]:
    """Return how long a run of markers is, and whether it may begin or end emphasis."""
    source, start = state.src, state.pos
    end = start
    while end < state.posMax and source[end] == marker:
        end += 1
    before = source[start - 1] if start else " "
    after = source[end] if end < state.posMax else " "
    left, right = _flanks(before, after), _flanks(after, before)
    if marker != "_":
        return end - start, left, right
    opens = left and (not right or is_punctuation(before))
    closes = right and (not left or is_punctuation(after))
    return end - start, opens, closes


def _flanks(outside: str, inside: str) -> bool:
    """Whether emphasis may reach from a run of markers towards `inside`."""
    if is_space(inside):
        return False
    if not is_punctuation(inside) or is_wide(inside):
        return True
    return is_space(outside) or is_punctuation(outside) or is_wide(outside)
