"""Finding a member by name, pinyin and initials."""

from __future__ import annotations

import pytest
from browsing import Open, Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def directory(visit: Open) -> Visit:
    window = visit()
    window.go("members/")
    return window


def shown(window: Visit) -> list[str]:
    return sorted(window.find(".zx-directory__link:visible .zx-directory__name").all_inner_texts())


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("王德清", ["王德清"]),
        ("德清", ["王德清"]),
        ("wangdeqing", ["王德清"]),
        ("Wang De", ["王德清"]),
        ("wdq", ["王德清"]),
        ("WDQ", ["王德清"]),
        ("zhang", ["张仰卫", "张凡丽"]),
        ("张", ["张仰卫", "张凡丽"]),
        ("", ["刘保猛", "姜召霞", "张仰卫", "张凡丽", "王德清"]),
    ],
)
def test_a_member_is_found_as_one_types(directory: Visit, written: str, found: list[str]) -> None:
    directory.page.get_by_role("searchbox", name="姓名、拼音或首字母", exact=True).fill(written)
    assert shown(directory) == sorted(found)


def test_what_is_looked_for_stays_in_the_address(directory: Visit) -> None:
    directory.page.get_by_role("searchbox", name="姓名、拼音或首字母", exact=True).fill("wdq")
    assert directory.page.evaluate("location.search") == "?q=wdq"
    directory.page.reload()
    assert shown(directory) == ["王德清"]


def test_nobody_found_is_said_aloud(directory: Visit) -> None:
    directory.page.get_by_role("searchbox", name="姓名、拼音或首字母", exact=True).fill("没有这个人")
    said = directory.find("[data-zx-result]")
    assert "没有找到" in said.inner_text() and said.get_attribute("aria-live") == "polite"
    assert directory.find(".zx-directory__heading:visible").count() == 0
