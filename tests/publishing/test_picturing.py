"""Copies of pictures in a released site: made once, kept by content, gone with their picture."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html
from worlds import activity, difference, picture, plain_build, put, times, tree

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
