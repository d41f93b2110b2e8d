"""Counting (计数): every count is the length of a list; what has no list is a number apart (未公开)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.counters import Counter, counters
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.periods import Period, Span, period_of
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.serving import Terms
from cppcc_portal.portal.visibility import is_draft


class Counted(NamedTuple):
    """One thing that was counted: the record it stands in, and its own words where it is only part of that."""

    item: Item
    words: str

    @property
    def when(self) -> PartialDate | None:
        """When it happened, as precisely as is known."""
        return self.item.happened

    @property
    def public_words(self) -> str:
        """Its own words, as far as the public may read them: '' where only the summary of its record is public."""
        return "" if self.item.visibility.is_summary_only else self.words


class Reported(NamedTuple):
    """How many reports on public opinion (社情民意) a ledger counts, and how many were adopted where that is told."""

    handed_in: int
    adopted: int | None


@frozen
class Count:
    """What one counter found: `found` is public and listed, `undisclosed` only a number (未公开)."""

    counter: Counter
    found: tuple[Counted, ...]
    undisclosed: int = 0

    def within(self, period: Period) -> tuple[Counted, ...]:
        """Return what certainly falls into a period."""
        return tuple(one for one in self.found if period.holds(one.when))

    def perhaps_within(self, period: Period) -> tuple[Counted, ...]:
        """Return what falls into the year, and nobody knows whether into this part of it (月份不详)."""
        return tuple(one for one in self.found if period.may_hold(one.when))


class Lookup:
    """Which counters look at a record: found once for each kind and type, since a site has thousands of records."""

    def __init__(self, counters: tuple[Counter, ...]) -> None:
        self.counters = counters
        self._known: dict[tuple[str, str | None], tuple[Counter, ...]] = {}

    def of(self, item: Item) -> tuple[Counter, ...]:
        """Return the counters that look at an item, in their order."""
        key = (item.kind, item.type_label)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(
                counter
                for counter in self.counters
                if counter.kind == item.kind and (not counter.types or key[1] in counter.types)
            )
        return found


def count_all(lookup: Lookup, items: Iterable[Item], undisclosed: Iterable[tuple[str, int]] = ()) -> tuple[Count, ...]:
    """Return what each counter finds among items, in their order; a pure function of what it is given."""
    found: dict[str, list[Counted]] = {counter.key: [] for counter in lookup.counters}
    for item in items:
        for counter in lookup.of(item):
            found[counter.key] += [Counted(item, words) for words in counter.within(item)]
    numbers = dict(undisclosed)
    return tuple(Count(counter, tuple(found[counter.key]), numbers.get(counter.key, 0)) for counter in lookup.counters)


class Aggregates:
    """The books of a portal: everything that is counted, by year and unit, put together once."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.lookup = Lookup(counters(portal.words))
        self.kinds = tuple(dict.fromkeys(counter.kind for counter in self.lookup.counters))

    @cached_property
    def mark(self) -> str:
        """What tells how things are counted: it changes when a local word comes or goes."""
        told = repr([(one.key, one.label, one.says, one.types) for one in self.lookup.counters])
        return blake2b(told.encode(), digest_size=12).hexdigest()

    def reported(self, period: Period, unit: str | None = None) -> Reported:
        """Return what the ledger (台账) counts in a period: of a unit and its members, or of all."""
        members = {item.id for item in self._members.get(unit or "", ())}
        rows = [
            row
            for row in self.portal.ledger
            if (unit is None or row.unit == unit or row.member in members) and period.holds(row.date)
        ]
        told = [row.adopted for row in rows if row.adopted is not None]
        return Reported(sum(row.count for row in rows), sum(told) if told else None)

    @cached_property
    def by_year(self) -> Mapping[Period, tuple[Item, ...]]:
        """Public items that are counted, by the year they happened in, the newest year first."""
        grouped: dict[Period, list[Item]] = {}
        for item in self.portal.of_kind(*self.kinds):
            year = period_of(item.happened)
            if year is not None:
                grouped.setdefault(year, []).append(item)
        years = sorted(grouped, key=lambda year: (year.start, year.code), reverse=True)
        return {year: tuple(grouped[year]) for year in years}

    @cached_property
    def by_unit(self) -> Mapping[Period, Mapping[str, tuple[Item, ...]]]:
        """The same, and within each year by unit; what names no unit is in none."""
        found: dict[Period, dict[str, list[Item]]] = {}
        for year, items in self.by_year.items():
            units = found.setdefault(year, {})
            for item in items:
                if item.unit:
                    units.setdefault(item.unit, []).append(item)
        return {year: {unit: tuple(units[unit]) for unit in sorted(units)} for year, units in found.items()}

    def undisclosed(self, period: Period, unit: str | None = None) -> tuple[tuple[str, int], ...]:
        """Return (counter's key, number) of what is filed but not disclosed (内部) in a period: numbers, nothing else."""
        numbers: dict[str, int] = {}
        for item in self._hidden:
            if (unit is None or item.record.unit == unit) and period.holds(item.record.happened()):
                for counter in self.lookup.of(item):
                    numbers[counter.key] = numbers.get(counter.key, 0) + len(counter.within(item))
        return tuple(sorted((key, number) for key, number in numbers.items() if number))

    @cached_property
    def _hidden(self) -> tuple[Item, ...]:
        as_of = self.portal.settings.as_of
        return tuple(
            item
            for item in self.portal.items.values()
            if not item.visibility.in_data
            and item.record.disclosure == "内部"
            and item.record.status != "withdrawn"
            and not is_draft(item.record, as_of)
        )

    def members_of(self, period: Period, unit: str | None = None) -> tuple[Item, ...]:
        """Return the members who served during a period as far as their terms tell: of a unit, or all."""
        members = self.portal.of_kind("member") if unit is None else self._members.get(unit, ())
        return tuple(item for item in members if serves(self.portal.terms_of(item), period))

    @cached_property
    def _members(self) -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for item in self.portal.of_kind("member"):
            found.setdefault(item.unit or "", []).append(item)
        return {unit: tuple(items) for unit, items in found.items()}


def serves(terms: Terms, period: Span) -> bool:
    """Whether a member's terms leave room for a period; a term without dates, and a member without terms, always does."""
    return not terms or any(
        (one.start is None or one.start.earliest <= period.end) and (one.end is None or one.end.latest >= period.start)
        for one in terms
    )


def active(items: Iterable[Item]) -> frozenset[str]:
    """Return the ids of the members whom records speak of."""
    return frozenset(id for item in items for id in item.people)


def quiet_months(dates: Iterable[PartialDate | None], period: Period, over: int) -> tuple[Period, ...] | None:
    """Return the months of a period in which nothing happened, as far as `over` months of the year have passed.

    None when no date tells its month: then nobody knows.
    """
    known = [when for when in dates if when is not None and when.month is not None and period.holds(when)]
    if not known:
        return None
    months = (month for month in period.parts(1) if month.last <= over)
    return tuple(month for month in months if not any(month.holds(when) for when in known))


def months_over(period: Period, as_of: date) -> int:
    """Return how many months of a period's year are over on a day: a fact that changes twelve times a year at most."""
    return sum(month.end < as_of for month in Period(period.year).parts(1)) if period.year else 12
