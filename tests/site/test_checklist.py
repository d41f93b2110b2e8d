"""The checklist of README.zh-CN.md, followed to the letter, leads from the demonstration to a site without a problem."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from builders import REPOSITORY
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))

from conftest import AS_OF
from worlds import put

from cppcc_portal.commands import main

TELLING = ("演示", "网络转载", "本站依据")


def checklist() -> dict[str, str]:
    """Return what each step of the checklist says, by its name in bold."""
    text = (REPOSITORY / "README.zh-CN.md").read_text("utf-8")
    lines = text.partition("## 上线清单")[2].partition("\n## ")[0].splitlines()
    steps = [line.partition(". ")[2] for line in lines if re.match(r"\d+\. ", line)]
    return {name.strip("*"): says for step in steps for name, _, says in [step.partition("：")] if says}


def words(says: str) -> list[str]:
    return re.findall(r"`([^`]+)`", says)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demonstration."""
    monkeypatch.setenv("PORTAL_AS_OF", AS_OF)
    for name in ("content", "site_src", "theme_overrides"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    return tmp_path


def follow(project: Path) -> None:
    """Do what the steps say, as far as they say what to do and not what to think about."""
    steps = checklist()
    _, first, second, *_ = words(steps["清空演示记录"])
    assert (first, second) == ("_site.yml", "_vocabulary/")
    for path in (project / "content").iterdir():
        if path.name not in (first, second.rstrip("/")):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    facts = yaml.safe_load((project / "content/_site.yml").read_text("utf-8"))
    for key in words(steps["填 `content/_site.yml`"]):
        facts[key] = ["政协"] if key == "keywords" else f"甲县的{key}"
    facts["contact"] = {"email": "zx@example.gov.cn", "phone": "0000-0000000", "address": "甲县", "hours": "工作日"}
    (authority,) = [word for word in words(steps["`authority`"]) if "," in word]
    facts["authority"] = authority.strip('"')
    facts |= yaml.safe_load(next(name for name in steps if name.startswith("`demonstration")).strip("`"))
    del facts["demonstration_note"]
    put(project / "content/_site.yml", yaml.safe_dump(facts, allow_unicode=True))
    settings = (project / "mkdocs.yml").read_text("utf-8").replace("https://example.org/", "https://zx.example.gov.cn/")
    put(project / "mkdocs.yml", settings)
    for name in words(steps["固定页面"])[1:]:
        kept = [line for line in lines_of(project, name) if not any(word in line for word in TELLING)]
        put(project / "site_src" / name, "\n".join(kept) + "\n")


def lines_of(project: Path, name: str) -> list[str]:
    return (project / "site_src" / name).read_text("utf-8").splitlines()


def test_whoever_follows_the_list_has_a_site_without_a_problem(project: Path) -> None:
    follow(project)
    done = CliRunner().invoke(main, ["check", "--strict", "-C", str(project)])
    assert done.exit_code == 0, done.output
    for kind, kind_type in (("机构", "联络室"), ("委员", ""), ("公告", "通知")):
        new = ["new", kind, "-C", str(project), "--title", "甲", "-y"]
        more = {"--type": kind_type, "--date": "2026-01-05" if kind in ("活动", "成果") else ""}
        done = CliRunner().invoke(main, new + [word for pair in more.items() if pair[1] for word in pair])
        assert done.exit_code == 0, done.output
    done = CliRunner().invoke(main, ["check", "-C", str(project)])
    assert done.exit_code == 0, done.output
    config = load_config(str(project / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    published = {path: path.read_text("utf-8") for path in (project / "site").rglob("*.html")}
    assert project / "site/index.html" in published
    told = [
        f"{path.relative_to(project)}: {word}" for path, text in published.items() for word in TELLING if word in text
    ]
    assert told == []


def test_the_list_names_every_page_that_speaks_of_the_demonstration() -> None:
    folder = REPOSITORY / "site_src"
    speaking = {
        page.relative_to(folder).as_posix()
        for page in folder.rglob("*.md")
        if any(word in page.read_text("utf-8") for word in TELLING)
    }
    assert set(words(checklist()["固定页面"])[1:]) == speaking
