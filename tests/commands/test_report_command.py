"""`portal report` at the command line."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from builders import SOUND, project
from click.testing import CliRunner

from cppcc_portal.commands import main
from cppcc_portal.commands.report import commit


def run(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["report", "-C", str(root), *words], env={"PORTAL_AS_OF": "2026-11-23"})
    return done.exit_code, done.output


def test_both_files_are_written(tmp_path: Path) -> None:
    project(tmp_path)
    code, said = run(tmp_path, "--unit", "北宿镇政协联络室", "--period", "2025H1")
    assert (code, "beisu-2025h1.md、beisu-2025h1.docx" in said) == (0, True)
    assert sorted(os.listdir(tmp_path / "build" / "reports")) == ["beisu-2025h1.docx", "beisu-2025h1.md"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "2025H3"), "「2025H3」不是时段；写成 2026、2026H1"),
        (("--period", "2025", "--unit", "beisy"), "没有机构「beisy」，是不是「beisu」？"),
    ],
)
def test_what_is_wrong_is_told_with_a_cure(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    project(tmp_path)
    code, told = run(tmp_path, *words)
    assert code == 1 and said in told and "Traceback" not in told


def test_nothing_is_written_of_broken_content(tmp_path: Path) -> None:
    project(tmp_path, {**SOUND, "notices/bad.md": "---\ntitle: 坏的\n---\n"})
    code, told = run(tmp_path, "--period", "2025")
    assert code == 1 and "content/notices/bad.md" in told
    assert not (tmp_path / "build").exists()


def test_the_commit_is_told_and_what_is_not_committed(tmp_path: Path) -> None:
    project(tmp_path)
    who = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org"}
    env = {**os.environ, **who, "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}
    for words in (("init", "-q"), ("add", "content"), ("commit", "-qm", "Begin")):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, env=env)
    head = commit(tmp_path)
    assert len(head) == 40
    (tmp_path / "content" / "new.txt").write_text("x", "utf-8")
    assert commit(tmp_path) == f"{head}（有未提交的改动）"
