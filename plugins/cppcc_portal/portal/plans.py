"""Plans: what a topic of a consultation plan says of itself, held against the activities that carry it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.records.kinds.activity import Activity
from cppcc_portal.records.kinds.plan_topic import CARRIED_OUT, PLANNED, PlanTopic

# Which word of a recommendation bears out a word of a topic that speaks of results.
_BORNE_OUT = {"成果已报送": "已报送", "已批示": "已批示", "已采纳": "已采纳", "已落实": "已落实"}


@frozen(slots=False)
class Discrepancy:
    """Where a topic and its activities do not agree: the field, what readers and editors are told, and the cure.

    `is_open` says that an editor can do something about it; an explained delay is told to readers only.
    """

    key: str
    what: str
    cure: str
    is_open: bool = True


def discrepancies(portal: Portal, item: Item) -> tuple[Discrepancy, ...]:
    """Return where a topic and the public activities that name it do not agree, as of the day of the build."""
    topic = item.record
    assert isinstance(topic, PlanTopic)
    held = [one for one in portal.by_topic.get(item.id, ()) if one.record.happened()]
    if not portal.by_topic.get(item.id):
        return tuple(_without_activity(portal, item, topic))
    return (*_contradicted(portal, topic, held), *_late(topic, held), *_without_result(portal, item, topic))


def began(held: Iterable[Item]) -> PartialDate | None:
    """Return when a topic was first dealt with: the activity that was certainly over the earliest."""
    days = [date for one in held if (date := one.record.happened())]
    return min(days, key=lambda date: (date.latest, str(date)), default=None)


def _without_activity(portal: Portal, item: Item, topic: PlanTopic) -> Iterator[Discrepancy]:
    cure = f"在承办它的活动里加上 plan_topic: [{item.id}]"
    if topic.state in CARRIED_OUT:
        what = f"状态是「{topic.state}」，还没有活动记录写明承办这个议题"
        yield Discrepancy("state", what, f"{cure}；没有开展就改回 state: 计划")
    if topic.state in PLANNED and topic.schedule and topic.schedule.latest < portal.settings.as_of:
        what = f"计划的时间（{topic.schedule.chinese}）已过，还没有活动记录写明承办这个议题"
        yield Discrepancy("schedule", what, f"{cure}；没有办就写 state: 调整（或 取消）和 adjusted: 说明")


def _contradicted(portal: Portal, topic: PlanTopic, held: list[Item]) -> Iterator[Discrepancy]:
    days = [date for one in held if (date := one.record.happened()) and date.latest <= portal.settings.as_of]
    if topic.state in PLANNED and days:
        what = f"状态还是「{topic.state}」，承办它的活动已经有了"
        yield Discrepancy("state", what, "改成 state: 已开展")
    if topic.state == "取消" and days:
        cure = "改正 state，或删去那次活动里的 plan_topic"
        yield Discrepancy("state", "状态是「取消」，却有承办它的活动", cure)


def _late(topic: PlanTopic, held: list[Item]) -> Iterator[Discrepancy]:
    first = began(held)
    if first is None or topic.schedule is None or first.earliest <= topic.schedule.latest:
        return
    what = f"比计划晚：计划{topic.schedule.chinese}，第一次活动在{first.chinese}"
    yield Discrepancy("schedule", what, "加上 adjusted: 推迟的原因；或改正日期", is_open=topic.adjusted is None)


def _without_result(portal: Portal, item: Item, topic: PlanTopic) -> Iterator[Discrepancy]:
    word = _BORNE_OUT.get(topic.state)
    if word is None or topic.results:
        return
    for one in portal.by_topic.get(item.id, ()):
        if isinstance(one.record, Activity):
            for recommendation in one.record.recommendations:
                if any(step.state == word for step in recommendation.steps):
                    return
    what = f"状态是「{topic.state}」，还没有成果记录，也没有一条建议写到「{word}」"
    yield Discrepancy("state", what, "加上 results: [achievements/编号]，或在活动的建议里写明进展")
