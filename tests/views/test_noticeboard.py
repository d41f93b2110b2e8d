"""The notice board: every dated record stands in one period, and a sheet says what it leaves out."""

from __future__ import annotations

from pathlib import Path

from builders import ACTIVITY, SOUND, project, read_content
from hypothesis import given
from hypothesis import strategies as st

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.foundation.frozen import fields
from cppcc_portal.views.blocks.entry import Entry
from cppcc_portal.views.channels.noticeboard import (
    PAPERS,
    BoardView,
    BulletinView,
    SheetView,
    fitting,
    periods,
    recipes,
)
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import MarkRecipe

FOLDERS = ("members", "units", "sessions", "activities", "achievements")
DUTIES = {name: text for name, text in SOUND.items() if name.startswith(FOLDERS)}


def made(root: Path, files: dict[str, str]) -> tuple[ViewContext, dict[str, object]]:
    """Return every view of the notice board of a small project, by its file or mark."""
    built = project(root, {**DUTIES, **files})
    context = ViewContext(read_content(built).portal, EVERY_FEATURE, built.store)
    found = tuple(recipes(context))
    return context, {one.mark if isinstance(one, MarkRecipe) else one.file: one.make(*one.of) for one in found}


def many(count: int, date: str) -> dict[str, str]:
    return {
        f"activities/2025/more-{n}.md": ACTIVITY.replace("2025-06-01", date).replace("调研通村公路", f"第{n}次调研")
        for n in range(count)
    }


def test_a_record_stands_in_the_month_it_is_known_for_and_in_no_other(tmp_path: Path) -> None:
    context, _ = made(tmp_path, many(2, "2025") | {"activities/old.md": ACTIVITY.replace("2025-06-01", "202X")})
    known = {period: [item.id for item in items] for period, items in periods(context.portal).items()}
    assert {period.key: period.label for period in known} == {
        "2025-06": "2025年6月",
        "2025-01": "2025年1月",
        "2025": "2025年（月份不详）",
        "202x": "202X年（年份、月份不详）",
    }
    every = sorted(id for ids in known.values() for id in ids)
    assert every == ["beisu-follow-up", "more-0", "more-1", "old", "plenary", "road"]


def test_a_sheet_and_what_it_leaves_out_make_the_period(tmp_path: Path) -> None:
    _, views = made(tmp_path, many(30, "2025-03-02"))
    for paper in PAPERS:
        sheet = views[f"noticeboard/2025-03-{paper}/index.html"]
        assert isinstance(sheet, SheetView)
        shown = sum(len(group.entries) for group in sheet.groups)
        assert 0 < shown < 30
        assert shown + sheet.left_out == 30
        assert sheet.url == "https://example.org/noticeboard/2025-03-bulletin/"


def test_a_bulletin_names_every_record_and_the_board_counts_them(tmp_path: Path) -> None:
    _, views = made(tmp_path, many(30, "2025-03-02"))
    bulletin, board = views["noticeboard/2025-03-bulletin/index.html"], views["noticeboard"]
    assert isinstance(bulletin, BulletinView) and isinstance(board, BoardView)
    assert len(bulletin.carried) + len(bulletin.others) == 30
    assert all(one.text for one in bulletin.carried)
    assert {row.label: row.count for row in board.rows}["2025年3月"] == 30


def test_a_summary_is_all_that_a_bulletin_tells_of_what_is_summary_only(tmp_path: Path) -> None:
    closed = ACTIVITY.replace("unit: beisu\n", "unit: beisu\ndisclosure: 摘要\nsummary: 看了路。\n")
    _, views = made(tmp_path, {"activities/2025/beisu-follow-up.md": closed})
    bulletin = views["noticeboard/2025-06-bulletin/index.html"]
    assert isinstance(bulletin, BulletinView)
    assert [(one.entry.summary, one.text) for one in bulletin.carried] == [("看了路。", None)]


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 120)), min_size=1, max_size=12))
def test_a_sheet_carries_the_first_records_that_it_has_room_for(sizes: list[tuple[int, int]]) -> None:
    entries = tuple(
        Entry.promised(str(n), lambda title=title, summary=summary: entry(title, summary))  # type: ignore[misc]
        for n, (title, summary) in enumerate(sizes)
    )
    for paper in PAPERS.values():
        carried = fitting(entries, paper)
        assert carried and carried == entries[: len(carried)]
        assert len(carried) == 1 or len(fitting(carried, paper)) == len(carried)


def entry(title: int, summary: int) -> Entry:
    values = dict.fromkeys(fields(Entry))
    return Entry(**{**values, "kind": "activity", "title": "题" * title, "summary": "文" * summary})  # type: ignore[arg-type]


def test_a_topic_is_printed_like_a_month_with_its_undated_records_too(tmp_path: Path) -> None:
    topic = "---\ntitle: 修路\nquery:\n  members: [wang-deqing]\ndate_published: 2026-01-05\n---\n\n修路的事。\n"
    undated = SOUND["achievements/road.md"].replace("date: 2025\n", "period: 几年间\n")
    context, views = made(tmp_path, {"topics/roads.md": topic, "achievements/road.md": undated})
    bulletin = views["noticeboard/topic-roads-bulletin/index.html"]
    assert isinstance(bulletin, BulletinView)
    assert bulletin.label == "专题：修路"
    assert "road" in {one.entry.id for one in bulletin.carried}
    assert [period.key for period in periods(context.portal)][-1] == "topic-roads"
