"""Frames: the plain page frame that the commands use where MkDocs is not at hand."""

from __future__ import annotations

from cppcc_portal.build import Project
from cppcc_portal.foundation.settings import Site
from cppcc_portal.outputs.shell import Shell


def frame(project: Project, site: Site, depth: int, marks: tuple[str, ...]) -> Shell:
    """Return the frame of a page so many folders below the root, with marks for what fills it."""
    view = {
        "language": site.language,
        "name": site.name,
        "marks": tuple(mark for mark in marks if mark != "head"),
        "has_own_head": "head" in marks,
        "demonstration": site.demonstration,
    }
    return Shell.cut(project.press.render("portal/plain.html", view, "../" * depth or "./"))
