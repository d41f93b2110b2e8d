"""Entries and cards for the pattern page."""

from __future__ import annotations

from typing import Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import replace
from cppcc_portal.views.blocks.entry import Entry, MemberCard, Named, when

UNIT, MEMBER = Named("北宿镇政协联络室", "units/beisu/"), Named("王德清", "members/wang-deqing/")


def entry(id: str, date: str | None, **more: Any) -> Entry:
    day = PartialDate.parse(date) if date else None
    plain = Entry(
        "activity", "活动", id, "委员联络室组织委员看发展", f"activities/{id}/", "调研", day, when(day),
        PartialDate.parse("2026-11-23"), None, "委员们看了三个村的公路和一座水库。", UNIT, "beisu", None,
        (MEMBER,), ("wang-deqing",), (), (), (), None, None, None, "", id,
    )  # fmt: skip
    return replace(plain, **more)


def card(name: str, **more: Any) -> MemberCard:
    plain = MemberCard(
        name, name, f"members/{name}/", name[0], "Mou Jia", "mj", UNIT, ("第五届委员",), None, False, "", "修好了一条路"
    )
    return replace(plain, **more)
