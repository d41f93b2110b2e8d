"""The pattern page: every block in every state, printed by the real macros; `test-output/patterns.html` shows a change."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from browsing import DESK, OUTPUT, PHONE, PREFIX, REPOSITORY, Handler, Server, Visit, watched
from playwright.sync_api import Browser

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.outputs.press import Press
from cppcc_portal.outputs.stylesheet import stylesheet
from cppcc_portal.portal.counters import Chapter, Counter
from cppcc_portal.portal.periods import Period
from cppcc_portal.records.activity import Recommendation
from cppcc_portal.records.fields import Correction
from cppcc_portal.sources.bodies import body_of
from cppcc_portal.views.articles import Download, EvidenceRow, Related
from cppcc_portal.views.chain import Station
from cppcc_portal.views.charts import bar_chart, month_chart
from cppcc_portal.views.counts import Cell, CountOf, Listed, columns_of, count_list
from cppcc_portal.views.downward import downward
from cppcc_portal.views.entry import Entry, MemberCard, Named, Picture, when
from cppcc_portal.views.facts import Fact
from cppcc_portal.views.figures import Figure, FigureRow
from cppcc_portal.views.follow_up import Recommended, way
from cppcc_portal.views.head import FeedFile, FeedLinks
from cppcc_portal.views.plans import TopicRow
from cppcc_portal.views.sheets import table_of
from cppcc_portal.views.strip import strip_of
from cppcc_portal.views.suggestions import SuggestionCard

pytestmark = pytest.mark.browser

THEME = REPOSITORY / "theme_overrides"
UNIT, MEMBER = Named("北宿镇政协联络室", "units/beisu/"), Named("王德清", "members/wang-deqing/")
WORDS = """\
第一段有[链接](https://example.org/)、**着重**和脚注[^1]，也有很长的网址 https://example.org/a/very/long/address/without/any/break/at/all 。

## 小标题

- 一项
- 另一项

1. 先
2. 后

> 引文另起，左边一条线。

| 指标 | 数目 |
| :--- | ---: |
| 走访 | 12 |

[^1]: 脚注写依据。
"""


def entry(id: str, date: str | None, **more: Any) -> Entry:
    day = PartialDate.parse(date) if date else None
    plain = Entry(
        "activity", "活动", id, "委员联络室组织委员看发展", f"activities/{id}/", "调研", day, when(day),
        PartialDate.parse("2026-11-23"), None, "委员们看了三个村的公路和一座水库。", UNIT, "beisu", None,
        (MEMBER,), ("wang-deqing",), (), (), (), None, None, None, "", id,
    )  # fmt: skip
    return replace(plain, **more)


def card(name: str, **more: Any) -> MemberCard:
    plain = MemberCard(
        name, name, f"members/{name}/", name[0], "Mou Jia", "mj", UNIT, ("第五届委员",), None, False, "", "修好了一条路"
    )
    return replace(plain, **more)


def chains() -> tuple[tuple[str, tuple[Station, ...]], ...]:
    """A matter on its way, one that is late, one that is done, and how many came how far."""
    way = ("提交", "立案", "交办", "办理", "答复", "反馈", "办结")
    day = PartialDate.parse
    done = tuple(Station(label, "reached", day(f"2026-{month:02d}-12")) for month, label in enumerate(way, 1))
    present = replace(done[3], state="present", note="市农业农村局主办，市水务局会办")
    late = replace(present, date=day("2026"), overdue="已过办理期限，应于2026年6月30日前办复")
    ahead = tuple(Station(label, "ahead") for label in way[4:])
    counted = tuple(Station(label, "reached", count=126 - 9 * n, address="list/") for n, label in enumerate(way[:6]))
    return (
        ("正在办理", (*done[:3], present, *ahead)),
        ("已经逾期", (*done[:3], late, *ahead)),
        ("已经办结", done),
        ("逐步数目", counted),
    )


def tallies(entries: list[Entry]) -> dict[str, Any]:
    """Tables of counts with and without parts of the year, a list, and each sort of chart."""
    year = Period(2025)
    activities = Counter("activities", "活动", "全部活动和会议的记录，一条计一次", Chapter.WHOLE, "次", "activity")
    advice = Counter(
        "adopted", "被采纳的建议", "状态为已采纳的建议，一条计一条", Chapter.DELIBERATION, "条", "activity"
    )
    empty = Counter("chairpersons", "主席会议", "会议类型为「主席会议」的记录", Chapter.DELIBERATION, "次", "activity")
    whole = CountOf(activities, tuple(Listed(one, "") for one in entries), 3)
    vague = (Listed(entry("v", "2025"), "修复三个村的通村公路，先修雨天走不了的两段"),)
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
            table_of(columns_of(year, (one.date for one in entries)), counts, addresses, True),
            table_of(columns_of(year, ()), counts[1:], addresses, False),
        ),
        "counted": count_list(year, CountOf(activities, (*whole.found[:4], *vague), 0), "counted"),
        "rows": vague,
        "charts": tuple(
            Figure(one, one.title, "按编号排列。", ("机构", "活动", "成果"), (FigureRow(UNIT, cells),), "a.csv")
            for one in charts
        ),
    }


def suggestions(one: Entry, photo: Picture) -> tuple[SuggestionCard, ...]:
    """A small matter that is settled, with a picture, and one of which little is known."""
    problem, reply = "村口两处路基下沉，雨天难走，学生上学要绕行。", "已列入本月养护，两周内修复。"
    return (
        SuggestionCard(one, problem, "镇交通站", reply, "已解决", photo),
        SuggestionCard(replace(one, mark="摘要公开", unit=None, when=None, members=()), "", "", None, "待办", None),
    )


def topics(entries: tuple[Entry, ...]) -> tuple[TopicRow, ...]:
    """A topic that agrees with its activities, one that does not, and one of which the source is silent."""
    procedure = "3月调研，5月召开协商会，6月报送意见，年底通报采纳和落实情况"
    late = (
        "比计划晚：计划2025年4月至6月，第一次活动在2025年9月5日",
        "状态是「已采纳」，还没有成果记录，也没有一条建议写到「已采纳」",
    )
    return (
        TopicRow(entries[0], 1, procedure, "专题协商会", "2025年4月至6月", "人口资源环境委员会", "已开展", (), 2),
        TopicRow(
            entries[5], 2, procedure, "专题议政性常务委员会会议", "2025年4月至6月", "提案委员会", "已采纳", late, 1
        ),
        TopicRow(replace(entries[2], mark="已归档"), 12, "未载", "未载", "未载", "未载", "计划", (), 0),
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
    found = map(Recommendation.model_validate, written)
    return tuple(Recommended(one.text, one.to, one.state or "", way(one)) for one in found)


def view() -> SimpleNamespace:
    """Every state that a block has."""
    photo = Picture("assets/favicon.svg", 300, 400, "王德清在水库边", "摄影：某某", "image/svg+xml", 1000)
    entries = (
        entry("day", "2025-06-09"),
        entry("month", "2025-06", mark="已归档"),
        entry("year", "2025", type_label="专题议政性常务委员会会议"),
        entry("decade", "202X", unit=None, members=()),
        entry("undated", None, type_label=None, summary=""),
        entry("long", "2025-12-31", title="关于进一步做好某某地区扶贫车间稳定用工和市场开拓工作的若干意见和建议" * 2),
    )
    months = [entry(f"m{n}", f"2025-{1 + n * 7 % 12:02d}") for n in range(30)]
    crowded = [entry(f"c{n}", f"2024-{1 + n % 3:02d}") for n in range(200)]
    related = Related(entries[0], entries[5], (), entries[:2], entries[2:4], (), ())
    prose, problems = body_of(WORDS, "patterns.md")
    assert problems == ()
    return SimpleNamespace(
        crumbs=(Named("首页", ""), Named("履职动态", "timeline/")),
        pictured=card("王德清", photo=photo),
        entries=entries,
        chains=chains(),
        groups=(
            SimpleNamespace(anchor="p-list", size=12, label="已解决"),
            SimpleNamespace(anchor="p-list", size=1, label="办理中"),
        ),
        suggestions=suggestions(entries[0], photo),
        topics=topics(entries),
        follow_ups=follow_ups_of_every_state(),
        strips=(strip_of(2025, [*months, entry("x", "2025")]), strip_of(2024, crowded)),
        cards=(card("某甲"), card("欧阳某乙", is_past=True), card("某丙", unit=None, deed=""), card("丁", photo=photo)),
        figures=((5, "位委员"), (12345, "项活动"), (0, "篇文史")),
        corrections=(Correction(date=PartialDate.parse("2026-11-23"), what="到会人数由20人改为18人"),),
        attachments=(Download("会议日程", "files/a.pdf", "34 KB", "PDF"),),
        related=related,
        facts=(Fact("人物", (MEMBER, Named("某乙"))), Fact("地点", (Named("北宿镇"),))),
        evidence=(
            EvidenceRow("年度工作总结", "第三节", None, None),
            EvidenceRow("公开报道", None, "https://example.org/", None),
            EvidenceRow("会议记录", None, None, Named("联络会议", "activities/day/")),
        ),
        feeds=FeedLinks("订阅", (FeedFile("RSS", "application/rss+xml", "feeds/a.rss.xml"),)),
        prose=prose.html,
        **tallies(months),
        titles=tuple(
            (title, downward(title)) for title in ("我所经历的干渠工程", "1949年9月的十天", "政协云App使用记")
        ),
    )


@pytest.fixture(scope="module")
def patterns() -> Path:
    """The pattern page, written beside the style and script it needs."""
    assets = OUTPUT / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    for file in (THEME / "assets").glob("*.*"):
        shutil.copy(file, assets)
    styles = stylesheet((THEME,))
    assert styles is not None
    (assets / "portal.css").write_text(styles.make(*styles.of), "utf-8")
    press = Press((Path(__file__).parent / "patterns", THEME))
    page = OUTPUT / "patterns.html"
    page.write_text(press.render("patterns.html", view(), "./"), "utf-8")
    return page


@pytest.fixture(scope="module")
def window(browser: Browser, patterns: Path) -> Iterator[Visit]:
    """A window before the pattern page."""
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(OUTPUT)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
    yield watched(context, f"http://127.0.0.1:{server.server_port}{PREFIX}")
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("mode", ["plain", "elder"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_block_in_every_state_is_drawn_without_a_fault(
    window: Visit, size: dict[str, int], scheme: Any, mode: str
) -> None:
    window.page.set_viewport_size(size)  # type: ignore[arg-type]
    window.page.emulate_media(color_scheme=scheme)
    page = window.go("patterns.html")
    page.evaluate("on => document.documentElement.toggleAttribute('data-zx-elder', on)", mode == "elder")
    window.picture(f"patterns-{size['width']}-{scheme}-{mode}")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert window.faults == []


def test_the_pattern_page_shows_every_part_there_is() -> None:
    files = sorted((THEME / "portal" / "parts").glob("*.html"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    names = {line.split()[2].split("(")[0] for line in lines if line.startswith("{% macro ")}
    page = (Path(__file__).parent / "patterns" / "patterns.html").read_text("utf-8")
    inner = {"date_column", "named"}
    assert {name for name in names - inner if f".{name}(" not in page} == set()


def test_a_chain_lies_where_there_is_room_and_stands_where_there_is_none(window: Visit) -> None:
    page = window.go("patterns.html")
    chain = page.get_by_role("list", name="已经逾期")
    stations = chain.get_by_role("listitem")
    for size, is_lying in ((DESK, True), (PHONE, False)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        tops = {round(stations.nth(n).bounding_box()["y"]) for n in range(7)}  # type: ignore[index]
        assert (len(tops) == 1) is is_lying
    assert chain.locator("[aria-current=step]").inner_text().split()[:2] == ["办理", "进行中"]
    assert "已过办理期限" in chain.inner_text()
    assert stations.nth(0).inner_text().split()[:2] == ["提交", "已完成"]


def test_a_square_of_the_strip_leads_to_its_record_and_a_table_tells_the_same(window: Visit) -> None:
    page = window.go("patterns.html")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    strip = page.get_by_role("group", name="2025年逐月记录")
    assert strip.locator(".zx-strip__month").count() == 12
    assert strip.locator(".zx-strip__square").count() == 30
    assert strip.locator(".zx-strip__square").first.get_attribute("href") == "./activities/m0/"
    strip.get_by_text("按月看数目").click()
    counts = strip.locator("tbody td").all_inner_texts()
    assert len(counts) == 12 and sum(int(text.split()[0]) for text in counts if text != "无") == 30
    assert "共 30 条；另有 1 条月份不详" in strip.locator(".zx-strip__caption").inner_text()
