"""Sorts of files: by what they begin with, and whether that is what their ending says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from cppcc_portal.guards.archives import in_archive
from cppcc_portal.guards.pieces import Piece, Told, decoded, strings

DEEPEST = 5
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_BEGINS = (
    (b"%PDF", "pdf"), (_ZIP, "zip"), (b"PK\x05\x06", "zip"), (_OLE, "ole"), (b"{\\rtf", "rtf"), (b"MZ", "program"),
    (b"\x7fELF", "program"), (b"Rar!", "rar"), (b"7z\xbc\xaf", "7z"), (b"ID3", "sound"), (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"), (b"GIF8", "picture"), (b"RIFF", "picture"), (b"\x1f\x8b", "gzip"),
)  # fmt: skip
_MEANT = {
    ".pdf": {"pdf"}, ".docx": {"zip"}, ".xlsx": {"zip"}, ".pptx": {"zip"}, ".ofd": {"zip"}, ".zip": {"zip"},
    ".doc": {"ole", "rtf"}, ".xls": {"ole"}, ".ppt": {"ole"}, ".wps": {"ole", "zip"}, ".et": {"ole", "zip"},
    ".txt": {"text"}, ".csv": {"text"},
}  # fmt: skip
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")


def pieces_of(raw: bytes, name: str, place: str = "", depth: int = 0) -> Iterator[Piece | Told]:
    """Yield all that a file says, whatever is packed in it; `place` is where it lies in another file."""
    ending = PurePosixPath(name).suffix.lower()
    sort = _sort(raw)
    if not depth and ending in _MEANT and sort not in _MEANT[ending]:
        yield Told("file-not-its-ending", ending, "")
    if depth > DEEPEST:
        yield Told("file-unreadable", name, place)
    elif sort == "zip":
        yield from in_archive(raw, ending, place, depth, pieces_of)
    elif sort == "pdf":
        from cppcc_portal.guards.portable import in_pdf

        yield from in_pdf(raw, place, depth, pieces_of)
    elif sort == "text":
        text = decoded(raw) or ""
        yield Piece(place, text)
    elif sort in ("rar", "7z", "gzip"):
        yield Told("file-unreadable", name, place)
    elif ending not in _PICTURES:
        for text in strings(raw):
            yield Piece(place or "文件内容", text)
        if sort == "ole" and _utf16("EncryptedPackage") in raw:
            yield Told("file-unreadable", name, place)
        if sort == "ole" and (_utf16("VBA") in raw or _utf16("_VBA_PROJECT") in raw):
            yield Told("file-macro", "VBA", place)


def _sort(raw: bytes) -> str:
    if b"%PDF" in raw[:1024]:
        return "pdf"
    for begin, sort in _BEGINS:
        if raw.startswith(begin):
            return sort
    if raw[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return "sound"
    return "text" if decoded(raw) is not None else "binary"


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
