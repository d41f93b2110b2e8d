"""Speech (大会发言): what was said to a plenary session or another meeting, by whom, and what followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import ActivityRef, Date, Line, OneOf, Part, Text, Whole, date_written
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, DataColumn, Kind, Wrong


class FollowUp(Part):
    """One step of what followed (批示、采纳、落实): its state and who did it; never the words of an instruction."""

    state: Annotated[str, OneOf("recommendation_states")] = Field(title="进展", examples=["已批示"])
    date: Date | None = Field(None, title="日期")
    by: Line | None = Field(None, title="批示或采纳的机关", examples=["县政府"])
    to: Line | None = Field(None, title="承办单位", examples=["县水利局"])
    due: Date | None = Field(None, title="办理时限")
    note: Text | None = Field(None, title="说明（不写批示原文）", examples=["列入次年水利项目计划"])


class Speech(Article):
    """A speech (大会发言), spoken or in writing."""

    form: Literal["口头发言", "书面发言"] | None = Field(None, title="发言形式")
    activity: ActivityRef | None = Field(None, title="在哪次会议上")
    date: Date | None = Field(None, title="日期")
    order: Whole | None = Field(None, title="发言次序")
    follow_ups: tuple[FollowUp, ...] = Field((), title="批示与采纳")

    def happened(self) -> PartialDate | None:
        """The day of the speech."""
        return self.date

    def type_label(self) -> str | None:
        """Whether it was spoken or written, where that is known."""
        return self.form

    @property
    def state(self) -> str:
        """How far it got, in the word of its last step; '' where nothing is known."""
        return self.follow_ups[-1].state if self.follow_ups else ""


def a_speech_says_where(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A speech was made to a session or at a meeting."""
    if "session" not in fields and "activity" not in fields:
        yield Wrong((), "没有写在哪次会议上发言", "加上 session: 届次编号，或 activity: 会议编号")


def a_speech_has_a_speaker(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A speech is by members, or on behalf of a unit."""
    if "members" not in fields and "unit" not in fields:
        yield Wrong((), "没有写是谁的发言", "加上 members: [委员编号]，或 unit: 机构编号")


def what_follows_is_in_order(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """No step of what followed a speech is earlier than the one before."""
    steps = fields.get("follow_ups")
    before: PartialDate | None = None
    for number, step in enumerate(steps if isinstance(steps, list) else ()):
        date = date_written(step.get("date")) if isinstance(step, dict) else None
        if date and before and date.latest < before.earliest:
            where = ("follow_ups", number, "date")
            yield Wrong(where, f"{date} 早于上一步的 {before}", "按先后排列，或检查日期")
        before = date or before


_SECRET = ("instruction", "instructions", "instruction_text", "pishi", "批示", "批示内容", "批示原文")


def an_instruction_is_not_quoted(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """The words of an instruction (批示) are never published; only that there was one, by whom, to whom, by when."""
    for key in _SECRET:
        if key in fields:
            cure = "删去这一行；只在 follow_ups（批示与采纳）里写 state: 已批示、承办单位和时限"
            yield Wrong((key,), f"{key}：批示原文不公开，不能写进记录", cure)


KIND = Kind(
    "speech",
    "speeches",
    "大会发言",
    Speech,
    (
        *COMMON_RULES,
        a_speech_says_where,
        a_speech_has_a_speaker,
        what_follows_is_in_order,
        an_instruction_is_not_quoted,
    ),
    is_article=True,
    date_key="date",
    in_timeline=True,
    data=(
        DataColumn("activity", "会议编号", lambda one: one.activity or ""),
        DataColumn("order", "发言次序", lambda one: str(one.order or "")),
        DataColumn("state", "批示、采纳、落实到哪一步", lambda one: one.state),
    ),
)
