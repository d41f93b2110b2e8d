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


@pytest.mark.parametrize("format", FORMATS)
def test_cleaning_leaves_how_a_picture_is_stored_and_every_pixel(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format, exif=exif(turned=True, camera=True))
    before = pixels(file)
    strip_metadata(file)
    assert b"P60" not in file.read_bytes()
    with Image.open(file) as image:
        assert dict(image.getexif()) == {0x0112: 6}
    facts, problems = image_facts(file, "a")
    assert problems == () and facts and (facts.width, facts.height) == (30, 40)
    if format != "AVIF":
        assert pixels(file) == before
    raw = file.read_bytes()
    strip_metadata(file)
    assert file.read_bytes() == raw


XMP_WITH = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {attribute}>{element}</rdf:Description></rdf:RDF></x:xmpmeta>"""
MARK = '{"Label":"1","ContentProducer":"某平台","ProduceID":"42"}'
AS_ATTRIBUTE = "TC260:AIGC='" + MARK + "'"
AS_ELEMENT = "<TC260:AIGC>" + MARK.replace('"', "&quot;") + "</TC260:AIGC>"
SECRET = "村民张三"


def said(where: str) -> dict[str, Any]:
    """Return options of Pillow that hide a name in one place of a picture's metadata."""
    made = Image.Exif()
    tags = {"ImageDescription": 0x010E, "Copyright": 0x8298, "DocumentName": 0x010D, "Artist": 0x013B}
    if where in tags:
        made[tags[where]] = SECRET.encode()
    elif where == "UserComment":
        made.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + SECRET.encode()
    elif where.startswith("XP"):
        made[{"XPAuthor": 0x9C9D, "XPComment": 0x9C9C, "XPTitle": 0x9C9B, "XPKeywords": 0x9C9E}[where]] = (
            SECRET.encode()
        )
    else:
        return {"xmp": XMP_WITH.format(attribute="", element=f"<{where}>{SECRET}</{where}>").encode()}
    return {"exif": made.tobytes()}


IN_EXIF = ["ImageDescription", "Copyright", "DocumentName", "Artist", "UserComment"]
IN_EXIF += ["XPAuthor", "XPComment", "XPTitle", "XPKeywords"]
IN_XMP = ["dc:creator", "dc:description", "dc:rights", "dc:title", "dc:subject", "Iptc4xmpExt:PersonInImage"]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("where", IN_EXIF + IN_XMP)
def test_words_hidden_in_a_picture_are_refused_and_taken_away(tmp_path: Path, format: str, where: str) -> None:
    options = said(where)
    if format == "PNG" and "xmp" in options:
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", options["xmp"].decode())
        options = {"pnginfo": text}
    file = picture(tmp_path, format, **options)
    assert SECRET.encode() in file.read_bytes()
    assert "藏在文件里的文字" in wrong(file) or "作者" in wrong(file)
    strip_metadata(file)
    assert SECRET.encode() not in file.read_bytes()
    assert image_facts(file, "a")[1] == ()


@pytest.mark.parametrize("key", ["Author", "Description", "Comment", "Copyright", "parameters", "Title"])
def test_the_text_of_a_png_is_refused_and_taken_away(tmp_path: Path, key: str) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_itxt(key, SECRET)
    file = picture(tmp_path, "PNG", pnginfo=text)
    assert "文字" in wrong(file)
    strip_metadata(file)
    assert SECRET.encode() not in file.read_bytes() and image_facts(file, "a")[1] == ()


@pytest.mark.parametrize("format", ["JPEG", "GIF"])
def test_a_comment_is_refused_but_not_the_name_of_an_encoder(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format, comment=SECRET.encode())
    assert "文字" in wrong(file)
    strip_metadata(file)
    assert SECRET.encode() not in file.read_bytes() and image_facts(file, "a")[1] == ()
    signed = picture(tmp_path, format, comment=b"CREATOR: gd-jpeg v1.0")
    assert image_facts(signed, "a")[1] == ()


def segment(file: Path, marker: int, body: bytes) -> None:
    """Put a segment behind the start of a JPEG."""
    raw = file.read_bytes()
    file.write_bytes(raw[:2] + bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body + raw[2:])


@pytest.mark.parametrize("number", [5, 25, 105, 116, 120])
def test_words_in_iptc_are_refused_and_taken_away(tmp_path: Path, number: int) -> None:
    file = picture(tmp_path)
    name = SECRET.encode()
    data = bytes((0x1C, 2, number)) + len(name).to_bytes(2, "big") + name
    segment(file, 0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(data).to_bytes(4, "big") + data)
    assert "文字" in wrong(file)
    strip_metadata(file)
    assert name not in file.read_bytes() and image_facts(file, "a")[1] == ()


