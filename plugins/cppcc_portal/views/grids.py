"""Grids (表格): the tables of a year's figures as plain values, a CSV file each."""

from __future__ import annotations

from cppcc_portal.portal.periods import Period
from cppcc_portal.views.counts import CountOf
from cppcc_portal.views.entry import Named
from cppcc_portal.views.figures import UnitFigures, by_unit, figure_grid, months, participation, proposals
from cppcc_portal.views.head import SiteView
from cppcc_portal.views.sheets import GridView, grid_of


def charted_labels(counts: tuple[CountOf, ...]) -> tuple[str, ...]:
    """Return the names of the kinds that a year has records of."""
    return tuple(one.counter.label for one in counts if one.counter.is_charted and one.found)


def all_grid(site: SiteView, year: Period, over: int, counts: tuple[CountOf, ...], *others: object) -> GridView:
    """Return every counter of the year as CSV."""
    return grid_of(year, counts)


def months_grid(
    site: SiteView,
    year: Period,
    over: int,
    counts: tuple[CountOf, ...],
    units: tuple[UnitFigures, ...],
    silent: tuple[Named, ...],
    addresses: dict[str, str],
    *others: object,
) -> GridView:
    """Return the kinds by month as CSV."""
    return figure_grid(months(year, counts, addresses, ""))


def proposals_grid(
    site: SiteView,
    year: Period,
    over: int,
    counts: tuple[CountOf, ...],
    units: tuple[UnitFigures, ...],
    silent: tuple[Named, ...],
    addresses: dict[str, str],
    *others: object,
) -> GridView:
    """Return how far the year's proposals have come as CSV."""
    return figure_grid(proposals(year, counts, addresses, ""))


def units_grid(
    site: SiteView,
    year: Period,
    over: int,
    counts: tuple[CountOf, ...],
    units: tuple[UnitFigures, ...],
    *others: object,
) -> GridView:
    """Return the units as CSV."""
    return figure_grid(by_unit(units, charted_labels(counts), ""))


def members_grid(
    site: SiteView,
    year: Period,
    over: int,
    counts: tuple[CountOf, ...],
    units: tuple[UnitFigures, ...],
    *others: object,
) -> GridView:
    """Return the participation as CSV."""
    return figure_grid(participation(units, ""))
