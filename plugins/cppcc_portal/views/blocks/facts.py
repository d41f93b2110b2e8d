"""Facts: the labelled values beside a record, in the words a reader knows."""

from __future__ import annotations

from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds.achievement import Achievement
from cppcc_portal.records.kinds.activity import Activity
from cppcc_portal.records.kinds.document import Document
from cppcc_portal.records.kinds.history import History
from cppcc_portal.records.kinds.notice import Notice
from cppcc_portal.records.kinds.opinion import Opinion
from cppcc_portal.records.kinds.plan_topic import UNTOLD, PlanTopic
from cppcc_portal.records.kinds.programme import Programme
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.records.kinds.session import Session
from cppcc_portal.records.kinds.speech import Speech
from cppcc_portal.records.kinds.studio import Studio
from cppcc_portal.records.kinds.suggestion import Suggestion
from cppcc_portal.records.kinds.topic import Query, Topic
from cppcc_portal.records.kinds.unit import Unit
from cppcc_portal.views.blocks.entry import Named, when
from cppcc_portal.views.blocks.model_facts import named_fields
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.history.eras import era_in_words


class Fact(NamedTuple):
    """One labelled value, or several; a value may lead somewhere."""

    label: str
    values: tuple[Named, ...]


def facts_of(context: ViewContext, item: Item) -> tuple[Fact, ...]:
    """Return the facts of an item that are known; nothing stands for what is not."""
    record = item.record
    if item.visibility.is_summary_only:
        why = record.given("disclosure_reason")
        return _facts((("所属", context.named("unit", record.unit)), ("不全文公开的原因", why)))
    own = _own_facts(context, item)
    told = {fact.label for fact in own}
    more = (("届次", context.named("session", record.session)), ("专题", record.topics))
    return (*own, *_facts(tuple(pair for pair in more if pair[0] not in told)))


def _own_facts(context: ViewContext, item: Item) -> tuple[Fact, ...]:
    """Return the facts that the kind of an item has of its own."""
    record = item.record
    if isinstance(record, Activity):
        return _activity(context, record)
    if isinstance(record, Achievement):
        return _achievement(context, record)
    if isinstance(record, History):
        return _history(record)
    if isinstance(record, Notice):
        return _facts(
            (
                ("发布机构", context.named("unit", record.unit)),
                ("所涉时间", _date(record.date)),
                ("日期依据", record.date_note),
                ("生效", _date(record.valid_from)),
                ("截止", _date(record.valid_to)),
            )
        )
    if isinstance(record, Proposal):
        return _proposal(context, record)
    if isinstance(record, PlanTopic):
        return _plan_topic(context, record)
    if isinstance(record, Suggestion):
        return _suggestion(context, record)
    if isinstance(record, Opinion):
        return _opinion(context, record)
    if isinstance(record, Session):
        count = (
            f"{record.present} 人" + (f"（应到 {record.total} 人）" if record.total else "") if record.present else None
        )
        return _facts(
            (
                ("届", record.term),
                ("次", f"第 {record.ordinal} 次会议"),
                ("所属", context.named("unit", record.unit)),
                ("开幕", _date(record.start)),
                ("闭幕", _date(record.end)),
                ("地点", record.place),
                ("出席", count),
            )
        )
    if isinstance(record, Speech):
        return _speech(context, record)
    if isinstance(record, Document):
        return _document(context, record)
    if isinstance(record, Studio):
        return _facts(
            (
                ("类型", record.studio_type),
                ("地点", record.place),
                ("挂牌", _date(record.opened)),
                ("所属", context.named("unit", record.unit)),
            )
        )
    if isinstance(record, Programme):
        end = _date(record.end)
        span = f"{_date(record.start) or ''}至{end}" if end else f"{_date(record.start)}起" if record.start else None
        measures = tuple(f"{one.key}（{one.unit}）" for one in record.metrics)
        named = context.named("unit", record.unit)
        return _facts((("宗旨", record.aim or "未载"), ("所属", named), ("时间", span or "未载"), ("统计", measures)))
    if isinstance(record, Topic):
        return _topic(context, record.query)
    if isinstance(record, Unit):
        upper = context.named("unit", record.parent)
        return _facts((("类型", record.unit_type), ("简称", record.short_title), ("上级", upper)))
    return _facts(tuple(named_fields(context, record)))


def _activity(context: ViewContext, record: Activity) -> tuple[Fact, ...]:
    span = f"{_date(record.start)}至{_date(record.end)}" if record.start and record.end else _date(record.date)
    ordinal = f"{record.term}第 {record.ordinal} 次" if record.ordinal else record.term
    return _facts(
        (
            ("活动时间", span),
            ("日期依据", record.date_note),
            ("类型", record.activity_type),
            ("会议", " ".join(filter(None, (ordinal, record.meeting_type))) or None),
            ("届次", context.named("session", record.session)),
            ("组织者", record.organizer),
            ("所属", context.named("unit", record.unit)),
            ("委员工作室", context.named("studio", record.studio)),
            ("活动平台", context.named_many("programme", record.programmes)),
            ("地点", record.place),
            ("参加者", record.attendees),
            ("对象", record.object),
            ("监督形式", record.oversight_form),
            ("职能", record.function),
            ("协商议题", context.named_many("plan_topic", record.plan_topic)),
        )
    )


