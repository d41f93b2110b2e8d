"""Plain bodies: paragraphs, headings, lists, quotes, bold and links become a tree without a Markdown parser.

Nearly every body is made of nothing else, and Markdown's parser needs ten times as long for it. Whatever is not plain is
left to the parser, so that the tree is the parser's own for every text (a property test compares the two).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

# Any of these, left over once bold and links are taken out, may mean something to Markdown or to HTML.
_SPECIAL = re.compile(r"[\\`*_&<>\[\]|~\x00-\x09\x0b-\x1f\x7f\u00a0]|\{:|  \n|:\n|\n:|!$|://|\n\s|[ \t]$")
_INLINE = re.compile(r"\*\*([^*\[\]\n]*[^*\[\]\s])\*\*(?!\*)|\[([^\[\]\n!*]*[^\[\]\s!*])\]\(([A-Za-z0-9./:#%-]+)\)")
_HEADING = re.compile(r"(#{1,6})[ ]([^#\s\n](?:[^#\n]*[^#\s\n])?)")
_NOT_A_PARAGRAPH = re.compile(r"(?m)^(?:[#>\-+=:*|~`\s]|\d+[.)]|\[)")
_ITEM = re.compile(r"- (\S[^\n]*)")
_NOT_AN_ITEM = re.compile(r"[#>\-+=:*~`\s]|\d+[.)]|\[[ xX^]|.*[ ]$")


def plain_tree(source: str) -> Element | None:
    """Return the tree of a body, or None where it holds anything that is not plain."""
    root = Element("div")
    last = ""
    for written in source.strip("\n").split("\n\n"):
        # Three line ends in a row leave one behind.
        if not written or written[0] == "\n" or written[-1] == "\n":
            return None
        if not _block(root, written, root[-1] if last == written[0] and last in "->" else None):
            return None
        last = written[0]
    return root


def _block(root: Element, written: str, before: Element | None) -> bool:
    """Add one block to the tree, or to the list or quote just `before` it; False where it is not plain."""
    if written[0] == "#":
        heading = _HEADING.fullmatch(written)
        return heading is not None and _line(SubElement(root, f"h{len(heading[1])}"), heading[2])
    if written[0] == "-":
        return _list(root, written, before)
    if written[0] == ">":
        quoted = written[2:]
        if not quoted or written[1] != " " or "\n" in quoted or _NOT_A_PARAGRAPH.match(quoted):
            return False
        return _line(SubElement(SubElement(root, "blockquote") if before is None else before, "p"), quoted)
    # A paragraph may begin with a link: what else a bracket means there is refused by `_line`.
    if _NOT_A_PARAGRAPH.search(written, 1 if written[0] == "[" else 0):
        return False
    return _line(SubElement(root, "p"), written)


def _list(root: Element, written: str, before: Element | None) -> bool:
    """Add a list; one that goes on after an empty line has a paragraph on either side of it, as Markdown has it."""
    if before is None:
        made = SubElement(root, "ul")
    else:
        made = before
        _as_paragraph(made[-1])
    for number, one in enumerate(written.split("\n")):
        item = _ITEM.fullmatch(one)
        if item is None or _NOT_AN_ITEM.match(item[1]):
            return False
        place = SubElement(made, "li")
        if not _line(place if before is None or number else SubElement(place, "p"), item[1]):
            return False
    return True


def _as_paragraph(item: Element) -> None:
    """Put the words of an item into a paragraph, unless they are in one."""
    if len(item) and item[0].tag == "p":
        return
    inside = Element("p")
    inside.text, item.text = item.text, None
    inside.extend(list(item))
    item[:] = [inside]


def _line(parent: Element, text: str) -> bool:
    """Fill an element with text, bold and links; False where there is anything else."""
    if not ("*" in text or "[" in text):
        parent.text = text
        return _SPECIAL.search(text) is None
    split = _INLINE.split(text)
    parent.text = split[0]
    if _SPECIAL.search(split[0]):
        return False
    for bold, label, target, after in zip(split[1::4], split[2::4], split[3::4], split[4::4], strict=True):
        words = label if bold is None else bold
        if words[0].isspace() or _SPECIAL.search(words) or (after and _SPECIAL.search(after)):
            return False
        made = SubElement(parent, "strong") if bold is not None else SubElement(parent, "a", {"href": target})
        made.text, made.tail = words, after
    return True
