"""Suggestion (微建议): a small matter of everyday life, who took care of it, what was answered and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Literal

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Cover, Date, Line, Text
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, DataColumn, Kind, Wrong

Result = Literal["待办", "办理中", "已解决", "列入计划", "解释说明"]
OPEN = ("待办", "办理中")


class Suggestion(Article):
    """A suggestion (微建议): problem, handler, reply, result, and pictures of before and after."""

    date: Date = Field(title="反映日期")
    reporter: Line | None = Field(None, title="反映人", examples=["政协委员"])
    place: Line | None = Field(None, title="地点", examples=["北宿镇"])
    problem: Text = Field(title="反映的问题", examples=["通村公路两处路基下沉，雨天难走。"])
    handler: Line = Field(title="承办单位", examples=["镇交通站"])
    handed_over: Date | None = Field(None, title="交办日期")
    reply: Text | None = Field(None, title="答复", examples=["已列入本月养护，两周内修复。"])
    replied: Date | None = Field(None, title="答复日期")
    result: Result = Field(title="结果")
    settled: Date | None = Field(None, title="办结日期")
    before: Cover | None = Field(None, title="办理前的照片")
    after: Cover | None = Field(None, title="办理后的照片")

    def happened(self) -> PartialDate | None:
        """The day it was brought up."""
        return self.date

    def facets(self) -> tuple[tuple[str, str], ...]:
        """What came of it."""
        return (("result", self.result),)


def someone_brought_it_up(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A suggestion names whoever brought it up: a reporter, members or a unit."""
    if not {"reporter", "members", "unit"} & set(fields):
        yield Wrong((), "没有写是谁反映的", "加上 unit: 机构编号，或 members: [委员编号]，或 reporter: 政协委员")


def the_days_run_on(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """It is handed over, answered and settled in that order, and settled only when it is."""
    known = []
    for key, name in (("date", "反映"), ("handed_over", "交办"), ("replied", "答复"), ("settled", "办结")):
        try:
            known.append((key, name, PartialDate.parse(str(fields.get(key, "")))))
        except ValueError:
            continue
    for (_, earlier, before), (key, later, date) in pairwise(known):
        if date.latest < before.earliest:
            yield Wrong((key,), f"{later}日期 {date} 早于{earlier}日期 {before}", "检查两个日期")
    if "settled" in fields and fields.get("result") in OPEN:
        cure = "办完了就改 result（结果），没有办完就删去 settled"
        yield Wrong(("settled",), f"写了办结日期，结果还是「{fields['result']}」", cure)


KIND = Kind(
    "suggestion",
    "suggestions",
    "微建议",
    Suggestion,
    (*COMMON_RULES, someone_brought_it_up, the_days_run_on),
    is_article=True,
    date_key="date",
    by_year=True,
    in_timeline=True,
    data=(
        DataColumn("problem", "反映的问题", lambda one: one.problem),
        DataColumn("handler", "承办单位", lambda one: one.handler),
        DataColumn("reply", "答复", lambda one: one.reply or ""),
        DataColumn("result", "结果", lambda one: one.result),
        DataColumn("settled", "办结日期", lambda one: str(one.settled or "")),
    ),
)
