"""`portal build --verify`: the site as it is built every day is the one that is built from nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cppcc_portal.commands import main

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from hosted import Project
from worlds import notice, put, tree

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PORTAL_AS_OF", "2026-11-23")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return Project(tmp_path / "project")


def verified(project: Project) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["build", "-C", str(project.root), "--verify"])
    return done.exit_code, done.output


def test_an_edited_site_is_the_one_built_from_nothing_and_stays_up_to_date(project: Project) -> None:
    project.build()
    put(project.root / "content/notices/call.md", notice("改了", "改了。"))
    assert verified(project) == (0, "两次生成的网站一模一样。\n")
    assert any("0 written, 0 removed" in line for line in project.build())
    assert not list(project.root.glob(".verify-*"))


def test_a_file_of_the_site_that_is_another_is_named(project: Project) -> None:
    project.build()
    file = project.site / "notices/call/index.html"
    stat, words = file.stat(), file.read_bytes()
    file.write_bytes(words.replace("征集".encode(), "收集".encode()))
    import os

    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    if file.read_bytes() == words:
        pytest.fail("the page has none of these words")
    code, said = verified(project)
    assert code == 1 and "notices/call/index.html：内容不同" in said and "改法：" in said


def test_with_incremental_switched_off_nothing_is_remembered_and_the_bytes_are_the_same(project: Project) -> None:
    project.build()
    before = tree(project.site)
    settings = project.root / "mkdocs.yml"
    put(
        settings,
        settings.read_text("utf-8")
        .replace("- portal:\n", "- portal:\n      incremental: false\n", 1)
        .replace("  - portal\n", "  - portal:\n      incremental: false\n", 1),
    )
    assert "incremental: false" in settings.read_text("utf-8")
    for _ in range(2):
        assert "Portal: nothing has changed" not in project.build()
        assert tree(project.site) == before
