"""A reader's way through the site, on a desk and on a phone."""

from __future__ import annotations

import pytest
from browsing import DESK, PHONE, Open
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_reader_goes_from_home_to_a_member_an_activity_the_timeline_and_the_feeds(
    visit: Open, size: dict[str, int]
) -> None:
    window = visit(viewport=size, has_touch=size is PHONE)
    name = "phone" if size is PHONE else "desk"
    page = window.go("")
    window.picture(f"journey-{name}-1-home")

    window.find(".zx-card__link", "王德清").click()
    assert page.locator("h1").inner_text() == "王德清"
    assert "数字只反映本站已公开的记录" in page.locator(".zx-member__figures").inner_text()
    window.picture(f"journey-{name}-2-member")

    window.find(".zx-member__unit a").click()
    window.find("#activities").wait_for()
    window.find(".zx-list__link", "调研").first.click()
    assert page.url.startswith(window.url + "activities/")
    assert window.find(".zx-facts__label", "组织者").count() == 1
    window.picture(f"journey-{name}-3-activity")

    window.find(".zx-breadcrumb__link", "履职动态").click()
    page.get_by_label("类型").select_option("调研")
    shown = window.find("[data-zx-item]:visible")
    assert shown.count() and set(shown.evaluate_all("all => all.map(one => one.dataset.kind)")) == {"调研"}
    assert f"符合条件的 {shown.count()} 条" in window.find("[data-zx-result]").inner_text()
    assert page.evaluate("location.search").startswith("?kind=")
    window.picture(f"journey-{name}-4-timeline")
    page.reload()
    assert window.find("[data-zx-item]:visible").count() == shown.count()
    page.get_by_role("button", name="清除筛选").click()
    expect(window.find("[data-zx-item]:visible")).to_have_count(window.find("[data-zx-item]").count())

    window.find(".zx-footer__link", "订阅").click()
    assert page.locator("h1").inner_text() == "订阅"
    window.picture(f"journey-{name}-5-feeds")
    feed = window.find(".zx-feed__link", "Atom").first.get_attribute("href")
    assert feed is not None
    answer = page.request.get(page.evaluate("href => new URL(href, location).href", feed))
    assert answer.ok and "<feed" in answer.text()


def test_a_filter_without_a_match_says_so_and_shows_no_empty_heading(visit: Open) -> None:
    window = visit()
    window.go("timeline/2020/?kind=调研")
    assert window.find("[data-zx-group]:visible").count() == 1
    headings = window.find(".zx-timeline__month:visible .zx-timeline__item:visible")
    assert headings.count() >= 1


def test_a_year_of_the_timeline_is_left_as_it_was_by_a_word_it_does_not_know(visit: Open) -> None:
    window = visit()
    window.go("timeline/2020/?kind=没有这种")
    assert window.find("[data-zx-item]:visible").count() == window.find("[data-zx-item]").count()
