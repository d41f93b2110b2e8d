"""Counting: every count is the length of a list, and what has no list is told apart."""

from __future__ import annotations

from collections import Counter as Multiset
from datetime import date
from pathlib import Path

import pytest
from builders import ACHIEVEMENT, ACTIVITY, MEETING, SOUND, project, read_content, valid
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.portal.aggregates import Aggregates, Count, active, count_all, quiet_months, serves
from cppcc_portal.portal.counters import Chapter, counters
from cppcc_portal.portal.periods import Period
from cppcc_portal.portal.serving import Served
from cppcc_portal.records.kinds.member import Member

Y2025 = Period(2025)


def aggregates(root: Path, files: dict[str, str], as_of: date = date(2026, 11, 23)) -> Aggregates:
    content = read_content(project(root, {**SOUND, **files}), as_of)
    assert not content.has_errors, content.problems
    return Aggregates(content.portal)


def counted(own: Aggregates, year: Period = Y2025, unit: str | None = None) -> dict[str, Count]:
    items = own.by_year[year] if unit is None else own.by_unit[year][unit]
    return {one.counter.key: one for one in count_all(own.lookup, items, own.undisclosed(year, unit))}


def test_each_counter_counts_its_kind_and_type(tmp_path: Path) -> None:
    found = counted(aggregates(tmp_path, {}))
    duties = {key: one for key, one in found.items() if one.counter.kind in ("activity", "achievement")}
    assert {key: len(one.found) for key, one in duties.items() if one.found} == {
        "activities": 2,
        "achievements": 1,
        "plenary": 1,
        "research": 1,
        "rural": 1,
    }


def test_a_thematic_meeting_of_the_standing_committee_is_one_of_the_standing_committee(tmp_path: Path) -> None:
    thematic = MEETING.replace("全体会议\n", "专题议政性常务委员会会议\n", 1).replace("session: x-city-5-4\n", "")
    found = counted(aggregates(tmp_path, {"activities/thematic.md": thematic}))
    assert [len(found[key].found) for key in ("standing", "thematic-standing", "plenary")] == [1, 1, 1]


def test_every_typed_record_is_counted_by_exactly_one_type_besides_the_whole(tmp_path: Path) -> None:
    own = aggregates(tmp_path, {})
    for item in own.portal.of_kind("activity", "achievement"):
        typed = [one for one in own.lookup.of(item) if len(one.types) == 1]
        assert len(typed) == 1, item


def test_adopted_recommendations_are_counted_one_by_one(tmp_path: Path) -> None:
    written = ACTIVITY.replace(
        "members: [wang-deqing]",
        "recommendations:\n  - {text: 修路, state: 已采纳}\n  - {text: 修渠, state: 落实中}\n  - {text: 架桥, state: 已报送}",
    )
    found = counted(aggregates(tmp_path, {"activities/2025/advice.md": written}))
    own = {key: [one.words for one in found[key].found if one.item.id == "advice"] for key in found}
    assert own["adopted"] == ["修路", "修渠"]
    assert own["recommendations"] == ["修路", "修渠", "架桥"]


def test_what_is_internal_is_a_number_and_in_no_list(tmp_path: Path) -> None:
    secret = ACTIVITY.replace("unit: beisu", "unit: beisu\ndisclosure: 内部")
    plain = ACTIVITY.replace("unit: beisu", "unit: beisu\nstatus: draft")
    found = counted(
        aggregates(tmp_path, {"activities/2025/secret.md": secret, "activities/2025/draft.md": plain}), unit="beisu"
    )
    assert (len(found["research"].found), found["research"].undisclosed) == (1, 1)


def test_a_word_of_a_local_list_has_a_counter_like_any_other(tmp_path: Path) -> None:
    built = project(
        tmp_path,
        {**SOUND, "activities/2025/local.md": ACTIVITY.replace("activity_type: 调研", "activity_type: 三下乡")},
    )
    words = built.content / "_vocabulary" / "activity_types.yml"
    words.write_text(words.read_text("utf-8") + "- 三下乡\n", "utf-8")
    own = Aggregates(read_content(built).portal)
    (found,) = [one for one in counted(own).values() if one.counter.label == "三下乡"]
    assert (len(found.found), found.counter.key, found.counter.chapter) == (
        1,
        "activity-san-xia-xiang",
        Chapter.SERVICE,
    )


