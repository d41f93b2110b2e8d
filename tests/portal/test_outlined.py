"""Tests of outlined items: what stands in an outline is what the whole item says, and a change writes one part of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import project, read_content

from cppcc_portal.foundation.store import Store
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.outlined import Outline, Outlined, outline_of
from cppcc_portal.publishing.outlines import PART, keep_outlines, read_outlines

ASKED = sorted(
    name for name in (*Item._fields, *vars(Item)) if not name.startswith("_") and name not in ("count", "index")
)


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Item]:
    """Every item of the small world, by path."""
    portal = read_content(project(tmp_path_factory.mktemp("project"))).portal
    return {item.path: item for item in portal.items.values()}


def test_an_outlined_item_says_what_the_whole_one_says(items: dict[str, Item]) -> None:
    assert items
    outlined = Outlined.by_path([outline_of(item, "shape", "entry", "text") for item in items.values()], items.get)  # type: ignore[arg-type]
    for path, item in items.items():
        assert {name: getattr(outlined[path], name) for name in ASKED} == {name: getattr(item, name) for name in ASKED}
        assert repr(outlined[path]) == repr(item)


def test_only_what_is_not_in_its_outline_asks_for_the_whole(items: dict[str, Item]) -> None:
    def give(path: str) -> Item:
        raise LookupError(path)

    (one, *_), whole = items.values(), ("record", "body", "targets", "refs", "assets")
    item = Outlined.by_path([outline_of(one, "", "", "")], give)[one.path]
    assert [getattr(item, name) for name in ASKED if name not in whole]
    with pytest.raises(LookupError, match=item.path):
        item.record  # noqa: B018 - asking is what is tested


def many(items: dict[str, Item], number: int) -> list[Outline]:
    one = outline_of(next(iter(items.values())), "", "", "")
    return [one._replace(path=f"content/activities/{place}.md") for place in range(number)]


def test_outlines_come_back_in_their_order_and_a_change_writes_one_part(
    items: dict[str, Item], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, site = Store(tmp_path / "store.sqlite"), tmp_path / "site"
    rows = many(items, 20 * PART)
    kept = read_outlines(store, site, keep_outlines(store, site, rows))
    assert kept is not None
    assert list(kept) == rows
    assert len(kept.parts) > 10
    changes = {
        "one is another": lambda now: [*now[:500], now[500]._replace(face="new"), *now[501:]],
        "one is gone": lambda now: [*now[:500], *now[501:]],
        "the first is gone": lambda now: now[1:],
        "one came": lambda now: [*now[:500], now[500]._replace(path="content/activities/new.md"), *now[500:]],
        "the last came": lambda now: [*now, now[-1]._replace(path="content/activities/new.md")],
        "all are gone": lambda now: [],
    }
    written: list[str] = []
    put = store.put
    monkeypatch.setattr(store, "put", lambda kept: (written.extend(kept), put(kept))[1])
    for what, change in changes.items():
        written.clear()
        rows = change(list(kept))
        digest = keep_outlines(store, site, rows, kept)
        found = read_outlines(store, site, digest)
        assert found is not None and list(found) == rows, what
        assert len(written) <= 3, what
        # What is kept tells nothing of how it came about.
        assert keep_outlines(Store(tmp_path / "other.sqlite"), site, rows) == digest, what
    store.close()
