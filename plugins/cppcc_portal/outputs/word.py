"""Word (DOCX): a draft in the layout of official documents (GB/T 9704—2012), the same bytes for the same draft."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from cppcc_portal.views.figures.report import ReportView, Run

# GB/T 9704—2012, 5.2 and 7: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm; 22 lines of 28 characters; 3 号仿宋 is 16 pt.
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_LINE, _TITLE, _BODY, _FOOT, _NOTE = 28, 22, 16, 14, 9
SONG, FANG, HEI, ORDINARY = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
# Where a machine has not the font of the standard, Word and LibreOffice take the next of these.
_OTHERWISE = {
    SONG: "方正小标宋_GBK,华文中宋,宋体",
    FANG: "仿宋,FangSong,STFangsong",
    HEI: "SimHei,Noto Sans CJK SC",
    ORDINARY: "SimSun",
}
_MOMENT = (1980, 1, 1, 0, 0, 0)


def docx(view: ReportView) -> bytes:
    """Return the draft as a DOCX file with real footnotes."""
    document = Document()
    _page(document)
    _plain_style(document)
    _text(document, ((Run(view.title)),), SONG, _TITLE, WD_ALIGN_PARAGRAPH.CENTER, indent=False)
    _text(document, (Run(""),), FANG, _BODY, indent=False)
    _text(document, view.opening, FANG, _BODY)
    for chapter in view.chapters:
        _text(document, (Run(chapter.heading),), HEI, _BODY, heading=True)
        for runs in chapter.paragraphs:
            _text(document, runs, FANG, _BODY)
    _text(document, (Run(""),), FANG, _BODY, indent=False)
    _text(document, (Run(view.unit),), FANG, _BODY, WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
    _text(document, (Run(view.basis),), ORDINARY, 10.5, indent=False)
    _footnotes(document, view.notes)
    _fonts(document)
    _numbered(document)
    _about(document, view)
    return _same_each_time(document)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in _MARGINS.items():
        setattr(section, name, Mm(size))
    # 页码 stands 7 mm below the text.
    section.footer_distance = Mm(35 - 7 - 5)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_LINE * 20))


def _plain_style(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(_BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    # Without a language the same characters are drawn as Japanese or as for Taiwan, commas in the middle.
    style.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)


def _text(
    document: Any,
    runs: tuple[Run, ...],
    font: str,
    size: float,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    *,
    indent: bool = True,
    heading: bool = False,
) -> None:
    """Add a paragraph, begun two characters in; a heading is told to the outline."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    properties = paragraph._p.get_or_add_pPr()
    if indent:
        place = OxmlElement("w:ind")
        place.set(qn("w:firstLineChars"), "200")
        place.set(qn("w:firstLine"), str(int(size * 2 * 20)))
        properties.append(place)
    if heading:
        paragraph.paragraph_format.keep_with_next = True
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "0")
        properties.append(level)
    for run in runs:
        added = paragraph.add_run(run.text)
        added.font.size = Pt(size)
        added._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        if run.note:
            paragraph._p.append(
                parse_xml(
                    f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                    f'<w:footnoteReference w:id="{run.note}"/></w:r>'
                )
            )


def _footnotes(document: Any, notes: tuple[str, ...]) -> None:
    """Add the part that holds footnotes: python-docx 1.2 has none of its own; once it has, this can go."""
    look = f'<w:rPr><w:rFonts w:eastAsia="{ORDINARY}"/><w:sz w:val="{_NOTE * 2}"/></w:rPr>'
    spacing = '<w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p>{spacing}<w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, id, mark in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
    )
    texts = "".join(
        f'<w:footnote w:id="{number}"><w:p>{spacing}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r>{look}<w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, 1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {nsdecls("w")}>{rules}{texts}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    told = parse_xml(f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
    document.settings.element.insert(0, told)
    _in_order(document.settings.element, told)


def _in_order(settings: Any, told: Any) -> None:
    """Put `footnotePr` where the schema of settings wants it: before `compat`."""
    compat = settings.find(qn("w:compat"))
    if compat is not None:
        compat.addprevious(told)


def _fonts(document: Any) -> None:
    """Name other fonts for those that a machine may not have."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in _OTHERWISE.items()
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            relation.target_part._blob = xml.encode()


def _numbered(document: Any) -> None:
    """Number the pages as — 1 —, to the right on odd pages and to the left on even ones, a character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "rightChars"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "leftChars"),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        place = OxmlElement("w:ind")
        place.set(qn(f"w:{side}"), "100")
        place.set(qn(f"w:{side.removesuffix('Chars')}"), str(_FOOT * 20))
        paragraph._p.get_or_add_pPr().append(place)
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            run.font.size = Pt(_FOOT)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), ORDINARY)
            if text is None:
                run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="begin"/>'))
                run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve">PAGE</w:instrText>'))
                run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))


def _about(document: Any, view: ReportView) -> None:
    about = document.core_properties
    about.author, about.title, about.comments = view.unit, view.title, view.basis
    about.last_modified_by, about.revision, about.language = view.unit, 1, "zh-CN"
    about.created = about.modified = datetime(*_MOMENT)


def _same_each_time(document: Any) -> bytes:
    """Return the file with one date for all its members: python-docx writes the time of day into each of them."""
    given, made = io.BytesIO(), io.BytesIO()
    document.save(given)
    with zipfile.ZipFile(given) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            target.writestr(member, source.read(name))
    return made.getvalue()
