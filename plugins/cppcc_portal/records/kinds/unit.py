"""Unit (机构): a committee, a special committee, a liaison office (联络室) or a group of a sector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from cppcc_portal.records.fields import Line, OneOf, UnitRef
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, DataColumn, Kind, Record


class Unit(Record):
    """A unit (机构); it has a parent only where the source says so."""

    _without: ClassVar[Mapping[str, str]] = {"session": "删去这一行；机构不属于某一次全体会议"}

    short_title: Line | None = Field(None, title="简称", examples=["北宿镇联络室"])
    unit_type: Annotated[str, OneOf("unit_types")] = Field(title="机构类型", examples=["联络室"])
    parent: UnitRef | None = Field(None, title="上级机构")

    def type_label(self) -> str:
        """The sort of unit, such as 联络室."""
        return self.unit_type


_DATA = (DataColumn("parent", "上级机构编号", lambda one: one.parent or ""),)
KIND = Kind("unit", "units", "机构", Unit, COMMON_RULES, "about", "政协概况", data=_DATA)
