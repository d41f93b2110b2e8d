"""Tables: open data (开放数据), a file for each kind and year in JSON and CSV, described by a data package."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.records.record import Kind, Value
from cppcc_portal.records.registry import KIND, KINDS
from cppcc_portal.views.blocks.entry import Entry
from cppcc_portal.views.blocks.head import SiteView
from cppcc_portal.views.channels import popolo
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.duty.timeline import year_label, year_of
from cppcc_portal.views.recipe import Lazy, MarkRecipe, Recipe

PACKAGE = "data/datapackage.json"

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("id", "string", "编号（永久）"),
    ("kind", "string", "类别"),
    ("title", "string", "标题；委员为姓名"),
    ("type", "string", "类型"),
    ("date", "string", "事情发生的日期，可只到年、月；202X 表示来源隐去年份"),
    ("date_published", "string", "发布日期"),
    ("date_modified", "string", "修改日期"),
    ("unit", "string", "所属机构编号"),
    ("session", "string", "届次编号"),
    ("members", "string", "委员编号，CSV 中用空格隔开"),
    ("topics", "string", "专题，CSV 中用分号隔开"),
    ("summary", "string", "摘要"),
    ("source", "string", "来源"),
    ("url", "string", "网页地址"),
    ("status", "string", "published 已发布；archived 已归档；withdrawn 已撤回（只留编号）"),
)


class Row(NamedTuple):
    """One record as data; a withdrawn one, without entry, keeps its id, address and state only.

    An entry's digest tells every field of its record, and so the columns that its kind alone has.
    """

    entry: Entry | None
    item: Item

    def __repr__(self) -> str:
        return f"{self.entry} {self.item.kind}/{self.item.id} {self.item.status}"


@frozen
class TableView:
    """One data file: its name, what it holds, and its rows as plain values in the order of `names`."""

    name: str
    title: str
    names: tuple[str, ...]
    site: SiteView
    rows: tuple[tuple[Value, ...], ...]


@frozen
class TableFile:
    """One data file as the data page lists it, with the columns that its kind alone has."""

    kind: str
    title: str
    json: str
    csv: str
    count: int
    fields: tuple[tuple[str, str, str], ...]


@frozen
class PackageView:
    """The Frictionless data package that describes every file."""

    site: SiteView
    files: tuple[TableFile, ...]


@frozen
class DataPage:
    """The list of data files for the 开放数据 page."""

    template: str
    groups: tuple[tuple[str, tuple[TableFile, ...]], ...]
    fields: tuple[tuple[str, str, str], ...]
    own: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    documents: tuple[popolo.PopoloFile, ...]
    package: str


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield two files for each kind and year, the data package, Popolo documents, and the mark of the 开放数据 page."""
    portal = context.portal
    site = context.site
    groups: list[tuple[str, tuple[TableFile, ...]]] = []
    for kind in KINDS:
        files = []
        for part, label, items in _parts(portal, kind):
            name = f"{kind.folder}{part}"
            title = kind.label + label
            own = _own_fields(kind)
            names = tuple(field for field, _, _ in FIELDS + own)
            file = TableFile(kind.label, title, f"data/{name}.json", f"data/{name}.csv", len(items), own)
            files.append(file)
            if not context.touches(kind.name):
                continue
            given = (site, name, title, names, tuple(_row(context, item) for item in items))
            of = Lazy(repr(given), partial(tuple, given))
            yield Recipe(file.json, "table_json", table_view, of)
            yield Recipe(file.csv, "table_csv", table_view, of)
        if files:
            groups.append((kind.label, tuple(files)))
    every = tuple(file for _, files in groups for file in files)
    yield Recipe(PACKAGE, "data_package", package_view, (site, every))
    documents = tuple(popolo.recipes(context))
    yield from (recipe for _, recipe in documents if recipe is not None)
    yield MarkRecipe("data", "part", data_page, (tuple(groups), tuple(file for file, _ in documents), PACKAGE))


def _parts(portal: Portal, kind: Kind) -> Iterator[tuple[str, str, tuple[Item, ...]]]:
    """Yield (suffix, label, items): one part for what has no dates, else a part for each year."""
    items = tuple(item for item in portal.with_pages(kind.name) if item.visibility.in_data)
    if not kind.is_article:
        if items:
            yield "", "", items
        return
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault("undated" if item.visibility.is_stub else year_of(item), []).append(item)
    for year in sorted(grouped, reverse=True):
        yield f"-{year.lower()}", f"（{year_label(year)}）", tuple(grouped[year])


def _own_fields(kind: Kind) -> tuple[tuple[str, str, str], ...]:
    return tuple((column.name, "string", column.title) for column in kind.data)


def _row(context: ViewContext, item: Item) -> Row:
    entry = None if item.visibility.is_stub else context.anonymous(item)
    return Row(entry, item)


def table_view(site: SiteView, name: str, title: str, names: tuple[str, ...], rows: tuple[Row, ...]) -> TableView:
    """Return one data file."""
    values = tuple(_values(site, row) for row in rows)
    return TableView(name, title, names, site, values)


def _values(site: SiteView, row: Row) -> tuple[Value, ...]:
    entry, item, own = row.entry, row.item, KIND[row.item.kind].data
    place, status = site.url + item.address, item.record.status
    if entry is None:
        return (item.id, item.kind, *([""] * 7), (), (), "", "", place, status, *([""] * len(own)))
    is_open = not item.visibility.is_summary_only
    return (
        item.id,
        item.kind,
        entry.title,
        entry.type_label or "",
        str(entry.date or ""),
        str(entry.published),
        str(entry.modified or ""),
        entry.unit_id if entry.unit and entry.unit_id else "",
        entry.session_id or "",
        entry.member_ids,
        entry.topics,
        entry.summary,
        entry.source or "",
        place,
        status,
        *(column.value(item.record) if is_open else "" for column in own),
    )


def package_view(site: SiteView, files: tuple[TableFile, ...]) -> PackageView:
    """Return the data package."""
    return PackageView(site, files)


def data_page(
    groups: tuple[tuple[str, tuple[TableFile, ...]], ...], documents: tuple[popolo.PopoloFile, ...], package: str
) -> DataPage:
    """Return the list of data files for the 开放数据 page."""
    own = {(file.kind, file.fields): None for _, files in groups for file in files if file.fields}
    return DataPage("portal/data.html", groups, FIELDS, tuple(own), documents, package)
