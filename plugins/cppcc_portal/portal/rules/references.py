"""References: what one record says of another must lead to something that the public may see."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from cppcc_portal.foundation.likeness import alike, nearest, plain
from cppcc_portal.portal.item import Item, Key, evidence_key
from cppcc_portal.portal.leads import missing
from cppcc_portal.portal.people import cure_for, people
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.portal.visibility import is_draft
from cppcc_portal.records.parsing import key_with_label
from cppcc_portal.records.record import Record
from cppcc_portal.records.registry import KIND, KIND_IN

FEW = 8


def references_lead_somewhere(portal: Portal) -> Iterator[Fault]:
    """A reference names a record that exists; a public record names only public ones; evidence is not withdrawn."""
    closed, items = portal.closed, portal.items
    unread = {(kind, id.casefold()) for kind, id in portal.unread}
    for item in portal.to_check:
        for loc, kind, written in item.refs:
            key = (kind, written) if kind else evidence_key(written)
            if key in items and key not in closed and loc[0] != "evidence":
                continue
            if key in portal.unread or (unread and key and (key[0], key[1].casefold()) in unread):
                continue
            name = key_with_label(type(item.record), loc)
            if key in portal.unfinished:
                what = f"{name}写的「{written}」是一条没有写完的草稿"
                yield Fault(item.path, loc, what, "先把那条草稿写完；它的问题见提醒")
                continue
            if key is None or key not in portal.items:
                cure = cure_of(portal, kind, written)
                cause = missing(*(key or ("", written)), cure)
                yield Fault(item.path, loc, f"{name}写的「{written[:60]}」不存在", cure, cause=cause)
                continue
            yield from _may_point(portal, item, closed.get(key, ""), loc, f"{name}写的「{written}」")
            if loc[0] == "evidence" and portal.items[key].visibility.is_stub:
                what = f"{name}写的「{written}」已经撤回，不能作依据"
                yield Fault(item.path, loc, what, "换一条依据，或撤回这条记录")


def text_links_are_public(portal: Portal) -> Iterator[Fault]:
    """The text of a public record links only to public records."""
    closed = {**portal.closed, **dict.fromkeys(portal.unfinished, "草稿")}
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
    """Return what to write for a record that is not there: whom or what was meant, where that is certain, or where to look."""
    if not kind:
        return _cure_of_any(portal, written)
    if kind == "member":
        return cure_for(written, people(_records(portal)))
    return _cure_of_one(portal, kind, _id_in(written), str)


def _cure_of_any(portal: Portal, written: str) -> str:
    """Return what to write for `folder/id`."""
    folder, slash, _ = written.partition("/")
    kind = folder if folder in KIND else KIND_IN.get(folder, "")
    if kind == "member":
        return cure_for(written, people(_records(portal)), lambda id: f"{KIND['member'].folder}/{id}")
    id = _id_in(written)
    found = sorted(f"{KIND[one].folder}/{id}" for one, other in portal.items if other == id)
    if len(found) == 1:
        return f"改成「{found[0]}」"
    if kind:
        return _cure_of_one(portal, kind, id, lambda id: f"{KIND[kind].folder}/{id}")
    meant = nearest(folder, KIND_IN) if slash else None
    if meant and (KIND_IN[meant], id) in portal.items:
        return f"改成「{meant}/{id}」"
    return "写成 文件夹/编号，例如 activities/opening"


def _cure_of_one(portal: Portal, kind: str, id: str, write: Callable[[str], str]) -> str:
    ids = {other: item.title for (one, other), item in portal.items.items() if one == kind}
    titled = [other for other, title in ids.items() if plain(title) == plain(id)]
    near = titled[0] if len(titled) == 1 else nearest(id, ids)
    if not near and not titled and (title := nearest(id, ids.values())):
        titled = [other for other, one in ids.items() if one == title]
        near = titled[0] if len(titled) == 1 else None
    if near:
        return f"改成「{write(near)}」（{ids[near]}）"
    might = titled or (sorted(ids) if len(ids) <= FEW else sorted(alike(id, ids)))
    label, folder = KIND[kind].label, KIND[kind].folder
    listed = f"现有的：{'、'.join(f'{write(one)}（{ids[one]}）' for one in might[:FEW])}。" if might else ""
    return f"{listed}写{label}的编号（content/{folder}/ 里的文件名，不带 .md）；还没有就先用 portal new 建一个"


def _id_in(written: str) -> str:
    return posixpath.basename(written.strip().rstrip("/")).removesuffix(".md")


def _records(portal: Portal) -> dict[Key, Record]:
    return {key: item.record for key, item in portal.items.items() if key[0] in ("member", "unit")}


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
