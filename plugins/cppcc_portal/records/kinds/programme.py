"""Programme (活动平台): a standing frame of activities with an aim, such as 委员帮千户, and what it measures itself by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Date, Line, Part, Text
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, DataColumn, Kind, Record, Wrong


class Measure(Part):
    """What a programme counts, and in which unit: only figures under this name and in this unit are added up."""

    key: Line = Field(title="指标", examples=["受益户数"])
    unit: Line = Field(title="单位", examples=["户"])


class Programme(Record):
    """A programme (活动平台); activities and achievements name it."""

    _without: ClassVar[Mapping[str, str]] = {
        "members": "删去这一行；参加的委员写在每次活动的 members 里",
        "session": "删去这一行；它属于一年又一年，不属于某一次全体会议",
    }

    aim: Text | None = Field(None, title="宗旨", examples=["帮助一千户困难家庭增加收入"])
    start: Date | None = Field(None, title="开始")
    end: Date | None = Field(None, title="结束")
    metrics: tuple[Measure, ...] = Field((), title="统计的指标")

    def happened(self) -> PartialDate | None:
        """The day it began."""
        return self.start


def a_measure_is_told_once(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A programme counts one thing in one unit."""
    told: set[str] = set()
    metrics = fields.get("metrics")
    for number, metric in enumerate(metrics if isinstance(metrics, list) else ()):
        key = metric.get("key") if isinstance(metric, dict) else None
        if isinstance(key, str) and key in told:
            what = f"指标「{key[:30]}」写了两次"
            yield Wrong(("metrics", number, "key"), what, "留下一个；单位不同的，换一个指标名称")
        if isinstance(key, str):
            told.add(key)


KIND = Kind(
    "programme",
    "programmes",
    "活动平台",
    Programme,
    (*COMMON_RULES, a_measure_is_told_once),
    date_key="start",
    data=(
        DataColumn("aim", "宗旨", lambda one: one.aim or ""),
        DataColumn("metrics", "统计的指标", lambda one: tuple(f"{each.key}（{each.unit}）" for each in one.metrics)),
    ),
)
