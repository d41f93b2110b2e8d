"""Plain bodies: paragraphs, headings, lists, quotes, bold and links become HTML without a Markdown parser.

Nearly every body is made of nothing else, and Markdown's parser needs ten times as long for it. Whatever is not plain is
left to the parser; a property test holds the two against each other. No sanitiser need look at this HTML: it has no tag
and no attribute but those written here, and no text with a `<` or `&` in it.
"""

from __future__ import annotations

import re

from cppcc_portal.sources.dialect.chars import NUMBERED
from cppcc_portal.sources.joining import WIDE, joined
from cppcc_portal.sources.page import Page

# What means something to Markdown or to HTML wherever it stands, and what does before or after the end of a line or a link.
# Both are looked for once in a whole body: the first is one set of characters, and each choice of the second begins with
# one, so that the expression's engine skips all others.
_SPECIAL = re.compile(r"[\\`_&<|~{^｜＃＊\x00-\x09\x0b-\x1f\x7f\u00a0]")
_SPECIAL_HERE = re.compile(
    r" (?:\n|\Z)|:(?<!\]\(http:)(?<!\]\(https:)//|\n[^\S\n\u3000]|\n(?<!\n\n)\u3000|\n:|!(?:[\[*\n!]|\Z)"
    r"|w[wW]{2}\.|W[wW]{2}\.|==|\?\?\?|:::"
)
_WIDE_END = re.compile(r"\u3000(?:\n|\Z)")
# Bold that begins and ends with a letter, a digit or a wide character is bold wherever it stands.
_EDGE = rf"[^\W_]|[{WIDE}]"
_INLINE = re.compile(
    rf"\*\*(?!\s)(?={_EDGE})([^*\[\]\n]*[^*\[\]\s])(?<={_EDGE})\*\*(?!\*)"
    r"|\[(?!\s)([^\[\]\n!*]*[^\[\]\s!*])\]\(([A-Za-z0-9./:#%-]+)\)"
)
# Several empty lines mean what one does.
_EMPTY_LINES = re.compile("\n{3,}")
_HEADING = re.compile(r"(#{1,6})[ ]([^#\s\n](?:[^#\n]*[^#\s\n])?)")
_NOT_A_PARAGRAPH = re.compile(r"[#>\-+=:*|~`\s]|\d+[.)]|\[")
_ITEM = re.compile(r"- (\S[^\n]*)")
_NOT_AN_ITEM = re.compile(r"[#>\-+=:*~`\s]|\d+[.)]|\[[ xX^]")

# A text, then bold, label, target and text again and again, as `_INLINE` splits a line.
Words = list[str]


class Block:
    """One block: `p` a paragraph, `#` a heading, `-` a list, `>` a quote; a loose list has a paragraph in each item."""

    def __init__(self, sort: str, level: int = 0) -> None:
        self.sort, self.level = sort, level
        self.lines: list[Words] = []
        self.is_loose = False


def plain_html(source: str, page: Page) -> str | None:
    """Return the HTML of a body and tell the page all that is seen; None, and nothing told, where it is not plain."""
    blocks = _blocks(source)
    if blocks is None:
        return None
    levels = [block.level for block in blocks if block.level]
    if _skips_a_level(levels):
        return None
    page.begin(levels)
    made = "\n".join([_made(block, page) for block in blocks])
    page.end()
    return made


def _skips_a_level(levels: list[int]) -> bool:
    deepest = min(levels, default=0) - 1
    for level in levels:
        if level > deepest + 1:
            return True
        deepest = level
    return False


def _blocks(source: str) -> list[Block] | None:
    if _SPECIAL.search(source) or _SPECIAL_HERE.search(source) or ("\u3000" in source and _WIDE_END.search(source)):
        return None
    blocks: list[Block] = []
    source = source.strip("\n")
    if "\n\n\n" in source:
        source = _EMPTY_LINES.sub("\n\n", source)
    for written in source.split("\n\n"):
        if not written:
            return None
        last = blocks[-1] if blocks and blocks[-1].sort == written[0] == "-" else None
        block = _block(written, last)
        if block is None:
            return None
        if block is not last:
            blocks.append(block)
    return blocks


