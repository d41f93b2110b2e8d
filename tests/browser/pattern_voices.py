"""Small suggestions, topics of a plan and recommendations for the pattern page."""

from __future__ import annotations

from builders import valid

from cppcc_portal.foundation.frozen import replace
from cppcc_portal.records.kinds.activity import Recommendation
from cppcc_portal.views.blocks.entry import Entry
from cppcc_portal.views.blocks.pictures import Picture
from cppcc_portal.views.consultation.follow_up import Recommended, way
from cppcc_portal.views.consultation.plans import TopicRow
from cppcc_portal.views.consultation.suggestions import SuggestionCard


def suggestions(one: Entry, photo: Picture) -> tuple[SuggestionCard, ...]:
    """A small matter that is settled, with a picture, and one of which little is known."""
    problem, reply = "村口两处路基下沉，雨天难走，学生上学要绕行。", "已列入本月养护，两周内修复。"
    return (
        SuggestionCard(one, problem, "镇交通站", reply, "已解决", photo, ""),
        SuggestionCard(replace(one, unit=None, when=None, members=()), "", "", None, "待办", None, "摘要公开"),
    )


def topics(entries: tuple[Entry, ...]) -> tuple[TopicRow, ...]:
    """A topic that agrees with its activities, one that does not, and one of which the source is silent."""
    procedure = "3月调研，5月召开协商会，6月报送意见，年底通报采纳和落实情况"
    late = (
        "比计划晚：计划2025年4月至6月，第一次活动在2025年9月5日",
        "状态是「已采纳」，还没有成果记录，也没有一条建议写到「已采纳」",
    )
    return (
        TopicRow(entries[0], 1, procedure, "专题协商会", "2025年4月至6月", "人口资源环境委员会", "已开展", "", (), 2),
        TopicRow(
            entries[5], 2, procedure, "专题议政性常务委员会会议", "2025年4月至6月", "提案委员会", "已采纳", "", late, 1
        ),
        TopicRow(entries[2], 12, "未载", "未载", "未载", "未载", "计划", "已归档", (), 0),
    )


def follow_ups_of_every_state() -> tuple[Recommended, ...]:
    """A recommendation of which nobody tells, one put forward, one on its way with dates, one carried out."""
    steps = ({"state": "已报送", "date": "2025-06"}, {"state": "已采纳", "date": "2025-07-01", "by": "镇政府"})
    written = (
        {"text": "修复通村公路"},
        {"text": "修复通村公路", "to": "镇政府", "state": "已提出"},
        {"text": "修复通村公路，先修学生上学要走的两段", "to": "镇政府", "progress": list(steps)},
        {"text": "修复通村公路", "progress": [*steps, {"state": "落实中"}]},
        {"text": "修复通村公路", "progress": [*steps, {"state": "已落实", "date": "2025"}]},
    )
    found = (valid(Recommendation, one) for one in written)
    return tuple(Recommended(one.text, one.to, one.state or "", way(one)) for one in found)
