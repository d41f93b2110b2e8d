"""Metadata: what a picture tells of the place, the camera, the time and the people of its taking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

# EXIF 2.32: GPS and Exif are directories of their own; the rest are tags of a camera, its owner and its time.
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN = (0x010F, 0x0110, 0x9003, 0x9004, 0x927C, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435, 0x013B, 0x013C)
_XMP_PLACE = re.compile(rb"GPSL|GPSPosition|photoshop:(?:City|State|Country)|Iptc4xmp\w+:(?:Location|City|Sublocation)")
_XMP_TAKEN = re.compile(rb"tiff:(?:Make|Model)\b|exif:DateTimeOriginal|SerialNumber|aux:Lens|photoshop:DateCreated")


def told(image: Image.Image, raw: bytes) -> list[str]:
    """Return in words what a picture tells of its taking."""
    try:
        exif = image.getexif()
        tags, place = {**exif, **exif.get_ifd(_EXIF)}, exif.get_ifd(_GPS)
    except Exception:
        # The parser of EXIF raises whatever damaged data make it; what nobody can read may still tell something.
        return ["读不懂的拍摄信息"]
    xmp = _xmp(image, raw)
    iptc = image.info.get("photoshop") or {}
    words = []
    if place or _XMP_PLACE.search(xmp) or _iptc(iptc, (90, 92, 95, 101)):
        words.append("拍摄地点")
    if any(tags.get(tag) for tag in _TAKEN) or _XMP_TAKEN.search(xmp) or _iptc(iptc, (55, 60, 80)):
        words.append("相机、作者或拍摄时间")
    return words


def _xmp(image: Image.Image, raw: bytes) -> bytes:
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(found, str):
        found = found.encode()
    if image.format == "GIF" and (at := raw.find(b"XMP DataXMP")) >= 0:
        found += raw[at:]
    return bytes(found)


def _iptc(photoshop: Any, wanted: tuple[int, ...]) -> bool:
    """Tell whether IPTC-IIM data (record 2) of a JPEG has one of the wanted data sets."""
    data = photoshop.get(0x0404, b"") if isinstance(photoshop, dict) else b""
    return isinstance(data, bytes) and any(bytes((0x1C, 2, number)) in data for number in wanted)
