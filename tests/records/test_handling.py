"""Handling: whatever is legal has one state, stations stand in order, and a term that ran out stays so."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cppcc_portal.records.handling.stations import STATES, handling_of
from cppcc_portal.records.kinds.proposal import KIND, Proposal
from cppcc_portal.records.parsing import record_of
from cppcc_portal.sources.documents import Document
from cppcc_portal.sources.front_matter import Fields
from cppcc_portal.sources.vocabulary import read_vocabularies

VOCABULARIES, _ = read_vocabularies(Path(__file__).parents[2] / "content")
BASE = {
    "title": "关于甲事的提案",
    "number": "12",
    "session": "s",
    "proposer_type": "个人",
    "proposers": [{"name": "甲"}],
    "category": "社会",
    "submitted": "2025-01-10",
    "source": "甲县政协",
    "date_published": "2026-01-05",
}
FILED = {"examined": {"date": "2025-02-01", "result": "立案"}}
ASSIGNED = {**FILED, "assigned": {"date": "2025-03-01"}, "handlers": [{"unit": "甲局", "role": "主办"}]}
REPLIED = {**ASSIGNED, "replies": [{"unit": "甲局", "date": "2025-05-01", "class": "B"}]}
FED_BACK = {**REPLIED, "feedback": [{"date": "2025-05-10", "result": "满意", "way": "面商"}]}


def read(**facts: Any) -> tuple[Proposal | None, list[str]]:
    """A proposal with some facts, and what is wrong with it."""
    fields = Fields({**BASE, **facts}, {})
    record, problems = record_of(Document("x.md", "proposals", "x", fields, "", 1, ""), KIND, VOCABULARIES)
    assert record is None or isinstance(record, Proposal)
    return record, [one.what for one in problems if one.is_error]


def legal(**facts: Any) -> Proposal:
    record, wrong = read(**facts)
    assert record is not None, wrong
    return record


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ({}, "已提交"),
        ({"examined": {"date": "2025-02-01"}}, "审查中"),
        (FILED, "立案"),
        ({"examined": {"result": "并案", "merged_into": "y"}}, "并案"),
        ({"examined": {"result": "不予立案", "reason": "甲", "outcome": "转社情民意"}}, "不予立案（转社情民意）"),
        (ASSIGNED, "已交办"),
        ({**ASSIGNED, "handlers": [{"unit": "甲局", "role": "主办", "accepted": "2025-03"}]}, "办理中"),
        (REPLIED, "已答复"),
        (FED_BACK, "已反馈（满意）"),
        ({**FED_BACK, "recheck": {"due": "2025-12"}}, "跟踪落实"),
        ({**FED_BACK, "recheck": {"due": "2025-12", "date": "2025-12-02"}}, "已反馈（满意）"),
        ({**FED_BACK, "closed": "2026-01"}, "办结"),
        ({**REPLIED, "closed": "2025-06"}, "办结"),
        (
            {
                **REPLIED,
                "feedback": [{"date": "2025-05-10", "result": "不满意"}],
                "replies": [*REPLIED["replies"], {"unit": "甲局", "date": "2025"}],
            },
            "已反馈（不满意）",
        ),
        ({**ASSIGNED, "supervision": [{"date": "2025-04"}]}, "督办中"),
        ({**FED_BACK, "supervision": [{"date": "2025-04"}]}, "已反馈（满意）"),
        ({**FED_BACK, "supervision": [{"date": "2025-06"}]}, "督办中"),
        ({**FED_BACK, "supervision": [{"date": "2025"}]}, "已反馈（满意）"),
        ({**REPLIED, "feedback": [{"date": "2025-05-10", "result": "不满意"}]}, "已反馈（不满意）"),
        (
            {**REPLIED, "feedback": [{"result": "不满意"}], "supervision": [{"date": "2025-04"}]},
            "督办中",
        ),
        (
            {
                **REPLIED,
                "feedback": [{"date": "2025-05-10", "result": "不满意"}],
                "replies": [*REPLIED["replies"], {"unit": "甲局", "date": "2025-07-01", "class": "A"}],
            },
            "已答复（重新答复，等待反馈）",
        ),
    ],
)
def test_the_state_is_what_the_facts_come_to(facts: dict[str, Any], label: str) -> None:
    assert legal(**facts).handling.label == label


def test_of_bodies_that_answer_alone_all_must_have_answered() -> None:
    facts: dict[str, Any] = {
        **ASSIGNED,
        "handlers": [{"unit": "甲局", "role": "分办"}, {"unit": "乙局", "role": "分办"}],
        "replies": [{"unit": "甲局", "date": "2025-05-01", "class": "A"}],
    }
    assert legal(**facts).handling.state == "办理中"
    facts["replies"].append({"unit": "乙局", "date": "2025-06-01", "class": "C"})
    handling = legal(**facts).handling
    assert handling.state == "已答复"
    assert handling.reply_class is None
    assert [str(one.date) for one in handling.steps if one.name == "答复"] == ["2025-06-01"]


def test_an_assisting_body_need_not_answer() -> None:
    facts = {**REPLIED, "handlers": [{"unit": "甲局", "role": "主办"}, {"unit": "乙局", "role": "会办"}]}
    assert legal(**facts).handling.is_answered


def test_a_station_passed_without_a_record_is_left_out() -> None:
    names = [one.name for one in legal(**REPLIED, closed="2025-06").handling.steps]
    assert names == ["提交", "立案", "交办", "办理", "答复", "办结"]


@pytest.mark.parametrize(
    ("day", "is_overdue"), [(date(2025, 6, 30), False), (date(2025, 7, 1), True), (date(2026, 1, 1), True)]
)
def test_a_month_as_term_runs_to_its_last_day(day: date, is_overdue: bool) -> None:
    assert legal(**ASSIGNED, due="2025-06").handling.is_overdue(day) is is_overdue


def test_what_is_answered_is_not_overdue_but_may_have_been_late() -> None:
    handling = legal(**REPLIED, due="2025-04-01").handling
    assert not handling.is_overdue(date(2030, 1, 1))
    assert handling.was_late
    assert not legal(**REPLIED, due="2025").handling.was_late


def test_a_promise_is_overdue_when_nobody_looked_again() -> None:
    assert legal(**FED_BACK, recheck={"due": "2025-12"}).handling.is_overdue(date(2026, 1, 1))
    assert not legal(**FED_BACK, recheck={"due": "2025-12", "date": "2026-02"}).handling.is_overdue(date(2027, 1, 1))


# Facts at random, legal or not.

DAYS = st.dates(date(2024, 11, 1), date(2026, 6, 30))
DATES = st.one_of(
    DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda day: str(day)[:4]), st.just("202X")
)
UNITS = st.sampled_from(["甲局", "乙局", "丙局"])


def groups(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=known)


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "submitted": DATES,
        "examined": st.one_of(
            groups(date=DATES),
            st.fixed_dictionaries({"result": st.just("立案")}, optional={"date": DATES}),
            st.sampled_from([{"result": "并案", "merged_into": "y"}, {"result": "不予立案", "reason": "甲"}]),
        ),
        "assigned": st.fixed_dictionaries({"date": DATES}),
        "handlers": st.lists(
            st.fixed_dictionaries(
                {"unit": UNITS, "role": st.sampled_from(["主办", "会办", "分办"])}, optional={"accepted": DATES}
            ),
            min_size=1,
            max_size=3,
        ),
        "due": DATES,
        "replies": st.lists(
            st.fixed_dictionaries({"unit": UNITS, "date": DATES}, optional={"class": st.sampled_from("ABC")}),
            min_size=1,
            max_size=3,
        ),
        "feedback": st.lists(
            st.fixed_dictionaries(
                {"result": st.sampled_from(["满意", "基本满意", "不满意"])},
                optional={"date": DATES, "way": st.sampled_from(["面商", "电话"])},
            ),
            min_size=1,
            max_size=2,
        ),
        "supervision": st.lists(st.fixed_dictionaries({"date": DATES}), min_size=1, max_size=2),
        "recheck": st.one_of(groups(date=DATES, due=DATES)).filter(bool),
        "closed": DATES,
    },
)


@st.composite
def in_order(draw: st.DrawFn) -> dict[str, Any]:
    """Facts in the order of handling, as far along as is drawn: all of them legal."""
    days = sorted(draw(st.lists(DAYS, min_size=9, max_size=9)))
    shown = [draw(st.sampled_from([str(day), str(day)[:7], str(day)[:4], "202X"])) for day in days]
    role = draw(st.sampled_from(["主办", "分办"]))
    facts: list[tuple[str, Any]] = [
        ("submitted", shown[0]),
        ("examined", {"date": shown[1], "result": "立案"}),
        ("assigned", {"date": shown[2]}),
        ("handlers", [{"unit": "甲局", "role": role, "accepted": shown[3]}]),
        ("replies", [{"unit": "甲局", "date": shown[4], "class": draw(st.sampled_from("ABC"))}]),
        ("feedback", [{"date": shown[5], "result": draw(st.sampled_from(["满意", "基本满意", "不满意"]))}]),
        ("closed", shown[8]),
    ]
    far = draw(st.integers(0, len(facts)))
    found = dict(facts[:far])
    if far >= 4 and draw(st.booleans()):
        found["due"] = shown[draw(st.integers(2, 8))]
    if far >= 5 and draw(st.booleans()):
        found["recheck"] = {"due": shown[6], **({"date": shown[7]} if draw(st.booleans()) else {})}
    if far >= 4 and draw(st.booleans()):
        found["supervision"] = [{"date": shown[draw(st.integers(2, 8))]}]
    return found


@settings(max_examples=100, deadline=None, derandomize=True)
@given(facts=in_order())
def test_facts_in_the_order_of_handling_are_legal_and_have_a_state(facts: dict[str, Any]) -> None:
    record, wrong = read(**facts)
    assert record is not None, wrong
    assert record.handling.state in STATES


@settings(max_examples=150, deadline=None, derandomize=True)
@given(facts=st.one_of(in_order(), FACTS))
def test_the_stations_of_what_is_legal_stand_in_the_order_of_their_days(facts: dict[str, Any]) -> None:
    record, _ = read(**facts)
    assume(record is not None)
    assert record is not None
    steps = record.handling.steps
    names = [one.name for one in steps]
    order = ["提交", "并案", "不予立案", "立案", "交办", "办理", "答复", "反馈", "跟踪", "办结"]
    assert names == [name for name in order if name in names]
    reached = [one.is_reached for one in steps]
    is_closed, is_followed = record.closed is not None, "跟踪" in names
    if not (is_closed or is_followed):
        assert reached == sorted(reached, reverse=True), "no station is reached beyond one that is not"
    # A second look may come after the end, and needs no feedback before it.
    dated = [one.date for one in steps if one.date and one.is_reached and one.name != "跟踪"]
    for before, after in pairwise(dated):
        assert before.earliest <= after.latest


@settings(max_examples=100, deadline=None, derandomize=True)
@given(facts=st.one_of(in_order(), FACTS), days=st.lists(DAYS, min_size=2, max_size=6))
def test_what_is_overdue_on_a_day_is_overdue_on_every_later_one(facts: dict[str, Any], days: list[date]) -> None:
    record, _ = read(**facts)
    assume(record is not None)
    assert record is not None
    told = [record.handling.is_overdue(day) for day in sorted(days)]
    assert told == sorted(told)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(facts=FACTS)
def test_facts_at_random_are_refused_with_words_or_have_exactly_one_state(facts: dict[str, Any]) -> None:
    record, wrong = read(**facts)
    assert (record is None) == bool(wrong)
    if record is not None:
        handling = handling_of(record)
        assert handling.state in STATES
        assert handling == record.handling
        assert sum([handling.state == "办结", handling.is_overdue(date(2030, 1, 1))]) <= 1


@pytest.mark.parametrize("key", ["examined", "assigned", "replies", "feedback", "closed"])
@pytest.mark.parametrize("before", ["2025-01-09", "2024-12", "2024"])
def test_a_day_put_before_the_one_it_follows_is_refused(key: str, before: str) -> None:
    facts: dict[str, Any] = {**FED_BACK, "closed": "2026-01"}
    held = facts[key]
    if isinstance(held, list):
        facts[key] = [{**held[0], "date": before}]
    else:
        facts[key] = {**held, "date": before} if isinstance(held, dict) else before
    record, wrong = read(**facts)
    assert record is None
    assert any(f"（{before}）早于" in one for one in wrong)
