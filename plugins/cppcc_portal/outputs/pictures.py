"""Pictures: smaller copies in the forms of today, upright, without any metadata, the same bytes each time."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import PIL
from PIL import Image, ImageOps, features

from cppcc_portal.sources.images import ENDINGS, MOST_PIXELS

# Raise it when pictures shall come out differently: only then are those that are kept made anew.
_VERSION = 1
# Pillow 13: AVIF of one and of two threads are different bytes.
_OPTIONS: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 62, "speed": 6, "max_threads": 1},
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}


def maker() -> str:
    """Return what tells everything, but the picture, that its copies depend on: the encoders and how they are asked."""
    encoders = [features.version(name) for name in ("avif", "webp", "jpg", "libjpeg_turbo", "zlib")]
    return f"{_VERSION} {PIL.__version__} {encoders} {_OPTIONS}"


def copies(raw: bytes, wanted: Iterable[tuple[int, str]]) -> Iterator[bytes]:
    """Yield a picture's copies, each in a width and a form; raises what the decoder raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image: Image.Image = Image.open(BytesIO(raw), formats=tuple(ENDINGS))
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        image = _plain(ImageOps.exif_transpose(image))
    for width, form in wanted:
        height = max(1, round(image.height * width / image.width))
        smaller = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        if form == "JPEG" and smaller.mode == "RGBA":
            ground = Image.new("RGB", smaller.size, "white")
            ground.paste(smaller, mask=smaller.getchannel("A"))
            smaller = ground
        made = BytesIO()
        smaller.save(made, form, **_OPTIONS[form])
        yield made.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in plain colours of the web's own space, without whatever else its file said."""
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    plain = image.convert(mode)
    plain.info = {}
    return _in_srgb(plain, profile) if profile else plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    from PIL import ImageCms

    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode=image.mode)
    except ImageCms.PyCMSError:
        return image
    if turned is None:
        return image
    turned.info = {}
    return turned
