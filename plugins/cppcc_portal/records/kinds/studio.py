"""Studio (委员工作室): where members meet people, by whose rules, and who is on duty when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.recurrence import EXAMPLES, Recurrence, read_rule
from cppcc_portal.records.fields import (
    Date,
    Day,
    Line,
    MemberRef,
    OneOf,
    Part,
    Read,
    Text,
    UnreadableError,
    Written,
    date_written,
)
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, DataColumn, Kind, Record, Wrong

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def _clock(value: Any) -> Any:
    if isinstance(value, str) and not _CLOCK.fullmatch(value):
        from cppcc_portal.foundation.typed_dates import clock  # for what is wrong only

        plain = clock(value)
        parts = [clock(one) for one in re.split(r"\s*(?:[至到~～—–－-])+\s*", value)]
        cure = f"改成 {plain}" if plain else "写成二十四小时制的 09:00、14:30"
        if len(parts) == 2 and all(parts):
            cure = f"起止分开写：from: {parts[0]} 和 to: {parts[1]}"
        raise UnreadableError(f"「{value[:20]}」不是钟点", cure)
    return value


def _rule(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return read_rule(value)
    except ValueError as error:
        raise UnreadableError(
            f"「{value[:40]}」{error}", f"可写：{EXAMPLES}，或 FREQ=WEEKLY;BYDAY=WE 这样的规则"
        ) from None


Clock = Annotated[str, Read(_clock), Written("钟点，二十四小时制", "09:00")]
Rule = Annotated[str, Read(_rule), Written(f"哪些天：{EXAMPLES}", "每周三")]


class Duty(Part):
    """A row of the rota (值班表): who is on duty on which days, or on one day, from when to when."""

    rule: Rule | None = Field(None, title="哪些天")
    date: Day | None = Field(None, title="哪一天")
    member: MemberRef = Field(title="值班委员")
    begins: Clock | None = Field(None, title="几点开始", key="from")
    ends: Clock | None = Field(None, title="几点结束", key="to", examples=["11:30"])
    start: Day | None = Field(None, title="从哪天起（按规则的）")
    until: Day | None = Field(None, title="到哪天止（按规则的）")
    but: tuple[Day, ...] = Field((), title="哪些天除外（按规则的）", key="except")


class Studio(Record):
    """A studio (委员工作室): its place, its members, and the rota that the calendar is made of."""

    _without: ClassVar[Mapping[str, str]] = {"session": "删去这一行；委员工作室不属于某一次全体会议"}

    studio_type: Annotated[str, OneOf("studio_types")] | None = Field(None, title="工作室类型", examples=["委员工作室"])
    place: Line = Field(title="地点", examples=["北宿镇便民服务中心二楼"])
    opened: Date | None = Field(None, title="挂牌日期")
    members: tuple[MemberRef, ...] = Field(title="委员")
    rules: tuple[Text, ...] = Field((), title="制度", examples=["来访当场登记"])
    duty_rota: tuple[Duty, ...] = Field((), title="值班表")

    def happened(self) -> PartialDate | None:
        """The day it opened."""
        return self.opened

    def type_label(self) -> str | None:
        """The sort of studio."""
        return self.studio_type

    def recurrence(self, duty: Duty) -> Recurrence:
        """Return the days of a row; a rule without a start begins when the studio opened, else when it was published."""
        return _recurrence(duty.rule, duty.date, duty.start, duty.until, duty.but, self.opened, self.published)


def _recurrence(
    rule: str | None,
    day: PartialDate | None,
    start: PartialDate | None,
    until: PartialDate | None,
    but: tuple[PartialDate, ...],
    opened: PartialDate | None,
    published: PartialDate,
) -> Recurrence:
    if rule is None:
        assert day is not None
        return Recurrence("FREQ=DAILY", day.earliest, day.earliest)
    first = start or (opened if opened and opened.is_exact else published)
    last = until.earliest if until else None
    return Recurrence(rule, first.earliest, last, tuple(sorted(one.earliest for one in but)))


def a_duty_is_by_rule_or_on_a_day(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A row of the rota has a rule or a day; what limits a rule stands only beside one; its hours come in pairs."""
    for number, duty in _duties(fields):
        here = ("duty_rota", number)
        if "rule" not in duty and "date" not in duty:
            yield Wrong(here, "这一班没有写哪些天", "加上 rule: 每周三，或 date: 2026-11-23")
        if "rule" in duty and "date" in duty:
            yield Wrong((*here, "date"), "rule 和 date 只写一个", "按规则的写 rule；只有一天的写 date")
        for key in ("start", "until", "except"):
            if key in duty and "rule" not in duty:
                yield Wrong((*here, key), f"{key} 只用于按规则的班", f"删去 {key}，或把 date 改成 rule")
        begins, ends = duty.get("from"), duty.get("to")
        if (begins is None) != (ends is None):
            missing = "to: 11:30" if ends is None else "from: 09:00"
            yield Wrong((*here, "to" if begins is None else "from"), "钟点只写了一头", f"加上 {missing}，或两头都不写")
        if _is_clock(begins) and _is_clock(ends) and str(ends) <= str(begins):
            yield Wrong((*here, "to"), f"结束的 {ends} 不晚于开始的 {begins}", "检查 from 和 to 两个钟点")


