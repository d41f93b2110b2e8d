"""Notice (公告): what the office tells the public, and until when it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Date, OneOf
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, Kind, Wrong

ENDING = ("征集", "公示")


class Notice(Article):
    """A notice (公告)."""

    notice_type: Annotated[str, OneOf("notice_types")] = Field(title="公告类型", examples=["征集"])
    date: Date | None = Field(None, title="日期")
    valid_from: Date | None = Field(None, title="生效")
    valid_to: Date | None = Field(None, title="截止")

    def happened(self) -> PartialDate | None:
        """The time it speaks of, when it speaks of one."""
        return self.date

    def type_label(self) -> str:
        """The sort of notice, such as 征集."""
        return self.notice_type


def a_call_has_an_end(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A call (征集) or public notice for comment (公示) says until when."""
    if fields.get("notice_type") in ENDING and "valid_to" not in fields:
        yield Wrong(
            ("notice_type",),
            f"{fields['notice_type']}没有写 valid_to（截止）",
            "加上 valid_to: 2020-12-31（截止的日期）",
        )


KIND = Kind(
    "notice",
    "notices",
    "公告",
    Notice,
    (*COMMON_RULES, a_call_has_an_end),
    is_article=True,
    date_key="date",
    by_year=True,
    column_type="通知公告",
)
