"""Cleaning: metadata taken out of a picture's file, the picture itself left as it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cppcc_portal.sources.containers import WITHOUT_METADATA
from cppcc_portal.sources.image_orientation import orientation_of, upright
from cppcc_portal.sources.images import format_of, opened, reason_not_to_open

if TYPE_CHECKING:
    from PIL import Image

_EMPTY_EXIF = b"II*\x00\x08\x00\x00\x00" + b"\x00" * 6


def strip_metadata(file: Path) -> None:
    """Take place, camera and text data out of a picture in its file, without loss wherever its format lets us.

    A picture that is stored turned is set upright, which means encoding it anew. What cannot be read stays untouched.
    """
    if reason_not_to_open(file) is not None:
        return
    raw = file.read_bytes()
    try:
        clean = _cleaned(opened(raw), raw)
        opened(clean)
    except Exception:
        # `image_facts` says what is wrong with such a file; a second opinion would not help.
        return
    if clean == raw:
        return
    # Its own name with something more could be too long for the file system.
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".new", delete=False) as out:
        out.write(clean)
    shutil.copymode(file, out.name)
    os.replace(out.name, file)


def _cleaned(image: Image.Image, raw: bytes) -> bytes:
    kind = format_of(image)
    if kind != "AVIF" and orientation_of(image) != 1:
        return _upright(image, raw)
    if kind in WITHOUT_METADATA:
        return WITHOUT_METADATA[kind](raw)
    return _avif_blanked(image, raw)


def _avif_blanked(image: Image.Image, raw: bytes) -> bytes:
    """Overwrite EXIF and XMP where they stand: every other item of an AVIF is found by its offset."""
    for name, blank in (("exif", _EMPTY_EXIF), ("xmp", b"")):
        found = image.info.get(name) or b""
        found = found.removeprefix(b"Exif\0\0")
        if found and found not in raw:
            return _anew(image, raw)
        raw = raw.replace(found, blank.ljust(len(found), b"\0" if blank else b" ")[: len(found)]) if found else raw
    return raw


def _upright(image: Image.Image, raw: bytes) -> bytes:
    from PIL import JpegImagePlugin

    options: dict[str, Any] = {}
    if format_of(image) == "JPEG":
        sampling = JpegImagePlugin.get_sampling(image)
        options = {"qtables": image.quantization, "subsampling": sampling, "optimize": True}  # type: ignore[attr-defined]
    turned = upright(image, orientation_of(image))
    turned.format = image.format
    return _anew(turned, raw, **options)


def _anew(image: Image.Image, raw: bytes, **options: Any) -> bytes:
    """Encode a picture again with its colours' profile and nothing else."""
    kind = format_of(image)
    if kind == "WEBP":
        options = {"lossless": True} if b"VP8L" in raw[:64] else {"quality": 95}
    elif kind == "AVIF":
        options = {"quality": 90, "max_threads": 1}
    made = BytesIO()
    image.save(made, format=kind, exif=b"", xmp=b"", icc_profile=image.info.get("icc_profile"), **options)
    return made.getvalue()
