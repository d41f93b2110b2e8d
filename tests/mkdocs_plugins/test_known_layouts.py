"""Frames: what MkDocs made of pages and theme is kept, and asked for anew whenever that may differ."""

from __future__ import annotations

import pytest
from hosted import Project, is_sealed
from worlds import difference, history, notice, put, tree


def is_rendered(lines: list[str]) -> bool:
    """Whether MkDocs rendered its pages; where it has nothing to do, it builds into a folder of this name."""
    (folder,) = [line for line in lines if line.startswith("Building documentation to directory")]
    return not folder.endswith("/nothing")


def test_an_edited_record_leaves_mkdocs_nothing_to_do(project: Project) -> None:
    assert is_rendered(project.build())
    for number in range(3):
        put(project.root / "content/notices/call.md", notice(f"征集{number}", f"第 {number} 次。"))
        lines = project.build()
        assert not is_rendered(lines) and not is_sealed(lines)
        assert difference(tree(project.site), project.clean()) == []
    assert is_sealed(project.build())


@pytest.mark.parametrize("change", ["renamed", "deleted", "made a draft"])
def test_a_page_that_names_a_record_is_made_anew_when_its_address_changes(project: Project, change: str) -> None:
    put(project.root / "site_src/about/more.md", "# 更多\n\n见[修坝](../../content/history/dam.md)。\n")
    project.settle()
    project.build()
    page = project.site / "about/more/index.html"
    assert 'href="../../history/dam/"' in page.read_text("utf-8")
    file = project.root / "content/history/dam.md"
    text = file.read_text("utf-8")
    if change == "renamed":
        file.rename(file.with_name("dam-two.md"))
    elif change == "deleted":
        file.unlink()
    else:
        put(file, text.replace("---\n", "---\nstatus: draft\n", 1))
    project.build()
    assert 'href="../../history/dam/"' not in page.read_text("utf-8")
    assert difference(tree(project.site), project.clean()) == []


def test_a_frame_that_was_not_needed_before_is_asked_for(project: Project) -> None:
    for name in ("achievements/canal.md", "history/dam.md", "topics/water.md"):
        (project.root / "content" / name).unlink()
    project.edit("content/activities/roads.md", "见[成果](../achievements/canal.md)。", "")
    project.edit("content/plans/water.md", "results: [achievements/canal]\n", "")
    project.build()
    put(project.root / "content/history/new.md", history("新史", "正文。"))
    assert is_rendered(project.build())
    assert difference(tree(project.site), project.clean()) == []


@pytest.mark.parametrize("name", ["404.html", "assets/portal.js"])
def test_a_file_of_mkdocs_that_somebody_harmed_is_restored(built: Project, name: str) -> None:
    before = tree(built.site)
    (built.site / name).unlink()
    put(built.root / "content/notices/call.md", notice("征集史料", "欢迎来稿。", aliases=["old/call.html"]))
    built.build()
    assert difference(tree(built.site), before) == []
