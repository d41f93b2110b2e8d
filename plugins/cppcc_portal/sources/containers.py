"""Containers: picture files taken apart byte by byte, so that what is not picture can be left out without loss."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping

_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_AVIF_BOXES = (b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip")
_TOLD = (b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME")


def _jpeg(raw: bytes) -> bytes:
    kept = (raw[start:end] for marker, start, end in _segments(raw) if _stays(marker, raw[start:end]))
    return raw[:2] + b"".join(kept)


def _segments(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (marker, start, end) of each segment of a JPEG up to its end (ITU-T T.81, annex B), scans with their data."""
    place = 2
    while place + 2 <= len(raw) and raw[place] == 0xFF:
        marker = raw[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xD9:
            yield marker, place, place + 2
            return
        end = place + 2 + int.from_bytes(raw[place + 2 : place + 4], "big")
        if marker == 0xDA:
            following = _NEXT_MARKER.search(raw, end)
            end = following.start() if following else len(raw)
        yield marker, place, end
        place = end


def _stays(marker: int, segment: bytes) -> bool:
    """Keep what decoding needs, JFIF (APP0) but no thumbnail, Adobe's colours (APP14) and the colour profile of APP2."""
    if marker == 0xE0:
        return segment[4:].startswith(b"JFIF\0") and segment[16:18] == b"\0\0"
    if marker == 0xE2:
        return segment[4:].startswith(b"ICC_PROFILE\0")
    return marker == 0xEE or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def _png(raw: bytes) -> bytes:
    """Drop text, time and EXIF (PNG 3rd edition, 11.3), and what follows the end."""
    kept, place = bytearray(raw[:8]), 8
    while place + 12 <= len(raw):
        end = place + 12 + int.from_bytes(raw[place : place + 4], "big")
        name = raw[place + 4 : place + 8]
        if name not in _TOLD or (name.endswith(b"Xt") and raw[place + 8 :].startswith(b"AIGC\0")):
            kept += raw[place:end]
        if name == b"IEND":
            break
        place = end
    return bytes(kept)


def _webp(raw: bytes) -> bytes:
    """Drop the EXIF and XMP chunks of a WebP (RFC 9649, 2.7) and their flags in VP8X."""
    raw, kept, place = raw[: end_of("WEBP", raw)], bytearray(), 12
    while place + 8 <= len(raw):
        size = int.from_bytes(raw[place + 4 : place + 8], "little")
        end = place + 8 + size + size % 2
        chunk = bytearray(raw[place:end])
        if chunk[:4] == b"VP8X":
            chunk[8] &= 0xFF & ~0x0C
        if raw[place : place + 4] not in (b"EXIF", b"XMP "):
            kept += chunk
        place = end
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + bytes(kept)


def _gif(raw: bytes) -> bytes:
    """Drop comments and applications' data but the number of loops (GIF89a, 24 and 26)."""
    kept = bytearray(raw[: _gif_head(raw)])
    for label, start, end in _gif_blocks(raw):
        if label != 0xFE and (label != 0xFF or raw[start + 3 : start + 14] in _LOOPS):
            kept += raw[start:end]
    return bytes(kept) + b";"


def _gif_head(raw: bytes) -> int:
    return 13 + _colours(raw[10])


def _gif_blocks(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (label, start, end) of each block of a GIF; the label of an image is 0."""
    place = _gif_head(raw)
    while raw[place] != 0x3B:
        start, label = place, raw[place + 1] if raw[place] == 0x21 else 0
        place += 2 if raw[place] == 0x21 else 11 + _colours(raw[place + 9])
        while raw[place]:
            place += raw[place] + 1
        place += 1
        yield label, start, place


def _colours(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


WITHOUT_METADATA: Mapping[str, Callable[[bytes], bytes]] = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}


def with_metadata(kind: str, raw: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Return a picture without metadata with EXIF and XMP put in where its format has a place for them, if there are any."""
    if not exif and not xmp:
        return raw
    return _PUT[kind](raw, exif, xmp)


def _jpeg_with(raw: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Put APP1 segments behind JFIF's, which comes first."""
    at = next((end for marker, _, end in _segments(raw) if marker == 0xE0), 2)
    bodies = [b"Exif\0\0" + exif] if exif else []
    bodies += [b"http://ns.adobe.com/xap/1.0/\0" + xmp] if xmp else []
    segments = b"".join(b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body for body in bodies)
    return raw[:at] + segments + raw[at:]


def _png_with(raw: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Put chunks behind the head, which has 25 bytes and comes first."""
    chunks = [(b"eXIf", exif)] if exif else []
    chunks += [(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)] if xmp else []
    made = b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in chunks
    )
    return raw[:33] + made + raw[33:]


def _webp_with(raw: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Put chunks at the end and their flags into VP8X, which stands first wherever there was any metadata."""
    made = bytearray(raw)
    for flag, name, data in ((0x08, b"EXIF", exif), (0x04, b"XMP ", xmp)):
        if data and raw[12:16] == b"VP8X":
            made[20] |= flag
            made += name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)
    made[4:8] = (len(made) - 8).to_bytes(4, "little")
    return bytes(made)


def _gif_with(raw: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Put XMP before the end, behind which 258 bytes lead a reader of blocks out (XMP specification, part 3, 1.1.2)."""
    lead = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return raw[:-1] + b"\x21\xff\x0bXMP DataXMP" + xmp + lead + raw[-1:] if xmp else raw


_PUT: Mapping[str, Callable[[bytes, bytes, bytes], bytes]] = {
    "JPEG": _jpeg_with,
    "PNG": _png_with,
    "WEBP": _webp_with,
    "GIF": _gif_with,
}


def end_of(kind: str, raw: bytes) -> int:
    """Return the offset after a picture's end; what follows is no part of it."""
    return _ENDS[kind](raw)


def jpeg_end(raw: bytes) -> int:
    """Return the offset after a JPEG's end marker."""
    return max((end for _, _, end in _segments(raw)), default=len(raw))


def jpeg_segments(raw: bytes, marker: int, begins: bytes) -> list[bytes]:
    """Return what the segments of a JPEG hold that have a marker and begin in one way."""
    bodies = (raw[start + 4 : end] for found, start, end in _segments(raw) if found == marker)
    return [body for body in bodies if body.startswith(begins)]


def _png_end(raw: bytes) -> int:
    place = 8
    while place + 12 <= len(raw):
        end = place + 12 + int.from_bytes(raw[place : place + 4], "big")
        if raw[place + 4 : place + 8] == b"IEND":
            return end
        place = end
    return len(raw)


def _webp_end(raw: bytes) -> int:
    return 8 + int.from_bytes(raw[4:8], "little") + raw[4] % 2


def _gif_end(raw: bytes) -> int:
    return max((end for _, _, end in _gif_blocks(raw)), default=_gif_head(raw)) + 1


def _avif_end(raw: bytes) -> int:
    """Return the offset after the last box that is part of a picture (ISO 14496-12, 4.2); a film of a phone stands behind."""
    place = last = 0
    while place + 8 <= len(raw):
        size, name = int.from_bytes(raw[place : place + 4], "big"), raw[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(raw[place + 8 : place + 16], "big")
        place = len(raw) if size < 8 else place + size
        if name in _AVIF_BOXES:
            last = place
    return last


_ENDS: Mapping[str, Callable[[bytes], int]] = {
    "JPEG": jpeg_end,
    "PNG": _png_end,
    "WEBP": _webp_end,
    "GIF": _gif_end,
    "AVIF": _avif_end,
}
