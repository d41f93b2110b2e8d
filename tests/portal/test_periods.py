"""Periods: which dates fall into them, and which may."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.portal.periods import PERS, Period, Week, spans

DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
MONTHS = st.builds(PartialDate, st.integers(2019, 2031), st.integers(1, 12))
YEARS = st.builds(PartialDate, st.integers(2019, 2031))
DECADES = st.builds(lambda decade: PartialDate(decade=decade), st.integers(200, 203))
EXACT = DAYS.map(lambda day: PartialDate(day.year, day.month, day.day))
DATES = st.one_of(EXACT, MONTHS, YEARS, DECADES)
CODES = st.one_of(
    st.integers(2019, 2031).map(str),
    st.tuples(st.integers(2019, 2031), st.integers(1, 2)).map(lambda p: f"{p[0]}H{p[1]}"),
    st.tuples(st.integers(2019, 2031), st.integers(1, 4)).map(lambda p: f"{p[0]}Q{p[1]}"),
    st.tuples(st.integers(2019, 2031), st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02d}"),
    st.integers(200, 203).map(lambda decade: f"{decade}X"),
)


@given(CODES)
def test_a_period_is_written_as_it_was_read(code: str) -> None:
    assert Period.parse(code).code == code


@pytest.mark.parametrize(
    "written", ["", "26", "2026H3", "2026Q0", "2026Q5", "2026-13", "2026-00", "0000", "2026H1 or so"]
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(written)


@given(CODES.filter(lambda code: "X" not in code), DATES.filter(lambda when: when.decade is None))
def test_a_date_falls_into_a_period_when_no_day_of_it_can_lie_outside(code: str, when: PartialDate) -> None:
    period = Period.parse(code)
    assert period.holds(when) == (period.start <= when.earliest and when.latest <= period.end)


@given(CODES, DATES)
def test_what_falls_into_a_period_does_not_also_perhaps_fall_into_it(code: str, when: PartialDate) -> None:
    period = Period.parse(code)
    assert not (period.holds(when) and period.may_hold(when))


@given(st.integers(2019, 2031), st.lists(DATES), st.sampled_from([6, 3, 1]))
def test_the_parts_of_a_year_and_the_dates_without_a_month_make_up_the_year(
    number: int, dates: list[PartialDate], size: int
) -> None:
    year = Period(number)
    parts = year.parts(size)
    within = [sum(map(part.holds, dates)) for part in parts]
    unknown = sum(map(parts[0].may_hold, dates))
    assert sum(within) + unknown == sum(map(year.holds, dates))


@given(DECADES, st.integers(2019, 2031))
def test_a_decade_is_never_counted_in_one_of_its_years(when: PartialDate, year: int) -> None:
    assert not Period(year).holds(when)
    assert Period.parse(str(when)).holds(when)


def test_nothing_without_a_date_falls_into_anything() -> None:
    assert not Period(2026).holds(None) and not Period(2026, 1, 6).may_hold(None)


@given(st.sampled_from(sorted(PERS)), DAYS, st.integers(0, 900))
def test_spans_follow_one_another_without_gaps_from_one_day_to_another(per: str, since: date, days: int) -> None:
    until = since + timedelta(days)
    found = list(spans(per, since, until))
    assert found[0].start <= since <= found[0].end
    assert found[-1].start <= until <= found[-1].end
    assert all(after.start == before.end + timedelta(1) for before, after in pairwise(found))


def test_periods_are_called_as_a_summary_calls_them() -> None:
    labels = [Period.parse(code).label for code in ("2026", "2026H1", "2026Q4", "2026-06", "202X")]
    assert labels == ["2026年", "2026年上半年", "2026年第四季度", "2026年6月", "202X年（年份在来源中隐去）"]
    assert Week(date(2026, 11, 23)).code == "2026-W48"
