"""One file: where its head is as it was, only its text is read, and what comes of it is what reading all of it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import NOTICE, SOUND, project

from cppcc_portal.records import parsing
from cppcc_portal.records.one_file import File, ParseResult, read_all
from cppcc_portal.records.registry import KINDS
from cppcc_portal.sources.documents import SourceFile, documents
from cppcc_portal.sources.vocabulary import read_vocabularies

FOLDERS = {kind.folder: kind for kind in KINDS}
PATH = "content/notices/call.md"


def listed(root: Path) -> dict[str, SourceFile]:
    return {found.path: found for found in documents(root / "content", tuple(FOLDERS))[0]}


def read(root: Path, path: str, kept: ParseResult | None = None) -> ParseResult:
    words, found = read_vocabularies(root / "content")[0], listed(root)[path]
    return read_all(root, [File(found, FOLDERS[found.folder], kept)], words)[0][0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, {**SOUND, "notices/call.md": NOTICE}).root


@pytest.mark.parametrize(
    "added", ["又一句。", "## 标题\n\n见[公告](../notices/call.md)。", "<b>标签</b>", "电话13912345678。"]
)
def test_an_edited_text_is_read_as_if_nothing_had_been_known(root: Path, added: str) -> None:
    for path in listed(root):
        before, file = read(root, path), root / path
        file.write_text(f"{file.read_text('utf-8')}\n{added}\n", "utf-8")
        assert read(root, path, before) == read(root, path)


def test_of_an_edited_text_the_head_is_not_checked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(root, PATH)
    assert before.record is not None and not before.problems
    (root / PATH).write_text(f"{NOTICE}又一句。\n", "utf-8")
    monkeypatch.setattr(parsing, "record_of", None)
    assert read(root, PATH, before).record is not None


@pytest.mark.parametrize(
    ("old", "new"), [("source: ", "source: 某"), ("date_published: ", "date_published: x"), ("title:", "titel:")]
)
def test_a_changed_head_is_checked_again(root: Path, old: str, new: str) -> None:
    before = read(root, PATH)
    (root / PATH).write_text(NOTICE.replace(old, new), "utf-8")
    after = read(root, PATH, before)
    assert after == read(root, PATH) and after.record != before.record


def test_a_head_with_a_problem_is_checked_again_and_tells_it_again(root: Path) -> None:
    (root / PATH).write_text(NOTICE.replace("source:", "sorce:"), "utf-8")
    before = read(root, PATH)
    (root / PATH).write_text(f"{NOTICE.replace('source:', 'sorce:')}又一句。\n", "utf-8")
    assert before.problems and read(root, PATH, before).problems == before.problems


def test_files_read_together_say_what_each_says_by_itself(root: Path) -> None:
    folder = root / "content/notices"
    (folder / "no-head.md").write_text("没有文件头。\n", "utf-8")
    (folder / "gbk.md").write_bytes(NOTICE.encode("gbk"))
    (folder / "no-fields.md").write_text("---\n- 一\n---\n正文。\n", "utf-8")
    (folder / "wrong.md").write_text(NOTICE.replace("source:", "sorce:"), "utf-8")
    (folder / "tag.md").write_text(f"{NOTICE}<b>标签</b>\n", "utf-8")
    before = {path: read(root, path) for path in listed(root)}
    (root / PATH).write_text(f"{NOTICE}又一句。\n", "utf-8")
    (root / "content/notices/tag.md").unlink()
    files = listed(root)
    words = read_vocabularies(root / "content")[0]
    together = read_all(root, [File(one, FOLDERS[one.folder], before[path]) for path, one in files.items()], words)
    assert {one.found.path: one for one, _ in together} == {path: read(root, path) for path in files}
    assert [one.found.path for one, body in together if body is not None] == [PATH]
