"""Pictures: measured, refused when they tell too much, and cleaned without loss."""

from __future__ import annotations

import os
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from cppcc_portal.sources.image_cleaning import strip_metadata
from cppcc_portal.sources.images import image_facts

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="37,5N"/></x:xmpmeta>'


def exif(**tags: Any) -> bytes:
    made = Image.Exif()
    if tags.get("place"):
        made.get_ifd(0x8825).update({1: "N", 2: (37.0, 5.0, 0.0), 3: "E", 4: (114.0, 30.0, 0.0)})
    if tags.get("camera"):
        made.update({0x010F: "华为", 0x0110: "P60"})
    if tags.get("time"):
        made.get_ifd(0x8769)[0x9003] = "2026:01:02 03:04:05"
    if tags.get("turned"):
        made[0x0112] = 6
    return made.tobytes()


def picture(
    folder: Path, format: str = "JPEG", name: str = "", size: tuple[int, int] = (40, 30), **options: Any
) -> Path:
    file = folder / (name or f"2026.{FORMATS.get(format, format.lower())}")
    image = Image.new("RGB", size)
    image.putdata([(x * 5 % 256, y * 7 % 256, (x * y) % 256) for y in range(size[1]) for x in range(size[0])])
    image.save(file, format=format, **options)
    return file


def wrong(file: Path) -> str:
    facts, problems = image_facts(file, f"content/{file.name}")
    assert facts is None
    assert [(problem.path, problem.line) for problem in problems] == [(f"content/{file.name}", 1)]
    assert problems[0].cure
    return problems[0].what


def pixels(file: Path) -> bytes:
    with Image.open(file) as image:
        return image.tobytes()


@pytest.mark.parametrize("format", [*FORMATS, "GIF"])
def test_a_picture_is_measured(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format)
    facts, problems = image_facts(file, "content/a")
    assert problems == ()
    assert facts is not None
    assert (facts.width, facts.height, facts.format, facts.bytes) == (40, 30, format, file.stat().st_size)


def test_equal_bytes_have_an_equal_digest(tmp_path: Path) -> None:
    one, _ = image_facts(picture(tmp_path, name="a.jpg"), "a")
    same, _ = image_facts(picture(tmp_path, name="b.jpg"), "b")
    other, _ = image_facts(picture(tmp_path, name="c.jpg", size=(40, 31)), "c")
    assert one and same and other
    assert one.digest == same.digest != other.digest


def test_a_turned_picture_is_measured_as_it_is_seen(tmp_path: Path) -> None:
    facts, _ = image_facts(picture(tmp_path, exif=exif(turned=True)), "a")
    assert facts and (facts.width, facts.height) == (30, 40)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("told", "word"), [("place", "拍摄地点"), ("camera", "相机"), ("time", "拍摄时间")])
def test_a_picture_that_tells_of_its_taking_is_refused(tmp_path: Path, format: str, told: str, word: str) -> None:
    file = picture(tmp_path, format, exif=exif(**{told: True}))
    assert word in wrong(file)
    _, problems = image_facts(file, "content/a.jpg")
    assert problems[0].cure == "运行 portal images --strip content/a.jpg 去掉拍摄信息，再提交"


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
def test_a_place_in_xmp_is_refused(tmp_path: Path, format: str) -> None:
    assert "拍摄地点" in wrong(picture(tmp_path, format, xmp=XMP))


def test_a_place_in_the_xmp_of_a_png_is_refused(tmp_path: Path) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    assert "拍摄地点" in wrong(picture(tmp_path, "PNG", pnginfo=text))


def test_a_video_behind_a_picture_is_refused_and_taken_away(tmp_path: Path) -> None:
    file = picture(tmp_path)
    before = file.read_bytes()
    file.write_bytes(before + b"\x00\x00\x00\x18ftypmp42 GPS \xff\xd9")
    assert "后面附着" in wrong(file)
    strip_metadata(file)
    assert file.read_bytes() == before


def test_a_second_picture_behind_the_first_is_taken_away_with_its_place(tmp_path: Path) -> None:
    second = Image.new("RGB", (20, 20))
    file = picture(tmp_path, "MPO", "2026.jpg", save_all=True, append_images=[second], exif=exif(place=True))
    assert "拍摄地点" in wrong(file)
    strip_metadata(file)
    facts, problems = image_facts(file, "a")
    assert problems == () and facts and facts.format == "JPEG"
    assert b"GPS" not in file.read_bytes() and b"Exif" not in file.read_bytes() and b"MPF" not in file.read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_cleaning_takes_the_data_and_leaves_the_pixels(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format, exif=exif(place=True, camera=True, time=True), icc_profile=b"\0" * 128)
    before = pixels(file)
    strip_metadata(file)
    facts, problems = image_facts(file, "a")
    assert problems == () and facts
    assert pixels(file) == before
    assert b"P60" not in file.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == [file.name]


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
def test_cleaning_takes_xmp(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format, xmp=XMP)
    strip_metadata(file)
    assert b"GPSLatitude" not in file.read_bytes()
    assert image_facts(file, "a")[1] == ()


def test_cleaning_takes_the_comments_of_a_gif_and_leaves_its_frames(tmp_path: Path) -> None:
    more = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    file = picture(tmp_path, "GIF", save_all=True, append_images=more, comment=b"secret", loop=0, duration=90)
    strip_metadata(file)
    assert b"secret" not in file.read_bytes()
    with Image.open(file) as image:
        assert (image.n_frames, image.info["loop"], image.info["duration"]) == (3, 0, 90)  # type: ignore[attr-defined]


