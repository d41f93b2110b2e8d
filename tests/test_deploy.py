"""Publishing from any runner, the hosted workflow, and the locks that every installation rests on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "site.yml"
MARK = ".cppcc-portal"


class Checkout:
    """A copy of the project that publishes with the tools found in `tools`."""

    def __init__(self, root: Path, tools: Path) -> None:
        self.root = root
        self.tools = tools

    def publish(self, target: Path | str, **variables: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        return subprocess.run(
            ["bash", str(self.root / "deploy" / "publish.sh"), str(target)],
            env={**inherited, "PORTAL_BIN": str(self.tools), **variables},
            cwd=self.root.parent,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )


def files_of(directory: Path) -> dict[str, bytes]:
    """Every published file by its path, the mark apart."""
    paths = (path for path in directory.rglob("*") if path.is_file() and path.name != MARK)
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in paths}


def write_program(path: Path, lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nset -e\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)


def write_pages(directory: Path, pages: Mapping[str, str]) -> None:
    for name, words in pages.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(words, encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout whose site is whatever lies in `made/`: only the publishing is real."""
    root, tools = tmp_path / "checkout", tmp_path / "tools"
    (root / "deploy").mkdir(parents=True)
    shutil.copy2(ROOT / "deploy" / "publish.sh", root / "deploy" / "publish.sh")
    write_program(tools / "mkdocs", "rm -rf site && cp -r made site && mkdir -p .cache && echo made >> .cache/log")
    write_pages(root / "made", {"index.html": "首页", "members/index.html": "委员"})
    return Checkout(root, tools)


@pytest.fixture
def near_host(tmp_path: Path) -> dict[str, str]:
    """What makes rsync reach `user@host:/path` without leaving this machine."""
    write_program(tmp_path / "near", '[ "$1" = -l ] && shift 2\nshift\nexec "$@"')
    return {"RSYNC_RSH": str(tmp_path / "near")}


def test_a_new_directory_receives_the_whole_site(checkout: Checkout, tmp_path: Path) -> None:
    done = checkout.publish(tmp_path / "web" / "portal")
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "web" / "portal") == files_of(checkout.root / "site")
    assert "发布好了" in done.stdout


def test_a_relative_target_is_meant_from_where_the_editor_stands(checkout: Checkout, tmp_path: Path) -> None:
    assert checkout.publish("web").returncode == 0
    assert "index.html" in files_of(tmp_path / "web")


def test_the_web_server_can_read_what_is_published(checkout: Checkout, tmp_path: Path) -> None:
    (checkout.root / "made" / "index.html").chmod(0o600)
    assert checkout.publish(tmp_path / "web").returncode == 0
    assert (tmp_path / "web").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "web" / "index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("in_place", ["", "1"])
def test_a_page_that_is_gone_leaves_the_target(checkout: Checkout, tmp_path: Path, in_place: str) -> None:
    assert checkout.publish(tmp_path / "web", PORTAL_IN_PLACE=in_place).returncode == 0
    shutil.rmtree(checkout.root / "made" / "members")
    write_pages(checkout.root / "made", {"index.html": "新首页"})
    assert checkout.publish(tmp_path / "web", PORTAL_IN_PLACE=in_place).returncode == 0
    assert files_of(tmp_path / "web") == {"index.html": "新首页".encode()}


def test_the_release_before_is_kept_beside_the_target(checkout: Checkout, tmp_path: Path) -> None:
    for words in ("第一版", "第二版", "第三版"):
        write_pages(checkout.root / "made", {"index.html": words})
        done = checkout.publish(tmp_path / "web")
        assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "web")["index.html"].decode() == "第三版"
    assert files_of(tmp_path / ".web.previous")["index.html"].decode() == "第二版"
    assert sorted(path.name for path in tmp_path.glob(".*")) == [".web.previous"]


def test_publishing_in_place_keeps_the_directory_itself(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    before = (tmp_path / "web").stat().st_ino
    assert checkout.publish(tmp_path / "web", PORTAL_IN_PLACE="1").returncode == 0
    assert (tmp_path / "web").stat().st_ino == before
    assert files_of(tmp_path / "web") == files_of(checkout.root / "site")


def test_a_web_root_that_is_a_link_stays_a_link(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "web").symlink_to(tmp_path / "real")
    assert checkout.publish(tmp_path / "web").returncode == 0
    assert (tmp_path / "web").is_symlink()
    assert "index.html" in files_of(tmp_path / "real")


@pytest.mark.parametrize("in_place", ["", "1"])
def test_a_directory_with_other_files_is_never_emptied(checkout: Checkout, tmp_path: Path, in_place: str) -> None:
    write_pages(tmp_path / "web", {"letters/2026.txt": "来信"})
    done = checkout.publish(tmp_path / "web", PORTAL_IN_PLACE=in_place)
    assert done.returncode != 0
    assert "已有别的文件" in done.stderr and "改法：" in done.stderr
    assert files_of(tmp_path / "web") == {"letters/2026.txt": "来信".encode()}


@pytest.mark.parametrize(
    ("program", "lines", "message"),
    [
        ("mkdocs", "exit 1", "网站没有生成"),
        ("mkdocs", "rm -rf site && mkdir site", "没有首页"),
    ],
)
def test_a_step_that_fails_leaves_the_target_as_it_was(
    checkout: Checkout, tmp_path: Path, program: str, lines: str, message: str
) -> None:
    assert checkout.publish(tmp_path / "web").returncode == 0
    before = files_of(tmp_path / "web")
    write_pages(checkout.root / "made", {"index.html": "坏了的一版"})
    write_program(checkout.tools / program, lines)
    done = checkout.publish(tmp_path / "web")
    assert done.returncode != 0
    assert message in done.stderr
    assert files_of(tmp_path / "web") == before


def test_a_cache_kept_elsewhere_is_fetched_and_put_back(checkout: Checkout, tmp_path: Path) -> None:
    for _ in range(2):
        shutil.rmtree(checkout.root / ".cache", ignore_errors=True)
        done = checkout.publish(tmp_path / "web", PORTAL_CACHE=str(tmp_path / "kept"))
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "kept" / "log").read_text(encoding="utf-8") == "made\nmade\n"


