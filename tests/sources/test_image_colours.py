"""Every mode that Pillow reads comes out in eight bits as its numbers mean, whatever profile its file names."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms

from cppcc_portal.sources.image_colours import in_web_colours, plain

GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6


def png(width: int, depth: int, colour: int, row: bytes, *, through: bytes = b"", palette: bytes = b"") -> bytes:
    """Return a PNG of one row, written by hand (PNG 3rd edition): nothing of Pillow says what its samples are."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, 1, depth, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", head)]
    if palette:
        parts.append(chunk(b"PLTE", palette))
    if through:
        parts.append(chunk(b"tRNS", through))
    parts += [chunk(b"IDAT", zlib.compress(b"\0" + row)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def seen(raw: bytes) -> list[tuple[int, ...]]:
    """Return what a browser shows of each pixel: red, green, blue and opacity."""
    image = plain(Image.open(BytesIO(raw)), raw).convert("RGBA")
    return [image.getpixel((x, 0)) for x in range(image.width)]  # type: ignore[misc]


def grey(*values: int, alpha: int = 255) -> list[tuple[int, ...]]:
    return [(value, value, value, alpha) for value in values]


def words(*values: int) -> bytes:
    return struct.pack(f">{len(values)}H", *values)


@pytest.mark.parametrize(
    ("raw", "pixels"),
    [
        (png(2, 16, GREY, words(40000, 2570)), grey(156, 10)),
        (png(4, 16, GREY, words(0, 65535, 32768, 257)), grey(0, 255, 128, 1)),
        (png(2, 16, GREY, words(40000, 2570), through=words(2570)), [*grey(156), *grey(10, alpha=0)]),
        (png(2, 16, GREY, words(40000, 40001), through=words(40001)), [*grey(156), *grey(156, alpha=0)]),
        (png(1, 16, RGB, words(65535, 32896, 0)), [(255, 128, 0, 255)]),
        (png(1, 16, RGB, words(65535, 32896, 0), through=words(65535, 32896, 0)), [(255, 128, 0, 0)]),
        (png(1, 16, GREY_ALPHA, words(40000, 32896)), grey(156, alpha=128)),
        (png(1, 16, RGB_ALPHA, words(65535, 32896, 0, 32896)), [(255, 128, 0, 128)]),
        (png(4, 1, GREY, b"\x50"), grey(0, 255, 0, 255)),
        (png(2, 1, GREY, b"\x40", through=words(1)), [*grey(0), *grey(255, alpha=0)]),
        (png(4, 2, GREY, bytes([0b00011011])), grey(0, 85, 170, 255)),
        (png(2, 2, GREY, bytes([0b00010000]), through=words(1)), [*grey(0), *grey(85, alpha=0)]),
        (png(2, 4, GREY, b"\x5a", through=words(5)), [*grey(85, alpha=0), *grey(170)]),
        (png(2, 8, GREY, b"\x05\x0a", through=words(5)), [*grey(5, alpha=0), *grey(10)]),
        (png(1, 8, GREY_ALPHA, b"\x64\x32"), grey(100, alpha=50)),
        (png(1, 8, RGB, b"\x01\x02\x03", through=words(1, 2, 3)), [(1, 2, 3, 0)]),
        (png(2, 8, PALETTE, b"\x00\x01", palette=bytes(range(6))), [(0, 1, 2, 255), (3, 4, 5, 255)]),
        (
            png(2, 2, PALETTE, bytes([0b00010000]), palette=bytes(range(6)), through=b"\x00\x80"),
            [(0, 1, 2, 0), (3, 4, 5, 128)],
        ),
    ],
)
def test_the_samples_of_a_png_are_scaled_and_never_clipped(raw: bytes, pixels: list[tuple[int, ...]]) -> None:
    assert seen(raw) == pixels


@pytest.mark.parametrize(
    ("mode", "value", "pixel"),
    [
        ("1", 255, (255, 255, 255)),
        ("L", 77, (77, 77, 77)),
        ("I;16", 40000, (156, 156, 156)),
        ("I;16L", 40000, (156, 156, 156)),
        ("I;16B", 40000, (156, 156, 156)),
        ("I", 40000, (156, 156, 156)),
        ("I", 200, (200, 200, 200)),
        ("F", 0.5, (128, 128, 128)),
        ("F", 200.0, (200, 200, 200)),
        ("F", 40000.0, (156, 156, 156)),
        ("RGB", (1, 2, 3), (1, 2, 3)),
        ("CMYK", (0, 255, 255, 0), (255, 0, 0)),
        ("YCbCr", (76, 85, 255), (254, 0, 0)),
        ("HSV", (0, 255, 255), (255, 0, 0)),
        ("LAB", (255, 128, 128), (255, 255, 255)),
        ("LAB", (0, 128, 128), (0, 0, 0)),
    ],
)
def test_every_mode_without_opacity(mode: str, value: Any, pixel: tuple[int, int, int]) -> None:
    image = in_web_colours(plain(Image.new(mode, (3, 2), value)), None)
    assert image.mode in ("L", "RGB")
    found = image.convert("RGB").getpixel((1, 1))
    assert isinstance(found, tuple) and all(abs(ours - right) <= 1 for ours, right in zip(found, pixel, strict=True))


@pytest.mark.parametrize(
    ("mode", "value", "pixel"),
    [
        ("LA", (100, 50), (100, 100, 100, 50)),
        ("La", (50, 50), (255, 255, 255, 50)),
        ("RGBA", (1, 2, 3, 4), (1, 2, 3, 4)),
        ("RGBa", (2, 4, 6, 51), (10, 20, 30, 51)),
    ],
)
def test_every_mode_with_opacity(mode: str, value: Any, pixel: tuple[int, ...]) -> None:
    image = in_web_colours(plain(Image.new(mode, (3, 2), value)), None)
    assert image.convert("RGBA").getpixel((1, 1)) == pixel


def test_a_palette_with_opacity() -> None:
    image = Image.new("PA", (2, 1), (3, 90))
    image.putpalette(bytes(range(9)) + bytes((200, 100, 50)))
    assert plain(image).convert("RGBA").getpixel((0, 0)) == (200, 100, 50, 90)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -5.0, 1e30])
