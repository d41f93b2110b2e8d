"""Copies of pictures in a released site: made once, kept by content, gone with their picture."""

from __future__ import annotations

import shutil
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image
from worlds import activity, difference, notice, picture, plain_build, put, times, tree

from cppcc_portal.foundation.problems import ContentError
from cppcc_portal.foundation.progress import FEWEST
from cppcc_portal.outputs import pictures


def wide(root: Path, red: int = 200) -> None:
    """Give the world a picture that is wide enough for several copies."""
    put(root / "content/activities/roads.png", picture(red, (1000, 600)))


def copies(site: Path) -> list[str]:
    return sorted(name for name in tree(site) if name.startswith("pictures/"))


def test_a_cover_comes_in_several_widths_and_forms_each_of_which_is_there(root: Path, site: Path) -> None:
    wide(root)
    plain_build(root, site)
    page = html.parse(str(site / "activities/roads/index.html"))
    (shown,) = page.xpath("//figure//picture")
    sets = {one.get("type"): one.get("srcset").split(", ") for one in shown.xpath(".//source")}
    assert list(sets) == ["image/avif", "image/webp"]
    named = {pair.split()[0].removeprefix("../../") for pairs in sets.values() for pair in pairs}
    (image,) = shown.xpath(".//img")
    named.add(image.get("src").removeprefix("../../"))
    assert {pair.split()[1] for pair in sets["image/avif"]} == {"480w", "1000w"}
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("1000", "600", "修好的路")
    assert sorted(named) == copies(site)


def test_a_picture_within_a_text_has_its_copies_too(root: Path, site: Path) -> None:
    wide(root)
    put(
        root / "content/activities/roads.md",
        activity("通村公路调研", "## 情况\n\n看了路。\n\n![修好的路](roads.png)\n\n完。"),
    )
    plain_build(root, site)
    page = html.parse(str(site / "activities/roads/index.html"))
    assert len(page.xpath("//figure/picture//source")) == 2
    assert page.xpath("//figure/picture//img/@loading") == ["lazy"]
    feed = (site / "feeds/site.json").read_text("utf-8")
    assert "https://portal.example/pictures/activities/roads-" in feed


