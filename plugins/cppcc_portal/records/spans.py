"""Spans: how to write in two keys what was written in one, such as `2026年6月5日至7日`."""

from __future__ import annotations

from cppcc_portal.records.model import Model
from cppcc_portal.records.schema import field_at, fields, innermost, label
from cppcc_portal.sources.front_matter import Loc

# Which key a span may have been meant for, and the two that hold it.
_PAIRS = (
    (("date", "start", "end"), "start", "end"),
    (("valid_from", "valid_to"), "valid_from", "valid_to"),
    (("start", "until"), "start", "until"),
    (("since", "until"), "since", "until"),
    (("from", "to"), "from", "to"),
)


def span_cure(model: type[Model], loc: Loc, span: tuple[str, str]) -> str:
    """Return how to write a span whose both dates stand at one location."""
    around = field_at(model, loc[:-1])
    known = fields(innermost(around) if around else model)
    first, last = span
    for keys, begin, end in _PAIRS:
        if loc[-1] in keys and begin in known and end in known:
            away = f"删去 {loc[-1]}，" if loc[-1] not in (begin, end) else ""
            both = f"{begin}（{label(known[begin])}）和 {end}（{label(known[end])}）"
            return f"起止分开写在 {both}：{away}写成两行 {begin}: {first} 和 {end}: {last}"
    return f"这里只写一个日期，改成 {first}；到 {last} 为止写在正文里"
