"""Plans and what became of them: a topic and the activities that name it agree, and no number stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.portal.item import Item
from cppcc_portal.portal.plans import discrepancies
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.records.kinds.plan_topic import PlanTopic


def plans_and_activities_agree(portal: Portal) -> Iterator[Fault]:
    """A topic that its activities contradict, or that nothing carried out in time, is reminded of."""
    if any(kind == "activity" for kind, _ in portal.unread):
        return  # what carries a topic out may be among what could not be read
    for item in portal.to_check:
        if item.kind == "plan_topic" and item.visibility.is_listed:
            for found in discrepancies(portal, item):
                if found.is_open:
                    yield Fault(item.path, (found.key,), found.what, found.cure, is_error=False)


def topics_have_numbers_of_their_own(portal: Portal) -> Iterator[Fault]:
    """Within one unit's plan of a year no number (序号) stands twice."""
    taken: dict[tuple[str | None, int, int], Item] = {}
    for item in sorted(portal.to_check, key=lambda item: (item.status == "draft", item.path)):
        if item.kind == "plan_topic" and isinstance(item.record, PlanTopic) and not item.visibility.is_stub:
            first = taken.setdefault((item.record.unit, item.record.year, item.record.no), item)
            if first is not item:
                what = f"{item.record.year}年计划的序号 {item.record.no} 和 {first.path} 重复"
                yield Fault(item.path, ("no",), what, "改其中一个的 no（序号）")
