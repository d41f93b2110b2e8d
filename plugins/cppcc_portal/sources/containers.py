"""Containers: picture files taken apart byte by byte, so that what is not picture can be left out without loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_TOLD = (b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME")


def jpeg_end(raw: bytes) -> int:
    """Return the offset after a JPEG's end marker; what follows is no part of the picture."""
    return max((end for _, _, end in _segments(raw)), default=len(raw))


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
    """Keep what decoding needs, JFIF (APP0), Adobe's colours (APP14) and the colour profile of APP2."""
    if marker == 0xE2:
        return segment[4:].startswith(b"ICC_PROFILE\0")
    return marker in (0xE0, 0xEE) or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def _png(raw: bytes) -> bytes:
    """Drop text, time and EXIF (PNG 3rd edition, 11.3), and what follows the end."""
    kept, place = bytearray(raw[:8]), 8
    while place + 12 <= len(raw):
        end = place + 12 + int.from_bytes(raw[place : place + 4], "big")
        name = raw[place + 4 : place + 8]
        if name not in _TOLD:
            kept += raw[place:end]
        if name == b"IEND":
            break
        place = end
    return bytes(kept)


def _webp(raw: bytes) -> bytes:
    """Drop the EXIF and XMP chunks of a WebP (RFC 9649, 2.7) and their flags in VP8X."""
    kept, place = bytearray(), 12
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
    place = 13 + _colours(raw[10])
    kept = bytearray(raw[:place])
    while raw[place] != 0x3B:
        start, label = place, raw[place + 1] if raw[place] == 0x21 else 0
        place += 2 if raw[place] == 0x21 else 11 + _colours(raw[place + 9])
        while raw[place]:
            place += raw[place] + 1
        place += 1
        if label != 0xFE and (label != 0xFF or raw[start + 3 : start + 14] in _LOOPS):
            kept += raw[start:place]
    return bytes(kept) + b";"


def _colours(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


WITHOUT_METADATA: Mapping[str, Callable[[bytes], bytes]] = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}
