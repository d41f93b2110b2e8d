"""What the red team hid is found: nearly all of it, in every place of a file; and what is sound trips nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from cppcc_portal.guards.attached import attached_findings
from cppcc_portal.guards.scan import findings_in
from tests.builders import REPOSITORY, SOUND, project, read_content
from tests.guards import ooxml, pdf
from tests.guards.hiding import attachments
from tests.guards.measure import OWN, is_found, recall
from tests.guards.planted import Hidden
from tests.guards.redteam import texts

MOBILE = "16012345678"


def rules(raw: bytes, name: str) -> set[str]:
    return {one.rule for one in attached_findings(raw, name)}


def test_the_red_team_is_large_and_the_same_each_time() -> None:
    planted = [*texts(), *attachments()]
    assert planted == [*texts(), *attachments()]
    assert len(planted) >= 60 and sum(len(one.hidden) for one in planted) >= 300


def test_nearly_all_that_is_hidden_is_found() -> None:
    rows, _ = recall()
    missed = [(one.path, hidden) for one, hidden, found in rows if not found]
    assert len(missed) <= 0.02 * len(rows), missed


def test_every_hiding_place_in_an_attachment_is_looked_into() -> None:
    rows, _ = recall()
    of_files = [row for row in rows if row[0].path.startswith("content/documents/2026/")]
    assert len({hidden.place for _, hidden, _ in of_files}) >= 40
    assert [(one.path, hidden) for one, hidden, found in of_files if not found] == []


def test_the_measure_has_teeth() -> None:
    assert not is_found(Hidden("personal-mobile", MOBILE, ""), findings_in("16012345679"))
    assert not is_found(Hidden("personal-mobile", MOBILE, ""), findings_in("1601234567"))
    assert is_found(Hidden("personal-mobile", MOBILE, ""), findings_in(MOBILE))


@pytest.mark.parametrize("glob", OWN)
def test_the_demonstration_trips_nothing(glob: str) -> None:
    found = [(file.name, one) for file in REPOSITORY.glob(glob) for one in findings_in(file.read_text("utf-8"))]
    assert found == []


def test_a_plain_document_trips_nothing() -> None:
    text = "全年走访 26 户，形成建议 13 条。"
    core = {"docProps/core.xml": ooxml.core("虚构县政协办公室", "Administrator")}
    assert rules(ooxml.document(ooxml.paragraph(text), core), "a.docx") == set()
    assert rules(ooxml.workbook({"表": ooxml.rows(text)}), "a.xlsx") == set()
    assert rules(ooxml.show({"ppt/slides/slide1.xml": ooxml.slide(text)}), "a.pptx") == set()
    assert rules(pdf.page([text]), "a.pdf") == set()
    assert rules(text.encode("gb18030"), "a.txt") == set()
    assert rules(ooxml.packed({"a.txt": text}), "a.zip") == set()


@pytest.mark.parametrize(
    ("name", "raw", "rule"),
    [
        ("a.docx", pdf.page(["正文"]), "file-not-its-ending"),
        ("a.docx", ooxml.workbook({"表": ooxml.rows("正文")}), "file-not-its-ending"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0", "file-not-its-ending"),
        ("a.zip", b"Rar!\x1a\x07\0", "file-not-its-ending"),
        ("a.zip", b"PK\x03\x04 broken", "file-unreadable"),
        ("a.pdf", b"%PDF-1.7\nbroken", "file-unreadable"),
    ],
)
def test_a_file_that_is_no_such_file_is_told(name: str, raw: bytes, rule: str) -> None:
    assert rule in rules(raw, name)


def test_what_grows_without_end_is_not_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"{number}.txt", b"0" * 32 * 1024 * 1024)
    assert rules(made.getvalue(), "a.zip") == {"file-unreadable"}
    laughs = f'<!DOCTYPE w [<!ENTITY a "{MOBILE}"><!ENTITY b "&a;&a;">]>' + ooxml.part("hdr", "<w:t>&b;</w:t>")
    part = {"word/header1.xml": laughs.replace(ooxml.DECLARED, "")}
    assert rules(ooxml.document("", part), "a.docx") == {"personal-mobile"}
    deep = MOBILE.encode()
    for _ in range(9):
        deep = ooxml.packed({"a.zip": deep})
    assert "file-unreadable" in rules(deep, "a.zip")


def test_an_attachment_is_told_with_the_place_in_it(tmp_path: Path) -> None:
    held = ooxml.document(
        ooxml.paragraph("正文"), {"word/comments.xml": ooxml.part("comments", ooxml.paragraph(MOBILE))}
    )
    record = SOUND["notices/call.md"].rpartition("---\n")
    files: dict[str, str | bytes] = {
        **SOUND,
        "notices/call.md": f"{record[0]}attachments:\n  - {{file: a.docx, title: 附件}}\n---\n{record[2]}",
        "notices/a.docx": held,
    }
    made = project(tmp_path, files)
    for _ in range(2):
        told = [(one.path, one.what) for one in read_content(made).problems if one.rule]
        assert told == [("content/notices/a.docx", "批注里有手机号（160…78）")]
    silenced = "silenced:\n  - {file: content/notices/a.docx, rule: personal-mobile, piece: '5678', reason: 公开}\n"
    content = read_content(project(tmp_path, {**files, "_guards.yml": silenced}))
    assert [one for one in content.problems if one.rule] == []
    assert [one.cure for one in content.silenced] == ["公开"]
