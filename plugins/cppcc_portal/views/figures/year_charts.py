"""Figures (图表): charts of a year, each with a table that says the same and a file of the table."""

from __future__ import annotations

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.periods import Period
from cppcc_portal.views.blocks.charts import Chart, bar_chart, month_chart
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.figures.count_tables import GridView
from cppcc_portal.views.figures.counts import Cell, CountOf, cell, month_columns, unknown_cell


@frozen
class UnitFigures:
    """What the year's page says of one unit: its sheet, how much it did of each kind, and who of it took part."""

    name: Named
    done: tuple[Cell, ...]
    active: Cell
    quiet: Cell


@frozen
class FigureRow:
    """One row of the table beside a chart."""

    name: Named
    cells: tuple[Cell, ...]


@frozen
class Figure:
    """A chart with the table that says the same, and the CSV file of the table."""

    chart: Chart | None
    title: str
    note: str
    header: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    csv: str


def months(year: Period, counts: tuple[CountOf, ...], addresses: dict[str, str], csv: str) -> Figure:
    """Return the kinds by month; when no record tells its month there is a table and no chart."""
    whole = tuple(count for count in counts if count.counter.is_charted and count.found)
    columns = month_columns(year) if year.year else ()
    numbers = [(one.counter.label, tuple(cell(one, column, "").count for column in columns)) for one in whole]
    is_known = any(any(row) for _, row in numbers)
    says = "；".join(
        f"{label}：" + "、".join(f"{month}月 {count}" for month, count in enumerate(row, 1) if count)
        for label, row in numbers
        if any(row)
    )
    rows = [
        FigureRow(Named(column.label), tuple(cell(one, column, addresses[one.counter.key]) for one in whole))
        for column in columns
        if is_known
    ]
    unknown = tuple(unknown_cell(one, addresses[one.counter.key]) for one in whole)
    if any(one.count for one in unknown):
        rows.append(FigureRow(Named("月份不详"), unknown))
    note = "" if is_known else "这一年的记录都没有写明月份，画不出逐月的图。"
    chart = month_chart("chart-months", "逐月的记录", f"{year.code}年{says}。", numbers) if is_known else None
    header = ("月份", *(one.counter.label for one in whole))
    return Figure(chart, "逐月的记录", note, header, tuple(rows), csv)


def proposals(year: Period, counts: tuple[CountOf, ...], addresses: dict[str, str], csv: str) -> Figure:
    """Return how far the proposals that were handed in during a year have come, each step out of all of them."""
    steps = tuple(one for one in counts if one.counter.kind == "proposal")
    whole = next((len(one.found) for one in steps if one.counter.is_charted), 0)
    bars = [(one.counter.label, len(one.found), whole) for one in steps]
    says = "、".join(f"{label} {number} 件" for label, number, _ in bars)
    chart = bar_chart("chart-proposals", "提案的办理", f"{year.code}年提交的提案：{says}。", bars)
    rows = []
    for one in steps:
        number = len(one.found)
        address = addresses[one.counter.key] if number else ""
        rows.append(FigureRow(Named(one.counter.label), (Cell(number, address),)))
    header, note = ("办到哪一步", "件数"), "按提交日期算在哪一年；每一步都是这一年提交的提案里的数。"
    return Figure(chart if whole else None, "提案的办理", note, header, tuple(rows) if whole else (), csv)


def by_unit(units: tuple[UnitFigures, ...], labels: tuple[str, ...], csv: str) -> Figure:
    """Return what each unit did, in the order of ids."""
    bars = [(one.name.title, sum(cell.count for cell in one.done)) for one in units]
    says = "、".join(f"{name} {count} 条" for name, count in bars)
    chart = bar_chart(
        "chart-units", "各机构的记录", f"各类记录合计：{says}。", [(name, count, count) for name, count in bars]
    )
    rows = tuple(FigureRow(one.name, one.done) for one in units)
    note = "条形是各类记录合计，按机构编号排列，不是名次。"
    return Figure(chart if units else None, "各机构的记录", note, ("机构", *labels), rows, csv)


def participation(units: tuple[UnitFigures, ...], csv: str) -> Figure:
    """Return how many members of each unit some record speaks of."""
    known = tuple(one for one in units if one.active.count + one.quiet.count)
    bars = [(one.name.title, one.active.count, one.active.count + one.quiet.count) for one in known]
    says = "、".join(f"{name} {whole} 人中 {part} 人" for name, part, whole in bars)
    chart = bar_chart("chart-members", "委员参与", f"有公开记录的委员：{says}。", bars)
    rows = tuple(FigureRow(one.name, (one.active, one.quiet)) for one in known)
    note = "只统计本站收录的委员。没有公开记录，不等于没有履职。"
    header = ("机构", "有公开记录的委员", "暂无公开记录的委员")
    return Figure(chart if known else None, "委员参与", note, header, rows, csv)


def figure_grid(figure: Figure) -> GridView:
    """Return the table of a figure as CSV."""
    rows = tuple((row.name.title, *(str(one.count) for one in row.cells)) for row in figure.rows)
    return GridView(figure.header, rows)
