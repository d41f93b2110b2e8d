"""Drafts: what a draft lacks is told of the draft and stops nobody; only what is published must be whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import SOUND, project, read_content

from cppcc_portal.content import Content
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.records.registry import KINDS

BARE = "---\nstatus: draft\n---\n"
NOTICE = SOUND["notices/call.md"]
DRAFT = NOTICE.replace("---\n", "---\nstatus: draft\n", 1)


def reading(root: Path, files: dict[str, str], preview: bool = False) -> Content:
    return read_content(project(root, {**SOUND, **files}), preview=preview)


def told(content: Content, path: str) -> list[Problem]:
    return [problem for problem in content.problems if problem.path == f"content/{path}"]


@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize("kind", [kind.folder for kind in KINDS])
def test_a_draft_with_nothing_in_it_is_reminded_of_and_stops_nothing(tmp_path: Path, kind: str, preview: bool) -> None:
    content = reading(tmp_path, {f"{kind}/bare.md": BARE}, preview)
    assert not content.has_errors
    found = told(content, f"{kind}/bare.md")
    assert found and all(one.is_of_draft and one.cure for one in found)
    assert len(content.portal.items) == len(SOUND)


BROKEN = {
    "a key that nobody knows": DRAFT.replace("---\n", "---\nwhat: x\n", 1),
    "a bracket that is not closed": DRAFT.replace("---\n", "---\nkeywords: [甲\n", 1),
    "no second line of dashes": DRAFT.replace("\n---\n", "\n", 1),
    "a member that is not there": DRAFT.replace("---\n", "---\nmembers: [nobody]\n", 1),
    "a picture that is not there": DRAFT + "\n![图](none.png)\n",
    "a link that leads nowhere": DRAFT + "\n[文](none.md)\n",
    "a tag in its text": DRAFT + "\n<script>x</script>\n",
    "a word for its state": NOTICE.replace("---\n", "---\nstatus: 草稿\n", 1),
    "a word of no list": DRAFT.replace("notice_type: 征集", "notice_type: 布告"),
    "another encoding": "",
}


@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize("fault", BROKEN)
def test_whatever_is_wrong_with_a_draft_is_a_reminder(tmp_path: Path, fault: str, preview: bool) -> None:
    built = project(tmp_path, {**SOUND, "notices/broken.md": BROKEN[fault]})
    if fault == "another encoding":
        (tmp_path / "content/notices/broken.md").write_bytes(DRAFT.encode("gbk"))
    content = read_content(built, preview=preview)
    assert not content.has_errors
    assert any(one.is_of_draft for one in told(content, "notices/broken.md"))
    assert ("notice", "broken") not in content.portal.items


@pytest.mark.parametrize("status", ["published", "archived"])
@pytest.mark.parametrize("fault", set(BROKEN) - {"a word for its state", "another encoding"})
def test_the_same_is_an_error_where_it_is_published(tmp_path: Path, fault: str, status: str) -> None:
    text = re.sub("status: draft", f"status: {status}", BROKEN[fault])
    content = reading(tmp_path, {"notices/broken.md": text})
    assert any(one.is_error for one in told(content, "notices/broken.md"))


def test_a_draft_that_waits_for_its_day_must_be_whole(tmp_path: Path) -> None:
    later = re.sub(r"date_published: .*", "date_published: 2026-12-24", NOTICE).replace("notice_type: 征集\n", "")
    assert reading(tmp_path, {"notices/later.md": later}).has_errors


@pytest.mark.parametrize("bare", [BARE, DRAFT.replace("---\n", "---\nmembers: [nobody]\n", 1)])
def test_what_is_published_may_not_name_an_unfinished_draft(tmp_path: Path, bare: str) -> None:
    files = {
        "notices/linking.md": NOTICE + "\n见[草稿](bare.md)。\n",
        "notices/bare.md": bare,
        "units/office.md": BARE,
        "notices/naming.md": NOTICE.replace("---\n", "---\nunit: office\n", 1),
        "ledger/2021.csv": "委员,机构,日期,件数,采用\n,office,2021,4,\n",
    }
    content = reading(tmp_path, files)
    errors = {one.path.removeprefix("content/"): one.what for one in content.problems if one.is_error}
    assert set(errors) == {"notices/linking.md", "notices/naming.md", "ledger/2021.csv"}
    assert "还没有发布" in errors["notices/linking.md"]
    assert "没有写完的草稿" in errors["notices/naming.md"] and "没有写完的草稿" in errors["ledger/2021.csv"]


def test_a_draft_may_name_an_unfinished_draft_and_is_unfinished_with_it(tmp_path: Path) -> None:
    files = {"units/office.md": BARE, "notices/a.md": DRAFT.replace("---\n", "---\nunit: office\n", 1)}
    content = reading(tmp_path, files, preview=True)
    assert not content.has_errors
    assert told(content, "notices/a.md") and ("notice", "a") not in content.portal.items


SHARED = {
    "an id": ({"notices/2027/call.md": DRAFT}, "notices/2027/call.md", "notices/call.md"),
    "an old address": (
        {
            "notices/a.md": DRAFT,
            "notices/b.md": NOTICE.replace("---\n", "---\naliases: [notices/a/index.html]\n", 1),
        },
        "notices/a.md",
        "notices/b.md",
    ),
    "a number of a proposal": (
        {"proposals/a.md": SOUND["proposals/2024/x-5-4-012.md"].replace("---\n", "---\nstatus: draft\n", 1)},
        "proposals/a.md",
        "proposals/2024/x-5-4-012.md",
    ),
    "a number of a plan": (
        {"plans/2025/a.md": SOUND["plans/2025/upkeep.md"].replace("---\n", "---\nstatus: draft\n", 1)},
        "plans/2025/a.md",
        "plans/2025/upkeep.md",
    ),
}


@pytest.mark.parametrize("shared", SHARED)
def test_what_a_draft_shares_with_a_record_is_told_of_the_draft(tmp_path: Path, shared: str) -> None:
    files, draft, record = SHARED[shared]
    content = reading(tmp_path, files)
    assert not content.has_errors
    assert any(one.is_of_draft for one in told(content, draft))
    assert not told(content, record)
    assert any(item.path == f"content/{record}" for item in content.portal.items.values())


def test_a_whole_draft_is_shown_in_a_preview_and_told_of_by_nobody(tmp_path: Path) -> None:
    content = reading(tmp_path, {"notices/a.md": DRAFT.replace("title: 征集", "title: 再次征集")}, preview=True)
    assert not content.problems
    assert content.portal.items["notice", "a"].visibility.mark == "草稿"
