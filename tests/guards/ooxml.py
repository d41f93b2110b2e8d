"""Office documents (ECMA-376) put together by hand, with something in each place where such a document can hide it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {A}'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(parts: Mapping[str, str | bytes], comment: bytes = b"") -> bytes:
    """Return a zip of some parts, with a date that is always the same."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)
        file.comment = comment
    return made.getvalue()


def core(creator: str = "", changed_by: str = "", description: str = "") -> str:
    """Return the properties of a document."""
    return (
        f'{DECLARED}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{creator}</dc:creator><cp:lastModifiedBy>{changed_by}</cp:lastModifiedBy>"
        f"<dc:description>{description}</dc:description></cp:coreProperties>"
    )


def types(main: str, kind: str) -> str:
    """Return the content types of a package."""
    return (
        f'{DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    )


def document(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a docx whose body is some XML, with more parts."""
    main = f"{DECLARED}<w:document {W} {R} {A}><w:body>{body}</w:body></w:document>"
    parts = {"[Content_Types].xml": types("word/document.xml", "wordprocessingml.document"), "word/document.xml": main}
    return packed({**parts, **(more or {})})


def part(root: str, inner: str) -> str:
    """Return a part of a docx, such as a header."""
    return f"{DECLARED}<w:{root} {W}>{inner}</w:{root}>"


def paragraph(*runs: str) -> str:
    """Return a paragraph of runs."""
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"


def workbook(sheets: Mapping[str, str], more: Mapping[str, str | bytes] | None = None, states: Mapping[str, str] | None = None, names: str = "") -> bytes:  # fmt: skip
    """Return an xlsx of sheets by name, each the XML of its data."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"'
        + (f' state="{states[name]}"' if states and name in states else "")
        + "/>"
        for number, name in enumerate(sheets, 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types("xl/workbook.xml", "spreadsheetml.sheet"),
        "xl/workbook.xml": f"{DECLARED}<workbook {S} {R}><sheets>{listed}</sheets>{names}</workbook>",
    }
    for number, data in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"{DECLARED}<worksheet {S}>{data}</worksheet>"
    return packed({**parts, **(more or {})})


def rows(*cells: str) -> str:
    """Return rows of one cell each, as text in the cell."""
    made = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{cell}</t></is></c></row>'
        for number, cell in enumerate(cells, 1)
    )
    return f"<sheetData>{made}</sheetData>"


def numbers(*values: str) -> str:
    """Return rows of one number each."""
    made = "".join(f'<row r="{at}"><c r="A{at}"><v>{value}</v></c></row>' for at, value in enumerate(values, 1))
    return f"<sheetData>{made}</sheetData>"


def slide(*texts: str, described: str = "") -> str:
    """Return a slide with a paragraph for each text."""
    inner = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)
    return f'{DECLARED}<p:sld {P}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="1" name="图" descr="{described}"/></p:nvSpPr><p:txBody>{inner}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>'


def show(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a pptx of some parts."""
    kind = types("ppt/presentation.xml", "presentationml.presentation")
    return packed({"[Content_Types].xml": kind, "ppt/presentation.xml": f"{DECLARED}<p:presentation {P}/>", **parts})
