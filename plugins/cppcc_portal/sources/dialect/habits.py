"""Habits from paper: lines that begin with wide spaces or a number begin a paragraph, and `##修渠` is a heading."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock, heading

from cppcc_portal.sources.dialect.chars import NUMBERED, is_wide

_ENDS = re.compile(r"[。！？；：:…][”’」』）]*\s*$")
_TIGHT = re.compile(r"(#{1,6})([^\s#].*?)[ \t]*#*[ \t]*$")


def paper_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """End a paragraph before a line that begins one by itself; a rule that only ever ends others."""
    if not silent:
        return False
    line = _line(state, start_line)
    if line.startswith("\u3000"):
        return True
    if not NUMBERED.match(line):
        return False
    before = _line(state, start_line - 1)
    return bool(
        _is_numbered(_line(state, state.line))
        or _is_numbered(before)
        or _ENDS.search(before)
        or (start_line + 1 < end_line and _is_numbered(_line(state, start_line + 1)))
    )


def any_heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a heading; also one without a blank after its `#`, when a Chinese character follows or there are several."""
    if heading(state, start_line, end_line, silent):
        return True
    line = _line(state, start_line)
    if not line.startswith("#") or state.is_code_block(start_line):
        return False
    found = _TIGHT.match(line)
    # `#话题#` is a topic of social media, `#5` and `#tag` are text as in CommonMark.
    if not found or (len(found[1]) == 1 and (not is_wide(found[2][0]) or "#" in line[1:])):
        return False
    if silent:
        return True
    state.line = start_line + 1
    tag = f"h{len(found[1])}"
    opened = state.push("heading_open", tag, 1)
    text = state.push("inline", "", 0)
    text.content, text.children = found[2].strip("\u3000 "), []
    opened.map = text.map = [start_line, state.line]
    opened.markup = state.push("heading_close", tag, -1).markup = found[1]
    return True


def _is_numbered(line: str) -> bool:
    return NUMBERED.match(line.lstrip("\u3000")) is not None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
