"""Facts of a kind that has no words of its own: each field of its model that no other kind has, under its title, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Ref
from cppcc_portal.records.model import FieldInfo, Model
from cppcc_portal.records.record import Article, Record
from cppcc_portal.records.schema import label, metadata
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.context import ViewContext


def named_fields(context: ViewContext, record: Record) -> Iterator[tuple[str, tuple[str | Named, ...]]]:
    """Yield the label and the values of each field that only this kind has and that is written."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name, None)
        if name in Article.model_fields or value in (None, (), ""):
            continue
        if values := tuple(_shown(context, info, value)):
            yield label(info), values


def _shown(context: ViewContext, info: FieldInfo, value: Any) -> Iterator[str | Named]:
    refs = [mark for mark in metadata(info) if isinstance(mark, Ref)]
    for one in value if isinstance(value, tuple) else (value,):
        named = context.named(refs[0].kind, one) if refs else None
        if named is not None:
            yield named
        elif isinstance(one, PartialDate):
            yield one.chinese
        elif isinstance(one, Model):
            yield "，".join(str(inner) for inner in one.__dict__.values() if inner not in (None, (), ""))
        elif isinstance(one, bool):
            yield "是" if one else "否"
        else:
            yield str(one)
