"""The columns: all in sight on a desk, the first four and a button on a phone, all of them where no script runs."""

from __future__ import annotations

from browsing import PHONE, Open
from pytest import mark

pytestmark = mark.browser


def test_a_phone_shows_four_columns_and_the_rest_when_asked(visit: Open) -> None:
    window = visit(viewport=PHONE)
    page = window.go("")
    columns = window.find(".zx-tabs__link:visible")
    button = page.get_by_role("button", name="更多栏目")
    every = window.find(".zx-tabs__link").count()
    assert columns.count() == 4 and button.get_attribute("aria-expanded") == "false"
    button.press("Enter")
    assert columns.count() == every > 4 and button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == columns.nth(4).inner_text()
    button.click()
    assert columns.count() == 4


def test_a_desk_and_a_phone_without_script_show_every_column(visit: Open) -> None:
    for options in ({}, {"viewport": PHONE, "java_script_enabled": False}):
        window = visit(**options)
        window.go("")
        assert window.find(".zx-tabs__link:visible").count() == window.find(".zx-tabs__link").count()
        assert window.find(".zx-tabs__more:visible").count() == 0
