"""Documents (制度文件): their pages, which a printer sets as GB/T 9704—2012 asks, and what took their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from cppcc_portal.foundation.frozen import fields, frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds.document import AMENDED, REPEALED, Document
from cppcc_portal.views.articles import articles
from cppcc_portal.views.articles.articles import ArticleView, article_view
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.head import SiteView
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Recipe

WHOLE = "全文"


class Around(NamedTuple):
    """What a document's page is told beside the document: what took its place, and whose place it took."""

    replaced_by: Named | None
    replaces: tuple[Named, ...]
    unit: str


class Paper(NamedTuple):
    """What stands around the text on paper: the issuer in red (版头) where it is ours, number, addressee, signature."""

    mark: str
    doc_no: str
    addressee: str
    signed: str
    dated: str
    attached: tuple[str, ...]


@frozen
class DocumentView(ArticleView):
    """A document's page; `paper` is None where the text is not the document itself."""

    validity: str
    replaced_by: Named | None
    replaces: tuple[Named, ...]
    nature: str
    paper: Paper | None

    @property
    def addressee(self) -> str:
        """Whom the text is addressed to, where it is the document itself."""
        return self.paper.addressee if self.paper else ""


def recipes(context: ViewContext) -> Iterator[Recipe]:
    """Yield the page of each document."""
    replaced: dict[str, list[Named]] = {}
    for item in context.portal.of_kind("document"):
        if later := _record(item).replaced_by:
            replaced.setdefault(later, []).append(Named(item.record.title, context.portal.address(item)))
    yield from articles.recipes(context, "document", document_view, partial(_around, replaced))


def _record(item: Item) -> Document:
    assert isinstance(item.record, Document)
    return item.record


def _around(replaced: Mapping[str, list[Named]], context: ViewContext, item: Item) -> tuple[Around]:
    unit = context.named("unit", item.record.unit)
    later = context.named("document", _record(item).replaced_by)
    return (Around(later, tuple(replaced.get(item.id, ())), unit.title if unit else ""),)


def document_view(*given: Any) -> DocumentView:
    """Return the page of one document; given is what `article_view` is given, and an `Around`."""
    base, around = article_view(*given[:-1]), given[-1]
    site, item = given[0], given[1]
    record, hidden = _record(item), item.visibility.is_summary_only
    own = {name: getattr(base, name) for name in fields(base)} | {"template": "portal/document.html"}
    is_whole = record.text == WHOLE and base.prose is not None
    return DocumentView(
        **own,
        validity="" if hidden else _validity(record),
        replaced_by=None if hidden else around.replaced_by,
        replaces=() if hidden else around.replaces,
        nature="" if hidden or is_whole or base.prose is None else f"正文是对文件的{record.text}，不是文件原文。",
        paper=_paper(site, record, around.unit) if is_whole else None,
    )


def _validity(record: Document) -> str:
    """Say what a reader must know before reading: that a document holds no more, or only on trial."""
    if record.validity == REPEALED:
        return "这件文件已经废止"
    if record.validity == AMENDED:
        return "这件文件已经修改，这里是修改前的文本"
    return "这件文件在试行" if record.validity == "试行" else ""


def _paper(site: SiteView, record: Document, unit: str) -> Paper:
    """Return what stands around the text; nobody's name stands in red but that of who publishes here."""
    is_ours = record.issuer in (site.organization, unit) and not site.is_demonstration
    issued = record.issued
    return Paper(
        record.issuer if is_ours else "",
        record.doc_no or "",
        f"{record.addressee}：" if record.addressee else "",
        record.issuer,
        issued.chinese if issued and issued.is_exact else "",
        tuple(f"{number}. {one.title}" for number, one in enumerate(record.attachments, 1)),
    )
