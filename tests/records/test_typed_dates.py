"""Dates as hands type them: each is told with its own cure, and who follows a cure to the letter passes the check."""

from __future__ import annotations

import re

import pytest

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.foundation.typed_dates import clock, meant
from cppcc_portal.records.parsing import record_of
from cppcc_portal.records.registry import KIND
from cppcc_portal.sources.documents import Document
from cppcc_portal.sources.front_matter import Fields, read_fields
from cppcc_portal.sources.vocabulary import Vocabularies, Vocabulary

WORDS = Vocabularies({"activity_types": Vocabulary("activity_types", "", ("调研",), {})}, "")
HEAD = """title: 调研通村公路
activity_type: 调研
organizer: 北宿镇政协联络室
source: 北宿镇政协联络室
date_published: 2026-06-09
"""

DATES = {
    "2026-06-05 9:30": "2026-06-05 09:30",
    "2026-06-05 9：30": "2026-06-05 09:30",
    "2026-06-05T09:30:00": "2026-06-05 09:30",
    "2026-06-05T09:30:00+08:00": "2026-06-05 09:30",
    "2026-06-05T01:30:00Z": "2026-06-05 09:30",
    "2026年6月5日上午9时30分": "2026-06-05 09:30",
    "2026年6月5日上午9点半": "2026-06-05 09:30",
    "2026年6月5日下午3点": "2026-06-05 15:00",
    "2026年6月5日晚8:00": "2026-06-05 20:00",
    "2026—06—05": "2026-06-05",
    "2026——06——05": "2026-06-05",
    "2026–06–05": "2026-06-05",
    "2026－06－05": "2026-06-05",
    "２０２６－０６－０５": "2026-06-05",
    "２０２６年６月５日": "2026-06-05",
    "二〇二六年六月五日": "2026-06-05",
    "二零二六年六月五日": "2026-06-05",
    "二○二六年十二月二十一日": "2026-12-21",
    "二〇二六年六月廿五日": "2026-06-25",
    "二〇二六年六月": "2026-06",
    "20260605": "2026-06-05",
    "202606": "2026-06",
    "2026/6/5": "2026-06-05",
    "2026.6.5": "2026-06-05",
    "2026.6.5.": "2026-06-05",
    "2026_06_05": "2026-06-05",
    "2026、6、5": "2026-06-05",
    "2026 6 5": "2026-06-05",
    "2026-6-5": "2026-06-05",
    "26-6-5": "2026-06-05",
    "26年6月5日": "2026-06-05",
    "2026年6月5号": "2026-06-05",
    "2026 年 6 月 5 日": "2026-06-05",
    "2026年6月5日（星期五）": "2026-06-05",
    "2026-06-05 周五": "2026-06-05",
    "2026-06-05(周五) 9:30": "2026-06-05 09:30",
    "2026-06-05。": "2026-06-05",
    "“2026-06-05”": "2026-06-05",
    "2026年6月5日上午": "2026-06-05",
    "2026年6月": "2026-06",
    "2026年6月份": "2026-06",
    "2026.06": "2026-06",
    "2026年6月上旬": "2026-06",
    "2026年": "2026",
    "2026年上半年": "2026",
    "约2026年": "2026",
    "25/12/2026": "2026-12-25",
    "Jun 5, 2026": "2026-06-05",
    "5 June 2026": "2026-06-05",
    "46178": "2026-06-05",
    "202x": "202X",
    "202？": "202X",
    "2020年代": "202X",
    "二十世纪八十年代": "198X",
    "1990s": "199X",
    "民国三十七年": "1948",
}
YEARLESS = {
    "6月5日": "2026-06-05",
    "六月五日": "2026-06-05",
    "06-05": "2026-06-05",
    "6.5": "2026-06-05",
    "6月": "2026-06",
}
SPANS = {
    "2026年6月5日至7日": ("2026-06-05", "2026-06-07"),
    "2026年6月5日—7日": ("2026-06-05", "2026-06-07"),
    "2026年6月5日-7月2日": ("2026-06-05", "2026-07-02"),
    "2026-06-05至2026-06-07": ("2026-06-05", "2026-06-07"),
    "2026-06-05~07": ("2026-06-05", "2026-06-07"),
    "2026.6.5-6.7": ("2026-06-05", "2026-06-07"),
    "2026.6.5—7": ("2026-06-05", "2026-06-07"),
    "2026-06-05/2026-06-07": ("2026-06-05", "2026-06-07"),
    "二〇二六年六月五日至七日": ("2026-06-05", "2026-06-07"),
    "2026年6月至8月": ("2026-06", "2026-08"),
    "2026年6-8月": ("2026-06", "2026-08"),
    "2025年—2026年": ("2025", "2026"),
    "2026年6月5日9:00-11:00": ("2026-06-05 09:00", "2026-06-05 11:00"),
}


