"""Bodies: Markdown converted once, sanitised, its links to records and files kept as numbered holes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from cppcc_portal.foundation.problems import Problem

HOLE = "portal-hole:"

_TAGS = set(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = {
    "a": {"href", "class", "id", "title", "rel"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "img": {"src", "alt", "loading", "decoding"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "table": {"class"},
    "td": {"style"},
    "th": {"style", "scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_RAW_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_CODE = re.compile(r"(`+).+?\1", re.DOTALL)
_FENCE = re.compile(r"^(```|~~~)(?s:.*?)^\1\s*$|^(?: {4}|\t).*$", re.MULTILINE)
_TOO_DEEP = re.compile(r"^(?:[ \t]*>){12}|^(?:[ \t]{64}|(?:[-*+][ \t]+|\d+[.)][ \t]+){12})", re.MULTILINE)
_TOO_MANY = re.compile(r"(?:[*_~]{40}|`{40}|(?:!?\[){40}|(?:[*_]\S?){200}|(?:\[[^\]\n]{0,20}){200}|<{40})")
_LONGEST_LINE = 20_000
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,%-]*")
_SLUG = re.compile(r"[^\w]+")
_ATTRS = r'((?: [a-z-]+="[^"]*")*?)'
_LINK_HOLE = re.compile(rf'<a{_ATTRS} href="{HOLE}(\d+)"{_ATTRS}>(.*?)</a>', re.DOTALL)
_IMAGE_HOLE = re.compile(rf'<img{_ATTRS} src="{HOLE}(\d+)"{_ATTRS}>')


@dataclass(frozen=True, slots=True)
class Link:
    """One hole: its number, the target as written, its line in the file, and whether a record, file or image is meant."""

    number: int
    target: str
    line: int
    kind: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body: its level (from 2, the page's title being 1), the id to link to, and its text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """A converted body: sanitised HTML whose holes stand in `href` and `src`, and what is known of it."""

    html: str
    text: str
    links: tuple[Link, ...]
    headings: tuple[Heading, ...]
    characters: int


NOTHING = Body("", "", (), (), 0)


def body_of(source: str, path: str, first_line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    """Return the body of a Markdown text that begins at `first_line` of its file, with every problem of it."""
    if not source.strip():
        return NOTHING, ()
    place = _Place(source, path, first_line)
    if found := _TOO_DEEP.search(source) or _TOO_MANY.search(source):
        line = source.count("\n", 0, found.start())
        return NOTHING, (place.at(line, "这里的引用、列表或记号套得太深", "减少层次，去掉多余的 > * [ 等记号"),)
    for number, text in enumerate(source.split("\n")):
        if len(text) > _LONGEST_LINE:
            return NOTHING, (place.at(number, f"这一行超过 {_LONGEST_LINE} 字", "分成几段，段落之间空一行"),)
    converter, collector = _converter()
    converter.reset()
    collector.begin(place)
    try:
        html = converter.convert(source)
    except RecursionError:
        return NOTHING, (place.at(0, "正文套得太深，无法转换", "减少引用和列表的层次"),)
    finally:
        problems = collector.end()
    if _RAW_TAG.search(source):
        problems += tuple(_raw_tags(place))
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", HOLE.rstrip(":")},
        link_rel=None,
        attribute_filter=_only_ours,
    )
    text = "\n".join(collector.text)
    return Body(clean, text, tuple(collector.links), tuple(collector.headings), characters_of(text)), problems


def characters_of(text: str) -> int:
    """Return the length of a text as a Chinese reader counts it: characters, and words of other scripts."""
    return len(_CJK.findall(text)) + len(_WORD.findall(text))


def excerpt(text: str, longest: int = 120) -> str:
    """Return the beginning of a text in at most `longest` characters, ended at a sentence or clause where one ends."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1]
    for ends in ("。！？", "；，、"):
        end = max(cut.rfind(mark) for mark in ends)
        if end >= longest // 2:
            return cut[: end + 1] if ends == "。！？" else cut[:end] + "……"
    return cut + "…"


