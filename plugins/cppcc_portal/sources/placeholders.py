"""Holes: links whose addresses are not known yet, numbered in a body's HTML and filled for each page and feed."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cppcc_portal.foundation.packing import packed_by_number

PLACEHOLDER = "portal-hole"
IN_TEXT = "(min-width: 48em) 684px, 100vw"

_IN_A_TAG = r'(?:[^">]|"[^"]*")*'
# `<` and `>` stand in attributes and text only as entities, so that these can only be tags made here.
_OPEN_IMAGE = re.compile(rf'<img src="{PLACEHOLDER}:(\d+)"({_IN_A_TAG})>')
_FIGURE = re.compile(r"<figure>((?:(?!</figure>).)*)</figure>", re.DOTALL)
_LINK_PLACEHOLDER = re.compile(rf'<a href="{PLACEHOLDER}:(\d+)"')
_OPEN_LINK = re.compile(rf'<a href="{PLACEHOLDER}:(\d+)"({_IN_A_TAG})>(.*?)</a>', re.DOTALL)


@packed_by_number
class Link(NamedTuple):
    """One placeholder: `target` as written, `line` in the file (best effort), `kind` "record", "file" or "image"."""

    number: int
    target: str
    line: int
    kind: str


class SourceSet(NamedTuple):
    """The copies of one picture in one form: their media type, and each address with its width in pixels."""

    media_type: str
    copies: tuple[tuple[str, int], ...]


class Shown(NamedTuple):
    """How a picture is shown: width and height in pixels, the copy that any browser reads, and sets of better ones."""

    width: int
    height: int
    small: str
    sets: tuple[SourceSet, ...] = ()


def fill(body: str, addresses: Sequence[str | None], pictures: Sequence[Shown | None] = (), root: str = "") -> str:
    """Return the HTML of a body with its placeholders filled, by their numbers.

    None makes plain text of a link and takes away an image with its figure. `pictures` tell how images are shown, with
    addresses that lead from the site's root; `root` is the way there.
    """
    if PLACEHOLDER not in body:
        return body

    def image(found: re.Match[str]) -> str:
        number = int(found[1])
        address = addresses[number]
        if address is None:
            return ""
        shown = pictures[number] if number < len(pictures) else None
        if shown is None:
            return f'<img src="{html.escape(address)}"{found[2]}>'
        small, measures = html.escape(root + shown.small), f' width="{shown.width}" height="{shown.height}"'
        plain = f'<img src="{small}"{found[2]}{measures}>'
        return f"<picture>{_sources(shown.sets, root)}{plain}</picture>" if shown.sets else plain

    def figure(found: re.Match[str]) -> str:
        inside = _OPEN_IMAGE.sub(image, found[1])
        return f"<figure>{inside}</figure>" if "<img " in inside else ""

    def link(found: re.Match[str]) -> str:
        address = addresses[int(found[1])]
        return found[3] if address is None else f'<a href="{_escaped(address)}"{found[2]}>{found[3]}</a>'

    if "<img " in body:
        body = _OPEN_IMAGE.sub(image, _FIGURE.sub(figure, body) if "<figure>" in body else body)
    if None in addresses:
        return _OPEN_LINK.sub(link, body)
    pieces = _LINK_PLACEHOLDER.split(body)
    pieces[1::2] = [f'<a href="{_escaped(str(addresses[int(number)]))}"' for number in pieces[1::2]]
    return "".join(pieces)


@lru_cache(maxsize=4096)
def _escaped(address: str) -> str:
    return html.escape(address)


def _sources(sets: Sequence[SourceSet], root: str) -> str:
    return "".join(
        f'<source type="{one.media_type}" sizes="{IN_TEXT}" srcset="'
        + ", ".join(f"{html.escape(root + address)} {width}w" for address, width in one.copies)
        + '">'
        for one in sets
    )
