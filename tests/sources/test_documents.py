"""Documents beyond the cases: what the walk finds, what stands out of place, and how bytes become text."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_portal.sources.documents import LARGEST, SourceFile, decode, documents, is_id, read_document
from cppcc_portal.sources.front_matter import CONTROL

FOLDERS = ("members", "units")


def tree(root: Path, *paths: str) -> Path:
    content = root / "content"
    for path in paths:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text("---\ntitle: 甲\n---\n正文\n", "utf-8")
    return content


def test_records_are_found_below_known_folders_in_order(tmp_path: Path) -> None:
    content = tree(tmp_path, "units/b.md", "members/2025/a.md", "members/c.md", "units/deep/er/d.md")
    found, problems = documents(content, FOLDERS)
    assert problems == ()
    assert [one.path for one in found] == [
        "content/members/2025/a.md",
        "content/members/c.md",
        "content/units/b.md",
        "content/units/deep/er/d.md",
    ]
    assert [(one.folder, one.id) for one in found[:2]] == [("members", "a"), ("members", "c")]


def test_what_begins_with_a_dot_or_an_underscore_is_no_record(tmp_path: Path) -> None:
    content = tree(tmp_path, "_vocabulary/a.md", ".hidden/a.md", "members/.draft.md", "members/.git/a.md")
    assert documents(content, FOLDERS) == ((), ())


def test_files_beside_records_are_let_be(tmp_path: Path) -> None:
    content = tree(tmp_path, "members/a.md")
    (content / "members/photo.jpg").write_bytes(b"")
    (content / "members/fujian.txt").write_bytes(b"")
    found, problems = documents(content, FOLDERS)
    assert len(found) == 1
    assert problems == ()


def test_no_content_folder_is_told(tmp_path: Path) -> None:
    _, problems = documents(tmp_path / "content", FOLDERS)
    assert [problem.what for problem in problems] == ["没有内容文件夹"]


@pytest.mark.parametrize(
    ("path", "told", "what"),
    [
        ("a.md", "content/a.md", "记录没有放在文件夹里"),
        ("member/a.md", "content/member", "不认识的文件夹「member」"),
        ("members/a.MD", "content/members/a.MD", "文件名不以 .md 结尾，不会被读取"),
        ("members/a.md.txt", "content/members/a.md.txt", "文件名不以 .md 结尾，不会被读取"),
        ("members/a.markdown", "content/members/a.markdown", "文件名不以 .md 结尾，不会被读取"),
    ],
)
def test_what_stands_out_of_place_is_not_passed_over(tmp_path: Path, path: str, told: str, what: str) -> None:
    found, problems = documents(tree(tmp_path, path), FOLDERS)
    assert found == ()
    assert [(problem.path, problem.what) for problem in problems] == [(told, what)]


@pytest.mark.parametrize("is_folder", [True, False])
def test_links_to_elsewhere_are_not_followed(tmp_path: Path, is_folder: bool) -> None:
    content = tree(tmp_path, "members/a.md")
    elsewhere = tree(tmp_path / "elsewhere", "secret/b.md") / "secret"
    (content / "members/link.md").symlink_to(elsewhere if is_folder else elsewhere / "b.md")
    (content / "units").symlink_to(elsewhere)
    found, problems = documents(content, FOLDERS)
    assert [one.id for one in found] == ["a"]
    assert [problem.path for problem in problems] == ["content/members/link.md", "content/units"]
    assert all("链接文件" in problem.what for problem in problems)


def test_a_document_tells_its_bytes_apart_by_digest(tmp_path: Path) -> None:
    tree(tmp_path, "members/a.md", "members/b.md")
    one, _ = read_document(tmp_path, SourceFile("content/members/a.md", "members", 0, 0))
    two, _ = read_document(tmp_path, SourceFile("content/members/b.md", "members", 0, 0))
    assert one is not None and two is not None
    assert one.digest == two.digest
    (tmp_path / "content/members/b.md").write_text("---\ntitle: 甲\n---\n正文。\n", "utf-8")
    three, _ = read_document(tmp_path, SourceFile("content/members/b.md", "members", 0, 0))
    assert three is not None
    assert three.digest != one.digest


def test_a_huge_file_is_told_without_being_opened(tmp_path: Path) -> None:
    document, problems = read_document(tmp_path, SourceFile("content/members/gone.md", "members", LARGEST + 1, 0))
    assert document is None
    assert [problem.what for problem in problems] == ["文件超过 2 MB"]


@pytest.mark.parametrize(
    "raw", ["甲\n乙".encode(), "\ufeff甲\r\n乙".encode(), "甲\r乙".encode(), "甲\u200b\n\u2060乙\ufeff".encode()]
)
def test_text_is_the_same_however_it_was_saved(raw: bytes) -> None:
    assert decode(raw, "x.md") == ("甲\n乙", ())


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
def test_another_encoding_is_told_with_its_cure(encoding: str) -> None:
    text, problems = decode("正文\n".encode(encoding), "x.md")
    assert text is None
    assert [problem.what for problem in problems] == ["文件不是 UTF-8 编码（可能是 GBK）"]
    assert "UTF-8" in problems[0].cure


@pytest.mark.parametrize(
    "sign", ["\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\ufffe", "\ufffd"]
)
def test_a_sign_that_cannot_be_seen_is_told_on_its_line(sign: str) -> None:
    text, problems = decode(f"一\n二{sign}二\n三".encode(), "x.md")
    assert text is None
    assert [problem.line for problem in problems] == [2]
    assert f"U+{ord(sign):04X}" in problems[0].what


def test_tabs_and_wide_spaces_in_a_body_are_plain_text() -> None:
    assert decode("甲\t乙\u3000丙\u00a0丁".encode(), "x.md") == ("甲\t乙\u3000丙\u00a0丁", ())


@pytest.mark.parametrize("written", ["a", "wang-deqing", "2025-1", "x2"])
def test_small_letters_digits_and_hyphens_make_an_id(written: str) -> None:
    assert is_id(written)


@pytest.mark.parametrize("written", ["", "-a", "a-", "a--b", "A", "a_b", "a b", "甲", "a.b", "a/b", "ａ", "a\n"])
def test_anything_else_is_no_id(written: str) -> None:
    assert not is_id(written)


def test_every_control_character_is_found_by_its_bytes() -> None:
    characters = [chr(code) for code in range(0x10000) if CONTROL.match(chr(code)) and not 0xD800 <= code < 0xE000]
    assert len(characters) > 60
    for character in characters:
        text, problems = decode(f"甲“乙”——丙…{character}\n".encode(), "p.md")
        assert text is None and len(problems) == 1, hex(ord(character))


def test_a_record_cannot_take_the_name_of_its_column(tmp_path: Path) -> None:
    file = tmp_path / "content/notices/index.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: 甲\n---\n", "utf-8")
    found, _ = documents(tmp_path / "content", ("notices",))
    _, problems = read_document(tmp_path, found[0])
    (told,) = problems
    assert "index" in told.what and "改成" in told.cure
