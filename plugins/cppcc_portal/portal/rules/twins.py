"""Twins: two records that may be one, filed twice; whether they are is for the editor to say."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.foundation.problems import Cause
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.records.registry import ARTICLES, KIND

# Proposals of one title come from several proposers, and their numbers tell them apart.
_LIKE = frozenset(ARTICLES) - {"proposal"}
_TELLING = ("gender", "birth_year")


def members_are_filed_once(portal: Portal) -> Iterator[Fault]:
    """Two members of one name and one unit are reminded of, unless sex or year of birth tells them apart."""
    for found in _same_titles(portal, frozenset({"member"})):
        units: dict[str | None, list[Item]] = {}
        for item in found:
            units.setdefault(item.unit, []).append(item)
        for unit, items in units.items():
            twins = [one for one in items if any(_may_be_one(one, other) for other in items if other is not one)]
            what = f"同一机构里叫「{twins[0].title}」的委员有 {len(twins)} 位" if twins else ""
            cure = "是同一个人就合成一条，几届写在一个 terms 里；是两个人，就各写上能区分的 gender（性别）或 birth_year（出生年份）"
            cause = Cause(f"twins:member:{found[0].title}:{unit}", cure)
            yield from (Fault(one.path, ("name",), what, cure, is_error=False, cause=cause) for one in twins)


def articles_are_filed_once(portal: Portal) -> Iterator[Fault]:
    """Two records of one kind with the same title and day are reminded of."""
    for found in _same_titles(portal, _LIKE):
        days: dict[str, list[Item]] = {}
        for item in found:
            day = item.happened or item.published
            if day.is_exact:
                days.setdefault(str(day), []).append(item)
        for when, items in days.items():
            if len(items) > 1:
                what = f"标题是「{items[0].title[:30]}」、日期是 {when} 的{KIND[items[0].kind].label}有 {len(items)} 条"
                cure = "是同一件事就只留一条；确是两件，就在标题里写出不同，例如地点、场次"
                cause = Cause(f"twins:{items[0].kind}:{items[0].title}:{when}", cure)
                yield from (Fault(one.path, ("title",), what, cure, is_error=False, cause=cause) for one in items)


def _may_be_one(one: Item, other: Item) -> bool:
    told = [(one.record.given(key), other.record.given(key)) for key in _TELLING]
    return all(first is None or second is None or first == second for first, second in told)


def _same_titles(portal: Portal, kinds: frozenset[str]) -> Iterator[list[Item]]:
    """Yield the items of one kind and one title, wherever one of them is to be checked, those that were withdrawn left out."""
    first: dict[tuple[str, str], Item] = {}
    more: dict[tuple[str, str], list[Item]] = {}
    for item in _to_compare(portal, kinds):
        key = (item.kind, item.title)
        known = first.setdefault(key, item)
        if known is not item:
            more.setdefault(key, [known]).append(item)
    for key in sorted(more):
        found = [item for item in more[key] if not item.visibility.is_stub]
        if len(found) > 1:
            yield sorted(found, key=lambda item: item.path)


def _to_compare(portal: Portal, kinds: frozenset[str]) -> Iterator[Item]:
    """Yield the items of some kinds, or those that are called as one of them that changed."""
    items = portal.items.values()
    if portal.changed is None:
        return (item for item in items if item.kind in kinds)
    titles = {item.title for item in portal.changed if item.kind in kinds}
    return (item for item in items if item.title in titles and item.kind in kinds) if titles else iter(())
