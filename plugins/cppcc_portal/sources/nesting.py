"""Nesting: a finished body made fit to stand among others on one page."""

from __future__ import annotations

import re

# Headings, and what has an id or leads to one: most tags are neither.
_TAG = re.compile(r'</?h[2-5]\b[^<>]*>|<[^<>]* (?:id="|href="#)[^<>]*>')
_HEADING = re.compile(r"^(</?)h([2-5])\b")
_OWN = re.compile(r'( id="| href="#)')


def nested(html: str, prefix: str) -> str:
    """Return a sanitised body with its headings one level lower and its ids, and the links to them, under a prefix.

    Text is left alone: the sanitiser leaves no angle bracket in it.
    """
    return _TAG.sub(lambda tag: _OWN.sub(rf"\g<1>{prefix}-", _HEADING.sub(_lower, tag[0])), html)


def _lower(found: re.Match[str]) -> str:
    return f"{found[1]}h{int(found[2]) + 1}"
