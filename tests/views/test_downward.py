"""Titles set downwards: which ones are, and what stands together in one place."""

from __future__ import annotations

import pytest

from cppcc_portal.views.history.downward import downward


def pieces(title: str) -> list[str]:
    return [f"[{part.text}]" if part.is_combined else part.text for part in downward(title)]


def test_the_digits_of_a_year_stand_together() -> None:
    assert pieces("1949年9月：第一届会议") == ["[1949]", "年", "[9]", "月：第一届会议"]


def test_a_title_of_characters_is_one_piece() -> None:
    assert pieces("我所经历的干渠工程") == ["我所经历的干渠工程"]


@pytest.mark.parametrize(
    "title",
    ["政协云App使用记", "第12345号提案的来历", "2020-2021年度纪事", "一" * 21],
    ids=["a word of Latin", "five digits", "a span of years", "too long"],
)
def test_what_would_not_read_well_downwards_stays_across(title: str) -> None:
    assert downward(title) == ()


def test_a_title_of_two_full_columns_still_fits() -> None:
    assert downward("一" * 20)
