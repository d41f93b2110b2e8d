"""Guide: the tables of fields in the editors' guide, told from the models so that they cannot drift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cppcc_portal.records.model import FieldInfo
from cppcc_portal.records.record import Kind, Record
from cppcc_portal.records.schema import example, fields, how, innermost, is_model

_HEAD = "| 键 | 中文 | 必填 | 写法 | 例 |\n| --- | --- | --- | --- | --- |"


def field_table(kind: Kind) -> str:
    """Return the Markdown table of what a kind's records must have and of what only they have."""
    common = fields(Record)
    own = {key: info for key, info in fields(kind.model).items() if info.is_required() or key not in common}
    unused = "、".join(f"`{key}`" for key in kind.model._without)
    note = f"\n\n各类记录都可以写的键里，这一类不用 {unused}。" if unused else ""
    return _table(own) + note


def common_table() -> str:
    """Return the Markdown table of what a record of any kind may have."""
    return _table({key: info for key, info in fields(Record).items() if not info.is_required()})


def _table(known: Mapping[str, FieldInfo]) -> str:
    needed = {key: info for key, info in known.items() if info.is_required()}
    rows = [row for key, info in (needed | dict(known)).items() for row in _rows(key, info)]
    return "\n".join([_HEAD, *rows])


def _rows(key: str, info: FieldInfo, within: str = "") -> Iterator[str]:
    shown = f"`{within}` 里的 `{key}`" if within else f"`{key}`"
    needed = "必填" if info.is_required() else "可选"
    cells = (shown, info.title or "", needed, how(info), f"`{key}: {example(info)}`")
    yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    inner = innermost(info)
    if is_model(inner):
        for below, one in fields(inner).items():
            yield from _rows(below, one, key)
