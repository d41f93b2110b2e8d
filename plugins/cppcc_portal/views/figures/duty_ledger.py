"""The duty ledger (履职台账) as it is shown: rule by rule, who has what and what is missing, without any ranking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.duties import MET, MISSING, OPEN, UNCLEAR, Due, dues
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.registry import KIND
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.head import Head, SiteView, column_metas, head
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.figures.count_tables import GridView
from cppcc_portal.views.figures.sheets import COLUMN, NOT_MERIT, crumbs_of
from cppcc_portal.views.recipe import Recipe

NEUTRAL = "这里只说按规则还缺哪一项，不排名次。没有记录，不等于没有履职。"


class DueRow(NamedTuple):
    """One rule, subject and period as plain values: what a page, a text and a table are printed from."""

    rule: str
    source: str
    kind: str
    subject: Named
    unit: str
    span: str
    code: str
    state: str
    wanted: int
    found: int
    things: tuple[Named, ...]
    numbers: tuple[tuple[str, int], ...]
    perhaps: int


@frozen
class DutySubject:
    """One subject of a rule: the periods in which it is missing, unclear or not yet due, and what was done in others."""

    name: Named
    unit: str
    missing: tuple[str, ...]
    unclear: tuple[str, ...]
    open: tuple[str, ...]
    done: tuple[DueRow, ...]


@frozen
class DutyRuleView:
    """One rule and all whom it concerns."""

    name: str
    source: str
    anchor: str
    subjects: tuple[DutySubject, ...]


@frozen
class DutyView:
    """The whole ledger; `as_of` is '' on the site, whose pages do not tell the day they were made."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    title: str
    as_of: str
    neutral: str
    not_merit: str
    rules: tuple[DutyRuleView, ...]


def duty_recipes(context: ViewContext) -> list[Recipe]:
    """Return the public page of the ledger and its CSV; nothing unless the office has said that it is public."""
    kept = context.portal.office.duties
    if kept is None or not kept.value.public:
        return []
    rows = due_rows(context.portal, context.portal.settings.as_of)
    address = context.portal.routes.duties()
    of = (context.site, rows, crumbs_of(context), address, "")
    return [
        Recipe(file_of(address), "page", duty_view, of, COLUMN),
        Recipe("sheets/duties.csv", "grid_csv", duty_grid, (rows,)),
    ]


def due_rows(portal: Portal, as_of: date) -> tuple[DueRow, ...]:
    """Return the ledger of a day as plain values."""
    return tuple(_row(portal, due) for due in dues(portal, as_of))


def _row(portal: Portal, due: Due) -> DueRow:
    subject, found = due.subject, due.found
    unit = portal.items.get(("unit", subject.record.unit or ""))
    things = tuple(
        Named(f"{one.item.record.title}{f'：{one.public_words}' if one.public_words else ''}", portal.address(one.item))
        for one in found.things
    )
    return DueRow(
        due.rule.name,
        due.rule.source or "",
        KIND[subject.kind].label,
        Named(subject.record.title, portal.address(subject)),
        unit.record.title if unit else "",
        due.span.label,
        due.span.code,
        due.state,
        due.rule.at_least,
        found.sum,
        things,
        found.numbers,
        found.perhaps,
    )


def duty_view(
    site: SiteView, rows: tuple[DueRow, ...], crumbs: tuple[Named, ...], address: str, as_of: str
) -> DutyView:
    """Return the ledger as a page."""
    title = "履职台账"
    description = f"按履职规则，各位委员、各机构、各工作室已经做了什么，还缺什么。{NEUTRAL}"
    metas = column_metas(title, description, title, "数据发布")
    return DutyView(
        "portal/duties.html",
        head(site, title, description, address, crumbs=crumbs, metas=metas),
        crumbs,
        title,
        as_of,
        NEUTRAL,
        NOT_MERIT,
        rules_of(rows),
    )


def rules_of(rows: Iterable[DueRow]) -> tuple[DutyRuleView, ...]:
    """Return rows by rule and subject, in the order in which they come."""
    grouped: dict[tuple[str, str], dict[tuple[Named, str], list[DueRow]]] = {}
    for row in rows:
        grouped.setdefault((row.rule, row.source), {}).setdefault((row.subject, row.unit), []).append(row)
    return tuple(
        DutyRuleView(name, source, f"rule-{number}", tuple(_subject(key, found) for key, found in subjects.items()))
        for number, ((name, source), subjects) in enumerate(grouped.items(), 1)
    )


def _subject(key: tuple[Named, str], rows: list[DueRow]) -> DutySubject:
    def spans(state: str) -> tuple[str, ...]:
        return tuple(row.span for row in rows if row.state == state)

    done = tuple(row for row in rows if row.state == MET)
    return DutySubject(key[0], key[1], spans(MISSING), spans(UNCLEAR), spans(OPEN), done)


def duty_grid(rows: tuple[DueRow, ...]) -> GridView:
    """Return the ledger as CSV: a line for each rule, subject and period."""
    header = (
        "规则",
        "类别",
        "名称",
        "所属",
        "时段",
        "状态",
        "应有",
        "已有",
        "依据",
        "只有数目的",
        "月份不详的",
        "规则出处",
    )
    lines = [
        (
            row.rule, row.kind, row.subject.title, row.unit, row.code, row.state, str(row.wanted), str(row.found),
            "；".join(one.title for one in row.things), "；".join(f"{name} {number}" for name, number in row.numbers),
            str(row.perhaps), row.source,
        )
        for row in rows
    ]  # fmt: skip
    return GridView(header, tuple(lines))
