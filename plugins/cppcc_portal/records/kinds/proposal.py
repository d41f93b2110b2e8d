"""Proposal (提案): who proposed what to whom, and the dated facts of how it was handled; its state is derived from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import (
    Date,
    Line,
    MemberRef,
    OneOf,
    Part,
    SessionRef,
    Whole,
    YesNo,
)
from cppcc_portal.records.handling.facts import Assigned, Examined, Feedback, Handler, Recheck, Reply, Supervision
from cppcc_portal.records.handling.rules import CHAIN_RULES
from cppcc_portal.records.handling.stations import Handling, handling_of
from cppcc_portal.records.model import Field
from cppcc_portal.records.record import COMMON_RULES, Article, DataColumn, Kind, Wrong


class Proposer(Part):
    """Who proposed (提案者): a member by id, or a body or a person without a page by name."""

    member: MemberRef | None = Field(None, title="委员")
    name: Line | None = Field(
        None, title="名称（没有委员主页的人，或党派、团体、界别、专委会）", examples=["民建某县支部"]
    )


class Proposal(Article):
    """A proposal (提案); 建议案 and what was answered otherwise are not filed here."""

    number: Whole = Field(title="案号")
    session: SessionRef = Field(title="届次")
    proposer_type: Literal["个人", "联名", "集体"] = Field(title="提案形式")
    proposers: tuple[Proposer, ...] = Field(title="提案者（第一个是第一提案人）", min_length=1)
    category: Annotated[str, OneOf("proposal_categories")] = Field(title="类别", examples=["社会"])
    submitted: Date = Field(title="提交日期")
    examined: Examined | None = Field(None, title="审查")
    assigned: Assigned | None = Field(None, title="交办")
    handlers: tuple[Handler, ...] = Field((), title="承办")
    due: Date | None = Field(None, title="办理期限")
    replies: tuple[Reply, ...] = Field((), title="答复")
    feedback: tuple[Feedback, ...] = Field((), title="反馈（几次就写几项，先后为序）")
    supervision: tuple[Supervision, ...] = Field((), title="督办")
    recheck: Recheck | None = Field(None, title="跟踪复查")
    closed: Date | None = Field(None, title="办结日期")
    key_proposal: YesNo = Field(False, title="重点提案")
    excellent: YesNo = Field(False, title="优秀提案")
    disclosure_reason: Literal["涉密", "涉隐私", "涉商业秘密", "内部管理", "其他"] | None = Field(
        None, title="不全文公开的原因"
    )

    def happened(self) -> PartialDate:
        """The day it was submitted (提交)."""
        return self.submitted

    def type_label(self) -> str:
        """What it is about, such as 经济."""
        return self.category

    def facets(self) -> tuple[tuple[str, str], ...]:
        """Its category and the form of its proposing."""
        return ("category", self.category), ("proposer_type", self.proposer_type)

    @cached_property
    def handling(self) -> Handling:
        """What its facts come to: its state, and how far it got."""
        return handling_of(self)

    @property
    def people(self) -> tuple[str, ...]:
        """The members who proposed it, the first proposer first, then those it speaks of."""
        proposers = (one.member for one in self.proposers if one.member)
        return tuple(dict.fromkeys((*proposers, *self.members)))


def proposers_fit_the_form(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """One person proposes alone (个人), two or more together (联名), a body (集体) under its name; nobody twice."""
    listed = fields.get("proposers")
    written = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    seen: set[str] = set()
    for number, one in enumerate(written):
        named = [str(one[key]) for key in ("member", "name") if key in one]
        if len(named) != 1:
            what = "提案者写了两样" if named else "没有写提案者是谁"
            yield Wrong(("proposers", number), what, "有委员主页的写 member: 编号，没有的写 name: 名称，只写一样")
        elif named[0] in seen:
            yield Wrong(("proposers", number), f"提案者「{named[0][:30]}」写了两次", "只留一处")
        seen.update(named)
    form = fields.get("proposer_type")
    if not written or len(written) != len(listed or ()):
        return
    if form == "个人" and len(written) > 1:
        cure = "改成 proposer_type: 联名，或只留一位提案者"
        yield Wrong(("proposers", 1), f"个人提案写了 {len(written)} 位提案者", cure)
    if form == "联名" and len(written) < 2:
        cure = "补上其余的提案者，或改成 proposer_type: 个人"
        yield Wrong(("proposers", 0), "联名提案只写了一位提案者", cure)
    if form == "集体" and "member" in written[0]:
        cure = "写提出提案的党派、团体、界别或专委会，例如 name: 民建某县支部；是委员提的就改 proposer_type"
        yield Wrong(("proposers", 0), "集体提案的第一提案者写成了委员个人", cure)


def what_is_kept_back_says_why(fields: Mapping[str, Any]) -> Iterator[Wrong]:
    """A proposal that is not public in full says for which reason; only such a one does."""
    disclosure = fields.get("disclosure", "公开")
    if disclosure != "公开" and "disclosure_reason" not in fields:
        cure = "加上 disclosure_reason: 涉隐私（或涉密、涉商业秘密、内部管理、其他）"
        yield Wrong(("disclosure",), "没有全文公开，没有写 disclosure_reason（原因）", cure)
    if disclosure == "公开" and "disclosure_reason" in fields:
        cure = "不公开就写 disclosure: 内部，只公开摘要就写 disclosure: 摘要；全文公开就删去这一行"
        yield Wrong(("disclosure_reason",), "写了不全文公开的原因，公开属性却是公开", cure)


KIND = Kind(
    "proposal",
    "proposals",
    "提案",
    Proposal,
    (*COMMON_RULES, proposers_fit_the_form, *CHAIN_RULES, what_is_kept_back_says_why),
    is_article=True,
    date_key="submitted",
    by_year=True,
    data=(
        DataColumn("number", "案号", lambda one: str(one.number)),
        DataColumn("proposer_type", "提案形式", lambda one: one.proposer_type),
        DataColumn(
            "proposers", "提案者，委员写编号", lambda one: tuple(who.member or who.name for who in one.proposers)
        ),
        DataColumn("state", "办理状态", lambda one: one.handling.state),
        DataColumn("handlers", "承办单位", lambda one: tuple(f"{body.unit}（{body.role}）" for body in one.handlers)),
        DataColumn("submitted", "提交日期", lambda one: str(one.submitted)),
        DataColumn("examined", "审查日期", lambda one: str((one.examined and one.examined.date) or "")),
        DataColumn("assigned", "交办日期", lambda one: str(one.assigned.date if one.assigned else "")),
        DataColumn("due", "办理期限", lambda one: str(one.due or "")),
        DataColumn("replied", "答复日期", lambda one: tuple(str(reply.date) for reply in one.replies)),
        DataColumn("reply_class", "答复分类", lambda one: one.handling.reply_class or ""),
        DataColumn("satisfaction", "提案者意见", lambda one: one.handling.satisfaction or ""),
        DataColumn("closed", "办结日期", lambda one: str(one.closed or "")),
        DataColumn("key_proposal", "重点提案", lambda one: "是" if one.key_proposal else ""),
        DataColumn("excellent", "优秀提案", lambda one: "是" if one.excellent else ""),
    ),
)
