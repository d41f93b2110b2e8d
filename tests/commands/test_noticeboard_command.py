"""`portal noticeboard`: what it cannot do it says, with a way out."""

from __future__ import annotations

import sys

import pytest
from builders import REPOSITORY
from click.testing import CliRunner, Result

from cppcc_portal.commands.noticeboard import noticeboard
from cppcc_portal.project import Project

MODULE = sys.modules["cppcc_portal.commands.noticeboard"]


@pytest.fixture
def looked(sound: Project) -> Project:
    (sound.root / "theme_overrides").symlink_to(REPOSITORY / "theme_overrides")
    return sound


def run(built: Project, *words: str) -> Result:
    return CliRunner().invoke(noticeboard, ["-C", str(built.root), *words])


def test_a_month_without_records_is_told_with_those_that_have_some(looked: Project) -> None:
    done = run(looked, "--month", "2025-07", "--site-url", "https://example.org/")
    assert done.exit_code == 1
    assert "「2025-07」没有记录" in done.output and "有记录的时间：2025-12、2025-06" in done.output


def test_without_an_address_there_is_nothing_for_the_code_to_lead_to(looked: Project) -> None:
    (looked.root / "mkdocs.yml").unlink()
    done = run(looked, "--month", "2025-06")
    assert done.exit_code == 1
    assert "--site-url" in done.output


def test_the_address_is_that_of_the_settings(looked: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (looked.root / "mkdocs.yml").write_text('site_url: "https://zx.example.org/p/" # 网址\n', "utf-8")
    monkeypatch.setattr(MODULE, "BROWSERS", ())
    done = run(looked, "--month", "2025-06")
    page = looked.cache / "noticeboard" / "noticeboard" / "2025-06-a4" / "index.html"
    assert "https://zx.example.org/p/noticeboard/2025-06-bulletin/" in page.read_text("utf-8")
    assert done.exit_code == 1
    assert "没有找到 Chromium" in done.output and "Ctrl+P" in done.output


def test_content_with_errors_is_not_printed(looked: Project) -> None:
    (looked.content / "notices" / "call.md").write_text("---\ntitle: 公告\n---\n\n正文。\n", "utf-8")
    done = run(looked, "--month", "2025-06", "--site-url", "https://example.org/")
    assert done.exit_code == 1
    assert "notices/call.md" in done.output
