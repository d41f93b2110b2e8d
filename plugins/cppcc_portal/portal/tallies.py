"""Tallies: the metrics that records report to a programme, added up only where nothing is counted twice or mixed up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item, Key, evidence_key
from cppcc_portal.portal.portal import Portal
from cppcc_portal.records.kinds.programme import Measure
from cppcc_portal.records.metrics import amount

REPORTING = ("activity", "achievement")
PRECISIONS = ("记到日", "记到月", "只记到年")


class Reported(NamedTuple):
    """One figure of one record: `period` is '' where no year is known, `is_shared` tells that it is several programmes'."""

    by: Key
    key: str
    value: str
    unit: str
    period: str
    is_shared: bool = False


class Total(NamedTuple):
    """Figures of one metric, one unit and one period, and what they come to."""

    key: str
    unit: str
    period: str
    amount: Decimal
    parts: tuple[Reported, ...]


class Apart(NamedTuple):
    """A figure that is in no total, why, and the record that reports it again where there is one."""

    figure: Reported
    reason: str
    continued_by: Key | None = None


@frozen
class Tally:
    """Every figure reported to a programme: in one total, or apart with the reason."""

    totals: tuple[Total, ...]
    apart: tuple[Apart, ...]


def tally(measures: Sequence[Measure], reported: Iterable[Reported], continues: Mapping[Key, frozenset[Key]]) -> Tally:
    """Add up what agrees in metric, unit and period; of records that continue one another only the last counts.

    `continues` gives, for each record, all records that it continues, near and far.
    """
    units = {measure.key: measure.unit for measure in measures}
    groups: dict[tuple[str, str], list[Reported]] = {}
    apart: list[Apart] = []
    for figure in sorted(reported):
        reason = _why_not(figure, units)
        if reason:
            apart.append(Apart(figure, reason))
        else:
            groups.setdefault((figure.key, figure.period), []).append(figure)
    totals = []
    order = [measure.key for measure in measures]
    for key, period in sorted(groups, key=lambda one: (order.index(one[0]), _newest_first(one[1]))):
        counted = []
        for figure in groups[key, period]:
            later = next((one for one in groups[key, period] if _goes_before(figure.by, one.by, continues)), None)
            if later is None:
                counted.append(figure)
            else:
                apart.append(Apart(figure, "后来的记录续报了这个数，只计后来的", later.by))
        total = sum((amount(figure.value) or Decimal(0) for figure in counted), Decimal(0))
        totals.append(Total(key, units[key], period, total, tuple(counted)))
    return Tally(tuple(totals), tuple(sorted(apart)))


def _why_not(figure: Reported, units: Mapping[str, str]) -> str:
    """Say why a figure cannot be added to others, or ''."""
    if figure.key not in units:
        return "不是这个平台统计的指标"
    if figure.is_shared:
        return "这条记录同时属于几个平台，数字没有分开"
    if figure.unit != units[figure.key]:
        written = f"单位写的是「{figure.unit}」" if figure.unit else "没有写单位"
        return f"{written}，平台按「{units[figure.key]}」统计"
    if amount(figure.value) is None:
        return "不是确数"
    return "" if figure.period else "年份未载，不知道该和哪些相加"


def _goes_before(one: Key, other: Key, continues: Mapping[Key, frozenset[Key]]) -> bool:
    """Whether another record continues one; of two that continue each other the first by name goes before."""
    if one not in continues.get(other, ()):
        return False
    return other not in continues.get(one, ()) or one < other


def _newest_first(period: str) -> tuple[int, int, str]:
    year, _, told = period.partition("年（")
    known = [said for said in PRECISIONS if told.startswith(said)]
    return (-int(year) if year.isdigit() else 0, PRECISIONS.index(known[0]) if known else 0, period)


def tally_of(portal: Portal, programme: Item) -> Tally:
    """Return what the listed records of a programme report."""
    record: Any = programme.record
    items = [item for item in portal.by_programme.get(programme.id, ()) if item.kind in REPORTING]
    reported = [figure for item in items if not item.visibility.is_summary_only for figure in _reported(item)]
    return tally(record.metrics, reported, {item.key: _continued(portal, item) for item in items})


def _reported(item: Item) -> list[Reported]:
    record: Any = item.record
    period, is_shared = period_of(record), len(record.programmes) > 1
    return [Reported(item.key, one.key, one.value, one.unit or "", period, is_shared) for one in record.metrics]


def period_of(record: Any) -> str:
    """Return the period of a record's figures: a year by how precisely it is dated, a span, or '' where no year is known.

    What is dated to the day is never added to what is told of a whole month or year: the one may hold the other.
    """
    start, end = record.happened(), record.given("end")
    if start is None:
        return record.given("period") or ""
    if start.year is None:
        return ""
    if isinstance(end, PartialDate) and end.year != start.year:
        return f"{start}至{end}"
    told = PRECISIONS[0 if start.day else 1 if start.month else 2]
    return f"{start.year}年（{told}的）"


def _continued(portal: Portal, item: Item) -> frozenset[Key]:
    """Return all records that one continues: what it follows and what it rests on, near and far."""
    found: set[Key] = set()
    waiting = [item]
    while waiting:
        for key in _before(waiting.pop()):
            if key not in found and (earlier := portal.item(*key)):
                found.add(key)
                waiting.append(earlier)
    return frozenset(found)


def _before(item: Item) -> list[Key]:
    followed: list[Key] = [("activity", id) for id in item.record.given("follows", ())]
    rested = [evidence_key(evidence.record) for evidence in item.record.evidence]
    return followed + [key for key in rested if key and key[0] in REPORTING]
