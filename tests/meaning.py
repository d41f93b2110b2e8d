"""Bodies and specification reduced to what they mean, so that both can be compared."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import lxml.html
from lxml.html import HtmlElement

_HEADING = re.compile(r"h([1-6])")
_BLOCK = re.compile(r"\s*(</?(?:p|li|[uo]l|d[ldt]|blockquote|h\d|pre|hr|table|thead|tbody|tr|t[dh]|br)\b[^>]*>)\s*")
_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
_EMPTY = frozenset(["br", "hr", "img"])


def meant(printed: str, *, attributes: bool = False) -> str:
    """Return the elements and words of some HTML: no frames, no ways back from notes, figures as paragraphs.

    Headings get the levels that a body gives them: the highest is 2, and none is skipped. Comments are left out.
    """
    printed = _COMMENT.sub("", printed)
    if not printed.strip():
        return ""
    root = lxml.html.fragment_fromstring(printed, create_parent="div")
    for back in root.xpath("//a[contains(@class, 'footnote-backref')]"):
        back.drop_tree()
    levels = [
        int(found[1]) for one in root.iter() if isinstance(one.tag, str) and (found := _HEADING.fullmatch(one.tag))
    ]
    return _BLOCK.sub(r"\1", _Meaning(2 - min(levels, default=2), attributes).inside(root, False)).strip()


class _Meaning:
    def __init__(self, shift: int, attributes: bool) -> None:
        self.shift, self.attributes, self.deepest = shift, attributes, 1

    def inside(self, element: HtmlElement, is_code: bool) -> str:
        parts = [_words(element.text, is_code)]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self._element(child, is_code or child.tag == "pre"))
            parts.append(_words(child.tail, is_code))
        return "".join(parts)

    def _element(self, element: HtmlElement, is_code: bool) -> str:
        tag, inside = str(element.tag), ""
        if tag == "figcaption":
            return ""
        if level := _HEADING.fullmatch(tag):
            self.deepest = min(int(level[1]) + self.shift, self.deepest + 1, 6)
            tag = f"h{self.deepest}"
        inside = self.inside(element, is_code)
        if tag == "div" or element.get("class") == "footnote-ref":
            return (
                inside.strip().removeprefix("<hr>").strip().replace("<ol>", '<ol class="notes">', 1)
                if _is_notes(element)
                else inside
            )
        if tag == "pre":
            inside = re.sub(r"\n+</code>$", "</code>", inside)
        if tag == "li" and str(element.get("id")).startswith("fn-"):
            inside = re.sub(r"^<p>|</p>$", "", inside.strip())
        if tag == "ol" and element.get("class") == "notes":
            return f'<ol class="notes">{inside}</ol>'
        tag = {"figure": "p", "del": "s"}.get(tag, tag)
        told = self._attributes(element) if self.attributes else ""
        if tag == "a" and not self.attributes:
            told = f' href="{html.escape(element.get("href", ""))}"'
        return f"<{tag}{told}>" + ("" if tag in _EMPTY else f"{inside}</{tag}>")

    def _attributes(self, element: HtmlElement) -> str:
        if element.tag == "ol":
            return f' start="{element.get("start", "1")}"'
        if element.tag == "a":
            return f' href="{unquote(element.get("href", ""))}" title="{element.get("title", "")}"'
        if element.tag == "img":
            caption = element.getnext()
            title = element.get("title") or (
                caption.text if caption is not None and caption.tag == "figcaption" else ""
            )
            return f' src="{unquote(element.get("src", ""))}" alt="{element.get("alt", "")}" title="{title or ""}"'
        return ""


def _is_notes(element: HtmlElement) -> bool:
    return element.get("class") == "footnote"


def _words(text: str | None, is_code: bool) -> str:
    shown = html.escape(text or "", quote=False)
    return shown if is_code else re.sub(r"[ \n]+", " ", shown)
