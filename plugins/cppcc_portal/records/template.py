"""Template: the text of a new record, with what it needs to be filled in and what it may have as comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cppcc_portal.records.fields import OneOf
from cppcc_portal.records.record import Kind, Record
from cppcc_portal.records.schema import example, fields, how, innermost, is_many, is_model, label, metadata
from cppcc_portal.sources.front_matter import as_scalar
from cppcc_portal.sources.vocabulary import Vocabularies

# What the rules between fields ask of a kind, or of one of its types, beside what its model requires.
NEEDED: Mapping[str, tuple[str, ...]] = {"achievement": ("unit",), "activity": ("date",)}
NEEDED_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "会议": ("meeting_type",),
    "民主监督": ("oversight_form",),
    "征集": ("valid_to",),
    "公示": ("valid_to",),
    "口述": ("narrator", "recorder"),
}
# What only a later day can bring.
_LATER = ("date_modified", "status", "withdrawn", "corrections")


def title_key(kind: Kind) -> str:
    """Return the key under which a kind's title is written: `name` for a member."""
    return next(iter(fields(kind.model)))


def type_key(kind: Kind) -> str | None:
    """Return the key of a kind's type, such as `activity_type`; None for a kind without types."""
    key = f"{kind.name}_type"
    return key if key in fields(kind.model) else None


def needed_keys(kind: Kind, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys a record of a kind must have, given what is answered already."""
    keys = [key for key, info in fields(kind.model).items() if info.is_required()]
    keys += NEEDED.get(kind.name, ())
    keys += NEEDED_BY_TYPE.get(answers.get(type_key(kind) or "", ""), ())
    return tuple(key for key in fields(kind.model) if key in keys)


def template(kind: Kind, answers: Mapping[str, str], words: Vocabularies) -> str:
    """Return the text of a new draft: answers filled in, what is still needed marked 必填, the rest as comments."""
    known, needed = fields(kind.model), needed_keys(kind, answers)
    lines = [
        "---",
        f"# {kind.label}。以 # 开头的整行是说明，不会出现在网站上。",
        "# 要用哪一项，就去掉那几行行首的「# 」再填；不知道的不要填。",
    ]
    for key in (*needed, *(key for key in answers if key not in needed)):
        mark = "" if key in answers else "必填 "
        lines.append(f"## {mark}{_told(known[key], words)}")
        if key in answers:
            value = as_scalar(answers[key])
            lines.append(f"{key}: [{value}]" if is_many(known[key]) else f"{key}: {value}")
        else:
            lines += _empty(key, known[key])
    lines += ["## 状态：draft 是草稿，不会发布；写好并检查通过后，改成 published", "status: draft", ""]
    own = [key for key in known if key not in fields(Record)]
    for key in (*own, *(key for key in known if key not in own)):
        if key not in needed and key not in answers and key not in _LATER:
            lines.append(f"## {_told(known[key], words)}")
            lines += [f"# {line}" for line in _empty(key, known[key])]
    return "\n".join([*lines, "---", "", "（在这里写正文，写好后删去这一行。）", ""])


def _told(info: FieldInfo, words: Vocabularies) -> str:
    """Say on one line what a key is and how it is written, with the words to choose from."""
    inner = innermost(info)
    if is_model(inner):
        parts = "；".join(_part(key, one, words) for key, one in fields(inner).items())
        return f"{info.title}{'（可以写几项）' if is_many(info) else ''}：{parts}"
    return f"{info.title}：{_choices(info, words) or how(info)}" + (
        f"，例如 {shown}" if (shown := example(info)) else ""
    )


def _part(key: str, info: FieldInfo, words: Vocabularies) -> str:
    needed = "（必填）" if info.is_required() else ""
    return f"{key} {label(info)}{needed}" + (f" {choices}" if (choices := _choices(info, words)) else "")


def _choices(info: FieldInfo, words: Vocabularies) -> str:
    for mark in metadata(info):
        if isinstance(mark, OneOf):
            return "、".join(words[mark.vocabulary].words)
    return ""


def _empty(key: str, info: FieldInfo) -> Iterator[str]:
    """Yield the lines of a key without its value."""
    inner = innermost(info)
    yield f"{key}:"
    if is_model(inner):
        yield from _empty_group(inner, is_many(info))
    elif is_many(info):
        yield "  -"


def _empty_group(model: type[BaseModel], is_item: bool) -> Iterator[str]:
    for number, key in enumerate(fields(model)):
        first = "  - " if is_item and number == 0 else "    " if is_item else "  "
        yield f"{first}{key}:"
