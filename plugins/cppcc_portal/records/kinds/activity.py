"""Activity (活动), meetings (会议) among them: what was held, by whom, about what, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import (
    ActivityRef,
    Date,
    Line,
    Metric,
    OneOf,
    Part,
    PlanTopicRef,
    ProgrammeRef,
    StudioRef,
    Text,
    Whole,
    date_written,
)
from cppcc_portal.records.metrics import a_metric_is_told_once
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, DataColumn, Kind, Wrong

MEETING = "会议"
OVERSIGHT = "民主监督"
PLENARY = "全体会议"


class Step(Part):
    """One step of a recommendation's way: how far it came, when, and by whom."""

    state: Annotated[str, OneOf("recommendation_states")] = Field(title="状态", examples=["已采纳"])
    date: Date | None = Field(None, title="日期")
    by: Line | None = Field(None, title="办理单位", examples=["镇政府"])


class Recommendation(Part):
    """One recommendation (建议): its words, to whom, and how far it got; of an instruction (批示) never the text.

    `state` is where it stands; `progress` are the steps by which it came there, where the source tells them, and then
    the last of them is the state.
    """

    text: Text = Field(title="建议内容", examples=["修复通村公路"])
    to: Line | None = Field(None, title="报送对象", examples=["镇政府"])
    state: Annotated[str, OneOf("recommendation_states")] | None = Field(None, title="状态", examples=["已采纳"])
    progress: tuple[Step, ...] = Field((), title="进展")

    @staticmethod
    def prepare(values: Any) -> Any:
        """Let it stand where its progress ends, when its state is not written."""
        steps = values.get("progress") if isinstance(values, dict) and "state" not in values else None
        last = steps[-1] if isinstance(steps, list) and steps else None
        word = last.get("state") if isinstance(last, dict) else None
        return {**values, "state": word} if isinstance(word, str) else values

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is known of its way, the last step being where it stands."""
        return self.progress or ((Step(state=self.state),) if self.state else ())


class Activity(Article):
    """An activity (活动); a meeting is an activity whose type is 会议."""

    activity_type: Annotated[str, OneOf("activity_types")] = Field(title="活动类型", examples=["调研"])
    date: Date | None = Field(None, title="日期")
    start: Date | None = Field(None, title="开始")
    end: Date | None = Field(None, title="结束")
    place: Line | None = Field(None, title="地点", examples=["北宿镇"])
    organizer: Line = Field(title="组织者", examples=["北宿镇政协联络室"])
    attendees: Text | None = Field(None, title="参加者", examples=["委员12人"])
    object: Line | None = Field(None, title="对象（视察、调研）", examples=["三个村的通村公路"])
    oversight_form: Line | None = Field(None, title="监督形式", examples=["视察监督"])
    plan_topic: tuple[PlanTopicRef, ...] = Field((), title="承办的协商议题")
    function: Annotated[str, OneOf("functions")] | None = Field(None, title="职能", examples=["参政议政"])
    findings: tuple[Text, ...] = Field((), title="发现的问题", examples=["两处路基下沉"])
    recommendations: tuple[Recommendation, ...] = Field((), title="建议")
    follows: tuple[ActivityRef, ...] = Field((), title="承接的活动")
    studio: StudioRef | None = Field(None, title="委员工作室")
    programmes: tuple[ProgrammeRef, ...] = Field((), title="活动平台")
    metrics: tuple[Metric, ...] = Field((), title="指标")
    meeting_type: Annotated[str, OneOf("meeting_types")] | None = Field(None, title="会议类型", examples=["主席会议"])
    ordinal: Whole | None = Field(None, title="第几次")
    term: Annotated[str, OneOf("terms")] | None = Field(None, title="届", examples=["第五届"])
    agenda: tuple[Text, ...] = Field((), title="议程", examples=["审议年度协商计划"])
    resolutions: tuple[Text, ...] = Field((), title="决定事项", examples=["通过年度协商计划"])

    def happened(self) -> PartialDate | None:
        """The day of the event, or its first day."""
        return self.date or self.start

    def type_label(self) -> str:
        """The type of meeting or activity, such as 调研."""
        return self.meeting_type or self.activity_type

    def facets(self) -> tuple[tuple[str, str], ...]:
        """Its activity type and the function it served."""
        found = [("activity_type", self.activity_type)]
        if self.function:
            found.append(("function", self.function))
        return tuple(found)


def it_has_a_date(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """An activity has a date, or a start and an end in that order."""
    if not {"date", "start", "end"} & set(fields):
        yield Wrong((), "没有写活动日期", "加上 date: 2020-06-01；只知道年份就写 date: 2020，年份不全写 202X")
    if "date" in fields and "start" in fields:
        yield Wrong(("start",), "date 和 start 只写一个", "一天的活动写 date；几天的写 start 和 end")
    if "start" in fields and "end" not in fields:
        yield Wrong(
            ("start",),
            "写了 start（开始），没有写 end（结束）",
            "加上 end: 2020-06-03（结束的日期）；当天结束就改写 date",
        )
    if "end" in fields and "start" not in fields:
        yield Wrong(("end",), "写了 end（结束），没有写 start（开始）", "加上 start: 2020-06-01（开始的日期）")
    start, end = date_written(fields.get("start")), date_written(fields.get("end"))
    if start and end and end.latest < start.earliest:
        yield Wrong(("end",), "结束早于开始", "检查 start 和 end 两个日期")


def a_meeting_says_which(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A meeting has a meeting type; an ordinal (第N次) needs its term; a session belongs to plenary sessions only."""
    is_meeting = fields.get("activity_type") == MEETING
    if is_meeting and "meeting_type" not in fields:
        yield Wrong(
            ("activity_type",),
            "会议没有写 meeting_type（会议类型）",
            "加上 meeting_type: 主席会议（词表见 meeting_types.yml）",
        )
    if not is_meeting:
        for key in ("meeting_type", "ordinal", "agenda", "resolutions"):
            if key in fields:
                yield Wrong((key,), f"{key} 只用于会议", f"改成 activity_type: {MEETING}，或删去 {key}")
    if is_meeting and "ordinal" in fields and "term" not in fields:
        yield Wrong(("ordinal",), "写了第几次，没有写 term（届）", "加上 term: 第五届")
    if "session" in fields and fields.get("meeting_type") != PLENARY:
        yield Wrong(("session",), "session（届次）只用于全体会议", "删去 session，或改成 meeting_type: 全体会议")


