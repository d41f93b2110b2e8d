"""Everything can be reached, seen and left with the keyboard alone."""

from __future__ import annotations

import pytest
from browsing import FAMILIES, Open, Visit

pytestmark = pytest.mark.browser

# One of each kind of page: head, foot and lists are the same on the others.
WALKED = ("home", "directory", "member", "timeline", "activity", "history article", "unit", "data", "not found")

# What has the focus: can it be seen, is it ringed, and is nothing laid over it?
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one), box = one.getClientRects()[0] || one.getBoundingClientRect();
  // A scrolling table may be taller than the window: looked at is the middle of the part that shows.
  const x = box.left + Math.min(box.width / 2, 12);
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  return {
    name: (one.textContent || one.getAttribute('aria-label') || one.tagName).trim().slice(0, 30),
    path: [one.tagName, one.className, Math.round(box.left), Math.round(box.top + scrollY)].join(' '),
    ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    free: Boolean(top) && (one.contains(top) || top.contains(one)),
  };
}"""
STOPS = """[...document.querySelectorAll('a[href], button:enabled, select, input, summary, [tabindex="0"]')]
  .filter(one => one.tabIndex >= 0 && one.checkVisibility()).length"""


@pytest.mark.proves("第一站是“跳到正文”")
def test_the_first_stop_leads_past_the_head_of_the_page(visit: Open) -> None:
    page = visit().go("timeline/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.locator(".zx-skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")


@pytest.mark.proves("只用键盘走遍页面，每一站都看得见焦点，不被遮住，也走得出来")
@pytest.mark.parametrize("mode", ["plain", "elder"])
@pytest.mark.parametrize("family", WALKED)
def test_every_stop_is_seen_and_none_is_a_trap(shared: Visit, family: str, mode: str) -> None:
    shared.page.set_viewport_size({"width": 1280, "height": 720})
    page = shared.go("contact/")
    page.evaluate("value => value ? localStorage.setItem('zx-elder', value) : localStorage.clear()", mode == "elder")
    page = shared.go(FAMILIES[family])
    if mode == "elder":
        page.locator("[data-zx-reader]:not([hidden])").wait_for()
    wanted = page.evaluate(STOPS)
    walked = []
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        walked.append(stop)
    assert len({stop["path"] for stop in walked}) == wanted
    assert [stop["name"] for stop in walked if not (stop["ringed"] and stop["seen"] and stop["free"])] == []


def test_focus_goes_backwards_too(visit: Open) -> None:
    page = visit().go("members/")
    for _ in range(6):
        page.keyboard.press("Tab")
    forth = page.evaluate(FOCUS)
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS)["path"] == forth["path"]
