"""The notice board (宣传栏): a month's or year's records as a sheet to print and hang up, and as a bulletin (简报)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import ceil
from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.portal.topics import gathered
from cppcc_portal.records.kinds.topic import Topic
from cppcc_portal.records.registry import ARTICLES, KIND
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import Head, SiteView, column_metas, head
from cppcc_portal.views.blocks.prose import Text
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Lazy, MarkRecipe, Recipe

COLUMN = "noticeboard"
IN_FULL = 12
MOST = 12
TOPIC = "topic-"


class Paper(NamedTuple):
    """A paper size: its name, and its room in the type of `sheet.css`: characters in a line, lines in all columns.

    The lines leave out what is lost where a record does not fit into what is left of a column.
    """

    label: str
    width: int
    lines: float


PAPERS = {"a4": Paper("A4 竖版", 18, 36), "a3": Paper("A3 横版", 23, 44)}


class Period(NamedTuple):
    """A month, a year for what is known to the year only, or a topic: its key in addresses and its label."""

    key: str
    label: str


class Carried(NamedTuple):
    """One record of a bulletin: its entry, and its text or None where only the summary is public or it is too many."""

    entry: Entry
    text: Text | None


@frozen
class Group:
    """The records of one kind on a sheet."""

    label: str
    entries: tuple[Entry, ...]


@frozen
class SheetView:
    """One sheet of a period for one paper size; `url` is where its QR code leads, `left_out` what had no room."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    site_name: str
    organization: str | None
    title: str
    label: str
    paper: str
    groups: tuple[Group, ...]
    left_out: int
    url: str
    is_demonstration: bool


@frozen
class BulletinView:
    """The bulletin of a period: its contents, and the text of the newest of them."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    site_name: str
    organization: str | None
    title: str
    label: str
    carried: tuple[Carried, ...]
    others: tuple[Entry, ...]
    url: str
    is_demonstration: bool


@frozen
class BoardRow:
    """One period of the column's list: how many records, and where each form is."""

    label: str
    count: int
    sheets: tuple[Named, ...]
    bulletin: Named


