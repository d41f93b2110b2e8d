"""Every field of every kind: records in which whatever their models have is filled in, each field as whoever asks likes it.

What a field may hold is read from the models, so that a field that is added tomorrow is filled in without another line.
`places` lists every field of a kind by its place (`proposal.replies.text`), `full_record` files a record with all of
them, and `VARIANTS` give the values of those that cannot stand beside others: a meeting of one day and one of several.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from cppcc_portal.records.fields import FileBeside, Line, OneOf, Ref, Summary, Text, Url, Written
from cppcc_portal.records.model import FieldInfo, Model
from cppcc_portal.records.record import Kind
from cppcc_portal.records.schema import fields, innermost, is_many, is_model, metadata, words

sys.path.insert(0, str(Path(__file__).parent / "publishing"))

from worlds import VOCABULARY, picture

# Makes the text of a field that holds free text, from its place: `proposal.replies.text`.
Maker = Callable[[str], str]
# Makes the value of a field that holds no group of fields, from its place and what its model says of it.
Filler = Callable[[str, FieldInfo], Any]

TEXT = {mark.how for kind in (Line, Text, Summary) for mark in kind.__metadata__ if isinstance(mark, Written)}
URL = next(mark.how for mark in Url.__metadata__ if isinstance(mark, Written))
NUMBER = "阿拉伯数字"
# Records of the small world, which everybody may name.
REFERENCES = {
    "member": "wang-yi",
    "unit": "east",
    "session": "s-5-4",
    "activity": "roads",
    "studio": "east-studio",
    "programme": "help",
    "document": "new-rules",
    "plan_topic": "water",
    "proposal": "road",
    "": "achievements/canal",
}
# What the rules between fields ask for, by place; None leaves a field out.
GIVEN: Mapping[str, Any] = {
    "status": None,
    "withdrawn": None,
    "disclosure": None,
    "date_published": "2026-01-05",
    "date_modified": "2026-01-06",
    "corrections.date": "2026-01-06",
    "activity.start": None,
    "activity.end": None,
    "activity.activity_type": "会议",
    "activity.meeting_type": "全体会议",
    "history.history_type": "口述",
    "member.birth_year": "1968",
    "member.sort_strokes": None,
    "plan_topic.year": "2026",
    "plan_topic.schedule": "2026-10/2026-12",
    "studio.duty_rota.date": None,
    "studio.duty_rota.rule": "每周三",
    "studio.duty_rota.start": "2026-11-02",
    "studio.duty_rota.until": "2026-12-30",
    "studio.duty_rota.except": ["2026-11-25"],
    "suggestion.result": "已解决",
    "document.validity": "已修改",
    "document.issued": "2020-01",
    "topic.query.kinds": ["活动"],
    "topic.query.since": None,
    "topic.query.until": None,
    "proposal.examined.merged_into": None,
    "proposal.examined.outcome": None,
    "proposal.proposers.name": None,
    "proposal.disclosure_reason": None,
    "opinion.cleared_on": "2026-01-04",
}
# By kind: what else must be given for the fields that a full record goes without. The first is the full record itself.
_WITHDRAWN = {"status": "withdrawn", "withdrawn": {"date": "2026-02-01", "reason": "内容有误"}}
_AFTER_FILING = ("assigned", "handlers", "due", "replies", "feedback", "supervision", "recheck", "closed")
_NOT_FILED = {f"proposal.{key}": None for key in (*_AFTER_FILING, "key_proposal", "excellent")}
VARIANTS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "": ({}, _WITHDRAWN, {"disclosure": "摘要"}),
    "activity": ({"activity.date": None, "activity.start": "2003-03-04", "activity.end": "2003-03-05"},),
    "achievement": ({"achievement.date": None},),
    "document": ({"document.validity": "现行有效", "document.replaced_by": None, "document.text": "摘编"},),
    "history": ({"history.period_display": None, "history.period": "1937/195X"},),
    "member": ({"member.sort_strokes": "1234 251"},),
    "plan_topic": ({"plan_topic.state": "取消"},),
    "suggestion": ({"suggestion.result": "列入计划"},),
    "studio": (
        {f"studio.duty_rota.{key}": None for key in ("rule", "start", "until", "except")}
        | {"studio.duty_rota.date": "2026-12-25"},
    ),
    "topic": ({"topic.query.since": "2003-03-04", "topic.query.until": "2003-04-05"},),
    "proposal": (
        {
            "proposal.proposers.member": None,
            "proposal.proposers.name": "民建某县支部",
            "proposal.proposer_type": "集体",
        },
        {**_NOT_FILED, "proposal.examined.result": "不予立案", "proposal.examined.outcome": "转社情民意"},
        {
            **_NOT_FILED,
            "proposal.session": "s-5-4",
            "proposal.examined.result": "并案",
            "proposal.examined.merged_into": "road",
        },
    ),
}
# What must agree: whoever replies is a handler, and a recommendation stands where its way ends.
SAME = {
    "proposal.replies.unit": "proposal.handlers.unit",
    "activity.recommendations.state": "activity.recommendations.progress.state",
}


def places(kind: Kind) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the place of every field of a kind that holds no group of fields, and what its model says of it."""
    yield from _places(kind.model, kind.name)


