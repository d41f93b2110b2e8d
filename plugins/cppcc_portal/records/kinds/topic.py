"""Topic (专题): an introduction, and a question to all records whose answer is the list beneath it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from cppcc_portal.records.fields import Date, Line, MemberRef, Part, ProgrammeRef, UnitRef
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, DataColumn, Kind, Record


class Query(Part):
    """What a record must be to stand under a topic: of each key that is written, one of its values."""

    kinds: tuple[Line, ...] = Field((), title="类别", examples=["活动"])
    topics: tuple[Line, ...] = Field((), title="专题词", examples=["乡村振兴"])
    units: tuple[UnitRef, ...] = Field((), title="机构")
    members: tuple[MemberRef, ...] = Field((), title="委员")
    programmes: tuple[ProgrammeRef, ...] = Field((), title="活动平台")
    since: Date | None = Field(None, title="从何时起")
    until: Date | None = Field(None, title="到何时止")


class Topic(Record):
    """A topic (专题) gathers what its query asks for."""

    _without: ClassVar[Mapping[str, str]] = {
        "members": "写在 query 里：query: {members: [委员编号]}，有关他们的记录就会收进来",
        "session": "删去这一行；专题收哪些记录写在 query 里",
    }

    query: Query = Field(title="收哪些记录")


KIND = Kind(
    "topic",
    "topics",
    "专题",
    Topic,
    COMMON_RULES,
    data=(DataColumn("words", "专题词", lambda one: one.query.topics),),
)
