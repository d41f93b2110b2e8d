"""Stations say their state in a word and their date in two pieces."""

from __future__ import annotations

import pytest

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.views.blocks.chain import Station


@pytest.mark.parametrize(
    ("written", "iso", "parts"),
    [
        ("2026-03-12 09:30", "2026-03-12", ("2026年", "3月12日")),
        ("2026-03", "2026-03", ("2026年", "3月")),
        ("2026", "2026", ("2026年", "")),
        ("202X", "", ("2020年", "代（具体年份未载）")),
    ],
)
def test_a_date_is_told_in_two_pieces_and_to_machines(written: str, iso: str, parts: tuple[str, str]) -> None:
    station = Station("立案", "reached", PartialDate.parse(written))
    assert (station.iso, station.date_parts) == (iso, parts)


def test_a_station_without_a_date_tells_none() -> None:
    assert (Station("立案", "ahead").iso, Station("立案", "ahead").date_parts) == ("", ("", ""))


def test_a_state_is_a_word_unless_the_station_only_counts() -> None:
    assert [Station("立案", state).said for state in ("reached", "present", "ahead")] == ["已完成", "进行中", "未到"]
    assert Station("立案", "reached", count=3, address="proposals/").said == ""
