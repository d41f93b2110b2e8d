"""Bare addresses: `https://…` and `www.…` in a text are links, which end before Chinese characters and punctuation."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from cppcc_portal.sources.targets import OUTSIDE, judge

_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9])(https?)$", re.IGNORECASE)
_REST = re.compile(r"://[A-Za-z0-9\[][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_WWW = re.compile(r"www(?:\.[A-Za-z0-9-]+){2,}(?::\d+)?(?:[/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?", re.IGNORECASE)
_NO_BEGINNING = re.compile(r"[A-Za-z0-9_./:@-]")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;$")


def with_bare_addresses(md: MarkdownIt) -> None:
    """Let a parser read bare addresses."""
    md.inline.add_terminator_char("w")
    md.inline.add_terminator_char("W")
    md.inline.ruler.before("newline", "bare_address", _bare_address)


def _bare_address(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel:
        return False
    first = state.src[state.pos]
    if first == ":" and state.src.startswith("://", state.pos):
        scheme = _SCHEME.search(state.pending[-6:])
        rest = _REST.match(state.src, state.pos, state.posMax)
        if scheme and rest:
            address = scheme[1] + _ended(rest[0])
            return _link(state, address, address, len(scheme[1]))
    elif first in "wW" and not (state.pos and _NO_BEGINNING.match(state.src[state.pos - 1])):
        found = _WWW.match(state.src, state.pos, state.posMax)
        if found:
            written = _ended(found[0])
            return _link(state, written, f"http://{written}", 0)
    return False


def _link(state: StateInline, shown: str, address: str, pending: int) -> bool:
    """Push a link to an address of which some characters are pending as text."""
    if judge(address).sort != OUTSIDE:
        return False
    if pending:
        state.pending = state.pending[:-pending]
    opened = state.push("link_open", "a", 1)
    opened.attrs = {"href": address}
    opened.markup = "linkify"
    state.push("text", "", 0).content = shown
    state.push("link_close", "a", -1).markup = "linkify"
    state.pos += len(shown) - pending
    return True


def _ended(address: str) -> str:
    """Return an address without the punctuation of the sentence around it, and without a bracket that it did not open."""
    while address:
        last = address[-1]
        if last == ";" and (entity := _ENTITY.search(address)):
            address = address[: entity.start()]
        elif last in "?!.,:;*_~'" or _is_unopened(address):
            address = address[:-1]
        else:
            break
    return address


def _is_unopened(address: str) -> bool:
    """Whether an address ends with a closing bracket that it did not open."""
    opening = {")": "(", "]": "["}.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)
