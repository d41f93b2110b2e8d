"""Days that return: what is written in Chinese means the same as its rule, and dateutil agrees on the days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.foundation.recurrence import DAYS, Recurrence, in_words, read_rule

INTERVALS = st.sampled_from(("", ";INTERVAL=2", ";INTERVAL=3"))
WEEKLY = st.lists(st.sampled_from(DAYS), min_size=1, unique=True).map(
    lambda days: "FREQ=WEEKLY{};BYDAY=" + ",".join(sorted(days, key=DAYS.index))
)
MONTH_DAYS = st.lists(st.integers(1, 31), min_size=1, max_size=4, unique=True).map(
    lambda days: "FREQ=MONTHLY{};BYMONTHDAY=" + ",".join(map(str, sorted(days)))
)
NTHS = st.tuples(st.sampled_from((1, 2, 3, 4, 5, -1)), st.sampled_from(DAYS)).map(
    lambda one: f"FREQ=MONTHLY{{}};BYDAY={one[0]}{one[1]}"
)
RULES = st.tuples(st.one_of(st.just("FREQ=DAILY{}"), WEEKLY, MONTH_DAYS, NTHS), INTERVALS).map(
    lambda one: one[0].format(one[1])
)
DATES = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("每天", "FREQ=DAILY"),
        ("每3天", "FREQ=DAILY;INTERVAL=3"),
        ("每周三", "FREQ=WEEKLY;BYDAY=WE"),
        ("每星期三", "FREQ=WEEKLY;BYDAY=WE"),
        ("每周一、三、五", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("每周一至周五", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("每周天", "FREQ=WEEKLY;BYDAY=SU"),
        ("隔周三", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("每两周周三", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("每月15号", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("每月1日、15日", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("每月第一个周三", "FREQ=MONTHLY;BYDAY=1WE"),
        ("每月最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每两个月的第一个周三", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE"),
        ("rrule:freq=weekly; byday=we,FR", "FREQ=WEEKLY;BYDAY=WE,FR"),
        ("BYDAY=WE;FREQ=WEEKLY;INTERVAL=1", "FREQ=WEEKLY;BYDAY=WE"),
    ],
)
def test_a_rule_is_read_in_chinese_and_as_an_rrule(written: str, rule: str) -> None:
    assert read_rule(written) == rule


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("周末", "读不出是哪些天"),
        ("每周", "读不出是哪些天"),
        ("每月32日", "BYMONTHDAY=32"),
        ("FREQ=WEEKLY;BYDAY=WE;COUNT=3", "COUNT；最后一天写在 until"),
        ("FREQ=HOURLY", "FREQ=HOURLY"),
        ("FREQ=WEEKLY;BYDAY=2WE", "星期几"),
        ("FREQ=WEEKLY", "星期几"),
        ("FREQ=DAILY;BYDAY=WE", "按天的规则里不写星期几"),
        ("FREQ=MONTHLY;BYDAY=WE", "第几个星期几"),
        ("BYDAY=WE", "缺少 FREQ"),
        ("FREQ=WEEKLY;BYDAY=WE;BYDAY=FR", "BYDAY=FR"),
    ],
)
def test_what_is_no_rule_says_why(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_rule(written)


@given(RULES)
def test_words_for_a_rule_are_read_back_as_the_rule(rule: str) -> None:
    assert read_rule(rule) == rule
    assert read_rule(in_words(rule)) == rule


@given(RULES, DATES, DATES, st.one_of(st.none(), DATES), st.sets(DATES, max_size=3), st.integers(0, 200))
def test_the_days_are_those_that_dateutil_gives(
    rule: str, start: date, first: date, until: date | None, but: set[date], length: int
) -> None:
    last = first + timedelta(days=length)
    given_days = {
        day.date()
        for day in rrule.rrulestr(rule, dtstart=midnight(start)).xafter(midnight(start), count=6000, inc=True)
        if day.date() <= last
    }
    expected = {
        day for day in given_days if first <= day <= last and (until is None or day <= until) and day not in but
    }
    found = Recurrence(rule, start, until, tuple(sorted(but))).days(first, last)
    assert list(found) == sorted(expected)


@given(RULES, DATES, st.one_of(st.none(), DATES))
def test_it_begins_on_the_first_of_its_days(rule: str, start: date, until: date | None) -> None:
    days = Recurrence(rule, start, until)
    beginning = days.beginning
    if beginning is None:
        assert until is not None or rule.startswith("FREQ=MONTHLY;INTERVAL")
        assert days.by_rule(start, start + timedelta(days=3000)) == ()
    else:
        assert days.by_rule(start, beginning) == (beginning,)


@given(RULES, DATES, st.integers(0, 1000))
def test_the_days_are_the_same_when_counted_from_the_first_of_them(rule: str, start: date, length: int) -> None:
    days = Recurrence(rule, start)
    beginning = days.beginning
    assert beginning is not None
    last = start + timedelta(days=length)
    assert days.days(start, last) == Recurrence(rule, beginning).days(start, last)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
