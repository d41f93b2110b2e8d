"""Document (制度文件): a rule that an office gave itself or others, with its number, and whether it still holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Date, DocumentRef, Line, OneOf, Read, UnreadableError, Written
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, DataColumn, Kind, Wrong

IN_FORCE, AMENDED, REPEALED = "现行有效", "已修改", "已废止"
_NUMBER = re.compile(r"[^\s〔〕\d]+〔\d{4}〕[1-9]\d*号")
_LIKE_A_NUMBER = re.compile(
    r"([^\d\s\[\](){}（）【】［］〔〕]+)[\[({（【［〔]?(\d{4})年?[\])}）】］〕]?第?0*([1-9]\d*)号?"
)


def _doc_no(value: Any) -> Any:
    """A number has its agency's mark, the year in 〔〕, and an ordinal without 第 or zeros (GB/T 9704—2012, 7.2.5)."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        like = _LIKE_A_NUMBER.fullmatch(re.sub(r"\s", "", value))
        cure = (
            f"改成 {like[1]}〔{like[2]}〕{like[3]}号"
            if like
            else "写成 某政协发〔2020〕5号：机关代字、〔四位年份〕、序号、号"
        )
        raise UnreadableError(f"「{value[:40]}」不是规范的文号", cure)
    return value


DocNo = Annotated[str, Read(_doc_no), Written("文号，年份用六角括号", "某政协发〔2020〕5号")]


class Document(Article):
    """A document (制度文件) of an office."""

    document_type: Annotated[str, OneOf("document_types")] = Field(title="文件类型", examples=["制度"])
    doc_no: DocNo | None = Field(None, title="文号")
    issuer: Line = Field(title="发文机关", examples=["某县政协办公室"])
    issued: Date | None = Field(None, title="成文日期")
    effective: Date | None = Field(None, title="施行日期")
    addressee: Line | None = Field(None, title="主送机关", examples=["各专门委员会，各乡镇政协联络室"])
    validity: Literal["现行有效", "已修改", "已废止", "试行"] | None = Field(None, title="效力状态")
    replaced_by: DocumentRef | None = Field(None, title="被哪一件取代")
    text: Literal["全文", "摘编", "介绍"] = Field("全文", title="正文是什么（不写就是全文）")

    def happened(self) -> PartialDate | None:
        """The day it was issued (成文日期)."""
        return self.issued

    def type_label(self) -> str:
        """The sort of document, such as 办法."""
        return self.document_type

    def facets(self) -> tuple[tuple[str, str], ...]:
        """Its sort and whether it holds."""
        found = [("document_type", self.document_type)]
        if self.validity:
            found.append(("validity", self.validity))
        return tuple(found)


def what_replaces_fits_the_validity(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """What was amended (已修改) names the document that took its place; what still holds names none."""
    validity = fields.get("validity")
    if validity == AMENDED and "replaced_by" not in fields:
        yield Wrong(
            ("validity",), "已修改的文件没有写 replaced_by（被哪一件取代）", "加上 replaced_by: 修改后那一件的编号"
        )
    if "replaced_by" in fields and validity not in (AMENDED, REPEALED):
        what = "写了 replaced_by（被哪一件取代），效力状态却不是已修改或已废止"
        yield Wrong(("replaced_by",), what, "加上 validity: 已废止，或删去 replaced_by")


def the_number_has_the_year_of_issue(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """The year in a number is the year the document was issued; a difference is reminded of."""
    number, issued = fields.get("doc_no"), fields.get("issued")
    year = re.search(r"〔(\d{4})〕", number) if isinstance(number, str) else None
    if year and isinstance(issued, str) and re.match(r"\d{4}", issued) and issued[:4] != year[1]:
        what = f"文号里的年份是 {year[1]}，成文日期是 {issued}"
        yield Wrong(("doc_no",), what, "检查文号和 issued（成文日期）", is_error=False)


KIND = Kind(
    "document",
    "documents",
    "制度文件",
    Document,
    (*COMMON_RULES, what_replaces_fits_the_validity, the_number_has_the_year_of_issue),
    is_article=True,
    is_told_elsewhere=True,
    date_key="issued",
    data=(
        DataColumn("doc_no", "文号", lambda one: one.doc_no or ""),
        DataColumn("issuer", "发文机关", lambda one: one.issuer),
        DataColumn("effective", "施行日期", lambda one: str(one.effective or "")),
        DataColumn("validity", "效力状态", lambda one: one.validity or ""),
        DataColumn("replaced_by", "取代它的文件编号", lambda one: one.replaced_by or ""),
    ),
    column_type="政策文件",
)
