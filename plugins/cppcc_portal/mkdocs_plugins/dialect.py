"""Hand-written pages are read in the dialect of the records: Python-Markdown keeps its tree, and our parser fills it."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension

from cppcc_portal.sources.dialect.chars import BACK
from cppcc_portal.sources.dialect.notes import Notes
from cppcc_portal.sources.dialect.parser import parser
from cppcc_portal.sources.dialect.told import Told, told
from cppcc_portal.sources.dialect.tree import LINE, Builder, say, tree

# Markdown's own steps that our parser takes the place of.
_PREPROCESSORS = ("normalize_whitespace", "html_block", "fenced_code_block")
# What other extensions would do with a tree that Markdown's own parser did not make.
_TREEPROCESSORS = ("inline", "footnote", "footnote-duplicate")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_CONTROL = re.compile("[\x02\x03]")


class DialectExtension(Extension):
    """Reads a page with the parser of the records; tags and comments stay as they are written.

    What other extensions do with the finished tree (table of contents, links checked by MkDocs) goes on as before.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Put our parser in the place of Markdown's own."""
        md.parser = _Blocks(md)
        for name in _PREPROCESSORS:
            md.preprocessors.deregister(name, strict=False)


def makeExtension(**settings: Any) -> DialectExtension:  # noqa: N802
    """Return the extension; Markdown finds it by this name."""
    return DialectExtension(**settings)


class _Blocks(BlockParser):
    """The first step of Markdown, taken by our parser."""

    def parseDocument(self, lines: Any) -> Any:  # noqa: N802
        """Return the tree of a page."""
        for name in _TREEPROCESSORS:
            self.md.treeprocessors.deregister(name, strict=False)
        source = _CONTROL.sub("", "\n".join(lines))
        env: dict[str, Any] = {"lines": source.split("\n")}
        root = tree(parser(with_html=True).parse(source, env), env, self._builder)
        for element in root.iter():
            element.attrib.pop(LINE, None)
            if element.get("class") == BACK:
                element.text = "↩\ufe0e"
            # Markdown takes what looks like an entity for one when it prints the tree.
            element.text, element.tail = _escaped(element.text), _escaped(element.tail)
        self.root = root
        root.tag = self.md.doc_tag
        return ElementTree(root)

    def _builder(self, env: MutableMapping[str, Any], notes: Notes) -> Builder:
        return _PageBuilder(env, notes, self.md)


class _PageBuilder(Builder):
    """What makes elements of a hand-written page: tags are kept for Markdown to put in at the end."""

    def __init__(self, env: MutableMapping[str, Any], notes: Notes, md: Markdown) -> None:
        super().__init__(env, notes)
        self._md = md

    def html(self, parent: Element, written: str, line: int, is_block: bool) -> None:
        """Keep a tag as it is written."""
        kept = self._md.htmlStash.store(written.strip("\n"))
        say(SubElement(parent, "p") if is_block else parent, kept)


def reminders(markdown: str) -> list[Told]:
    """Return what is to be told of a hand-written page: marks that its readers would see as marks, by line from 0."""
    source = _CONTROL.sub("", markdown)
    env: dict[str, Any] = {"lines": source.split("\n")}
    tree(parser(with_html=True).parse(source, env), env, lambda env, notes: _PageBuilder(env, notes, Markdown()))
    return told(env)


def _escaped(text: str | None) -> str | None:
    return _ENTITY.sub("&amp;", text) if text and "&" in text else text
