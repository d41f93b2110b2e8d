"""Template: the text of a new record, with what it needs to be filled in and what it may have as comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cppcc_portal.records.fields import OneOf
from cppcc_portal.records.leftovers import WRITE_HERE
from cppcc_portal.records.model import FieldInfo, Model
from cppcc_portal.records.record import Kind, Record
from cppcc_portal.records.schema import example, fields, innermost, is_many, is_model, metadata
from cppcc_portal.records.schema import words as fixed
from cppcc_portal.sources.front_matter import as_scalar
from cppcc_portal.sources.vocabulary import Vocabularies

# What the rules between fields ask of a kind, or of one of its types, beside what its model requires.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "achievement": ("unit",),
    "activity": ("date",),
    "opinion": ("unit",),
    "suggestion": ("unit",),
    "speech": ("session", "unit"),
}
NEEDED_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "会议": ("meeting_type",),
    "民主监督": ("oversight_form",),
    "征集": ("valid_to",),
    "公示": ("valid_to",),
    "口述": ("narrator", "recorder"),
}
# What may be written in place of what a rule asks for.
_INSTEAD: Mapping[tuple[str, str], str] = {
    ("achievement", "unit"): "写了 members（委员）的，可以不写这一项",
    ("opinion", "unit"): "写了 members（委员）的，可以不写这一项",
    ("suggestion", "unit"): "写了 members（委员）或 reporter（反映人）的，可以不写这一项",
    ("activity", "date"): "几天的活动，改写 start（开始）和 end（结束）",
    ("speech", "session"): "不是全体会议的，改写 activity（在哪次会议上）",
    ("speech", "unit"): "写了 members（委员）的，可以不写这一项",
}
# What every kind may have and one has no use for.
_ODD: Mapping[str, tuple[str, ...]] = {"proposal": ("members",)}
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
        f"## {kind.label}。两个 # 开头的行是说明，不会出现在网站上。",
        "## 一个 # 开头的键可以不写：要用哪一项，就去掉那几行行首的「# 」再填；不知道的不要填。",
    ]
    for key in (*needed, *(key for key in answers if key not in needed)):
        lines += _told(known[key], words, needed=key not in answers)
        if key not in answers and (kind.name, key) in _INSTEAD:
            lines.append(f"##   {_INSTEAD[kind.name, key]}")
        if key in answers:
            value = as_scalar(answers[key])
            lines.append(f"{key}: [{value}]" if is_many(known[key]) else f"{key}: {value}")
        else:
            lines += _empty(key, known[key])
    lines += ["## 状态：draft 是草稿，不会发布；写好并检查通过后，改成 published", "status: draft", ""]
    own = [key for key in known if key not in fields(Record)]
    for key in (*own, *(key for key in known if key not in own)):
        if key not in (*needed, *answers, *_LATER, *_ODD.get(kind.name, ())):
            lines += _told(known[key], words)
            lines += [f"# {line}" for line in _empty(key, known[key])]
    return "\n".join([*lines, "---", "", WRITE_HERE, ""])


def _told(info: FieldInfo, words: Vocabularies, needed: bool = False) -> Iterator[str]:
    """Say what a key is and how it is written, with the words to choose from; a group's keys on a line each."""
    inner = innermost(info)
    mark = "必填 " if needed else ""
    if not is_model(inner):
        yield f"## {mark}{info.title}{_manner(info, words)}"
        return
    yield f"## {mark}{info.title}{'，可以写几项' if is_many(info) else ''}："
    for below, one in fields(inner).items():
        yield f"##   {below} {one.title}{'（必填）' if one.is_required() else ''}{_manner(one, words)}"


def _manner(info: FieldInfo, words: Vocabularies) -> str:
    mark = next((mark for mark in metadata(info) if isinstance(mark, OneOf)), None)
    if mark is not None:
        return f"：{'、'.join(words[mark.vocabulary].words)}"
    if fixed(info):
        return f"：{'、'.join(fixed(info))}"
    return f"，例如 {shown}" if (shown := example(info)) else ""


def _empty(key: str, info: FieldInfo) -> Iterator[str]:
    """Yield the lines of a key without its value."""
    inner = innermost(info)
    if is_model(inner):
        yield f"{key}:"
        yield from _empty_group(inner, is_many(info))
    else:
        yield f"{key}: []" if is_many(info) else f"{key}:"


def _empty_group(model: type[Model], is_item: bool) -> Iterator[str]:
    for number, (key, info) in enumerate(fields(model).items()):
        first = "  - " if is_item and number == 0 else "    " if is_item else "  "
        yield f"{first}{key}:{' []' if is_many(info) else ''}"
