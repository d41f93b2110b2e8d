"""Orientation: how a picture is stored, and setting it upright."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

ORIENTATION = 0x0112


def orientation_of(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; a picture whose EXIF is damaged is shown as it is stored."""
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except Exception:
        # The parser of EXIF raises whatever damaged data make it.
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def is_on_its_side(image: Image.Image) -> bool:
    """Whether width and height change places when the picture is shown."""
    return orientation_of(image) >= 5


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return a picture turned and mirrored as its orientation asks (EXIF 2.32, 4.6.4)."""
    from PIL import Image

    if orientation == 1:
        return image
    turns = Image.Transpose
    steps = {
        2: turns.FLIP_LEFT_RIGHT,
        3: turns.ROTATE_180,
        4: turns.FLIP_TOP_BOTTOM,
        5: turns.TRANSPOSE,
        6: turns.ROTATE_270,
        7: turns.TRANSVERSE,
        8: turns.ROTATE_90,
    }
    return image.transpose(steps[orientation])
