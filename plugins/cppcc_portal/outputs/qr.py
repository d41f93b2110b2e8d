"""QR codes: an address as a picture that a telephone reads, drawn into the page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from segno import QRCode


def qr(url: str, label: str) -> Markup:
    """Return an SVG element with the QR code of an address (ISO/IEC 18004, level M); `label` says where it leads."""
    drawn = _code(url).svg_inline(
        omitsize=True, border=2, svgclass="zx-qr", lineclass=None, title=label, dark="#000", light="#fff"
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))


@lru_cache(maxsize=8)
def _code(url: str) -> QRCode:
    """Return the code itself: the sheets and the bulletin of a month lead to one address, one after another."""
    import segno

    return segno.make(url, error="m", micro=False)
