"""What is about to be committed is looked through, and what must not go out stops the commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import SOUND, project
from click.testing import CliRunner, Result

from cppcc_portal.commands import main

MOBILE = "13812345678"
NOTICE = "content/notices/call.md"


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, [*args, "-C", str(root)], prog_name="portal")


def git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": "/dev/null",
    }
    for who in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{who}_NAME": "示例", f"GIT_{who}_EMAIL": "a@example.org"}
    return subprocess.run(["git", "-C", str(root), *words], env=env, capture_output=True, text=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path, {**SOUND, "notices/call.md": notice("没有什么。")}).root
    git(root, "init", "-q")
    git(root, "add", "-A")
    assert git(root, "commit", "-q", "-m", "begin").returncode == 0
    return root


def notice(text: str, more: str = "") -> str:
    return f"---\ntitle: 公告\nnotice_type: 公告\nsource: 示例\ndate_published: 2026-01-02\n{more}---\n\n{text}\n"


def write(root: Path, text: str) -> None:
    (root / NOTICE).write_text(text, "utf-8")


def test_only_what_is_staged_is_looked_at_and_as_it_is_staged(root: Path) -> None:
    write(root, notice(f"电话 {MOBILE}。"))
    assert run(root, "guards", "--staged").exit_code == 0
    git(root, "add", NOTICE)
    write(root, notice("又改好了，还没有 git add。"))
    done = run(root, "guards", "--staged")
    assert done.exit_code == 1
    assert f"{NOTICE}:8: 这里有手机号" in done.output and "规则 personal-mobile" in done.output
    assert MOBILE not in done.output
    assert run(root, "guards", "--changed").exit_code == 0


def test_what_is_new_to_git_has_changed_too(root: Path) -> None:
    (root / "content/notices/new.md").write_text(notice(f"电话 {MOBILE}。"), "utf-8")
    (root / "content/notices/名单.csv").write_text(f"姓名,手机\n某某,{MOBILE}\n", "utf-8")
    (root / "notes.txt").write_text(MOBILE, "utf-8")
    done = run(root, "guards", "--changed")
    assert done.exit_code == 1
    assert "content/notices/new.md:8:" in done.output and "content/notices/名单.csv:2:" in done.output
    assert "notes.txt" not in done.output
    assert run(root, "guards", "--staged").exit_code == 0


def test_a_finding_that_is_let_pass_stops_nothing(root: Path) -> None:
    write(root, notice(f"便民电话 {MOBILE}。", "# 放行 personal-mobile 5678：机主书面同意公开\n"))
    git(root, "add", NOTICE)
    assert run(root, "guards", "--staged").exit_code == 0
    write(root, notice(f"# 放行 personal-mobile 5678：写在正文里不算\n\n便民电话 {MOBILE}。"))
    git(root, "add", NOTICE)
    assert run(root, "guards", "--staged").exit_code == 1


def test_the_hook_stops_a_commit_and_lets_others_pass(root: Path) -> None:
    assert "装好了" in run(root, "hook").output
    write(root, notice(f"电话 {MOBILE}。"))
    stopped = git(root, "commit", "-qam", "x")
    assert stopped.returncode == 1 and "手机号" in stopped.stderr
    assert git(root, "log", "--format=%s").stdout == "begin\n"
    write(root, notice("改好了。"))
    assert git(root, "commit", "-qam", "mended").returncode == 0
    assert run(root, "hook").exit_code == 0


def test_a_hook_of_somebody_else_stays(root: Path) -> None:
    file = root / ".git/hooks/pre-commit"
    file.write_text("#!/bin/sh\n", "utf-8")
    done = run(root, "hook")
    assert done.exit_code == 1 and "已经有了，没有改动它" in done.output and "改法：" in done.output
    assert file.read_text("utf-8") == "#!/bin/sh\n"


@pytest.mark.parametrize("command", [("guards", "--staged"), ("guards", "--changed"), ("hook",)])
def test_where_git_keeps_nothing_that_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(project(tmp_path, SOUND).root, *command)
    assert done.exit_code == 1 and "没有用 git 管理" in done.output and "改法：" in done.output


def test_what_is_to_be_looked_at_is_said_once(root: Path) -> None:
    assert "三样写一样" in run(root, "guards").output
    assert "三样写一样" in run(root, "guards", "--staged", "--changed").output
