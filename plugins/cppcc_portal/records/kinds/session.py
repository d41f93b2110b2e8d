"""Session (届次): one plenary session of one term; its page gathers everything that bears it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Date, Line, OneOf, Whole
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, DataColumn, Kind, Record


class Session(Record):
    """A session (次会议) of a term (届)."""

    _without: ClassVar[Mapping[str, str]] = {"session": "删去这一行；这个文件本身就是一次全体会议"}

    term: Annotated[str, OneOf("terms")] = Field(title="届", examples=["第五届"])
    ordinal: Whole = Field(title="次")
    start: Date | None = Field(None, title="开幕")
    end: Date | None = Field(None, title="闭幕")
    present: Whole | None = Field(None, title="出席人数")
    total: Whole | None = Field(None, title="应到人数")
    place: Line | None = Field(None, title="地点", examples=["县会堂"])

    def happened(self) -> PartialDate | None:
        """The day it opened."""
        return self.start


_DATA = (
    DataColumn("term", "届", lambda one: one.term),
    DataColumn("ordinal", "次", lambda one: str(one.ordinal)),
)
KIND = Kind("session", "sessions", "届次", Session, COMMON_RULES, "about", "政协概况", date_key="start", data=_DATA)
