"""Counted only (仅有数字): reports on public opinion that no reader sees, as numbers apart from those with a page."""

from __future__ import annotations

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen, replace
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.visibility import is_draft
from cppcc_portal.records.kinds.opinion import INTERNAL, Opinion


@frozen(slots=False)
class Counted:
    """So many reports of one date, by members or a unit; `adopted` and `instructed` are None where nobody told."""

    members: tuple[str, ...]
    unit: str | None
    date: PartialDate
    count: int
    adopted: int | None = None
    instructed: int | None = None


def counted_only(portal: Portal) -> tuple[Counted, ...]:
    """Return the rows of the ledger and one for each internal record; a member's unit stands for one not written."""
    found = [
        Counted((row.member,) if row.member else (), row.unit, row.date, row.count, row.adopted, row.instructed)
        for row in portal.ledger
    ]
    records = (item.record for item in portal.items.values() if item.kind == "opinion")
    hidden = [one for one in records if isinstance(one, Opinion) and one.disclosure == INTERNAL and _is_in(portal, one)]
    found += [Counted(one.members, one.unit, one.date, 1) for one in hidden]
    return tuple(replace(one, unit=_unit(portal, one)) for one in found)


def _is_in(portal: Portal, record: Opinion) -> bool:
    """Whether a report was handed in and stands: neither draft nor withdrawn."""
    return record.status != "withdrawn" and not is_draft(record, portal.settings.as_of)


def _unit(portal: Portal, one: Counted) -> str | None:
    if one.unit:
        return one.unit
    members = (portal.items.get(("member", id)) for id in one.members)
    units = {member.record.unit for member in members if member}
    return units.pop() if len(units) == 1 else None
