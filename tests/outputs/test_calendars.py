"""Calendars: what a rota says is what a calendar program reads, and the same records make the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import ACTIVITY, NOTICE, SITE, SOUND, STUDIO, project, read_content, valid
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.outputs.calendars import calendar
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds.studio import Studio
from cppcc_portal.records.record import Origin
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import SiteView
from cppcc_portal.views.channels import calendars
from cppcc_portal.views.channels.calendars import rota_view
from cppcc_portal.views.context import ViewContext

SHANGHAI = ZoneInfo("Asia/Shanghai")
AS_OF = date(2026, 11, 23)


def files(root: Path, more: Mapping[str, str] = {}, as_of: date = AS_OF) -> dict[str, bytes]:
    """The calendars of a project, by their files."""
    built = project(root, {**SOUND, **more})
    content = read_content(built, as_of)
    assert not content.has_errors, content.problems
    context = ViewContext(content.portal, EVERY_FEATURE, built.store)
    made = {one.file: calendar(one.make(*one.of)) for one in calendars.recipes(context)}
    built.store.close()
    return made


def events(data: bytes) -> list[Component]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def days_of(event: Component, first: date, last: date) -> list[date]:
    """The days of an event as a program that knows RFC 5545 counts them."""
    begins = event["DTSTART"].dt
    naive = datetime.combine(begins, time()) if not isinstance(begins, datetime) else begins.replace(tzinfo=None)
    if "RRULE" not in event:
        return [naive.date()] if first <= naive.date() <= last else []
    rule = dict(event["RRULE"])
    until = rule.pop("UNTIL", [None])[0]
    if isinstance(until, datetime):
        until = until.astimezone(SHANGHAI).replace(tzinfo=None)
    elif until is not None:
        until = datetime.combine(until, time())
    text = ";".join(f"{key}={','.join(map(str, value))}" for key, value in rule.items())
    given_days = rrule.rrulestr(text, dtstart=naive).between(
        datetime.combine(first, time()), datetime.combine(last, time(23, 59)), inc=True
    )
    listed = event.get("EXDATE", [])
    dropped = [one.dt for many in (listed if isinstance(listed, list) else [listed]) for one in many.dts]
    left_out = {one.date() if isinstance(one, datetime) else one for one in dropped}
    return [day.date() for day in given_days if (until is None or day <= until) and day.date() not in left_out]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SiteView, Item, Entry]]:
    built = project(tmp_path_factory.mktemp("studio"))
    context = ViewContext(read_content(built).portal, EVERY_FEATURE, built.store)
    item = context.portal.of_kind("studio")[0]
    yield context.site, item, context.entry(item)
    built.store.close()


WORDS = (
    "每天",
    "每周三",
    "每周一、四",
    "每月15日",
    "每月31日",
    "每月第二个周五",
    "每月最后一个周一",
    "隔周三",
    "每三个月的1日",
)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
HOURS = st.sampled_from((None, ("09:00", "11:30"), ("00:00", "23:59"), ("20:15", "20:45")))


@st.composite
def duties(draw: st.DrawFn) -> dict[str, Any]:
    duty: dict[str, Any] = {"rule": draw(st.sampled_from(WORDS)), "member": "wang-deqing"}
    duty["start"] = str(draw(DAYS))
    if draw(st.booleans()):
        duty["until"] = str(draw(DAYS))
    if but := draw(st.lists(DAYS, max_size=3, unique=True)):
        duty["except"] = [str(day) for day in but]
    if hours := draw(HOURS):
        duty["from"], duty["to"] = hours
    return duty


@settings(deadline=None)
@given(duty=duties(), first=DAYS, length=st.integers(0, 120))
def test_a_calendar_program_finds_the_days_of_the_rota(
    place: tuple[SiteView, Item, Entry], duty: dict[str, Any], first: date, length: int
) -> None:
    site, item, entry = place
    studio = valid(
        Studio,
        {
            "title": "工作室",
            "place": "某处",
            "members": ["wang-deqing"],
            "date_published": "2024-01-01",
            "duty_rota": [duty],
        },
    )
    studio.filed_as("studio", item.id, Origin("x", "y"))
    expected = list(studio.recurrence(studio.duty_rota[0]).days(first, first + timedelta(days=length)))
    data = calendar(rota_view(site, item._replace(record=studio), entry, (Named("王德清"),)))
    found = [day for event in events(data) for day in days_of(event, first, first + timedelta(days=length))]
    assert found == expected
    for event in events(data):
        begins, ends = event["DTSTART"].dt, event.get("DTEND")
        if "from" in duty:
            assert (begins.strftime("%H:%M"), ends.dt.strftime("%H:%M")) == (duty["from"], duty["to"])
            assert begins.utcoffset() == timedelta(hours=8)
            assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
        else:
            assert not isinstance(begins, datetime)


def test_each_row_is_an_event_with_place_page_and_the_day_of_the_record(tmp_path: Path) -> None:
    data = files(tmp_path)["calendars/studios/beisu-studio.ics"]
    weekly, once = events(data)
    assert weekly["SUMMARY"] == "王德清值班：北宿镇委员工作室"
    assert weekly["LOCATION"] == "北宿镇便民服务中心二楼，201室; 东门"
    assert weekly["URL"] == "https://example.org/studios/beisu-studio/"
    assert weekly["DTSTAMP"].dt == datetime(2026, 1, 4, 16, tzinfo=UTC)
    assert once["DTSTART"].dt == date(2026, 12, 25)
    assert Calendar.from_ical(data)["X-WR-CALNAME"] == "北宿镇委员工作室值班"


def test_lines_are_folded_and_text_is_escaped(tmp_path: Path) -> None:
    data = files(tmp_path)["calendars/studios/beisu-studio.ics"]
    assert b"201\xe5\xae\xa4\\; \xe4\xb8\x9c\xe9\x97\xa8" in data.replace(b"\r\n ", b"")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_an_event_stays_itself_when_hours_change_and_rows_come_and_go(tmp_path: Path) -> None:
    def uids(name: str, studio: str) -> list[str]:
        made = files(tmp_path / name, {"studios/beisu-studio.md": studio})
        return [str(event["UID"]) for event in events(made["calendars/studios/beisu-studio.ics"])]

    weekly, once = uids("as-it-is", STUDIO)
    first = "duty_rota:\n  - {date: 2026-11-30, member: wang-deqing}\n"
    later = STUDIO.replace("09:00", "08:30").replace("duty_rota:\n", first)
    assert uids("later", later)[1:] == [weekly, once]
    assert uids("another", STUDIO.replace("每周三", "每周四"))[0] != weekly
    twice = STUDIO.replace(
        "  - rule: 每周三", "  - {rule: 每周三, member: wang-deqing, from: 14:00, to: 16:00}\n  - rule: 每周三"
    )
    assert len(set(uids("twice", twice))) == 3
    assert weekly.endswith("@example.org")


def test_the_same_records_make_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    assert files(tmp_path / "a") == files(tmp_path / "b", as_of=AS_OF + timedelta(days=40))


def test_what_is_held_on_a_known_day_stands_in_the_calendar_of_events(tmp_path: Path) -> None:
    more = {
        "activities/2025/days.md": ACTIVITY.replace("date: 2025-06-01", "start: 2025-09-01\nend: 2025-09-03"),
        "activities/2025/hour.md": ACTIVITY.replace("2025-06-01", "2025-07-01 09:30"),
        "activities/2025/month.md": ACTIVITY.replace("2025-06-01", "2025-08"),
        "notices/ahead.md": NOTICE.replace("valid_to", "date: 2026-12-01\nvalid_to"),
        "notices/past.md": NOTICE.replace("valid_to", "date: 2026-11-22\nvalid_to"),
    }
    found = {str(event["UID"]): event for event in events(files(tmp_path, more)["calendars/events.ics"])}
    ids = {"activity-beisu-follow-up", "activity-days", "activity-hour", "notice-ahead"}
    assert set(found) == {f"{id}@example.org" for id in ids}
    days = found["activity-days@example.org"]
    assert (days["DTSTART"].dt, days["DTEND"].dt) == (date(2025, 9, 1), date(2025, 9, 4))
    hour = found["activity-hour@example.org"]["DTSTART"].dt
    assert hour == datetime(2025, 7, 1, 9, 30, tzinfo=SHANGHAI)


def test_a_notice_leaves_the_calendar_when_its_day_is_over(tmp_path: Path) -> None:
    more = {"notices/ahead.md": NOTICE.replace("valid_to", "date: 2026-12-01\nvalid_to")}
    on_the_day = files(tmp_path / "on", more, date(2026, 12, 1))["calendars/events.ics"]
    after = files(tmp_path / "after", more, date(2026, 12, 2))["calendars/events.ics"]
    assert b"notice-ahead" in on_the_day
    assert b"notice-ahead" not in after


def test_what_is_not_public_is_in_no_calendar(tmp_path: Path) -> None:
    for state in ("disclosure: 摘要", "disclosure: 内部", "status: draft"):
        folder = tmp_path / state.partition(": ")[2]
        more = {
            "studios/beisu-studio.md": STUDIO.replace("unit:", f"{state}\nunit:"),
            "activities/2025/hour.md": ACTIVITY.replace("unit:", f"{state}\nunit:").replace("2025-06-01", "2025-07-01"),
        }
        made = files(folder, more)
        assert list(made) == ["calendars/events.ics"]
        assert b"hour" not in made["calendars/events.ics"]


def test_the_authority_makes_ids_unique(tmp_path: Path) -> None:
    built = project(tmp_path, SOUND, SITE.replace("example.org,2026", "zx.example.cn,2020"))
    context = ViewContext(read_content(built).portal, EVERY_FEATURE, built.store)
    made = [calendar(one.make(*one.of)) for one in calendars.recipes(context)]
    built.store.close()
    assert all(str(event["UID"]).endswith("@zx.example.cn") for data in made for event in events(data))
