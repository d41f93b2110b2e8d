"""The figures of a year (履职统计): charts with a table beside each, the sheet of the whole site, and every list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.aggregates import Aggregates, active, count_all, months_over
from cppcc_portal.portal.counters import Counter
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.periods import Period, period_of
from cppcc_portal.portal.routes import file_of
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.head import Head, SiteView, column_metas, head
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.figures.count_tables import CountTable, GridView, has_unknown_months, table_of
from cppcc_portal.views.figures.counts import Cell, CountList, CountOf, columns_of, count_list, counts_of
from cppcc_portal.views.figures.duty_ledger import duty_recipes
from cppcc_portal.views.figures.grids import YearGiven, all_grid, members_grid, months_grid, proposals_grid, units_grid
from cppcc_portal.views.figures.sheets import COLUMN, NOT_MERIT, crumbs_of, sheet_recipes
from cppcc_portal.views.figures.year_charts import Figure, UnitFigures, by_unit, months, participation, proposals
from cppcc_portal.views.recipe import Lazy, MarkRecipe, Recipe


@frozen
class YearView:
    """The figures of one year."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    title: str
    period: str
    is_over: bool
    not_merit: str
    figures: tuple[Figure, ...]
    silent: tuple[Named, ...]
    table: CountTable
    csv: str


@frozen
class CountView:
    """The page of one counter's list of a year."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    title: str
    list: CountList


@frozen
class YearLinks:
    """One year as the column's page lists it: its figures, and the sheet of each unit."""

    year: Named
    sheets: tuple[Named, ...]


@frozen
class SheetIndex:
    """Every year that has figures, for the column's page."""

    template: str
    years: tuple[YearLinks, ...]
    ledger: Named | None
    not_merit: str


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield, for each year in which something happened, its figures, its lists, its sheets, and the mark of the column."""
    aggregates = Aggregates(context.portal)
    links = []
    touched = _touched(context)
    for year, items in aggregates.by_year.items():
        links.append(_links(context, aggregates, year))
        if touched is None or year in touched or context.touches_names:
            yield from sheet_recipes(context, aggregates, year)
        if touched is None or year in touched:
            yield from _year_recipes(context, aggregates, year, items)
    ledger = duty_recipes(context)
    yield from ledger
    address = Named("履职台账", context.portal.routes.duties()) if ledger else None
    yield MarkRecipe(COLUMN, "part", sheet_index, (tuple(links), address))


def _touched(context: ViewContext) -> frozenset[Period | None] | None:
    """Return the years of whose counts a change tells; None where everything is declared."""
    change = context.change
    return None if change is None else frozenset(period_of(item.happened) for item in change.listed)


def _links(context: ViewContext, aggregates: Aggregates, year: Period) -> YearLinks:
    routes = context.portal.routes
    sheets = [
        Named(named.title, routes.sheet(year.code, unit))
        for unit in aggregates.by_unit.get(year, {})
        if (named := context.named("unit", unit))
    ]
    return YearLinks(Named(f"{year.code}年", routes.sheet(year.code)), tuple(sheets))


def sheet_index(years: tuple[YearLinks, ...], ledger: Named | None) -> SheetIndex:
    """Return the list of years for the column's page."""
    return SheetIndex("portal/data_sheets.html", years, ledger, NOT_MERIT)


def _year_recipes(
    context: ViewContext, aggregates: Aggregates, year: Period, items: tuple[Item, ...]
) -> Iterator[Recipe]:
    routes = context.portal.routes
    over = months_over(year, context.portal.settings.as_of)
    undisclosed = aggregates.undisclosed(year)
    kinds = {item.kind for item in items}
    charted = tuple(one for one in aggregates.lookup.counters if one.is_charted and one.kind in kinds)
    digests = {item.path: context.anonymous(item).digest for item in items}
    units = _units(context, aggregates, year, items, charted)
    silent = _silent(context, aggregates, year)
    of = Lazy(
        " ".join((context.mark, aggregates.mark, repr((year, over, undisclosed, units, silent)), *digests.values())),
        partial(_year_given, context, aggregates, year, over, items, undisclosed, units, silent),
    )
    base = f"sheets/{year.code.lower()}"
    yield Recipe(file_of(routes.sheet(year.code)), "page", year_view, of, COLUMN)
    grids: dict[str, Callable[..., GridView]] = {
        "all": all_grid,
        "months": months_grid,
        "units": units_grid,
        "members": members_grid,
    }
    if "proposal" in kinds:
        grids["proposals"] = proposals_grid
    for name, make in grids.items():
        yield Recipe(f"{base}/{name}.csv", "grid_csv", make, of)
    found: dict[str, list[Item]] = {}
    for item in items:
        for counter in aggregates.lookup.of(item):
            found.setdefault(counter.key, []).append(item)
    crumbs = (*crumbs_of(context), Named(f"{year.code}年", routes.sheet(year.code)))
    for counter in aggregates.lookup.counters:
        among = tuple(item for item in found.get(counter.key, ()) if counter.within(item))
        if among:
            address = routes.count(year.code, counter.key)
            told = " ".join((context.mark, repr((year, counter, crumbs)), *(digests[item.path] for item in among)))
            give = partial(_count_given, context, aggregates, year, counter.key, among, crumbs, address)
            yield Recipe(file_of(address), "page", count_view, Lazy(told, give), COLUMN)


