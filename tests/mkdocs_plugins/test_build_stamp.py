"""The seal: a build after which nothing changed does nothing, and nothing that changes escapes it."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hosted import OLD, Project, is_sealed
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from worlds import activity, difference, member, notice, picture, plain_build, project_of, put, times, tree

from cppcc_portal.mkdocs_plugins import inputs


def test_when_nothing_changed_nothing_is_done(project: Project) -> None:
    assert not is_sealed(project.build())
    before, seen = tree(project.site), times(project.site)
    assert is_sealed(project.build())
    assert is_sealed(project.build())
    assert times(project.site) == seen
    assert difference(before, project.clean()) == []


def test_what_reads_and_makes_is_not_even_loaded(built: Project) -> None:
    heavy = [
        "pydantic",
        "feedgen",
        "nh3",
        "PIL",
        "cppcc_portal.build",
        "cppcc_portal.content",
        "cppcc_portal.features",
    ]
    assert built.loads(heavy) == []


def edit(name: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.edit(name, old, new)


def add(name: str, text: str | bytes) -> Callable[[Project], None]:
    return lambda project: put(project.root / name, text)


def remove(name: str) -> Callable[[Project], None]:
    return lambda project: (project.root / name).unlink()


CHANGES: dict[str, Callable[[Project], None]] = {
    "a record": edit("content/notices/call.md", "欢迎", "恭迎"),
    "a new record": add("content/members/new.md", member("赵新")),
    "a deleted record": remove("content/activities/study.md"),
    "a picture": add("content/activities/roads.png", picture(10, (9, 9))),
    "a list of words": edit("content/_vocabulary/sectors.yml", "- 农业界\n", "- 新界\n- 农业界\n"),
    "the site's facts": edit("content/_site.yml", "某县政协\n", "某某县政协\n"),
    "a hand-written page": edit("site_src/about/index.md", "\n", "\n\n加了一句。\n"),
    "a new hand-written page": add("site_src/about/more.md", "# 更多\n\n文字。\n"),
    "a template of ours": edit("theme_overrides/portal/article.html", "<article", "<article data-x"),
    "the frame": edit("theme_overrides/layout.html", "portal:body", "portal:body --><!-- portal:body"),
    "a style": edit("theme_overrides/assets/stylesheets/tokens.css", ":root", "/* x */\n:root"),
    "the settings": edit("mkdocs.yml", "theme:", "nav:\n  - 头页: index.md\ntheme:"),
    "a published page": lambda project: put(project.site / "notices/call/index.html", "x"),
    "the date of a published page": lambda project: os.utime(project.site / "notices/call/index.html"),
    "a page that somebody deleted": remove("site/notices/call/index.html"),
    "a site that somebody deleted": lambda project: shutil.rmtree(project.site),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_whatever_changes_breaks_the_seal(built: Project, change: Callable[[Project], None]) -> None:
    assert is_sealed(built.build())
    change(built)
    assert not is_sealed(built.build())
    assert difference(tree(built.site), built.clean()) == []
    assert is_sealed(built.build())


def test_a_new_day_breaks_the_seal(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    put(project.root / "content/notices/next.md", notice("明日公告", "明日见。", date_published="2026-11-24"))
    put(project.root / "content/notices/ends.md", notice("今日截止", "快来。", valid_to="2026-11-23"))
    project.settle()
    project.build()
    assert is_sealed(project.build())
    monkeypatch.setenv("PORTAL_AS_OF", "2026-11-24")
    assert not is_sealed(project.build())
    assert (project.site / "notices/next/index.html").is_file()
    assert difference(tree(project.site), project.clean()) == []


def test_new_code_breaks_the_seal(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "code_digest", lambda: "another program")
    assert not is_sealed(built.build())


def test_an_upgraded_library_breaks_the_seal(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "installed", lambda: ["markdown-99.dist-info"])
    assert not is_sealed(built.build())


def test_another_door_to_the_same_site_breaks_the_seal(built: Project) -> None:
    plain_build(built.root, built.site)
    assert not is_sealed(built.build())
    assert difference(tree(built.site), built.clean()) == []


def test_a_lost_or_damaged_store_breaks_the_seal(built: Project) -> None:
    store = project_of(built.root).store
    with store._connect() as connection:
        connection.execute("UPDATE kept SET data = zeroblob(40) WHERE key LIKE 'seal:%' OR key LIKE 'frames:%'")
    store.close()
    assert not is_sealed(built.build())
    assert difference(tree(built.site), built.clean()) == []


@pytest.mark.parametrize(
    "name", ["content/notices/call.md", "theme_overrides/portal/article.html", "site_src/index.md"]
)
def test_an_edit_within_one_tick_of_the_clock_is_seen(project: Project, name: str) -> None:
    file = project.root / name
    put(file, file.read_text("utf-8") + "\n<!-- 一 -->\n" * name.endswith("l"))  # it is of this moment
    stat = file.stat()
    project.build()
    assert is_sealed(project.build())
    text = file.read_text("utf-8")
    put(file, text.replace("的", "地", 1) if "的" in text else text.replace("欢", "恭", 1))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size and file.stat().st_mtime_ns == stat.st_mtime_ns
    assert not is_sealed(project.build())


@pytest.mark.parametrize("name", ["content/activities/late.md", "site_src/about/more.md"])
def test_reminders_and_warnings_are_told_again_and_warnings_abort_a_strict_build(project: Project, name: str) -> None:
    late = activity("先发的活动", "正文。", unit="east", date="2024-05-01", date_published="2024-04-01")
    put(project.root / name, late if name.startswith("content") else "# 更多\n\n[没有](nowhere.md)\n")
    project.settle()
    word = "早于" if name.startswith("content") else "nowhere.md"
    first = [line for line in project.build() if word in line]
    again = project.build()
    assert is_sealed(again)
    assert len(first) == 1 and [line for line in again if word in line] == first
    project.edit("content/notices/call.md", "欢迎", "恭迎")
    assert [line for line in project.build() if word in line] == first
    assert is_sealed(project.build())
    logger = logging.getLogger("mkdocs")
    level = logger.level
    for loud in (logging.INFO, logging.ERROR):
        try:
            logger.setLevel(loud)
            if name.startswith("content"):
                mkdocs_build(load_config(str(project.root / "mkdocs.yml"), strict=True))
            else:
                with pytest.raises(Abort, match="网站没有生成：有 1 处警告"):
                    mkdocs_build(load_config(str(project.root / "mkdocs.yml"), strict=True))
            assert logger.level == loud
        finally:
            logger.setLevel(level)


def test_a_clean_build_complains_of_no_page(project: Project) -> None:
    assert [line for line in project.build() if "empty output" in line or "skipped" in line] == []


def test_a_quiet_build_seals_for_quiet_builds_only(built: Project) -> None:
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        config = load_config(str(built.root / "mkdocs.yml"))
        mkdocs_build(config)
    finally:
        logger.setLevel(before)
    assert not is_sealed(built.build())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("plugins:\n", "plugins:\n  - search\n"),
        ("markdown_extensions:\n", "markdown_extensions:\n  - pymdownx.snippets\n"),
        ("docs_dir:", "hooks: [hook.py]\ndocs_dir:"),
    ],
    ids=["a plugin", "an extension", "a hook"],
)
def test_whoever_else_has_a_say_switches_the_seal_off(project: Project, old: str, new: str) -> None:
    put(project.root / "hook.py", "")
    project.edit("mkdocs.yml", old, new)
    project.settle()
    project.build()
    assert not is_sealed(project.build())


def test_files_of_an_old_day_need_no_second_look(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nobody can set back the time at which a file was put there; so that nobody waits, a moment is short here.
    monkeypatch.setattr("cppcc_portal.foundation.file_index.TICK", 0)
    assert is_sealed(built.build())
    monkeypatch.setattr(Path, "read_bytes", refuse_below(built.root / "content", Path.read_bytes))
    assert is_sealed(built.build())
    assert all((built.root / name).stat().st_mtime == OLD for name in ("content/notices/call.md",))


def same_dates(file: Path, content: bytes) -> None:
    """Put another content into a file, as a tool does that restores it with its size and date."""
    stat = file.stat()
    assert len(content) == stat.st_size
    file.write_bytes(content)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize(
    "name",
    ["content/notices/call.md", "site_src/about/index.md", "content/history/dam.txt", "content/activities/roads.png"],
)
def test_a_file_restored_with_its_size_and_date_is_seen(
    built: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("cppcc_portal.foundation.file_index.TICK", 0)
    monkeypatch.setattr("cppcc_portal.portal.assets.TICK", 0)
    monkeypatch.setattr("cppcc_portal.records.record_cache.TICK", 0)
    assert is_sealed(built.build())
    file = built.root / name
    was = file.read_bytes()
    restored = (
        picture(77)
        if name.endswith(".png")
        else was.replace("欢".encode(), "喜".encode())
        .replace("的".encode(), "之".encode())
        .replace("名单".encode(), "单名".encode())
    )
    assert restored != was
    same_dates(file, restored)
    assert not is_sealed(built.build())
    assert tree(built.site) == built.clean()
    assert is_sealed(built.build())


def test_a_checkout_of_the_same_files_with_their_dates_is_no_change(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cppcc_portal.foundation.file_index.TICK", 0)
    assert is_sealed(built.build())
    for name in ("content", "site_src", "theme_overrides"):
        shutil.copytree(built.root / name, built.root / "copy")
        shutil.rmtree(built.root / name)
        (built.root / "copy").rename(built.root / name)
    assert is_sealed(built.build())
    monkeypatch.setattr(Path, "read_bytes", refuse_below(built.root / "content", Path.read_bytes))
    assert is_sealed(built.build())


def refuse_below(folder: Path, real: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
    def read(self: Path) -> bytes:
        assert not self.is_relative_to(folder), self
        return real(self)

    return read


def test_a_machine_without_a_chinese_font_is_told_once_and_again_with_the_seal(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("options", "inputs"):
        monkeypatch.setattr(f"cppcc_portal.mkdocs_plugins.{module}.chinese_font", lambda: None)
    first, second = project.build(), project.build()
    for lines in (first, second):
        (told,) = [line for line in lines if "没有中文字体" in line]
        assert "改法" in told and "cards: false" in told
    assert is_sealed(second)
    project.edit("mkdocs.yml", "  - portal:\n", "  - portal:\n      cards: false\n")
    assert not any("没有中文字体" in line for line in project.build())


def test_an_unfinished_draft_is_told_of_until_it_is_whole_or_gone(project: Project) -> None:
    draft = project.root / "content/notices/draft.md"
    unfinished, whole = "---\nstatus: draft\n---\n", notice("征集", "正文。", status="published")

    def build(text: str | None) -> list[str]:
        draft.unlink(missing_ok=True) if text is None else put(draft, text)
        lines = project.build(strict=True)
        again = project.build(strict=True)
        assert is_sealed(again)
        assert difference(tree(project.site), project.clean()) == []
        told = [line for line in lines if "notices/draft.md" in line]
        assert [line for line in again if "notices/draft.md" in line] == told
        return told

    assert build(unfinished)
    project.edit("content/notices/call.md", "欢迎", "恭迎")
    assert build(unfinished)
    assert not build(whole) and (project.site / "notices/draft/index.html").exists()
    assert build(unfinished) and not (project.site / "notices/draft").exists()
    assert not build(None)
