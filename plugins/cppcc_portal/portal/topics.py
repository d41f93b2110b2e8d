"""Topics: which records a topic (专题) gathers."""

from __future__ import annotations

from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.records.kinds.topic import Query, Topic
from cppcc_portal.records.registry import ARTICLES, KIND_CALLED


def gathered(portal: Portal, record: Topic) -> tuple[Item, ...]:
    """Return the listed records that a topic asks for, newest first; without `kinds` these are articles of any kind."""
    return tuple(item for item in portal.of_kind(*sorted(_kinds(record.query))) if _answers(record.query, item))


def answers(record: Topic, item: Item) -> bool:
    """Whether a topic asks for an item, listed or not."""
    return item.kind in _kinds(record.query) and _answers(record.query, item)


def _kinds(query: Query) -> set[str]:
    return {KIND_CALLED[word] for word in query.kinds if word in KIND_CALLED} if query.kinds else set(ARTICLES)


def _answers(query: Query, item: Item) -> bool:
    """Whether an item has, of each key that a query writes, one of its values; a vague date answers when it may."""
    if query.topics and not set(query.topics) & set(item.topics):
        return False
    if query.units and item.unit not in query.units:
        return False
    if query.members and not set(query.members) & set(item.people):
        return False
    if query.programmes and not set(query.programmes) & set(item.programmes):
        return False
    if not (query.since or query.until):
        return True
    day = item.happened or item.published
    is_after = query.since is None or query.since.earliest <= day.latest
    return is_after and (query.until is None or day.earliest <= query.until.latest)
