"""Plans (协商计划): the plan of a year in its five prescribed columns, and what became of each topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cppcc_portal.foundation.frozen import fields, frozen
from cppcc_portal.portal.item import Item, evidence_key
from cppcc_portal.portal.plans import began, discrepancies
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.kinds.plan_topic import UNTOLD, PlanTopic
from cppcc_portal.records.registry import KIND
from cppcc_portal.views.articles.articles import ArticleView, article_view
from cppcc_portal.views.blocks.chain import Station
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import FeedLinks, Head, SiteView, column_metas, feed_links, head
from cppcc_portal.views.consultation.follow_up import Recommended, recommended
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.duty.timeline import YearLink
from cppcc_portal.views.recipe import MarkRecipe, Recipe

COLUMN = "plans"
UNSHOWN = "未公开"
# The way of every topic; preparing (筹备) and instructions (批示) are stations only of a topic that stands there.
WAY = ("计划", "已开展", "成果已报送", "已采纳", "已落实")


@frozen
class TopicRow:
    """A topic as a row of the plan: the five columns, its state, and where plan and activities do not agree."""

    entry: Entry
    no: int
    procedure: str
    organization: str
    schedule: str
    lead: str
    state: str
    mark: str
    notes: tuple[str, ...]
    activities: int


@frozen
class UnitPlan:
    """The plan of one unit for a year."""

    unit: Named | None
    rows: tuple[TopicRow, ...]


@frozen
class PlanView:
    """The plans of a year."""

    template: str
    head: Head | None
    crumbs: tuple[Named, ...]
    title: str
    years: tuple[YearLink, ...]
    plans: tuple[UnitPlan, ...]
    feeds: FeedLinks | None

    @property
    def count(self) -> int:
        """How many topics there are."""
        return sum(len(plan.rows) for plan in self.plans)


class Became(NamedTuple):
    """What became of a topic: its way, its activities, what they recommended, what came of it, what does not agree."""

    stations: tuple[Station, ...]
    notes: tuple[str, ...]
    activities: tuple[Entry, ...]
    recommendations: tuple[tuple[Recommended, Entry], ...]
    results: tuple[Entry, ...]


@frozen
class TopicView(ArticleView):
    """A topic's page: an article with what became of it."""

    became: Became
    adjusted: str | None


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield a page for each year's plan, and the mark of the column, which shows the newest."""
    portal, site = context.portal, context.site
    years: dict[int, list[Item]] = {}
    for item in portal.of_kind("plan_topic"):
        assert isinstance(item.record, PlanTopic)
        years.setdefault(item.record.year, []).append(item)
    order = sorted(years, reverse=True)
    title = KIND["plan_topic"].title
    crumbs = (Named("首页", portal.routes.page("")), Named(title, portal.routes.column(COLUMN)))

    def links(current: int) -> tuple[YearLink, ...]:
        address = portal.routes.year
        return tuple(
            YearLink(f"{year}年", address("plan_topic", str(year)), len(years[year]), year == current) for year in order
        )

    for year in order:
        address = portal.routes.year("plan_topic", str(year))
        of = (site, f"{year}年度协商计划", _plans(context, years[year]), links(year), crumbs, address)
        yield Recipe(file_of(address), "page", year_view, of, COLUMN)
    newest = order[0] if order else 0
    feeds = feed_links(site, f"{site.name}：{KIND['plan_topic'].label}", KIND["plan_topic"].folder)
    named = f"{newest}年度协商计划" if newest else title
    yield MarkRecipe(
        COLUMN, "part", column_view, (named, _plans(context, years.get(newest, [])), links(newest), crumbs, feeds)
    )


def _plans(context: ViewContext, items: list[Item]) -> tuple[UnitPlan, ...]:
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.record.unit or "", []).append(item)
    return tuple(
        UnitPlan(
            context.named("unit", unit) if unit else None,
            tuple(sorted((_row(context, item) for item in grouped[unit]), key=lambda row: (row.no, row.entry.id))),
        )
        for unit in sorted(grouped)
    )


