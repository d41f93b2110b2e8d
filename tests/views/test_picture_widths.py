"""Which copies of a picture there are, and where."""

from __future__ import annotations

import pytest

from cppcc_portal.portal.item import Asset
from cppcc_portal.sources.images import ImageFacts
from cppcc_portal.views.blocks.pictures import derivatives, shown


def assets(width: int, form: str = "JPEG", path: str = "content/activities/a.jpg") -> Asset:
    digest = "0123456789abcdef"
    return Asset(path, 1000, digest, ImageFacts(width, width // 2, form, digest, 1000))


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (300, [300]),
        (500, [500]),
        (700, [480, 700]),
        (1000, [480, 1000]),
        (1600, [480, 960, 1600]),
        (4000, [480, 960, 1600]),
    ],
)
def test_no_copy_is_wider_than_its_picture_nor_almost_as_wide_as_another(width: int, widths: list[int]) -> None:
    assert [one.width for one in derivatives(assets(width)) if one.form == "AVIF"] == widths


def test_any_browser_reads_the_last_resort() -> None:
    assert [(one.width, one.form) for one in derivatives(assets(1600))][-1] == (960, "JPEG")
    assert derivatives(assets(1600, "PNG", "content/a.png"))[-1].form == "PNG"
    assert derivatives(assets(1600, "AVIF", "content/a.avif"))[-1].form == "JPEG"


def test_an_address_is_safe_within_a_list_of_addresses() -> None:
    for one in derivatives(assets(1600, path="content/activities/会场 1, 甲.jpg")):
        assert one.file.startswith("pictures/activities/") and one.file.isascii()
        assert not set(one.file) & set(" ,()")


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_that_moves_has_no_copies_that_stand_still(form: str) -> None:
    moving = Asset("content/a/b.png", 9, "ab" * 16, ImageFacts(900, 600, form, "ab" * 16, 9, moves=True))
    assert derivatives(moving) == ()


@pytest.mark.parametrize(
    ("size", "form", "forms"),
    [
        ((1080, 16383), "PNG", {"AVIF", "WEBP", "PNG"}),
        ((1080, 16384), "PNG", {"AVIF", "PNG"}),
        ((1080, 17500), "PNG", {"PNG"}),
        ((1080, 17500), "JPEG", {"JPEG"}),
        ((3200, 17500), "JPEG", {"AVIF", "WEBP", "JPEG"}),
        ((200, 70000), "PNG", {"PNG"}),
        ((200, 70000), "AVIF", set()),
    ],
)
def test_a_form_that_cannot_hold_a_picture_is_left_out(size: tuple[int, int], form: str, forms: set[str]) -> None:
    tall = Asset("content/a/b.png", 9, "ab" * 16, ImageFacts(*size, form, "ab" * 16, 9))
    assert {one.form for one in derivatives(tall)} == forms
    offered = shown(tall)
    assert offered and len(offered.sets) == len(forms - {"PNG", "JPEG"}) and all(one.copies for one in offered.sets)


@pytest.mark.parametrize("name", ["x" * 251 + ".jpg", "长" * 83 + ".png", "a" * 120 + ".jpg"])
def test_a_copy_of_a_long_name_has_a_name_that_every_file_system_takes(name: str) -> None:
    made = derivatives(assets(1600, path=f"content/notices/2026/{name}"))
    assert made and all(len(part.encode()) <= 128 for one in made for part in one.file.split("/"))


def test_a_name_that_was_short_enough_stays_as_it_was() -> None:
    assert derivatives(assets(1600))[0].file == "pictures/activities/a-01234567-480.avif"
    assert derivatives(assets(1600, path="content/a.jpg"))[0].file == "pictures/a-01234567-480.avif"


def test_a_picture_that_may_move_stays_as_it_is() -> None:
    moving = assets(600, "GIF", "content/activities/a.gif")
    made = shown(moving)
    assert derivatives(moving) == () and made is not None
    assert (made.small, made.sets) == ("files/activities/a.gif", ())
