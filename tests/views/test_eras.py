"""A period of 文史 is told in the words of a reader, not as machines write it."""

from __future__ import annotations

import pytest

from cppcc_portal.views.history.eras import era_in_words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1976", "1976年"),
        ("1976-08", "1976年8月"),
        ("1976-08-01", "1976年8月1日"),
        ("1937/1945", "1937年至1945年"),
        ("1938~", "约1938年"),
        ("1938?", "1938年（存疑）"),
        ("195X", "1950年代"),
        ("18XX", "19世纪"),
        ("-0372/-0289", "公元前372年至公元前289年"),
        ("195X/1961~", "1950年代至约1961年"),
    ],
)
def test_a_period_is_read_as_a_person_says_it(written: str, read: str) -> None:
    assert era_in_words(written) == read
