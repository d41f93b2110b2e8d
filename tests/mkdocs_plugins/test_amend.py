"""Amending: an edited text is published without a whole build, and the site is byte for byte that of a clean one."""

from __future__ import annotations

import random
import re
import sqlite3
from pathlib import Path

import pytest
from editing import Office
from hosted import Project, is_sealed
from worlds import achievement, activity, difference, history, host, notice, project_of, put, tree

from cppcc_portal import amend
from cppcc_portal.build import read
from cppcc_portal.views.prose import Text


@pytest.fixture
def site(project: Project) -> Project:
    """The small world with many activities; built."""
    for number in range(60):
        text = f"第 {number} 条，见[调研](roads.md)。"
        more = {"unit": "east", "members": ["wang-yi"], "date": f"2019-{1 + number % 12:02d}-0{1 + number % 9}"}
        put(project.root / f"content/activities/many-{number}.md", activity(f"活动{number}", text, **more))
    for file in sorted((project.root / "content").rglob("*.md")):
        # With a summary of its own the beginning of a text is shown nowhere else.
        put(file, file.read_text("utf-8").replace("\n---\n", "\nsummary: 摘要在此。\n---\n", 1))
    project.settle()
    project.build()
    return project


def is_amended(lines: list[str]) -> bool:
    return any("none of the others had to be looked at" in line for line in lines)


def add_a_sentence(project: Project, name: str, words: str = "加了一句。") -> None:
    file = project.root / name
    put(file, f"{file.read_text('utf-8')}\n{words}\n")


def forget(file: Path, keys: list[str]) -> None:
    """Take some keys out of a store."""
    with sqlite3.connect(file) as connection:
        connection.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in keys))


@pytest.mark.parametrize(
    "name",
    [
        *("activities/roads", "activities/study", "activities/many-0", "activities/many-30", "activities/plenary"),
        *("achievements/canal", "history/dam", "notices/call", "sessions/s-5-4"),
    ],
)
def test_a_text_that_changed_is_amended_and_taken_back(site: Project, name: str) -> None:
    file = site.root / f"content/{name}.md"
    before, words = tree(site.site), file.read_text("utf-8")
    has_text = bool(words.split("\n---\n")[1].strip())
    add_a_sentence(site, f"content/{name}.md")
    assert is_amended(site.build()) == has_text
    assert difference(tree(site.site), before) != []
    assert difference(tree(site.site), site.clean()) == []
    assert is_sealed(site.build())
    put(file, words)
    assert is_amended(site.build()) == has_text
    assert difference(tree(site.site), before) == []


def test_what_an_edited_text_does_not_need_is_not_loaded(site: Project) -> None:
    add_a_sentence(site, "content/activities/many-3.md")
    needed = ["pydantic", "cppcc_portal.outputs.pages", "cppcc_portal.views.articles"]
    libraries = ["PIL", "icalendar", "docx"]
    forms = [f"cppcc_portal.outputs.{name}" for name in ("data", "calendars")]
    views = [f"cppcc_portal.views.{name}" for name in ("home", "members", "proposals", "dashboard", "tables")]
    assert site.loads([*needed, *libraries, *forms, *views]) == needed
    assert is_sealed(site.build())


def test_texts_that_changed_one_after_another_are_amended_together(site: Project) -> None:
    names = [f"content/activities/many-{number}.md" for number in (0, 1, 2, 59)]
    for round_ in range(3):
        for name in names[: round_ + 1]:
            add_a_sentence(site, name, f"第 {round_} 次。")
        assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_what_somebody_else_read_meanwhile_is_no_measure(site: Project) -> None:
    before = project_of(site.root)
    site.edit("content/notices/call.md", "title: 征集史料", "title: 征集文史资料")
    read(before, host())  # as `portal check` does
    before.store.close()
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 征集史料", "title: 征集文史资料"),
        ("欢迎来稿。", "欢迎来稿。\n\n## 新的小标题\n"),
        ("欢迎来稿。", "欢迎来稿。\n\n见[调研](../activities/roads.md)。"),
        ("notice_type: 公告", "author: 张三\nnotice_type: 公告"),
        ("欢迎来稿。", ""),
    ],
    ids=["title", "heading", "link", "field", "nothing left"],
)
def test_whatever_is_more_than_a_text_is_built_as_a_whole(site: Project, old: str, new: str) -> None:
    site.edit("content/notices/call.md", old, new)
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_the_beginning_of_a_text_that_lists_show_is_more_than_a_text(site: Project) -> None:
    site.edit("content/notices/call.md", "summary: 摘要在此。\n", "")
    site.build()
    site.edit("content/notices/call.md", "欢迎来稿。", "换了开头。")
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


