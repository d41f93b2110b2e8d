"""Achievement (履职成果): one deed of members or of a unit, with the evidence it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Date, Evidence, Line, Metric, OneOf, Part, ProgrammeRef
from cppcc_portal.records.metrics import a_metric_is_told_once
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, Kind, Wrong


class Award(Part):
    """An honour: its name, its level and the body that gave it."""

    name: Line = Field(title="荣誉名称", examples=["优秀政协委员"])
    level: Line | None = Field(None, title="级别", examples=["县级"])
    body: Line | None = Field(None, title="授予单位", examples=["某县政协"])


class Achievement(Article):
    """An achievement (履职成果); it names its members or its unit, and its evidence."""

    achievement_type: Annotated[str, OneOf("achievement_types")] = Field(title="成果类型", examples=["乡村振兴"])
    date: Date | None = Field(None, title="日期")
    period: Line | None = Field(None, title="时段（没有单一日期时）", examples=["2018年至2020年"])
    place: Line | None = Field(None, title="地点", examples=["北宿镇"])
    programmes: tuple[ProgrammeRef, ...] = Field((), title="活动平台")
    metrics: tuple[Metric, ...] = Field((), title="指标")
    award: Award | None = Field(None, title="荣誉")
    evidence: tuple[Evidence, ...] = Field(title="依据")

    def happened(self) -> PartialDate | None:
        """The date of the deed, when one is known."""
        return self.date

    def type_label(self) -> str:
        """The sort of achievement, such as 招商引资."""
        return self.achievement_type


def someone_did_it(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """An achievement names the members or the unit whose it is."""
    if "members" not in fields and "unit" not in fields:
        yield Wrong((), "没有写是谁的成果", "加上 members: [委员编号]，或 unit: 机构编号")


KIND = Kind(
    "achievement",
    "achievements",
    "履职成果",
    Achievement,
    (*COMMON_RULES, someone_did_it, a_metric_is_told_once),
    is_article=True,
    date_key="date",
    in_timeline=True,
)
