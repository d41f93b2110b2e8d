"""Layouts: the frame of each column at each depth, rendered by MkDocs' own environment and theme."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from cppcc_portal.outputs.layout import Layout

# What mkdocs-material 9.8.1 prints in base.html outside its blocks: switches and boxes for its own scripts, which no page
# loads. The switches are invalid HTML besides. A block around them upstream would let this go.
_LEFTOVERS = re.compile(
    r'\s*(?:<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="(?:skip|announce)">\s*(?:<a [^>]*class="md-skip">[^<]*</a>)?\s*</div>'
    r'|<div class="md-dialog" data-md-component="dialog">\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>)'
)

# Templates of a theme leave lines without a word, and every page of the site would carry them along.
_BLANK = re.compile(r"\n\s+")


def without_leftovers(html: str) -> str:
    """Return a page of the theme without the parts that nothing here uses."""
    return _LEFTOVERS.sub("", html)


def layout_maker(env: Environment, nav: Navigation, files: Files, config: MkDocsConfig) -> Callable[[str], Layout]:
    """Return a function from `column:depth` to its layout; the tab of the column is the active one."""

    def layout(key: str) -> Layout:
        column, _, depth = key.partition(":")
        owner = _column_page(files, column)
        page = _page_at(int(depth), config)
        if owner is not None:
            owner.active = True
        try:
            context = get_context(nav, files, config, page)
            context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
            html = env.get_template("layout.html").render(context)
            return Layout.cut(_BLANK.sub("\n", without_leftovers(html)))
        finally:
            if owner is not None:
                owner.active = False

    return layout


def _column_page(files: Files, column: str) -> Page | None:
    file = files.get_file_from_path(f"{column}/index.md")
    return file.page if file is not None else None


def _page_at(depth: int, config: MkDocsConfig) -> Page:
    """Return a page that exists only to make links relative to a place that deep."""
    place = "x/" * depth + "index.html"
    file = File("portal-shell.md", None, config.site_dir, config.use_directory_urls, dest_uri=place)
    file.generated_by = "portal"
    page = Page("", file, config)
    page.content = ""
    page.meta = {}
    return page
