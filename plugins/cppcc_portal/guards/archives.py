"""Archives: zip files and what is made of them: Office documents (ECMA-376), OFD (GB/T 33190), OpenDocument, EPUB."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

from cppcc_portal.guards.pieces import Piece, Told, decoded

MOST_MEMBERS = 5000
MOST_BYTES = 256 * 1024 * 1024
Reader = Callable[[bytes, str, str, int], Iterator[Piece | Told]]

# Where the parts of a document stand, as an office would call it.
_PLACES = (
    ("docProps/custom", "自定义属性"), ("docProps/", "文件属性"), ("word/document", "正文"), ("word/header", "页眉"),
    ("word/footer", "页脚"), ("word/comments", "批注"), ("word/people", "批注"), ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"), ("word/settings", "文档设置"), ("word/glossary", "词汇表"), ("word/charts", "图表"),
    ("xl/sharedStrings", "单元格"), ("xl/worksheets", "工作表"), ("xl/comments", "批注"), ("xl/threadedComments", "批注"),
    ("xl/persons", "批注"), ("xl/pivotCache", "数据透视表的缓存"), ("xl/externalLinks", "外部链接的缓存"), ("xl/workbook", "工作簿"),
    ("ppt/slides", "幻灯片"), ("ppt/notesSlides", "幻灯片备注"), ("ppt/comments", "批注"), ("ppt/slideMasters", "母版"),
    ("ppt/slideLayouts", "版式"), ("OFD.xml", "文件属性"), ("Doc_", "版式文件正文"), ("meta.xml", "文件属性"), ("content.xml", "正文"),
)  # fmt: skip
# What stands within a line of text; the beginning or end of anything else is the end of a line.
_WITHIN = frozenset(
    [
        "r",
        "t",
        "rPr",
        "rPh",
        "is",
        "ins",
        "moveTo",
        "smartTag",
        "hyperlink",
        "sdt",
        "sdtContent",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "lastRenderedPageBreak",
        "TextCode",
        "CGTransform",
        "fldSimple",
        "span",
        "delText",
        "del",
        "moveFrom",
        "permStart",
        "permEnd",
        "instrText",
    ]
)
_STYLES = frozenset(("rPr", "pPr", "tcPr", "trPr", "tblPr", "sectPr", "sheetViews", "cols"))
_SAYING = frozenset(
    [
        "descr",
        "title",
        "alt",
        "name",
        "Name",
        "Target",
        "author",
        "displayName",
        "tooltip",
        "prompt",
        "promptTitle",
        "error",
        "errorTitle",
        "v",
        "initials",
    ]
)
_AUTHORS = frozenset(
    ["creator", "lastModifiedBy", "Manager", "author", "Author", "Creator", "initial-creator", "LastModifiedBy"]
)
_SCIENCE = re.compile(r"\d\.\d{6,}E\+?\d{1,2}")


def in_archive(raw: bytes, ending: str, place: str, depth: int, read: Reader) -> Iterator[Piece | Told]:
    """Yield what the members of an archive say, their names, the archive's comment, and what stands before and behind it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_BYTES:
                yield Told("file-unreadable", ending or "zip", place)
                return
            names = {one.filename for one in members}
            if not depth and (lacks := _lacks(ending, names)):
                yield Told("file-not-its-ending", lacks, "")
            is_document = "[Content_Types].xml" in names or "OFD.xml" in names or "mimetype" in names
            if not is_document:
                yield Piece(_within(place, "压缩包里的文件名"), "\n".join(_name(one) for one in members))
            if comment := decoded(archive.comment):
                yield Piece(_within(place, "压缩包的注释"), comment)
            for one in members:
                yield from _member(archive, one, place, depth, read, is_document)
            yield Piece(_within(place, "文件后面附着的数据"), _tail(raw))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        yield Told("file-unreadable", ending or "zip", place)


def _tail(raw: bytes) -> str:
    """Return what stands behind the end of an archive."""
    end = raw.rfind(b"PK\x05\x06")
    size = int.from_bytes(raw[end + 20 : end + 22], "little")
    return decoded(raw[end + 22 + size :]) or ""


