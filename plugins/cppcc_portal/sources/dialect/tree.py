"""The tree: the parser's tokens as elements, with soft breaks closed, notes placed and everything odd told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown_it.token import Token

from cppcc_portal.sources.dialect.breaks import close_breaks
from cppcc_portal.sources.dialect.left_over import left_over, left_over_block
from cppcc_portal.sources.dialect.notes import Notes
from cppcc_portal.sources.dialect.parser import DEEPEST
from cppcc_portal.sources.dialect.tags import REFUSED
from cppcc_portal.sources.dialect.told import tell
from cppcc_portal.sources.limits import without_hidden

LINE = "line"
"""The attribute by which a heading knows its line, counted from 0."""

_HTML_CURE = "用 Markdown 的写法代替；小于号写成 &lt;，代码放在反引号之间"
_TAG_CURES = {
    "br": "另起一段就空一行；只换行就在上一行末尾写一个反斜线 \\；表格里可以写 <br>",
    "rt": "写成 <ruby>字<rt>读音</rt></ruby>",
    "rp": "删去它，只写 <ruby>字<rt>读音</rt></ruby>",
    "ruby": "写成 <ruby>字<rt>读音</rt></ruby>",
    "sup": "前后成对：m<sup>2</sup>，或写成 m^2^",
    "sub": "前后成对：H<sub>2</sub>O，或写成 H~2~O",
    "s": "写成 ~~删去的字~~",
    "del": "写成 ~~删去的字~~",
    "b": "写成 **加粗的字**",
    "strong": "写成 **加粗的字**",
    "i": "写成 *强调的字*",
    "em": "写成 *强调的字*",
    "img": "写成 ![图里有什么](2026.jpg)",
    "a": "写成 [文字](地址)",
}
_ALIGNED = {"text-align:right": "right", "text-align:center": "center", "text-align:left": "left"}


MakesBuilder = Callable[[MutableMapping[str, Any], Notes], "Builder"]


def tree(tokens: Sequence[Token], env: MutableMapping[str, Any], builder: MakesBuilder | None = None) -> Element:
    """Return what the parser read as a tree of elements under a `div`; what is odd is told through `env`."""
    notes, root = Notes(env), Element("div")
    made = (builder or Builder)(env, notes)
    made.blocks(root, notes.without_definitions(tokens))
    notes.place(root, made.blocks)
    return root


class Builder:
    """What makes elements of tokens; tags are refused."""

    def __init__(self, env: MutableMapping[str, Any], notes: Notes) -> None:
        self.env, self.notes = env, notes
        self._line, self._is_cell = 0, False

    def blocks(self, root: Element, tokens: Iterable[Token]) -> None:
        """Put the elements of blocks under `root`."""
        stack, shown, before = [root], [], None
        for token in tokens:
            if token.map:
                self._line = token.map[0]
            if token.level >= DEEPEST - 2:
                tell(self.env, self._line, "正文的标记一层套一层，太深了", "减少引用、列表和强调的层数")
            left_over_block(self.env, before, token)
            before = token
            if token.nesting > 0:
                shown.append(not token.hidden)
                if not token.hidden:
                    stack.append(self._opened(stack[-1], token))
            elif token.nesting < 0:
                if shown.pop():
                    _close(stack.pop(), stack[-1])
            elif token.type == "inline":
                self._inline(stack[-1], token)
            else:
                self._leaf(stack[-1], token)

    def html(self, parent: Element, written: str, line: int, is_block: bool) -> None:
        """Refuse a tag, and leave it as text."""
        self._refuse(written, line)
        say(SubElement(parent, "p") if is_block else parent, written)

    def _refuse(self, written: str, line: int) -> None:
        shown = written.split()[0][:20].split(">")[0]
        if shown.startswith("<!--"):
            tell(self.env, line, "注释没有结束", "在注释的末尾写上 -->，或删去 <!--")
            return
        cure = _TAG_CURES.get(shown.strip("</").lower(), _HTML_CURE)
        tell(self.env, line, f"正文里不能写 HTML「{shown}{'…' if shown.startswith('<!') else '>'}」", cure)

    def _opened(self, parent: Element, token: Token) -> Element:
        element = SubElement(parent, token.tag)
        if "start" in token.attrs:
            element.set("start", str(token.attrs["start"]))
        if aligned := _ALIGNED.get(str(token.attrs.get("style", ""))):
            element.set("align", aligned)
        if token.type == "heading_open":
            element.set(LINE, str(self._line))
        return element

    def _leaf(self, parent: Element, token: Token) -> None:
        if token.type == "hr":
            SubElement(parent, "hr")
        elif token.type in ("fence", "code_block"):
            SubElement(SubElement(parent, "pre"), "code").text = token.content.removesuffix("\n")
        elif token.type == "html_block":
            self.html(parent, token.content, self._line, True)

    def _inline(self, parent: Element, token: Token) -> None:
        children, stack, line = token.children or [], [parent], self._line
        left_over(self.env, token, parent.tag)
        _strip_wide(children)
        close_breaks(children)
        self._is_cell = parent.tag in ("td", "th")
        for child in children:
            if child.nesting > 0:
                stack.append(SubElement(stack[-1], child.tag, _given(child, "href", "title")))
            elif child.nesting < 0:
                stack.pop()
            else:
                self._piece(stack[-1], child, line)
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")

    def _piece(self, parent: Element, child: Token, line: int) -> None:
        if child.type in (REFUSED, "html_inline"):
            self.html(parent, child.content, line, False)
        elif child.type == "code_inline":
            SubElement(parent, "code").text = child.content
        elif child.type == "hardbreak":
            SubElement(parent, "br")
        elif child.type == "br":
            if self._is_cell:
                SubElement(parent, "br")
            else:
                self.html(parent, child.content, line, False)
        elif child.type == "image":
            SubElement(
                parent, "img", {**_given(child, "src", "title"), "alt": without_hidden(_words(child.children or ()))}
            )
        elif child.type == "footnote_ref":
            self.notes.refer(parent, child.meta["label"])
        elif child.type == "text_special":
            say(parent, without_hidden(child.content))
        else:
            say(parent, child.content)


def _given(token: Token, *names: str) -> dict[str, str]:
    given = {name: str(token.attrs[name]) for name in names if name in token.attrs}
    if "title" in given:
        given["title"] = without_hidden(given["title"])
    return given


def say(parent: Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _close(element: Element, parent: Element) -> None:
    """Take a paragraph away that held nothing but a comment."""
    if element.tag == "p" and not len(element) and not (element.text or "").strip():
        parent.remove(element)


def _strip_wide(children: Sequence[Token]) -> None:
    """Take away the wide spaces by which a paragraph is indented on paper."""
    if children and children[0].type == "text":
        children[0].content = children[0].content.lstrip("\u3000 ")
    if children and children[-1].type == "text":
        children[-1].content = children[-1].content.rstrip("\u3000 ")


def _words(children: Iterable[Token]) -> str:
    """Return the words of a picture's description without their marks."""
    return "".join(
        " " if one.type in ("softbreak", "hardbreak") else _words(one.children) if one.children else one.content
        for one in children
        if one.type != "footnote_ref"
    )
