"""What search reads of a page: the words between its marks, line by line, as a reader sees them.

`assets/search.js` does the same with a page that it fetched; both follow these rules and change together.
"""

from __future__ import annotations

import html
import re
from unicodedata import is_normalized, normalize

from cppcc_portal.sources.joining import CJK

BEGIN, END = "<!--search:on-->", "<!--search:off-->"
SKIP, GO_ON = "<!--search:not-->", "<!--/search:not-->"

_NOT = re.compile(f"{SKIP}.*?{GO_ON}", re.S)
_PART = re.compile(f"{BEGIN}(.*?)(?:{END}|$)", re.S)
_BREAK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6r]"
    r"|header|li|main|nav|ol|p|pre|section|summary|t(?:able|body|d|foot|h|head|r)|ul)\b[^>]*>",
    re.I,
)
_TAG = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
# What stands in a sentence and is no part of it: the mark of a note, and how a word is read.
_ASIDE = re.compile(
    r"<sup\b[^>]*>\s*<a\b[^>]*\bdoc-noteref\b[^>]*>.*?</a>\s*</sup>|<a\b[^>]*\bdoc-(?:noteref|backlink)\b[^>]*>.*?</a>"
    r"|<rt\b[^>]*>.*?</rt>|<rp\b[^>]*>.*?</rp>",
    re.S | re.I,
)
_ALT = re.compile(r"""<img\b(?:[^>"']|"[^"]*"|'[^']*')*?\balt="([^"]+)\"""", re.I)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_GAP = re.compile(f" (?:(?<=[{CJK}] )(?=[A-Za-z0-9])|(?<=[A-Za-z0-9] )(?=[{CJK}]))")
_APART = re.compile(r"[^\W_]+")
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FOLD = {code: chr(low).lower() for code, low in (*_WIDE.items(), *((code, code) for code in range(0x41, 0x5B)))}
# Texts copied from PDF files are full of radicals (⼈) that look like the characters they are no part of (人).
_FOLD |= {code: normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), 0xB2, 0xB3, 0xB9)}
_FOLD |= {code: normalize("NFKC", chr(code)) for code in (0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A))}


def is_searched(page: str) -> bool:
    """Whether a page has words for search."""
    return BEGIN in page


def lines_of(page: str) -> list[str]:
    """Return the lines of a page that search reads, none empty; tags within a line leave no gap, blocks break it.

    What pictures show comes after the text. Between Chinese and Latin characters a blank is a matter of taste.
    """
    text = "<br>".join(_PART.findall(_NOT.sub("", page))).replace("\n", " ")
    shown = _ALT.findall(text) if "<img" in text else ()
    if "doc-noteref" in text or "<rt" in text:
        text = _ASIDE.sub("", text)
    text = "\n".join((_TAG.sub("", _BREAK.sub("\n", text)), *shown))
    lines = (" ".join(line.split()) for line in seen(html.unescape(text)).split("\n"))
    said = "\n".join([line for line in lines if line])
    return _GAP.sub("", said).split("\n") if said else []


def seen(text: str) -> str:
    """Return a text as it looks: composed, without the characters that nobody can see."""
    text = _UNSEEN.sub("", text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def folded(text: str) -> str:
    """Return a text as search compares it, character by character: Latin letters small, all digits and letters plain."""
    return text.translate(_FOLD)


def runs(text: str) -> list[str]:
    """Return the runs of letters, digits and characters in a text, folded; whatever stands between them is no word."""
    return _APART.findall(folded(text))
