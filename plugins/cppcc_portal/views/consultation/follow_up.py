"""Follow-up (建议办理): how far each recommendation of an activity came, as a chain of what is known of its way."""

from __future__ import annotations

from cppcc_portal.foundation.frozen import frozen, replace
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds.activity import Activity, Recommendation
from cppcc_portal.views.blocks.chain import Station

PUT, GOING_ON, DONE = "已提出", "落实中", "落实"
# From these words a recommendation has still to be carried out; of any other word nobody knows what comes next.
ON_ITS_WAY = (PUT, "已报送", "已批示", "已采纳")


@frozen
class Recommended:
    """One recommendation: its words, to whom, where it stands, and its way; no way when it was only put forward."""

    text: str
    to: str | None
    state: str
    stations: tuple[Station, ...]


def recommended(item: Item) -> tuple[Recommended, ...]:
    """Return how far the recommendations of an activity came, as far as the public may know."""
    if item.visibility.is_summary_only or not isinstance(item.record, Activity):
        return ()
    return tuple(Recommended(one.text, one.to, one.state or "", way(one)) for one in item.record.recommendations)


def way(one: Recommendation) -> tuple[Station, ...]:
    """Return the stations of a recommendation: only those that are known, and being carried out as what is ahead."""
    steps = one.steps
    if not steps or steps[-1].state == PUT:
        return ()
    stations = [] if steps[0].state == PUT else [Station("提出", "reached")]
    stations += [Station(step.state, "reached", step.date, step.by or "") for step in steps]
    if steps[-1].state == GOING_ON:
        stations[-1] = replace(stations[-1], label=DONE, state="present")
    elif steps[-1].state in ON_ITS_WAY:
        stations.append(Station(DONE, "ahead"))
    return tuple(stations)
