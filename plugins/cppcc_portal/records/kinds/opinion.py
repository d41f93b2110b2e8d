"""Opinion (社情民意): a report on public opinion, internal (内部) unless somebody has cleared it for publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Date, Day, Line, OneOf, Text
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, DataColumn, Kind, Wrong

INTERNAL = "内部"


class Opinion(Article):
    """A report on public opinion (社情民意); one that is not cleared is counted and never shown."""

    date: Date = Field(title="报送日期")
    to: Line | None = Field(None, title="报送对象", examples=["县政协"])
    state: Annotated[str, OneOf("recommendation_states")] | None = Field(None, title="进展", examples=["已采纳"])
    result: Text | None = Field(None, title="办理结果", examples=["镇政府已修复两处路基"])
    disclosure: Literal["公开", "摘要", "内部"] = Field("内部", title="公开属性（不写就是内部）")
    cleared_by: Line | None = Field(None, title="同意公开的审核人（只留在文件里，不公开）", examples=["李四"])
    cleared_on: Day | None = Field(None, title="同意公开的日期")

    def happened(self) -> PartialDate | None:
        """The day it was handed in."""
        return self.date


def someone_reported_it(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A report names the members or the unit whose it is."""
    if "members" not in fields and "unit" not in fields:
        yield Wrong((), "没有写是谁反映的", "加上 members: [委员编号]，或 unit: 机构编号")


def it_is_published_when_cleared(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A public report says who cleared it and when; one that was cleared says that it is public."""
    missing = [key for key in ("cleared_by", "cleared_on") if key not in fields]
    shown = {"cleared_by": "cleared_by: 审核人姓名", "cleared_on": "cleared_on: 2026-11-23"}
    is_public = fields.get("disclosure", INTERNAL) in ("公开", "摘要")
    if is_public and missing:
        cure = f"审核同意后加上 {'，'.join(shown[key] for key in missing)}；没有审核就删去 disclosure"
        yield Wrong(("disclosure",), "社情民意没有写谁在哪天同意公开", cure)
    if not is_public and not missing and fields.get("disclosure", INTERNAL) == INTERNAL:
        cure = "要公开就加上 disclosure: 公开（或 摘要）；不公开就删去 cleared_by 和 cleared_on"
        yield Wrong(("cleared_by",), "已经同意公开，公开属性还是内部", cure, is_error=False)


KIND = Kind(
    "opinion",
    "opinions",
    "社情民意",
    Opinion,
    (*COMMON_RULES, someone_reported_it, it_is_published_when_cleared),
    is_article=True,
    date_key="date",
    by_year=True,
    in_timeline=True,
    data=(
        DataColumn("to", "报送对象", lambda one: one.to or ""),
        DataColumn("state", "进展", lambda one: one.state or ""),
        DataColumn("result", "办理结果", lambda one: one.result or ""),
    ),
)