def _lacks(ending: str, names: set[str]) -> str:
    """Return the ending of a document whose main part is not in it, or ''."""
    needed = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}.get(ending, "")
    if needed and not any(name.startswith(needed) for name in names):
        return ending
    return ending if ending == ".ofd" and "OFD.xml" not in names else ""


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; names from Chinese Windows are GBK that says it is code page 437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, depth: int, read: Reader, is_document: bool
) -> Iterator[Piece | Told]:
    name = _name(member)
    if member.is_dir():
        return
    if member.flag_bits & 1:
        yield Told("file-unreadable", name, place)
        return
    raw = archive.read(member)
    here = _within(place, _place(name) if is_document else f"「{name}」")
    if "vbaProject" in name or "macrosheets" in name.lower():
        yield Told("file-macro", name.rpartition("/")[2], place)
    if is_document and name.endswith((".xml", ".rels")):
        yield from in_xml(raw, here, is_links=name.endswith(".rels"))
    elif not name.startswith("META-INF") and name != "mimetype":
        yield from read(raw, name, here, depth + 1)


def _place(name: str) -> str:
    told = next((said for begin, said in _PLACES if name.startswith(begin)), "")
    if name.endswith(".rels"):
        return "链接"
    if "Annot" in name:
        return "批注"
    return told or f"内部文件「{name.rpartition('/')[2]}」"


def _within(place: str, inner: str) -> str:
    return f"{place}里的{inner}" if place else inner


def in_xml(raw: bytes, place: str, is_links: bool = False) -> Iterator[Piece | Told]:
    """Yield the text of a part, line by line, with what was deleted under tracking, and who wrote it."""
    walk = _Walk(is_links)
    try:
        walk.parser.Parse(raw, True)
    except (expat.ExpatError, LookupError, ValueError):
        # A part that is broken, or declares entities: whatever can be read in it is looked at as it stands.
        yield Piece(place, re.sub(r'[<>"]', " ", decoded(raw) or ""))
        return
    yield Piece(place, "".join(walk.text))
    if walk.deleted:
        yield Piece("修订中删去的文字", "".join(walk.deleted))
    for name in sorted(walk.authors):
        yield Told("file-author", name, place)
    for sheet in walk.hidden:
        yield Told("file-hidden", sheet, place)


class _Walk:
    """One walk through a part."""

    def __init__(self, is_links: bool) -> None:
        self.text: list[str] = []
        self.deleted: list[str] = []
        self.authors: set[str] = set()
        self.hidden: list[str] = []
        self._is_links = is_links
        self._open: list[str] = []
        self._styles = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        # Parts of documents declare no entities; one that does wants to grow without end.
        self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise ValueError("a part declares entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._open.append(local)
        if local in _STYLES:
            self._styles += 1
        self._break(local)
        for key, value in attributes.items():
            self._attribute(local, key.rpartition(" ")[2], value)
        if local == "sheet" and attributes.get("state", "visible") != "visible":
            self.hidden.append(attributes.get("name", ""))
        if local == "sld" and attributes.get("show") == "0":
            self.hidden.append("隐藏的幻灯片")

    def _attribute(self, local: str, key: str, value: str) -> None:
        if key == "author":
            self.authors.add(value)
        is_said = key in _SAYING or (key == "val" and local == "docVar")
        if not is_said or len(value) < 2 or (self._is_links and not re.match(r"[a-z]{2,}:", value)):
            return
        self.text.append(f"\n{value}\n")

    def _end(self, name: str) -> None:
        local = self._open.pop()
        if local in _STYLES:
            self._styles -= 1
        self._break(local)

    def _break(self, local: str) -> None:
        if self._styles or local in _WITHIN:
            return
        mark = " | " if local in ("c", "tc") else "\t" if local == "tab" else "\n"
        if self.text and self.text[-1] != mark:
            self.text.append(mark)
        if self.deleted and local == "p":
            self.deleted.append("\n")

    def _data(self, data: str) -> None:
        local = self._open[-1] if self._open else ""
        if local in _AUTHORS:
            self.authors.add(data.strip())
        if local == "delText":
            self.deleted.append(data)
        elif local == "v" and _SCIENCE.fullmatch(data.strip()):
            self.text.append(str(int(float(data))))
        else:
            self.text.append(data)
