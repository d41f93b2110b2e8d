"""The year strip: what stands in its columns and what does not."""

from __future__ import annotations

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.views.blocks.entry import Entry, when
from cppcc_portal.views.blocks.strip import strip_of, strips_of
from cppcc_portal.views.people.members import by_year


def entry(id: str, date: str | None) -> Entry:
    day = PartialDate.parse(date) if date else None
    published = PartialDate.parse("2026-11-23")
    return Entry(
        "activity", "活动", id, f"记录{id}", f"activities/{id}/", "调研", day, when(day), published, None, "",
        None, None, None, (), (), (), (), (), None, None, None, "", id,
    )  # fmt: skip


def test_a_record_stands_in_the_column_of_its_month() -> None:
    strip = strip_of(2025, [entry("b", "2025-06-21"), entry("a", "2025-06"), entry("c", "2025-12-01")])
    assert strip is not None
    assert [month.number for month in strip.months] == list(range(1, 13))
    assert {m.number: [one.address for one in m.squares] for m in strip.months if m.squares} == {
        6: ["activities/a/", "activities/b/"],
        12: ["activities/c/"],
    }
    assert strip.count == 3


def test_a_square_says_the_day_and_the_title() -> None:
    strip = strip_of(2025, [entry("a", "2025-06-01")])
    assert strip is not None
    assert strip.months[5].squares[0].label == "2025年6月1日：记录a"


def test_a_record_without_a_month_is_counted_but_has_no_square() -> None:
    strip = strip_of(2025, [entry("a", "2025"), entry("b", "2025-03")])
    assert strip is not None
    assert (strip.count, strip.outside) == (1, 1)


def test_a_year_whose_months_are_all_unknown_has_no_strip() -> None:
    assert strip_of(2025, [entry("a", "2025"), entry("b", "202X"), entry("c", None)]) is None


def test_records_of_other_years_and_of_unknown_years_stay_outside() -> None:
    strip = strip_of(2025, [entry("a", "2024-03"), entry("b", "202X"), entry("c", None), entry("d", "2025-03")])
    assert strip is not None
    assert (strip.count, strip.outside) == (1, 0)


def test_the_newest_year_comes_first_and_years_without_a_strip_are_left_out() -> None:
    strips = strips_of((entry("a", "2023-01"), entry("b", "2025-01"), entry("c", "2024")))
    assert [strip.year for strip in strips] == [2025, 2023]


def test_a_count_leads_to_the_month_or_where_the_page_lists_the_year() -> None:
    entries = [entry("a", "2025-06")]
    own, whole = strip_of(2025, entries), strip_of(2025, entries, "y-2025")
    assert own is not None and own.months[5].anchor == "m-2025-06"
    assert whole is not None and whole.months[5].anchor == "y-2025"


def test_a_crowded_month_makes_the_squares_smaller() -> None:
    few = strip_of(2025, [entry(str(number), "2025-06") for number in range(24)])
    many = strip_of(2025, [entry(str(number), "2025-06") for number in range(25)])
    assert few is not None and not few.is_dense
    assert many is not None and many.is_dense


def test_the_strip_of_a_member_s_year_leads_to_that_year_s_list() -> None:
    (dated, vague, undated) = by_year((entry("a", "2025-06"), entry("b", "202X"), entry("c", None)))
    assert dated.strip is not None and dated.strip.months[5].anchor == dated.anchor == "y-2025"
    assert (vague.strip, vague.anchor, vague.label) == (None, "y-202x", "202X年")
    assert (undated.strip, undated.label) == (None, "时间未载")
