"""Cards for links that are passed on (Open Graph): drawn with a font of this machine, the same bytes for the same font.

A card is drawn in the shades from one colour to another that its letters need and saved with these alone: in full colour
it would be three times as large, and take three times as long.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING
from zlib import Z_RLE

from cppcc_portal.foundation.fonts import Font
from cppcc_portal.views.channels.cards import CardView

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
# The colours of `tokens.css`: paper, ink, second ink, vermilion, and the ink of a seal.
_PAPER, _INK, _SOFT, _MAIN, _SEAL_INK = "#fcfaf6", "#221d18", "#5f574e", "#a8201a", "#fffaf2"
_LEFT, _ROOM = 96, 1008

SHADES = 32
"""So many shades has each pair of colours, its ground first."""
_TEXT, _SMALL, _SEAL = range(3)
_PAIRS = ((_PAPER, _INK), (_PAPER, _SOFT), (_MAIN, _SEAL_INK))
_ON_PAPER, _ON_SEAL = _TEXT * SHADES, _SEAL * SHADES


def card(view: CardView) -> bytes:
    """Return a card as PNG, 1200 × 630: the double rule above, a seal, the title in up to three lines, the site below."""
    from PIL import Image

    image = Image.new("L", SIZE, _ON_PAPER)
    for box in ((0, 0, SIZE[0], 12), (0, 17, SIZE[0], 20), (_LEFT, 506, _LEFT + 61, 567)):
        image.paste(_ON_SEAL, box)
    size, lines = _set(view.title, view.font)
    height = round(size * 1.38)
    top = 300 - (height * len(lines) + (64 if view.line else 0)) // 2
    for number, line in enumerate(lines):
        _write(image, (_LEFT, top + number * height), line, _face(view.font, size), _TEXT)
    if view.line:
        _write(image, (_LEFT, top + height * len(lines) + 18), view.line, _face(view.font, 40), _SMALL)
    _write(image, (_LEFT + 6, 519), "政协", _face(view.font, 24), _SEAL)
    if view.site_name:
        _write(image, (_LEFT + 84, 512), view.site_name, _face(view.font, 34), _TEXT)
    image.putpalette(_palette())
    made = BytesIO()
    # Runs of one shade are most of a card: to look for anything else takes four times as long and saves an eighth.
    image.save(made, "PNG", compress_level=6, compress_type=Z_RLE)
    return made.getvalue()


def _write(image: Image, place: tuple[int, int], text: str, face: FreeTypeFont, pair: int) -> None:
    """Write a text in the shades of a pair of colours."""
    from PIL import Image, ImageDraw

    *_, width, height = face.getbbox(text)
    written = Image.new("L", (round(width) + 1, round(height) + 1))
    ImageDraw.Draw(written).text((0, 0), text, font=face, fill=255)
    shades = written.point([pair * SHADES + (covered * (SHADES - 1) + 127) // 255 for covered in range(256)])
    image.paste(shades, place, written.point([0] + [255] * 255))


@lru_cache(maxsize=1)
def _palette() -> bytes:
    """Return the colours of all shades, red, green and blue after one another."""
    from PIL import ImageColor

    found = bytearray()
    for pair in _PAIRS:
        ground, ink = (ImageColor.getrgb(one) for one in pair)
        for shade in range(SHADES):
            found += bytes(round(a + (b - a) * shade / (SHADES - 1)) for a, b in zip(ground, ink, strict=True))
    return bytes(found)


def _set(title: str, font: Font) -> tuple[int, list[str]]:
    """Return the largest of a few sizes in which a title fits on three lines, and its lines; what is longer is cut."""
    for size in (104, 84, 68, 56):
        lines = _broken(title, font, size)
        if len(lines) <= (2 if size > 80 else 3):
            return size, lines
    return 56, [*lines[:2], lines[2][:-1] + "……"]


def _broken(title: str, font: Font, size: int) -> list[str]:
    """Return a title broken where its lines are full; a line never begins with a mark that closes."""
    lines = [""]
    for character in title:
        if _face(font, size).getlength(lines[-1] + character) <= _ROOM or character in "，。、：；！？）》”’":
            lines[-1] += character
        else:
            lines.append(character)
    return lines


@lru_cache(maxsize=16)
def _face(font: Font, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(font.path, size, index=font.face, layout_engine=ImageFont.Layout.BASIC)
