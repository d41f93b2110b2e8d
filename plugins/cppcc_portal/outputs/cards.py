"""Cards for links that are passed on (Open Graph): drawn with a font of this machine, the same bytes for the same font."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from cppcc_portal.foundation.fonts import Font
from cppcc_portal.views.cards import CardView

SIZE = (1200, 630)
# The colours of `tokens.css`: paper, ink, second ink, vermilion, and the ink of a seal.
_PAPER, _INK, _SOFT, _MAIN, _SEAL_INK = "#fcfaf6", "#221d18", "#5f574e", "#a8201a", "#fffaf2"
_LEFT, _ROOM = 96, 1008


def card(view: CardView) -> bytes:
    """Return a card as PNG, 1200 × 630: the double rule above, a seal, the title in up to three lines, the site below."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 11), fill=_MAIN)
    draw.rectangle((0, 17, SIZE[0], 19), fill=_MAIN)
    size, lines = _set(view.title, view.font)
    height = round(size * 1.38)
    top = 300 - (height * len(lines) + (64 if view.line else 0)) // 2
    for number, line in enumerate(lines):
        draw.text((_LEFT, top + number * height), line, font=_face(view.font, size), fill=_INK)
    if view.line:
        draw.text((_LEFT, top + height * len(lines) + 18), view.line, font=_face(view.font, 40), fill=_SOFT)
    draw.rectangle((_LEFT, 506, _LEFT + 60, 566), fill=_MAIN)
    draw.text((_LEFT + 6, 519), "政协", font=_face(view.font, 24), fill=_SEAL_INK)
    if view.site_name:
        draw.text((_LEFT + 84, 512), view.site_name, font=_face(view.font, 34), fill=_INK)
    made = BytesIO()
    image.save(made, "PNG", compress_level=6)
    return made.getvalue()


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
def _face(font: Font, size: int):  # type: ignore[no-untyped-def]
    from PIL import ImageFont

    return ImageFont.truetype(font.path, size, index=font.face, layout_engine=ImageFont.Layout.BASIC)
