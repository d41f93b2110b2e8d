"""What is built: every byte of a site looked at by what knows nothing of how it was made, archives and all.

Internal titles are taken from the heads of the records as plain text, so that what reads records can hide nothing from it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from cppcc_portal.guards.attached import attached_findings
from cppcc_portal.guards.finding import Finding
from cppcc_portal.guards.pieces import Piece
from cppcc_portal.guards.scan import findings_in
from cppcc_portal.guards.sorts import pieces_of

INTERNAL = "built-internal-title"
SHORTEST = 4
_TEXTS = (
    ".html",
    ".htm",
    ".xml",
    ".json",
    ".csv",
    ".txt",
    ".ics",
    ".opml",
    ".svg",
    ".md",
    ".js",
    ".css",
    ".webmanifest",
)
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico", ".woff", ".woff2")
_TAG = re.compile(r"<[^<>]*>")
# A tag within a line of text; any other ends a line.
_INLINE = re.compile(
    r"</?(?:a|b|i|em|strong|span|mark|code|sup|sub|small|wbr|u|s|time|bdi|cite|abbr)(?:\s[^<>]*)?>", re.I
)
_SPOKEN = re.compile(r"(?:alt|title|content|aria-label|href|value|data-[a-z-]+)=\"([^\"]*)\"")
_IS_INTERNAL = re.compile(r"^disclosure:[ \t]*[\"']?内部", re.MULTILINE)
_TITLE = re.compile(r"^(?:title|name):[ \t]*(.+?)[ \t]*$", re.MULTILINE)


def internal_titles(content: Path) -> dict[str, str]:
    """Return the title of every record that is kept inside, with the path of its file."""
    found = {}
    for file in sorted(content.rglob("*.md")):
        head = file.read_text("utf-8", "replace").split("\n---", 1)[0]
        if _IS_INTERNAL.search(head) and (title := _TITLE.search(head)):
            plain = title[1].strip("\"'")
            if len(plain) >= SHORTEST:
                found[plain] = file.name
    return found


def built_findings(site: Path, titles: dict[str, str]) -> Iterator[tuple[str, Finding]]:
    """Yield what is found in each file of a built site: personal data, marks of secrecy, titles that stay inside."""
    for file in sorted(one for one in site.rglob("*") if one.is_file()):
        path = file.relative_to(site).as_posix()
        raw = file.read_bytes()
        ending = file.suffix.lower()
        if ending in _TEXTS:
            text = _readable(raw.decode("utf-8", "replace"), ending)
            yield from ((path, one) for one in findings_in(text))
            yield from ((path, one) for one in _titles_in(text, titles, ""))
        elif ending not in _PICTURES:
            yield from ((path, one) for one in attached_findings(raw, file.name))
            for piece in pieces_of(raw, file.name):
                if isinstance(piece, Piece):
                    yield from ((path, one) for one in _titles_in(piece.text, titles, piece.place))


def _readable(text: str, ending: str) -> str:
    """Return what a reader or a program reads of a file, each line where it was."""
    if ending in (".html", ".htm", ".xml", ".opml", ".svg"):
        spoken = " \n".join(_SPOKEN.findall(text))
        return html.unescape(_TAG.sub(" ", _INLINE.sub("", text)) + "\n" + spoken)
    if ending in (".json", ".webmanifest") and "\\" in text:
        try:
            return json.dumps(json.loads(text), ensure_ascii=False, indent=0)
        except ValueError:
            return text
    return text


def _titles_in(text: str, titles: dict[str, str], place: str) -> Iterator[Finding]:
    for title in titles:
        if (at := text.find(title)) >= 0:
            yield Finding(INTERNAL, text.count("\n", 0, at) + 1 if not place else 1, 0, title, place)
