"""The dated facts of handling (办理): the parts of a proposal that say which stations it passed, and when."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.records.fields import Date, Line, OneOf, Part, ProposalRef, Text
from cppcc_portal.records.model import Field


class Examined(Part):
    """The examination (审查): when, and what came of it; without a result it is still going on."""

    date: Date | None = Field(None, title="审查日期")
    result: Literal["立案", "并案", "不予立案"] | None = Field(None, title="审查结果")
    merged_into: ProposalRef | None = Field(None, title="并入的提案")
    outcome: Literal["转社情民意", "撤案"] | None = Field(None, title="不予立案的去向")
    reason: Text | None = Field(None, title="理由", examples=["所提问题已经列入本年计划"])


class Assigned(Part):
    """The assignment (交办) to the handling bodies."""

    date: Date = Field(title="交办日期")
    by: Line | None = Field(None, title="交办单位", examples=["县政府办公室"])


class Handler(Part):
    """A handling body (承办单位) and its role: in the lead, assisting it, or one of several that answer separately."""

    unit: Line = Field(title="承办单位", examples=["县交通运输局"])
    role: Literal["主办", "会办", "分办"] = Field(title="分工")
    accepted: Date | None = Field(None, title="签收日期")


class Reply(Part):
    """One reply (答复) of a handling body."""

    unit: Line = Field(title="答复单位", examples=["县交通运输局"])
    date: Date = Field(title="答复日期")
    doc_no: Line | None = Field(None, title="文号", examples=["交函〔2025〕12号"])
    reply_class: Annotated[str, OneOf("reply_classes")] | None = Field(
        None, title="答复分类", examples=["A"], key="class"
    )
    text: Text | None = Field(None, title="答复要点", examples=["两处路基已经修好"])


class Feedback(Part):
    """What the proposer said of the replies (反馈), and in which way they were sought."""

    date: Date | None = Field(None, title="反馈日期")
    result: Literal["满意", "基本满意", "不满意"] = Field(title="满意程度")
    way: Literal["面商", "走访", "电话", "书面", "网络"] | None = Field(None, title="沟通方式")
    note: Text | None = Field(None, title="说明", examples=["希望继续养护"])


class Supervision(Part):
    """One act of supervision (督办)."""

    date: Date = Field(title="督办日期")
    by: Line | None = Field(None, title="督办者", examples=["县政协提案委员会"])
    form: Line | None = Field(None, title="督办方式", examples=["现场督办"])


class Recheck(Part):
    """The second look at what was promised (B 类跟踪复查): by when, when it was done, and the class it came to."""

    due: Date | None = Field(None, title="应复查日期")
    date: Date | None = Field(None, title="复查日期")
    reply_class: Annotated[str, OneOf("reply_classes")] | None = Field(
        None, title="复查后的分类", examples=["A"], key="class"
    )
    note: Text | None = Field(None, title="说明", examples=["剩下一处已经修好"])


class HandlingFacts(Protocol):
    """What handling is derived from; a proposal has all of it."""

    @property
    def submitted(self) -> PartialDate:
        """The day of submission (提交)."""

    @property
    def examined(self) -> Examined | None:
        """The examination (审查)."""

    @property
    def assigned(self) -> Assigned | None:
        """The assignment (交办)."""

    @property
    def handlers(self) -> tuple[Handler, ...]:
        """The handling bodies (承办单位)."""

    @property
    def due(self) -> PartialDate | None:
        """The term for replies (办理期限)."""

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The replies (答复), in order."""

    @property
    def feedback(self) -> tuple[Feedback, ...]:
        """What the proposer said (反馈), in order."""

    @property
    def supervision(self) -> tuple[Supervision, ...]:
        """Acts of supervision (督办)."""

    @property
    def recheck(self) -> Recheck | None:
        """The second look (跟踪复查)."""

    @property
    def closed(self) -> PartialDate | None:
        """The day it was closed (办结)."""
