"""The ledger (台账): its rows name members and units that are there, and nothing is counted twice by mistake."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.portal.leads import missing
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.portal.rules.references import cure_of
from cppcc_portal.sources.ledger import COLUMNS, LedgerRow


def ledger_rows_name_whom_we_know(portal: Portal) -> Iterator[Fault]:
    """A row's member and unit are records."""
    for row in portal.ledger:
        for kind, id in (("member", row.member), ("unit", row.unit)):
            if id and (kind, id) not in portal.items and (kind, id) not in portal.unread:
                state = "还是没有写完的草稿" if (kind, id) in portal.unfinished else "不存在"
                what = f"{kind}（{COLUMNS[kind]}）写的「{id[:60]}」{state}"
                cure = cure_of(portal, kind, id)
                yield Fault(row.path, row.line, what, cure, cause=missing(kind, id, cure))


def ledger_rows_are_told_once(portal: Portal) -> Iterator[Fault]:
    """A row that says exactly what another says is reminded of."""
    seen: dict[tuple[object, ...], LedgerRow] = {}
    for row in portal.ledger if portal.changed is None else ():
        told = (row.member, row.unit, str(row.date), row.count, row.adopted, row.instructed)
        first = seen.setdefault(told, row)
        if first is not row:
            what = f"和 {first.path} 第 {first.line} 行完全一样"
            yield Fault(row.path, row.line, what, "重复的删去一行；确是两次报送就合并成一行，件数相加", is_error=False)