def told(dates: str) -> list[Problem]:
    """What is said of an activity's head with some lines about its dates."""
    fields, problems = read_fields(HEAD + dates, "content/activities/a.md")
    assert isinstance(fields, Fields), problems
    document = Document("content/activities/a.md", "activities", "a", fields, "", 1, "")
    return [one for one in record_of(document, KIND["activity"], WORDS)[1] if one.is_error]


@pytest.mark.parametrize(("written", "right"), DATES.items())
def test_a_date_is_told_how_to_be_written(written: str, right: str) -> None:
    (found,) = told(f'date: "{written}"\n')
    assert re.match(rf"改成 {re.escape(right)}(?!\S)|改成 {re.escape(right)}(?=[；（])", found.cure), found.cure
    assert told(f"date: {right}\n") == []


@pytest.mark.parametrize(("written", "right"), YEARLESS.items())
def test_a_year_that_is_not_written_is_asked_for(written: str, right: str) -> None:
    (found,) = told(f'date: "{written}"\n')
    assert found.what.endswith("没有写年份")
    assert found.cure == f"改成 {right}（把 2026 换成实际的年份）"
    assert told(f"date: {right}\n") == []


@pytest.mark.parametrize(("written", "span"), SPANS.items())
def test_of_several_days_both_ends_have_a_key(written: str, span: tuple[str, str]) -> None:
    (found,) = told(f'date: "{written}"\n')
    assert found.what.endswith("写了起止两个日期")
    assert (
        found.cure
        == f"起止分开写在 start（开始）和 end（结束）：删去 date，写成两行 start: {span[0]} 和 end: {span[1]}"
    )
    assert told(f"start: {span[0]}\nend: {span[1]}\n") == []


def test_a_span_written_as_its_beginning_keeps_that_key() -> None:
    found = told('start: "2026年6月5日至7日"\n')
    assert "起止分开写在 start（开始）和 end（结束）：写成两行 start: 2026-06-05 和 end: 2026-06-07" in [
        one.cure for one in found
    ]


@pytest.mark.parametrize("written", ["2026-02-30", "2026年13月1日", "2026年6月31日", "20261301"])
def test_a_day_that_never_was_is_told(written: str) -> None:
    (found,) = told(f'date: "{written}"\n')
    assert found.what.endswith("这个日子不存在") and "改成" not in found.cure


def test_an_hour_that_never_was_is_told() -> None:
    (found,) = told('date: "2026-06-05 25:00"\n')
    assert found.what.endswith("这个钟点不存在")


@pytest.mark.parametrize(
    "written",
    [
        "今天",
        "去年春天",
        "待定",
        "长期",
        "农历五月初五",
        "2026年五月初五",
        "05/06/2026",
        "2026.6-8",
        "12345",
        "2026-06-",
        "——",
    ],
)
def test_what_may_mean_several_days_is_not_guessed(written: str) -> None:
    assert meant(written) is None
    (found,) = told(f'date: "{written}"\n')
    assert found.cure.startswith("写成 2020-06-01")


@pytest.mark.parametrize("written", ["2026年6月", "二〇二六年", "6月"])
def test_where_a_day_is_needed_no_month_is_proposed(written: str) -> None:
    found = told(f'date: 2026\ndate_modified: "{written}"\n')
    assert [one.what.endswith("没有写到日") for one in found] == [True]
    assert found[0].cure.startswith("写成 2020-06-01")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("一九三七年至一九四五年", "1937/1945"),
        ("1937年7月—1945年8月", "1937-07/1945-08"),
        ("20世纪50年代", "195X"),
        ("约1938年", "1938~"),
        ("民国二十六年", "1937"),
    ],
)
def test_a_period_in_words_is_told_how_to_be_written(written: str, right: str) -> None:
    from cppcc_portal.records.fields import UnreadableError, _period

    with pytest.raises(UnreadableError) as raised:
        _period(written)
    assert raised.value.cure == f"改成 {right}"
    assert _period(right) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("9点", "09:00"),
        ("下午四点", "16:00"),
        ("下午3点半", "15:30"),
        ("14：30", "14:30"),
        ("9:5", "09:05"),
        ("24:00", None),
        ("年初", None),
    ],
)
def test_a_time_of_the_day_is_understood(written: str, right: str | None) -> None:
    assert clock(written) == right


def test_whatever_is_meant_is_a_date() -> None:
    pieces = [
        "2026",
        "26",
        "二〇二六",
        "年",
        "-",
        "/",
        ".",
        "6",
        "13",
        "六",
        "月",
        "5",
        "31",
        "日",
        "至",
        "上午",
        "9:30",
        " ",
        "X",
        "农历",
        "(",
    ]
    import random

    chance = random.Random(20261201)
    for _ in range(20_000):
        found = meant("".join(chance.choices(pieces, k=chance.randint(1, 8))))
        for one in (found.first, found.last) if found else ():
            if one:
                assert str(PartialDate.parse(one)) == one
