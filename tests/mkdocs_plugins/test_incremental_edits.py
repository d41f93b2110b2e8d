"""Amending: a few records are published without a whole build, and the site is byte for byte that of a clean one."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from editing import Office
from hosted import Project, is_sealed
from worlds import (
    achievement,
    activity,
    difference,
    history,
    host,
    member,
    notice,
    picture,
    project_of,
    proposal,
    put,
    tree,
    unit,
)

from cppcc_portal import before_and_after, incremental
from cppcc_portal.content import read
from cppcc_portal.views import change


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


def test_what_the_guards_find_in_an_edited_text_is_told(site: Project) -> None:
    file = site.root / "content/activities/many-3.md"
    words = file.read_text("utf-8")
    add_a_sentence(site, "content/activities/many-3.md", "座机 0329-6212345。")
    told = site.build()
    assert not is_amended(told)
    assert any("personal-landline" in line for line in told)
    put(file, words)
    site.build()
    add_a_sentence(site, "content/activities/many-3.md", "依据某政发〔2026〕3号。")
    assert is_amended(site.build()), "a document number that is not on the site's list is nothing to tell"


def test_what_an_edited_text_does_not_need_is_not_loaded(site: Project) -> None:
    add_a_sentence(site, "content/activities/many-3.md")
    needed = ["cppcc_portal.outputs.pages", "cppcc_portal.views.articles.articles"]
    # The file itself is read in a process beside.
    libraries = ["PIL", "icalendar", "docx", "pydantic"]
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
def test_whatever_is_more_than_a_text_is_amended_with_lists(site: Project, old: str, new: str) -> None:
    site.edit("content/notices/call.md", old, new)
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_the_beginning_of_a_text_that_lists_show_is_more_than_a_text(site: Project) -> None:
    site.edit("content/notices/call.md", "summary: 摘要在此。\n", "")
    site.build()
    site.edit("content/notices/call.md", "欢迎来稿。", "换了开头。")
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


@pytest.mark.parametrize("name", ["units/east", "sessions/s-5-4"])
def test_a_page_that_counts_what_is_elsewhere_is_made_with_the_whole(site: Project, name: str) -> None:
    add_a_sentence(site, f"content/{name}.md")
    site.build()
    assert difference(tree(site.site), site.clean()) == []


def test_a_text_of_a_member_reaches_its_own_page_alone(site: Project) -> None:
    before = tree(site.site)
    add_a_sentence(site, "content/members/wang-yi.md")
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []
    changed = {name for name, words in tree(site.site).items() if words != before.get(name)}
    assert {name for name in changed if not name.startswith("search/")} == {"members/wang-yi/index.html"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: 王一", "name: 单晓云"),
        ("name: 王一", "name: 王一\npinyin: Wang Yī"),
        ("name: 王一", "name: 王一\nbio: 多年治水。"),
    ],
    ids=["name", "pinyin", "bio"],
)
def test_a_member_who_is_called_otherwise_is_amended_and_taken_back(site: Project, old: str, new: str) -> None:
    before = tree(site.site)
    site.edit("content/members/wang-yi.md", old, new)
    assert is_amended(site.build())
    assert difference(tree(site.site), before) != []
    assert difference(tree(site.site), site.clean()) == []
    assert is_sealed(site.build())
    site.edit("content/members/wang-yi.md", new, old)
    assert is_amended(site.build())
    assert difference(tree(site.site), before) == []


def test_who_names_a_renamed_member_may_change_with_it(site: Project) -> None:
    site.edit("content/members/wang-yi.md", "name: 王一", "name: 王二")
    add_a_sentence(site, "content/activities/many-3.md")
    added(site)
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("unit: east", "unit: west"), ("见[", "## 标题\n\n见[")],
    ids=["unit", "heading"],
)
def test_a_member_who_is_counted_elsewhere_is_built_as_a_whole(site: Project, old: str, new: str) -> None:
    site.edit("content/members/wang-yi.md", old, new)
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_a_member_called_like_a_proposer_is_reminded_of(site: Project) -> None:
    site.edit("content/members/wang-yi.md", "name: 王一", "name: 民建支部")
    assert any("民建支部有委员主页" in line for line in site.build())
    assert difference(tree(site.site), site.clean()) == []
    site.edit("content/members/wang-yi.md", "name: 民建支部", "name: 王一")
    assert not any("民建支部有委员主页" in line for line in site.build())


def test_a_problem_in_a_text_is_told(site: Project) -> None:
    add_a_sentence(site, "content/activities/many-3.md", "<script>alert(1)</script>")
    with pytest.raises(BaseException, match="网站没有生成：内容有错误"):
        site.build()


def test_a_site_that_somebody_harmed_is_not_amended(site: Project) -> None:
    put(site.site / "members/wang-yi/index.html", "x")
    add_a_sentence(site, "content/activities/many-3.md")
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_where_the_part_does_not_stand_for_the_whole_the_whole_is_built(
    site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = incremental._fingerprints
    monkeypatch.setattr(
        incremental, "_fingerprints", lambda *given: {**real(*given), "activities/many-3/index.html": "0"}
    )
    add_a_sentence(site, "content/activities/many-3.md")
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def added(site: Project) -> Path:
    """Add an activity that many lists and feeds will show, in a year and a month of which there are others."""
    more = {"unit": "east", "members": ["wang-yi", "li-er"], "date": "2019-04-03", "topics": "[水利]"}
    file = site.root / "content/activities/2019/new.md"
    put(file, activity("新活动", "见[调研](../roads.md)。", programmes=["help"], **more))
    return file


def test_an_added_article_is_amended_and_taken_back(site: Project) -> None:
    before = tree(site.site)
    file = added(site)
    assert is_amended(site.build())
    assert "activities/new/index.html" in tree(site.site)
    assert difference(tree(site.site), site.clean()) == []
    assert is_sealed(site.build())
    file.unlink()
    assert is_amended(site.build())
    assert difference(tree(site.site), before) == []
    file.parent.rmdir()
    assert is_amended(site.build()) or is_sealed(site.build())


@pytest.mark.parametrize(
    "change",
    [
        {"keywords": "[桥]"},
        {"unit": "west", "members": ["li-er"]},
        {"date": "2020-06"},
        {"date": "202X", "date_published": "2021-05-06"},
        {"topics": "[提案, 社情民意]"},
        {"recommendations": "[{text: 修桥, to: 镇政府}]"},
        {"studio": "east-studio", "follows": ["many-7"]},
        {"status": "archived"},
        {"disclosure": "摘要"},
    ],
    ids=lambda change: " ".join(change),
)
def test_an_article_that_became_another_is_amended(site: Project, change: dict[str, object]) -> None:
    file = added(site)
    site.build()
    more = {"unit": "east", "members": ["wang-yi", "li-er"], "date": "2019-04-03", "programmes": ["help"]}
    text = activity("新活动", "见[调研](../roads.md)。", **{"summary": "摘要。", **more, **change})
    put(file, text)
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


COVER = "  src: bridge.png\n  alt: 桥\n  credit: 本站"


def pictured(site: Project, name: str = "new", **more: object) -> Path:
    """Add an activity with a picture as its cover and in its text, and something to download."""
    file = site.root / f"content/activities/2019/{name}.md"
    put(file.with_name("bridge.png"), picture(7, (9, 5)))
    put(file.with_name("names.txt"), "名单\n")
    text = "![桥](bridge.png)"
    beside = {"cover": COVER, "attachments": "  - file: names.txt\n    title: 名单"}
    put(
        file,
        activity(
            f"新活动 {name}", text, **{"unit": "east", "members": ["wang-yi"], "date": "2019-04-03", **beside, **more}
        ),
    )
    return file


def test_an_article_with_files_beside_it_comes_and_goes(site: Project) -> None:
    before = tree(site.site)
    file = pictured(site)
    assert is_amended(site.build())
    now = tree(site.site)
    assert {"files/activities/2019/bridge.png", "files/activities/2019/names.txt"} <= now.keys() - before.keys()
    assert [name for name in now if name.startswith("pictures/activities/2019-bridge") or "/2019/bridge-" in name]
    assert difference(now, site.clean()) == []
    assert is_sealed(site.build())
    for one in (file, file.with_name("bridge.png"), file.with_name("names.txt")):
        one.unlink()
    assert is_amended(site.build())
    assert difference(tree(site.site), before) == []


def test_another_picture_takes_its_place(site: Project) -> None:
    file = pictured(site)
    site.build()
    put(file.with_name("bridge.png"), picture(99, (11, 5)))
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []
    # Of a picture that nobody uses a whole build tells.
    put(file.with_name("unused.png"), picture(3))
    lines = site.build()
    assert not is_amended(lines) and any("没有一条记录用到这个文件" in line for line in lines)
    assert difference(tree(site.site), site.clean()) == []


def test_a_picture_of_two_stays_as_long_as_one_shows_it(site: Project) -> None:
    one, two = pictured(site), pictured(site, "other")
    hidden = pictured(site, "hidden", disclosure="内部")
    site.build()
    one.unlink()
    assert is_amended(site.build())
    assert "files/activities/2019/bridge.png" in tree(site.site)
    assert difference(tree(site.site), site.clean()) == []
    two.unlink()
    assert is_amended(site.build())
    assert hidden.exists()
    assert "files/activities/2019/bridge.png" not in tree(site.site)
    assert difference(tree(site.site), site.clean()) == []


def test_a_summary_shows_no_picture(site: Project) -> None:
    pictured(site)
    site.build()
    pictured(site, disclosure="摘要", summary="摘要。")
    assert is_amended(site.build())
    assert not [name for name in tree(site.site) if name.startswith("files/activities/2019/")]
    assert difference(tree(site.site), site.clean()) == []


def test_a_picture_that_is_taken_away_from_under_a_record_is_told_of(site: Project) -> None:
    file = pictured(site)
    site.build()
    file.with_name("bridge.png").unlink()
    with pytest.raises(BaseException, match="网站没有生成：内容有错误"):
        site.build()


def test_a_portrait_is_amended(site: Project) -> None:
    photo = "photo: {src: wang.png, alt: 王一, credit: 本人, consent: true}"
    put(site.root / "content/members/wang.png", picture(50, (6, 9)))
    site.edit("content/members/wang-yi.md", "name: 王一", f"name: 王一\n{photo}")
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []
    put(site.root / "content/members/wang.png", picture(51, (7, 9)))
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_a_file_that_somebody_else_looked_at_meanwhile_is_no_measure(site: Project) -> None:
    file = pictured(site)
    site.build()
    put(file.with_name("bridge.png"), picture(99, (11, 5)))
    before = project_of(site.root)
    read(before, host())  # as `portal check` does
    before.store.close()
    file.unlink()
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


def test_a_proposal_comes_is_answered_and_goes(site: Project) -> None:
    before, file = tree(site.site), site.root / "content/proposals/new.md"
    put(file, proposal("架线的提案", "多架一条线。", number="9", unit="west", proposers=["{member: li-er}"]))
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []
    way = {"examined": "{date: 2020-02, result: 立案}", "assigned": "{date: 2020-03}"}
    way |= {"handlers": "[{unit: 供电局, role: 主办}]", "replies": "[{unit: 供电局, date: 2020-05, class: A}]"}
    put(file, proposal("架线的提案", "架好了。", number="9", proposers=["{member: li-er}"], **way))
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []
    file.unlink()
    assert is_amended(site.build())
    assert difference(tree(site.site), before) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("units/north", unit("北镇联络室")),
        ("members/zhao-si", member("赵四", unit="east")),
        ("activities/carried-out", activity("供水调研", plan_topic=["water"])),
        ("activities/hidden", activity("内部的", disclosure="内部")),
        ("activities/early", activity("早报", date="2021-01-01")),
    ],
)
def test_what_is_told_on_pages_of_others_is_built_as_a_whole(site: Project, name: str, text: str) -> None:
    put(site.root / f"content/{name}.md", text)
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


MEETING = {"activity_type": "会议", "meeting_type": "座谈会", "term": "第五届"}


def test_old_addresses_come_change_and_go(site: Project) -> None:
    before, file = tree(site.site), site.root / "content/activities/old.md"
    for aliases in (["old/one.html"], ["old/one.html", "old/two/"], ["old/two/"]):
        put(file, activity("旧地址", aliases=aliases))
        assert is_amended(site.build())
        assert difference(tree(site.site), site.clean()) == []
    file.unlink()
    assert is_amended(site.build())
    assert difference(tree(site.site), before) == []


@pytest.mark.parametrize("alias", ["old/call.html", "Activities/roads", "members/wang-yi/"])
def test_an_old_address_that_another_has_is_told_of(site: Project, alias: str) -> None:
    put(site.root / "content/activities/old.md", activity("旧地址", aliases=[alias]))
    with pytest.raises(BaseException, match="网站没有生成：内容有错误"):
        site.build()


def test_a_meeting_joins_its_series_and_leaves_it(site: Project) -> None:
    files = [site.root / f"content/activities/meeting-{number}.md" for number in (1, 2, 3)]
    for number, file in enumerate(files, 1):
        put(file, activity(f"座谈{number}", **MEETING, ordinal=str(number)))
        assert is_amended(site.build())
    put(files[1], activity("座谈改", **MEETING, ordinal="2"))
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []
    files[1].unlink()
    assert any("缺第 2 次" in line for line in site.build())
    put(files[1], activity("座谈4", **MEETING, ordinal="4"))
    assert any("缺第 2 次" in line for line in site.build())


def test_lists_and_counts_are_declared_of_outlines(site: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: set[str] = set()
    declared: list[set[str]] = []
    whole, publish = before_and_after._whole, incremental.publish

    def unpack(*given: Any) -> Any:
        unpacked.add(given[-1])
        return whole(*given)

    def release(*given: Any) -> Any:
        declared.append(set(unpacked))
        return publish(*given)

    monkeypatch.setattr(before_and_after, "_whole", unpack)
    monkeypatch.setattr(incremental, "publish", release)
    monkeypatch.setattr(incremental, "background", lambda task: task)
    added(site)
    assert is_amended(site.build())
    assert [path for path in declared[0] if "/many-" in path] == []
    assert len(declared[0]) < 16


def test_an_article_at_an_old_address_of_another_is_told_of(site: Project) -> None:
    site.edit("content/notices/call.md", "aliases: [old/call.html]", "aliases: [Activities/new]")
    site.build()
    added(site)
    with pytest.raises(BaseException, match="网站没有生成：内容有错误"):
        site.build()


def test_an_article_that_others_name_is_called_otherwise(site: Project) -> None:
    put(
        site.root / "content/activities/after.md",
        activity("回访", follows=["roads"], evidence="[{title: 调研, record: activities/roads}]"),
    )
    site.build()
    site.edit("content/activities/roads.md", "title: 通村公路调研", "title: 通村道路调研")
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []
    site.edit("content/activities/roads.md", "summary: 摘要在此。", "summary: 另一个摘要。")
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


@pytest.mark.parametrize(
    ("old", "new"), [("## 情况", "## 近况"), ("title: 通村公路调研", "title: 通村公路调研\nstatus: archived")]
)
def test_an_article_that_others_lead_into_is_built_as_a_whole(site: Project, old: str, new: str) -> None:
    site.edit("content/activities/study.md", "roads.md#情况", "roads.md")
    site.build()
    site.edit("content/activities/roads.md", old, new)
    assert not is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []


@pytest.mark.parametrize("state", ["status: archived", "disclosure: 摘要"])
def test_a_member_in_another_standing_is_amended_and_taken_back(site: Project, state: str) -> None:
    before = tree(site.site)
    site.edit("content/members/wang-yi.md", "name: 王一", f"name: 王一\n{state}")
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) == []
    site.edit("content/members/wang-yi.md", f"name: 王一\n{state}", "name: 王一")
    assert is_amended(site.build())
    assert difference(tree(site.site), before) == []


def test_a_wrong_article_is_told_of_and_its_cure_is_published(site: Project) -> None:
    file = added(site)
    put(file, file.read_text("utf-8").replace("wang-yi", "nobody"))
    with pytest.raises(BaseException, match="网站没有生成：内容有错误"):
        site.build()
    put(file, file.read_text("utf-8").replace("nobody", "wang-yi"))
    site.build()
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


def renamed(site: Project) -> None:
    site.edit("content/members/wang-yi.md", "name: 王一", "name: 单晓云")


@pytest.mark.parametrize(
    ("edit", "blind"),
    [
        *((added, blind) for blind in ("kinds", "owners", "carriers", "pages")),
        *((renamed, blind) for blind in ("owners", "carriers", "pages", "renamed")),
    ],
)
def test_the_proof_has_teeth(
    site: Project, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Project], None], blind: str
) -> None:
    real = change.change_set_of

    def told_less(*given: object) -> object:
        found = real(*given)
        found.__dict__[blind] = frozenset()
        return found

    monkeypatch.setattr(incremental, "change_set_of", told_less)
    edit(site)
    assert is_amended(site.build())
    assert difference(tree(site.site), site.clean()) != []


def test_an_error_of_the_program_is_no_reason_for_a_whole_build(site: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*given: object) -> object:
        raise KeyError("planted")

    monkeypatch.setattr(incremental, "change_set_of", lost)
    add_a_sentence(site, "content/activities/roads.md")
    with pytest.raises(KeyError, match="planted"):
        site.build()


@pytest.mark.slow
def test_after_any_edits_a_site_that_is_amended_now_and_then_equals_a_clean_one(
    site: Project,
) -> None:
    office = Office(site.root)
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
