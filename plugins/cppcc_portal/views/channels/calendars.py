"""Calendars (日历): the rota of each studio, and what is held on a known day, for the calendars of readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from hashlib import blake2b
from typing import Any, NamedTuple

from cppcc_portal.foundation.dates import CHINA, PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.routes import calendar_file
from cppcc_portal.records.kinds.studio import Duty, Studio
from cppcc_portal.views.blocks.entry import Entry, Named
from cppcc_portal.views.blocks.head import SiteView
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Recipe

NEWEST = 100
EVENTS = "events"

# A day, or a moment of China's time.
When = date | datetime


@frozen
class Happening:
    """One event: `uid` never changes, `stamp` is when the record last did; `ends` is the first day or moment after it.

    `rule` is an RRULE without its end; `until` is the last day it may give, `but` are days it does not.
    """

    uid: str
    stamp: datetime
    title: str
    place: str
    about: str
    url: str
    begins: When
    ends: When | None
    rule: str = ""
    until: date | None = None
    but: tuple[date, ...] = ()


@frozen
class CalendarView:
    """One calendar: its name, its page, and its events."""

    name: str
    about: str
    url: str
    language: str
    happenings: tuple[Happening, ...]


class CalendarRow(NamedTuple):
    """One calendar as the 订阅 page lists it: the page it follows, and its file."""

    title: str
    home: str
    address: str


class Dated(NamedTuple):
    """A record held on a known day; its entry's digest tells all of its fields."""

    entry: Entry
    item: Item

    def __repr__(self) -> str:
        return repr(self.entry)


def rows(context: ViewContext) -> tuple[CalendarRow, ...]:
    """Return the calendars of the site, if it has any: of everything held on a known day, then of each studio with a rota."""
    portal = context.portal
    if not portal.settings.calendars:
        return ()
    found = []
    if "activity" in portal.shown:
        found.append(CalendarRow("会议和活动", portal.routes.column("timeline"), calendar_file(EVENTS)))
    found += [CalendarRow(f"{one.record.title}值班", one.address, address) for one, address in _studios(context)]
    return tuple(found)


def recipes(context: ViewContext) -> Iterator[Recipe]:
    """Yield a file for each calendar."""
    portal, site = context.portal, context.site
    if not portal.settings.calendars:
        return
    if "activity" in portal.shown:
        of = (
            site,
            portal.routes.column("timeline"),
            tuple(Dated(context.anonymous(item), item) for item in _held(context)),
        )
        yield Recipe(calendar_file(EVENTS), "calendar", events_view, of)
    for item, address in _studios(context):
        record = item.record
        assert isinstance(record, Studio)
        names = tuple(context.named("member", duty.member) or Named("委员") for duty in record.duty_rota)
        yield Recipe(address, "calendar", rota_view, (site, item, context.anonymous(item), names))


def _studios(context: ViewContext) -> tuple[tuple[Item, str], ...]:
    return tuple((item, rota_file(item)) for item in context.portal.of_kind("studio") if has_rota(item))


def rota_file(studio: Item) -> str:
    """Return the file of a studio's calendar."""
    return calendar_file(f"studios/{studio.id}")


def has_rota(studio: Item) -> bool:
    """Whether the public may know a rota of a studio."""
    return bool(studio.record.given("duty_rota", ())) and not studio.visibility.is_summary_only


def _held(context: ViewContext) -> tuple[Item, ...]:
    """Return the newest activities and sessions of a known day, and notices of a day that is still to come."""
    portal = context.portal
    today = portal.settings.as_of
    found = [item for item in portal.of_kind("activity", "session", "notice") if _is_dated(item, today)]
    return tuple(found[:NEWEST])


def _is_dated(item: Item, today: date) -> bool:
    day = item.happened
    if day is None or not day.is_exact or item.visibility.is_summary_only:
        return False
    return item.kind != "notice" or day.earliest >= today


def events_view(site: SiteView, column: str, held: tuple[Dated, ...]) -> CalendarView:
    """Return the calendar of what is held on known days."""
    about = f"{site.name}上写明日期的会议和活动，最新 {NEWEST} 项。" + ("（演示站）" if site.is_demonstration else "")
    happenings = tuple(_event(site, one) for one in held)
    return CalendarView(f"{site.name}：会议和活动", about, site.url + column, site.language, happenings)


def _event(site: SiteView, dated: Dated) -> Happening:
    entry, record = dated.entry, dated.item.record
    begins, ends = entry.date, record.given("end")
    assert begins is not None
    title = f"{entry.sort}：{entry.title}" if entry.kind != "session" else entry.title
    return _happening(
        site,
        entry,
        "",
        title=title,
        place=record.given("place") or "",
        about=entry.summary,
        begins=_moment(begins),
        ends=ends.latest if isinstance(ends, PartialDate) and ends.is_exact and begins.hour is None else None,
    )


def _moment(day: PartialDate) -> When:
    return day.earliest if day.hour is None else day.moment


def rota_view(site: SiteView, item: Item, entry: Entry, names: tuple[Named, ...]) -> CalendarView:
    """Return the calendar of a studio's rota."""
    record = item.record
    assert isinstance(record, Studio)
    rota = zip(record.duty_rota, _marks(record), names, strict=True)
    found = (_duty(site, record, entry, duty, mark, who.title) for duty, mark, who in rota)
    happenings = [one for one in found if one is not None]
    about = f"{entry.title}的值班安排。" + ("（演示站）" if site.is_demonstration else "")
    return CalendarView(f"{entry.title}值班", about, site.url + entry.address, site.language, tuple(happenings))


def _marks(record: Studio) -> list[str]:
    """Return a mark for each row that stays while who and which days stay, wherever the row stands in the rota."""
    found: list[str] = []
    for duty in record.duty_rota:
        told = f"{duty.rule} {duty.date} {duty.start} {duty.member}"
        mark = blake2b(told.encode(), digest_size=6).hexdigest()
        again = sum(1 for one in found if one.partition("-")[0] == mark)
        found.append(f"{mark}-{again + 1}" if again else mark)
    return found


def _duty(site: SiteView, record: Studio, entry: Entry, duty: Duty, mark: str, who: str) -> Happening | None:
    days = record.recurrence(duty)
    first = days.beginning
    if first is None:
        return None
    return _happening(
        site,
        entry,
        mark,
        title=f"{who}值班：{entry.title}",
        place=record.place,
        about=f"{who}在{record.place}值班。",
        begins=_at(first, duty.begins),
        ends=_at(first, duty.ends) if duty.ends else None,
        rule=days.rule if duty.rule else "",
        until=days.until if duty.rule else None,
        but=days.but,
    )


def _at(day: date, clock: str | None) -> When:
    return datetime.combine(day, time.fromisoformat(clock), CHINA) if clock else day


def _happening(site: SiteView, entry: Entry, mark: str, **what: Any) -> Happening:
    name = f"{entry.kind}-{entry.id}{f'-{mark}' if mark else ''}"
    stamp = max(entry.published.moment, entry.modified.moment) if entry.modified else entry.published.moment
    return Happening(f"{name}@{site.authority.partition(',')[0]}", stamp, url=site.url + entry.address, **what)
