"""Lists of proposals: by session, state, category, handling body and proposer, what is overdue; each count has its list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.names import title_slug
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import Head, SiteView, column_metas, head
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Lazy, Recipe

ROLES = ("主办", "分办", "会办")


class Row(NamedTuple):
    """One proposal in a list: its entry, its number, who proposed and who handles it, and until when where that matters."""

    entry: Entry
    number: int
    proposers: tuple[str, ...]
    handlers: str
    until: str = ""


class Section(NamedTuple):
    """A part of a list under a heading of its own; a list in one part has no heading."""

    label: str
    anchor: str
    rows: tuple[Row, ...]


@frozen
class ListPage:
    """A page that lists proposals."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    title: str
    note: str
    sections: tuple[Section, ...]
    count: int


@frozen
class IndexPage:
    """A page that lists by whom: a name and its counts in a row, each count leading to its list."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Named, ...]], ...]


def rows_of(context: ViewContext, items: Iterable[Item]) -> tuple[Row, ...]:
    """Return proposals as the rows of a list."""
    return tuple(_row(context, item) for item in items)


def _row(context: ViewContext, item: Item, until: str = "") -> Row:
    record = item.record
    assert isinstance(record, Proposal)
    is_open = not item.visibility.is_summary_only
    handlers = "、".join(f"{one.unit}（{one.role}）" for one in record.handlers) if is_open else ""
    proposers = tuple(one.title for one in context.proposers(record)) if is_open else ()
    return Row(context.entry(item), record.number, proposers, handlers, until)


def crumbs_of(context: ViewContext, *more: Named) -> tuple[Named, ...]:
    """Return the way from the home page to a page of proposals."""
    routes = context.portal.routes
    return Named("首页", routes.page("")), Named("提案", routes.column("proposals")), *more


def list_recipe(
    context: ViewContext, address: str, title: str, note: str, sections: tuple[Section, ...], *crumbs: Named
) -> Recipe:
    """Return the recipe of one page that lists proposals."""
    given = (context.site, address, title, note, sections, crumbs_of(context, *crumbs))
    return Recipe(file_of(address), "page", list_page, Lazy(repr(given), partial(tuple, given)), "proposals")


def list_page(
    site: SiteView, address: str, title: str, note: str, sections: tuple[Section, ...], crumbs: tuple[Named, ...]
) -> ListPage:
    """Return one page that lists proposals."""
    count = sum(len(section.rows) for section in sections)
    page_head = _head(site, title, f"{title}，共 {count} 件。", address, crumbs)
    return ListPage("portal/proposal_list.html", page_head, crumbs, title, note, sections, count)


def _head(site: SiteView, title: str, description: str, address: str, crumbs: tuple[Named, ...]) -> Head:
    metas = column_metas(title, description, title, "工作动态")
    return head(site, title, description, address, crumbs=crumbs, metas=metas)


def overdue_recipe(context: ViewContext, address: str, items: Sequence[Item]) -> Recipe:
    """Return the recipe of the list of what is overdue on the day the site is made as of."""
    as_of = context.portal.settings.as_of
    parts: dict[bool, list[Row]] = {False: [], True: []}
    for item in sorted(items, key=_longest_overdue):
        assert isinstance(item.record, Proposal)
        handling = item.record.handling
        assert handling.due is not None
        parts[handling.is_answered].append(_row(context, item, handling.due.chinese))
    sections = (
        Section("过了办理期限还没有答复", "unanswered", tuple(parts[False])),
        Section("答应要办、过了复查日期还没有复查", "unchecked", tuple(parts[True])),
    )
    note = f"截至{as_of.year}年{as_of.month}月{as_of.day}日。没有写办理期限的提案看不出是否逾期，不在这里。"
    return list_recipe(context, address, "逾期的提案", note, tuple(one for one in sections if one.rows))


def _longest_overdue(item: Item) -> tuple[object, ...]:
    assert isinstance(item.record, Proposal)
    due = item.record.handling.due
    assert due is not None
    return due.latest, item.record.session or "", item.record.number, item.id


def body_recipes(context: ViewContext, items: Sequence[Item]) -> Iterator[Recipe]:
    """Yield the list of each handling body (承办单位), by its role, and the index of them all."""
    routes = context.portal.routes
    held: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        assert isinstance(item.record, Proposal)
        for one in item.record.handlers if not item.visibility.is_summary_only else ():
            held.setdefault(one.unit, {}).setdefault(one.role, []).append(item)
    index = Named("承办单位", routes.proposals("bodies"))
    rows, slugs = [], slugs_of(held)
    for unit in sorted(held, key=lambda unit: (-sum(map(len, held[unit].values())), slugs[unit])):
        address = routes.proposals("bodies", slugs[unit])
        roles = [role for role in ROLES if role in held[unit]]
        sections = tuple(
            Section(role, f"role-{ROLES.index(role)}", rows_of(context, held[unit][role])) for role in roles
        )
        yield list_recipe(context, address, f"{unit}承办的提案", "", sections, index)
        counts = (
            Named(str(len(held[unit][role])), f"{address}#role-{ROLES.index(role)}")
            if role in held[unit]
            else Named("0")
            for role in ROLES
        )
        whole = Named(str(sum(len(section.rows) for section in sections)), address)
        rows.append((unit, (*counts, whole)))
    yield _index(context, index, "按承办的件数排列。", ("承办单位", *ROLES, "合计"), tuple(rows))


def proposer_recipes(context: ViewContext, items: Sequence[Item]) -> Iterator[Recipe]:
    """Yield the list of each proposer without a page of its own, and the index of all; members have theirs."""
    routes, portal = context.portal.routes, context.portal
    named: dict[str, list[Item]] = {}
    members: dict[str, int] = {}
    for item in items:
        assert isinstance(item.record, Proposal)
        for one in item.record.proposers:
            if one.name and not item.visibility.is_summary_only:
                named.setdefault(one.name, []).append(item)
        for id in item.record.people:
            members[id] = members.get(id, 0) + 1
    index = Named("提案者", routes.proposals("proposers"))
    found: list[tuple[int, str, str, Named]] = []
    for id, count in members.items():
        member = portal.item("member", id)
        if member is not None and member.visibility.is_listed:
            address = portal.address(member)
            leads = Named(str(count), f"{address}#proposals" if address else None)
            found.append((-count, id, member.record.title, leads))
    slugs = slugs_of(named)
    for name, proposed in named.items():
        address = routes.proposals("proposers", slugs[name])
        section = Section("", "", rows_of(context, proposed))
        yield list_recipe(context, address, f"{name}的提案", "", (section,), index)
        found.append((-len(proposed), slugs[name], name, Named(str(len(proposed)), address)))
    rows = tuple((name, (leads,)) for _, _, name, leads in sorted(found, key=lambda one: one[:3]))
    yield _index(context, index, "件数只反映本站已公开的记录，不代表履职质量。", ("提案者", "提案"), rows)


def _index(
    context: ViewContext,
    self: Named,
    note: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, tuple[Named, ...]], ...],
) -> Recipe:
    assert self.address is not None
    of = (context.site, self.address, self.title, note, columns, rows, crumbs_of(context))
    return Recipe(file_of(self.address), "page", index_page, of, "proposals")


def index_page(
    site: SiteView,
    address: str,
    title: str,
    note: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, tuple[Named, ...]], ...],
    crumbs: tuple[Named, ...],
) -> IndexPage:
    """Return the index of handling bodies or of proposers."""
    page_head = _head(site, f"提案：{title}", f"提案的{title}，共 {len(rows)} 个。", address, crumbs)
    return IndexPage("portal/proposal_index.html", page_head, crumbs, title, note, columns, rows)


def slugs_of(words: Iterable[str]) -> Mapping[str, str]:
    """Return for each word how addresses write it: its pinyin, and a few signs more where two are written alike."""
    given: dict[str, list[str]] = {}
    for word in words:
        try:
            slug = title_slug(word)
        except ValueError:
            slug = ""
        given.setdefault(slug, []).append(word)
    return {
        word: slug
        if slug and len(alike) == 1
        else f"{slug}-{blake2b(word.encode(), digest_size=3).hexdigest()}".strip("-")
        for slug, alike in given.items()
        for word in alike
    }
