"""The search index in a released site: reused, kept in step with the pages, and gone when it is switched off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from worlds import activity, difference, host, member, notice, plain_build, put, times, tree

from cppcc_portal.features import EVERY_FEATURE, SEARCH
from cppcc_portal.publishing.indexing import Index


def rows(site: Path) -> list[list[str]]:
    """Return the rows of every page that search finds."""
    return [row for file in sorted((site / "search/rows").iterdir()) for row in json.loads(file.read_bytes())]


def test_the_index_knows_what_the_public_may_read(root: Path, site: Path) -> None:
    secret = {"disclosure": "内部"}
    put(root / "content/activities/secret.md", activity("内部活动", "只给内部看。", **secret))
    put(root / "content/activities/draft.md", activity("草稿活动", status="draft"))
    put(root / "content/activities/old.md", activity("归档活动", "早年的事。", status="archived"))
    withdrawn = "\n  date: 2026-01-01\n  reason: 重复"
    put(root / "content/activities/gone.md", activity("撤回活动", status="withdrawn", withdrawn=withdrawn))
    plain_build(root, site)
    titles = {row[1] for row in rows(site)}
    assert "归档活动" in titles and {"王一", "通村公路调研", "征集史料"} <= titles
    assert not titles & {"内部活动", "草稿活动", "撤回活动"}
    assert "内部活动" not in "".join(file.read_text("utf-8") for file in (site / "search").rglob("*.*"))


def test_nothing_is_indexed_anew_when_no_page_changed(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = times(site / "search")
    monkeypatch.setattr(Index, "segment", lambda *_: pytest.fail("indexed anew"))
    plain_build(root, site)
    assert times(site / "search") == before


def test_only_files_of_the_index_that_an_edit_changes_are_written(root: Path, site: Path) -> None:
    before = times(site / "search")
    put(root / "content/notices/call.md", notice("征集史料", "欢迎来稿。麒麟", aliases=["old/call.html"]))
    plain_build(root, site)
    after = times(site / "search")
    touched = {name for name in after if after[name] != before.get(name)}
    assert touched and len(touched) < 6 and all(name.startswith("pairs/") for name in touched)


def test_a_lost_or_damaged_file_of_the_index_is_made_again(root: Path, site: Path) -> None:
    whole = tree(site)
    (site / "search/entry.json").unlink()
    (site / "search/pairs/3.txt").write_text("nonsense", "utf-8")
    plain_build(root, site)
    assert difference(tree(site), whole) == []


def test_a_new_member_is_looked_up_by_name_and_pinyin(root: Path, site: Path) -> None:
    put(root / "content/members/zhao-san.md", member("赵三"))
    plain_build(root, site)
    names = json.loads((site / "search/names.json").read_bytes())
    assert ["members/zhao-san/", "赵三", "", "", "Zhao San", "zs"] in [[*row[:5], row[5].lower()] for row in names]


def test_without_its_outlet_nothing_of_search_stays(root: Path, site: Path) -> None:
    plain_build(root, site, by=host(features=EVERY_FEATURE - {SEARCH}))
    assert [name for name in tree(site) if name.startswith("search/") and name != "search/index.html"] == []
    plain_build(root, site)
    assert (site / "search/entry.json").is_file()
