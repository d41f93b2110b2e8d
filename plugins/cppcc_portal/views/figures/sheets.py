"""Data sheets (工作总结数据单): what a unit did in a year, every figure a link to the list it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.portal.aggregates import Aggregates, Reported, active, count_all, months_over, quiet_months
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.periods import Period
from cppcc_portal.portal.routes import file_of
from cppcc_portal.views.blocks.entry import MemberCard, Named
from cppcc_portal.views.blocks.head import Head, SiteView, column_metas, head
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.figures.compared import Comparison, Told, comparisons, told_of
from cppcc_portal.views.figures.count_tables import CountTable, GridView, grid_of, has_unknown_months, table_of
from cppcc_portal.views.figures.counts import (
    CountList,
    CountOf,
    columns_of,
    count_list,
    counts_of,
)
from cppcc_portal.views.recipe import Lazy, Recipe

NOT_MERIT = "数字只反映本站已公开的记录，不代表履职质量。"
COLUMN = "sheets"


class MetricRow(NamedTuple):
    """A figure that a record states without a list behind it (仅有数字), as the record writes it."""

    key: str
    value: str
    unit: str
    source: Named


class Taken(NamedTuple):
    """The members of a unit in a year: those whom some public record of the year speaks of, and those whom none does."""

    active: tuple[MemberCard, ...]
    quiet: tuple[MemberCard, ...]


@frozen
class SheetView:
    """The data sheet of a unit and a year."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    title: str
    unit: Named
    period: str
    is_over: bool
    not_merit: str
    table: CountTable
    metrics: tuple[MetricRow, ...]
    quiet_months: tuple[str, ...] | None
    taken: Taken
    comparisons: tuple[Comparison, ...]
    lists: tuple[CountList, ...]
    csv: str
    correction_address: str


Given = tuple[
    SiteView, Named, Period, int, tuple[CountOf, ...], tuple[MetricRow, ...], Taken, tuple[Told, ...], tuple[Named, ...],
    tuple[str, str, str],
]  # fmt: skip


def crumbs_of(context: ViewContext) -> tuple[Named, ...]:
    """Return the way to the column of data sheets."""
    routes = context.portal.routes
    return (Named("首页", routes.page("")), Named("履职统计", routes.column(COLUMN)))


def sheet_recipes(context: ViewContext, aggregates: Aggregates, year: Period) -> Iterator[Recipe]:
    """Yield the sheet of each unit that did something in a year, as a page and as CSV."""
    routes = context.portal.routes
    seen = active(aggregates.by_year[year])
    over = months_over(year, context.portal.settings.as_of)
    touched = _touched(context)
    for unit, items in aggregates.by_unit.get(year, {}).items():
        named = context.named("unit", unit) if touched is None or unit in touched else None
        if named is None:
            continue
        address = routes.sheet(year.code, unit)
        file = f"sheets/{year.code.lower()}/{unit}.csv"
        undisclosed = aggregates.undisclosed(year, unit)
        members = aggregates.members_of(year, unit)
        summaries = told_of(context.portal, unit, year.code)
        told = [
            context.mark,
            aggregates.mark,
            repr((named, year, over, undisclosed, aggregates.reported(year, unit), summaries)),
        ]
        told += [context.anonymous(item).digest for item in items]
        told += [f"{context.cards[item.id]!r}{item.id in seen}" for item in members]
        places = (address, file, routes.column("contact"))
        give = partial(
            _given, context, aggregates, named, unit, year, over, items, undisclosed, members, seen, summaries, places
        )
        of = Lazy(" ".join(told), give)
        yield Recipe(file_of(address), "page", sheet_view, of, COLUMN)
        yield Recipe(file, "grid_csv", sheet_grid, of)


def _touched(context: ViewContext) -> frozenset[str | None] | None:
    """Return the units of whose sheets a change tells, also through their members; None where all are declared."""
    change = context.change
    if change is None:
        return None
    members = (context.portal.items.get(owner) for owner in change.owners if owner[0] == "member")
    units = {id for kind, id in change.owners if kind == "unit"}
    return frozenset(units | {member.unit for member in members if member is not None})