def fill(html: str, addresses: Sequence[str | None], sizes: Sequence[tuple[int, int] | None] = ()) -> str:
    """Return HTML with its holes filled; where an address is None the link becomes its text and the picture goes."""

    def image(found: re.Match[str]) -> str:
        number = int(found[2])
        address = addresses[number]
        size = sizes[number] if number < len(sizes) else None
        if address is None:
            return ""
        shape = f' width="{size[0]}" height="{size[1]}"' if size else ""
        return f'<img{found[1]} src="{escape(address)}"{shape}{found[3]}>'

    def link(found: re.Match[str]) -> str:
        address = addresses[int(found[2])]
        return found[4] if address is None else f'<a{found[1]} href="{escape(address)}"{found[3]}>{found[4]}</a>'

    if HOLE not in html:
        return html
    return _LINK_HOLE.sub(link, _IMAGE_HOLE.sub(image, html))


def _only_ours(tag: str, attribute: str, value: str) -> str | None:
    """Let pass only the values that our own conversion makes."""
    if attribute == "style":
        return value if re.fullmatch(r"text-align: (left|right|center);", value) else None
    if attribute == "class":
        return (
            value if value in ("footnote", "footnote-ref", "footnote-backref", "zx-table", "zx-table-frame") else None
        )
    return value


class _Place:
    """A text and where it stands, to tell the line of what is found in it."""

    def __init__(self, source: str, path: str, first_line: int) -> None:
        self.lines, self.path, self.first_line, self.source = source.split("\n"), path, first_line, source
        self._from: dict[str, int] = {}

    def line_of(self, written: str) -> int:
        """Return the index of the next line that holds what was written; the first line when none does."""
        for index in range(self._from.get(written, 0), len(self.lines)):
            if written in self.lines[index]:
                self._from[written] = index + (0 if self.lines[index].count(written) > 1 else 1)
                return index
        return 0

    def at(self, index: int, what: str, cure: str) -> Problem:
        """Return a problem at the line of that index."""
        return Problem(self.path, self.first_line + index, what, cure)


def _raw_tags(place: _Place) -> Iterator[Problem]:
    blank = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), place.source)
    blank = _FENCE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), blank)
    for found in _RAW_TAG.finditer(blank):
        cure = "删去标签，用 Markdown 的写法；要把它写给读者看，就用反引号括起来"
        yield place.at(blank.count("\n", 0, found.start()), f"正文里有 HTML 标签「{found[0][:30]}」", cure)


