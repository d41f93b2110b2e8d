"""Which copies of a picture there are, and where."""

from __future__ import annotations

import pytest

from cppcc_portal.portal.item import Beside
from cppcc_portal.sources.images import ImageFacts
from cppcc_portal.views.pictures import derivatives, shown


def beside(width: int, form: str = "JPEG", path: str = "content/activities/a.jpg") -> Beside:
    digest = "0123456789abcdef"
    return Beside(path, 1000, digest, ImageFacts(width, width // 2, form, digest, 1000))


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
    assert [one.width for one in derivatives(beside(width)) if one.form == "AVIF"] == widths


def test_any_browser_reads_the_last_resort() -> None:
    assert [(one.width, one.form) for one in derivatives(beside(1600))][-1] == (960, "JPEG")
    assert derivatives(beside(1600, "PNG", "content/a.png"))[-1].form == "PNG"
    assert derivatives(beside(1600, "AVIF", "content/a.avif"))[-1].form == "JPEG"


def test_an_address_is_safe_within_a_list_of_addresses() -> None:
    for one in derivatives(beside(1600, path="content/activities/会场 1, 甲.jpg")):
        assert one.file.startswith("pictures/activities/") and one.file.isascii()
        assert not set(one.file) & set(" ,()")


def test_a_picture_that_may_move_stays_as_it_is() -> None:
    moving = beside(600, "GIF", "content/activities/a.gif")
    made = shown(moving)
    assert derivatives(moving) == () and made is not None
    assert (made.small, made.sets) == ("files/activities/a.gif", ())
