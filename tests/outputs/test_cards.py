"""Cards for links that are passed on: drawn where there is a Chinese font, left out where there is none."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from cppcc_portal.foundation import fonts
from cppcc_portal.foundation.fonts import Font, chinese_font
from cppcc_portal.outputs.cards import _set, card
from cppcc_portal.views.channels.cards import CardView

LONG = "关于推动县域农业面源污染治理、农村人居环境整治和生活垃圾分类处理工作协同开展的建议办理情况"


@pytest.fixture(scope="module")
def font() -> Font:
    found = chinese_font()
    if found is None:
        pytest.skip("no Chinese font on this machine")
    return found


@pytest.mark.parametrize("title", ["王德清", "履职动态", "合成" * 9, LONG * 3])
def test_a_card_is_a_picture_of_the_size_that_sharing_asks_for(font: Font, title: str) -> None:
    image = Image.open(BytesIO(card(CardView(title, "北宿镇政协联络室", "某县政协", font))))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    # The margins stay free, whatever the title.
    assert {image.convert("RGB").getpixel((x, 300)) for x in (*range(60), *range(1140, 1200))} == {(252, 250, 246)}


def test_the_same_card_is_the_same_bytes(font: Font) -> None:
    view = CardView("王德清", "", "某县政协", font)
    assert card(view) == card(view) != card(view._replace(title="王德青"))


def test_a_card_has_the_colours_of_the_site_and_the_shades_between_them(font: Font) -> None:
    image = Image.open(BytesIO(card(CardView("王德清", "北宿镇", "某县政协", font))))
    assert image.mode == "P"
    drawn = image.convert("RGB")
    assert [drawn.getpixel(place) for place in ((0, 0), (1199, 11), (600, 14), (600, 18), (96, 506), (156, 566))] == [
        *((168, 32, 26),) * 2,
        (252, 250, 246),
        *((168, 32, 26),) * 3,
    ]
    ink, soft, stamp = (34, 29, 24), (95, 87, 78), (255, 250, 242)
    for box, full in (((90, 150, 1140, 330), ink), ((90, 330, 1140, 500), soft), ((97, 507, 156, 566), stamp)):
        shades = {colour for _, colour in drawn.crop(box).getcolors(1000)}
        assert full in shades and 10 < len(shades) <= 32, box


def test_a_title_is_never_more_than_three_lines_nor_begins_one_with_a_closing_mark(font: Font) -> None:
    for title in (LONG, LONG * 3, "十二个字再加上一个逗号恰好，换行" * 2):
        _, lines = _set(title, font)
        assert len(lines) <= 3 and not any(line[0] in "，。、" for line in lines[1:])


def test_without_a_font_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_PLACES", (("/nowhere/font.ttc", 0),))
    assert chinese_font() is None