def test_numbers_that_are_no_grey_end_in_no_error(value: float) -> None:
    image = Image.new("F", (2, 1), 3.0)
    image.putpixel((0, 0), value)
    assert plain(image).mode == "L"


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("profile", [b"not a profile", b"\0" * 128, SRGB[:200], SRGB[:-9], b""])
@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_a_damaged_profile_counts_as_that_of_the_web(mode: str, profile: bytes) -> None:
    image = Image.new(
        mode, (4, 4), 77 if mode == "L" else (77, 200) if mode == "LA" else (10, 77, 200, 90)[: len(mode)]
    )
    made = in_web_colours(image, profile)
    assert (made.mode, made.getpixel((1, 1))) == (mode, image.getpixel((1, 1)))


def test_a_picture_with_the_profile_of_other_colours_counts_as_one_of_the_web() -> None:
    assert in_web_colours(Image.new("L", (2, 2), 120), SRGB).getpixel((0, 0)) == 120
    assert in_web_colours(Image.new("CMYK", (2, 2), (0, 255, 255, 0)), SRGB).getpixel((0, 0)) == (255, 0, 0)


def swapped() -> bytes:
    """Return sRGB with the colourants of red and blue exchanged: what it calls red is seen as blue."""
    return SRGB.replace(b"rXYZ", b"xXYZ").replace(b"bXYZ", b"rXYZ").replace(b"xXYZ", b"bXYZ")


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_profile_is_followed(mode: str) -> None:
    made = in_web_colours(Image.new(mode, (2, 2), (250, 10, 10, 90)[: len(mode)]), swapped())
    pixel = made.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    assert pixel[2] > 240 and pixel[0] < 20 and pixel[3:] == (90,)[: len(mode) - 3]
    assert not made.info
