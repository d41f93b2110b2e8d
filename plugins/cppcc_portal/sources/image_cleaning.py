"""Cleaning: metadata taken out of a picture's file, the picture itself left as it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cppcc_portal.sources.containers import WITHOUT_METADATA, end_of, with_metadata
from cppcc_portal.sources.image_metadata import kept_exif, kept_xmp, told
from cppcc_portal.sources.images import format_of, opened, reason_not_to_open

if TYPE_CHECKING:
    from PIL import Image

_EMPTY_EXIF = b"II*\x00\x08\x00\x00\x00" + b"\x00" * 6


def strip_metadata(file: Path) -> None:
    """Take place, camera and text data out of a picture in its file, without loss wherever its format lets us.

    How it is stored, its colours' profile and the marks of generative AI stay. What cannot be read stays untouched.
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
    exif, xmp = kept_exif(image), kept_xmp(image, raw)
    if kind in WITHOUT_METADATA:
        return with_metadata(kind, WITHOUT_METADATA[kind](raw), exif, xmp)
    # An AVIF that is stored turned has to be encoded again: once is enough.
    alone = raw[: end_of(kind, raw)]
    return _avif_blanked(image, alone, exif, xmp) if told(image, raw) else alone


def _avif_blanked(image: Image.Image, raw: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Overwrite EXIF and XMP where they stand: every other item of an AVIF is found by its offset."""
    clean = raw
    for name, kept, blank in (("exif", exif or _EMPTY_EXIF, b"\0"), ("xmp", xmp, b" ")):
        found = (image.info.get(name) or b"").removeprefix(b"Exif\0\0")
        if not found:
            continue
        if found not in raw or len(kept) > len(found):
            return _anew(image, exif, xmp)
        clean = clean.replace(found, kept.ljust(len(found), blank))
    return clean


def _anew(image: Image.Image, exif: bytes, xmp: bytes) -> bytes:
    """Encode an AVIF again, as it is stored, with its colours' profile and what must stay."""
    made = BytesIO()
    profile = image.info.get("icc_profile")
    image.save(made, "AVIF", exif=exif, xmp=xmp, icc_profile=profile, quality=90, max_threads=1)
    return made.getvalue()
