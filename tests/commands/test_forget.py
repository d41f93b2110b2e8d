"""Whoever wants to be forgotten is found wherever something names them, and nothing is changed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from builders import MEMBER, NOTICE, SOUND, project
from click.testing import CliRunner, Result
from docx import Document

from cppcc_portal.commands import main


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["forget", *args, "-C", str(root)], prog_name="portal")


def docx(text: str, author: str = "") -> bytes:
    document = Document()
    document.add_paragraph("甲")
    document.tables or document.add_table(1, 1)
    document.tables[0].cell(0, 0).text = text
    document.core_properties.author = author
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        **SOUND,
        "members/ouyang-shi.md": MEMBER.replace("王德清", "欧阳示"),
        "notices/a.md": NOTICE.replace(
            "征集有关修渠的文史资料。", "见欧阳\n示的稿子，又见[他](../members/ouyang-shi.md)。"
        ),
        "notices/b.md": NOTICE.replace("征集文史资料", "欧 阳 示的公告"),
        "notices/名单.docx": docx("欧阳示 委员"),
        "notices/作者.docx": docx("没有谁", author="欧阳示"),
        "notices/欧阳示.txt": "没有谁",
        "notices/c.md": NOTICE.replace("征集有关修渠的文史资料。", "欧阳示范户不是一个人，欧阳明也不是。"),
    }
    return project(tmp_path, files).root


def test_every_place_is_listed_with_its_line(root: Path) -> None:
    before = {file: file.read_bytes() for file in sorted(root.rglob("content/**/*")) if file.is_file()}
    said = run(root, "欧阳示").output
    for place in (
        "content/members/ouyang-shi.md:2:",
        "content/members/ouyang-shi.md:1: 文件名",
        "content/notices/a.md:9:",
        "content/notices/a.md:10: 编号",
        "content/notices/b.md:2:",
        "content/notices/名单.docx:1:",
        "content/notices/作者.docx:1:",
        "content/notices/欧阳示.txt:1: 文件名",
    ):
        assert place in said, place
    assert "改法：" in said and "共 " in said
    assert before == {file: file.read_bytes() for file in before}


def test_of_somebody_who_is_nowhere_that_is_said(root: Path) -> None:
    done = run(root, "司马无")
    assert done.exit_code == 0 and "没有写着「司马无」的地方" in done.output and "图片里的字和人查不出" in done.output


def test_a_built_site_is_looked_through_when_asked(root: Path) -> None:
    page = root / "site/old/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>欧阳示</p>", "utf-8")
    assert "site/old/index.html:1:" not in run(root, "欧阳示").output
    assert "site/old/index.html:1:" in run(root, "欧阳示", "--site", str(root / "site")).output


def test_one_character_is_no_name(root: Path) -> None:
    assert "至少写两个字" in run(root, "王").output
