"""Frames: the plain page frame that the commands use where MkDocs is not at hand."""

from __future__ import annotations

from typing import NamedTuple

from cppcc_portal.foundation.settings import Site
from cppcc_portal.outputs.layout import Layout
from cppcc_portal.project import Project


class PlainLayout(NamedTuple):
    """What `portal/plain.html` prints: the site's name, and the marks of the page's body."""

    language: str
    name: str
    marks: tuple[str, ...]
    has_own_head: bool
    demonstration: bool


def frame(project: Project, site: Site, depth: int, marks: tuple[str, ...]) -> Layout:
    """Return the frame of a page so many folders below the root, with marks for what fills it."""
    body = tuple(mark for mark in marks if mark != "head")
    view = PlainLayout(site.language, site.name, body, "head" in marks, site.demonstration)
    return Layout.cut(project.templates.render("portal/plain.html", view, "../" * depth or "./"))
