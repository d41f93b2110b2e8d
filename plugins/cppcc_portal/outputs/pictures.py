"""Pictures: smaller copies in the forms of today, upright, without any metadata, the same bytes each time."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import PIL
from PIL import Image, features

from cppcc_portal.sources.image_colours import in_web_colours, plain
from cppcc_portal.sources.image_orientation import orientation_of, upright
from cppcc_portal.sources.images import ENDINGS, MOST_PIXELS
from cppcc_portal.views.blocks.pictures import widths

# Raise it when pictures shall come out differently: only then are those that are kept made again.
_VERSION = 2
# Pillow 13: AVIF of one and of two threads are different bytes. Speeds and methods are compared in decision 65.
_OPTIONS: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 62, "speed": 9, "max_threads": 1},
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}
# A first, coarse step may leave a picture three times as wide as asked for; the second is exact.
_GAP = 3.0


def maker() -> str:
    """Return what tells everything, but the picture, that its copies depend on: the encoders and how they are asked."""
    encoders = [features.version(name) for name in ("avif", "webp", "jpg", "libjpeg_turbo", "zlib", "littlecms2")]
    return f"{_VERSION} {PIL.__version__} {encoders} {_OPTIONS}"


def copies(raw: bytes, wanted: Iterable[tuple[int, str]]) -> Iterator[bytes]:
    """Yield a picture's copies, each in a width and a form; raises what the decoder raises.

    A copy is scaled from the next wider one that the picture can have, whichever are wanted: its bytes are always the same.
    """
    scaled = _scaled(raw)
    for width, form in wanted:
        made = BytesIO()
        _fit_for(form, _of_width(scaled, width)).save(made, form, **_OPTIONS[form])
        yield made.getvalue()


def _scaled(raw: bytes) -> list[Image.Image]:
    """Return a picture in all widths of its copies, upright and in plain colours, the widest first."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image: Image.Image = Image.open(BytesIO(raw), formats=tuple(ENDINGS))
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        orientation = orientation_of(image)
        profile = image.info.get("icc_profile")
        width, height = image.size if orientation < 5 else (image.height, image.width)
        rungs = widths(width)
        if image.format in ("JPEG", "MPO"):
            # A JPEG can be decoded at a half, a quarter or an eighth of its size, which costs as much less.
            image.draft(None, (-(-image.width * rungs[-1] // width), -(-image.height * rungs[-1] // width)))
        image = upright(plain(image, raw), orientation)
    scaled: list[Image.Image] = []
    for rung in reversed(rungs):
        image = _resized(image, rung, max(1, round(height * rung / width)))
        if not scaled:
            image = in_web_colours(image, profile)
        scaled.append(image)
    return scaled


def _of_width(scaled: list[Image.Image], width: int) -> Image.Image:
    above = ([image for image in scaled if image.width >= width] or scaled[:1])[-1]
    if above.width == width:
        return above
    return _resized(above, width, max(1, round(scaled[0].height * width / scaled[0].width)))


def _resized(image: Image.Image, width: int, height: int) -> Image.Image:
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=_GAP)


def _fit_for(form: str, image: Image.Image) -> Image.Image:
    """Return a picture in a mode that the form has; what is transparent lies on white where it cannot stay so."""
    if form == "PNG":
        return image
    if form != "JPEG":
        return image.convert("RGBA" if image.mode == "LA" else "RGB") if image.mode in ("L", "LA") else image
    if image.mode not in ("LA", "RGBA"):
        return image
    ground = Image.new(image.mode.removesuffix("A"), image.size, "white")
    ground.paste(image.convert(ground.mode), mask=image.getchannel("A"))
    return ground
