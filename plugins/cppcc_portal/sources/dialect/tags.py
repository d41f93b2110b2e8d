"""Tags: comments are left out, a few tags are read as what they mean, and every other one is a token that will be refused."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as any_html_block
from markdown_it.rules_inline import StateInline

REFUSED = "refused_html"
DEEPEST = 6

_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<\?|<!\[|<![A-Za-z]")
_OPEN = re.compile(r"<(sup|sub|ruby|rt|br)(\s*/)?\s*>", re.IGNORECASE)
_ONLY_ALLOWED = re.compile(r"</?(?:sup|sub|ruby|rt|br)\s*/?>\s*$", re.IGNORECASE)
_RAISED = re.compile(
    r"\^([A-Za-z0-9+\-\u2212\u2013.,/()（）①-⑳*=]{1,12}|\[\d{1,3}\]|[\u3400-\u4dbf\u4e00-\u9fff]{1,6})\^(?!\^)"
)
_LOWERED = re.compile(r"~([A-Za-z0-9+\-\u2212.,()=]{1,12}|[\u3400-\u4dbf\u4e00-\u9fff])~(?!~)")
_BEFORE_RAISED = re.compile(r"[A-Za-z0-9)\]）」』\u3400-\u4dbf\u4e00-\u9fff]")
_BEFORE_LOWERED = re.compile(r"[A-Za-z)\]）]")
_ALPHANUMERIC = re.compile(r"[^\W_]|[①-⑳*+\-\u2212]")


def html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Leave out a comment; let any other tag at the beginning of a block be refused."""
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    if not line.startswith("<") or state.is_code_block(start_line):
        return False
    if line.startswith("<!--"):
        return _comment(state, start_line, end_line, silent, is_kept=False)
    if _ONLY_ALLOWED.match(line):
        return False
    return any_html_block(state, start_line, end_line, silent)


def page_html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Keep comments and tags of a hand-written page; text after a comment is text, as in a record."""
    if state.src.startswith("<!--", state.bMarks[start_line] + state.tShift[start_line]):
        return not state.is_code_block(start_line) and _comment(state, start_line, end_line, silent, is_kept=True)
    return any_html_block(state, start_line, end_line, silent)


def _comment(state: StateBlock, start_line: int, end_line: int, silent: bool, *, is_kept: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    last = start_line
    while last + 1 < end_line and (state.isEmpty(last + 1) or state.sCount[last + 1] >= state.blkIndent):
        last += 1
    found = _COMMENT.match(state.src, start, state.eMarks[last])
    if not found:
        # Its beginning will be refused in the paragraph that it begins.
        return False
    ends = start_line + state.src.count("\n", start, found.end())
    rest = state.src[found.end() : state.eMarks[ends]]
    if rest.strip() and ends == start_line:
        # What stands on one line with it is a paragraph, in which the comment is left out.
        return False
    if silent:
        return True
    state.line = ends + 1
    if is_kept:
        state.push("html_block", "", 0).content = found[0]
    if rest.strip():
        # The text after a comment of several lines is read as a line of its own.
        state.line, state.bMarks[ends] = ends, found.end()
        state.tShift[ends], state.sCount[ends] = len(rest) - len(rest.lstrip(" \t")), state.blkIndent
    return True


def html_inline(state: StateInline, silent: bool) -> bool:
    """Leave out a comment, read an allowed tag, and let any other be refused."""
    source, pos = state.src, state.pos
    if source[pos] != "<":
        return False
    if source.startswith("<!--", pos):
        # The end is looked for once only.
        found = _COMMENT.match(source, pos, state.posMax) if state.html_terminator_last("-->") > pos else None
        if found:
            state.pos = found.end()
            return True
        return _refuse(state, "<!--", silent)
    if opened := _OPEN.match(source, pos, state.posMax):
        return _allowed(state, opened, silent)
    if state.html_terminator_last(">") < pos and not source.startswith(("<?", "<!"), pos):
        return False
    if found := _TAG.match(source, pos, state.posMax):
        return _refuse(state, found[0], silent)
    return False


def _refuse(state: StateInline, written: str, silent: bool) -> bool:
    if not silent:
        state.push(REFUSED, "", 0).content = written
    state.pos += len(written)
    return True


def _allowed(state: StateInline, opened: re.Match[str], silent: bool) -> bool:
    name, start, end = opened[1].lower(), opened.end(), state.posMax
    if name == "br":
        if not silent:
            state.push("br", "br", 0).content = opened[0]
        state.pos = start
        return True
    closed = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(state.src, start, end)
    if closed is None or opened[2] or name == "rt" or state.level > DEEPEST:
        return _refuse(state, opened[0], silent)
    if name == "ruby" and "<rt>" not in state.src[start : closed.start()].lower():
        return _refuse(state, state.src[state.pos : closed.end()], silent)
    if not silent:
        state.push(f"{name}_open", name, 1)
        if name == "ruby":
            _ruby(state, start, closed.start())
        else:
            _inside(state, start, closed.start())
        state.push(f"{name}_close", name, -1)
        state.posMax = end
    state.pos = closed.end()
    return True


_READING = re.compile(r"<rt>(.*?)</rt>", re.IGNORECASE | re.DOTALL)


def _ruby(state: StateInline, start: int, end: int) -> None:
    """Read the characters of a `<ruby>` and their readings in `<rt>`, in turn."""
    for found in _READING.finditer(state.src, start, end):
        _inside(state, start, found.start())
        state.push("rt_open", "rt", 1)
        _inside(state, found.start(1), found.end(1))
        state.push("rt_close", "rt", -1)
        start = found.end()
    _inside(state, start, end)


def _inside(state: StateInline, start: int, end: int) -> None:
    state.pos, state.posMax = start, end
    if start < end:
        state.md.inline.tokenize(state)


def raised(state: StateInline, silent: bool) -> bool:
    """Read `m^2^`."""
    return _marked(state, silent, "^", _RAISED, _BEFORE_RAISED, "sup")


def lowered(state: StateInline, silent: bool) -> bool:
    """Read `H~2~O`; the `~` of `3~5月，6~8月` stay what they are."""
    return _marked(state, silent, "~", _LOWERED, _BEFORE_LOWERED, "sub")


def _marked(
    state: StateInline, silent: bool, mark: str, pattern: re.Pattern[str], before: re.Pattern[str], tag: str
) -> bool:
    pos = state.pos
    if state.src[pos] != mark or not pos or not before.match(state.src[pos - 1]):
        return False
    found = pattern.match(state.src, pos, state.posMax)
    if not found or not _ALPHANUMERIC.search(found[1]):
        return False
    if not silent:
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = found[1]
        state.push(f"{tag}_close", tag, -1)
    state.pos = found.end()
    return True
