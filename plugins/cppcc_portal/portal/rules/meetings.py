"""Meetings: ordinals (第N次) of one type, term and unit run on without gap or double."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.records.kinds.activity import Activity


def ordinals_run_on(portal: Portal) -> Iterator[Fault]:
    """A gap or a double in the ordinals of meetings of the same type, term and unit is reminded of."""
    series: dict[tuple[str, str, str], dict[int, Item]] = {}
    # One that changed may be of any series.
    among = portal.items.values() if any(item.ordinal is not None for item in portal.to_check) else ()
    for item in sorted((item for item in among if item.ordinal is not None), key=lambda item: item.path):
        record = item.record if item.kind == "activity" and not item.visibility.is_stub else None
        if not isinstance(record, Activity) or record.ordinal is None:
            continue
        held = series.setdefault((record.unit or "", record.term or "", record.meeting_type or ""), {})
        if record.ordinal in held:
            what = f"{record.term}{record.meeting_type}第 {record.ordinal} 次和 {held[record.ordinal].path} 重复"
            yield Fault(record.path, ("ordinal",), what, "检查两条记录的 ordinal（第几次）", is_error=False)
        held.setdefault(record.ordinal, item)
    for (_, term, meeting_type), held in series.items():
        for before, after in zip(sorted(held), sorted(held)[1:], strict=False):
            if after - before > 1:
                what = f"{term}{meeting_type}缺第 {before + 1} 次" + (
                    f"到第 {after - 1} 次" if after - before > 2 else ""
                )
                yield Fault(held[after].path, ("ordinal",), what, "补上缺的记录，或检查 ordinal", is_error=False)
