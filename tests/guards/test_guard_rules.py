"""Each rule: what trips it, with the value that it finds, and what just does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cppcc_portal.guards import file_rules
from cppcc_portal.guards.scan import RULES, findings_in

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("cases.yml").read_text("utf-8"))
TRIPS = [(rule, *case) for rule, cases in CASES.items() for case in cases["trips"]]
PASSES = [(rule, text) for rule, cases in CASES.items() for text in cases["passes"]]


@pytest.mark.parametrize(("rule", "text", "value"), TRIPS)
def test_a_text_trips_a_rule(rule: str, text: str, value: str | None) -> None:
    found = [one.value for one in findings_in(text) if one.rule == rule]
    assert found == [value] if value is not None else len(found) == 1


@pytest.mark.parametrize(("rule", "text"), PASSES)
def test_a_text_just_does_not_trip_a_rule(rule: str, text: str) -> None:
    assert [one for one in findings_in(text) if one.rule == rule] == []


def test_every_rule_has_cases_of_both_sorts() -> None:
    assert set(CASES) == set(RULES) - {rule.id for rule in file_rules.RULES}
    assert all(cases["trips"] and cases["passes"] for cases in CASES.values())


def test_every_rule_says_on_what_it_rests_and_what_to_do() -> None:
    assert all(rule.authority and rule.cure and rule.name for rule in RULES.values())


def test_a_finding_knows_its_line_and_column_behind_what_nobody_sees() -> None:
    text = "第一行\u200b\n&#49;\u200b二 手机160\u200b1234\u20605678\n"
    (found,) = findings_in(text)
    assert (found.line, found.column) == (2, 11)
    assert text.split("\n")[1][found.column - 1 :].startswith("160")


def test_the_document_lists_every_rule_as_it_is() -> None:
    text = (Path(__file__).parents[2] / "docs" / "guards.md").read_text("utf-8")
    rows = [f"| `{one.id}` | {one.name} | {one.severity.value} | {one.authority} |" for one in RULES.values()]
    assert [line for line in text.split("\n") if line.startswith("| `")] == rows
