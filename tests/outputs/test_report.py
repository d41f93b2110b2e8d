"""The draft of a work summary: every number has its note, and the same draft is the same file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from builders import ACTIVITY, SOUND, project, read_content
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from cppcc_portal.outputs.plain_report import markdown
from cppcc_portal.outputs.word import docx
from cppcc_portal.portal.aggregates import Aggregates
from cppcc_portal.portal.periods import Period
from cppcc_portal.views.figures.report import ReportView, report_view

FILES = {
    **SOUND,
    "activities/2025/study.md": ACTIVITY.replace("activity_type: 调研", "activity_type: 学习培训"),
    "activities/2025/vague.md": ACTIVITY.replace("date: 2025-06-01", "date: 2025"),
    "activities/2025/hidden.md": ACTIVITY.replace("unit: beisu", "unit: beisu\ndisclosure: 内部"),
    "members/li-yi.md": "---\nname: 李一\nunit: beisu\ndate_published: 2026-01-05\n---\n\n委员。\n",
    "notices/plan.md": "---\ntitle: 下半年安排\nnotice_type: 计划\nunit: beisu\ndate: 2025-07\nsource: 北宿镇政协联络室\n"
    "date_published: 2025-06-30\n---\n\n安排。\n",
}


def draft(root: Path, period: str = "2025H1", unit: str | None = "beisu", day: date = date(2026, 11, 23)) -> ReportView:
    content = read_content(project(root, FILES), day)
    assert not content.has_errors, content.problems
    return report_view(Aggregates(content.portal), unit, Period.parse(period), "0123abc")


def text(view: ReportView, heading: str) -> str:
    (chapter,) = [one for one in view.chapters if heading in one.heading]
    return "\n".join("".join(run.text for run in runs) for runs in chapter.paragraphs)


def test_the_chapters_stand_in_the_order_of_summaries(tmp_path: Path) -> None:
    headings = [one.heading for one in draft(tmp_path).chapters]
    assert headings == ["一、学习", "二、议政", "三、监督", "四、服务", "五、自身建设", "六、不足", "七、计划"]


def test_a_half_year_counts_what_certainly_falls_into_it(tmp_path: Path) -> None:
    view = draft(tmp_path)
    assert "学习培训1次" in text(view, "学习") and "调研1次" in text(view, "议政")
    short = text(view, "不足")
    assert "1条记录只写到年份" not in short and "3条记录只写到年份" not in short
    assert "条记录只写到年份，不能判断是否属于本期，没有计入" in short
    assert "未公开、只有数目的：活动1次、调研1次" in short
    assert "没有公开记录的月份：" in short
    assert "其中1人本期没有公开记录" in short


def test_what_is_planned_for_the_next_half_year_is_told(tmp_path: Path) -> None:
    assert "已经公布的安排1项：《下半年安排》。" in text(draft(tmp_path), "计划")
    assert "安排" not in text(draft(tmp_path, "2025"), "计划")


def test_every_number_of_a_count_has_a_note_that_names_what_was_counted(tmp_path: Path) -> None:
    view = draft(tmp_path)
    used = [
        run.note
        for runs in (view.opening, *(p for c in view.chapters for p in c.paragraphs))
        for run in runs
        if run.note
    ]
    assert used == list(range(1, len(view.notes) + 1))
    (note,) = [one for one in view.notes if "「学习培训」" in one]
    assert "《调研通村公路》（2025年6月1日）" in note
    assert note.endswith("清单：https://example.org/sheets/2025/beisu/#study-h1")


def test_a_draft_names_the_commit_and_no_day(tmp_path: Path) -> None:
    early, late = draft(tmp_path / "a", day=date(2026, 2, 1)), draft(tmp_path / "b", day=date(2026, 11, 23))
    assert markdown(early) == markdown(late)
    assert "0123abc" in early.basis


def test_markdown_has_a_footnote_for_each_note(tmp_path: Path) -> None:
    view = draft(tmp_path, "2025", None)
    lines = markdown(view).decode()
    assert lines.startswith("# 北宿政协2025年工作总结（草稿）\n")
    assert len(re.findall(r"\[\^\d+\](?!:)", lines)) == len(re.findall(r"^\[\^\d+\]: ", lines, re.M)) == len(view.notes)


def test_the_same_draft_is_the_same_word_file(tmp_path: Path) -> None:
    view = draft(tmp_path)
    assert docx(view) == docx(view)
    with zipfile.ZipFile(io.BytesIO(docx(view))) as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(b"2026-" not in file.read(name) for name in file.namelist() if name.startswith("docProps"))


def test_the_word_file_has_the_layout_of_official_documents(tmp_path: Path) -> None:
    document = Document(io.BytesIO(docx(draft(tmp_path))))
    section = document.sections[0]
    assert [round(one.mm) for one in (section.page_width, section.page_height) if one] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins if one is not None] == [37, 35, 28, 26]
    style = document.styles["Normal"]
    assert (style.font.size, style.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    title = document.paragraphs[0].runs[0]
    assert (title.font.size, title._r.rPr.rFonts.get(qn("w:eastAsia"))) == (Pt(22), "方正小标宋简体")
    heading = next(one for one in document.paragraphs if one.text == "一、学习").runs[0]
    assert heading._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    footers = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    assert [one._p.xpath("string(.)") for one in footers] == ["— PAGE —", "— PAGE —"]


def test_every_note_is_a_real_footnote(tmp_path: Path) -> None:
    view = draft(tmp_path)
    with zipfile.ZipFile(io.BytesIO(docx(view))) as file:
        body = etree.fromstring(file.read("word/document.xml"))
        notes = etree.fromstring(file.read("word/footnotes.xml"))
        types = file.read("[Content_Types].xml").decode()
    asked = [one.get(qn("w:id")) for one in body.iter(qn("w:footnoteReference"))]
    there = {one.get(qn("w:id")): "".join(one.itertext()).strip() for one in notes.iter(qn("w:footnote"))}
    assert asked == [str(number) for number in range(1, len(view.notes) + 1)]
    assert [there[one] for one in asked] == list(view.notes)
    assert "/word/footnotes.xml" in types


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_the_word_file(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(docx(draft(tmp_path / "project")))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "draft.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF")
