"""The page of a body: what converting it collects (links, headings, plain text, problems), however it is converted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.packing import packed_by_number
from cppcc_portal.foundation.problems import Problem, Severity
from cppcc_portal.sources.placeholders import PLACEHOLDER, Link
from cppcc_portal.sources.targets import HERE, OUTSIDE, judge

OUTSIDE_REL = "noopener external"
_NOT_IN_A_SLUG = re.compile(r"[^\w]+")
_UNMET = re.compile(r"\[\^[^\]\s]{1,40}\]")
_WIDE_BRACKETS = re.compile(r"\[[^\]\n]{1,60}\]（[^）\n]{0,200}(?:://|\.[a-z]{2,4})[^）\n]{0,200}）")


@packed_by_number
class Heading(NamedTuple):
    """One heading: `level` from 2 (1 is the page's title), `id` for links to it, `text` without marks."""

    level: int
    id: str
    text: str


class Page:
    """What converting a body collects; `source` is the Markdown, by which lines are found."""

    def __init__(self, source: str, path: str, first_line: int) -> None:
        self.source, self.path, self.first_line = source, path, first_line
        self.links: list[Link] = []
        self.headings: list[Heading] = []
        self.problems: list[Problem] = []
        self._found: dict[str, int] = {}
        self._pieces: list[str] = []
        self._ids: dict[str, int] = {}
        self._here: list[str] = []
        self._shift = 0
        self._deepest = 1
        self.told_notes: set[str] = set()

    def line_of(self, written: str) -> int:
        """Return the line of the next occurrence of what was written; the body's first when it is not found."""
        at = self.source.find(written, self._found.get(written, -1) + 1)
        if at < 0:
            at = max(self.source.find(written), 0)
        self._found[written] = at
        return self.line_at(at)

    def line_at(self, offset: int) -> int:
        """Return the file's line of an offset in the source."""
        return self.first_line + self.source.count("\n", 0, offset)

    def report(self, line: int, what: str, cure: str, is_error: bool = True) -> None:
        """Note a problem of this body."""
        severity = Severity.ERROR if is_error else Severity.REMINDER
        self.problems.append(Problem(self.path, line, what, cure, severity))

    def say(self, text: str) -> None:
        """Add to the plain text; each line of it is one block."""
        self._pieces.append(text)

    @property
    def said(self) -> int:
        """How much has been said so far, for `said_since`."""
        return len(self._pieces)

    def said_since(self, before: int) -> str:
        """Return what has been said since then, on one line."""
        return " ".join("".join(self._pieces[before:]).split())

    def text(self) -> str:
        """Return the plain text: one line per block, without footnote marks and captions."""
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)

    def begin(self, levels: Iterable[int]) -> None:
        """Take the levels of all headings: the highest becomes 2, as 1 is the page's title."""
        self._shift = 2 - min(levels, default=2)

    def meant(self, written: int) -> int:
        """Return the level at which a heading should have been written: less than `written` where that skips one."""
        return min(written, self._deepest + 1 - self._shift)

    def end(self) -> None:
        """Report links and notes that lead nowhere, and marks that were meant as such but stayed text."""
        text = "".join(self._pieces)
        for target in self._here:
            if unquote(target[1:]) not in self._ids:
                near = nearest(unquote(target[1:]), self._ids)
                known = "、".join(f"#{one}" for one in list(self._ids)[:12])
                listed = f"本篇的小标题有：{known}" if known else "本篇没有小标题，删去链接"
                cure = f"改成「#{near}」；{listed}" if near else listed
                self.report(self.line_of(target), f"链接指向的小标题「{target[1:61]}」在本篇里没有", cure)
        if "[^" in text:
            for mark in sorted(set(_UNMET.findall(text)) - self.told_notes):
                self.report(self.line_of(mark), f"脚注 {mark} 没有内容", f"另起一行顶格写「{mark}: 脚注的内容」")
        if "]（" in text:
            for written in _WIDE_BRACKETS.findall(text):
                what = f"链接「{written[:60]}」用了全角括号，读者看到的是原样文字"
                self.report(self.line_of(written), what, "地址两边换成英文括号 ( )")

    def link(self, written: str) -> tuple[str, str]:
        """Return the address of a link, or its placeholder, and its `rel`; both are empty where it cannot be a link."""
        judged = judge(written)
        if judged.what:
            self.report(self.line_of(written), judged.what, judged.cure)
            return "", ""
        if judged.sort == HERE:
            self._here.append(written)
            return written, ""
        if judged.sort == OUTSIDE:
            return written, "" if written.lower().startswith("mailto:") else OUTSIDE_REL
        return self.placeholder(written, judged.sort), ""

    def placeholder(self, target: str, kind: str) -> str:
        """Return the address of a new placeholder."""
        number = len(self.links)
        self.links.append(Link(number, target, self.line_of(target), kind))
        return f"{PLACEHOLDER}:{number}"

    def level(self, written: int) -> int:
        """Return the level at which a heading is printed: none skips one."""
        self._deepest = min(written + self._shift, self._deepest + 1, 6)
        return self._deepest

    def heading(self, level: int, text: str) -> str:
        """Note a heading; return its id."""
        id = self._id(text)
        self.headings.append(Heading(level, id, text))
        return id

    def _id(self, text: str) -> str:
        slug = _NOT_IN_A_SLUG.sub("-", unicodedata.normalize("NFKC", text).lower()).strip("-")[:40].rstrip("-")
        if not slug or slug.isascii() or slug.startswith("fn"):
            # Ids of ASCII alone belong to the page around the body and to its footnotes.
            slug = f"s-{slug}".rstrip("-")
        self._ids[slug] = times = self._ids.get(slug, 0) + 1
        if times == 1:
            return slug
        return self._id(f"{text[:40]}-{times}")
