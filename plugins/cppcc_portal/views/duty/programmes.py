"""Programmes (活动平台): their pages, with the figures that their records report, added up only where that is honest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.tallies import Apart, Reported, Total, tally_of
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.people import owners
from cppcc_portal.views.recipe import MarkRecipe, Recipe


class Part(NamedTuple):
    """One figure and the record that tells it; `why` it is in no total, or '', and the record told of there."""

    what: str
    record: Named
    why: str
    other: Named | None


class Row(NamedTuple):
    """One total: the metric, the period, the sum with its unit, and the figures it is made of, listed at `anchor`."""

    key: str
    period: str
    amount: str
    unit: str
    anchor: str
    parts: tuple[Part, ...]


@frozen
class TallyView:
    """The figures of a programme: totals with their parts, what stands apart, and metrics that no record tells."""

    template: str
    rows: tuple[Row, ...]
    apart: tuple[Part, ...]
    silent: tuple[str, ...]

    @property
    def has_any(self) -> bool:
        """Whether there is anything to say of figures."""
        return bool(self.rows or self.apart or self.silent)


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield a page for each programme, and the mark that lists them."""
    yield from owners.recipes(context, "programme", _tally)


def _tally(context: ViewContext, item: Item) -> TallyView:
    record: Any = item.record
    found = tally_of(context.portal, item)
    rows = tuple(_row(context, number, total) for number, total in enumerate(found.totals, 1))
    told = {total.key for total in found.totals} | {one.figure.key for one in found.apart}
    silent = tuple(measure.key for measure in record.metrics if measure.key not in told)
    return TallyView("portal/parts/tally.html", rows, tuple(_apart(context, one) for one in found.apart), silent)


def _row(context: ViewContext, number: int, total: Total) -> Row:
    parts = tuple(_part(context, one) for one in total.parts)
    return Row(total.key, total.period, f"{total.amount.normalize():f}", total.unit, f"sum-{number}", parts)


def _part(context: ViewContext, one: Reported, why: str = "", other: Named | None = None) -> Part:
    what = f"{one.key}：{one.value}" + (f" {one.unit}" if one.unit else "")
    named = context.named(*one.by)
    assert named is not None, "only listed records report"
    return Part(what, named, why, other)


def _apart(context: ViewContext, one: Apart) -> Part:
    return _part(context, one.figure, one.reason, context.named(*one.continued_by) if one.continued_by else None)