@pytest.mark.parametrize("name", ["units/east", "sessions/s-5-4"])
def test_a_page_that_counts_what_is_elsewhere_is_made_with_the_whole(site: Project, name: str) -> None:
    add_a_sentence(site, f"content/{name}.md")
    site.build()
    assert difference(tree(site.site), site.clean()) == []


def test_a_member_whose_card_tells_the_whole_file_is_built_as_a_whole(site: Project) -> None:
    add_a_sentence(site, "content/members/wang-yi.md")
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_a_problem_in_a_text_is_told(site: Project) -> None:
    add_a_sentence(site, "content/activities/many-3.md", "<script>alert(1)</script>")
    with pytest.raises(BaseException, match="BuildError"):
        site.build()


def test_a_site_that_somebody_harmed_is_not_amended(site: Project) -> None:
    put(site.site / "members/wang-yi/index.html", "x")
    add_a_sentence(site, "content/activities/many-3.md")
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_where_the_part_does_not_stand_for_the_whole_the_whole_is_built(
    site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amend, "ROUNDS", -1)
    monkeypatch.setattr(amend, "SMALL", 0)
    add_a_sentence(site, "content/activities/many-3.md")
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_what_was_added_to_a_text_is_found(site: Project) -> None:
    pairs = {name: words for name, words in tree(site.site).items() if name.startswith("search/pairs/")}
    assert not any("鼋鼍".encode() in words for words in pairs.values())
    add_a_sentence(site, "content/activities/many-3.md", "鼋鼍出没。")
    assert is_amended(site.build())
    now = {name: words for name, words in tree(site.site).items() if name.startswith("search/pairs/")}
    assert sum("鼋鼍".encode() in words for words in now.values()) == 1
    changed = [name for name in now if now[name] != pairs[name]]
    assert 0 < len(changed) < 9


def test_without_search_texts_are_amended_too(site: Project) -> None:
    settings = site.root / "mkdocs.yml"
    put(settings, re.sub(r"(?m)^  - portal-search.*\n", "", settings.read_text("utf-8")))
    site.build()
    add_a_sentence(site, "content/activities/many-3.md")
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


@pytest.mark.parametrize("key", ["searched:%", "search:%"])
def test_where_the_index_is_kept_no_more_the_whole_is_built(site: Project, key: str) -> None:
    before = project_of(site.root)
    kept = sorted(before.store.below(key.removesuffix("%")))
    assert kept
    forget(before.store.file, kept)
    add_a_sentence(site, "content/activities/many-3.md")
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


@pytest.mark.parametrize("blind", ["text", "comparison"])
def test_the_proof_has_teeth(site: Project, monkeypatch: pytest.MonkeyPatch, blind: str) -> None:
    add_a_sentence(site, "content/notices/call.md")
    if blind == "text":
        monkeypatch.setattr(Text, "__repr__", lambda self: "<text 0>")
    site.build()
    if blind == "comparison":
        monkeypatch.setattr(amend, "ROUNDS", -1)
        monkeypatch.setattr(amend, "SMALL", 0)
        monkeypatch.setattr(amend, "_stands_for_the_whole", lambda *of: True)
    add_a_sentence(site, "content/activities/many-3.md")
    site.build()
    assert difference(tree(site.site), site.clean()) != []


@pytest.mark.slow
def test_after_any_edits_a_site_that_is_amended_now_and_then_equals_a_clean_one(
    site: Project,
) -> None:
    office = Office(site.root, None)
    put(site.root / "content/history/long.md", history("长篇", "开头。" * 200))
    put(
        site.root / "content/achievements/long.md",
        achievement("长成果", "开头。" * 200, unit="east", members=["li-er"]),
    )
    put(site.root / "content/notices/long.md", notice("长公告", "开头。" * 200))
    site.build()
    chance, amended = random.Random(20261124), 0
    steps = ("add", "edit_title", "edit_body", "edit_field", "edit_state", "delete", "rename", "add_body_picture")
    for number in range(30):
        good = tree(site.root / "content")
        if number % 3:
            longs = sorted(file for file in (site.root / "content").glob("*/long.md"))
            for file in longs[: 1 + number % 3]:
                put(file, f"{file.read_text('utf-8')}\n又加了一句，第 {number} 次。\n")
        else:
            getattr(office, chance.choice(steps))(chance.randrange(4096), chance.randrange(4096))
        if office.is_refused():
            office.good = (host(), good)
            office.undo()
        amended += is_amended(site.build())
        assert difference(tree(site.site), site.clean()) == [], number
    assert amended > 10
