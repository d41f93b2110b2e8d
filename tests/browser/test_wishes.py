"""What a device wishes for its reader is done, and nothing moves under the reader's eyes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from browsing import DESK, EVERY_FAMILY, FAMILIES, HEAD_IN_PARTS, PHONE, Open, Visit
from conftest import Served

pytestmark = pytest.mark.browser

KIB = 1024
# What the page moved by itself, added up as Chromium does (web.dev/cls). On a busy machine Chromium now and then tells of
# a shift by nothing (less than 0.00005) of no element, which nobody could see.
SHIFTS = """
  window.shifted = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) =>
    window.shifted.push(...one.sources.filter(({ node }) => node || one.value >= 0.00005)
      .map(({ node }) => `${one.value.toFixed(4)} ${node && node.className}`))))
    .observe({ type: 'layout-shift', buffered: true });
"""
# A busy browser paints a page before it has read all of it; what moves then is made way for by what is read next.
IN_PARTS = """() => performance.getEntriesByName('first-paint')[0]?.startTime
  < performance.getEntriesByType('navigation')[0].domInteractive"""
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def watched_for_shifts(visit: Open, size: dict[str, int], mode: str) -> Visit:
    """Open a window that notes from now on what moves, in elder mode or not."""
    window = visit(viewport=size)
    window.go("privacy/")
    window.page.evaluate("elder => elder && localStorage.setItem('zx-elder', 'on')", mode == "elder")
    window.page.add_init_script(SHIFTS)
    return window


def shifts_of(window: Visit, address: str) -> list[str]:
    """Return what moves on a page by itself; a page that was painted in parts is asked for again."""
    for _ in range(5):
        page = window.go(address)
        page.evaluate(PAINTED)
        shifts: list[str] = page.evaluate("window.shifted")
        if not shifts or not page.evaluate(IN_PARTS):
            break
    return shifts


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("mode", ["plain", "elder"])
def test_no_page_moves_while_it_loads(visit: Open, size: dict[str, int], mode: str) -> None:
    window = watched_for_shifts(visit, size, mode)
    moved = {}
    for family, address in FAMILIES.items():
        if shifts := shifts_of(window, address):
            moved[family] = shifts
    assert moved == {}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("mode", ["plain", "elder"])
def test_the_head_of_a_page_that_comes_in_parts_does_not_move(visit: Open, size: dict[str, int], mode: str) -> None:
    window = watched_for_shifts(visit, size, mode)
    page = window.go(f"privacy/?{HEAD_IN_PARTS}")
    page.evaluate(PAINTED)
    came = page.evaluate(
        "performance.getEntriesByType('navigation').map(one => one.responseEnd - one.responseStart)[0]"
    )
    assert came > 300, "the page came at once, so this tells nothing"
    assert page.evaluate("window.shifted") == []
    assert page.locator(".zx-top").is_visible()


def test_a_shift_would_be_noticed(visit: Open) -> None:
    window = visit()
    window.page.add_init_script(SHIFTS)
    page = window.go("privacy/")
    page.evaluate("document.body.insertAdjacentHTML('afterbegin', '<p>一</p><p>二</p><p>三</p><p>四</p><p>五</p>')")
    page.evaluate(PAINTED + ".then(() => new Promise(done => setTimeout(done, 50)))")
    assert page.evaluate("window.shifted") != []


def test_a_device_that_wants_no_motion_gets_none(visit: Open) -> None:
    moving = """() => [...document.querySelectorAll('*')].filter(one => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
      return parseFloat(transitionDuration) > 0 || animationName !== 'none' || scrollBehavior === 'smooth';
    }).map(one => one.tagName)"""
    assert visit(reduced_motion="reduce").go("members/").evaluate(moving) == []
    assert visit(reduced_motion="no-preference").go("members/").evaluate(moving) == ["HTML"]


def test_a_device_that_wants_contrast_gets_full_ink_and_dark_hairlines(visit: Open) -> None:
    colour = "name => getComputedStyle(document.documentElement).getPropertyValue(name)"
    for scheme in ("light", "dark"):
        page = visit(contrast="more", color_scheme=scheme).go("")
        assert page.evaluate(colour, "--zx-soft") == page.evaluate(colour, "--zx-ink")
        assert page.evaluate(colour, "--zx-rule") == page.evaluate(colour, "--zx-edge")


def test_where_the_device_sets_the_colours_place_state_and_focus_are_still_seen(visit: Open) -> None:
    window = visit(forced_colors="active")
    page = window.go("members/")
    current = page.locator(".zx-tabs__link[aria-current]")
    assert "underline" in current.evaluate("one => getComputedStyle(one).textDecorationLine")
    assert page.locator(".zx-directory .zx-seal").first.evaluate("one => getComputedStyle(one).borderStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    window.picture("forced-colours")
    page = window.go("recommendations/")
    filled = "one => getComputedStyle(one, '::after').backgroundColor"
    reached, ahead = (
        page.locator(f".zx-chain__station--{state}").first.evaluate(filled) for state in ("reached", "ahead")
    )
    assert reached != ahead


@pytest.mark.parametrize("family", EVERY_FAMILY)
def test_a_page_keeps_to_its_budget(served: Served, family: str) -> None:
    address = FAMILIES[family].partition("?")[0]
    file = served.root / address / "index.html" if family != "not found" else served.root / "404.html"
    assert _weight(file) <= (20 if family == "home" else 12) * KIB


def test_all_styles_and_scripts_together_keep_to_their_budget(served: Served) -> None:
    files = [file for pattern in ("*.css", "*.js") for file in (served.root / "assets").rglob(pattern)]
    assert len(files) >= 4
    assert sum(map(_weight, files)) <= 45 * KIB


def _weight(file: Path) -> int:
    """Return how many bytes a file is on the wire."""
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))
