"""PDF files put together by hand (ISO 32000-1), with something in each place where such a file can hide it."""

from __future__ import annotations

import zlib


def _utf16(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


class Pdf:
    """Objects by number; `stream` and `text` make the usual ones."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, data: bytes) -> int:
        """Add an object; return its number."""
        self.objects.append(data)
        return len(self.objects)

    def stream(self, data: bytes, told: bytes = b"") -> int:
        """Add a compressed stream."""
        packed = zlib.compress(data)
        return self.add(
            b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), told, packed)
        )

    def font(self, text: str) -> tuple[int, dict[str, int]]:
        """Add a font whose codes mean the characters of a text, as its map to Unicode says; return it and the codes."""
        codes = {one: number for number, one in enumerate(sorted(set(text)), 1)}
        lines = "\n".join(f"<{code:04X}> <{one.encode('utf-16-be').hex()}>" for one, code in codes.items())
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{len(codes)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
        )
        unicode = self.stream(cmap.encode())
        below = self.add(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
            b" /Supplement 0 >> /DW 1000 >>"
        )
        font = self.add(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>"
            % (below, unicode)
        )
        return font, codes

    def written(self, root: int, info: int | None = None) -> bytes:
        """Return the file."""
        made = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        places = []
        for number, data in enumerate(self.objects, 1):
            places.append(len(made))
            made += b"%d 0 obj\n%s\nendobj\n" % (number, data)
        table = len(made)
        made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        made += b"".join(b"%010d 00000 n \n" % place for place in places)
        told = b" /Info %d 0 R" % info if info else b""
        made += b"trailer\n<< /Size %d /Root %d 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(places) + 1, root, told, table,
        )  # fmt: skip
        return made


def page(lines: list[str], after: bytes = b"", mode: int = 0, annotation: bytes = b"", root_more: bytes = b"", info: bytes = b"", kerned: bool = False, xmp: bytes = b"", embedded: bytes = b"", outline: str = "") -> bytes:  # fmt: skip
    """Return a PDF of one page with some lines of text, and with what else is asked for."""
    pdf = Pdf()
    font, codes = pdf.font("".join(lines) or " ")
    shown = []
    for number, line in enumerate(lines):
        coded = [f"{codes[one]:04X}" for one in line]
        text = "[" + " -20 ".join(f"<{one}>" for one in coded) + "] TJ" if kerned else f"<{''.join(coded)}> Tj"
        shown.append(f"BT /F1 12 Tf {mode} Tr 72 {720 - 20 * number} Td {text} ET")
    content = pdf.stream("\n".join(shown).encode() + b"\n" + after)
    notes = pdf.add(annotation) if annotation else None
    told = b" /Annots [%d 0 R]" % notes if notes else b""
    pages = len(pdf.objects) + 2
    one = pdf.add(
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >>%s >>"
        % (pages, content, font, told)
    )
    pdf.add(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % one)
    more = root_more
    if xmp:
        more += b" /Metadata %d 0 R" % pdf.stream(xmp, b"/Type /Metadata /Subtype /XML")
    if embedded:
        file = pdf.stream(embedded, b"/Type /EmbeddedFile")
        spec = pdf.add(b"<< /Type /Filespec /F (a.txt) /EF << /F %d 0 R >> >>" % file)
        more += b" /Names << /EmbeddedFiles << /Names [(a.txt) %d 0 R] >> >>" % spec
    if outline:
        below = len(pdf.objects) + 2
        item = pdf.add(b"<< /Title %s /Parent %d 0 R >>" % (_utf16(outline), below))
        pdf.add(b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count 1 >>" % (item, item))
        more += b" /Outlines %d 0 R" % below
    root = pdf.add(b"<< /Type /Catalog /Pages %d 0 R%s >>" % (pages, more))
    return pdf.written(root, pdf.add(info) if info else None)


def note(text: str) -> bytes:
    """Return an annotation with a text."""
    return b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents %s >>" % _utf16(text)


def link(address: str) -> bytes:
    """Return a link."""
    return b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (%s) >> >>" % address.encode()


def field(text: str) -> bytes:
    """Return a field of a form that was filled in."""
    return b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [0 0 9 9] /V %s >>" % _utf16(text)


def script(text: str) -> bytes:
    """Return what the catalogue says of a script."""
    return b" /OpenAction << /S /JavaScript /JS %s >>" % _utf16(text)


def told(key: str, text: str) -> bytes:
    """Return an information dictionary."""
    return b"<< /%s %s >>" % (key.encode(), _utf16(text))


def revised(before: bytes, after: bytes) -> bytes:
    """Return a file that was changed by appending: what was there before still lies in it."""
    return before + after
