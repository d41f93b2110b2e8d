"""The tree of a body, finished in one walk: holes, headings, figures, tables, and the plain text of it all."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.holes import HOLE, Link
from cppcc_portal.sources.targets import HERE, OUTSIDE, RECORD, judge

OUTSIDE_REL = "noopener external"
FOOTNOTE = "fn-"
REFERENCE = "footnote-ref"
BACK = "footnote-backref"
ALIGNED = {"right": "zx-table__number", "center": "zx-table__middle"}

CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = CJK + "\u3001-\u303f\uff01-\uff60\u2014\u2018-\u201d\u2026"
_SOFT_BREAK = re.compile(f"(?<=[{_WIDE}])\n(?=[{_WIDE}])")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_LEFT_OVER = re.compile("\x02[^\x03]*\x03")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z0-9]+);")
_NOT_IN_A_SLUG = re.compile(r"[^\w]+")
_LABEL = re.compile(r"[\w-]{1,40}")
_UNMET = re.compile(r"\[\^[^\]\s]{1,40}\]")
_WIDE_BRACKETS = re.compile(r"\[[^\]\n]{1,60}\]（[^）\n]{0,200}(?:://|\.[a-z]{2,4})[^）\n]{0,200}）")
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_ENDS_LINE = frozenset(["p", "li", "tr", "pre", "dt", "dd", "blockquote", "table", *_LEVELS])
_ALT_CURE = "在方括号里写图里有什么，例如 ![委员在田间查看玉米](2026.jpg)"


@dataclass(frozen=True)
class Heading:
    """One heading: `level` from 2 (1 is the page's title), `id` for links to it, `text` without marks."""

    level: int
    id: str
    text: str


class Page:
    """What one walk of a body's tree collects; `source` is the Markdown, by which lines are found."""

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

    def report(self, line: int, what: str, cure: str) -> None:
        """Note a problem of this body."""
        self.problems.append(Problem(self.path, line, what, cure))

    def text(self) -> str:
        """Return the plain text: one line per block, without footnote marks and captions."""
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)

    def finish(self, root: Element) -> None:
        """Turn the tree that Markdown made into the tree that is printed."""
        first = min((_LEVELS[one.tag] for one in root.iter() if one.tag in _LEVELS), default=2)
        self._shift = 2 - first
        for child in root:
            self._walk(child, False)
            child.tail = "\n"
        self._look_for_leavings("".join(self._pieces))

    def _look_for_leavings(self, text: str) -> None:
        """Report links and notes that lead nowhere, and marks that were meant as such but stayed text."""
        for target in self._here:
            if unquote(target[1:]) not in self._ids:
                cure = "改成本篇里有的小标题，或删去链接"
                self.report(self.line_of(target), f"链接指向的小标题「{target[1:61]}」在本篇里没有", cure)
        if "[^" in text:
            for mark in sorted(set(_UNMET.findall(text))):
                self.report(self.line_of(mark), f"脚注 {mark} 没有内容", f"另起一行顶格写「{mark}: 脚注的内容」")
        if "]（" in text:
            for written in _WIDE_BRACKETS.findall(text):
                what = f"链接「{written[:60]}」用了全角括号，读者看到的是原样文字"
                self.report(self.line_of(written), what, "地址两边换成英文括号 ( )")

    def _walk(self, element: Element, linked: bool) -> None:
        tag = element.tag
        if tag == "code":
            element.text = html.unescape(element.text or "")
            if "\n" in element.text:
                element.text = element.text.rstrip("\n") + "\n"
        elif element.text:
            element.text = self._clean(element.text)
        if tag == "a":
            if element.get("class") in (REFERENCE, BACK):
                return self._footnote_link(element)
            self._link(element, linked)
            linked = True
        elif tag == "img":
            self._image(element)
        elif tag == "p":
            if self._is_lone_image(element):
                return self._figure(element)
        elif tag == "table":
            element = _framed(element)
        elif tag in ("th", "td"):
            _cell(element)
        elif tag == "li" and (id := element.get("id")):
            self._footnote(id)
        elif tag in _LEVELS:
            return self._heading(element)
        self._inside(element, linked)
        if tag in _ENDS_LINE:
            self._pieces.append("\n")
        elif tag in ("td", "th", "br"):
            self._pieces.append(" ")

    def _inside(self, element: Element, linked: bool) -> None:
        if element.text:
            self._pieces.append(element.text if element.tag == "code" else element.text.replace("\n", " "))
        for child in element:
            self._walk(child, linked)
            if child.tail:
                child.tail = self._clean(child.tail)
                self._pieces.append(child.tail.replace("\n", " "))

    def _clean(self, text: str) -> str:
        if "\x02" in text:
            text = _plain(text)
        return _SOFT_BREAK.sub("", text) if "\n" in text else text

    def _link(self, element: Element, linked: bool) -> None:
        written = _attribute(element.get("href", ""))
        title = _attribute(element.get("title", ""))
        judged = judge(written)
        element.attrib.clear()
        what, cure = judged.what, judged.cure
        if linked:
            what, cure = f"链接里面又有一个链接「{written[:60]}」", "拆成前后两个链接"
        elif not what and not "".join(element.itertext()).strip() and element.find(".//img") is None:
            what, cure = f"链接「{written[:60]}」没有文字", "在方括号里写链接的名称"
        if what:
            element.tag = "span"
            self.report(self.line_of(written), what, cure)
            return
        if judged.sort == HERE:
            self._here.append(written)
            element.set("href", written)
        elif judged.sort == OUTSIDE:
            element.set("href", written)
            if not written.lower().startswith("mailto:"):
                element.set("rel", OUTSIDE_REL)
        else:
            element.set("href", self._hole(written, judged.sort))
        if title:
            element.set("title", title)

    def _hole(self, target: str, kind: str) -> str:
        number = len(self.links)
        self.links.append(Link(number, target, self.line_of(target), kind))
        return f"{HOLE}:{number}"

    def _image(self, element: Element) -> bool:
        """Make a hole of a picture; return False where the picture cannot be shown."""
        written, alt, title = (_attribute(element.get(name, "")).strip() for name in ("src", "alt", "title"))
        element.attrib.clear()
        judged = judge(written)
        what, cure = judged.what.replace("链接", "图片"), judged.cure
        if judged.sort == OUTSIDE:
            what, cure = f"图片「{written[:60]}」在别的网站上", "把图片下载下来放在这条记录旁边，只写文件名"
        elif judged.sort in (HERE, RECORD):
            what, cure = f"「{written[:60]}」不是图片", "写图片的文件名，例如 ![图里有什么](2026.jpg)"
        if what:
            element.tag = "span"
            self.report(self.line_of(written), what, cure)
            return False
        if not alt:
            self.report(
                self.line_of(written), f"图片「{written[:60]}」没有写说明，看不见图的人不知道图里是什么", _ALT_CURE
            )
        element.set("src", self._hole(written, "image"))
        element.attrib.update({"alt": alt, "loading": "lazy", "decoding": "async"})
        if title:
            element.set("title", title)
        return True

    def _is_lone_image(self, element: Element) -> bool:
        if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
            return False
        child = element[0]
        if child.tag == "a" and len(child) == 1 and not (child.text or child[0].tail or "").strip():
            child = child[0]
        return child.tag == "img"

    def _figure(self, element: Element) -> None:
        child = element[0]
        image = child if child.tag == "img" else child[0]
        child.tail = None
        if child is not image:
            self._link(child, False)
        if self._image(image):
            element.tag = "figure"
            if caption := image.attrib.pop("title", ""):
                SubElement(element, "figcaption").text = caption

    def _heading(self, element: Element) -> None:
        before = len(self._pieces)
        level = min(_LEVELS[element.tag] + self._shift, self._deepest + 1, 6)
        self._deepest = level
        self._inside(element, False)
        text = " ".join("".join(self._pieces[before:]).split())
        self._pieces.append("\n")
        element.tag = f"h{level}"
        if not text:
            self.report(self.line_of("\n#"), "小标题没有文字", "写上小标题，或删去这一行的 #")
            element.tag = "span"
            return
        element.set("id", self._id(text))
        self.headings.append(Heading(level, element.get("id", ""), text))

    def _id(self, text: str) -> str:
        slug = _NOT_IN_A_SLUG.sub("-", unicodedata.normalize("NFKC", text).lower()).strip("-")[:40].rstrip("-")
        if not slug or slug.isascii() or slug.startswith("fn"):
            # Ids of ASCII alone belong to the page around the body and to its footnotes.
            slug = f"s-{slug}".rstrip("-")
        self._ids[slug] = times = self._ids.get(slug, 0) + 1
        if times == 1:
            return slug
        return self._id(f"{text[:40]}-{times}")

    def _footnote(self, id: str) -> None:
        label = id.removeprefix(FOOTNOTE)
        if not _LABEL.fullmatch(label):
            self.report(self.line_of(f"[^{label}]"), f"脚注的编号「{label[:40]}」不能用", "编号写成数字，例如 [^1]")

    def _footnote_link(self, element: Element) -> None:
        if element.get("class") == BACK:
            element.text = "↩\ufe0e"
            element.set("role", "doc-backlink")
        else:
            element.set("role", "doc-noteref")


def _plain(text: str) -> str:
    return _LEFT_OVER.sub("", _ESCAPED.sub(lambda found: chr(int(found.group(1))), text))


def _attribute(value: str) -> str:
    """Return what an attribute means: escapes and entities resolved, so that nothing hides from being judged."""
    value = _plain(value) if "\x02" in value else value
    return _ENTITY.sub(lambda found: html.unescape(found.group()), value) if "&" in value else value


def _framed(table: Element) -> Element:
    """Put a table into a frame that scrolls by itself and can be reached by keyboard; return the table inside."""
    inner = Element("table", {"class": "zx-table"})
    inner.extend(list(table))
    for child in list(table):
        table.remove(child)
    table.append(inner)
    table.tag = "div"
    table.attrib.update({"class": "zx-table-frame", "tabindex": "0", "role": "region", "aria-label": "表格"})
    return inner


def _cell(cell: Element) -> None:
    if aligned := ALIGNED.get(cell.attrib.pop("align", "")):
        cell.set("class", aligned)
    if cell.tag == "th":
        cell.set("scope", "col")