def _row(context: ViewContext, item: Item) -> TopicRow:
    topic, portal = item.record, context.portal
    assert isinstance(topic, PlanTopic)
    notes = tuple(found.what for found in discrepancies(portal, item))
    held = len(_activities(context, item))
    entry, mark = context.entry(item), item.visibility.mark
    if item.visibility.is_summary_only:
        return TopicRow(entry, topic.no, UNSHOWN, UNSHOWN, UNSHOWN, UNSHOWN, topic.state, mark, notes, held)
    schedule = topic.schedule.chinese if topic.schedule else UNTOLD
    return TopicRow(
        entry, topic.no, topic.procedure, topic.organization, schedule, topic.lead, topic.state, mark, notes, held
    )


def _activities(context: ViewContext, item: Item) -> tuple[Item, ...]:
    """Return the activities with a page that carry out a topic, the earliest first."""
    return tuple(one for one in context.portal.by_topic.get(item.id, ()) if one.kind in context.portal.shown)


def column_view(
    title: str,
    plans: tuple[UnitPlan, ...],
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    feeds: FeedLinks | None,
) -> PlanView:
    """Return the newest plan for the column's hand-written page."""
    return PlanView("portal/plans.html", None, crumbs, title, years, plans, feeds)


def year_view(
    site: SiteView,
    title: str,
    plans: tuple[UnitPlan, ...],
    years: tuple[YearLink, ...],
    crumbs: tuple[Named, ...],
    address: str,
) -> PlanView:
    """Return the plans of one year."""
    count = sum(len(plan.rows) for plan in plans)
    description = f"{title}的议题、实施程序、组织形式、时间安排、牵头或负责单位，共 {count} 个议题。"
    metas = column_metas(title, description, "协商计划 协商议题", "工作动态")
    page_head = head(site, title, description, address, crumbs=crumbs, metas=metas)
    return PlanView("portal/plans.html", page_head, crumbs, title, years, plans, None)


def became(context: ViewContext, item: Item) -> tuple[Became]:
    """Return what became of a topic, for its page."""
    topic, portal = item.record, context.portal
    assert isinstance(topic, PlanTopic)
    held = _activities(context, item)
    keys = () if item.visibility.is_summary_only else (evidence_key(result) for result in topic.results)
    results = tuple(one for key in keys if key and (one := portal.item(*key)) and _is_listed(context, one))
    return (
        Became(
            way(topic, held),
            tuple(found.what for found in discrepancies(portal, item)),
            context.entries(held),
            tuple((one, context.entry(activity)) for activity in held for one in recommended(activity)),
            context.entries(results),
        ),
    )


def topic_view(*given: Any) -> TopicView:
    """Return the page of one topic; given is what `article_view` is given, and a `Became`."""
    base, item = article_view(*given[:-1]), given[1]
    own = {name: getattr(base, name) for name in fields(base)} | {"template": "portal/plan_topic.html"}
    adjusted = None if item.visibility.is_summary_only else item.record.adjusted
    return TopicView(**own, became=given[-1], adjusted=adjusted)


def _is_listed(context: ViewContext, item: Item) -> bool:
    return item.visibility.is_listed and item.kind in context.portal.shown


def way(topic: PlanTopic, held: tuple[Item, ...]) -> tuple[Station, ...]:
    """Return the stations of a topic: those that it must have passed, the one where it stands, and those ahead."""
    first = began(held)
    labels = list(WAY)
    if topic.state not in labels:
        before = {"筹备": "计划", "已批示": "成果已报送", "调整": "计划", "取消": "计划"}[topic.state]
        labels.insert(labels.index(before) + 1, topic.state)
    if topic.state == "取消":
        labels = labels[: labels.index(topic.state) + 1]
    stands = labels.index(topic.state)
    stations = []
    for place, label in enumerate(labels):
        state = "ahead" if place > stands else "present" if label == "筹备" else "reached"
        date = first if label == "已开展" and place <= stands else None
        stations.append(Station(label if place <= stands else label.removeprefix("已"), state, date))  # type: ignore[arg-type]
    return tuple(stations)
