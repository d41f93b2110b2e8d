"""Schema: what the models say of their fields: key, Chinese label, how a value is written and what it may look like."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from cppcc_portal.records.fields import FileBeside, OneOf, Ref, Written
from cppcc_portal.records.model import FieldInfo, Model
from cppcc_portal.sources.front_matter import Loc, as_scalar

_REFERENCES: Mapping[str, tuple[str, str]] = {
    "member": ("委员编号（content/members/ 里的文件名，不带 .md）", "wang-deqing"),
    "unit": ("机构编号（content/units/ 里的文件名，不带 .md）", "beisu"),
    "session": ("届次编号（content/sessions/ 里的文件名，不带 .md）", "x-city-5-4"),
    "activity": ("活动编号（content/activities/ 里的文件名，不带 .md）", "beisu-follow-up"),
    "studio": ("委员工作室编号（content/studios/ 里的文件名，不带 .md）", "beisu-studio"),
    "programme": ("活动平台编号（content/programmes/ 里的文件名，不带 .md）", "canal-help"),
    "document": ("制度文件编号（content/documents/ 里的文件名，不带 .md）", "duty-rules"),
    "plan_topic": ("协商议题编号（content/plans/ 里的文件名，不带 .md）", "x-2021-rural-revitalization"),
    "proposal": ("提案编号（content/proposals/ 里的文件名，不带 .md）", "x-5-4-012"),
    "": ("文件夹/编号", "activities/beisu-follow-up"),
}
_FILES = {True: ("放在旁边的图片文件名", "xianchang.jpg"), False: ("放在旁边的文件名", "tongzhi.pdf")}

_MEANINGS = {"draft": "草稿", "published": "发布", "withdrawn": "撤回", "archived": "归档"}


def fields(model: type[Model]) -> Mapping[str, FieldInfo]:
    """Return the fields of a model by the key an editor writes."""
    return {info.key: info for info in model.model_fields.values()}


def label(info: FieldInfo) -> str:
    """Return a field's Chinese label without what its title explains in brackets."""
    return info.title.partition("（")[0]


def field_at(model: type[Model], loc: Loc) -> FieldInfo | None:
    """Return the innermost field of a location, or None when a step of it is no field."""
    part: Any = model
    found: FieldInfo | None = None
    for step in loc:
        if isinstance(step, int):
            continue
        found = fields(part).get(step) if is_model(part) else None
        if found is None:
            return None
        part = innermost(found)
    return found


def is_model(annotation: Any) -> bool:
    """Tell whether an annotation is a group of fields."""
    return isinstance(annotation, type) and issubclass(annotation, Model)


def innermost(info: FieldInfo) -> Any:
    """Return the model of a field, also inside `tuple[Model, ...] | None`, or its plain type when it has none."""
    annotation: Any = info.annotation
    return _innermost(annotation)


@cache
def _innermost(annotation: Any) -> Any:
    for inner in get_args(annotation):
        if inner not in (type(None), Ellipsis):
            return _innermost(inner)
    return annotation


def metadata(info: FieldInfo) -> Iterator[Any]:
    """Yield what a field is marked with, itself or within its list."""
    yield from info.metadata
    yield from _within(info.annotation)


def _within(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    if get_origin(annotation) in (Union, types.UnionType, tuple):
        for inner in get_args(annotation):
            yield from _within(inner)


def is_many(info: FieldInfo) -> bool:
    """Tell whether a field is a list."""
    annotations = (info.annotation, *get_args(info.annotation))
    return any(get_origin(one) is tuple for one in annotations)


def words(info: FieldInfo) -> tuple[str, ...]:
    """Return the words a field of fixed words allows."""
    return tuple(_literals(info.annotation))


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for inner in get_args(annotation):
            yield from _literals(inner)


def how(info: FieldInfo) -> str:
    """Say how a field is written (写法)."""
    each = _how_one(info)
    return f"列表；每项：{each}" if is_many(info) else each


def _how_one(info: FieldInfo) -> str:
    if is_model(innermost(info)):
        return "下面各键"
    if known := words(info):
        return "、".join(f"{word}（{_MEANINGS[word]}）" if word in _MEANINGS else word for word in known)
    for mark in metadata(info):
        if isinstance(mark, OneOf):
            return f"词表 {mark.vocabulary}.yml 里的词"
        if isinstance(mark, Ref):
            return _REFERENCES[mark.kind][0]
        if isinstance(mark, FileBeside):
            return _FILES[mark.is_image][0]
    return next((mark.how for mark in metadata(info) if isinstance(mark, Written)), "文字")


def example(info: FieldInfo) -> str:
    """Return an example (例) as it is written after the key: one line, a list in square brackets."""
    one = _one(info)
    return f"[{one}]" if is_many(info) else one


def group_example(model: type[Model]) -> str:
    """Return an example of a group of fields: the keys it needs, or its first when it needs none."""
    keys = [key for key, info in fields(model).items() if info.is_required()] or list(fields(model))[:1]
    return "{" + ", ".join(f"{key}: {example(fields(model)[key])}" for key in keys) + "}"


def _one(info: FieldInfo) -> str:
    inner = innermost(info)
    if is_model(inner):
        return group_example(inner)
    if info.examples:
        return as_scalar(str(info.examples[0]))
    if known := words(info):
        return known[0]
    for mark in metadata(info):
        if isinstance(mark, Ref):
            return _REFERENCES[mark.kind][1]
        if isinstance(mark, FileBeside):
            return _FILES[mark.is_image][1]
    return next((mark.example for mark in metadata(info) if isinstance(mark, Written)), "")
