"""A site of its own: made by `portal init`, sound from the first minute, with its own files before the program's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cppcc_portal.commands import main
from cppcc_portal.commands import overrides as overriding

NOTICE = "---\ntitle: 征集启事\nnotice_type: 公告\nsource: 政协示例县委员会\ndate_published: 2026-11-20\n{more}---\n\n正文。\n"


def portal(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    return f"{done.exit_code} {done.output}"


def made(folder: Path, *more: str) -> Path:
    given = ("--organization", "政协示例县委员会", "--term", "第六届", "--term-start", "2021-11", "-y")
    assert portal("init", str(folder), *given, *more).startswith("0 ")
    return folder


def build(site: Path) -> str:
    env = {**os.environ, "PORTAL_AS_OF": "2026-11-30", "NO_MKDOCS_2_WARNING": "1", "PORTAL_PROCESSES": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=site, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stderr


def menu(site: Path) -> list[str]:
    page = (site / "site/index.html").read_text("utf-8")
    return re.findall(r'<a class="zx-tabs__link[^>]*>\s*([^<]+?)\s*<', page)


def pages(site: Path) -> dict[str, bytes]:
    root = site / "site"
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


@pytest.mark.slow
def test_a_new_site_is_sound_and_says_nothing_of_the_demonstration(tmp_path: Path) -> None:
    site = made(tmp_path / "own")
    assert portal("check", "--strict", "-C", str(site)).startswith("0 ")
    assert "WARNING" not in build(site)
    assert menu(site) == ["首页", "政协概况", "数据"]
    for name, text in pages(site).items():
        if name.endswith((".html", ".xml", ".json")):
            assert not re.search("演示|三篇工作总结|不编造|北宿", text.decode("utf-8")), name


@pytest.mark.slow
def test_a_column_appears_with_its_first_published_record_as_in_a_clean_build(tmp_path: Path) -> None:
    site = made(tmp_path / "own")
    build(site)
    record = site / "content/notices/2026/call.md"
    record.parent.mkdir(parents=True)
    record.write_text(NOTICE.format(more="status: draft\n"), "utf-8")
    build(site)
    assert "公告" not in menu(site)
    record.write_text(NOTICE.format(more=""), "utf-8")
    build(site)
    assert "公告" in menu(site)
    incremental = pages(site)
    other = made(tmp_path / "other")
    (other / record.relative_to(site)).parent.mkdir(parents=True)
    (other / record.relative_to(site)).write_text(NOTICE.format(more=""), "utf-8")
    build(other)
    assert incremental == pages(other)
    record.unlink()
    build(site)
    assert "公告" not in menu(site)


@pytest.mark.slow
def test_a_sites_own_page_template_and_style_stand_before_the_programs(tmp_path: Path) -> None:
    site = made(tmp_path / "own")
    for words in (("页面", "privacy"), ("模板", "portal/home"), ("样式", "assets/stylesheets/tokens")):
        assert portal("override", *words, "-C", str(site)).startswith("0 "), words
    for name, old, new in (
        ("site_src/privacy/index.md", "# 隐私说明", "# 我们的隐私说明"),
        ("theme_overrides/portal/home.html", "网站刚刚建好", "欢迎"),
        ("theme_overrides/assets/stylesheets/tokens.css", ":root {", ":root {\n  --own: 1;"),
    ):
        file = site / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("theme:", "theme:\n  custom_dir: theme_overrides"), "utf-8")
    build(site)
    assert "我们的隐私说明" in (site / "site/privacy/index.html").read_text("utf-8")
    assert "欢迎" in (site / "site/index.html").read_text("utf-8")
    style = (site / "site/assets/portal.css").read_text("utf-8")
    assert style.count("--own: 1;") == 1
    assert ".zx-footer" in style


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    assert "已经有东西了" in portal("init", str(tmp_path), "-y")
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--url", "zx.example.org", "写完整的网址"),
        ("--term-start", "二〇二一", "写成 2021-11"),
        ("--without", "提案,相册", "没有「相册」这个栏目"),
        ("--name", "甲\n乙", "写成一行文字"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    option: str, value: str, said: str, tmp_path: Path
) -> None:
    assert said in portal("init", str(tmp_path / "own"), option, value, "-y")
    assert not (tmp_path / "own").exists()


def test_names_with_marks_of_yaml_stay_as_they_are(tmp_path: Path) -> None:
    name = '示例县: "政协" #1 {门户}'
    site = made(tmp_path / "own", "--name", name)
    assert portal("check", "--strict", "-C", str(site)).startswith("0 ")
    from cppcc_portal.sources.site_facts import read_site

    found, problems = read_site(site / "content")
    assert found is not None and found.name == name and not problems


def test_a_feature_is_left_out_by_its_chinese_name(tmp_path: Path) -> None:
    site = made(tmp_path / "own", "--without", "提案、文史")
    written = (site / "mkdocs.yml").read_text("utf-8")
    assert "portal-proposals" not in written and "portal-history" not in written and "portal-voices" in written


def test_the_doctor_tells_of_a_file_that_the_program_has_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = made(tmp_path / "own")
    portal("override", "词表", "sectors", "-C", str(site))
    own = site / "content/_vocabulary/sectors.yml"
    assert "和随程序提供的一样" in portal("doctor", "-C", str(site))
    own.write_text("- 渔业界\n", "utf-8")
    assert "自己的，代替随程序提供的" in portal("doctor", "-C", str(site))
    defaults = tmp_path / "defaults/vocabulary"
    defaults.mkdir(parents=True)
    (defaults / "sectors.yml").write_text("- 新界\n", "utf-8")
    monkeypatch.setattr(overriding, "default_folder", lambda name: tmp_path / "defaults" / name)
    told = portal("doctor", "-C", str(site))
    assert told.startswith("1 ") and "程序的新版本里这个文件已经变了" in told
    assert "记下了" in portal("override", "词表", "sectors", "--reviewed", "-C", str(site))
    assert "已经变了" not in portal("doctor", "-C", str(site))
    assert own.read_text("utf-8") == "- 渔业界\n"


def test_a_file_of_the_site_is_never_overwritten(tmp_path: Path) -> None:
    site = made(tmp_path / "own")
    portal("override", "页面", "privacy", "-C", str(site))
    page = site / "site_src/privacy/index.md"
    page.write_text("# 我们的\n", "utf-8")
    assert "已经有了，没有动它" in portal("override", "页面", "privacy", "-C", str(site))
    assert page.read_text("utf-8") == "# 我们的\n"
