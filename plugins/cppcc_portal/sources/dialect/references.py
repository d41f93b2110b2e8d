"""Definitions of reference links are refused, and a speaker in brackets, `[主持人]: 大家好`, is not taken for one."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import reference as any_reference

from cppcc_portal.sources.dialect.told import tell

_ADDRESS = re.compile(r"\[[^\]^\n]+\]:[ ]*<?(?:https?:|mailto:|\.{0,2}/|\S+\.md\b)")
_TEXT = re.compile(r"\[[^\]\n]*\]:\s*[^\s<\x00-\x7f]")


def reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Report a definition where CommonMark would read one, and leave its text in place; never a block by itself."""
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    if silent or not line.startswith("["):
        return False
    if is_definition(line) or (not _TEXT.match(line) and any_reference(state, start_line, end_line, True)):
        refuse(state.env, start_line, line)
    elif line.startswith("[^") and "]:" in line:
        label = line[2 : line.index("]:")][:40]
        tell(state.env, start_line, f"脚注的编号「{label}」不能用", "编号写成数字，例如 [^1]")
    return False


def page_reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a definition on a hand-written page, where a speaker in brackets is none either."""
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    return (is_definition(line) or not _TEXT.match(line)) and any_reference(state, start_line, end_line, silent)


def is_definition(line: str) -> bool:
    """Whether a line is plainly meant as the definition of a reference link."""
    return _ADDRESS.match(line) is not None


def refuse(env: MutableMapping[str, Any], line: int, written: str) -> None:
    """Report the definition of a reference link."""
    tell(env, line, f"不支持引用式链接「{written.strip()[:40]}」", "链接直接写成 [文字](地址)")
