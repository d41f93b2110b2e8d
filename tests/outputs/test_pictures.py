"""Copies of pictures: upright, bare, of the width asked for, and the same bytes each time."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from photograph import photograph
from PIL import Image, ImageChops, ImageCms, ImageStat

from cppcc_portal.outputs.pictures import copies
from cppcc_portal.portal.item import Asset
from cppcc_portal.sources.images import ImageFacts
from cppcc_portal.views.blocks.pictures import derivatives


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


@cache
def wide_photograph() -> bytes:
    return photograph((2600, 1900))


EVERY = [(width, form) for form in ("AVIF", "WEBP", "JPEG") for width in (480, 1000)]


def test_a_copy_is_the_same_bytes_whichever_others_are_made() -> None:
    raw = photograph((1000, 750))
    whole = dict(zip(EVERY, copies(raw, EVERY), strict=True))
    assert dict(zip(reversed(EVERY), copies(raw, EVERY[::-1]), strict=True)) == whole
    for one in EVERY:
        assert list(copies(raw, [one])) == [whole[one]]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_large_photograph_looks_as_if_it_were_scaled_in_one_step(orientation: int) -> None:
    raw = wide_photograph()
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = BytesIO()
    steps = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    upright = opened(raw)
    turned = upright if orientation == 1 else upright.transpose(Image.Transpose(steps[orientation]))
    turned.save(stored, "JPEG", quality=95, exif=exif)
    (made,) = copies(stored.getvalue(), [(960, "JPEG")])
    right = upright.resize((960, round(1900 * 960 / 2600)), Image.Resampling.LANCZOS)
    assert opened(made).size == right.size
    assert max(ImageStat.Stat(ImageChops.difference(opened(made), right)).mean) < 6


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize(
    "size", [(1, 1), (1, 3000), (3000, 1), (2, 16383), (16383, 2), (40, 17000), (1700, 9), (481, 480), (60, 16000)]
)
def test_every_copy_that_a_page_names_can_be_made_of_any_shape(form: str, size: tuple[int, int]) -> None:
    if form == "WEBP" and max(size) > 16_383:
        pytest.skip("no such file")
    made = BytesIO()
    Image.new("RGB", size, (200, 210, 220)).save(made, form)
    facts = ImageFacts(*size, form, "0" * 32, 9)
    named = [(one.width, one.form) for one in derivatives(Asset("content/a/b.png", 9, "0" * 32, facts))]
    for (width, wanted), raw in zip(named, copies(made.getvalue(), named), strict=True):
        image = opened(raw)
        assert (image.format, image.width) == (wanted, width)
        assert image.height == max(1, round(size[1] * width / size[0]))


@pytest.mark.parametrize("form", ["AVIF", "WEBP", "PNG"])
def test_a_scan_of_sixteen_bits_keeps_its_grey(form: str) -> None:
    raw = BytesIO()
    Image.new("I;16", (1200, 900), 40000).save(raw, "PNG")
    (made,) = copies(raw.getvalue(), [(480, form)])
    grey = opened(made).convert("L").getpixel((9, 9))
    assert isinstance(grey, int) and abs(grey - 156) <= 2


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_damaged_profile_stops_no_copy(mode: str) -> None:
    raw = BytesIO()
    Image.new(mode, (640, 400), 90 if mode == "L" else (90,) * len(mode)).save(
        raw, "JPEG", icc_profile=b"not a profile"
    )
    for made in copies(raw.getvalue(), [(480, form) for form in ("AVIF", "WEBP", "JPEG")]):
        assert opened(made).width == 480


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_copies_have_the_colours_that_the_profile_means(form: str) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"xXYZ").replace(b"bXYZ", b"rXYZ").replace(b"xXYZ", b"bXYZ")
    raw = BytesIO()
    Image.new("RGB", (600, 400), (250, 10, 10)).save(raw, form, icc_profile=swapped)
    for made in copies(raw.getvalue(), [(480, wanted) for wanted in ("AVIF", "WEBP", form)]):
        red, _, blue = opened(made).convert("RGB").getpixel((9, 9))  # type: ignore[misc]
        assert blue > 230 and red < 30


def test_a_grey_page_stays_grey_where_nobody_needs_colours() -> None:
    raw = BytesIO()
    Image.linear_gradient("L").resize((1200, 900)).save(raw, "PNG")
    png, jpeg = map(opened, copies(raw.getvalue(), [(960, "PNG"), (960, "JPEG")]))
    assert (png.mode, jpeg.mode) == ("L", "L")


@pytest.mark.parametrize(("mode", "colour"), [("LA", (90, 0)), ("RGBA", (9, 9, 9, 0)), ("P", 3)])
def test_what_is_transparent_in_any_mode_is_white_in_a_jpeg(mode: str, colour: object) -> None:
    raw = BytesIO()
    image = Image.new(mode, (600, 400), colour)  # type: ignore[arg-type]
    if mode == "P":
        image.putpalette(bytes(range(12)))
    image.save(raw, "PNG", **({"transparency": 3} if mode == "P" else {}))
    avif, jpeg = map(opened, copies(raw.getvalue(), [(480, "AVIF"), (480, "JPEG")]))
    assert avif.mode == "RGBA" and avif.getchannel("A").getextrema() == (0, 0)
    assert jpeg.convert("L").getextrema()[0] > 250  # type: ignore[operator]