def _given(
    context: ViewContext,
    aggregates: Aggregates,
    named: Named,
    unit: str,
    year: Period,
    over: int,
    items: tuple[Item, ...],
    undisclosed: tuple[tuple[str, int], ...],
    members: tuple[Item, ...],
    seen: frozenset[str],
    summaries: tuple[Told, ...],
    places: tuple[str, str, str],
) -> Given:
    counts = counts_of(context, count_all(aggregates.lookup, items, undisclosed))
    taken = taken_of(context, members, seen)
    metrics = (*reported_of(context, aggregates.reported(year, unit)), *metrics_of(context, items))
    return context.site, named, year, over, counts, metrics, taken, summaries, crumbs_of(context), places


def metrics_of(context: ViewContext, items: Iterable[Item]) -> tuple[MetricRow, ...]:
    """Return the figures that records state; those of a summary (摘要公开) stay with the record."""
    return tuple(
        MetricRow(metric.key, metric.value, metric.unit or "", Named(item.record.title, context.portal.address(item)))
        for item in items
        if not item.visibility.is_summary_only
        for metric in item.record.given("metrics", ())
    )


def reported_of(context: ViewContext, reported: Reported) -> tuple[MetricRow, ...]:
    """Return the numbers of the ledger, of which no text is published."""
    source = Named(
        "台账，只有件数", context.portal.routes.column("opinions") if "opinion" in context.portal.shown else None
    )
    rows = (("社情民意（报送）", reported.handed_in), ("社情民意（被采用）", reported.adopted or 0))
    return tuple(MetricRow(key, str(number), "条", source) for key, number in rows if number)


def taken_of(context: ViewContext, members: Iterable[Item], seen: frozenset[str]) -> Taken:
    """Return members apart by whether a record speaks of them, each group in the order of strokes: no ranking."""
    cards = sorted((context.cards[item.id] for item in members), key=lambda card: (stroke_key(card.name), card.id))
    return Taken(tuple(card for card in cards if card.id in seen), tuple(card for card in cards if card.id not in seen))


def sheet_view(
    site: SiteView,
    unit: Named,
    year: Period,
    over: int,
    counts: tuple[CountOf, ...],
    metrics: tuple[MetricRow, ...],
    taken: Taken,
    summaries: tuple[Told, ...],
    crumbs: tuple[Named, ...],
    places: tuple[str, str, str],
) -> SheetView:
    """Return the data sheet of a unit and a year."""
    address, csv, contact = places
    columns = columns_of(year, counts)
    addresses = {count.counter.key: f"{address}#{count.counter.key}" for count in counts}
    quiet = quiet_months([date for count in counts for date, _ in count.by_month], year, over)
    title = f"{unit.title}：{year.code}年履职数据单"
    description = f"{title}：会议、活动、成果和建议的数目，每个数字都指向它所计的记录。"
    return SheetView(
        template="portal/data_sheet.html",
        head=head(
            site,
            title,
            description,
            address,
            crumbs=crumbs,
            metas=column_metas(title, description, "履职统计 数据单", "数据发布"),
        ),
        crumbs=crumbs,
        title=title,
        unit=unit,
        period=year.label,
        is_over=over == 12,
        not_merit=NOT_MERIT,
        table=table_of(columns, counts, addresses, has_unknown_months(columns, counts)),
        metrics=metrics,
        quiet_months=None if quiet is None else tuple(month.part_label for month in quiet),
        taken=taken,
        comparisons=comparisons(summaries, counts, address),
        lists=tuple(count_list(year, count, count.counter.key) for count in counts if count.found),
        csv=csv,
        correction_address=contact,
    )


def sheet_grid(
    site: SiteView, unit: Named, year: Period, over: int, counts: tuple[CountOf, ...], *others: object
) -> GridView:
    """Return the same counts as CSV, every counter and every part of the year among them, zeros too."""
    return grid_of(year, counts)
