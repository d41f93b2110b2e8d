"""The doors: `make site`, the workflow and `deploy/publish.sh` publish by one command, which lets out what may go out.

What may not is told by it, whatever is wrong; what is a reminder only stops nobody.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from builders import REPOSITORY
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "mkdocs_plugins"))

from conftest import AS_OF
from hosted import Kept, Project
from worlds import activity, difference, put, tree

from cppcc_portal.commands import main

Fault = Callable[[Project], None]


def write(name: str, text: str) -> Fault:
    return lambda project: put(project.root / name, text)


def edit(name: str, old: str, new: str) -> Fault:
    return lambda project: project.edit(name, old, new)


LATE = activity("先发的活动", "正文。", unit="east", date="2024-05-01", date_published="2024-04-01")
BROKEN: dict[str, tuple[Fault, str]] = {
    "a key without a colon": (write("content/notices/b.md", "---\ntitle：甲\n---\n"), "notices/b.md"),
    "a record that names nobody": (edit("content/activities/roads.md", "wang-yi, li-er", "wang-yi, nobody"), "nobody"),
    "a dead link in a record": (edit("content/notices/call.md", "欢迎来稿。", "[乙](none.md)"), "none.md"),
    "a missing picture in a record": (edit("content/notices/call.md", "欢迎来稿。", "![图](none.png)"), "none.png"),
    "a broken vocabulary": (write("content/_vocabulary/terms.yml", "- 第五届\n- : [\n"), "terms.yml"),
    "a word that no vocabulary has": (
        edit("content/notices/call.md", "notice_type: 公告", "notice_type: 布告"),
        "布告",
    ),
    "a broken ledger": (write("content/ledger/2021.csv", "委员,件\nnobody,x\n"), "2021.csv"),
    "broken facts of the site": (write("content/_site.yml", "name: [\n"), "_site.yml"),
}
WARNED: dict[str, tuple[Fault, str]] = {
    "a dead link by hand": (write("site_src/about/more.md", "# 更多\n\n[没有](nowhere.md)\n"), "nowhere.md"),
    "a dead anchor by hand": (write("site_src/about/more.md", "# 更多\n\n[没有](index.md#nowhere)\n"), "nowhere"),
    "a missing picture by hand": (write("site_src/about/more.md", "# 更多\n\n![图](nowhere.png)\n"), "nowhere.png"),
    "a mark that nothing fills": (write("site_src/about/more.md", "# 更多\n\n<!-- portal:nothing -->\n"), "nothing"),
    "a column that is not there": (
        edit("mkdocs.yml", "theme:", "nav:\n  - 首页: index.md\n  - 无: no.md\ntheme:"),
        "no.md",
    ),
}
FINE: dict[str, tuple[Fault, str]] = {
    "nothing": (lambda project: None, ""),
    "a reminder": (write("content/activities/late.md", LATE), "早于"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The small world, published."""
    project = Project(tmp_path_factory.mktemp("doors") / "project")
    for name in ("deploy", "Makefile"):
        source = REPOSITORY / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, project.root / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_AS_OF", AS_OF)
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        project.build(strict=True)
    return Kept(project)


@pytest.fixture
def project(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PORTAL_AS_OF", AS_OF)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return kept.again()


@pytest.mark.parametrize("fault", [*BROKEN, *WARNED])
def test_what_is_broken_is_refused_with_its_name_and_the_site_stays(project: Project, fault: str) -> None:
    plant, named = (BROKEN | WARNED)[fault]
    before = tree(project.site)
    plant(project)
    with pytest.raises(BaseException, match="网站没有生成") as refused:
        project.build(strict=True)
    assert getattr(refused.value, "code", 0) == 1
    assert difference(tree(project.site), before) == []
    lines: list[str] = []
    with pytest.raises(BaseException, match="网站没有生成"):
        project.build(lines, strict=True)
    assert any(named in line for line in lines)


@pytest.mark.parametrize("fault", FINE)
def test_what_is_whole_is_published_with_its_reminders(project: Project, fault: str) -> None:
    plant, told = FINE[fault]
    plant(project)
    lines = project.build(strict=True)
    assert any(told in line for line in lines)
    assert difference(tree(project.site), project.clean()) == []


@pytest.mark.parametrize("fault", [*BROKEN, *WARNED, *FINE])
def test_a_check_of_the_content_refuses_what_the_site_would_be_refused_for(project: Project, fault: str) -> None:
    (BROKEN | WARNED | FINE)[fault][0](project)
    done = CliRunner().invoke(main, ["check", "-C", str(project.root)])
    assert (done.exit_code == 0) == (fault not in BROKEN), done.output
    strictly = CliRunner().invoke(main, ["check", "--strict", "-C", str(project.root)])
    assert (strictly.exit_code == 0) == (fault not in BROKEN and fault != "a reminder"), strictly.output


# The doors themselves


def programs_in(recipe: str) -> list[str]:
    """Return the commands of MkDocs in what a shell would run."""
    return [" ".join(found.split()) for found in re.findall(r"\bmkdocs (?:build|gh-deploy)\b[^|;&\n]*", recipe)]


def dry(target: str) -> str:
    done = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_every_door_publishes_by_one_command(tmp_path: Path) -> None:
    workflow = yaml.load((REPOSITORY / ".github/workflows/site.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    ran = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert ran and all(re.fullmatch(r"make [a-z]+", line) for line in ran)
    by_workflow = [one for line in ran for one in programs_in(dry(line.removeprefix("make ")))]
    (tmp_path / "deploy").mkdir()
    shutil.copy(REPOSITORY / "deploy/publish.sh", tmp_path / "deploy")
    told = tmp_path / "told"
    put(tmp_path / "bin/mkdocs", f'#!/bin/sh\necho mkdocs "$@" >> {told}; mkdir -p site; echo x > site/index.html\n')
    (tmp_path / "bin/mkdocs").chmod(0o755)
    env = {**os.environ, "PORTAL_BIN": str(tmp_path / "bin")}
    subprocess.run(["bash", "deploy/publish.sh", str(tmp_path / "web")], cwd=tmp_path, env=env, check=True)
    assert programs_in(dry("site")) == by_workflow == told.read_text("utf-8").splitlines() == ["mkdocs build --strict"]


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["a key without a colon", "a dead anchor by hand", "a reminder"])
def test_each_door_gives_the_same_verdict(project: Project, fault: str, tmp_path: Path) -> None:
    (BROKEN | WARNED | FINE)[fault][0](project)
    tools = Path(sys.executable).parent
    ready = ["-o", str(tools.parent / ".site-ready")]
    doors = {
        "make": ["make", "--no-print-directory", *ready, f"VENV={tools.parent}", "site"],
        "script": ["bash", "deploy/publish.sh", str(tmp_path / "web")],
        "quiet": [str(tools / "mkdocs"), "build", "--strict", "--quiet"],
    }
    codes = {}
    for door, command in doors.items():
        env = {**os.environ, "PORTAL_BIN": str(tools)}
        done = subprocess.run(command, cwd=project.root, env=env, capture_output=True, text=True, timeout=120)
        codes[door] = done.returncode == 0
        assert "Traceback" not in done.stderr and "strict mode" not in done.stdout + done.stderr
        assert ("网站没有生成" in done.stdout + done.stderr) == (not codes[door])
    assert codes == dict.fromkeys(doors, fault in FINE)
    assert (tmp_path / "web/index.html").exists() == (fault in FINE)
