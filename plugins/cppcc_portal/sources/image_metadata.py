"""Metadata: what a picture tells of the place, the camera, the time and the people of its taking, and what must stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cppcc_portal.sources.containers import jpeg_segments
from cppcc_portal.sources.image_orientation import ORIENTATION, orientation_of

if TYPE_CHECKING:
    from PIL import Image

# EXIF 2.32: GPS, Exif and the thumbnail are directories of their own (Pillow counts the last as -1); the rest are tags of a camera, its owner and its time.
_EXIF, _GPS, _THUMBNAIL = 0x8769, 0x8825, -1
_TAKEN = (0x010F, 0x0110, 0x9003, 0x9004, 0x927C, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435, 0x013B, 0x013C)
# Description, document, copyright, the comment of the user, and title, comment, author, keywords and subject of Windows.
_SAID = (0x010E, 0x010D, 0x8298, 0x9286, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)
_XMP_PLACE = re.compile(rb"GPSL|GPSPosition|photoshop:(?:City|State|Country)|Iptc4xmp\w+:(?:Location|City|Sublocation)")
_XMP_TAKEN = re.compile(rb"tiff:(?:Make|Model)\b|exif:DateTimeOriginal|SerialNumber|aux:Lens|photoshop:DateCreated")
_XMP_SAID = re.compile(
    rb"dc:(?:creator|description|rights|title|subject|contributor)\b|PersonInImage|PersonDisplayName|mwg-rs:Name"
    rb"|MPReg:|tiff:(?:Artist|ImageDescription|Copyright)\b|exif:UserComment|CreatorContactInfo|CiEmail|CiTel"
    rb"|photoshop:(?:AuthorsPosition|CaptionWriter|Credit|Headline|Source|Instructions)|\bxmpRights:|\bplus:|\blr:|\bacdsee:"
)
# IPTC-IIM 4.2, record 2: where, who and when, and everything that is said in words.
_IIM_PLACE, _IIM_TAKEN = (90, 92, 95, 101), (55, 60, 80)
_IIM_SAID = (5, 25, 40, 85, 105, 110, 115, 116, 118, 120, 122)
_PHOTOSHOP_THUMBNAILS = (0x0409, 0x040C)
# Encoders sign their work; that tells nothing of a person.
_SIGNED = re.compile(
    rb"\s*(?:CREATOR: gd-jpeg|Created with|Lavc|LEAD Tech|AppleMark|Optimized|Compressed|File written by)"
)
_PNG_HARMLESS = ("XML:com.adobe.xmp", "Software", "Creator Tool", "AIGC")
# GB 45438-2025: the mark of what generative AI made is the key AIGC, in XMP, in EXIF or in the text of a PNG.
_MARKS = (b"AIGC", "AIGC".encode("utf-16-le"), "AIGC".encode("utf-16-be"))
_XMP_MARK = re.compile(
    rb"<([\w-]+):AIGC\b[^>]*?(?:/>|>.*?</\1:AIGC>)|\b([\w-]+):AIGC\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.S
)


def told(image: Image.Image, raw: bytes) -> list[str]:
    """Return in words what a picture tells of its taking."""
    try:
        exif = image.getexif()
        tags, place = {**exif, **exif.get_ifd(_EXIF)}, exif.get_ifd(_GPS)
        thumbnail = exif.get_ifd(_THUMBNAIL)
    except Exception:
        # The parser of EXIF raises whatever damaged data make it; what nobody can read may still tell something.
        return ["读不懂的拍摄信息"]
    xmp = xmp_of(image, raw)
    iptc = image.info.get("photoshop") or {}
    words = []
    if place or _XMP_PLACE.search(xmp) or _iptc(iptc, _IIM_PLACE):
        words.append("拍摄地点")
    if any(tags.get(tag) for tag in _TAKEN) or _XMP_TAKEN.search(xmp) or _iptc(iptc, _IIM_TAKEN):
        words.append("相机、作者或拍摄时间")
    said = any(_says(tags.get(tag)) for tag in _SAID) or _XMP_SAID.search(xmp) or _iptc(iptc, _IIM_SAID)
    if said or _comments(image):
        words.append("藏在文件里的文字（说明、人名、版权等）")
    if thumbnail or b"xmp:Thumbnails" in xmp or _small_beside(image, raw):
        words.append("缩略图（可能是裁剪以前的样子）")
    return words


def _small_beside(image: Image.Image, raw: bytes) -> bool:
    """Whether a JPEG has a thumbnail beside JFIF or among the resources of Photoshop."""
    if image.format not in ("JPEG", "MPO"):
        return False
    resources = image.info.get("photoshop") or {}
    return bool(jpeg_segments(raw, 0xE0, b"JFXX")) or any(number in resources for number in _PHOTOSHOP_THUMBNAILS)


def kept_exif(image: Image.Image) -> bytes:
    """Return the EXIF that cleaning leaves, without its mark: how the picture is stored, and the marks of generative AI."""
    from PIL import Image

    kept = Image.Exif()
    if (orientation := orientation_of(image)) != 1:
        kept[ORIENTATION] = orientation
    try:
        exif = image.getexif()
        kept.update({tag: value for tag, value in exif.items() if _is_mark(value)})
        inner = {tag: value for tag, value in exif.get_ifd(_EXIF).items() if _is_mark(value)}
    except Exception:
        # The parser of EXIF raises whatever damaged data make it.
        inner = {}
    if inner:
        kept.get_ifd(_EXIF).update(inner)
    return kept.tobytes().removeprefix(b"Exif\0\0") if kept or inner else b""


def kept_xmp(image: Image.Image, raw: bytes) -> bytes:
    """Return the XMP that cleaning leaves: nothing but the marks of generative AI."""
    xmp = xmp_of(image, raw)
    found = [(one[0], (one[1] or one[2]).decode("ascii", "ignore")) for one in _XMP_MARK.finditer(xmp)]
    names = sorted({prefix for _, prefix in found})
    spaces = [re.search(rf"xmlns:{prefix}\s*=\s*[\"']([^\"'<>]*)".encode(), xmp) for prefix in names]
    if not found or None in spaces:
        return b""
    # What stands within an element is told by it already.
    elements = b"".join(mark for mark, _ in found if mark.startswith(b"<"))
    attributes = b"".join(b" " + mark for mark, _ in found if not mark.startswith(b"<") and mark not in elements)
    declared = b"".join(
        b' xmlns:%s="%s"' % (name.encode(), space[1]) for name, space in zip(names, spaces, strict=True) if space
    )
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about=""'
        + declared
        + attributes
        + b">"
        + elements
        + b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def xmp_of(image: Image.Image, raw: bytes) -> bytes:
    """Return a picture's XMP, in whatever place its format has for it."""
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(found, str):
        found = found.encode()
    if image.format in ("JPEG", "MPO"):
        # A long one goes on in segments of its own, and a program that does not know of the first may have added another.
        return b"".join(jpeg_segments(raw, 0xE1, b"http://ns.adobe.com/"))
    if image.format == "GIF" and (at := raw.find(b"XMP DataXMP")) >= 0:
        found += raw[at + 11 :].split(b"\x01\xff\xfe", 1)[0]
    return bytes(found)