class _Collector(Treeprocessor):
    """Walks a converted tree once: names headings, cuts holes, frames tables and figures, gathers the text."""

    def begin(self, place: _Place) -> None:
        """Start a new body."""
        self.place = place
        self.links: list[Link] = []
        self.headings: list[Heading] = []
        self.text: list[str] = []
        self.problems: list[Problem] = []
        self.ids: set[str] = set()

    def end(self) -> tuple[Problem, ...]:
        """Return what was wrong with the body."""
        return tuple(self.problems)

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        levels = [
            int(one.tag[1]) for one in root.iter() if isinstance(one.tag, str) and re.fullmatch("h[1-6]", one.tag)
        ]
        self._shift = max(0, 2 - min(levels)) if levels else 0
        for child in root:
            self.text.append(" ".join("".join(_texts(child)).split()))
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                self._visit(parent, index, child)
        anchors = {one.get("id") for one in root.iter()}
        for one in root.iter("a"):
            target = one.get("href", "")
            if target.startswith("#") and unescape(unquote(target[1:])) not in anchors:
                self._say(target, f"链接「{target}」在本文里找不到", "改成本文里有的小标题，或删去链接")

    def _visit(self, parent: Element, index: int, child: Element) -> None:
        tag = child.tag
        if not isinstance(tag, str):
            return
        if re.fullmatch("h[1-6]", tag):
            self._heading(child, int(tag[1]))
        elif tag == "a":
            self._link(child)
        elif tag == "img":
            self._image(child)
        elif tag == "table":
            frame = Element("div", {"class": "zx-table-frame", "tabindex": "0", "role": "region", "aria-label": "表格"})
            frame.tail, child.tail = child.tail, None
            child.set("class", "zx-table")
            for cell in child.iter("th"):
                cell.set("scope", "col")
            parent[index] = frame
            frame.append(child)
        elif tag == "p" and len(child) == 1 and child[0].tag == "img" and not (child.text or "").strip():
            if not (child[0].tail or "").strip():
                child.tag = "figure"
                if title := child[0].get("title"):
                    SubElement(child, "figcaption").text = title

    def _heading(self, heading: Element, level: int) -> None:
        text = " ".join("".join(_texts(heading)).split())
        slug = _SLUG.sub("-", text).strip("-")[:60] or "节"
        unique, number = slug, 2
        while unique in self.ids:
            unique, number = f"{slug}-{number}", number + 1
        self.ids.add(unique)
        heading.tag = f"h{min(6, level + self._shift)}"
        heading.set("id", unique)
        self.headings.append(Heading(int(heading.tag[1]), unique, text))

    def _link(self, link: Element) -> None:
        written = link.get("href", "")
        target = unescape(written).strip()
        if target.startswith("#"):
            return
        scheme = _SCHEME.match(target)
        if scheme and scheme[1].lower() in ("http", "https", "mailto"):
            if scheme[1].lower() != "mailto":
                link.set("rel", "noopener external")
            return
        rest = dict(link.attrib)
        link.attrib.clear()
        if scheme or not target or target.startswith(("/", "\\", "?")) or "\\" in target or _has_control(target):
            cure = "网址以 https:// 开头；链接别的记录，写到它的 .md 文件，例如 ../members/wang-deqing.md"
            self._say(written, f"链接「{target[:40]}」不能用", cure)
            link.tag = "span"
            return
        kind = "record" if target.partition("#")[0].endswith(".md") else "file"
        link.set("href", self._hole(written, target, kind))
        link.attrib.update({key: value for key, value in rest.items() if key == "title"})

    def _image(self, image: Element) -> None:
        written, alt = image.get("src", ""), (image.get("alt") or "").strip()
        target = unescape(written).strip()
        image.attrib.clear()
        if not alt:
            self._say(
                written, f"图片「{target[:40]}」没有说明", "在方括号里写图片上有什么，给看不见图的人：![说明](文件名)"
            )
        if _SCHEME.match(target) or target.startswith(("/", "\\")) or "\\" in target or _has_control(target):
            self._say(written, f"图片「{target[:40]}」不是旁边的文件", "把图片放在这条记录旁边，只写文件名")
            image.tag = "span"
            return
        image.set("src", self._hole(written, target, "image"))
        image.set("alt", alt)
        image.set("loading", "lazy")
        image.set("decoding", "async")

    def _hole(self, written: str, target: str, kind: str) -> str:
        number = len(self.links)
        line = self.place.first_line + self.place.line_of(written)
        self.links.append(Link(number, target, line, kind))
        return f"{HOLE}{number}"

    def _say(self, written: str, what: str, cure: str) -> None:
        self.problems.append(self.place.at(self.place.line_of(written) if written else 0, what, cure))


def _has_control(text: str) -> bool:
    return any(ord(character) < 32 for character in text)


def _texts(element: Element) -> Iterator[str]:
    """Yield the text of an element without what footnotes add."""
    if element.tag == "sup" and (element.get("id") or "").startswith("fnref"):
        return
    if element.text:
        yield _plain(element.text)
    for child in element:
        yield from _texts(child)
        if child.tag in ("li", "p", "td", "th", "dd", "dt", "br"):
            yield " "
        if child.tail:
            yield _plain(child.tail)


_STASH = re.compile("\x02[^\x03]*\x03")


def _plain(text: str) -> str:
    return _STASH.sub("", text.replace(AMP_SUBSTITUTE, "&")) if "\x02" in text else text


@cache
def _converter() -> tuple[markdown.Markdown, _Collector]:
    """Return this process's converter; making one costs more than a hundred articles."""
    converter = markdown.Markdown(
        extensions=["tables", "footnotes", "def_list", "sane_lists", "fenced_code"],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "回到正文第 {} 处", "PLACE_MARKER": "\x00"}},
        output_format="html",
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.deregister("automail")
    collector = _Collector(converter)
    converter.treeprocessors.register(collector, "portal", -10)
    return converter, collector
