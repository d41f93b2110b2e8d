"""Outlining: what is kept of each item of a released site, with the digests by which pages and lists show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cppcc_portal.portal.item import Item
from cppcc_portal.portal.outlined import Outline, outline_of
from cppcc_portal.records.one_file import BodyFacts
from cppcc_portal.views.context import ViewContext


def outlines_of(context: ViewContext, troubled: Iterable[str]) -> Iterator[Outline]:
    """Yield the outline of each item of a declared portal; of `troubled` records there is a problem to tell."""
    told = set(troubled)
    for item in context.portal.items.values():
        yield outline_in(context, item, is_troubled=item.path in told)


def outline_in(context: ViewContext, item: Item, *, is_troubled: bool = False) -> Outline:
    """Return the outline of an item as it is shown."""
    text = context.text(item) if item.visibility.has_page else None
    entry = context.entry(item).digest if item.visibility.has_page else ""
    return outline_of(item, "" if is_troubled else shape_of(item.face, item.body), entry, text.digest if text else "")


def shape_of(face: str, body: BodyFacts | None) -> str:
    """Return what tells all of a record but its text: fields, what lists show of it, where links lead, headings."""
    return f"{face} {body.shape if body else ''}"