def test_cleaning_sets_a_turned_picture_upright(tmp_path: Path) -> None:
    file = picture(tmp_path, exif=exif(turned=True, camera=True))
    strip_metadata(file)
    with Image.open(file) as image:
        assert image.size == (30, 40)
        assert not image.getexif()
    assert image_facts(file, "a")[1] == ()


def test_cleaning_a_clean_picture_changes_nothing(tmp_path: Path) -> None:
    file = picture(tmp_path)
    strip_metadata(file)
    before = file.read_bytes()
    strip_metadata(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"not a picture", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(content)
    assert "打不开" in wrong(file)
    strip_metadata(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize("format", FORMATS)
def test_half_a_picture_is_told(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format, size=(200, 200))
    raw = file.read_bytes()
    file.write_bytes(raw[: len(raw) // 2])
    assert "打不开" in wrong(file)
    strip_metadata(file)
    assert file.read_bytes() == raw[: len(raw) // 2]


@pytest.mark.parametrize(
    ("name", "content"), [("a.svg", b"<svg/>"), ("a.png", b"<?xml version='1.0'?><svg onload='x'/>")]
)
def test_svg_is_refused_whatever_it_is_called(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert "SVG" in wrong(tmp_path / name)


@pytest.mark.parametrize("format", ["BMP", "TIFF"])
def test_other_formats_are_refused_by_name(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format, "a.jpg")
    assert format in wrong(file)
    assert "portal images --convert content/a.jpg" in image_facts(file, "content/a.jpg")[1][0].cure


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"hevc", b"mif1"])
def test_a_picture_of_a_phone_is_told_with_what_to_do(tmp_path: Path, brand: bytes) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"\0\0\0\x18ftyp" + brand + b"\0" * 40)
    assert "HEIC" in wrong(file)


def test_an_empty_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    assert "0 字节" in wrong(tmp_path / "a.jpg")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    file = picture(tmp_path)
    file.chmod(0)
    assert "权限" in wrong(file)


FRAMES = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_moves_is_known(tmp_path: Path, format: str) -> None:
    facts, _ = image_facts(picture(tmp_path, format, save_all=True, append_images=FRAMES, duration=90), "a")
    assert facts and facts.moves
    facts, _ = image_facts(picture(tmp_path, format), "a")
    assert facts and not facts.moves


def test_a_photograph_with_a_second_one_behind_does_not_move(tmp_path: Path) -> None:
    file = picture(tmp_path, "MPO", "2026.jpg", save_all=True, append_images=FRAMES[:1])
    strip_metadata(file)
    facts, _ = image_facts(file, "a")
    assert facts and not facts.moves


@pytest.mark.parametrize("format", ["GIF", "PNG"])
def test_a_picture_that_moves_and_ends_too_early_is_told(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format, size=(200, 200), save_all=True, append_images=[Image.effect_noise((200, 200), 90)])
    raw = file.read_bytes()
    file.write_bytes(raw[:-4000])
    assert "打不开" in wrong(file)


@pytest.mark.parametrize("format", ["JPEG", "WEBP"])
def test_damaged_exif_is_no_reason_to_lose_a_picture(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format, exif=b"Exif\0\0no TIFF at all")
    if problems := image_facts(file, "a")[1]:
        assert "打不开" not in problems[0].what
    strip_metadata(file)
    assert image_facts(file, "a")[1] == () and b"no TIFF" not in file.read_bytes()


def test_cleaning_and_refusing_take_a_name_as_long_as_the_file_system_does(tmp_path: Path) -> None:
    file = picture(tmp_path, name="长" * 83 + "ab.jpg", exif=exif(camera=True))
    assert len(file.name.encode()) == 255
    strip_metadata(file)
    assert image_facts(file, "a")[1] == ()


def test_an_ending_must_say_what_the_file_is(tmp_path: Path) -> None:
    assert "其实是 PNG" in wrong(picture(tmp_path, "PNG", "a.jpg"))


@pytest.mark.parametrize("side", [9_000, 12_000, 30_000])
def test_a_bomb_of_pixels_is_refused_before_it_is_decoded(tmp_path: Path, side: int) -> None:
    made = BytesIO()
    Image.new("1", (8, 8)).save(made, "PNG")
    raw = bytearray(made.getvalue())
    raw[16:24] = side.to_bytes(4, "big") * 2
    raw[29:33] = zlib.crc32(raw[12:29]).to_bytes(4, "big")
    file = tmp_path / "a.png"
    file.write_bytes(raw)
    assert "像素超过" in wrong(file)


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    with file.open("wb") as out:
        out.truncate(21 * 1024 * 1024)
    assert "超过 20 MB" in wrong(file)


def test_a_link_to_another_file_is_neither_read_nor_cleaned(tmp_path: Path) -> None:
    outside = picture(tmp_path, name="outside.jpg", exif=exif(place=True))
    before = outside.read_bytes()
    link = tmp_path / "a.jpg"
    os.symlink(outside, link)
    assert "链接文件" in wrong(link)
    strip_metadata(link)
    assert link.is_symlink() and outside.read_bytes() == before


def test_a_missing_picture_is_told(tmp_path: Path) -> None:
    assert "不存在" in wrong(tmp_path / "a.jpg")
