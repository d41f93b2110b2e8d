"""Bodies: Markdown becomes safe HTML once; its links to records and files stay open as numbered holes."""

from __future__ import annotations

import html
import re

import nh3

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.converter import INVISIBLE, converter
from cppcc_portal.sources.holes import HOLE, Link, fill
from cppcc_portal.sources.joining import CJK
from cppcc_portal.sources.limits import REFUSED, is_printed, is_too_much
from cppcc_portal.sources.page import OUTSIDE_REL, Heading, Page
from cppcc_portal.sources.pasted import as_pasted
from cppcc_portal.sources.plain_body import plain_html
from cppcc_portal.sources.prose_tree import ALIGNED, BACK, REFERENCE

__all__ = ["Body", "Heading", "Link", "body_of", "excerpt", "fill"]

_BEFORE_A_LIST = re.compile(r"\n(?<=[^\n]\n)(?=(?:[-*+]|1\.) +\S)")
_NOT_TEXT = re.compile(r"\s|[-*+] |\d+\. |>|\||\[\^|:|#")
_SINGLE = re.compile(f"[{CJK}\u3041-\u30ff]+")
_WORD = re.compile(rf"[^\W_{CJK}\u3041-\u30ff]+(?:['’.,-][A-Za-z0-9]+)*")
_ALT = re.compile(r'<img src="[^"]*" alt="([^"]*)"')
_SAYS = re.compile(r"[。！？；，、：….!?;,:]")

_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "hr",
    "img",
    "li",
    "ol",
}
_TAGS |= {"p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul", "h2", "h3", "h4", "h5", "h6"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "title"},
        "img": {"src", "alt", "title", "loading", "decoding"},
        "ol": {"start"},
        **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6", "li", "sup")},
    },
    tag_attribute_values={
        "a": {"rel": {OUTSIDE_REL}, "class": {REFERENCE, BACK}, "role": {"doc-noteref", "doc-backlink"}},
        "div": {
            "class": {"zx-table-frame", "footnote"},
            "tabindex": {"0"},
            "role": {"region"},
            "aria-label": {"表格"},
        },
        "table": {"class": {"zx-table"}},
        "td": {"class": set(ALIGNED.values())},
        "th": {"class": set(ALIGNED.values()), "scope": {"col"}},
    },
    url_schemes={"http", "https", "mailto", HOLE},
    link_rel=None,
)


@frozen
class Body:
    """A body: sanitised `html` with holes, its plain `text`, and `characters` to read (Chinese ones, kana, and words).

    `characters` is for readers only: a body of a picture or of 「……」 alone has none, and is not empty.
    """

    html: str
    text: str
    links: tuple[Link, ...]
    headings: tuple[Heading, ...]
    characters: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show: neither text nor picture."""
        return not self.text and not any(link.kind == "image" for link in self.links)

    @property
    def excerpt(self) -> str:
        """Return the beginning of the text; of a body of pictures alone, what they show."""
        if self.text:
            return excerpt(self.text)
        return excerpt("；".join(html.unescape(alt) for alt in _ALT.findall(self.html)))


def body_of(markdown: str, path: str, first_line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    """Return the body of a Markdown text whose first line is `first_line` of the file, and what is wrong with it."""
    page = Page(markdown, path, first_line)
    is_all_printed = is_printed(markdown)
    if is_too_much(page, is_all_printed):
        return Body("", "", (), (), 0), tuple(page.problems)
    source = markdown if is_all_printed else INVISIBLE.sub("", REFUSED.sub("", markdown) if page.problems else markdown)
    if "```" not in source and "~~~" not in source:
        source = _separated(source)
    made = plain_html(source, page)
    if made is None:
        try:
            made = _CLEANER.clean(converter().made(source, page))
        except RecursionError:
            converter.cache_clear()
            page.report(first_line, "正文的标记一层套一层，太深了", "减少引用、列表和强调的层数")
            return Body("", "", (), (), 0), tuple(page.problems)
    text = page.text()
    characters = sum(map(len, _SINGLE.findall(text))) + len(_WORD.findall(text))
    body = Body(made, text, tuple(page.links), tuple(page.headings), characters)
    return body, as_pasted(page.problems, markdown)


def _separated(source: str) -> str:
    """Put an empty line before a list straight after a line of text: it is meant as a list, but needs that to become one."""

    def end(found: re.Match[str]) -> str:
        line = source[source.rfind("\n", 0, found.start()) + 1 : found.start()]
        return "\n" if _NOT_TEXT.match(line) else "\n\n"

    return _BEFORE_A_LIST.sub(end, source)


def excerpt(text: str, longest: int = 120) -> str:
    """Return the beginning of a plain text in at most `longest` characters, without headings, at a sentence's end."""
    lines = text.split("\n")
    flat = "".join(_joined([line for line in lines if len(line) > 40 or _SAYS.search(line)] or lines))
    if len(flat) <= longest:
        return flat
    cut = flat[:longest]
    end = max(cut.rfind(mark) for mark in "。！？")
    if end >= longest // 2:
        return cut[: end + 1]
    return cut[: longest - 2].rstrip("，、；：。 ") + "……"


def _joined(lines: list[str]) -> list[str]:
    return [line + " " if line and line[-1].isascii() else line for line in lines[:-1]] + lines[-1:]
