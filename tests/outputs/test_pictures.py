"""Copies of pictures: upright, bare, of the width asked for, and the same bytes each time."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from cppcc_portal.outputs.pictures import copies


def drawn(size: tuple[int, int] = (1200, 800), mode: str = "RGB", form: str = "JPEG", **options: object) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new(mode, size, (200, 30, 20) if mode == "RGB" else (200, 30, 20, 0))
    image.paste((20, 40, 200) if mode == "RGB" else (20, 40, 200, 255), (size[0] // 2, 0, *size))
    made = BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def opened(raw: bytes) -> Image.Image:
    image = Image.open(BytesIO(raw))
    image.load()
    return image


@pytest.mark.parametrize("form", ["AVIF", "WEBP", "JPEG", "PNG"])
def test_a_copy_has_the_width_and_the_form_asked_for(form: str) -> None:
    (made,) = copies(drawn(), [(480, form)])
    assert (opened(made).format, opened(made).size) == (form, (480, 320))


def test_copies_are_the_same_bytes_each_time() -> None:
    wanted = [(480, "AVIF"), (960, "WEBP"), (960, "JPEG")]
    assert list(copies(drawn(), wanted)) == list(copies(drawn(), wanted))


def test_a_picture_that_is_stored_turned_comes_upright_and_bare() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    for made in copies(drawn(exif=exif), [(400, "JPEG"), (400, "AVIF"), (400, "WEBP")]):
        image = opened(made)
        assert image.size == (400, 600)
        red, blue = image.convert("RGB").getpixel((200, 50)), image.convert("RGB").getpixel((200, 550))
        assert red[0] > red[2] and blue[2] > blue[0]
        assert not image.getexif() and not {"exif", "xmp", "comment"} & {
            key for key, value in image.info.items() if value
        }


def test_what_is_transparent_stays_so_and_is_white_where_that_cannot_be() -> None:
    avif, jpeg = map(opened, copies(drawn(mode="RGBA", form="PNG"), [(480, "AVIF"), (480, "JPEG")]))
    assert avif.mode == "RGBA" and avif.getpixel((10, 10))[3] == 0
    assert min(jpeg.getpixel((10, 10))) > 240


def test_a_picture_in_other_colours_is_brought_into_those_of_the_web() -> None:
    grey = BytesIO()
    Image.new("L", (300, 200), 128).save(grey, "PNG")
    (made,) = copies(grey.getvalue(), [(300, "WEBP")])
    assert opened(made).mode == "RGB"
