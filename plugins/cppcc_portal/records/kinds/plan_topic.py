"""Plan topic (协商议题): one row of the year's consultation plan (年度协商计划), with its five prescribed columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.records.fields import AnyRef, Line, OneOf, Read, Text, UnreadableError, Whole, Written
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, DataColumn, Kind, Wrong

UNTOLD = "未载"
_OR_UNTOLD = f"（来源没有写的写 {UNTOLD}）"
PLANNED = ("计划", "筹备")
CARRIED_OUT = ("已开展", "成果已报送", "已批示", "已采纳", "已落实")
CHANGED = ("调整", "取消")

State = Literal["计划", "筹备", "已开展", "成果已报送", "已批示", "已采纳", "已落实", "调整", "取消"]


@frozen(slots=False)
class Schedule:
    """When a topic is to be dealt with (时间安排): from the beginning of one date to the end of another."""

    first: PartialDate
    last: PartialDate

    @classmethod
    def parse(cls, written: str) -> Schedule:
        """Read `2026-06`, `2026-06-15` or `2026-04/2026-06`; raise ValueError for anything else."""
        first, slash, last = written.partition("/")
        found = cls(PartialDate.parse(first), PartialDate.parse(last if slash else first))
        if found.first.decade is not None or found.last.decade is not None:
            raise ValueError("a decade is no schedule")
        return found

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def earliest(self) -> date:
        """Its first day."""
        return self.first.earliest

    @property
    def latest(self) -> date:
        """Its last day: once that is over, the topic is late."""
        return self.last.latest

    @property
    def chinese(self) -> str:
        """As a reader sees it: `2026年6月`, `2026年4月至6月`."""
        if self.first == self.last:
            return self.first.chinese
        last = self.last.chinese
        if self.first.year == self.last.year and self.last.month is not None:
            last = last.partition("年")[2]
        return f"{self.first.chinese}至{last}"


_SCHEDULE = "写成 2026-06、2026-06-15 或 2026-04/2026-06（从几月到几月）；来源没有写就写 未载"
_WORDS = {
    "第一季度": ("01", "03"),
    "第二季度": ("04", "06"),
    "第三季度": ("07", "09"),
    "第四季度": ("10", "12"),
    "上半年": ("01", "06"),
    "下半年": ("07", "12"),
    "全年": ("01", "12"),
}


def _schedule(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    written = value.strip()
    if written == UNTOLD:
        return None
    try:
        found = Schedule.parse(written)
    except ValueError:
        raise UnreadableError(f"「{written[:20]}」不是时间安排", _meant(written)) from None
    if found.latest < found.earliest:
        raise UnreadableError(f"「{written}」起止颠倒", "把较早的写在斜线前面")
    return found


def _meant(written: str) -> str:
    """Return how to write what an office calls a quarter, a half-year or some months."""
    year = re.match(r"\d{4}", written)
    said = year[0] if year else "2026"
    more = "" if year else "（年份写计划的那一年）"
    for word, (first, last) in _WORDS.items():
        if word in written:
            return f"改成 {said}-{first}/{said}-{last}{more}"
    months = re.findall(r"(\d{1,2})\s*月(?!\s*\d)", written)
    if "日" not in written and 1 <= len(months) <= 2 and all(1 <= int(month) <= 12 for month in months):
        return f"改成 {'/'.join(f'{said}-{month.zfill(2)}' for month in months)}{more}"
    from cppcc_portal.foundation.typed_dates import SOME_YEAR, meant  # for what is wrong only

    found = meant(written)
    if found is None or not found.first or "X" in found.first:
        return _SCHEDULE
    more = f"（把 {SOME_YEAR} 换成计划的那一年）" if found.is_yearless else ""
    return f"改成 {found.first}/{found.last}{more}" if found.last else f"改成 {found.first}{more}"


def _year(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"(19|20)\d\d", value):
        raise UnreadableError(f"「{value[:20]}」不是年份", "写成四位年份，例如 2026")
    return value


Planned = Annotated[
    Schedule | None,
    Read(_schedule),
    Written(f"年月，或起止年月；来源没有写的写 {UNTOLD}", "2026-04/2026-06"),
]
Year = Annotated[int, Read(_year), Written("四位年份", "2026")]


class PlanTopic(Article):
    """A topic of a consultation plan.

    The plan prescribes five columns, so none may be forgotten; a source that is silent is quoted as 未载.
    """

    title: Line = Field(title="议题", examples=["推进农村生活污水治理"], key="topic")
    year: Year = Field(title="计划年度")
    no: Whole = Field(title="序号")
    procedure: Text = Field(title=f"实施程序{_OR_UNTOLD}", examples=["3月调研，5月召开协商会，6月报送意见"])
    organization: Line = Field(title=f"组织形式{_OR_UNTOLD}", examples=["专题协商会"])
    schedule: Planned = Field(title=f"时间安排{_OR_UNTOLD}")
    lead: Line = Field(title=f"牵头或负责单位{_OR_UNTOLD}", examples=["人口资源环境委员会"])
    form: Annotated[str, OneOf("consultation_forms")] | None = Field(None, title="协商形式", examples=["专题协商"])
    partners: tuple[Line, ...] = Field((), title="配合单位", examples=["市生态环境局"])
    approved_by: Line | None = Field(None, title="审定", examples=["五届十次主席会议"])
    state: State = Field(title="进度")
    adjusted: Text | None = Field(None, title="调整说明", examples=["因防汛推迟到第四季度"])
    results: tuple[AnyRef, ...] = Field((), title="成果（本站记录，如 achievements/某编号）")

    def happened(self) -> PartialDate | None:
        """When it is to be dealt with, or the year of its plan."""
        return self.schedule.first if self.schedule else PartialDate(year=self.year)

    def type_label(self) -> str | None:
        """The form of consultation, such as 专题协商."""
        return self.form

    def facets(self) -> tuple[tuple[str, str], ...]:
        """How far it has come."""
        return (("state", self.state),)


def the_schedule_lies_in_its_year(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A topic is dealt with in the year of its plan."""
    year = fields.get("year")
    try:
        found = Schedule.parse(str(fields.get("schedule", "")))
    except ValueError:
        return
    if isinstance(year, str) and year.isdigit() and not found.earliest.year <= int(year) <= found.latest.year:
        yield Wrong(("schedule",), f"时间安排 {found} 不在计划年度 {year} 里", "检查 year 和 schedule")


