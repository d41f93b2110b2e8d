"""Pages: a view printed by its template, as the parts that fill a shell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cppcc_portal.outputs.press import Press
from cppcc_portal.outputs.searched import GO_ON, SKIP
from cppcc_portal.outputs.shell import Fragment
from cppcc_portal.portal.routes import root_of


def page(press: Press, view: Any, file: str) -> Fragment:
    """Return head and body of a page of its own."""
    return pages(press, [view], [file])[0]


def pages(press: Press, views: Sequence[Any], files: Iterable[str]) -> list[Fragment]:
    """Return head and body of some pages of their own, all heads printed before the first body: by turns it takes longer."""
    roots = [root_of(file) for file in files]
    heads = [press.render("portal/head.html", view.head, root) for view, root in zip(views, roots, strict=True)]
    bodies = [press.render(view.template, view, root) for view, root in zip(views, roots, strict=True)]
    return [{"head": head.encode(), "body": body.encode()} for head, body in zip(heads, bodies, strict=True)]


def part(press: Press, view: Any, file: str) -> bytes:
    """Return what fills one mark of a hand-written page; search passes it by, as it lists what has pages of its own."""
    return f"{SKIP}{press.render(view.template, view, root_of(file))}{GO_ON}".encode()


def redirect(press: Press, view: Any, file: str) -> bytes:
    """Return a whole page that leads from an old address to the new one, without script."""
    return press.render(view.template, view, root_of(file)).encode()
