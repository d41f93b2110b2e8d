"""Reading: one document in, one record or all its problems out, in the words of an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.problems import Cause, Problem, Severity
from cppcc_portal.records.fields import OneOf, UnreadableError
from cppcc_portal.records.leftovers import leftovers
from cppcc_portal.records.model import FieldInfo, Model
from cppcc_portal.records.record import Kind, Origin, Record
from cppcc_portal.records.schema import (
    example,
    field_at,
    fields,
    group_example,
    innermost,
    is_many,
    is_model,
    label,
    metadata,
    words,
)
from cppcc_portal.records.spans import span_cure
from cppcc_portal.sources.documents import Document
from cppcc_portal.sources.front_matter import Loc
from cppcc_portal.sources.vocabulary import Vocabularies

Mark = TypeVar("Mark")


def record_of(document: Document, kind: Kind, vocabularies: Vocabularies) -> tuple[Record | None, tuple[Problem, ...]]:
    """Return the record of a document, or None with every problem of its fields; reminders may come with a record."""
    head, problems = document.fields, []

    def say(loc: Loc, what: str, cure: str, is_error: bool = True, cause: Cause | None = None) -> None:
        severity = Severity.ERROR if is_error else Severity.REMINDER
        problems.append(Problem(document.path, head.line(loc), what, cure, severity, cause))

    from cppcc_portal.records.validation import checked

    record, faults = checked(kind.model, head.values)
    unknown = [fault["loc"] for fault in faults if fault["type"] == "extra_forbidden"]
    meant = {(*loc[:-1], _meant_key(kind.model, loc)) for loc in unknown}
    for fault in faults:
        loc = fault["loc"]
        is_told = loc in unknown and len(loc) == 1 and _told_by_a_rule(kind, loc[0])
        if not is_told and not (fault["type"] == "missing" and loc in meant):
            say(loc, *in_words(kind.model, loc, fault))
    for rule in kind.rules:
        for wrong in rule(head.values):
            say(wrong.loc, wrong.what, wrong.cure, wrong.is_error)
    problems += text_problems(
        kind, document.path, document.body, document.body_line, head.values.get("status") == "draft"
    )
    for loc, mark, word in marked_values(kind.model, head.values, OneOf):
        if isinstance(word, str) and vocabularies.lacks(mark.vocabulary, word):
            what, cure, cause = vocabularies.told(mark.vocabulary, word)
            say(loc, f"{key_with_label(kind.model, loc)}写的是「{word[:30]}」，{what}", cure, cause=cause)
    if record is None or any(problem.is_error for problem in problems):
        return None, tuple(problems)
    return record.filed_as(kind.name, document.id, Origin(document.path, document.digest)), tuple(problems)


def text_problems(kind: Kind, path: str, body: str, first_line: int, is_draft: bool) -> Iterator[Problem]:
    """Yield every problem of the text below the head: what a draft of ours left in it, and what the rules of its kind find."""
    for line, left in () if is_draft else leftovers(body):
        cure = "写好正文后删去这一句；还没有写好的，写 status: draft"
        yield Problem(path, first_line + line, f"「{left}」是模板里的提示，不是正文", cure)
    for rule in kind.text_rules:
        for line, what, cure in rule(body):
            yield Problem(path, first_line + line, what, cure)


def _told_by_a_rule(kind: Kind, key: str | int) -> bool:
    """Whether a rule between fields has a better word for an unknown key."""
    return any(wrong.loc == (key,) for rule in kind.rules for wrong in rule({str(key): ""}))


def key_with_label(model: type[Model], loc: Loc) -> str:
    """Return `key（中文名）` for the innermost named field of a location."""
    named = next((step for step in reversed(loc) if isinstance(step, str)), None)
    info = field_at(model, loc)
    if named is None:
        return "文件头"
    return f"{named}（{label(info)}）" if info else named


@cache
def _marks(model: Any, mark: type) -> tuple[tuple[str, Any, type[Model] | None], ...]:
    """Return (key, mark or None, nested model or None) for each field that bears a mark, itself or within."""
    found: list[tuple[str, Any, type[Model] | None]] = []
    for key, info in fields(model).items():
        inner = innermost(info)
        if is_model(inner):
            if _marks(inner, mark):
                found.append((key, None, inner))
            continue
        borne = next((one for one in metadata(info) if isinstance(one, mark)), None)
        if borne is not None:
            found.append((key, borne, None))
    return tuple(found)


def marked_values(
    model: type[Model], values: Mapping[str, Any] | Model, mark: type[Mark], loc: Loc = ()
) -> Iterator[tuple[Loc, Mark, Any]]:
    """Yield (location, mark, value) for every value whose field bears the mark, in raw fields or in a record."""
    of: type = model
    borne_by: type = mark
    for key, borne, nested in _marks(of, borne_by):
        value = values.get(key) if isinstance(values, Mapping) else getattr(values, key, None)
        if value is None:
            continue
        many = isinstance(value, list | tuple)
        for index, item in enumerate(value if isinstance(value, list | tuple) else (value,)):
            here = (*loc, key, index) if many else (*loc, key)
            if nested is None:
                yield here, borne, item
            elif isinstance(item, Mapping | Model):
                yield from marked_values(nested, item, mark, here)


# What editors write in their own words for the fixed words of a field.
_MEANT = {
    "委员": "members",
    "机构": "units",
    "工作室": "studios",
    "年": "year",
    "每年": "year",
    "半年": "half",
    "每半年": "half",
    "季度": "quarter",
    "每季度": "quarter",
    "月": "month",
    "每月": "month",
    "周": "week",
    "每周": "week",
    "草稿": "draft",
    "发布": "published",
    "已发布": "published",
    "撤回": "withdrawn",
    "已撤回": "withdrawn",
    "撤销": "withdrawn",
    "归档": "archived",
    "已归档": "archived",
    "全文公开": "公开",
    "摘要公开": "摘要",
    "不公开": "内部",
    "内部资料": "内部",
    "保密": "内部",
    "男性": "男",
    "女性": "女",
}


def in_words(model: type[Model], loc: Loc, fault: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong and the cure, for one fault that pydantic 2 found."""
    name, kind, context = key_with_label(model, loc), fault["type"], fault.get("ctx", {})
    written, info = fault.get("input"), field_at(model, loc)
    if isinstance(error := context.get("error"), UnreadableError):
        return f"{name}{error.what}", span_cure(model, loc, error.span) if error.span else error.cure
    if kind == "extra_forbidden":
        return _unknown_key(model, loc)
    if info is None:
        return f"{name}写得不对", "按编辑指南里的例子改"
    shown = example(info)
    if kind == "missing":
        return f"缺少 {name}", f"加上一行，例如 {loc[-1]}: {shown}"
    if kind == "literal_error":
        known = words(info)
        near = _MEANT.get(str(written)) or nearest(str(written), known)
        cure = (f"改成「{near}」；" if near in known else "") + f"可写：{'、'.join(known)}"
        return f"{name}写的是「{written[:30]}」" if isinstance(written, str) else f"{name}只写一个词", cure
    if kind == "tuple_type":
        return f"{name}应是列表", _as_list(str(loc[-1]), info, written)
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{name}应写成几个「键: 值」", _as_group(loc, innermost(info), written)
    if kind == "string_type":
        if isinstance(written, list) and written and isinstance(written[0], str) and not is_many(info):
            return f"{name}只写一个，不是列表", f"写成 {loc[-1]}: {written[0]}，不用方括号和「- 」"
        return f"{name}应是文字", "改成一段文字；文字里有方括号或「: 」时，给整个值加上英文引号"
    if kind == "string_too_long":
        return f"{name}有 {len(str(written))} 字，超过 {context['max_length']} 字", "缩短；长的内容写在正文里"
    if kind == "string_pattern_mismatch":
        return f"{name}分成了几行", "写在一行里；长的内容写在正文里"
    if kind in ("string_too_short", "too_short"):
        return f"{name}是空的", f"写上内容，例如 {shown}；没有内容就删去"
    return f"{name}写得不对", f"照这个例子改：{loc[-1]}: {shown}"


