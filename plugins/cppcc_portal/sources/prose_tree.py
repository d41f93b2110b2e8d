"""The tree that Markdown makes, finished in one walk: placeholders, headings, figures, tables, and the plain text of it all."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from cppcc_portal.sources.dialect.chars import BACK, FOOTNOTE, REFERENCE
from cppcc_portal.sources.dialect.tree import LINE
from cppcc_portal.sources.page import Page
from cppcc_portal.sources.targets import HERE, OUTSIDE, RECORD, judge

ALIGNED = {"right": "zx-table__number", "center": "zx-table__middle"}

_LABEL = re.compile(r"[\w-]{1,40}")
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_ENDS_LINE = frozenset(["p", "li", "tr", "pre", "dt", "dd", "blockquote", "table", *_LEVELS])
_ALT_CURE = "在方括号里写图里有什么，例如 ![委员在田间查看玉米](2026.jpg)"


def finish(root: Element, page: Page) -> None:
    """Turn the tree that Markdown made into the tree that is printed, and tell the page all that is seen."""
    page.begin(_LEVELS[one.tag] for one in root.iter() if one.tag in _LEVELS)
    walk = _Walk(page)
    for child in root:
        walk.element(child, False)
        child.tail = "\n"
    page.end()


class _Walk:
    """One walk over a tree that tells a page what it sees."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def element(self, element: Element, linked: bool) -> None:
        """Finish an element and all that is in it; `linked` says whether it stands in a link."""
        tag = element.tag
        if tag == "a":
            if element.get("class") in (REFERENCE, BACK):
                return _footnote_link(element)
            self._link(element, linked)
            linked = True
        elif tag == "img":
            self._image(element)
        elif tag == "p":
            if _is_lone_image(element):
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
            self.page.say("\n")
        elif tag in ("td", "th", "br"):
            self.page.say(" ")

    def _inside(self, element: Element, linked: bool) -> None:
        if element.text and element.tag != "rt":
            self.page.say(element.text if element.tag == "code" else element.text.replace("\n", " "))
        for child in element:
            self.element(child, linked)
            if child.tail:
                self.page.say(child.tail.replace("\n", " "))

    def _link(self, element: Element, linked: bool) -> None:
        written = element.get("href", "")
        title = element.get("title", "")
        element.attrib.clear()
        href = rel = ""
        if linked:
            what = f"链接里面又有一个链接「{written[:60]}」"
            self.page.report(self.page.line_of(written), what, "拆成前后两个链接")
        elif not _holds_anything(element) and not judge(written).what:
            what = f"链接「{written[:60]}」没有文字"
            self.page.report(self.page.line_of(written), what, "在方括号里写链接的名称")
        else:
            href, rel = self.page.link(written)
        if not href:
            element.tag = "span"
            return
        given = {"href": href, "rel": rel, "title": title}
        element.attrib.update({name: value for name, value in given.items() if value})

    def _image(self, element: Element) -> bool:
        """Make a placeholder of a picture; return False where the picture cannot be shown."""
        written, alt, title = (element.get(name, "").strip() for name in ("src", "alt", "title"))
        element.attrib.clear()
        judged = judge(written)
        what, cure = judged.what.replace("链接", "图片"), judged.cure
        if judged.sort == OUTSIDE:
            what, cure = f"图片「{written[:60]}」在别的网站上", "把图片下载下来放在这条记录旁边，只写文件名"
        elif judged.sort in (HERE, RECORD):
            what, cure = f"「{written[:60]}」不是图片", "写图片的文件名，例如 ![图里有什么](2026.jpg)"
        page = self.page
        if what:
            element.tag = "span"
            page.report(page.line_of(written), what, cure)
            return False
        if not alt:
            what = f"图片「{written[:60]}」没有写说明，看不见图的人不知道图里是什么"
            page.report(page.line_of(written), what, _ALT_CURE)
        element.set("src", page.placeholder(written, "image"))
        element.attrib.update({"alt": alt, "loading": "lazy", "decoding": "async"})
        if title:
            element.set("title", title)
        return True

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
        page, before, written = self.page, self.page.said, _LEVELS[element.tag]
        line, meant = page.first_line + int(element.attrib.pop(LINE, 0)), page.meant(written)
        level = page.level(written)
        self._inside(element, False)
        text = page.said_since(before)
        page.say("\n")
        element.tag = f"h{level}"
        if not text:
            page.report(line, "小标题没有文字", "写上小标题，或删去这一行的 #")
            element.tag = "span"
            return
        if meant < written:
            cure = f"改成 {'#' * meant} {text[:30]}，或在它前面加上一级小标题"
            page.report(line, f"小标题「{text[:30]}」跳过了一级", cure, is_error=False)
        element.set("id", page.heading(level, text))

    def _footnote(self, id: str) -> None:
        label = id.removeprefix(FOOTNOTE)
        if not _LABEL.fullmatch(label):
            what = f"脚注的编号「{label[:40]}」不能用"
            self.page.report(self.page.line_of(f"[^{label}]"), what, "编号写成数字，例如 [^1]")


def _holds_anything(link: Element) -> bool:
    return bool("".join(link.itertext()).strip()) or link.find(".//img") is not None


def _is_lone_image(element: Element) -> bool:
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return False
    child = element[0]
    if child.tag == "a" and len(child) == 1 and not (child.text or child[0].tail or "").strip():
        child = child[0]
    return child.tag == "img"


def _footnote_link(element: Element) -> None:
    if element.get("class") == BACK:
        element.text = "↩\ufe0e"
        element.set("role", "doc-backlink")
    else:
        element.set("role", "doc-noteref")


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
