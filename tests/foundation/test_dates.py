"""Dates are as precise as they were written, are never invented, and stand in the order in which a reader expects them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.foundation.dates import PartialDate

NEWEST_FIRST = (
    "2020-12-31 23:59",
    "2020-12-31 23:58",
    "2020-12-31",
    "2020-12",
    "2020-06-30",
    "2020-06-01",
    "2020-06",
    "2020",
    "202X",
    "2019-12-31",
    "2019",
    "2010",
    "201X",
    "2009",
)


@pytest.mark.parametrize("written", NEWEST_FIRST)
def test_a_date_is_written_back_as_it_was_read(written: str) -> None:
    assert str(PartialDate.parse(written)) == written


@pytest.mark.parametrize(
    "written", ["1950-02-30", "2020-13", "20200601", "2020-6-1", "0", "2020-06-01 25:00", "20XX", ""]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(written)


@given(st.permutations(NEWEST_FIRST))
def test_newer_stands_before_older_and_vague_after_precise(written: list[str]) -> None:
    assert sorted(written, key=lambda one: PartialDate.parse(one).newest_first) == list(NEWEST_FIRST)


@pytest.mark.parametrize(
    ("written", "earliest", "latest", "chinese"),
    [
        ("202X", date(2020, 1, 1), date(2029, 12, 31), "2020年代（具体年份未载）"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "2020年"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "2020年2月"),
        ("2020-06-01 09:30", date(2020, 6, 1), date(2020, 6, 1), "2020年6月1日"),
    ],
)
def test_a_date_means_every_day_it_can_mean(written: str, earliest: date, latest: date, chinese: str) -> None:
    read = PartialDate.parse(written)
    assert (read.earliest, read.latest, read.chinese) == (earliest, latest, chinese)


def test_a_moment_is_in_chinas_time() -> None:
    assert PartialDate.parse("2020-06-01 09:30").moment.isoformat() == "2020-06-01T09:30:00+08:00"
