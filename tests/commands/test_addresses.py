"""Commands that print addresses take them from `mkdocs.yml`, as the site does."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from builders import REPOSITORY, SOUND, project
from click.testing import CliRunner

from cppcc_portal.commands import main

DUTIES = "rules:\n  - {name: 学习, who: units, counts: [调研], per: year, from: 2025}\n"
COMMANDS = (("report", "--period", "2025"), ("duties",), ("build", "--to", "{root}/out"))


def run(root: Path, *words: str) -> tuple[int, str]:
    words = tuple(word.replace("{root}", str(root)) for word in words)
    done = CliRunner().invoke(main, [*words[:1], "-C", str(root), *words[1:]], env={"PORTAL_AS_OF": "2026-11-23"})
    return done.exit_code, done.output


@pytest.fixture
def committee(tmp_path: Path) -> Path:
    """A committee's project whose site has an address of its own."""
    project(tmp_path, {**SOUND, "duties.yml": DUTIES})
    (tmp_path / "theme_overrides").symlink_to(REPOSITORY / "theme_overrides")
    (tmp_path / "mkdocs.yml").write_text("site_url: https://zx.example.gov.cn/p\nuse_directory_urls: false\n", "utf-8")
    return tmp_path


def written(root: Path) -> str:
    """Everything that was written, text and Word."""
    told = []
    for file in sorted(one for place in ("build", "out") for one in (root / place).rglob("*") if one.is_file()):
        if file.suffix == ".docx":
            with zipfile.ZipFile(file) as parts:
                told += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
        else:
            told.append(file.read_bytes().decode("utf-8", "replace"))
    return "\n".join(told)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_the_address_is_that_of_the_settings(command: tuple[str, ...], committee: Path) -> None:
    assert run(committee, *command)[0] == 0
    told = written(committee)
    assert re.search(r"https://zx\.example\.gov\.cn/p/(activities|sheets)/[\w/-]+\.html", told)
    assert "example.org/" not in told


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_an_address_given_by_hand_goes_before(command: tuple[str, ...], committee: Path) -> None:
    assert run(committee, *command, "--site-url", "https://preview.example.cn")[0] == 0
    told = written(committee)
    assert "https://preview.example.cn/" in told and "zx.example.gov.cn" not in told


@pytest.mark.parametrize("command", [*COMMANDS, ("noticeboard", "--month", "2025-06")], ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("site_name: 某县政协\n", "mkdocs.yml 里没有写 site_url"),
        ("site_url: 某县政协\n", "mkdocs.yml 里的 site_url「某县政协」不是完整网址"),
        ("site_name: 某县: 政协\n", "mkdocs.yml:1: "),
    ],
)
def test_without_an_address_nothing_is_written(
    command: tuple[str, ...], settings: str, said: str, committee: Path
) -> None:
    (committee / "mkdocs.yml").write_text(settings, "utf-8")
    code, told = run(committee, *command)
    assert code == 1 and said in told and "改法：" in told and "Traceback" not in told
    assert written(committee) == ""
