"""Schedules of a plan's topics: what is written can be read again, and readers see it in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.kinds.plan_topic import Schedule

DATES = st.one_of(
    st.builds(PartialDate, st.integers(1990, 2050)),
    st.builds(PartialDate, st.integers(1990, 2050), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1990, 2050), st.integers(1, 12), st.integers(1, 28)),
)


@given(DATES, DATES)
def test_a_schedule_is_read_as_it_is_written(first: PartialDate, last: PartialDate) -> None:
    schedule = Schedule(first, last)
    assert Schedule.parse(str(schedule)) == schedule
    assert (schedule.earliest, schedule.latest) == (first.earliest, last.latest)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026", "2026年"),
        ("2026-06", "2026年6月"),
        ("2026-06-15", "2026年6月15日"),
        ("2026-04/2026-06", "2026年4月至6月"),
        ("2026-04-01/2026-06", "2026年4月1日至6月"),
        ("2025-12/2026-02", "2025年12月至2026年2月"),
        ("2026-04/2026", "2026年4月至2026年"),
    ],
)
def test_a_schedule_is_shown_in_words(written: str, shown: str) -> None:
    assert Schedule.parse(written).chinese == shown


@pytest.mark.parametrize("written", ["", "202X", "2026/", "/2026", "2026-13", "2026-04/2026-06/2026-08", "第二季度"])
def test_what_is_no_schedule_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        Schedule.parse(written)