def test_words_in_a_second_part_of_xmp_are_refused_and_taken_away(tmp_path: Path) -> None:
    file = picture(tmp_path, xmp=XMP_WITH.format(attribute="", element="").encode())
    assert image_facts(file, "a")[1] == ()
    more = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 40 + b"<dc:creator>" + SECRET.encode() + b"</dc:creator>"
    segment(file, 0xE1, more)
    assert "文字" in wrong(file)
    strip_metadata(file)
    assert SECRET.encode() not in file.read_bytes() and image_facts(file, "a")[1] == ()


def test_a_thumbnail_beside_jfif_is_refused_and_taken_away(tmp_path: Path) -> None:
    file = picture(tmp_path)
    before = file.read_bytes()
    segment(file, 0xE0, b"JFXX\0\x10 a small picture")
    assert "缩略图" in wrong(file)
    strip_metadata(file)
    assert file.read_bytes() == before


def test_a_thumbnail_is_refused_and_taken_away(tmp_path: Path) -> None:
    small = BytesIO()
    Image.new("RGB", (16, 12), "red").save(small, "JPEG")
    entries = [(0x0201, 4, 1, 44), (0x0202, 4, 1, len(small.getvalue()))]
    second = b"\x02\0" + b"".join(
        tag.to_bytes(2, "little")
        + kind.to_bytes(2, "little")
        + many.to_bytes(4, "little")
        + value.to_bytes(4, "little")
        for tag, kind, many, value in entries
    )
    tiff = b"II*\0\x08\0\0\0" + b"\0\0" + b"\x0e\0\0\0" + second + b"\0" * 4
    file = picture(tmp_path)
    segment(file, 0xE1, b"Exif\0\0" + tiff + small.getvalue())
    assert "缩略图" in wrong(file)
    strip_metadata(file)
    assert small.getvalue() not in file.read_bytes() and image_facts(file, "a")[1] == ()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_what_is_appended_is_refused_and_taken_away(tmp_path: Path, format: str) -> None:
    file = picture(tmp_path, format)
    before = file.read_bytes()
    file.write_bytes(before + b"\x00\x00\x00\x18mpvd mp42 a film;\xff\xd9;")
    assert "后面附着" in wrong(file)
    strip_metadata(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("form", ["attribute", "element"])
def test_the_mark_of_generative_ai_stays_when_all_else_goes(tmp_path: Path, format: str, form: str) -> None:
    secret = f"<dc:creator>{SECRET}</dc:creator>"
    parts = {"attribute": AS_ATTRIBUTE, "element": secret}
    if form == "element":
        parts = {"attribute": "", "element": secret + AS_ELEMENT}
    xmp = XMP_WITH.format(**parts).encode()
    options: dict[str, Any] = {"xmp": xmp}
    if format == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options = {"pnginfo": text}
    file = picture(tmp_path, format, **({} if format == "GIF" else options))
    if format == "GIF":
        lead = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
        file.write_bytes(file.read_bytes()[:-1] + b"\x21\xff\x0bXMP DataXMP" + xmp + lead + b";")
    assert "文字" in wrong(file)
    before = pixels(file)
    strip_metadata(file)
    raw = file.read_bytes()
    assert SECRET.encode() not in raw and "某平台".encode() in raw and b"http://www.tc260.org.cn/ns/AIGC/1.0/" in raw
    assert image_facts(file, "a")[1] == () and pixels(file) == before
    strip_metadata(file)
    assert file.read_bytes() == raw


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_mark_of_generative_ai_in_exif_stays(tmp_path: Path, format: str) -> None:
    made = Image.Exif()
    made.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + b'{"AIGC":{"Label":"1"}}'
    assert image_facts(picture(tmp_path, format, exif=made.tobytes()), "a")[1] == ()
    made[0x010E] = SECRET.encode()
    file = picture(tmp_path, format, exif=made.tobytes())
    assert "文字" in wrong(file)
    strip_metadata(file)
    assert SECRET.encode() not in file.read_bytes()
    with Image.open(file) as image:
        assert b'"AIGC":{"Label":"1"}' in image.getexif().get_ifd(0x8769)[0x9286]


def test_the_mark_of_generative_ai_in_the_text_of_a_png_stays(tmp_path: Path) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("AIGC", '{"Label":"1"}')
    text.add_itxt("Author", SECRET)
    file = picture(tmp_path, "PNG", pnginfo=text)
    strip_metadata(file)
    with Image.open(file) as image:
        image.load()
        assert image.text == {"AIGC": '{"Label":"1"}'}  # type: ignore[attr-defined]


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
