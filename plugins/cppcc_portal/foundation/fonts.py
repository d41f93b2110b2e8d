"""Fonts: a Chinese font of this machine to draw with; none is brought along, and none is fetched."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import NamedTuple


class Font(NamedTuple):
    """A font file, which of its faces is the simplified Chinese one, and its size in bytes, which tells editions apart."""

    path: str
    face: int
    bytes: int


# Collections of Noto hold the faces for Japan, Korea, the mainland, Taiwan and Hong Kong, in this order.
_PLACES = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/opentype/source-han-serif/SourceHanSerifSC-Bold.otf", 0),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
)


def chinese_font() -> Font | None:
    """Return the first Chinese font that stands where systems put them (Debian, Arch, Fedora, macOS, Windows), or None."""
    for path, face in _PLACES:
        with suppress(OSError):
            return Font(path, face, os.stat(path).st_size)
    return None