def test_the_keys_of_counters_are_unique_and_fit_for_addresses(tmp_path: Path) -> None:
    keys = [one.key for one in counters(read_content(project(tmp_path)).portal.words)]
    assert len(keys) == len(set(keys))
    assert all(key.replace("-", "").isalnum() and key.isascii() for key in keys)


def test_members_are_told_apart_by_what_speaks_of_them(tmp_path: Path) -> None:
    own = aggregates(
        tmp_path, {"members/li-yi.md": "---\nname: 李一\nunit: beisu\ndate_published: 2026-01-05\n---\n\n委员。\n"}
    )
    seen = active(own.by_year[Y2025])
    assert {item.id: item.id in seen for item in own.members_of(Y2025, "beisu")} == {
        "wang-deqing": True,
        "li-yi": False,
    }


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, True),
        ("2022", None, True),
        ("2026", None, False),
        (None, "2024-12", False),
        (None, "2025-01", True),
    ],
)
def test_a_member_is_counted_in_the_years_of_a_term(start: str | None, end: str | None, expected: bool) -> None:
    term = {"term": "第五届", "role": "委员", "start": start, "end": end}
    fields = {"name": "李一", "date_published": "2026-01-05", "terms": [{k: v for k, v in term.items() if v}]}
    terms = tuple(Served(one.term, one.start, one.end, False) for one in valid(Member, fields).terms)
    assert serves(terms, Y2025) is expected


DATES = st.lists(
    st.one_of(
        st.builds(PartialDate, st.just(2025)),
        st.builds(PartialDate, st.sampled_from([2024, 2025]), st.integers(1, 12)),
        st.builds(PartialDate, st.just(2025), st.integers(1, 12), st.integers(1, 28)),
    )
)


@given(DATES, st.integers(0, 12))
def test_a_quiet_month_is_over_and_holds_nothing(dates: list[PartialDate], over: int) -> None:
    quiet = quiet_months(dates, Y2025, over)
    months = Multiset(when.month for when in dates if when.year == 2025 and when.month)
    if not months:
        assert quiet is None
    else:
        assert quiet is not None
        assert [month.first for month in quiet] == [number for number in range(1, over + 1) if not months[number]]


@given(st.lists(st.sampled_from(["2025", "2025-03", "2025-03-09", "2025-10", "202X", "2024-03"])))
def test_the_counts_of_parts_never_exceed_the_year(written: list[str]) -> None:
    dates = [PartialDate.parse(one) for one in written]
    for size in (6, 3, 1):
        parts = [sum(map(part.holds, dates)) for part in Y2025.parts(size)]
        assert sum(parts) <= sum(map(Y2025.holds, dates))


def test_the_achievement_of_no_year_is_in_no_sheet(tmp_path: Path) -> None:
    own = aggregates(tmp_path, {"achievements/road.md": ACHIEVEMENT.replace("date: 2025", "period: 历年")})
    assert not counted(own)["achievements"].found


def test_the_ledger_is_counted_by_unit_and_by_members_of_the_unit(tmp_path: Path) -> None:
    rows = "member,unit,date,count,adopted\nwang-deqing,,2025-03-01,2,1\n,beisu,2025,3,\nwang-deqing,,2024,9,\n"
    own = aggregates(tmp_path, {"ledger/2025.csv": rows})
    assert own.reported(Y2025, "beisu") == own.reported(Y2025) == (5, 1)
    assert own.reported(Period(2025, 1, 3), "beisu") == (2, 1)
    assert own.reported(Period(2023)) == (0, None)


def test_a_local_word_changes_what_tells_how_things_are_counted(tmp_path: Path) -> None:
    built = project(tmp_path, SOUND)
    before = Aggregates(read_content(built).portal).mark
    words = built.content / "_vocabulary" / "activity_types.yml"
    words.write_text(words.read_text("utf-8") + "- 三下乡\n", "utf-8")
    assert Aggregates(read_content(built).portal).mark != before
