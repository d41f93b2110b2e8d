"""Names: every member's name can be put in stroke order (按姓氏笔画)."""

from __future__ import annotations

from collections.abc import Iterator

from cppcc_portal.foundation.names import unknown_characters
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.records.kinds.member import Member


def names_can_be_ordered(portal: Portal) -> Iterator[Fault]:
    """A character without known strokes is reminded of; `sort_strokes:` gives them."""
    for item in portal.to_check:
        record = item.record if item.kind == "member" else None
        if isinstance(record, Member) and not record.sort_strokes and (unknown := unknown_characters(record.title)):
            what = f"「{'、'.join(unknown)}」不在笔画表里，名录里排不准"
            yield Fault(
                record.path,
                ("name",),
                what,
                "加上 sort_strokes: 笔顺数字（横1竖2撇3点4折5，各字用空格隔开）",
                is_error=False,
            )
