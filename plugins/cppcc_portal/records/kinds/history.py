"""History (文史): cultural and historical material, told first-hand where it can be, checked where it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from cppcc_portal.records.fields import Date, Line, OneOf, Part, Period, Picture, Text
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, DataColumn, Kind, Wrong


class Narrator(Part):
    """Who tells (口述者): the name, and the post then and now."""

    name: Line = Field(title="姓名", examples=["张三"])
    then: Line | None = Field(None, title="时任", examples=["公社水利员"])
    now: Line | None = Field(None, title="现任", examples=["退休教师"])


class Place(Part):
    """A place, with the name it had then."""

    name: Line = Field(title="今名", examples=["北京"])
    old_name: Line | None = Field(None, title="旧名", examples=["北平"])


class PageImage(Part):
    """A picture that belongs to a text: an old photograph or a page."""

    src: Picture = Field(title="图片文件", examples=["qukou.jpg"])
    caption: Line = Field(title="图注", examples=["1976年的渠口"])
    alt: Line = Field(title="图片说明（给看不见图的人）", examples=["十几个人在渠口抬石头"])
    credit: Line = Field(title="供图", examples=["张三家藏"])
    date: Date | None = Field(None, title="拍摄时间")


class History(Article):
    """A piece of cultural and historical material (文史资料)."""

    history_type: Annotated[str, OneOf("history_types")] = Field(title="文史类型", examples=["口述"])
    series: Line | None = Field(None, title="丛刊", examples=["某县文史"])
    issue: Line | None = Field(None, title="辑", examples=["第12辑"])
    pages: Line | None = Field(None, title="页码", examples=["35-41"])
    first_hand: Literal["亲历", "亲见", "亲闻", "综合"] | None = Field(None, title="三亲")
    narrator: Narrator | None = Field(None, title="口述者")
    recorder: Line | None = Field(None, title="整理者", examples=["李四"])
    reviser: Line | None = Field(None, title="校订者", examples=["王五"])
    written: Date | None = Field(None, title="成文时间")
    period: Period = Field(title="年代")
    period_display: Line | None = Field(None, title="年代（显示）", examples=["20世纪70年代"])
    places: tuple[Place, ...] = Field((), title="地点")
    persons: tuple[Line, ...] = Field((), title="人物", examples=["张三"])
    holding: Line | None = Field(None, title="收藏", examples=["某县档案馆"])
    rights: Line = Field(title="权利", examples=["作者授权本站刊用"])
    permission: Line | None = Field(None, title="授权", examples=["2025年3月书面授权"])
    variants: tuple[Text, ...] = Field((), title="异说", examples=["开工时间另有1975年一说"])
    verification: Literal["已核", "待核", "存疑"] = Field(title="核实")
    images: tuple[PageImage, ...] = Field((), title="图片")
    transcript: Text | None = Field(None, title="原文过录", examples=["……"])

    def type_label(self) -> str:
        """The sort of material, such as 口述."""
        return self.history_type

    def facets(self) -> tuple[tuple[str, str], ...]:
        """The sort of material and whether it is first-hand."""
        found = [("history_type", self.history_type)]
        if self.first_hand:
            found.append(("first_hand", self.first_hand))
        return tuple(found)


def oral_history_names_both(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """Oral history (口述) names who told it and who wrote it down."""
    if fields.get("history_type") == "口述":
        if "recorder" not in fields:
            yield Wrong(("history_type",), "口述没有写 recorder（整理者）", "加上 recorder: 整理者姓名")
        if "narrator" not in fields:
            yield Wrong(("history_type",), "口述没有写 narrator（口述者）", "加上 narrator: {name: 姓名}")


KIND = Kind(
    "history",
    "history",
    "文史",
    History,
    (*COMMON_RULES, oral_history_names_both),
    is_article=True,
    date_key="period",
    by_year=True,
    data=(DataColumn("period", "年代", lambda one: str(one.period)),),
    column_type="文史资料",
)