def test_another_host_receives_the_whole_site(checkout: Checkout, tmp_path: Path, near_host: dict[str, str]) -> None:
    for pages in ({"index.html": "第一版", "old.html": "旧"}, {"index.html": "第二版"}):
        shutil.rmtree(checkout.root / "made")
        write_pages(checkout.root / "made", pages)
        done = checkout.publish(f"editor@host:{tmp_path}/web", **near_host)
        assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "web") == {"index.html": "第二版".encode()}


def test_other_files_on_another_host_are_never_deleted(
    checkout: Checkout, tmp_path: Path, near_host: dict[str, str]
) -> None:
    write_pages(tmp_path / "web", {"letters.txt": "来信"})
    done = checkout.publish(f"editor@host:{tmp_path}/web", **near_host)
    assert done.returncode != 0
    assert "已有别的文件" in done.stderr
    assert files_of(tmp_path / "web") == {"letters.txt": "来信".encode()}


def test_a_host_that_does_not_answer_is_told_in_words(checkout: Checkout, tmp_path: Path) -> None:
    write_program(tmp_path / "deaf", "exit 255")
    done = checkout.publish("editor@host:/web", RSYNC_RSH=str(tmp_path / "deaf"))
    assert done.returncode != 0
    assert "连接不上" in done.stderr and "改法：" in done.stderr


def test_publishing_without_a_target_tells_how(checkout: Checkout) -> None:
    done = checkout.publish("")
    assert done.returncode != 0
    assert "用法" in done.stderr


@pytest.fixture(scope="module")
def whole_project(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A copy of everything a build reads, published with the tools of this environment."""
    root = tmp_path_factory.mktemp("whole") / "checkout"
    root.mkdir()
    shutil.copy2(ROOT / "mkdocs.yml", root)
    for folder in ("content", "site_src", "theme_overrides", "deploy"):
        shutil.copytree(ROOT / folder, root / folder)
    return Checkout(root, Path(sys.executable).parent)


@pytest.mark.slow
def test_the_project_publishes_itself_and_refuses_a_broken_record(whole_project: Checkout) -> None:
    web = whole_project.root.parent / "web"
    done = whole_project.publish(web)
    assert done.returncode == 0, done.stdout + done.stderr
    published = files_of(web)
    assert "index.html" in published
    assert published == files_of(whole_project.root / "site")

    broken = whole_project.root / "content" / "members" / "broken.md"
    broken.write_text("---\nname：张三\n---\n", encoding="utf-8")
    refused = whole_project.publish(web)
    assert refused.returncode != 0
    assert "content/members/broken.md" in refused.stdout + refused.stderr
    assert "网站没有生成" in refused.stderr
    assert files_of(web) == published


def workflow() -> dict[str, Any]:
    # The base loader keeps the key `on` a word; YAML 1.1 reads it as true.
    read: dict[str, Any] = yaml.load(WORKFLOW.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return read


def test_the_workflow_is_what_the_host_expects() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOW)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_main_branch_is_deployed() -> None:
    deploying = [
        job
        for job in workflow()["jobs"].values()
        if any(step.get("uses", "").startswith("actions/deploy-pages@") for step in job["steps"])
    ]
    assert len(deploying) == 1
    assert "github.ref == 'refs/heads/main'" in deploying[0]["if"]
    assert "github.event_name != 'pull_request'" in deploying[0]["if"]
    assert deploying[0]["needs"] == "build"


def test_the_workflow_may_write_nothing_but_the_pages() -> None:
    jobs = workflow()["jobs"]
    assert workflow()["permissions"] == {"contents": "read"}
    assert "permissions" not in jobs["build"]
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_every_action_is_pinned_to_a_major_version() -> None:
    uses = [step["uses"] for job in workflow()["jobs"].values() for step in job["steps"] if "uses" in step]
    assert uses
    assert [name for name in uses if not re.fullmatch(r"actions/[a-z-]+@v\d+", name)] == []


def check_locks(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "scripts" / "check_lock.py")], capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    """A folder with copies of both locks and of what checks them."""
    for name in ("pyproject.toml", "requirements.lock", "requirements-site.lock", "scripts/check_lock.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy2(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_locks_hold_what_the_project_asks_for(locks: Path) -> None:
    done = check_locks(locks)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("requirements.lock", "nh3==", "--index-url https://example.org\nnh3==", "不是「包名==版本」加哈希"),
        ("requirements-site.lock", "nh3==", "nh3 @ file:///tmp/nh3 \\\nnh3==", "不是「包名==版本」加哈希"),
        ("requirements.lock", "click==8.", "click==7.", "与 requirements-site.lock 不一致"),
        ("pyproject.toml", '"click>=8.5,<9"', '"click>=99"', "pyproject.toml 要的是 click>=99"),
        ("pyproject.toml", '"click>=8.5,<9"', '"click>=8.5,<9", "unheard-of"', "缺少 unheard-of"),
    ],
)
def test_a_lock_that_is_not_whole_is_refused(locks: Path, file: str, old: str, new: str, message: str) -> None:
    text = (locks / file).read_text(encoding="utf-8")
    assert old in text
    (locks / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = check_locks(locks)
    assert done.returncode != 0
    assert message in done.stderr
    assert "make lock" in done.stderr