def _as_group(loc: Loc, model: type[Model], written: Any) -> str:
    """Say how to write as several keys what was written as one text."""
    needed = [key for key, info in fields(model).items() if info.is_required()] or list(fields(model))[:1]
    if isinstance(loc[-1], str) or not isinstance(written, str):
        return f"写成 {group_example(model)}，或每行写一个「键: 值」"
    others = f"，下面各行对齐写 {'、'.join(needed[1:])}" if needed[1:] else ""
    return f"写成 - {needed[0]}: {written[:30]}{others}"


def _as_list(key: str, info: FieldInfo, written: Any) -> str:
    """Say how to write as a list what was written as something else."""
    if is_model(innermost(info)):
        return f"写成 {key}: {example(info)}，或每项以「- 」开头，项里的键左边对齐"
    items = [item for item in re.split(r"[,，、；;\s]+", str(written).strip("[]【】［］")) if item]
    return f"写成 {key}: [{', '.join(items)[:60]}]，或每项一行，以「- 」开头"


def _unknown_key(model: type[Model], loc: Loc) -> tuple[str, str]:
    known, written = fields(_part(model, loc)), str(loc[-1])
    if cure := _part(model, loc)._without.get(written):
        return f"{written}（{label(fields(Record)[written])}）不用在这一类记录里", cure
    what, near = f"不认识的键「{written}」", _meant_key(model, loc)
    if near:
        return what, f"改成「{near}」（{label(known[near])}）"
    for key, info in known.items():
        inner = innermost(info)
        for below, one in fields(inner).items() if is_model(inner) else ():
            if written in (below, label(one)):
                return (
                    what,
                    f"{below}（{label(one)}）写在 {key}（{label(info)}）里面：缩进后写 {below}: {example(one)}",
                )
    if len(known) > 12:
        return what, "检查拼写；这一类记录没有这个键就删去这一行，可用的键见编辑指南的字段表"
    return what, f"删去这一行；这里可用的键：{'、'.join(known)}"


def _part(model: type[Model], loc: Loc) -> type[Model]:
    """Return the group of fields that a location's last key stands in."""
    around = field_at(model, loc[:-1])
    part: type[Model] = innermost(around) if around else model
    return part


def _meant_key(model: type[Model], loc: Loc) -> str | None:
    """Return the key that an unknown one was meant to be: by its label, its other name or its spelling."""
    part, written = _part(model, loc), str(loc[-1])
    known = fields(part)
    names = {name: info.key for name, info in part.model_fields.items()}
    by_label = [key for key, info in known.items() if label(info) == written]
    near = nearest(written, known)
    begins = [key for key, info in known.items() if label(info).startswith(written)]
    found = (*by_label, *([near] if near else []), *([names[written]] if written in names else []), *begins)
    return found[0] if found else None
