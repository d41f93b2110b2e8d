"""Limits: what a body must not hold, found before it is converted; each keeps the worst text below a second or two."""

from __future__ import annotations

import re

from cppcc_portal.sources.page import Page

LONGEST = 100_000
LONGEST_BLOCK = 40_000
LONGEST_LINE = 10_000
DEEPEST = 12
MOST_FOOTNOTES = 500

INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NESTED = re.compile(r"^(?:[ \t]*(?:>|(?:[*+:-]|\d+\.)(?=[ \t])))+", re.MULTILINE)
# Each level takes at least a character.
_MAYBE_TOO_DEEP = re.compile(rf"\n[ \t>*+:\-\d.]{{{DEEPEST + 1}}}")
_MARKER = re.compile(r">|[*+:-]|\d+\.")
_RULE = re.compile(r"^[ ]{0,3}([-*_])(?:[ ]{0,2}\1)+[ ]*$", re.MULTILINE)


def is_printed(text: str) -> bool:
    """Tell whether a text holds nothing but what is printed, spaces and line ends: then no control character, no mark of
    direction and nothing invisible is in it. Where it does not, one must look closer: a wide space is not printed either.
    """
    return text.replace("\n", "").isprintable()


def without_hidden(text: str) -> str:
    """Return a text without what is refused, and without what nobody sees."""
    return INVISIBLE.sub("", REFUSED.sub("", text))


def is_too_much(page: Page, is_all_printed: bool) -> bool:
    """Report what cannot be converted in reasonable time or must not be read at all."""
    source = page.source
    if len(source) > LONGEST:
        page.report(page.first_line, f"正文超过 {LONGEST // 10_000} 万字", "分成几篇，用链接前后相连")
        return True
    if not is_all_printed and (found := REFUSED.search(source)):
        cure = "删去这一行重新输入，多半是从 Word 或网页粘贴带来的"
        page.report(page.line_at(found.start()), f"这一行有看不见的控制字符（U+{ord(found.group()):04X}）", cure)
    before = len(page.problems)
    at = 0
    for block in source.split("\n\n"):
        if len(block) > 1000:
            _measure_block(page, block, at)
        at += len(block) + 2
    for found in _NESTED.finditer(source) if _MAYBE_TOO_DEEP.search(f"\n{source}") else ():
        prefix = found.group()
        depth = len(_MARKER.findall(prefix)) + prefix.expandtabs(4).count(" " * 4)
        if depth > DEEPEST and not _RULE.match(source, found.start()):
            page.report(page.line_at(found.start()), f"引用或列表套了超过 {DEEPEST} 层", "减少层数，或另起一段")
            break
    if source.count("[^") > 2 * MOST_FOOTNOTES:
        page.report(page.first_line, f"脚注超过 {MOST_FOOTNOTES} 条", "分成几篇")
    return len(page.problems) > before


def _measure_block(page: Page, block: str, at: int) -> None:
    line = page.line_at(at)
    if len(block) > LONGEST_BLOCK:
        page.report(line, f"这一段超过 {LONGEST_BLOCK // 10_000} 万字", "段与段之间空一行")
    elif any(len(one) > LONGEST_LINE for one in block.split("\n")):
        page.report(line, f"这里有一行超过 {LONGEST_LINE // 10_000} 万字", "分成几段，段与段之间空一行")
