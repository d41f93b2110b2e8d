"""Tallies: every figure is told once, and only what agrees in metric, unit and period is added, never twice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from builders import ACHIEVEMENT, ACTIVITY, PROGRAMME, SOUND, project, read_content
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.portal.item import Key
from cppcc_portal.portal.tallies import Reported, Tally, tally, tally_of
from cppcc_portal.records.kinds.programme import Measure
from cppcc_portal.records.metrics import amount

MEASURES = (Measure(key="户数", unit="户"), Measure(key="投工", unit="工日"))
PERIODS = (
    "2020年（记到日的）",
    "2020年（记到月的）",
    "2020年（只记到年的）",
    "2021年（记到日的）",
    "2018年至2020年",
    "",
)
IDS = [("activity", f"a{number}") for number in range(6)]


@st.composite
def reports(draw: st.DrawFn) -> tuple[list[Reported], dict[Key, frozenset[Key]]]:
    """Figures of a few records, and which records continue which, near and far."""
    figures = [
        Reported(
            draw(st.sampled_from(IDS)),
            draw(st.sampled_from(("户数", "投工", "捐款"))),
            draw(st.sampled_from(("0", "1", "30", "1,200", "2.5", "30余", "X", "-3"))),
            draw(st.sampled_from(("户", "工日", "家", ""))),
            draw(st.sampled_from(PERIODS)),
            draw(st.booleans()) and draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 12)))
    ]
    once = {(figure.by, figure.key, figure.unit): figure for figure in figures}
    edges = draw(st.sets(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=8))
    return list(once.values()), closed(edges)


def closed(edges: set[tuple[Key, Key]]) -> dict[Key, frozenset[Key]]:
    """Return for each record everything that edges lead to from it."""
    found: dict[Key, set[Key]] = {id: {to for one, to in edges if one == id} for id in IDS}
    for _ in IDS:
        for id in IDS:
            found[id] |= {further for to in found[id] for further in found[to]}
    return {id: frozenset(reached - {id}) for id, reached in found.items()}


@given(reports())
def test_every_figure_is_told_exactly_once(given_: tuple[list[Reported], Mapping[Key, frozenset[Key]]]) -> None:
    figures, continues = given_
    found = tally(MEASURES, figures, continues)
    told = [part for total in found.totals for part in total.parts] + [one.figure for one in found.apart]
    assert sorted(told) == sorted(figures)
    assert all(one.reason for one in found.apart)


@given(reports())
def test_a_total_is_the_sum_of_parts_that_agree(given_: tuple[list[Reported], Mapping[Key, frozenset[Key]]]) -> None:
    found = tally(MEASURES, *given_)
    for total in found.totals:
        assert total.parts
        assert total.amount == sum((Decimal(part.value.replace(",", "")) for part in total.parts), Decimal(0))
        assert {(part.key, part.unit, part.period) for part in total.parts} == {(total.key, total.unit, total.period)}
        assert (total.key, total.unit) in {(measure.key, measure.unit) for measure in MEASURES}
        assert not any(part.is_shared for part in total.parts)
    assert len({(total.key, total.period) for total in found.totals}) == len(found.totals)


@given(reports())
def test_nothing_is_counted_twice_along_what_follows_what(
    given_: tuple[list[Reported], Mapping[Key, frozenset[Key]]],
) -> None:
    figures, continues = given_
    for total in tally(MEASURES, figures, continues).totals:
        for one, other in combinations(total.parts, 2):
            assert one.by not in continues[other.by] and other.by not in continues[one.by]


@given(reports(), st.randoms())
def test_the_order_of_records_does_not_matter(
    given_: tuple[list[Reported], Mapping[Key, frozenset[Key]]], random: st.DataObject
) -> None:
    figures, continues = given_
    shuffled = list(figures)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tally(MEASURES, shuffled, continues) == tally(MEASURES, figures, continues)


@given(st.lists(st.integers(1, 99), min_size=1, max_size=6))
def test_of_a_chain_only_the_last_counts(values: list[int]) -> None:
    figures = [Reported(IDS[place], "户数", str(value), "户", PERIODS[0]) for place, value in enumerate(values)]
    chain = {IDS[place]: frozenset(IDS[:place]) for place in range(len(values))}
    (total,) = tally(MEASURES, figures, chain).totals
    assert total.amount == values[-1]


@pytest.mark.parametrize(
    ("value", "number"),
    [("30", 30), ("1,200", 1200), ("2.5", Decimal("2.5")), ("0", 0), ("30余", None), ("X", None), ("数十", None)],
)
def test_only_a_plain_number_is_an_amount(value: str, number: int | Decimal | None) -> None:
    assert amount(value) == number


def counted(root: Path, **files: str) -> Tally:
    named = {name.replace("_", "-"): text for name, text in files.items()}
    records = {f"{'achievements' if '成果' in text else 'activities/2025'}/{id}.md": text for id, text in named.items()}
    content = read_content(project(root, {**SOUND, **records}))
    assert not content.has_errors, content.problems
    programme = content.portal.items["programme", "canal-help"]
    return tally_of(content.portal, programme)


def act(value: str, date: str = "2025-06-01", more: str = "", programmes: str = "canal-help") -> str:
    metrics = f"metrics:\n  - {{key: 受益户数, value: {value}, unit: 户}}\nprogrammes: [{programmes}]\n{more}"
    return ACTIVITY.replace("date: 2025-06-01", f"date: {date}").replace("date_published", f"{metrics}date_published")


def test_days_months_and_years_are_not_added_to_one_another(tmp_path: Path) -> None:
    found = counted(tmp_path, a=act("1"), b=act("2", "2025-07-01"), c=act("4", "2025-07"), d=act("8", "2025"))
    assert [(total.period, total.amount) for total in found.totals] == [
        ("2025年（记到日的）", 3),
        ("2025年（记到月的）", 4),
        ("2025年（只记到年的）", 8),
    ]


def test_a_follow_up_counts_instead_of_what_it_follows_even_with_a_silent_one_between(tmp_path: Path) -> None:
    silent = ACTIVITY.replace("date_published", "follows: [a]\ndate_published")
    found = counted(tmp_path, a=act("30"), b=silent, c=act("36", "2025-09-01", "follows: [b]\n"))
    (total,) = found.totals
    assert (total.amount, [part.by for part in total.parts]) == (36, [("activity", "c")])
    (apart,) = found.apart
    assert (apart.figure.by, apart.continued_by) == (("activity", "a"), ("activity", "c"))


def test_an_achievement_counts_instead_of_the_activity_it_rests_on(tmp_path: Path) -> None:
    metrics = "metrics: [{key: 受益户数, value: 31, unit: 户}]\nprogrammes: [canal-help]\ndate: 2025-12-01\n"
    rests = (
        ACHIEVEMENT.replace("date: 2025\n", metrics)
        .replace("beisu-follow-up", "a")
        .replace("公路修好", "成果：公路修好")
    )
    found = counted(tmp_path, a=act("30"), z=rests)
    assert [(total.amount, len(total.parts)) for total in found.totals] == [(31, 1)]


def test_a_record_of_two_programmes_and_an_unknown_year_stand_apart(tmp_path: Path) -> None:
    other = {"programmes/other.md": PROGRAMME}
    content = read_content(
        project(
            tmp_path,
            {
                **SOUND,
                **other,
                "activities/2025/a.md": act("5", programmes="canal-help, other"),
                "activities/2025/b.md": act("6", "202X"),
            },
        )
    )
    found = tally_of(content.portal, content.portal.items["programme", "canal-help"])
    assert found.totals == ()
    assert [one.reason for one in found.apart] == [
        "这条记录同时属于几个平台，数字没有分开",
        "年份未载，不知道该和哪些相加",
    ]


def test_what_the_public_may_not_see_is_not_counted(tmp_path: Path) -> None:
    found = counted(tmp_path, a=act("1"), b=act("2", more="disclosure: 摘要\n"), c=act("4", more="status: draft\n"))
    assert [total.amount for total in found.totals] == [1]
