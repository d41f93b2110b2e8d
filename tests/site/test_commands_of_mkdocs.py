"""MkDocs' own commands work as anybody who knows them expects: from another folder, strictly, and onto a branch of pages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from hosted import Project
from worlds import difference, tree


def mkdocs(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of MkDocs in a folder, as nobody in particular to git."""
    named = {
        f"GIT_{who}_{what}": "tester@portal.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    apart = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    env = {**os.environ, **named, **apart, "PORTAL_AS_OF": "2026-11-23", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120)


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small world with the hand-written pages of the repository."""
    return Project(tmp_path / "project")


def test_a_strict_build_from_another_folder_into_another_folder(project: Project, tmp_path: Path) -> None:
    words = ("build", "--strict", "-f", str(project.root / "mkdocs.yml"), "-d", str(tmp_path / "elsewhere"))
    (tmp_path / "cwd").mkdir()
    done = mkdocs(tmp_path / "cwd", *words)
    assert done.returncode == 0, done.stderr
    assert not project.site.exists() and not list((tmp_path / "cwd").iterdir())
    assert mkdocs(project.root, "build").returncode == 0
    assert difference(tree(tmp_path / "elsewhere"), tree(project.site)) == []


def test_a_strict_build_tells_a_reminder_and_publishes(project: Project) -> None:
    project.edit("content/activities/study.md", "date_published: 2020-06-02", "date_published: 2019-06-02")
    project.edit("content/activities/study.md", "date: 202X", "date: 2020-06-01")
    project.edit("content/notices/call.md", "欢迎来稿。", "改了一句。")
    for _ in range(2):  # the second time it has nothing to do
        done = mkdocs(project.root, "build", "--strict")
        assert done.returncode == 0, done.stderr
        assert "提醒" in done.stderr and "早于" in done.stderr
        assert "WARNING" not in done.stderr and "Aborted" not in done.stdout + done.stderr
    assert "改了一句。" in (project.site / "notices/call/index.html").read_text("utf-8")


def test_gh_deploy_publishes_the_site_on_its_branch(project: Project, tmp_path: Path) -> None:
    bare = tmp_path / "published.git"
    git(tmp_path, "init", "--quiet", "--bare", str(bare))
    git(project.root, "init", "--quiet")
    for sentence in ("欢迎来稿。", "又改了一句。"):
        project.edit("content/notices/call.md", "欢迎来稿。", sentence)
        done = mkdocs(project.root, "gh-deploy", "-r", str(bare), "-m", "Publish")
        assert done.returncode == 0, done.stderr
        out = tmp_path / sentence
        git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(bare), str(out))
        published = {name: data for name, data in tree(out).items() if not name.startswith(".git/")}
        assert published.pop(".nojekyll") == b""
        assert (
            difference(published, {name: data for name, data in tree(project.site).items() if name != ".nojekyll"})
            == []
        )
        assert sentence in published["notices/call/index.html"].decode()