def test_nothing_is_encoded_twice(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wide(root)
    plain_build(root, site)
    before, whole = times(site), tree(site)
    monkeypatch.setattr(pictures, "copies", lambda *_: pytest.fail("encoded anew"))
    plain_build(root, site)
    assert times(site) == before
    shutil.rmtree(site)
    plain_build(root, site)
    assert difference(tree(site), whole) == []


def test_another_picture_takes_the_place_of_the_old_one_and_its_copies(root: Path, site: Path) -> None:
    wide(root)
    plain_build(root, site)
    old = copies(site)
    wide(root, red=90)
    plain_build(root, site)
    assert copies(site) and not set(copies(site)) & set(old)
    put(root / "content/activities/roads.md", activity("通村公路调研", "## 情况\n\n没有图了。"))
    plain_build(root, site)
    assert copies(site) == []


def test_a_damaged_copy_is_put_right(root: Path, site: Path) -> None:
    wide(root)
    plain_build(root, site)
    whole = tree(site)
    (site / copies(site)[0]).write_bytes(b"broken")
    plain_build(root, site)
    assert difference(tree(site), whole) == []


def encoding(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let copies be made in this process; return a list that grows by the number of copies of each picture made."""
    monkeypatch.setenv("PORTAL_PROCESSES", "1")
    made: list[int] = []
    real = pictures.copies

    def counting(raw: bytes, wanted: Iterable[tuple[int, str]]) -> Iterator[bytes]:
        wanted = list(wanted)
        made.append(len(wanted))
        return real(raw, wanted)

    monkeypatch.setattr(pictures, "copies", counting)
    return made


def shown(root: Path, name: str, raw: bytes, *, place: str = "notices") -> str:
    """Put a picture into a text of its own; return the folder of its page."""
    stem = f"n{zlib.crc32(f'{place}/{name}'.encode())}"
    put(root / f"content/{place}/{name}", raw)
    put(root / f"content/{place}/{stem}.md", notice(f"征集 {stem}", f"来稿。\n\n![名单]({name})\n\n完。"))
    return f"{place}/{stem}"


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    made = BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def test_the_same_picture_in_two_folders_is_encoded_once(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = encoding(monkeypatch)
    raw = picture(77, (1000, 600))
    for place in ("notices/2024", "notices/2025", "notices/2026"):
        shown(root, "scan.png", raw, place=place)
    shown(root, "other-name.png", raw)
    plain_build(root, site)
    assert made == [5]
    assert len([name for name in copies(site) if "2024" in name]) == 5
    assert len([name for name in copies(site) if "other-name" in name]) == 5


def test_the_number_of_processes_changes_no_byte(root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        shown(root, f"scan-{number}.png", picture(10 + number, (700 + number, 500)))
    monkeypatch.setenv("PORTAL_PROCESSES", "1")
    plain_build(root, site, root / "one")
    monkeypatch.setenv("PORTAL_PROCESSES", "3")
    plain_build(root, root / "other-site", root / "other")
    assert difference(tree(site), tree(root / "other-site")) == []


def test_what_was_made_before_a_build_was_killed_is_not_made_again(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        shown(root, f"scan-{number}.png", picture(10 + number, (1000, 500)))
    made = encoding(monkeypatch)
    counting, left = pictures.copies, [8]

    def killed(raw: bytes, wanted: Iterable[tuple[int, str]]) -> Iterator[bytes]:
        for one in counting(raw, wanted):
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(pictures, "copies", killed)
    with pytest.raises(KeyboardInterrupt):
        plain_build(root, site)
    assert made == [5, 5]
    made.clear()
    left[0] = 99
    plain_build(root, site)
    assert made == [2, 5]


def test_pictures_of_which_no_copy_can_be_made_are_told_all_at_once_and_the_site_stays(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(site)
    for number in range(3):
        shown(root, f"scan-{number}.png", picture(10 + number, (700, 500)))
    real = pictures.copies

    def failing(raw: bytes, wanted: Iterable[tuple[int, str]]) -> Iterator[bytes]:
        if raw != picture(11, (700, 500)):
            raise OSError("encoder error -2 when writing image file")
        yield from real(raw, wanted)

    monkeypatch.setattr(pictures, "copies", failing)
    with pytest.raises(ContentError) as told:
        plain_build(root, site)
    assert [one.path for one in told.value.problems] == ["content/notices/scan-0.png", "content/notices/scan-2.png"]
    assert all("另存为" in one.cure and "Traceback" not in str(one) for one in told.value.problems)
    assert difference(tree(site), before) == []


def test_a_picture_that_changes_while_the_site_is_made_is_told(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cppcc_portal.publishing import picturing

    shown(root, "scan.png", picture(10, (700, 500)))
    real = picturing.picture_key

    def changing(one: picturing.Derivative) -> str:
        if one.source.endswith("scan.png"):
            put(root / one.source, picture(90, (700, 500)))
        return real(one)

    monkeypatch.setattr(picturing, "picture_key", changing)
    with pytest.raises(ContentError, match="被改动了"):
        plain_build(root, site)


AWKWARD: dict[str, Callable[[], bytes]] = {
    "tall.png": lambda: encoded(Image.new("RGB", (200, 17000), (200, 210, 220)), "PNG"),
    "long-screen.jpg": lambda: encoded(Image.new("L", (1080, 17500), 240), "JPEG"),
    "profile.jpg": lambda: encoded(Image.new("RGB", (640, 400)), "JPEG", icc_profile=b"not a profile"),
    "profile.png": lambda: encoded(Image.new("LA", (640, 400)), "PNG", icc_profile=b"not a profile"),
    "print.jpg": lambda: encoded(Image.new("CMYK", (640, 400)), "JPEG", icc_profile=b"\0" * 400),
    "x" * 245 + ".jpg": lambda: encoded(Image.new("RGB", (640, 480)), "JPEG"),
    "x" * 251 + ".png": lambda: encoded(Image.new("RGB", (640, 480)), "PNG"),
    "长" * 82 + ".jpg": lambda: encoded(Image.new("RGB", (640, 480)), "JPEG"),
    "scan16.png": lambda: encoded(Image.new("I;16", (900, 700), 40000), "PNG"),
    "dot.png": lambda: encoded(Image.new("1", (1, 1)), "PNG"),
    "line.png": lambda: encoded(Image.new("P", (5000, 1)), "PNG"),
    "moves.webp": lambda: encoded(
        Image.new("RGB", (640, 480)), "WEBP", save_all=True, append_images=[Image.new("RGB", (640, 480), "red")]
    ),
    "moves.png": lambda: encoded(
        Image.new("RGB", (640, 480)), "PNG", save_all=True, append_images=[Image.new("RGB", (640, 480), "red")]
    ),
}


@pytest.mark.parametrize("name", AWKWARD, ids=lambda name: name[:20] if name.isascii() else "chinese")
def test_what_the_check_accepts_is_built_and_every_copy_that_the_page_names_is_there(
    root: Path, site: Path, name: str
) -> None:
    folder = shown(root, name, AWKWARD[name]())
    plain_build(root, site)
    page = html.parse(str(site / folder / "index.html"))
    (image,) = page.xpath("//figure//img[@alt='名单']")
    named = [image.get("src")]
    for source in image.xpath("../source"):
        named += [pair.split()[0] for pair in source.get("srcset").split(", ")]
    assert all((site / folder / one).is_file() for one in named)
    grey = 156 if name == "scan16.png" else None
    for one in named:
        with Image.open(site / folder / one) as copy:
            copy.load()
            if grey is not None:
                assert abs(copy.convert("L").getpixel((9, 9)) - grey) <= 2  # type: ignore[operator]
            if name.startswith("moves"):
                assert copy.n_frames == 2  # type: ignore[attr-defined]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("where", [Terminal, StringIO])
def test_progress_is_told_on_a_terminal_alone(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch, where: type[StringIO]
) -> None:
    for number in range(FEWEST):
        shown(root, f"scan-{number}.png", picture(10 + number, (60, 50)))
    out = where()
    monkeypatch.setattr(sys, "stderr", out)
    plain_build(root, site)
    if where is Terminal:
        assert f"图片：1/{FEWEST}" in out.getvalue() and out.getvalue().endswith(f"图片：{FEWEST}/{FEWEST}\n")
    else:
        assert out.getvalue() == ""
