"""One file: where its head is as it was, only its text is read, and what comes of it is what reading all of it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import NOTICE, SOUND, project

from cppcc_portal.records import one_file
from cppcc_portal.records.kinds import KINDS
from cppcc_portal.records.one_file import Reading, read_one
from cppcc_portal.sources.documents import Found, documents
from cppcc_portal.sources.vocabulary import read_vocabularies

FOLDERS = {kind.folder: kind for kind in KINDS}
PATH = "content/notices/call.md"


def listed(root: Path) -> dict[str, Found]:
    return {found.path: found for found in documents(root / "content", tuple(FOLDERS))[0]}


def read(root: Path, path: str, kept: Reading | None = None) -> Reading:
    words, found = read_vocabularies(root / "content")[0], listed(root)[path]
    return read_one(root, found, FOLDERS[found.folder], words, kept)[0]


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
    monkeypatch.setattr(one_file, "record_of", None)
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
