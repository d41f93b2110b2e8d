"""What a reader may do with a text: larger type, hearing it, and reading it downwards."""

from __future__ import annotations

from browsing import DESK, PHONE, Open
from pytest import approx, mark
from test_choices import VOICE

pytestmark = mark.browser

ARTICLE, HISTORY = "activities/x-research-subsistence/", "history/shiji-mengzi/"
TYPE = "parseFloat(getComputedStyle(document.body).fontSize)"


def test_type_grows_in_two_steps_and_stays_so_on_the_next_page(visit: Open) -> None:
    window = visit()
    page = window.go(ARTICLE)
    usual = page.evaluate(TYPE)
    button = window.find("[data-zx-size-switch]")
    for words, times in (("字号：较大", 7 / 6), ("字号：特大", 4 / 3), ("字号：标准", 1), ("字号：较大", 7 / 6)):
        button.click()
        assert button.inner_text() == words and page.evaluate(TYPE) == approx(usual * times, abs=0.05)
    page.route("**/portal.js", lambda route: route.fulfill(body=""))
    page.goto(window.url + "members/")
    assert page.evaluate(TYPE) == approx(usual * 7 / 6, abs=0.05)


def test_any_article_is_read_aloud_when_asked_and_its_bar_takes_the_focus(visit: Open) -> None:
    window = visit()
    window.page.add_init_script(VOICE)
    page = window.go(ARTICLE)
    assert page.locator("script[src$='reading.js']").count() == 0
    page.get_by_role("button", name="朗读", exact=True).click()
    page.get_by_role("button", name="暂停朗读").wait_for()
    assert page.evaluate("said.length") == 1
    assert page.evaluate("document.activeElement.textContent") == "暂停朗读"


def test_an_old_text_stands_in_a_frame_that_scrolls_and_lies_down_again(visit: Open) -> None:
    for size in (DESK, PHONE):
        window = visit(viewport=size)
        page = window.go(HISTORY)
        button = page.get_by_role("button", name="竖排")
        button.click()
        text = page.get_by_role("region", name="竖排正文")
        assert text.evaluate("one => getComputedStyle(one).writingMode") == "vertical-rl"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert button.get_attribute("aria-pressed") == "true" and text.get_attribute("tabindex") == "0"
        box, first = text.bounding_box(), text.locator("p").first.bounding_box()
        assert box and first and first["x"] + first["width"] <= box["x"] + box["width"] + 1
        text.evaluate("one => { one.onscroll = () => { one.dataset.moved = one.scrollLeft; }; }")
        if size == PHONE:
            text.press("ArrowLeft")
            page.locator("[data-zx-stands][data-moved^='-']").wait_for()
        button.click()
        assert page.get_by_role("region", name="竖排正文").count() == 0


def test_nothing_but_an_old_text_offers_to_stand(visit: Open) -> None:
    window = visit()
    window.go(ARTICLE)
    assert window.find("[data-zx-vertical]").count() == 0
