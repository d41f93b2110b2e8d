"""A problem is a place and a cure; all of them are told at once, in order, in an editor's words."""

from __future__ import annotations

import pytest

from cppcc_portal.foundation.problems import Problem, Severity, in_order, report

LATE = Problem("content/b.md", 2, "二", "改二")
EARLY = Problem("content/a.md", 10, "一", "改一")
REMINDER = Problem("content/a.md", 1, "三", "改三", Severity.REMINDER)


def test_a_problem_without_a_cure_is_refused() -> None:
    with pytest.raises(ValueError):
        Problem("content/a.md", 1, "错", "")


def test_problems_are_told_once_each_in_order() -> None:
    assert in_order([LATE, EARLY, LATE]) == (EARLY, LATE)


def test_a_report_counts_errors_and_reminders_apart() -> None:
    said = report(in_order([LATE, REMINDER, EARLY]))
    assert said.startswith("内容有 2 处错误，网站没有生成：\n\ncontent/a.md:10: 一\n    改法：改一\ncontent/b.md:2: 二")
    assert "内容有 1 处提醒" in said and said.index("提醒") > said.index("改二")