@frozen
class BoardView:
    """The column's list of periods, newest first."""

    template: str
    rows: tuple[BoardRow, ...]


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield the sheets and the bulletin of each period that has records, and the mark that lists them."""
    portal, site = context.portal, context.site
    column = Named("宣传栏", portal.routes.column(COLUMN))
    crumbs = (Named("首页", portal.routes.page("")), column)
    rows, touched = [], _touched(context)
    for period, items in periods(portal).items():
        online = address_of(portal, period.key, "bulletin")
        sheets = tuple(Named(one.label, address_of(portal, period.key, paper)) for paper, one in PAPERS.items())
        rows.append(BoardRow(period.label, len(items), sheets, Named("简报", online)))
        if touched is not None and period.key not in touched:
            continue
        entries = context.anonymous_many(items)
        for paper in PAPERS:
            address = address_of(portal, period.key, paper)
            of = (site, period, paper, entries[:MOST], len(entries), crumbs, address, online)
            yield Recipe(file_of(address), "page", sheet_view, of, COLUMN)
        told = repr((site, period, crumbs, online, entries, [context.text(item) for item in items[:IN_FULL]]))
        give = partial(_bulletin, context, period, items, crumbs, online)
        yield Recipe(file_of(online), "page", bulletin_view, Lazy(told, give), COLUMN)
    yield MarkRecipe(COLUMN, "part", board_view, (tuple(rows),))


def _touched(context: ViewContext) -> frozenset[str] | None:
    """Return the keys of the periods and topics that a change reaches; None where everything is declared."""
    if context.change is None:
        return None
    months = (_period(item.happened).key for item in context.change.every if item.happened is not None)
    return frozenset((*months, *(f"{TOPIC}{id}" for id in context.change.topics)))


def periods(portal: Portal) -> dict[Period, tuple[Item, ...]]:
    """Return what happened in each period, the newest first, then topics; a record without a date stands in topics only."""
    grouped: dict[Period, list[Item]] = {}
    for item in portal.of_kind(*ARTICLES):
        date = item.happened
        if date is not None:
            grouped.setdefault(_period(date), []).append(item)
    order = sorted(grouped, key=lambda period: period.key.replace("x", "-"), reverse=True)
    return {period: tuple(grouped[period]) for period in order} | _topics(portal)


def _topics(portal: Portal) -> dict[Period, tuple[Item, ...]]:
    """Return what each topic (专题) gathers: it is printed like a month."""
    found = {}
    for topic in portal.of_kind("topic"):
        assert isinstance(topic.record, Topic)
        items = gathered(portal, topic.record)
        if items:
            found[Period(f"{TOPIC}{topic.id}", f"专题：{topic.record.title}")] = items
    return found


def _period(date: PartialDate) -> Period:
    if date.month:
        return Period(str(date)[:7], f"{date.year}年{date.month}月")
    year = str(date)[:4]
    return Period(year.lower(), f"{year}年（{'年份、月份' if date.decade is not None else '月份'}不详）")


def address_of(portal: Portal, key: str, form: str) -> str:
    """Return where one form of a period is: a paper size or `bulletin`."""
    return portal.routes.page(f"{COLUMN}/{key}-{form}")


def _bulletin(
    context: ViewContext, period: Period, items: tuple[Item, ...], crumbs: tuple[Named, ...], address: str
) -> tuple[object, ...]:
    carried = tuple(Carried(context.anonymous(item), context.text(item)) for item in items[:IN_FULL])
    return context.site, period, carried, context.anonymous_many(items[IN_FULL:]), crumbs, address


def sheet_view(
    site: SiteView,
    period: Period,
    paper: str,
    entries: tuple[Entry, ...],
    count: int,
    crumbs: tuple[Named, ...],
    address: str,
    online: str,
) -> SheetView:
    """Return one sheet."""
    label, carried = PAPERS[paper].label, fitting(entries, PAPERS[paper])
    title = f"宣传栏：{period.label}（{label}）"
    return SheetView(
        template="portal/sheet.html",
        head=_head(site, title, f"{period.label}的履职情况，{label}，可以打印张贴。", address, crumbs),
        crumbs=crumbs,
        site_name=site.name,
        organization=site.organization,
        title=title,
        label=period.label,
        paper=paper,
        groups=grouped(carried),
        left_out=count - len(carried),
        url=site.url + online,
        is_demonstration=site.is_demonstration,
    )


def fitting(entries: tuple[Entry, ...], paper: Paper) -> tuple[Entry, ...]:
    """Return the first entries that a sheet has room for; at least one."""
    left = paper.lines
    kinds: set[str] = set()
    for place, entry in enumerate(entries):
        left -= _lines(entry, paper.width) + (0 if entry.kind in kinds else 2)
        kinds.add(entry.kind)
        if left < 0 and place:
            return entries[:place]
    return entries


def _lines(entry: Entry, width: int) -> float:
    """Return how many lines an entry takes: a larger title, a line of date and unit, the summary, and a gap."""
    return ceil(len(entry.title) * 1.2 / width) * 1.2 + 1 + ceil(len(entry.summary) / width) + 0.8


def grouped(entries: tuple[Entry, ...]) -> tuple[Group, ...]:
    """Return entries by kind, in the order in which lists of kinds show them."""
    found = {kind: tuple(entry for entry in entries if entry.kind == kind) for kind in ARTICLES}
    return tuple(Group(KIND[kind].label, some) for kind, some in found.items() if some)


def bulletin_view(
    site: SiteView,
    period: Period,
    carried: tuple[Carried, ...],
    others: tuple[Entry, ...],
    crumbs: tuple[Named, ...],
    address: str,
) -> BulletinView:
    """Return one bulletin."""
    title = f"简报：{period.label}"
    return BulletinView(
        template="portal/bulletin.html",
        head=_head(site, title, f"{period.label}的履职情况简报，可以打印。", address, crumbs),
        crumbs=crumbs,
        site_name=site.name,
        organization=site.organization,
        title=title,
        label=period.label,
        carried=carried,
        others=others,
        url=site.url + address,
        is_demonstration=site.is_demonstration,
    )


def _head(site: SiteView, title: str, description: str, address: str, crumbs: tuple[Named, ...]) -> Head:
    metas = column_metas(title, description, "宣传栏 简报", "工作动态")
    # What a sheet says stands on the records' own pages; found once is enough for a search engine.
    return head(site, title, description, address, crumbs=crumbs, metas=metas, is_indexed=False)


def board_view(rows: tuple[BoardRow, ...]) -> BoardView:
    """Return the list of periods."""
    return BoardView("portal/board.html", rows)
