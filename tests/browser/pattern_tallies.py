"""Counts, their tables, lists and charts for the pattern page."""

from __future__ import annotations

from typing import Any

from pattern_entries import UNIT, entry

from cppcc_portal.portal.counters import Chapter, Counter
from cppcc_portal.portal.periods import Period
from cppcc_portal.views.blocks.charts import bar_chart, month_chart
from cppcc_portal.views.blocks.entry import Entry
from cppcc_portal.views.figures.count_tables import table_of
from cppcc_portal.views.figures.counts import Cell, CountOf, Listed, columns_of, count_list
from cppcc_portal.views.figures.year_charts import Figure, FigureRow


def tallies(entries: list[Entry]) -> dict[str, Any]:
    """Tables of counts with and without parts of the year, a list, and each sort of chart."""
    year = Period(2025)
    activities = Counter("activities", "活动", "全部活动和会议的记录，一条计一次", Chapter.WHOLE, "次", "activity")
    advice = Counter(
        "adopted", "被采纳的建议", "状态为已采纳的建议，一条计一条", Chapter.DELIBERATION, "条", "activity"
    )
    empty = Counter("chairpersons", "主席会议", "会议类型为「主席会议」的记录", Chapter.DELIBERATION, "次", "activity")
    whole = CountOf(activities, tuple(Listed(one, "", one.date) for one in entries), 3)
    unclear = entry("v", "2025")
    vague = (Listed(unclear, "修复三个村的通村公路，先修雨天走不了的两段", unclear.date),)
    counts = (whole, CountOf(advice, vague, 0), CountOf(empty, (), 0))
    addresses = dict.fromkeys(("activities", "adopted", "chairpersons"), "#activities")
    numbers = tuple(len([one for one in entries if one.date and one.date.month == month]) for month in range(1, 13))
    charts = (
        month_chart("c-m", "逐月", "活动逐月的数目。", (("活动", numbers), ("履职成果", (1, *[0] * 11)))),
        bar_chart(
            "c-u",
            "各机构",
            "各机构的数目。",
            (("北宿镇政协联络室", 12, 12), ("名称很长很长的一个专门委员会办公室综合科", 1, 9)),
        ),
    )
    cells = (Cell(12, "#activities"), Cell(0, ""))
    return {
        "cells": cells,
        "tables": (
            table_of(columns_of(year, counts), counts, addresses, True),
            table_of(columns_of(year, ()), counts[1:], addresses, False),
        ),
        "counted": count_list(year, CountOf(activities, (*whole.found[:4], *vague), 0), "counted"),
        "rows": vague,
        "charts": tuple(
            Figure(one, one.title, "按编号排列。", ("机构", "活动", "成果"), (FigureRow(UNIT, cells),), "a.csv")
            for one in charts
        ),
    }