def _plan_topic(context: ViewContext, record: PlanTopic) -> tuple[Fact, ...]:
    return _facts(
        (
            ("实施程序", record.procedure),
            ("组织形式", record.organization),
            ("时间安排", record.schedule.chinese if record.schedule else UNTOLD),
            ("牵头或负责单位", record.lead),
            ("配合单位", record.partners),
            ("协商形式", record.form),
            ("计划", f"{record.year}年度，第 {record.no} 项"),
            ("日期依据", record.date_note),
            ("审定", record.approved_by),
            ("所属", context.named("unit", record.unit)),
        )
    )


def _suggestion(context: ViewContext, record: Suggestion) -> tuple[Fact, ...]:
    return _facts(
        (
            ("反映人", record.reporter),
            ("反映时间", _date(record.date)),
            ("日期依据", record.date_note),
            ("地点", record.place),
            ("承办单位", record.handler),
            ("答复时间", _date(record.replied)),
            ("结果", record.result),
            ("办结时间", _date(record.settled)),
            ("所属", context.named("unit", record.unit)),
        )
    )


def _opinion(context: ViewContext, record: Opinion) -> tuple[Fact, ...]:
    return _facts(
        (
            ("报送时间", _date(record.date)),
            ("日期依据", record.date_note),
            ("报送对象", record.to),
            ("进展", record.state),
            ("办理结果", record.result),
            ("所属", context.named("unit", record.unit)),
            ("同意公开", _date(record.cleared_on)),
        )
    )


def _proposal(context: ViewContext, record: Proposal) -> tuple[Fact, ...]:
    bodies = {role: tuple(one.unit for one in record.handlers if one.role == role) for role in ("主办", "会办", "分办")}
    marks = (("重点提案", record.key_proposal), ("优秀提案", record.excellent))
    return _facts(
        (
            ("案号", f"第 {record.number} 号"),
            ("届次", context.named("session", record.session)),
            ("提案形式", record.proposer_type),
            ("提案者", context.proposers(record)),
            ("类别", record.category),
            ("状态", record.handling.label),
            *bodies.items(),
            ("交办单位", record.assigned.by if record.assigned else None),
            ("办理期限", _date(record.due)),
            ("日期依据", record.date_note),
            ("标记", tuple(word for word, is_so in marks if is_so)),
            ("所属", context.named("unit", record.unit)),
        )
    )


def _achievement(context: ViewContext, record: Achievement) -> tuple[Fact, ...]:
    award = record.award
    return _facts(
        (
            ("类型", record.achievement_type),
            ("时间", _date(record.date)),
            ("时段", record.period),
            ("日期依据", record.date_note),
            ("所属", context.named("unit", record.unit)),
            ("活动平台", context.named_many("programme", record.programmes)),
            ("地点", record.place),
            ("荣誉", "，".join(filter(None, (award.name, award.level, award.body))) if award else None),
        )
    )


def _speech(context: ViewContext, record: Speech) -> tuple[Fact, ...]:
    return _facts(
        (
            ("届次", context.named("session", record.session)),
            ("会议", context.named("activity", record.activity)),
            ("发言人", context.named_many("member", record.members) or "未载"),
            ("所属", context.named("unit", record.unit)),
            ("发言时间", _date(record.date)),
            ("日期依据", record.date_note),
            ("发言形式", record.form),
            ("发言次序", f"第 {record.order} 位" if record.order else None),
        )
    )


def _document(context: ViewContext, record: Document) -> tuple[Fact, ...]:
    return _facts(
        (
            ("文号", record.doc_no or "未载"),
            ("发文机关", record.issuer),
            ("所属", context.named("unit", record.unit)),
            ("成文日期", _date(record.issued) or "未载"),
            ("日期依据", record.date_note),
            ("施行日期", _date(record.effective)),
            ("主送", record.addressee),
            ("效力状态", record.validity or "未载"),
            ("取代文件", context.named("document", record.replaced_by)),
        )
    )


def _topic(context: ViewContext, query: Query) -> tuple[Fact, ...]:
    """Say what a topic gathers, so that nobody takes it for a choice by hand."""
    since, until = _date(query.since), _date(query.until)
    return _facts(
        (
            ("收录类别", query.kinds),
            ("专题词", query.topics),
            ("机构", context.named_many("unit", query.units)),
            ("委员", context.named_many("member", query.members)),
            ("活动平台", context.named_many("programme", query.programmes)),
            ("时间", f"{since or ''}至{until or '今'}" if since or until else None),
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
            ("年代", record.period_display or era_in_words(record.period)),
            ("日期依据", record.date_note),
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


def _facts(pairs: tuple[tuple[str, str | Named | tuple[str | Named, ...] | None], ...]) -> tuple[Fact, ...]:
    found = []
    for label, value in pairs:
        if isinstance(value, Named):
            found.append(Fact(label, (value,)))
        elif isinstance(value, str):
            found.append(Fact(label, (Named(value),)))
        elif value:
            found.append(Fact(label, tuple(one if isinstance(one, Named) else Named(one) for one in value)))
    return tuple(found)
