"""Looking at a picture closely: by its link alone, and in a window over the page where script runs."""

from __future__ import annotations

import pytest
from browsing import DESK, PHONE, Open

pytestmark = pytest.mark.browser

PAGE = "history/cppcc-first-plenary-1949/"


def test_a_browser_takes_the_smallest_copy_that_will_do_in_the_best_form(visit: Open) -> None:
    for window, most in ((DESK, 960), (PHONE, 480)):
        page = visit(viewport=window).go(PAGE)
        page.locator(".zx-plate__picture").scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        taken = page.locator(".zx-plate__picture").evaluate("one => one.currentSrc")
        assert taken.endswith(f"-{most}.avif"), taken


def test_a_picture_moves_nothing_when_it_comes(visit: Open) -> None:
    page = visit().go(PAGE)
    before = page.locator(".zx-plate__caption").bounding_box()
    page.locator(".zx-plate__picture").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    assert page.locator(".zx-plate__caption").bounding_box() == before


def test_the_picture_opens_over_the_page_and_the_keyboard_comes_back(visit: Open) -> None:
    page = visit().go(PAGE)
    link = page.locator(".zx-plate__link")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert page.evaluate("document.activeElement.textContent") == "关闭"
    assert dialog.locator("img").get_attribute("alt") == link.locator("img").get_attribute("alt")
    width = "document.querySelector('.zx-zoom__picture').getBoundingClientRect().width"
    page.get_by_role("button", name="原大").click()
    assert page.evaluate(width) == 1800
    page.get_by_role("button", name="适合窗口").click()
    assert page.evaluate(width) <= DESK["width"]
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "zx-plate__link"


def test_without_script_the_link_leads_to_the_whole_picture(visit: Open) -> None:
    page = visit(java_script_enabled=False).go(PAGE)
    page.locator(".zx-plate__link").click()
    page.wait_for_url("**/files/history/1949/ten-days.png")
