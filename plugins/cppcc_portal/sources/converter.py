"""The converter: a body in our dialect becomes safe HTML, telling what an editor's marks got wrong."""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.etree.ElementTree import tostring

import nh3

from cppcc_portal.sources.dialect.chars import BACK, REFERENCE
from cppcc_portal.sources.dialect.left_over import NOTES
from cppcc_portal.sources.dialect.parser import Dialect, parser
from cppcc_portal.sources.dialect.told import told
from cppcc_portal.sources.dialect.tree import tree
from cppcc_portal.sources.page import OUTSIDE_REL, Page
from cppcc_portal.sources.placeholders import PLACEHOLDER
from cppcc_portal.sources.prose_tree import ALIGNED, finish

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
_TAGS |= {
    "p",
    "pre",
    "rt",
    "ruby",
    "s",
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
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
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
    url_schemes={"http", "https", "mailto", PLACEHOLDER},
    link_rel=None,
)


def made(source: str, page: Page) -> str:
    """Return the sanitised HTML of a source, with `page` told all that was seen."""
    env: dict[str, Any] = {"lines": source.split("\n")}
    root = tree(_parser().parse(source, env), env)
    for one in told(env):
        page.report(page.first_line + one.line, one.what, one.cure, one.is_error)
    page.told_notes = env.get(NOTES, page.told_notes)
    finish(root, page)
    printed = "".join(tostring(child, encoding="unicode", method="html") for child in root)
    return _CLEANER.clean(printed.removesuffix("\n"))


def prepare() -> None:
    """Make the parser before processes are forked that need it."""
    _parser()


@cache
def _parser() -> Dialect:
    """Return this process's parser; making one costs as much as many bodies."""
    return parser()
