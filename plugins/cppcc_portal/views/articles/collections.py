"""Collections: whatever has a list and feeds of its own: the site, a kind, a unit, a member, a session."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.portal.item import Item
from cppcc_portal.records.registry import ARTICLES, KIND
from cppcc_portal.views.context import ViewContext, published_order

NEWEST = 50
_ARTICLES = frozenset(ARTICLES)


@frozen
class Collection:
    """Anything with feeds: its title, the page it belongs to, the name of its feeds, its newest items.

    These are None where a change does not reach the feeds.
    """

    title: str
    owner: str
    group: str
    name: str
    address: str
    items: tuple[Item, ...] | None


def collections(context: ViewContext) -> Iterator[Collection]:
    """Yield every collection that is declared, all where names are; what has no items yet can be subscribed to early."""
    portal = context.portal
    name = portal.settings.site.name
    everything = newest(context, portal.listed)
    yield Collection(f"{name}：全部更新", name, "全站", "site", portal.routes.page(""), everything)
    for kind in ARTICLES:
        is_fed = context.touches_texts(kind)
        if kind not in portal.shown or not (is_fed or context.touches_names):
            continue
        row = KIND[kind]
        title, address = f"{name}：{row.label}", portal.routes.column(row.column)
        items = newest(context, portal.of_kind(kind)) if is_fed else None
        yield Collection(title, row.label, "栏目", row.folder, address, items)
    for kind in ("unit", "session", "topic", "programme", "studio", "member"):
        is_fed = context.touches_texts_of(kind)
        if not (is_fed or context.touches_names):
            continue
        group, borne = KIND[kind].label, context.borne(kind) if is_fed else {}
        items_of = portal.of_kind(kind)
        if kind == "member" and context.touches_names:
            # Members are found by name, as everywhere else; and a new date of one moves no other in the list.
            items_of = tuple(sorted(items_of, key=lambda item: (stroke_key(item.title), item.id)))
        for item in items_of:
            is_fed = context.touches_texts(kind, item.id)
            if not (is_fed or context.touches_names):
                continue
            items = newest(context, borne.get(item.id, ())) if is_fed else None
            title, feed = f"{item.title}（{name}）", f"{KIND[kind].folder}/{item.id}"
            yield Collection(title, item.title, group, feed, item.address, items)


def newest(context: ViewContext, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the newest of the items that feeds carry, the latest published first."""
    fed = [item for item in items if item.visibility.in_feeds and item.kind in _ARTICLES]
    if context.is_whole:
        return tuple(sorted(fed, key=lambda item: context.published_rank[item.path])[:NEWEST])
    if len(fed) > NEWEST:
        # To look at the day alone is faster than to sort; of the last day all are looked at.
        ranks = [item.published_rank for item in fed]
        last = sorted(ranks)[NEWEST - 1]
        fed = [item for rank, item in zip(ranks, fed, strict=True) if rank <= last]
    return tuple(sorted(fed, key=published_order)[:NEWEST])
