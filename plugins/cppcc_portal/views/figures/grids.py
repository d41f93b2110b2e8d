"""Grids (表格): the tables of a year's figures as plain values, a CSV file each."""

from __future__ import annotations

from typing import NamedTuple

from cppcc_portal.portal.periods import Period
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.head import SiteView
from cppcc_portal.views.figures.count_tables import GridView, grid_of
from cppcc_portal.views.figures.counts import CountOf
from cppcc_portal.views.figures.year_charts import UnitFigures, by_unit, figure_grid, months, participation, proposals


class YearGiven(NamedTuple):
    """What the page of a year's figures and its grids are made of.

    `over` are the months that are over; `silent` the units that no record speaks of; `addresses` those of the lists that
    counters count, by the counter's key.
    """

    site: SiteView
    year: Period
    over: int
    counts: tuple[CountOf, ...]
    units: tuple[UnitFigures, ...]
    silent: tuple[Named, ...]
    addresses: dict[str, str]
    crumbs: tuple[Named, ...]
    address: str

    @property
    def charted(self) -> tuple[str, ...]:
        """The names of the kinds that the year has records of."""
        return tuple(one.counter.label for one in self.counts if one.counter.is_charted and one.found)


def all_grid(given: YearGiven) -> GridView:
    """Return every counter of the year as CSV."""
    return grid_of(given.year, given.counts)


def months_grid(given: YearGiven) -> GridView:
    """Return the kinds by month as CSV."""
    return figure_grid(months(given.year, given.counts, given.addresses, ""))


def proposals_grid(given: YearGiven) -> GridView:
    """Return how far the year's proposals have come as CSV."""
    return figure_grid(proposals(given.year, given.counts, given.addresses, ""))


def units_grid(given: YearGiven) -> GridView:
    """Return the units as CSV."""
    return figure_grid(by_unit(given.units, given.charted, ""))


def members_grid(given: YearGiven) -> GridView:
    """Return the participation as CSV."""
    return figure_grid(participation(given.units, ""))
