"""The order of dates: newer before older, and within a span the more precise before the vaguer; total, at every boundary."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.foundation.dates import PartialDate

IN_ORDER = (
    *("2021-01-01 00:00", "2021-01-01", "2021-01", "2021"),
    *("2020-12-31 23:59", "2020-12-31 00:00", "2020-12-31", "2020-12-30", "2020-12-01", "2020-12", "2020-11-30"),
    *("2020-02-29", "2020-02-28", "2020-02", "2020-01-31", "2020-01-01 00:01", "2020-01-01 00:00", "2020-01-01"),
    *("2020-01", "2020", "202X", "2019-12-31", "2019", "201X", "1999-12-31 23:59", "1999", "199X"),
)


@pytest.mark.parametrize(("newer", "older"), list(itertools.pairwise(IN_ORDER)))
def test_each_stands_before_the_next(newer: str, older: str) -> None:
    assert PartialDate.parse(newer).newest_first < PartialDate.parse(older).newest_first


DATES = st.one_of(
    st.dates().map(lambda day: f"{day:%Y-%m-%d}".rjust(10, "0")),
    st.datetimes().map(lambda at: f"{at.year:04d}-{at.month:02d}-{at.day:02d} {at.hour:02d}:{at.minute:02d}"),
    st.dates().map(lambda day: f"{day.year:04d}-{day.month:02d}"),
    st.dates().map(lambda day: f"{day.year:04d}"),
)


@given(DATES, DATES)
def test_two_dates_that_cannot_mean_the_same_day_stand_as_they_followed(one: str, other: str) -> None:
    first, second = PartialDate.parse(one), PartialDate.parse(other)
    if first.earliest > second.latest:
        assert first.newest_first < second.newest_first
    if first.newest_first == second.newest_first:
        assert first.written == second.written
