"""Dates between records: reports after their events, members within their terms."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault

REPORTED = ("activity", "achievement")


def reports_follow_their_events(portal: Portal) -> Iterator[Fault]:
    """A report published before its event is reminded of; a notice may come before."""
    for item in portal.to_check:
        happened = item.happened
        if happened is None or item.kind not in REPORTED:
            continue
        if item.published.latest < happened.earliest:
            what = f"发布日期 {item.published} 早于活动日期 {happened}"
            yield Fault(item.path, ("date_published",), what, "检查两个日期；预告请用公告（notices）", is_error=False)


def members_serve_on_that_day(portal: Portal) -> Iterator[Fault]:
    """A member cited on a date outside every known term is reminded of; who serves in a studio came at any time."""
    for item in portal.to_check:
        happened = item.happened
        if happened is None or item.kind in ("member", "studio"):
            continue
        for number, id in enumerate(item.record.members):
            found = portal.items.get(("member", id))
            terms = portal.terms_of(found) if found else ()
            if found is None or not terms or not all(term.start for term in terms):
                continue
            is_within = any(
                term.start is not None
                and term.start.earliest <= happened.latest
                and (term.end is None or happened.earliest <= term.end.latest)
                for term in terms
            )
            if not is_within:
                what = f"{found.title}在 {happened} 不在任何一届任期内"
                yield Fault(
                    item.path, ("members", number), what, "检查日期，或补上委员的 terms（届次）", is_error=False
                )
