"""The command line speaks Chinese: also to whoever mistypes, runs it elsewhere, or interrupts it."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from builders import SOUND, project
from click.testing import CliRunner, Result

from cppcc_portal.commands import main

# Words of commands and options, names of files and of programs.
ALLOWED = re.compile(
    r"portal|mkdocs|MkDocs|MkDocs|content|duties|KIND|DIR|FILES|NAME|Markdown|Word|PDF|Chromium|public|true|A4|A3"
    r"|TIFF|BMP|JPEG|PNG|[a-z_]+\.yml|[\w/.-]*\.(?:md|cache|csv|xlsx?|ods)|(?<!\w)-{1,2}[\w-]+|[A-Z_]{2,}|\[[^\]]*\]"
)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="portal")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], "没有「chek」这个命令。是不是 portal check？全部命令：build、check、"),
        (["weather"], "没有「weather」这个命令。全部命令："),
        (["check", "--form", "A4"], "没有「--form」这个选项"),
        (["check", "--format"], "「--format」后面要写一个值"),
        (["check", "--format", "xml"], "「--format」写得不对：可写：text、json、github、sarif"),
        (["check", "extra"], "多写了「extra」"),
        (["check", "-C", "/nonexistent"], "「/nonexistent」不存在"),
        (["noticeboard", "--form", "B5"], "「--form」写得不对：可写：a4、a3、bulletin"),
        (["images", "nofile"], "「nofile」不存在"),
        (["import"], "没有写「FILES"),
        (["init"], "没有写「DIR」"),
    ],
)
def test_a_word_that_no_command_understands_is_told_in_chinese(args: list[str], said: str) -> None:
    done = run(*args)
    assert done.exit_code in (1, 2)
    assert said in done.output
    assert "Error" not in done.output and "Usage" not in done.output and "Try" not in done.output
    if "命令" not in said:
        assert "改法：照「portal " in done.output


@pytest.mark.parametrize("name", ["", *main.commands])
def test_help_is_whole_and_chinese(name: str) -> None:
    done = run(*([name] if name else []), "--help")
    assert done.exit_code == 0
    assert done.output.startswith("用法：portal") and "显示这段说明" in done.output
    assert "..." not in done.output.replace("FILES...", "").replace("[KIND]...", "")
    left = re.sub(r"[\W\d_]+", " ", ALLOWED.sub("", done.output), flags=re.ASCII)
    assert not re.search(r"\b(?:Show|exit|message|Options|Commands|Usage|default|required)\b", left)


def test_every_command_is_told_of(tmp_path: Path) -> None:
    said = run("--help").output
    assert all(re.search(rf"^  {name} ", said, re.MULTILINE) for name in main.commands)


def test_a_command_finds_its_project_from_any_folder_below(tmp_path: Path) -> None:
    root = project(tmp_path, SOUND)
    (root.root / "mkdocs.yml").write_text("site_name: 示例\n", "utf-8")
    below = root.content / "members"
    assert run("check", "-C", str(below)).output == run("check", "-C", str(root.root)).output


def test_where_there_is_no_project_that_is_told_with_what_to_do(tmp_path: Path) -> None:
    done = run("check", "-C", str(tmp_path))
    assert done.exit_code == 1
    assert f"「{tmp_path}」和它上面的文件夹里都没有网站" in done.output and "改法：" in done.output


@pytest.mark.parametrize(
    "raised", [KeyboardInterrupt(), OSError(28, "full", "/x/y"), PermissionError(13, "no", "/x/y")]
)
def test_what_ends_a_command_in_the_middle_is_told_in_a_sentence(
    raised: BaseException, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stop(*given: object) -> None:
        raise raised

    root = project(tmp_path, SOUND).root
    monkeypatch.setattr(sys.modules["cppcc_portal.commands.check"], "read", stop)
    done = run("check", "-C", str(root))
    shutil.rmtree(root / ".cache", ignore_errors=True)
    assert done.exit_code == (130 if isinstance(raised, KeyboardInterrupt) else 1)
    assert re.search("已中断，没有做完|磁盘满了：.*\n    改法：|「/x/y」没有权限\n    改法：", done.output)
    assert "Traceback" not in done.output and "Abort" not in done.output


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("site_name: a: b\n", "mkdocs.yml:1: 这一行读不懂\n    改法："),
        ("site_name: 示例\nsite_url: zx.example.gov.cn\n", "「zx.example.gov.cn」不是完整网址。改法："),
        ("site_name: 示例\nsite_url: https://zx.example.gov.cn/\n", ""),
    ],
)
def test_what_is_wrong_with_the_settings_is_told_alone(tmp_path: Path, settings: str, said: str) -> None:
    root = project(tmp_path, SOUND).root
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    done = run("check", "--settings", "-C", str(root))
    assert (done.exit_code, said in done.output) == (1 if said else 0, True)


def test_alone_it_says_what_to_do_next_in_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run()
    assert done.exit_code == 0 and "还没有网站" in done.output and "portal init" in done.output
    root = project(tmp_path, SOUND)
    monkeypatch.chdir(root.content / "members")
    done = run()
    assert done.exit_code == 0 and "这是「北宿政协」" in done.output
    told = re.findall(r"^  portal (\w+)", done.output, re.MULTILINE)
    assert told and set(told) <= set(main.commands)
    assert len(done.output.splitlines()) == 6
