"""References: what one record says of another must lead to something that the public may see."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.foundation.problems import nearest
from cppcc_portal.portal.item import Item, evidence_key
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.portal.standing import is_draft
from cppcc_portal.records.kinds import KIND
from cppcc_portal.records.reading import key_with_label


def references_lead_somewhere(portal: Portal) -> Iterator[Fault]:
    """A reference names a record that exists; a public record names only public ones; evidence is not withdrawn."""
    closed, items = portal.closed, portal.items
    for item in portal.to_check:
        for loc, kind, written in item.refs:
            key = (kind, written) if kind else evidence_key(written)
            if key in items and key not in closed and loc[0] != "evidence":
                continue
            if key in portal.unread:
                continue
            name = key_with_label(type(item.record), loc)
            if key is None or key not in portal.items:
                yield Fault(item.path, loc, f"{name}写的「{written[:60]}」不存在", cure_of(portal, kind, written))
                continue
            yield from _may_point(portal, item, closed.get(key, ""), loc, f"{name}写的「{written}」")
            if loc[0] == "evidence" and portal.items[key].standing.is_stub:
                what = f"{name}写的「{written}」已经撤回，不能作依据"
                yield Fault(item.path, loc, what, "换一条依据，或撤回这条记录")


def text_links_are_public(portal: Portal) -> Iterator[Fault]:
    """The text of a public record links only to public records."""
    closed = portal.closed
    if not closed:
        return
    for item in portal.to_check:
        if closed.keys().isdisjoint(item.targets):
            continue
        for link, target in zip(item.body.links, item.targets, strict=True):
            if isinstance(target, tuple) and target in closed:
                yield from _may_point(portal, item, closed[target], link.line, f"链接「{link.target}」")


def _may_point(
    portal: Portal, item: Item, state: str, where: int | tuple[str | int, ...], name: str
) -> Iterator[Fault]:
    if not state or item.record.disclosure == "内部" or is_draft(item.record, portal.settings.as_of):
        return
    if state == "内部":
        yield Fault(item.path, where, f"{name}指向一条内部记录", "删去这一处，或先公开那条记录")
    else:
        cure = "等那条记录发布后再写，或把这条也设为草稿（status: draft）"
        yield Fault(item.path, where, f"{name}指向一条还没有发布的记录", cure)


def cure_of(portal: Portal, kind: str, written: str) -> str:
    """Return what to write for a record that is not there: the nearest id, or how to find one."""
    if not kind:
        names = [f"{KIND[one].folder}/{id}" for one, id in portal.items]
        near = nearest(written, names)
        return f"改成「{near}」" if near else "写成 文件夹/编号，例如 activities/opening"
    ids = {id: item.record.title for (one, id), item in portal.items.items() if one == kind}
    by_title = next((id for id, title in ids.items() if title == written), None)
    near = by_title or nearest(written, ids)
    if near:
        return f"改成「{near}」（{ids[near]}）"
    return f"写{KIND[kind].label}的编号（content/{KIND[kind].folder}/ 里的文件名，不带 .md）；还没有就先用 portal new 建一个"


def parents_make_no_circle(portal: Portal) -> Iterator[Fault]:
    """No unit is its own ancestor."""
    if not portal.is_to_check("unit"):
        return
    parents = {id: item.record.given("parent") for (kind, id), item in portal.items.items() if kind == "unit"}
    for start in parents:
        seen, here = {start}, parents[start]
        while here is not None and here not in seen:
            seen.add(here)
            here = parents.get(here)
        if here == start:
            path = portal.items["unit", start].path
            yield Fault(path, ("parent",), "上级机构绕成了一圈", "改 parent，让最上面的机构没有上级")
