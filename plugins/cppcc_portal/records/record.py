"""Record and Kind: what every record is, and what makes one kind of record differ from another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Literal, NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.packing import packed_by_number
from cppcc_portal.records.fields import (
    Attachment,
    Correction,
    Cover,
    Day,
    Evidence,
    Line,
    MemberRef,
    Reviewers,
    SessionRef,
    Summary,
    Text,
    UnitRef,
    Url,
    Withdrawal,
)
from cppcc_portal.records.model import Field, Model


@frozen
class Wrong:
    """What a rule between fields found: at which location, what, and the cure; `path:line` is added by `reading`."""

    loc: tuple[str | int, ...]
    what: str
    cure: str
    is_error: bool = True


Rule = Callable[[Mapping[str, Any]], Iterator[Wrong]]
# Over the text below the head: yields (line from 0, what, cure).
TextRule = Callable[[str], Iterator[tuple[int, str, str]]]


@packed_by_number
class Origin(NamedTuple):
    """Where a record comes from: its path from the project's root and the digest of its bytes."""

    path: str
    digest: str


class Record(Model):
    """One thing an editor filed. Frozen; equal files make equal records; its `repr` names its content's digest."""

    title: Line = Field(title="标题", examples=["召开学习座谈会"])
    date_published: Day = Field(title="发布日期")
    date_modified: Day | None = Field(None, title="修改日期")
    author: Line | None = Field(None, title="作者", examples=["张三"])
    editor: Line | None = Field(None, title="责任编辑", examples=["李四"])
    reviewers: Reviewers | None = Field(None, title="三审（只留在文件里，不公开）")
    unit: UnitRef | None = Field(None, title="所属机构")
    session: SessionRef | None = Field(None, title="届次")
    topics: tuple[Line, ...] = Field((), title="专题", examples=["乡村振兴"])
    members: tuple[MemberRef, ...] = Field((), title="委员")
    summary: Summary | None = Field(None, title="摘要", examples=["委员十人到三个村看道路修复，提出两条建议。"])
    keywords: tuple[Line, ...] = Field((), title="关键词", examples=["调研"])
    cover: Cover | None = Field(None, title="题图")
    disclosure: Literal["公开", "摘要", "内部"] = Field("公开", title="公开属性")
    status: Literal["draft", "published", "withdrawn", "archived"] = Field("published", title="状态")
    withdrawn: Withdrawal | None = Field(None, title="撤回")
    corrections: tuple[Correction, ...] = Field((), title="更正")
    evidence: tuple[Evidence, ...] = Field((), title="依据")
    attachments: tuple[Attachment, ...] = Field((), title="附件")
    aliases: tuple[Line, ...] = Field((), title="旧地址", examples=["news/2019/12.html"])

    _kind: ClassVar[str] = ""
    _id: ClassVar[str] = ""
    _origin: ClassVar[Origin] = Origin("", "")
    _beside = ("_kind", "_id", "_origin")

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        packed_by_number(cls)

    def filed_as(self, kind: str, id: str, origin: Origin) -> Record:
        """Say what the record's place tells of it; done once, by `reading`."""
        self.__dict__.update(_kind=kind, _id=id, _origin=origin)
        return self

    @property
    def kind(self) -> str:
        """The name of its kind, such as `member`."""
        return self._kind

    @property
    def id(self) -> str:
        """Its permanent id, unique within its kind."""
        return self._id

    @property
    def path(self) -> str:
        """Its file, from the project's root."""
        return self._origin.path

    @property
    def digest(self) -> str:
        """The digest of the file it was read from."""
        return self._origin.digest

    def __repr__(self) -> str:
        return f"<{self._kind}/{self._id} {self._origin.digest}>"

    def given(self, name: str, default: Any = None) -> Any:
        """Return a field that only some kinds have, or the default."""
        return getattr(self, name) if name in self.model_fields else default

    @property
    def published(self) -> PartialDate:
        """The day it was published (发布日期)."""
        return self.date_published

    def happened(self) -> PartialDate | None:
        """When the matter itself happened, as precisely as is known; None for what has no date."""
        return None

    def type_label(self) -> str | None:
        """The word for what sort of its kind it is, such as 调研; None where there are no sorts."""
        return None

    def facets(self) -> tuple[tuple[str, str], ...]:
        """What it can be filtered by: pairs of label and word."""
        return ()

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the members it speaks of."""
        return self.members


class Article(Record):
    """A record that a unit publishes: it must name its source (来源)."""

    source: Line = Field(title="来源", examples=["北宿镇政协联络室"])
    source_url: Url | None = Field(None, title="来源网址")
    date_note: Text | None = Field(None, title="日期依据", examples=["原文只写“年初”，据会议通知推定"])


Value = str | tuple[str, ...]


@frozen
class DataColumn:
    """One column of open data that only its kind has: its name, its Chinese description, and its value in a record."""

    name: str
    title: str
    value: Callable[[Any], Value]


@frozen
class Kind:
    """One kind of record: everything that the rest of the portal needs to know of it, in one row.

    `folder` is its folder in `content/` and the beginning of its addresses. `column` is the folder of the hand-written
    page whose list shows it, and `title` that page's name; by default its own folder and label. An article (`is_article`)
    is a dated publication: it goes into feeds, the lists of units and sessions, and one data file for each year.
    `date_key` is the field that `portal new` asks the date of, and `by_year` whether it files drafts in a folder a year.
    What is done on a day (`in_timeline`) stands in the timeline. `data` are its own columns of open data, beside those
    that every kind has. `text_rules` are rules about the text below the head. `column_type` is what the inspection of
    government sites calls such a column. What one of a kind says may stand on pages of others (`is_told_elsewhere`): then
    whatever changes in it needs a whole build.
    """

    name: str
    folder: str
    label: str
    model: type[Record]
    rules: tuple[Rule, ...] = ()
    column: str = ""
    title: str = ""
    is_article: bool = False
    is_told_elsewhere: bool = False
    date_key: str = ""
    by_year: bool = False
    in_timeline: bool = False
    data: tuple[DataColumn, ...] = ()
    text_rules: tuple[TextRule, ...] = ()
    column_type: str = "工作动态"

    def __post_init__(self) -> None:
        object.__setattr__(self, "column", self.column or self.folder)
        object.__setattr__(self, "title", self.title or self.label)


def withdrawal_is_explained(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A withdrawn record says when and why; only a withdrawn record does."""
    if fields.get("status") == "withdrawn" and "withdrawn" not in fields:
        yield Wrong(("status",), "撤回的记录没有写撤回日期和原因", "加上 withdrawn: {date: 2026-01-01, reason: 原因}")
    if "withdrawn" in fields and fields.get("status") != "withdrawn":
        yield Wrong(
            ("withdrawn",), "写了 withdrawn（撤回），但状态不是撤回", "加上 status: withdrawn，或删去 withdrawn"
        )


def a_reprint_names_its_address(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A reprint (转载) carries the address of its source (国办发〔2017〕47号: 转载须注明来源)."""
    if str(fields.get("source", "")).startswith("转载") and "source_url" not in fields:
        yield Wrong(("source",), "转载没有写来源网址", "加上 source_url: https://……")


def three_people_read(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """The three readings (三审) of a text are by three people."""
    reviewers = fields.get("reviewers")
    if not isinstance(reviewers, Mapping):
        return
    seen: dict[str, str] = {}
    for key, label in _READINGS.items():
        name = "".join(str(reviewers.get(key) or "").split())
        if name in seen:
            what = f"{label}和{seen[name]}写的都是「{name}」"
            yield Wrong(("reviewers", key), what, f"三审由三个人做；改成实际做{label}的人，还没有做就删去这一行")
        elif name:
            seen[name] = label


_READINGS = {"first": "初审", "second": "复审", "final": "终审"}
COMMON_RULES: tuple[Rule, ...] = (withdrawal_is_explained, a_reprint_names_its_address, three_people_read)