def _comments(image: Image.Image) -> bool:
    comment = image.info.get("comment") or b""
    comment = comment.encode() if isinstance(comment, str) else bytes(comment)
    if comment.strip(b"\0 \r\n") and not _SIGNED.match(comment):
        return True
    text = getattr(image, "text", None) if image.format == "PNG" else None
    return any(
        value.strip() and key not in _PNG_HARMLESS and not key.startswith("date:")
        for key, value in (text or {}).items()
    )


def _says(value: Any) -> bool:
    """Whether a value of EXIF holds words; eight bytes before a comment name its characters (EXIF 2.32, 4.6.5)."""
    if isinstance(value, bytes):
        value = re.sub(rb"^(?:ASCII\0\0\0|UNICODE\0|JIS\0{5}|\0{8})", b"", value)
        return bool(value.strip(b"\0 \xff")) and not _is_mark(value)
    return bool(value and str(value).strip("\0 ")) and not _is_mark(value)


def _is_mark(value: Any) -> bool:
    raw = value if isinstance(value, bytes) else value.encode() if isinstance(value, str) else b""
    return any(mark in raw for mark in _MARKS)


def _iptc(photoshop: Any, wanted: tuple[int, ...]) -> bool:
    """Tell whether IPTC-IIM data (record 2) of a JPEG has one of the wanted data sets."""
    data = photoshop.get(0x0404, b"") if isinstance(photoshop, dict) else b""
    return isinstance(data, bytes) and any(bytes((0x1C, 2, number)) in data for number in wanted)
