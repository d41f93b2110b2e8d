"""Full records: one of each kind with every field that its model has, each text made by whoever asks.

What a field may hold is read from the models, so that a field that is added tomorrow is filled in without another line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from cppcc_portal.records.fields import FileBeside, Line, OneOf, Ref, Summary, Text, Url, Written
from cppcc_portal.records.model import FieldInfo, Model
from cppcc_portal.records.record import Kind
from cppcc_portal.records.schema import fields, innermost, is_many, is_model, metadata, words

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))

from worlds import VOCABULARY, picture

# Makes the text of a field that holds free text, from its place: `proposal.replies.text`.
Maker = Callable[[str], str]

TEXT = {mark.how for kind in (Line, Text, Summary) for mark in kind.__metadata__ if isinstance(mark, Written)}
URL = next(mark.how for mark in Url.__metadata__ if isinstance(mark, Written))
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
# Texts of one body must agree: whoever replies is a handler.
SAME = {"proposal.replies.unit": "proposal.handlers.unit"}


def full_record(kind: Kind, id: str, number: int, make: Maker, more: Mapping[str, Any]) -> dict[str, str | bytes]:
    """Return the files of a record of a kind below `content/`: itself, its pictures and its attachments.

    `number` is what it is numbered by and must differ among the records of a site; `more` are fields given otherwise.
    """
    filled = _group(kind.model, kind.name, kind.name, id, number, make) | dict(more)
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in filled.items() if value)
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


def _group(model: type[Model], kind: str, place: str, id: str, number: int, make: Maker) -> dict[str, Any]:
    """Return every field of a group of fields, as it would be written."""
    filled = {}
    for key, info in fields(model).items():
        here = f"{place}.{key}"
        given = here if here in GIVEN else here.removeprefix(f"{kind}.")
        if given in GIVEN:
            value = GIVEN[given]
        elif is_model(inner := innermost(info)):
            value = _group(inner, kind, here, id, number, make)
        else:
            value = _scalar(info, here, id, number, make)
        if value is not None:
            filled[key] = [value] if is_many(info) and not isinstance(value, list) else value
    return filled


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
    if written.how == "阿拉伯数字":
        return str(number)
    return str(info.examples[0]) if info.examples else written.example
