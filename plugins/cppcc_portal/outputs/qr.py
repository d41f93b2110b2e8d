"""QR codes: an address as a picture that a telephone reads, drawn into the page."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

MASK = 3
"""To try all eight masks for the best takes four fifths of the time; of addresses this one is the best, or as well read."""


def qr(url: str, label: str) -> Markup:
    """Return an SVG element with the QR code of an address (ISO/IEC 18004, level M); `label` says where it leads."""
    head, _, rest = _drawn(url).partition(">")
    return Markup(f'{head} role="img"><title>{escape(label)}</title>{rest}')


@lru_cache(maxsize=8)
def _drawn(url: str) -> str:
    """Return the element without a name: the sheets and the bulletin of a month lead to one address, one after another."""
    import segno

    code = segno.make(url, error="m", micro=False, mask=MASK)
    return str(code.svg_inline(omitsize=True, border=2, svgclass="zx-qr", lineclass=None, dark="#000", light="#fff"))
