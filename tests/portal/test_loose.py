"""A file in `content/` that nobody uses does not lie there without a word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import NOTICE, SOUND, project, read_content

from cppcc_portal.foundation.problems import Problem
from cppcc_portal.records.fields import OneOf
from cppcc_portal.records.registry import KINDS
from cppcc_portal.records.schema import fields, innermost, is_model, metadata
from cppcc_portal.sources.vocabulary import NAMES

UNUSED = "没有一条记录用到这个文件，网站上不会有它"


def told(root: Path, files: dict[str, str | bytes]) -> list[Problem]:
    """What is said of files out of use when these are added to a sound project."""
    found = read_content(project(root, {**SOUND, **files})).problems
    assert not [one for one in found if one.is_error]
    return [one for one in found if "用到" in one.what or "用这个" in one.what]


def with_head(more: str) -> str:
    return NOTICE.replace("---\n\n", f"{more}---\n\n", 1)


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        (
            "notices/启事.docx",
            "要让人下载，写进文件头，例如 attachments: [{file: 启事.docx, title: 名称}]；"
            "本身就是一篇文稿的，用 portal new 新建记录，把文字粘贴进正文；用不着就移出 content/",
        ),
        (
            "notices/2026/a.JPG",
            "要显示图片，写进正文，例如 ![图上有什么](a.JPG)，或写进文件头的 cover、images；用不着就移出 content/",
        ),
        (
            "members/b.pdf",
            "要让人下载，写进文件头，例如 attachments: [{file: b.pdf, title: 名称}]；用不着就移出 content/",
        ),
        ("units/c.psd", "网站不发布这一种文件；用不着就移出 content/"),
        ("units/c", "网站不发布这一种文件；用不着就移出 content/"),
        ("duties.yaml", "文件名改成「duties.yml」"),
        ("总结.docx", "移到用它的那条记录旁边；用不着就移出 content/"),
        ("_vocabulary/sector.yml", "文件名改成「sectors.yml」"),
    ],
)
def test_a_file_that_nobody_uses_is_told_with_what_to_do(name: str, cure: str, tmp_path: Path) -> None:
    (problem,) = told(tmp_path, {name: "- 甲\n"})
    assert (problem.path, problem.line, problem.cure) == (f"content/{name}", 1, cure)


@pytest.mark.parametrize(
    "name", [".DS_Store", "notices/.gitkeep", "notices/~$启事.docx", "notices/Thumbs.db", "ledger/2026.csv"]
)
def test_what_systems_leave_behind_and_what_is_used_otherwise_is_passed_by(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, {name: "机构,日期,件数\nbeisu,2026-03,1\n" if "ledger" in name else "x"}) == []


def test_files_of_one_folder_are_told_together(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, {f"notices/{name}.docx": "x" for name in "abcd"})
    assert problem.path == "content/notices/a.docx" and "同样的还有 3 处" in problem.what


@pytest.mark.parametrize(
    "head",
    [
        "attachments: [{file: 启事.txt, title: 启事}]\n",
        "attachments: [{file: 启事.txt, title: 启事}]\ndisclosure: 内部\n",
        "attachments: [{file: 启事.txt, title: 启事}]\nstatus: draft\n",
    ],
)
def test_a_file_that_a_record_uses_is_not_told(head: str, tmp_path: Path) -> None:
    assert told(tmp_path, {"notices/启事.txt": "x", "notices/call.md": with_head(head)}) == []


@pytest.mark.parametrize("link", ["[启事](启事.txt)", "[启事](%E5%90%AF%E4%BA%8B.txt)", "[启事](<启事.txt>)"])
def test_a_file_that_a_text_leads_to_is_not_told(link: str, tmp_path: Path) -> None:
    assert told(tmp_path, {"notices/启事.txt": "x", "notices/call.md": NOTICE + f"\n{link}\n"}) == []


def test_what_a_record_with_errors_may_use_is_not_told(tmp_path: Path) -> None:
    bad = with_head("attachments: [{file: a.txt, title: 启事}]\nno_such_key: 1\n")
    files = {**SOUND, "notices/a.txt": "x", "notices/b.txt": "x", "notices/call.md": bad}
    found = [one for one in read_content(project(tmp_path, files)).problems if one.what == UNUSED]
    assert [one.path for one in found] == ["content/notices/b.txt"]


def test_a_link_to_elsewhere_is_told_once(tmp_path: Path) -> None:
    built = project(tmp_path, SOUND)
    os.symlink("/etc/hostname", built.content / "notices" / "a.docx")
    (problem,) = [one for one in read_content(built).problems if one.path == "content/notices/a.docx"]
    assert problem.is_error


def test_the_lists_that_are_used_are_those_of_the_fields() -> None:
    def of(model: type) -> set[str]:
        found = set()
        for info in fields(model).values():
            found |= {mark.vocabulary for mark in metadata(info) if isinstance(mark, OneOf)}
            if is_model(inner := innermost(info)):
                found |= of(inner)
        return found

    assert set().union(*(of(kind.model) for kind in KINDS)) == set(NAMES)
    assert tuple(sorted(NAMES)) == NAMES