def _units(
    context: ViewContext, aggregates: Aggregates, year: Period, items: tuple[Item, ...], charted: tuple[Counter, ...]
) -> tuple[UnitFigures, ...]:
    """Return what each unit did, in the order of the units' ids: no ranking."""
    seen = active(items)
    found = []
    for unit, own in aggregates.by_unit.get(year, {}).items():
        named = context.named("unit", unit)
        if named is None:
            continue
        address = context.portal.routes.sheet(year.code, unit)
        numbers = [(sum(item.kind == counter.kind for item in own), counter.key) for counter in charted]
        done = tuple(_cell(number, f"{address}#{key}") for number, key in numbers)
        members = aggregates.members_of(year, unit)
        took_part = sum(item.id in seen for item in members)
        rest = len(members) - took_part
        cells = (
            _cell(took_part, f"{address}#members-active"),
            _cell(rest, f"{address}#members-quiet"),
        )
        found.append(UnitFigures(Named(named.title, address), done, *cells))
    return tuple(found)


def _cell(count: int, address: str) -> Cell:
    return Cell(count, address if count else "")


def _silent(context: ViewContext, aggregates: Aggregates, year: Period) -> tuple[Named, ...]:
    """Return the units of which no record of the year speaks."""
    did = aggregates.by_unit.get(year, {})
    units = sorted(context.portal.of_kind("unit"), key=lambda item: item.id)
    return tuple(Named(item.title, context.portal.address(item)) for item in units if item.id not in did)


def _year_given(
    context: ViewContext,
    aggregates: Aggregates,
    year: Period,
    over: int,
    items: tuple[Item, ...],
    undisclosed: tuple[tuple[str, int], ...],
    units: tuple[UnitFigures, ...],
    silent: tuple[Named, ...],
) -> tuple[YearGiven]:
    routes = context.portal.routes
    counts = counts_of(context, count_all(aggregates.lookup, items, undisclosed))
    addresses = {one.counter.key: f"{routes.count(year.code, one.counter.key)}#{one.counter.key}" for one in counts}
    crumbs, address = crumbs_of(context), routes.sheet(year.code)
    return (YearGiven(context.site, year, over, counts, units, silent, addresses, crumbs, address),)


def _count_given(
    context: ViewContext,
    aggregates: Aggregates,
    year: Period,
    key: str,
    items: tuple[Item, ...],
    crumbs: tuple[Named, ...],
    address: str,
) -> tuple[SiteView, Period, CountOf, tuple[Named, ...], str]:
    count = next(one for one in counts_of(context, count_all(aggregates.lookup, items)) if one.counter.key == key)
    return context.site, year, count, crumbs, address


def count_view(site: SiteView, year: Period, count: CountOf, crumbs: tuple[Named, ...], address: str) -> CountView:
    """Return the list of one counter and year."""
    counter = count.counter
    title = f"{year.code}年{counter.label}"
    page_head = head(
        site,
        title,
        f"{title}，共 {len(count.found)} {counter.measure}。口径：{counter.says}。",
        address,
        crumbs=crumbs,
        metas=column_metas(title, counter.says, title, "数据发布"),
    )
    return CountView("portal/count.html", page_head, crumbs, title, count_list(year, count, counter.key))


def year_view(given: YearGiven) -> YearView:
    """Return the figures of one year."""
    year, counts, addresses = given.year, given.counts, given.addresses
    columns = columns_of(year, counts)
    title = f"{year.code}年履职统计"
    description = f"{title}：逐月的活动和成果、各机构的记录和委员参与情况，每个数字都指向它所计的记录。"
    base = f"sheets/{year.code.lower()}"
    figures = (
        months(year, counts, addresses, f"{base}/months.csv"),
        proposals(year, counts, addresses, f"{base}/proposals.csv"),
        by_unit(given.units, given.charted, f"{base}/units.csv"),
        participation(given.units, f"{base}/members.csv"),
    )
    metas = column_metas(title, description, "履职统计", "数据发布")
    return YearView(
        template="portal/year_figures.html",
        head=head(given.site, title, description, given.address, crumbs=given.crumbs, metas=metas),
        crumbs=given.crumbs,
        title=title,
        period=year.label,
        is_over=given.over == 12,
        not_merit=NOT_MERIT,
        figures=tuple(figure for figure in figures if figure.rows),
        silent=given.silent,
        table=table_of(columns, counts, addresses, has_unknown_months(columns, counts)),
        csv=f"{base}/all.csv",
    )