def who_is_on_duty_belongs_to_the_studio(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """Who is on duty is one of the studio's members."""
    members = fields.get("members")
    for number, duty in _duties(fields):
        member = duty.get("member")
        if isinstance(members, list) and isinstance(member, str) and member not in members:
            what = f"值班的「{member[:40]}」不在这个工作室的委员里"
            yield Wrong(("duty_rota", number, "member"), what, f"把 {member[:40]} 加进 members，或换一位")


def a_rule_gives_days(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A rule that skips weeks or months says from when; it gives a day; what it excepts are days that it gives."""
    opened, published = (date_written(fields.get(key)) for key in ("opened", "date_published"))
    for number, duty in _duties(fields):
        here = ("duty_rota", number)
        start, until = (date_written(duty.get(key)) for key in ("start", "until"))
        try:
            rule = read_rule(str(duty.get("rule")))
        except ValueError:
            continue
        if published is None or ("start" in duty and start is None) or ("until" in duty and until is None):
            continue
        if "INTERVAL" in rule and start is None:
            yield Wrong((*here, "rule"), "隔几周、隔几个月的班没有写从哪天算起", "加上 start: 第一次值班的日期")
            continue
        days = _recurrence(rule, None, start, until, (), opened, published)
        if days.beginning is None:
            yield Wrong((*here, "until" if until else "rule"), "照这样写，一天也排不出来", "检查 rule、start 和 until")
            continue
        but = duty.get("except")
        for place, written in enumerate(but if isinstance(but, list) else ()):
            day = date_written(written)
            if day and not days.by_rule(day.earliest, day.earliest):
                cure = "检查 except 里的日期，写错了就改，多余就删去"
                yield Wrong((*here, "except", place), f"{day} 本来就不是这一班的日子", cure, is_error=False)


def _duties(fields: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rota = fields.get("duty_rota")
    for number, duty in enumerate(rota if isinstance(rota, list) else ()):
        if isinstance(duty, dict):
            yield number, duty


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and bool(_CLOCK.fullmatch(value))


KIND = Kind(
    "studio",
    "studios",
    "委员工作室",
    Studio,
    (*COMMON_RULES, a_duty_is_by_rule_or_on_a_day, who_is_on_duty_belongs_to_the_studio, a_rule_gives_days),
    date_key="opened",
    data=(
        DataColumn("place", "地点", lambda one: one.place),
        DataColumn("opened", "挂牌日期", lambda one: str(one.opened or "")),
    ),
)
