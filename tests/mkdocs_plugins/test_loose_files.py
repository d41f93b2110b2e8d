"""A file that nobody uses is told of in every build, however little there was to do, until somebody uses it."""

from __future__ import annotations

from hosted import Project
from worlds import difference, put, tree

TOLD = "没有一条记录用到这个文件"
FILE = "content/notices/启事.txt"


def reminded(project: Project) -> bool:
    lines = project.build()
    found = [line for line in lines if TOLD in line]
    assert all(FILE in line for line in found)
    return bool(found)


def test_it_is_told_until_it_is_used(built: Project) -> None:
    project = built
    notice = (project.root / "content/notices/call.md").read_text("utf-8")
    used = notice.replace("---\n\n", "attachments: [{file: 启事.txt, title: 启事}]\n---\n\n", 1)
    assert used != notice
    put(project.root / FILE, b"x")
    assert reminded(project)
    assert reminded(project)
    put(project.root / "content/notices/call.md", notice + "\n又一句。\n")
    assert reminded(project)
    put(project.root / "content/notices/call.md", used)
    assert not reminded(project)
    assert difference(tree(project.site), project.clean()) == []
    put(project.root / "content/notices/call.md", notice)
    assert reminded(project)
    (project.root / FILE).unlink()
    assert not reminded(project)
    assert difference(tree(project.site), project.clean()) == []
