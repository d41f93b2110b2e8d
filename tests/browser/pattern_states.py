"""Every state that a block of the pages has, as views the real templates print."""

from __future__ import annotations

from types import SimpleNamespace

from pattern_entries import MEMBER, card, entry
from pattern_tallies import tallies
from pattern_voices import follow_ups_of_every_state, suggestions, topics

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import replace
from cppcc_portal.records.fields import Correction
from cppcc_portal.sources.bodies import body_of
from cppcc_portal.views.articles.articles import Download, EvidenceRow, Related
from cppcc_portal.views.blocks.chain import Station
from cppcc_portal.views.blocks.entry import Entry, MemberCard, Named
from cppcc_portal.views.blocks.facts import Fact
from cppcc_portal.views.blocks.head import FeedFile, FeedLinks
from cppcc_portal.views.blocks.pictures import Picture
from cppcc_portal.views.blocks.strip import strip_of
from cppcc_portal.views.duty.programmes import Part, Row, TallyView
from cppcc_portal.views.duty.timeline import Choice, Filter, TimelineView, YearLink, months_of
from cppcc_portal.views.history.downward import downward
from cppcc_portal.views.home import Count, HomeView
from cppcc_portal.views.people.directory import DirectorySection, DirectoryView, Order
from cppcc_portal.views.people.studios import RotaView, Shift, Turn
from cppcc_portal.views.proposals.column import FigureRow, Group, Tally
from cppcc_portal.views.proposals.lists import Row as Numbered

WORDS = """\
第一段有[链接](https://example.org/)、**着重**和脚注[^1]，也有很长的网址 https://example.org/a/very/long/address/without/any/break/at/all 。

## 小标题

- 一项
- 另一项
    1. 其中一步
    2. 再一步

       > 引文也可以在列表里。

       ```
       代码也可以
       ```

占地 20 m<sup>2</sup>，测的是 H~2~O，原写~~三里~~，<ruby>㴔<rt>duó</rt></ruby>河在村北，\\
换了一行。

1. 先
2. 后

> 引文另起，左边一条线。

| 指标 | 数目 |
| :--- | ---: |
| 走访 | 12 |

[^1]: 脚注写依据。
"""


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


def home(entries: tuple[Entry, ...], cards: tuple[MemberCard, ...], chain: tuple[Station, ...]) -> HomeView:
    """A home page with everything on it."""
    title = "我所经历的干渠工程"
    history = replace(entries[0], kind="history", title=title, type_label="口述", author="某甲口述，某乙整理")
    counts = tuple(Count(count, label, "list/") for count, label in ((5, "位委员"), (12345, "项活动"), (3, "篇文史")))
    addresses = ("timeline/", "members/", "history/", "notices/", "proposals/")
    return HomeView(
        "portal/home.html", entries[5], entries, cards, history, downward(title), entries[:3], entries[:5], counts,
        "第五届第四次会议", chain, *addresses,
    )  # fmt: skip


def timeline(entries: tuple[Entry, ...]) -> TimelineView:
    """A timeline with the index of its years and its filters."""
    years = tuple(YearLink(f"{year}年", "timeline/", 12, year == 2025) for year in range(2026, 2012, -1))
    filters = (Filter("kind", "类型", (Choice("调研", "调研", 3),)), Filter("unit", "机构", (Choice("a", "某某", 2),)))
    pages = tuple(YearLink(f"{month}月", "timeline/", 12, month == 6) for month in range(12, 0, -1))
    months, rest = months_of(entries, with_year=True), "更早的请点年份"
    return TimelineView("portal/timeline.html", None, (), "履职动态", years, pages, (), months, filters, 60, rest)


def directory(cards: tuple[MemberCard, ...]) -> DirectoryView:
    """A directory in stroke order."""
    orders = (Order("按姓氏笔画", "members/", True), Order("按拼音", "members/", False))
    sections = tuple(DirectorySection(f"{count} 画", f"s-{count}", cards) for count in (4, 15))
    return DirectoryView("portal/directory.html", None, (), "委员名录", orders, sections, 8, 2, "第十届")


def proposals_tally() -> Tally:
    """The figures of one session's proposals."""
    figures = (
        FigureRow("收到", Named("126", "list/"), "", "", ""),
        FigureRow("办复", Named("113", "list/"), "办复率", "100%", "交办 113 件"),
        FigureRow("逾期", Named("0"), "", "", ""),
    )
    groups = (Group("办理状态", (("办理中", Named("35", "list/")), ("办结", Named("71", "list/")))),)
    return Tally(Named("五届四次会议"), "proposals/", (), figures, groups, 2)


def owners() -> tuple[SimpleNamespace, SimpleNamespace]:
    """What only a programme's and only a studio's page shows."""
    parts = (Part("走访：12 户", MEMBER, "", None), Part("走访：9 户", MEMBER, "同一件事只计一次", MEMBER))
    sums = TallyView("", (Row("走访", "2020年", "21", "户", "sum-1", parts),), parts[1:], ("座谈",))
    shifts = (Shift("每月第一个星期一", "9:00—11:00", MEMBER, "带上证件"),)
    turns = (Turn("2026-12-07", "2026年12月7日", "星期一", "", MEMBER),)
    rota = RotaView("", "镇文化站二楼", ("来访必登记", "件件有回音"), shifts, turns, "studios/a.ics")
    return tuple(SimpleNamespace(around=SimpleNamespace(own=own)) for own in (sums, rota))  # type: ignore[return-value]


def view() -> SimpleNamespace:
    """Every state that a block has."""
    photo = Picture(
        "assets/favicon.svg", 300, 400, "王德清在水库边", "摄影：某某", "image/svg+xml", 1000, "assets/favicon.svg"
    )
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
    cards = (card("某甲"), card("欧阳某乙", is_past=True), card("某丙", unit=None, deed=""), card("丁", photo=photo))
    tally, rota = owners()
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
        cards=cards,
        home=home(entries, cards, chains()[-1][1]),
        timeline=timeline(entries),
        directory=directory(cards),
        proposals=proposals_tally(),
        numbered=(
            Numbered(entries[0], 12, ("王德清", "刘保猛"), "市农业农村局主办，市水务局会办", "2026年6月30日前办复"),
            Numbered(entries[5], 126, (), ""),
        ),
        tally=tally,
        rota=rota,
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
