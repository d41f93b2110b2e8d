"""The dialect: what an editor writes is what a reader reads; and what a reader would see as a mark is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from meaning import meant

from cppcc_portal.foundation.problems import Problem
from cppcc_portal.sources.bodies import Body, body_of

PATH = "content/notices/a.md"
CASES: list[dict[str, Any]] = [
    case
    for file in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(file.read_text("utf-8"))
]


def read(markdown: str) -> tuple[Body, list[Problem], list[Problem]]:
    """Return a body, its errors and its reminders."""
    body, problems = body_of(markdown, PATH)
    assert all(problem.cure for problem in problems)
    return body, [one for one in problems if one.is_error], [one for one in problems if not one.is_error]


def told(problems: list[Problem], words: str) -> bool:
    return any(words in problem.what + problem.cure for problem in problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_means_what_it_should(case: dict[str, Any]) -> None:
    body, errors, reminders = read(case["markdown"])
    if "problem" in case:
        assert told(errors, case["problem"])
        assert len(errors) == 1, "one cause, one message"
    else:
        assert errors == []
    if "reminder" in case:
        assert told(reminders, case["reminder"])
    else:
        assert reminders == []
    if "line" in case:
        assert {problem.line for problem in errors + reminders} == {case["line"]}
    if "html" in case:
        assert meant(body.html) == meant(case["html"])


@pytest.mark.parametrize("case", [case for case in CASES if "html" in case], ids=lambda case: case["name"])
@pytest.mark.parametrize("after", ["```\n码\n```", "见[^z]。\n\n[^z]: 注", "| a |\n|---|\n| b |"])
def test_a_text_means_the_same_beside_anything_else(case: dict[str, Any], after: str) -> None:
    alone = meant(body_of(f"{case['markdown']}\n\n终。\n", PATH)[0].html)
    beside = meant(body_of(f"{case['markdown']}\n\n终。\n\n{after}\n", PATH)[0].html)
    assert beside.startswith(alone.split('<ol class="notes">')[0])


def test_a_body_may_say_nothing_that_an_entity_hides() -> None:
    body, errors, _ = read('甲&#x202e;乙&#8203;丙 ![丁&#x202e;](a.jpg "戊&#x200b;")')
    assert errors == []
    assert not {"\u202e", "\u200b"} & set(body.html + body.text)


def test_readings_and_notes_are_no_part_of_the_text() -> None:
    body, errors, _ = read("<ruby>㴔<rt>duó</rt></ruby>河[^1]在村北。\n\n[^1]: 注。")
    assert errors == []
    assert body.text.split("\n") == ["㴔河在村北。", "注。"]


def test_each_problem_is_told_on_its_line() -> None:
    text = "一\n\n甲\n乙 ** 丙\n\n- 丁\n- 戊{width=50%}\n\n| 己 | 庚 |\n|---|---|\n| `辛 | 壬 |\n"
    _, problems = body_of(text, PATH, 10)
    assert sorted(problem.line for problem in problems) == [13, 16, 20]


@pytest.mark.parametrize("count", [60, 2000])
def test_allowed_tags_within_one_another_end_in_a_problem(count: int) -> None:
    body, errors, _ = read("<sup>" * count + "甲" + "</sup>" * count)
    assert errors
    assert body.html.count("<sup>") < 20
