"""Images: their size and format, and what they must not carry: the place and the camera they were taken with."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cppcc_portal.foundation.problems import Problem

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
STRIP = "运行 portal images --strip {path} 去掉拍摄信息，再提交"

_GPS, _EXIF = 0x8825, 0x8769
# EXIF 2.32: make, model, artist, date and time, serial numbers, lens, owner, maker's note.
_CAMERA = {0x010F, 0x0110, 0x013B, 0x0132, 0x9003, 0x9004, 0x927C, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435}


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What a picture is: width and height in pixels as it is seen, its format, the digest and count of its bytes."""

    width: int
    height: int
    format: str
    digest: str
    bytes: int


def image_facts(file: Path, shown_path: str) -> tuple[ImageFacts | None, tuple[Problem, ...]]:
    """Return a picture's facts, or the problems that keep it from being published."""

    def problem(what: str, cure: str) -> tuple[None, tuple[Problem, ...]]:
        return None, (Problem(shown_path, 1, f"图片「{file.name}」{what}", cure),)

    if file.suffix.lower() == ".svg":
        return problem("是 SVG，里面可以藏脚本", "另存为 PNG 或 JPEG")
    if file.stat().st_size > LARGEST:
        return problem("超过 20 MB", "缩小到长边 2400 像素左右再放")
    raw = file.read_bytes()
    try:
        image = _opened(raw)
    except Exception:
        return problem("打不开，可能坏了或不是图片", "重新导出成 JPEG、PNG、WebP 或 AVIF")
    if image.format not in FORMATS:
        return problem(f"是 {image.format} 格式", "另存为 JPEG、PNG、WebP 或 AVIF")
    if image.width * image.height > MOST_PIXELS:
        return problem("像素太多", "缩小到长边 2400 像素左右再放")
    if found := _told(image):
        return problem(f"带有{found}", STRIP.format(path=shown_path))
    width, height = image.size
    if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):
        width, height = height, width
    digest = blake2b(raw, digest_size=16).hexdigest()
    return ImageFacts(width, height, str(image.format), digest, len(raw)), ()


def strip_metadata(file: Path) -> None:
    """Take every metadata segment out of a picture file in place; pixels of JPEG and PNG stay as they are.

    A JPEG that is stored turned is encoded anew the right way up; other formats are encoded anew.
    """
    raw = file.read_bytes()
    image = _opened(raw)
    turned = image.getexif().get(0x0112, 1) not in (0, 1)
    if image.format == "JPEG" and not turned:
        clean = _jpeg_without_segments(raw)
    elif image.format == "PNG" and not turned:
        clean = _png_without_chunks(raw)
    else:
        clean = _encoded_anew(image)
    file.write_bytes(clean)


def _opened(raw: bytes) -> Image.Image:
    from PIL import Image

    image = Image.open(BytesIO(raw))
    if image.width * image.height <= MOST_PIXELS:
        image.verify()
        image = Image.open(BytesIO(raw))
    return image


def _told(image: Image.Image) -> str:
    """Return in words what a picture tells of its taking, or nothing."""
    exif = image.getexif()
    found = []
    if exif.get_ifd(_GPS):
        found.append("拍摄地点（GPS）")
    if _CAMERA & set(exif) or _CAMERA & set(exif.get_ifd(_EXIF)):
        found.append("相机、作者或拍摄时间信息（EXIF）")
    if image.info.get("xmp") or "XML:com.adobe.xmp" in image.info:
        found.append("编辑软件信息（XMP）")
    if image.info.get("photoshop"):
        found.append("说明信息（IPTC）")
    return "、".join(found)


def _jpeg_without_segments(raw: bytes) -> bytes:
    """Drop APP1 (EXIF, XMP), APP13 (IPTC) and comments of a JPEG (ITU-T T.81, annex B); nothing after its end."""
    out, place = bytearray(raw[:2]), 2
    while place + 4 <= len(raw) and raw[place] == 0xFF:
        marker, size = raw[place + 1], struct.unpack(">H", raw[place + 2 : place + 4])[0]
        if marker == 0xDA:
            break
        if marker not in (0xE1, 0xED, 0xFE):
            out += raw[place : place + 2 + size]
        place += 2 + size
    end = raw.rfind(b"\xff\xd9")
    return bytes(out + raw[place : end + 2 if end > place else len(raw)])


def _png_without_chunks(raw: bytes) -> bytes:
    """Drop the text, time and EXIF chunks of a PNG (PNG 3rd edition, 11.3)."""
    out, place = bytearray(raw[:8]), 8
    while place + 12 <= len(raw):
        size, kind = struct.unpack(">I", raw[place : place + 4])[0], raw[place + 4 : place + 8]
        if kind not in (b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"):
            out += raw[place : place + 12 + size]
        place += 12 + size
        if kind == b"IEND":
            break
    return bytes(out)


def _encoded_anew(image: Image.Image) -> bytes:
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    out = BytesIO()
    profile = image.info.get("icc_profile")
    options = {"quality": 92} if image.format in ("JPEG", "WEBP", "AVIF") else {}
    if image.format == "AVIF":
        options["max_threads"] = 1
    upright.info = {}
    upright.save(out, format=image.format, icc_profile=profile, **options)
    return out.getvalue()
