"""Pages: a view printed by its template, as the parts that fill a layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cppcc_portal.outputs.layout import Fragment
from cppcc_portal.outputs.searched import GO_ON, SKIP
from cppcc_portal.outputs.template_renderer import TemplateRenderer
from cppcc_portal.portal.routes import root_of


def page(templates: TemplateRenderer, view: Any, file: str) -> Fragment:
    """Return head and body of a page of its own."""
    return pages(templates, [view], [file])[0]


def pages(templates: TemplateRenderer, views: Sequence[Any], files: Iterable[str]) -> list[Fragment]:
    """Return head and body of some pages of their own, all heads printed before the first body: by turns it takes longer."""
    roots = [root_of(file) for file in files]
    heads = [templates.render("portal/head.html", view.head, root) for view, root in zip(views, roots, strict=True)]
    bodies = [templates.render(view.template, view, root) for view, root in zip(views, roots, strict=True)]
    return [{"head": head.encode(), "body": body.encode()} for head, body in zip(heads, bodies, strict=True)]


def part(templates: TemplateRenderer, view: Any, file: str) -> bytes:
    """Return what fills one mark of a hand-written page; search passes it by, as it lists what has pages of its own."""
    return f"{SKIP}{templates.render(view.template, view, root_of(file))}{GO_ON}".encode()


def redirect(templates: TemplateRenderer, view: Any, file: str) -> bytes:
    """Return a whole page that leads from an old address to the new one, without script."""
    return templates.render(view.template, view, root_of(file)).encode()
