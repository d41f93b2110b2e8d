"""Holes: links whose addresses are not known yet, numbered in a body's HTML and filled for each page and feed."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

HOLE = "portal-hole"

_IN_A_TAG = r'(?:[^">]|"[^"]*")*'
# `<` and `>` stand in attributes and text only as entities, so that these can only be tags made here.
_OPEN_IMAGE = re.compile(rf'<img src="{HOLE}:(\d+)"({_IN_A_TAG})>')
_FIGURE = re.compile(r"<figure>((?:(?!</figure>).)*)</figure>", re.DOTALL)
_OPEN_LINK = re.compile(rf'<a href="{HOLE}:(\d+)"({_IN_A_TAG})>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Link:
    """One hole: `target` as written, `line` in the file (best effort), `kind` "record", "file" or "image"."""

    number: int
    target: str
    line: int
    kind: str


def fill(body: str, addresses: Sequence[str | None], sizes: Sequence[tuple[int, int] | None] = ()) -> str:
    """Return the HTML of a body with its holes filled, by their numbers.

    None makes plain text of a link and takes away an image with its figure; `sizes` are widths and heights of images.
    """
    if HOLE not in body:
        return body

    def image(found: re.Match[str]) -> str:
        number = int(found[1])
        address = addresses[number]
        if address is None:
            return ""
        size = sizes[number] if number < len(sizes) else None
        measures = f' width="{size[0]}" height="{size[1]}"' if size else ""
        return f'<img src="{html.escape(address)}"{found[2]}{measures}>'

    def figure(found: re.Match[str]) -> str:
        inside = _OPEN_IMAGE.sub(image, found[1])
        return f"<figure>{inside}</figure>" if "<img " in inside else ""

    def link(found: re.Match[str]) -> str:
        address = addresses[int(found[1])]
        return found[3] if address is None else f'<a href="{html.escape(address)}"{found[2]}>{found[3]}</a>'

    if "<img " in body:
        body = _OPEN_IMAGE.sub(image, _FIGURE.sub(figure, body) if "<figure>" in body else body)
    return _OPEN_LINK.sub(link, body)