def a_change_is_explained(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A topic that was changed (调整) or dropped (取消) says why."""
    if fields.get("state") in CHANGED and "adjusted" not in fields:
        yield Wrong(
            ("state",),
            f"议题已{fields['state']}，没有写说明",
            "加上 adjusted: 原因，例如 adjusted: 因防汛推迟到第四季度",
        )


KIND = Kind(
    "plan_topic",
    "plans",
    "协商议题",
    PlanTopic,
    (*COMMON_RULES, the_schedule_lies_in_its_year, a_change_is_explained),
    title="协商计划",
    is_article=True,
    is_told_elsewhere=True,
    date_key="schedule",
    by_year=True,
    data=(
        DataColumn("year", "计划年度", lambda one: str(one.year)),
        DataColumn("no", "序号", lambda one: str(one.no)),
        DataColumn("procedure", "实施程序；未载表示来源没有写", lambda one: one.procedure),
        DataColumn("organization", "组织形式", lambda one: one.organization),
        DataColumn("schedule", "时间安排，起止用斜线隔开", lambda one: str(one.schedule or UNTOLD)),
        DataColumn("lead", "牵头或负责单位", lambda one: one.lead),
        DataColumn("state", "进度", lambda one: one.state),
        DataColumn("results", "成果记录，文件夹/编号", lambda one: one.results),
    ),
)