def _block(written: str, last: Block | None) -> Block | None:
    """Return one block, or the `last` one with more lines; None where it is not plain."""
    first = written[0]
    if first == "#":
        heading = _HEADING.fullmatch(written)
        return _with(Block("#", len(heading[1])), heading[2]) if heading else None
    if first == "-":
        return _list(written, last)
    if first == ">":
        quoted = written[2:]
        if not quoted or written[1] != " " or "\n" in quoted or _NOT_A_PARAGRAPH.match(quoted):
            return None
        return _with(Block(">"), quoted)
    return _paragraph_block(written.lstrip("\u3000") if first == "\u3000" else written)


def _paragraph_block(written: str) -> Block | None:
    # A paragraph may begin with a link: what else a bracket means there is refused by `_with`.
    if not written or (written[0] != "[" and _NOT_A_PARAGRAPH.match(written)):
        return None
    if "\n" in written:
        _, second, *more = written.split("\n")
        if more or _NOT_A_PARAGRAPH.match(second) or NUMBERED.match(second):
            return None
    return _with(Block("p"), written)


def _list(written: str, last: Block | None) -> Block | None:
    """Return a list; one that goes on after an empty line is loose."""
    block = last or Block("-")
    block.is_loose = last is not None
    for one in written.split("\n"):
        item = _ITEM.fullmatch(one)
        if item is None or _NOT_AN_ITEM.match(item[1]) or _with(block, item[1]) is None:
            return None
    return block


def _with(block: Block, text: str) -> Block | None:
    """Return the block with one more line; None where that holds more than text, bold and links."""
    if ">" in text:
        return None
    words = [text]
    if "*" in text or "[" in text or "]" in text:
        words = _INLINE.split(text)
        left = "".join(words[::4])
        if "*" in left or "[" in left or "]" in left:
            return None
        # What a line end beside a mark prints depends on what stands behind the mark.
        if "\n" in text and any(one.startswith("\n") or one.endswith("\n") for one in words[::4]):
            return None
    block.lines.append(words)
    return block


def _made(block: Block, page: Page) -> str:
    if block.sort == "p":
        return _paragraph(block.lines[0], page)
    if block.sort == "#":
        level, before = page.level(block.level), page.said
        inside = _inline(block.lines[0], page)
        made = f'<h{level} id="{page.heading(level, page.said_since(before))}">{inside}</h{level}>'
    elif block.sort == ">":
        made = f"<blockquote>{_paragraph(block.lines[0], page)}</blockquote>"
    else:
        items = [_paragraph(words, page) if block.is_loose else _item(words, page) for words in block.lines]
        made = f"<ul><li>{'</li><li>'.join(items)}</li></ul>"
    page.say("\n")
    return made


def _paragraph(words: Words, page: Page) -> str:
    return f"<p>{_item(words, page)}</p>"


def _item(words: Words, page: Page) -> str:
    made = _inline(words, page)
    page.say("\n")
    return made


def _inline(words: Words, page: Page) -> str:
    """Return the HTML of a line, and say its words."""
    text = joined(words[0])
    if len(words) == 1:
        page.say(text.replace("\n", " "))
        return text
    made, said = [text], [text]
    for bold, label, target, after in zip(words[1::4], words[2::4], words[3::4], words[4::4], strict=True):
        if bold is not None:
            made.append(f"<strong>{bold}</strong>")
        else:
            href, rel = page.link(target)
            outside = f' rel="{rel}"' if rel else ""
            made.append(f'<a href="{href}"{outside}>{label}</a>' if href else label)
        text = joined(after)
        made.append(text)
        said += (label if bold is None else bold, text)
    page.say("".join(said).replace("\n", " "))
    return "".join(made)
