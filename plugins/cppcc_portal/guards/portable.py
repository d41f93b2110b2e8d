"""PDF (ISO 32000): its text, also below black boxes and of earlier revisions, and everything that is no page."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

from cppcc_portal.guards.pieces import Piece, Told

MOST_PAGES = 2000
MOST_REVISIONS = 5
Reader = Callable[[bytes, str, str, int], Iterator[Piece | Told]]
_SCRIPTS = re.compile(rb"/(?:JavaScript|JS|Launch)\b")


def in_pdf(raw: bytes, place: str, depth: int, read: Reader) -> Iterator[Piece | Told]:
    """Yield what a PDF says; each revision that was saved by appending is read as the file that it was."""
    ends = [found.end() for found in re.finditer(rb"%%EOF", raw)][:-1][-MOST_REVISIONS:]
    yield from _revision(raw, place, depth, read)
    for end in ends:
        for piece in _revision(raw[:end], place, depth, read):
            if isinstance(piece, Piece):
                yield piece._replace(place=f"改动以前的{piece.place}")


def _revision(raw: bytes, place: str, depth: int, read: Reader) -> Iterator[Piece | Told]:
    import pypdf  # large, and needed for a PDF that was not looked at before

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            yield Told("file-unreadable", "加了密码的 PDF", place)
            return
        yield from _told(reader, place)
        yield from _pages(reader, place)
        for name, held in _embedded(reader):
            yield from read(held, name, f"PDF 里的附件「{name}」", depth + 1)
    except Exception:
        # A broken PDF makes the library raise anything: all of it means that nobody knows what is in the file.
        yield Told("file-unreadable", "读不出来的 PDF", place)
        yield Piece(place or "文件内容", raw.decode("latin-1"))
    if _SCRIPTS.search(raw):
        yield Told("file-macro", "JavaScript", place)


def _pages(reader: Any, place: str) -> Iterator[Piece]:
    for number, page in enumerate(reader.pages[:MOST_PAGES], 1):
        here = f"{place}第 {number} 页"
        text = page.extract_text()
        yield Piece(here, text)
        for note in page.get("/Annots") or ():
            said = note.get_object()
            action: Any = said.get("/A")
            values = [said.get(key) for key in ("/Contents", "/T", "/TU", "/V", "/RC", "/Subj")]
            values += [action.get_object().get(key) for key in ("/URI", "/JS", "/F")] if action else []
            yield Piece(
                f"{here}的批注、表单或链接", "\n".join(str(one.get_object()) for one in values if one is not None)
            )


def _told(reader: Any, place: str) -> Iterator[Piece | Told]:
    """Yield what is told of the whole document: its properties, outline, fields and scripts."""
    here = f"{place}里的文件属性" if place else "文件属性"
    info = reader.metadata or {}
    yield Piece(here, "\n".join(str(value) for value in info.values()))
    if author := info.get("/Author"):
        yield Told("file-author", str(author), here)
    root = reader.trailer["/Root"]
    if metadata := root.get("/Metadata"):
        text = metadata.get_object().get_data().decode("utf-8", "replace")
        yield Piece(here, re.sub(r"<[^>]*>", "\n", text))
    yield Piece("目录", "\n".join(_titles(reader.outline)))
    yield Piece("表单", "\n".join(str(one.get("/V", "")) for one in (reader.get_fields() or {}).values()))
    action = root.get("/OpenAction")
    said = action.get_object() if action is not None else None
    if isinstance(said, dict) and "/JS" in said:
        script = said["/JS"].get_object()
        yield Piece("脚本", str(script.get_data() if hasattr(script, "get_data") else script))


def _titles(outline: Any) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield str(one.title)


def _embedded(reader: Any) -> Iterator[tuple[str, bytes]]:
    for name, files in reader.attachments.items():
        for held in files:
            yield name, held
