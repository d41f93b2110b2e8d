"""The state table: what the public gets of a record, decided in one place."""

from __future__ import annotations

from datetime import date

import pytest
from builders import valid

from cppcc_portal.portal.visibility import Visibility, visibility
from cppcc_portal.records.record import Record

DAY = date(2026, 11, 23)
WITHDRAWN = {"status": "withdrawn", "withdrawn": {"date": "2026-01-01", "reason": "有误"}}


def of(preview: bool = False, **fields: object) -> Visibility:
    record = valid(Record, {"title": "某事", "date_published": "2026-11-23", **fields})
    return visibility(record, DAY, preview)


def test_a_published_record_is_everywhere() -> None:
    one = of()
    assert (one.has_page, one.is_listed, one.is_current, one.in_feeds, one.in_data) == (True,) * 5
    assert not one.is_stub and not one.is_summary_only and one.may_be_linked and not one.mark


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"date_published": "2026-11-24"}], ids=["draft", "future"])
def test_a_draft_is_nowhere_but_in_a_preview_and_marked_there(fields: dict[str, object]) -> None:
    one = of(**fields)
    assert (one.has_page, one.is_listed, one.is_current, one.in_feeds, one.in_data) == (False,) * 5
    shown = of(preview=True, **fields)
    assert shown.has_page and shown.is_listed and shown.mark == "草稿"
    assert not shown.in_feeds and not shown.in_data


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn", "archived"])
@pytest.mark.parametrize("preview", [False, True])
def test_what_is_internal_is_nowhere_whatever_else_it_is(status: str, preview: bool) -> None:
    more = WITHDRAWN if status == "withdrawn" else {"status": status}
    one = of(preview=preview, disclosure="内部", **more)
    assert (one.has_page, one.is_listed, one.in_feeds, one.in_data, one.is_stub) == (False,) * 5


def test_an_archived_record_keeps_its_page_and_leaves_the_news() -> None:
    one = of(status="archived")
    assert one.has_page and one.is_listed and one.in_data and one.mark == "已归档"
    assert not one.is_current and not one.in_feeds


@pytest.mark.parametrize("disclosure", ["公开", "摘要"])
def test_a_withdrawn_record_is_a_stub_and_a_tombstone(disclosure: str) -> None:
    one = of(disclosure=disclosure, **WITHDRAWN)
    assert one.has_page and one.is_stub and one.in_data and one.may_be_linked
    assert not one.is_listed and not one.is_current and not one.in_feeds


def test_a_withdrawn_record_of_tomorrow_is_not_even_a_stub() -> None:
    assert not of(date_published="2026-11-24", **WITHDRAWN).has_page


@pytest.mark.parametrize("status", ["published", "archived"])
def test_of_a_summary_only_the_summary_is_public(status: str) -> None:
    one = of(disclosure="摘要", status=status)
    assert one.has_page and one.is_listed and one.is_summary_only
    assert one.in_feeds is (status == "published")