def _places(model: type[Model], around: str) -> Iterator[tuple[str, FieldInfo]]:
    for key, info in fields(model).items():
        inner = innermost(info)
        if is_model(inner):
            yield from _places(inner, f"{around}.{key}")
        else:
            yield f"{around}.{key}", info


def variants(kind: Kind) -> Sequence[Mapping[str, Any]]:
    """Return what is given otherwise in each of the records that have every field of a kind between them."""
    more: list[Mapping[str, Any]] = [*VARIANTS[""], *VARIANTS.get(kind.name, ())]
    if kind.name == "proposal":
        more = [{**one, **({"proposal.disclosure_reason": "其他"} if "disclosure" in one else {})} for one in more]
    if kind.name == "opinion":
        more = [{"disclosure": "公开", **one} for one in more]
    return more


def filled(kind: Kind, fill: Filler, more: Mapping[str, Any]) -> dict[str, Any]:
    """Return every field of a kind as it would be written; `more` are values given otherwise, by place."""
    return _group(kind.model, kind.name, kind.name, fill, {**GIVEN, **more})


def at(values: Any, place: str) -> Iterator[Any]:
    """Yield what stands at a place of filled fields, of a list each item."""
    key, _, below = place.partition(".")[2].partition(".") if "." in place else (place, "", "")
    yield from _at(values, [key, *below.split(".")] if below else [key])


def _at(values: Any, keys: Sequence[str]) -> Iterator[Any]:
    if isinstance(values, list):
        for one in values:
            yield from _at(one, keys)
    elif not keys:
        yield values
    elif isinstance(values, Mapping) and keys[0] in values:
        yield from _at(values[keys[0]], keys[1:])


def head_of(values: Mapping[str, Any]) -> str:
    """Return fields as the head of a file."""
    return "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value)


def full_record(kind: Kind, id: str, number: int, make: Maker, more: Mapping[str, Any]) -> dict[str, str | bytes]:
    """Return the files of a record of a kind below `content/`: itself, its pictures and its attachments.

    `number` is what it is numbered by and must differ among the records of a site; `more` are fields given otherwise.
    """
    head = head_of(filled(kind, usual(id, number, make), {}) | dict(more))
    body = [f"## {make('body.heading')}", make("body.text"), f"> {make('body.quote')}", f"- {make('body.list')}"]
    body += [f"[{make('body.attached')}]({id}-body.txt)", f"![{make('body.alt')}]({id}-body.png)"]
    body += [f"| 甲 |\n|---|\n| {make('body.table')} |"]
    made: dict[str, str | bytes] = {f"{kind.folder}/{id}.md": f"---\n{head}\n---\n\n" + "\n\n".join(body) + "\n"}
    for end in ("", "-body"):
        made |= {
            f"{kind.folder}/{id}{end}.png": picture(number, (9, 7)),
            f"{kind.folder}/{id}{end}.txt": make("attached file"),
        }
    return made


def usual(id: str, number: int, make: Maker) -> Filler:
    """Return what fills a field with what anybody might write: texts as they are made, the examples of the guide."""

    def fill(place: str, info: FieldInfo) -> Any:
        return _scalar(info, place, id, number, make)

    return fill


def _group(model: type[Model], kind: str, place: str, fill: Filler, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every field of a group of fields, as it would be written."""
    found = {}
    for key, info in fields(model).items():
        here = f"{place}.{key}"
        known = here if here in given else here.removeprefix(f"{kind}.")
        if known in given:
            value = given[known]
        elif is_model(inner := innermost(info)):
            value = _group(inner, kind, here, fill, given)
        else:
            value = fill(here, info)
        if value is not None:
            found[key] = [value] if is_many(info) and not isinstance(value, list) else value
    return found


def _scalar(info: FieldInfo, place: str, id: str, number: int, make: Maker) -> str:
    marks = list(metadata(info))
    for mark in marks:
        if isinstance(mark, OneOf):
            first = yaml.safe_load(VOCABULARY[mark.vocabulary])[0]
            return str(first["name"] if isinstance(first, dict) else first)
        if isinstance(mark, Ref):
            return REFERENCES[mark.kind]
        if isinstance(mark, FileBeside):
            return f"{id}.png" if mark.is_image else f"{id}.txt"
    if known := words(info):
        return known[0]
    written = next(mark for mark in marks if isinstance(mark, Written))
    if place.endswith(".aliases"):
        return f"old/{id}.html"
    if written.how in TEXT:
        return make(SAME.get(place, place))
    if written.how == URL:
        return f"https://elsewhere.example/{make(place)}"
    if written.how == NUMBER:
        return str(number)
    return str(info.examples[0]) if info.examples else written.example
