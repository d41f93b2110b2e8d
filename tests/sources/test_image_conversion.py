"""TIFF and BMP become something that pages can show; nothing is overwritten and no page is lost in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from cppcc_portal.commands.images import images
from cppcc_portal.sources.images import image_facts


def scan(folder: Path, name: str, mode: str = "RGB", colour: Any = (200, 40, 30), **options: Any) -> Path:
    file = folder / name
    Image.new(mode, (300, 200), colour).save(file, **options)
    return file


def convert(*files: Path) -> tuple[int, str]:
    result = CliRunner().invoke(images, ["--convert", *map(str, files)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["a.tif", "a.TIFF", "a.bmp"])
@pytest.mark.parametrize(
    ("mode", "colour", "target", "shown"),
    [
        ("RGB", (200, 40, 30), "a.jpg", (200, 40, 30)),
        ("L", 90, "a.jpg", (90, 90, 90)),
        ("1", 255, "a.png", (255, 255, 255)),
    ],
)
def test_a_scan_becomes_a_picture_beside_it(
    tmp_path: Path, name: str, mode: str, colour: Any, target: str, shown: tuple[int, ...]
) -> None:
    file = scan(tmp_path, name, mode, colour)
    before = file.read_bytes()
    assert convert(file)[0] == 0
    assert file.read_bytes() == before
    facts, problems = image_facts(tmp_path / target, target)
    assert facts and problems == () and (facts.width, facts.height) == (300, 200)
    with Image.open(tmp_path / target) as image:
        pixel = image.convert("RGB").getpixel((9, 9))
    assert isinstance(pixel, tuple) and all(abs(a - b) <= 3 for a, b in zip(pixel, shown, strict=True))
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, target])


@pytest.mark.parametrize(
    ("mode", "colour", "grey"), [("I;16", 40000, 156), ("F", 0.5, 128), ("CMYK", (0, 0, 0, 99), 156), ("I", 40000, 156)]
)
def test_the_modes_of_scanners_keep_their_tone(tmp_path: Path, mode: str, colour: Any, grey: int) -> None:
    assert convert(scan(tmp_path, "a.tif", mode, colour))[0] == 0
    with Image.open(tmp_path / "a.jpg") as image:
        found = image.convert("L").getpixel((9, 9))
    assert isinstance(found, int) and abs(found - grey) <= 2


def test_a_scan_comes_upright_and_tells_nothing(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    convert(scan(tmp_path, "a.tif", exif=exif))
    facts, problems = image_facts(tmp_path / "a.jpg", "a.jpg")
    assert problems == () and facts and (facts.width, facts.height) == (200, 300)


def test_several_pages_are_not_lost(tmp_path: Path) -> None:
    file = scan(tmp_path, "a.tif", save_all=True, append_images=[Image.new("RGB", (300, 200))])
    code, said = convert(file)
    assert code == 1 and "2 页" in said and "PDF" in said
    assert [one.name for one in tmp_path.iterdir()] == ["a.tif"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"other")
    code, said = convert(scan(tmp_path, "a.bmp"))
    assert code == 1 and "没有覆盖" in said and (tmp_path / "a.jpg").read_bytes() == b"other"


@pytest.mark.parametrize(("name", "word"), [("a.heic", "HEIC"), ("a.tif", "TIFF"), ("a.jpg", "只转")])
def test_what_cannot_be_converted_is_told(tmp_path: Path, name: str, word: str) -> None:
    (tmp_path / name).write_bytes(b"no picture")
    code, said = convert(tmp_path / name)
    assert code == 1 and word in said and "改法" in said and "Traceback" not in said


def test_half_a_scan_is_told(tmp_path: Path) -> None:
    file = scan(tmp_path, "a.tif")
    file.write_bytes(file.read_bytes()[:9000])
    assert convert(file)[0] == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a.tif"]