def oversight_says_its_form(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """Democratic oversight (民主监督) names its form, such as 视察监督 or 提案监督."""
    if fields.get("activity_type") == OVERSIGHT and "oversight_form" not in fields:
        yield Wrong(
            ("activity_type",),
            "民主监督没有写 oversight_form（监督形式）",
            "加上 oversight_form: 视察监督（或提案监督、专项监督等）",
        )


def progress_ends_where_it_stands(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """The last step of a recommendation's progress is its state, and no step is earlier than the one before."""
    listed = fields.get("recommendations")
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        steps = one.get("progress") if isinstance(one, Mapping) else None
        steps = [step for step in steps if isinstance(step, Mapping)] if isinstance(steps, list) else []
        loc = ("recommendations", number)
        if steps and "state" in one and one["state"] != steps[-1].get("state"):
            what = f"state（状态）写的是「{one['state']}」，progress（进展）最后一步是「{steps[-1].get('state')}」"
            yield Wrong((*loc, "state"), what, "删去 state 一行，以 progress 最后一步为准；或补上这一步")
        dates = [(place, date) for place, step in enumerate(steps) if (date := date_written(step.get("date")))]
        for (_, before), (place, date) in pairwise(dates):
            if date.latest < before.earliest:
                where = (*loc, "progress", place, "date")
                yield Wrong(where, f"进展 {date} 早于上一步 {before}", "按先后排列，或检查日期")


KIND = Kind(
    "activity",
    "activities",
    "活动",
    Activity,
    (
        *COMMON_RULES,
        it_has_a_date,
        a_meeting_says_which,
        oversight_says_its_form,
        progress_ends_where_it_stands,
        a_metric_is_told_once,
    ),
    column="timeline",
    title="履职动态",
    is_article=True,
    date_key="date",
    by_year=True,
    in_timeline=True,
    data=(
        DataColumn("meeting_type", "会议类型", lambda one: one.meeting_type or ""),
        DataColumn("function", "职能", lambda one: one.function or ""),
        DataColumn("organizer", "组织单位", lambda one: one.organizer),
        DataColumn("plan_topic", "承办的协商议题编号", lambda one: one.plan_topic),
        DataColumn("place", "地点", lambda one: one.place or ""),
    ),
)
