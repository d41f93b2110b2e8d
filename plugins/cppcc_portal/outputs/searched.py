"""What search reads of a page: the words between its marks, line by line, as a reader sees them.

`assets/search.js` does the same with a page that it fetched; both follow these rules and change together.
"""

from __future__ import annotations

import html
import re

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
_APART = re.compile(r"[^\W_]+")
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FOLD = {code: chr(low).lower() for code, low in (*_WIDE.items(), *((code, code) for code in range(0x41, 0x5B)))}


def is_searched(page: str) -> bool:
    """Whether a page has words for search."""
    return BEGIN in page


def lines_of(page: str) -> list[str]:
    """Return the lines of a page that search reads, none empty; tags within a line leave no gap, blocks break it."""
    text = "<br>".join(_PART.findall(_NOT.sub("", page))).replace("\n", " ")
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def folded(text: str) -> str:
    """Return a text as search compares it, character by character: Latin letters small, full-width ones narrow."""
    return text.translate(_FOLD)


def runs(text: str) -> list[str]:
    """Return the runs of letters, digits and characters in a text, folded; whatever stands between them is no word."""
    return _APART.findall(folded(text))
