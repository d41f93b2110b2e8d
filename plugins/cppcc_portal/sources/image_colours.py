"""Colours: a picture of any mode that Pillow reads, in eight bits, and in the colour space of the web."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

_FULL = 65535
# Sixteen bits to eight: 65535 is 255 times 257.
_TO_EIGHT = [(value + 128) // 257 for value in range(_FULL + 1)]
_PNG = b"\x89PNG\r\n\x1a\n"
# The colour space that a profile names (ICC.1, 7.2.6) and the modes whose numbers it explains.
_SPACES = {"RGB ": ("RGB", "RGBA"), "GRAY": ("L", "LA"), "CMYK": ("CMYK",)}


def plain(image: Image.Image, raw: bytes = b"") -> Image.Image:
    """Return a decoded picture as L, LA, RGB, RGBA or CMYK, scaled and never clipped; `raw` is its file, if it has one."""
    image.load()
    if image.mode.startswith("I;16"):
        return _sixteen_bits(image)
    if image.mode in ("I", "F"):
        return _wide(image)
    if image.mode == "LAB":
        return _from_lab(image)
    _repair_transparency(image, raw)
    if image.has_transparency_data:
        if image.mode == "La":
            return image.convert("LA")
        return image if image.mode == "LA" else image.convert("RGBA")
    if image.mode in ("1", "L"):
        return image.convert("L")
    return image if image.mode in ("RGB", "CMYK") else image.convert("RGB")


def in_web_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a plain picture in sRGB or its grey, without other data; a damaged or foreign profile counts as sRGB."""
    told = _transformed(image, profile) if profile else None
    turned = told or (image.convert("RGB") if image.mode == "CMYK" else image.copy())
    turned.info = {}
    return turned


def _transformed(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        space = theirs.profile.xcolor_space
        if image.mode not in _SPACES.get(space, ()):
            # Programs write the profile of a screen into grey pictures: its greys are those of the web.
            return None
        srgb = ImageCms.createProfile("sRGB")
        if image.mode == "LA":
            grey, alpha = image.split()
            turned = ImageCms.profileToProfile(grey, theirs, srgb, outputMode="RGB")
            return turned and Image.merge("LA", (turned.convert("L"), alpha))
        mode = {"L": "RGB", "CMYK": "RGB"}.get(image.mode, image.mode)
        turned = ImageCms.profileToProfile(image, theirs, srgb, outputMode=mode)
        return turned.convert("L") if turned and image.mode == "L" else turned
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _sixteen_bits(image: Image.Image) -> Image.Image:
    through = image.info.get("transparency")
    wide = image.convert("I")
    grey = wide.point(_TO_EIGHT, "L")
    if not isinstance(through, int):
        return grey
    alpha = wide.point([0 if value == through else 255 for value in range(_FULL + 1)], "L")
    return Image.merge("LA", (grey, alpha))


def _wide(image: Image.Image) -> Image.Image:
    """Return numbers of no fixed range as grey: as they are up to 255, as 16 bits up to 65535, else from least to most."""
    floats = image.convert("F")
    low, high = (float(end) for end in floats.getextrema())  # type: ignore[arg-type]
    if low >= 0 and high <= 1 and image.mode == "F":
        low, high = 0.0, 1.0
    elif low >= 0 and 255 < high <= _FULL:
        low, high = 0.0, float(_FULL)
    elif not 0 < high - low < float("inf") or (low >= 0 and high <= 255):
        low, high = 0.0, 255.0
    scale = 255 / (high - low)
    return floats.point(lambda value: value * scale - low * scale).convert("L")


def _from_lab(image: Image.Image) -> Image.Image:
    turned = ImageCms.profileToProfile(
        image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert turned is not None, "a new picture is asked for"
    return turned


def _repair_transparency(image: Image.Image, raw: bytes) -> None:
    """Bring the transparent colour of a PNG (3rd edition, 11.3.1.1) to eight bits, in which Pillow gives its samples."""
    through, depth = image.info.get("transparency"), raw[24] if raw.startswith(_PNG) else 8
    if isinstance(through, tuple) and depth == 16:
        image.info["transparency"] = tuple(value >> 8 for value in through)
    elif isinstance(through, int) and image.mode == "L" and depth in (2, 4):
        image.info["transparency"] = through * 255 // ((1 << depth) - 1)
