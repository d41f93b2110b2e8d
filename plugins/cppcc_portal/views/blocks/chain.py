"""The chain: the dated stations that a matter passes on its way, or how many matters have come to each of them."""

from __future__ import annotations

from typing import Literal

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen

State = Literal["reached", "present", "ahead"]
_SAID: dict[State, str] = {"reached": "已完成", "present": "进行中", "ahead": "未到"}


@frozen
class Station:
    """One station of a chain: its name, whether it is reached, and when.

    `note` is a sentence beneath it (what was done, by whom); `overdue` says in words that its time has run out.
    With `count` and `address` it tells how many matters came this far and leads to their list.
    """

    label: str
    state: State
    date: PartialDate | None = None
    note: str = ""
    overdue: str = ""
    count: int | None = None
    address: str | None = None

    @property
    def is_present(self) -> bool:
        """Whether the matter is here now."""
        return self.state == "present"

    @property
    def said(self) -> str:
        """Its state in a word; nothing where it only counts."""
        return _SAID[self.state] if self.count is None else ""

    @property
    def iso(self) -> str:
        """The date for machines, as far as it is known; nothing for a decade."""
        return "" if self.date is None or self.date.decade is not None else str(self.date)[:10]

    @property
    def date_parts(self) -> tuple[str, str]:
        """The date in two pieces between which a narrow station may break: `2026年` and `3月12日`."""
        if self.date is None:
            return "", ""
        year, mark, rest = self.date.chinese.partition("年")
        return year + mark, rest
