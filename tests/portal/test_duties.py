"""Duties: what is there, what is missing, and what nobody can tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import ACTIVITY, SOUND, project, read_content
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.portal.counters import counters
from cppcc_portal.portal.duties import MET, MISSING, OPEN, PRESETS, STATES, UNCLEAR, Due, counters_named, dues, state_of

STUDY = ACTIVITY.replace("activity_type: 调研", "activity_type: 学习培训")
RULE = """\
rules:
  - name: 每季度集中学习一次
    who: units
    of: [beisu]
    counts: [学习培训]
    per: quarter
    from: 2025
    to: 2025
"""
MEMBERS = """\
rules:
  - name: 每位委员每年至少反映两条
    who: members
    counts: [社情民意, 微建议]
    at_least: 2
    per: year
    from: 2025
    to: 2025
"""


def ledger(root: Path, rules: str, files: dict[str, str], as_of: date = date(2026, 11, 23)) -> tuple[Due, ...]:
    content = read_content(project(root, {**SOUND, "duties.yml": rules, **files}), as_of)
    assert not content.has_errors, content.problems
    return dues(content.portal, as_of)


def states(found: tuple[Due, ...]) -> dict[str, str]:
    return {f"{one.subject.id} {one.span.code}": one.state for one in found}


def test_each_quarter_is_held_against_what_certainly_fell_into_it(tmp_path: Path) -> None:
    found = ledger(tmp_path, RULE, {"activities/2025/study.md": STUDY})
    assert states(found) == {
        "beisu 2025Q1": MISSING, "beisu 2025Q2": MET, "beisu 2025Q3": MISSING, "beisu 2025Q4": MISSING,
    }  # fmt: skip
    assert [one.item.id for one in found[1].found.things] == ["study"]


def test_a_date_without_a_month_leaves_what_is_not_met_unclear(tmp_path: Path) -> None:
    vague = {"activities/2025/study.md": STUDY, "activities/2025/vague.md": STUDY.replace("2025-06-01", "2025")}
    found = ledger(tmp_path, RULE, vague)
    assert [one.state for one in found] == [UNCLEAR, MET, UNCLEAR, UNCLEAR]


def test_a_period_that_is_not_over_is_not_missing(tmp_path: Path) -> None:
    found = ledger(tmp_path, RULE, {"activities/2025/study.md": STUDY}, date(2026, 1, 5))
    assert found[3].state == MISSING
    early = ledger(tmp_path / "b", RULE.replace("2025", "2026"), {}, date(2026, 5, 5))
    assert states(early) == {"beisu 2026Q1": MISSING, "beisu 2026Q2": OPEN}


def test_internal_records_and_the_ledger_count_as_numbers(tmp_path: Path) -> None:
    opinion = (
        "---\ntitle: 反映一事\ndate: 2025-03\nmembers: [wang-deqing]\nsource: 北宿镇政协联络室\n"
        "date_published: 2026-01-05\n---\n\n一事。\n"
    )
    one = ledger(tmp_path / "a", MEMBERS, {"opinions/2025/one.md": opinion})
    assert [(due.state, due.found.numbers) for due in one if due.subject.id == "wang-deqing"] == [
        (MISSING, (("未公开", 1),))
    ]
    rows = "member,date,count\nwang-deqing,2025-05,1\n"
    two = ledger(tmp_path / "b", MEMBERS, {"opinions/2025/one.md": opinion, "ledger/2025.csv": rows})
    assert [(due.state, due.found.sum) for due in two if due.subject.id == "wang-deqing"] == [(MET, 2)]


def test_a_member_owes_nothing_before_the_term_begins(tmp_path: Path) -> None:
    new = "---\nname: 李一\nunit: beisu\nterms: [{term: 第五届, role: 委员, start: 2026-01}]\ndate_published: 2026-01-05\n---\n\n委员。\n"
    found = ledger(tmp_path, MEMBERS, {"members/li-yi.md": new})
    assert "li-yi 2025" not in states(found) and "wang-deqing 2025" in states(found)


def test_a_studio_is_open_on_the_days_of_its_rota(tmp_path: Path) -> None:
    studio = (
        "---\ntitle: 合成工作室\nplace: 北宿镇\nopened: 2025-01-01\nmembers: [wang-deqing]\nunit: beisu\n"
        "duty_rota: [{rule: 每周三, member: wang-deqing, start: 2025-01-01, until: 2025-01-31}]\n"
        "date_published: 2026-01-05\n---\n\n工作室。\n"
    )
    rule = "rules:\n  - {name: 每周开门, who: studios, counts: [值班], per: week, from: 2025-01-20, to: 2025-02-09}\n"
    found = ledger(tmp_path, rule, {"studios/open.md": studio})
    own = [(one.span.code, one.state) for one in found if one.subject.id == "open"]
    assert own == [("2025-W04", MET), ("2025-W05", MET), ("2025-W06", MISSING)]
    for day, state in (("周三", MET), ("周四", MISSING)):
        asked = rule.replace("per: week", f"per: week, on: {day}")
        found = ledger(tmp_path / day, asked, {"studios/open.md": studio})
        assert {one.state for one in found if one.subject.id == "open" and one.span.code < "2025-W06"} == {state}


def test_a_day_of_the_week_is_asked_of_what_was_done(tmp_path: Path) -> None:
    monday = {"activities/2025/study.md": STUDY.replace("2025-06-01", "2025-06-02")}
    vague = {"activities/2025/study.md": STUDY.replace("2025-06-01", "2025-06")}
    asked = RULE.replace("    per: quarter", "    per: quarter\n    on: 周一")
    assert ledger(tmp_path / "a", asked, monday)[1].state == MET
    assert ledger(tmp_path / "b", asked.replace("周一", "周二"), monday)[1].state == MISSING
    assert ledger(tmp_path / "c", asked, vague)[1].state == UNCLEAR


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_preset_counts_what_there_is(name: str, tmp_path: Path) -> None:
    known = counters(read_content(project(tmp_path)).portal.words)
    for rule in PRESETS[name]:
        assert rule.source
        assert counters_named(known, rule.counts) or rule.counts == ("值班",)


def test_a_preset_begins_when_the_office_says_and_for_whom(tmp_path: Path) -> None:
    found = ledger(tmp_path, "presets: [{name: jinghe, of: [beisu], from: 2025-07, to: 2025}]\n", {})
    assert {one.span.code for one in found if one.rule.per == "quarter"} == {"2025Q3", "2025Q4"}
    assert {one.subject.kind for one in found} == {"member", "unit"}


NUMBERS = st.integers(0, 5)


@given(NUMBERS.filter(bool), NUMBERS, NUMBERS, st.booleans())
def test_more_never_makes_it_worse(wanted: int, found: int, perhaps: int, is_over: bool) -> None:
    rank = {MISSING: 0, UNCLEAR: 1, OPEN: 1, MET: 2}
    before = state_of(wanted, found, perhaps, is_over)
    assert rank[state_of(wanted, found + 1, perhaps, is_over)] >= rank[before]
    assert rank[state_of(wanted, found, perhaps + 1, is_over)] >= rank[before]
    assert before in STATES and (before == MET) == (found >= wanted)
    assert (before == MISSING) == (is_over and found + perhaps < wanted)
