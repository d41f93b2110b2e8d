"""What is true of every page family in a real browser."""

from __future__ import annotations

import pytest
from browsing import EVERY_FAMILY, FAMILIES, Open, Visit

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# 1280 × 720 at a zoom of 400 % is a window of 320 × 180.
WINDOWS = ((1440, 900), (390, 844), (320, 640), (320, 180))


@pytest.mark.proves("窗口窄到 320 像素、放大到 400%、字号加倍，内容都不用左右拖动；也不向别的网站请求任何东西")
@pytest.mark.parametrize("family", EVERY_FAMILY)
def test_a_page_asks_only_for_its_own_and_fits_every_window(shared: Visit, family: str) -> None:
    page = shared.go(FAMILIES[family])
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert policy is not None and "default-src 'none'" in policy and "unsafe" not in policy
    assert page.locator("[style]").count() == 0
    assert page.locator("h1").count() == 1
    assert (
        page.locator(".md-toggle, .md-skip, .md-overlay, .md-dialog").count() == 0
    )  # the theme's own, for its scripts
    wide = []
    for is_elder in (False, True):
        page.evaluate("on => document.documentElement.toggleAttribute('data-zx-elder', on)", is_elder)
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            if page.evaluate(OVERFLOW) > 0:
                wide.append(f"{width} × {height}, elder: {is_elder}")
    page.evaluate("document.documentElement.removeAttribute('data-zx-elder')")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")
    if page.evaluate(OVERFLOW) > 0:
        wide.append("text twice as large")
    assert (wide, shared.faults) == ([], [])


def test_a_page_that_is_not_there_answers_so_and_leads_on(visit: Open) -> None:
    page = visit().go("somewhere/deep/no-such-page/")
    assert page.locator("h1").inner_text() == "没有找到这个页面"
    page.locator(".zx-problem__list a").first.click()
    assert page.locator("h1").inner_text() == "委员名录"


def test_a_withdrawn_policy_would_be_noticed(visit: Open) -> None:
    window = visit()
    page = window.go("")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    assert any("Content Security Policy" in fault for fault in window.faults)
    window.faults.clear()
