"""Facts: the labelled values beside an article or a member, in the words a reader knows."""

from __future__ import annotations

from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.portal.portal import Item
from cppcc_portal.records.achievement import Achievement
from cppcc_portal.records.activity import Activity
from cppcc_portal.records.history import History
from cppcc_portal.records.notice import Notice
from cppcc_portal.records.session import Session
from cppcc_portal.records.unit import Unit
from cppcc_portal.views.entry import Named, when
from cppcc_portal.views.showing import Showing


class Fact(NamedTuple):
    """One labelled value, or several; a value may lead somewhere."""

    label: str
    values: tuple[Named, ...]


def facts_of(showing: Showing, item: Item) -> tuple[Fact, ...]:
    """Return the facts of an item that are known; nothing stands for what is not."""
    record = item.record
    if item.standing.is_summary_only:
        return _facts((("所属", showing.named("unit", record.unit)),))
    if isinstance(record, Activity):
        return _activity(showing, record)
    if isinstance(record, Achievement):
        return _achievement(showing, record)
    if isinstance(record, History):
        return _history(record)
    if isinstance(record, Notice):
        return _facts(
            (
                ("发布机构", showing.named("unit", record.unit)),
                ("所涉时间", _date(record.date)),
                ("日期依据", record.date_note),
                ("生效", _date(record.valid_from)),
                ("截止", _date(record.valid_to)),
            )
        )
    if isinstance(record, Session):
        count = (
            f"{record.present} 人" + (f"（应到 {record.total} 人）" if record.total else "") if record.present else None
        )
        return _facts(
            (
                ("届", record.term),
                ("次", f"第 {record.ordinal} 次会议"),
                ("所属", showing.named("unit", record.unit)),
                ("开幕", _date(record.start)),
                ("闭幕", _date(record.end)),
                ("地点", record.place),
                ("出席", count),
            )
        )
    if isinstance(record, Unit):
        return _facts((("类型", record.unit_type), ("上级", showing.named("unit", record.parent))))
    return ()


def _activity(showing: Showing, record: Activity) -> tuple[Fact, ...]:
    span = f"{_date(record.start)}至{_date(record.end)}" if record.start and record.end else _date(record.date)
    ordinal = f"{record.term}第 {record.ordinal} 次" if record.ordinal else record.term
    return _facts(
        (
            ("活动时间", span),
            ("日期依据", record.date_note),
            ("类型", record.activity_type),
            ("会议", " ".join(filter(None, (ordinal, record.meeting_type))) or None),
            ("届次", showing.named("session", record.session)),
            ("组织者", record.organizer),
            ("所属", showing.named("unit", record.unit)),
            ("地点", record.place),
            ("参加者", record.attendees),
            ("对象", record.object),
            ("监督形式", record.oversight_form),
            ("职能", record.function),
        )
    )


def _achievement(showing: Showing, record: Achievement) -> tuple[Fact, ...]:
    award = record.award
    return _facts(
        (
            ("类型", record.achievement_type),
            ("时间", _date(record.date) or record.period),
            ("日期依据", record.date_note),
            ("所属", showing.named("unit", record.unit)),
            ("地点", record.place),
            ("荣誉", "，".join(filter(None, (award.name, award.level, award.body))) if award else None),
        )
    )


def _history(record: History) -> tuple[Fact, ...]:
    places = tuple(f"{place.name}（旧称{place.old_name}）" if place.old_name else place.name for place in record.places)
    narrator = record.narrator
    told = (
        narrator.name
        + (f"，时任{narrator.then}" if narrator.then else "")
        + (f"，现为{narrator.now}" if narrator.now else "")
        if narrator
        else None
    )
    volume = f"《{record.series}》{record.issue or ''}" + (f"，{record.pages} 页" if record.pages else "")
    return _facts(
        (
            ("口述", told),
            ("整理", record.recorder),
            ("校订", record.reviser),
            ("成文", _date(record.written)),
            ("年代", record.period_display or record.period),
            ("地点", places),
            ("人物", record.persons),
            ("所属", volume if record.series else None),
            ("收藏", record.holding),
            ("核实", record.verification),
            ("权利", record.rights),
            ("授权", record.permission),
        )
    )


def _date(date: PartialDate | None) -> str | None:
    shown = when(date)
    return shown.full if shown else None


def _facts(pairs: tuple[tuple[str, str | Named | tuple[str, ...] | None], ...]) -> tuple[Fact, ...]:
    found = []
    for label, value in pairs:
        if isinstance(value, Named):
            found.append(Fact(label, (value,)))
        elif isinstance(value, str):
            found.append(Fact(label, (Named(value),)))
        elif value:
            found.append(Fact(label, tuple(map(Named, value))))
    return tuple(found)
