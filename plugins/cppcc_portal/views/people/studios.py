"""Studios (委员工作室): their pages, with the rota, the next eight weeks, rules, and counters that lead to their lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.recurrence import in_words
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds.studio import Duty, Studio
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.channels.calendars import has_rota, rota_file
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.people import owners
from cppcc_portal.views.recipe import MarkRecipe, Recipe

AHEAD = timedelta(weeks=8)
WEEKDAYS = "一二三四五六日"


class Shift(NamedTuple):
    """One row of the rota in words: which days, which hours, who, and what limits it."""

    days: str
    hours: str
    member: Named
    note: str


class Turn(NamedTuple):
    """One day somebody is on duty: the day for machines and for readers, the day of the week, hours, who."""

    iso: str
    day: str
    weekday: str
    hours: str
    member: Named


@frozen
class RotaView:
    """What only a studio's page shows: its place, its rules, its rota, the turns of the next eight weeks, and its calendar."""

    template: str
    place: str
    rules: tuple[str, ...]
    shifts: tuple[Shift, ...]
    turns: tuple[Turn, ...]
    calendar: str | None


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield a page for each studio, and the mark that lists them."""
    yield from owners.recipes(context, "studio", _rota, owners.by_type)


def _rota(context: ViewContext, item: Item) -> RotaView:
    """Return a studio's rota; today goes into it only as the days that are to come."""
    record = item.record
    assert isinstance(record, Studio)
    today = context.portal.settings.as_of
    return RotaView(
        "portal/parts/rota.html",
        record.place,
        record.rules,
        tuple(_shift(context, duty) for duty in record.duty_rota),
        turns(context, record, today, today + AHEAD - timedelta(days=1)),
        rota_file(item) if context.portal.settings.calendars and has_rota(item) else None,
    )


def turns(context: ViewContext, studio: Studio, first: date, last: date) -> tuple[Turn, ...]:
    """Return who is on duty from one day to another, both included, by day and hour."""
    found = [
        (day, duty.begins or "", number, duty)
        for number, duty in enumerate(studio.duty_rota)
        for day in studio.recurrence(duty).days(first, last)
    ]
    return tuple(_turn(context, day, duty) for day, _, _, duty in sorted(found, key=lambda one: one[:3]))


def _turn(context: ViewContext, day: date, duty: Duty) -> Turn:
    shown = PartialDate(day.year, day.month, day.day).chinese
    return Turn(day.isoformat(), shown, f"星期{WEEKDAYS[day.weekday()]}", _hours(duty), _who(context, duty))


def _shift(context: ViewContext, duty: Duty) -> Shift:
    limits = []
    if duty.start:
        limits.append(f"{duty.start.chinese}起")
    if duty.until:
        limits.append(f"到{duty.until.chinese}止")
    if duty.but:
        limits.append(f"{'、'.join(day.chinese for day in duty.but)}除外")
    days = in_words(duty.rule) if duty.rule else duty.date.chinese if duty.date else ""
    return Shift(days, _hours(duty), _who(context, duty), "，".join(limits))


def _hours(duty: Duty) -> str:
    return f"{duty.begins}—{duty.ends}" if duty.begins else ""


def _who(context: ViewContext, duty: Duty) -> Named:
    return context.named("member", duty.member) or Named("委员")
