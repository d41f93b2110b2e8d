"""Calendars: iCalendar files (RFC 5545), the same bytes for the same records, in China's time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vRecur

from cppcc_portal.views.channels.calendars import CalendarView, Happening, When

SHANGHAI = "Asia/Shanghai"
_ZONE = ZoneInfo(SHANGHAI)
_EIGHT = timedelta(hours=8)
_DAY = timedelta(days=1)


def calendar(view: CalendarView) -> bytes:
    """Return one calendar; readers' programs ask for it again once a day."""
    made = Calendar()
    made.add("prodid", "-//cppcc-portal//calendar//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", view.name)
    made.add("x-wr-caldesc", view.about)
    made.add("x-wr-timezone", SHANGHAI)
    made.add("refresh-interval", _DAY, {"VALUE": "DURATION"})
    made.add_component(_china())
    for happening in view.happenings:
        made.add_component(_event(happening))
    data: bytes = made.to_ical()
    return data


def _china() -> Timezone:
    """Return China's time, eight hours ahead of UTC; summers have had no time of their own since 1991."""
    zone = Timezone()
    zone.add("tzid", SHANGHAI)
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15))
    standard.add("tzoffsetfrom", _EIGHT)
    standard.add("tzoffsetto", _EIGHT)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(happening: Happening) -> Event:
    event = Event()
    event.add("uid", happening.uid)
    event.add("dtstamp", happening.stamp.astimezone(UTC))
    event.add("last-modified", happening.stamp.astimezone(UTC))
    event.add("summary", happening.title)
    event.add("dtstart", _local(happening.begins))
    if happening.ends is not None:
        is_day = not isinstance(happening.ends, datetime)
        event.add("dtend", happening.ends + _DAY if is_day else _local(happening.ends))
    if happening.rule:
        event.add("rrule", _rule(happening))
    for day in happening.but:
        event.add("exdate", _same_hour(day, happening.begins))
    if happening.place:
        event.add("location", happening.place)
    if happening.about:
        event.add("description", happening.about)
    event.add("url", happening.url)
    event.add("transp", "TRANSPARENT")
    return event


def _local(moment: When) -> When:
    return moment.astimezone(_ZONE) if isinstance(moment, datetime) else moment


def _same_hour(day: date, begins: When) -> When:
    """Return a day as an exception to what begins at an hour: it must name the hour too (RFC 5545, 3.8.5.1)."""
    return datetime.combine(day, begins.timetz()).astimezone(_ZONE) if isinstance(begins, datetime) else day


def _rule(happening: Happening) -> vRecur:
    """Return the rule with its end: a day where whole days return, else a moment in UTC (RFC 5545, 3.3.10)."""
    rule: vRecur = vRecur.from_ical(happening.rule)
    until = happening.until
    if until is not None:
        last = datetime.combine(until, time(23, 59, 59), _ZONE).astimezone(UTC)
        rule["UNTIL"] = [last if isinstance(happening.begins, datetime) else until]
    return rule
