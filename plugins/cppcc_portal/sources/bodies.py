"""Bodies: Markdown becomes safe HTML once; its links to records and files stay open as numbered placeholders."""

from __future__ import annotations

import html
import re

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.joining import CJK
from cppcc_portal.sources.limits import is_printed, is_too_much, without_hidden
from cppcc_portal.sources.page import Heading, Page
from cppcc_portal.sources.pasted import as_pasted
from cppcc_portal.sources.placeholders import Link, fill
from cppcc_portal.sources.plain_body import plain_html

__all__ = ["Body", "Heading", "Link", "body_of", "excerpt", "fill"]

_SINGLE = re.compile(f"[{CJK}\u3041-\u30ff]+")
_WORD = re.compile(rf"[^\W_{CJK}\u3041-\u30ff]+(?:['’.,-][A-Za-z0-9]+)*")
_ALT = re.compile(r'<img src="[^"]*" alt="([^"]*)"')
_SAYS = re.compile(r"[。！？；，、：….!?;,:]")


@frozen
class Body:
    """A body: sanitised `html` with placeholders, its plain `text`, and `characters` to read (Chinese ones, kana, and words).

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
    source = markdown if is_all_printed else without_hidden(markdown)
    printed = plain_html(source, page)
    if printed is None:
        # Only one body in ten needs it, and loading it takes longer than an edit may.
        from cppcc_portal.sources.converter import made

        try:
            printed = made(source, page)
        except RecursionError:
            page.report(first_line, "正文的标记一层套一层，太深了", "减少引用、列表和强调的层数")
            return Body("", "", (), (), 0), tuple(page.problems)
    text = page.text()
    characters = sum(map(len, _SINGLE.findall(text))) + len(_WORD.findall(text))
    body = Body(printed, text, tuple(page.links), tuple(page.headings), characters)
    return body, as_pasted(page.problems, markdown, first_line)


def prepare() -> None:
    """Load what bodies that are not plain need, once for all processes that will be forked."""
    from cppcc_portal.sources import converter

    converter.prepare()


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
