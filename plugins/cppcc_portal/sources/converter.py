"""The converter: Python-Markdown without raw HTML and reference links, telling what an editor's marks got wrong."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from cppcc_portal.sources.limits import REFUSED
from cppcc_portal.sources.page import Page
from cppcc_portal.sources.prose_tree import finish

# Steps of the converter, whose search for the end of a mark reads the rest of the paragraph: about one second.
MOST_STEPS = 10_000_000
INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")

_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_MARKS = re.compile(r"[\[*_`<&\\]")


class Converter(Markdown):
    """Markdown with tables, notes, lists of terms and fenced code; without raw HTML and reference links."""

    page: Page

    def __init__(self) -> None:
        self.notes = _Footnotes(SEPARATOR="-", BACKLINK_TITLE="回到正文第 {} 条脚注处")
        super().__init__(
            extensions=[self.notes, "tables", "def_list", "sane_lists"],
            extension_configs={"tables": {"use_align_attribute": True}},
        )
        self.serializer = lambda root: ElementTree.tostring(root, encoding="unicode", method="html")
        self.preprocessors.deregister("html_block")
        self.parser.blockprocessors.deregister("reference")
        self.parser.blockprocessors.register(_Fences(self.parser), "fences", 95)
        for name in ("reference", "image_reference", "short_reference", "short_image_ref", "automail"):
            self.inlinePatterns.deregister(name)
        self.inlinePatterns.register(_RawHtml(r"</?[A-Za-z][^<>]*>|<!--|<\?|<!\[", self), "html", 90)
        self.inlinePatterns.register(_Entity(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);", self), "entity", 80)
        self.inlinePatterns.register(_Mail(r"<(?:mailto:)?([^\s<>@]+@[^\s<>@]+)>", self), "mail", 110)
        for name in ("prettify", "unescape"):
            self.treeprocessors.deregister(name)
        self.treeprocessors.register(_Runs(self), "runs", 25)
        self.treeprocessors.register(_Finish(self), "finish", -10)
        for name in ("raw_html", "amp_substitute", "footnote"):
            self.postprocessors.deregister(name)
        self._settle()

    def _settle(self) -> None:
        """Put plain lists in place of registries, which copy themselves each time they are walked."""
        self.parser.blockprocessors = list(self.parser.blockprocessors)  # type: ignore[assignment]
        self.treeprocessors["inline"].inlinePatterns = list(self.inlinePatterns)  # type: ignore[attr-defined]

    def made(self, source: str, page: Page) -> str:
        """Return the HTML of a source, with `page` told all that was seen."""
        self.page = page
        self.reset()
        made = self.convert(source)
        self.notes.report(page)
        return made


@cache
def converter() -> Converter:
    """Return this process's converter; making one costs as much as a hundred bodies."""
    return Converter()


class _Footnotes(FootnoteExtension):
    """Footnotes that tell what is defined twice, inside another, or never cited."""

    def reset(self) -> None:
        super().reset()
        self.twice: list[str] = []
        self.inside: list[str] = []
        self.is_placing = False

    def makeFootnotesDiv(self, root: ElementTree.Element) -> ElementTree.Element | None:  # noqa: N802
        self.is_placing = True
        return super().makeFootnotesDiv(root)

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802
        if self.is_placing:
            # A definition met while the notes are written would change the mapping that is being read.
            self.inside.append(id)
            return
        if id in self.footnotes:
            self.twice.append(id)
        super().setFootnote(id, text)

    def report(self, page: Page) -> None:
        for id in self.twice:
            page.report(page.line_of(f"[^{id}]:"), f"脚注 [^{id}] 的内容写了两次", "给其中一条换一个编号")
        for id in self.inside:
            page.report(page.line_of(f"[^{id}]:"), f"脚注 [^{id}] 写在别的脚注里面", "另起一行顶格写这条脚注")
        for id in self.footnotes:
            if not self.found_refs.get(f"fnref-{id}"):
                page.report(
                    page.line_of(f"[^{id}]:"), f"脚注 [^{id}] 在正文里没有用到", f"在正文里加上 [^{id}]，或删去这条脚注"
                )


class _Fences(BlockProcessor):
    """Code between two lines of ``` or ~~~, blank lines and all."""

    parser: BlockParser

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return ("```" in block or "~~~" in block) and _FENCE.search(block) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> bool | None:
        block = blocks.pop(0)
        opened = _FENCE.search(block)
        assert opened
        if before := block[: opened.start()].rstrip("\n"):
            self.parser.parseBlocks(parent, [before])
        closing = re.compile(rf"^{opened['fence']}{opened['fence'][0]}*[ ]*$", re.MULTILINE)
        piece, pieces = block[opened.end() :].removeprefix("\n"), []
        while (closed := closing.search(piece)) is None and blocks:
            pieces.append(piece)
            piece = blocks.pop(0)
        pieces.append(piece[: closed.start()] if closed else piece)
        if closed is None:
            page = self.parser.md.page  # type: ignore[attr-defined]
            page.report(page.line_of(opened.group()), "代码块没有结束", f"在代码最后另起一行写 {opened['fence']}")
        elif after := piece[closed.end() :].lstrip("\n"):
            blocks.insert(0, after)
        code = ElementTree.SubElement(ElementTree.SubElement(parent, "pre"), "code")
        code.text = AtomicString(code_escape("\n\n".join(pieces).rstrip("\n") + "\n"))
        return True


class _RawHtml(InlineProcessor):
    md: Converter

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[None, None, None]:  # type: ignore[override]  # noqa: N802
        shown = m.group().split()[0][:20].rstrip(">")
        page = self.md.page
        cure = "用 Markdown 的写法代替；小于号写成 &lt;，代码放在反引号之间"
        page.report(page.line_of(shown), f"正文里不能写 HTML「{shown}{'…' if shown.startswith('<!') else '>'}」", cure)
        return None, None, None


class _Entity(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | None, Any, Any]:  # type: ignore[override]  # noqa: N802
        character = html.unescape(m.group())
        if character == m.group():
            return None, None, None
        return INVISIBLE.sub("", REFUSED.sub("", character)), m.start(), m.end()


class _Mail(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        link = ElementTree.Element("a", {"href": f"mailto:{m.group(1)}"})
        link.text = AtomicString(m.group(1))
        return link, m.start(), m.end()


class _Runs(Treeprocessor):
    """Keeps from being searched for marks a run of text that has none, and one whose marks take too long to pair."""

    md: Converter

    def run(self, root: ElementTree.Element) -> None:
        self.left, self.is_told = MOST_STEPS, False
        for element in root.iter():
            element.text = self._run(element.text)
            element.tail = self._run(element.tail)

    def _run(self, text: str | None) -> str | None:
        if not text or isinstance(text, AtomicString):
            return text
        marks = len(_MARKS.findall(text))
        if not marks and "  \n" not in text:
            return AtomicString(text)
        self.left -= len(text) * marks
        if self.left > 0:
            return text
        if not self.is_told:
            self.is_told = True
            page = self.md.page
            page.report(
                page.line_of(text.lstrip()[:20]), "这里的方括号、星号等标记太多，转换不了", "减少标记，或分成几段"
            )
        return AtomicString(text)


class _Finish(Treeprocessor):
    md: Converter

    def run(self, root: ElementTree.Element) -> None:
        finish(root, self.md.page)
