"""Duties (履职台账): rules held against what is filed; for each subject and period, what is there and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.aggregates import Counted, Lookup, serves
from cppcc_portal.portal.counters import Counter, counters
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.periods import Span, spans
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.visibility import is_draft
from cppcc_portal.records.kinds.studio import Studio
from cppcc_portal.records.office import DutyRule

MET, MISSING, UNCLEAR, OPEN = "已完成", "缺少", "不能判断", "未到期"
STATES = (MISSING, UNCLEAR, OPEN, MET)
# A studio's rota is no record of what was done, but of what is arranged: it is counted by its days.
ROTA = "值班"
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_KINDS = {"members": "member", "units": "unit", "studios": "studio"}
_ALWAYS = PartialDate.parse("2000")

PRESETS: Mapping[str, tuple[DutyRule, ...]] = {
    # The third summary: 静河镇政协联络办, plan for the next year, 2 and 4.
    "jinghe": tuple(
        DutyRule(name=name, who=who, counts=what, per=per, since=_ALWAYS, source=source)
        for name, who, what, per, source in (
            ("每位委员每年至少反映一条社情民意或报送一条信息", "members", ("社情民意", "微建议"), "year", "静河镇政协联络办工作计划：进一步做好提案工作"),
            ("每季度组织一次集中学习", "units", ("学习培训",), "quarter", "静河镇政协联络办工作计划：加强制度建设"),
            ("每半年召开一次联络会议", "units", ("联络会议",), "half", "静河镇政协联络办工作计划：加强制度建设"),
            ("每半年提交一份书面工作总结", "units", ("书面工作总结",), "half", "静河镇政协联络办工作计划：加强制度建设"),
        )
    ),
    # The second summary: the city's plan for the next year, (二) and (五).
    "x-city": tuple(
        DutyRule(name=name, who=who, counts=what, per=per, since=_ALWAYS, source=source)
        for name, who, what, per, source in (
            ("每年制定协商计划，列出议题", "units", ("协商议题",), "year", "X市政协工作计划：进一步提高政治协商质量"),
            ("委员工作室有值班安排", "studios", (ROTA,), "month", "X市政协工作总结：委员工作室“明确了值班制度”（多久一次没有写，这里按每月）"),
        )
    ),
}  # fmt: skip


class Evidence(NamedTuple):
    """What was found for a subject: public things, and numbers without a list: internal records, a ledger, a rota."""

    things: tuple[Counted, ...]
    perhaps: int
    numbers: tuple[tuple[str, int], ...]

    @property
    def sum(self) -> int:
        """How many there are, with a list or without."""
        return len(self.things) + sum(number for _, number in self.numbers)


@frozen
class Due:
    """One rule, subject and period: its state on a day, and what was found."""

    rule: DutyRule
    subject: Item
    span: Span
    found: Evidence
    state: str


def rules_of(portal: Portal) -> tuple[DutyRule, ...]:
    """Return every rule of an office, those of its presets with the units and the day that it names."""
    kept = portal.office.duties
    if kept is None:
        return ()
    preset = [
        rule.replaced(of=one.of, since=one.since, until=one.until)
        for one in kept.value.presets
        for rule in PRESETS.get(one.name, ())
    ]
    return (*preset, *kept.value.rules)


def counters_named(known: Iterable[Counter], names: Iterable[str]) -> tuple[Counter, ...]:
    """Return the counters of these names or keys."""
    wanted = set(names)
    return tuple(one for one in known if {one.label, one.key, one.label.removeprefix("成果：")} & wanted)


def state_of(wanted: int, found: int, perhaps: int, is_over: bool) -> str:
    """Return the state of a duty: what is there counts at once, what may be there only keeps it from being missing."""
    if found >= wanted:
        return MET
    if not is_over:
        return OPEN
    return UNCLEAR if found + perhaps >= wanted else MISSING


def dues(portal: Portal, as_of: date) -> tuple[Due, ...]:
    """Return every due of an office on a day, rule by rule, subject by subject, the earliest period first."""
    lookup = Lookup(counters(portal.words))
    filed = tuple(item for item in portal.items.values() if item.visibility.is_listed or _is_internal(item, as_of))
    return tuple(due for rule in rules_of(portal) for due in _dues(portal, rule, lookup, filed, as_of))


def _dues(portal: Portal, rule: DutyRule, lookup: Lookup, filed: tuple[Item, ...], as_of: date) -> Iterator[Due]:
    wanted = counters_named(lookup.counters, rule.counts)
    kinds = {one.kind for one in wanted}
    among = tuple(item for item in filed if item.kind in kinds)
    for subject in subjects_of(portal, rule):
        own = tuple(
            (item, counter)
            for item in among
            if _is_of(item, subject)
            for counter in lookup.of(item)
            if counter in wanted
        )
        for span in spans(rule.per, rule.since.earliest, min(as_of, rule.until.latest) if rule.until else as_of):
            if subject.kind == "member" and not serves(portal.terms_of(subject), span):
                continue
            found = _found(portal, rule, subject, span, own, as_of)
            yield Due(rule, subject, span, found, state_of(rule.at_least, found.sum, found.perhaps, span.end < as_of))


def subjects_of(portal: Portal, rule: DutyRule) -> tuple[Item, ...]:
    """Return whom a rule concerns, in the order of their ids: no ranking."""
    items = (item for item in portal.of_kind(_KINDS[rule.who]))
    chosen = (
        item for item in items if not rule.of or (item.id if item.kind == "unit" else item.record.unit) in rule.of
    )
    return tuple(sorted(chosen, key=lambda item: item.id))


def _is_internal(item: Item, as_of: date) -> bool:
    record = item.record
    return record.disclosure == "内部" and record.status != "withdrawn" and not is_draft(record, as_of)


def _is_of(item: Item, subject: Item) -> bool:
    if subject.kind == "member":
        return subject.id in item.record.people
    if subject.kind == "studio":
        return bool(item.record.given("studio") == subject.id)
    return item.record.unit == subject.id


def _found(
    portal: Portal, rule: DutyRule, subject: Item, span: Span, own: tuple[tuple[Item, Counter], ...], as_of: date
) -> Evidence:
    things: list[Counted] = []
    perhaps = hidden = 0
    for item, counter in own:
        when, number = item.happened, len(counter.within(item))
        is_dated = when is not None and (when.is_exact or rule.on is None)
        if when is not None and when.is_exact and not _is_on(rule, when.earliest):
            continue
        if span.holds(when) and is_dated:
            if item.visibility.is_listed:
                things += [Counted(item, words) for words in counter.within(item)]
            else:
                hidden += number
        elif span.holds(when) or span.may_hold(when):
            perhaps += number
    numbers = [
        ("未公开", hidden),
        ("台账", _in_ledger(portal, rule, subject, span)),
        (ROTA, _on_duty(rule, subject, span, as_of)),
    ]
    once = {(one.item.key, one.words): one for one in things}
    return Evidence(tuple(once.values()), perhaps, tuple((name, number) for name, number in numbers if number))


def _in_ledger(portal: Portal, rule: DutyRule, subject: Item, span: Span) -> int:
    if "社情民意" not in rule.counts and "opinions" not in rule.counts:
        return 0
    members = {subject.id} if subject.kind == "member" else _members(portal, subject)
    return sum(
        row.count
        for row in portal.ledger
        if (row.member in members or (subject.kind == "unit" and row.unit == subject.id)) and span.holds(row.date)
    )


def _members(portal: Portal, unit: Item) -> set[str | None]:
    return {item.id for item in portal.of_kind("member") if item.record.unit == unit.id}


def _on_duty(rule: DutyRule, subject: Item, span: Span, as_of: date) -> int:
    """Return on how many days of a period somebody is on a studio's rota."""
    record = subject.record
    if ROTA not in rule.counts or not isinstance(record, Studio):
        return 0
    days = {day for duty in record.duty_rota for day in record.recurrence(duty).days(span.start, span.end)}
    return sum(_is_on(rule, day) for day in days)


def _is_on(rule: DutyRule, day: date) -> bool:
    """Whether a day is of the weekday that a rule asks for, if it asks for one."""
    return rule.on is None or _WEEKDAYS[day.weekday()] == rule.on
