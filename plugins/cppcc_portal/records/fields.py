"""The types of front-matter fields: what an editor may write, how it is told when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.records.model import Field, Model
from cppcc_portal.sources.joining import on_one_line


@frozen
class Ref:
    """Marks a field that holds the id of a record of one kind, or `kind/id` of any kind when `kind` is empty."""

    kind: str


@frozen
class OneOf:
    """Marks a field whose words come from the vocabulary of that name in `content/_vocabulary/`."""

    vocabulary: str


@frozen
class FileBeside:
    """Marks a field that names a file beside the record; `is_image` when it must be a picture."""

    is_image: bool


@frozen
class Written:
    """Says how a value is written (写法), with an example (例); guides and messages repeat it."""

    how: str
    example: str


@frozen
class Read:
    """Says what reads a value as it is written: it returns the value or raises `UnreadableError`."""

    read: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Tell pydantic, which asks every mark of a field."""
        from cppcc_portal.records.adapting import read_by

        return read_by(self.read, handler(source))


@frozen
class Words:
    """Says how long a text may be, and of which form; what surrounds it is stripped, and then something must be left."""

    at_most: int | None = None
    pattern: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Tell pydantic, which asks every mark of a field."""
        from cppcc_portal.records.adapting import words

        return words(self.at_most, self.pattern)


class Part(Model):
    """A group of fields within a record."""


class UnreadableError(ValueError):
    """A value is no good: what is wrong with it and what to write instead; `span` are two dates where one belongs."""

    def __init__(self, what: str, cure: str, span: tuple[str, str] | tuple[()] = ()) -> None:
        super().__init__(what)
        self.what, self.cure, self.span = what, cure, span


_DATE = "写成 2020-06-01、2020-06、2020 或 202X（年份末位不知道时）；不知道就不写到那一位"
_DAY = "写成 2020-06-01，知道钟点时写 2020-06-01 09:30"


def _read(value: str, cure: str, to_the_day: bool = False) -> PartialDate:
    """Read a date; say of one that is written otherwise how to write it, and of a day that never was that it was not."""
    try:
        return PartialDate.parse(value)
    except ValueError:
        pass
    from cppcc_portal.foundation.date_advice import advice, is_to_the_day  # for what is wrong only

    told, shown = advice(value, cure), f"「{value[:30]}」"
    if to_the_day and told.date and not is_to_the_day(told.date):
        raise UnreadableError(f"{shown}没有写到日", cure)
    raise UnreadableError(shown + told.what, told.cure, told.span)


def date_written(value: Any) -> PartialDate | None:
    """Return the date that a raw value of a file is, or None where it is none; rules between fields ask this."""
    try:
        return PartialDate.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _date(value: Any) -> Any:
    return _read(value, _DATE) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    date = _read(value, _DAY, to_the_day=True)
    if not date.is_exact:
        raise UnreadableError(f"「{value}」没有写到日", _DAY)
    return date


_ERA = r"(-?\d{4}|\d{3}X|\d{2}XX)(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[~?]?"
_EDTF = re.compile(f"{_ERA}(?:/{_ERA})?")


def _period(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = _EDTF.fullmatch(value)
    if not found:
        cure = "写成 1937、1937/1945（起止）、1938~（约）、195X（某年代）；公元前写 -0372"
        raise UnreadableError(f"「{value[:20]}」不是年代", _meant_period(value) or cure)
    start, end = found.groups()
    if end and int(end.replace("X", "9")) < int(start.replace("X", "0")):
        raise UnreadableError(f"「{value}」起止颠倒", "把较早的写在斜线前面")
    return value


def _meant_period(written: str) -> str:
    """Return what to write for a period that is written in words, '' where nobody can tell."""
    from cppcc_portal.foundation.typed_dates import meant  # for what is wrong only

    found = meant(written)
    if found is None or found.is_yearless or not found.first:
        return ""
    about = "~" if re.search(r"约|左右|前后", found.left_out) else ""
    period = "/".join(one.partition(" ")[0] + about for one in (found.first, found.last) if one)
    return f"改成 {period}" if _EDTF.fullmatch(period) else ""


_URL = re.compile(r"https?://[^\s/?#\"'<>\\]+\.[^\s\"'<>\\]+|https?://localhost[^\s\"'<>\\]*")


def _url(value: Any) -> Any:
    if isinstance(value, str) and not _URL.fullmatch(value):
        raise UnreadableError(f"「{value[:40]}」不是完整网址", "写成 https:// 开头的完整网址")
    return value


def _boolean(value: Any) -> Any:
    words = {"true": True, "是": True, "yes": True, "false": False, "否": False, "no": False}
    if isinstance(value, str):
        if value.lower() not in words:
            raise UnreadableError(f"「{value[:20]}」不是 true 或 false", "写成 true（是）或 false（否）")
        return words[value.lower()]
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[1-9]\d{0,5}", value):
        raise UnreadableError(f"「{value[:20]}」不是整数", "写成阿拉伯数字，例如 4")
    return value


def _flowing(value: Any) -> Any:
    return on_one_line(value) if isinstance(value, str) else value


Text = Annotated[str, Words(), Written("文字", "")]
Line = Annotated[str, Words(at_most=200, pattern=r"^[^\n]*$"), Written("一行文字", "")]
Summary = Annotated[str, Words(at_most=120), Read(_flowing), Written("文字，至多 120 字", "")]
Date = Annotated[PartialDate, Read(_date), Written("日期，可以只写到月、年或年代", "2020-06")]
Day = Annotated[PartialDate, Read(_day), Written("日期，写到日", "2026-11-23")]
Period = Annotated[str, Read(_period), Written("年代，可以写起止、约数、年代", "1937/1945")]
Url = Annotated[str, Read(_url), Written("https:// 开头的完整网址", "https://www.example.org/2025/zongjie.html")]
YesNo = Annotated[bool, Read(_boolean), Written("true（是）或 false（否）", "true")]
Whole = Annotated[int, Read(_whole), Written("阿拉伯数字", "4")]

MemberRef = Annotated[str, Ref("member")]
UnitRef = Annotated[str, Ref("unit")]
SessionRef = Annotated[str, Ref("session")]
ActivityRef = Annotated[str, Ref("activity")]
StudioRef = Annotated[str, Ref("studio")]
ProgrammeRef = Annotated[str, Ref("programme")]
DocumentRef = Annotated[str, Ref("document")]
PlanTopicRef = Annotated[str, Ref("plan_topic")]
ProposalRef = Annotated[str, Ref("proposal")]
AnyRef = Annotated[str, Ref("")]
Picture = Annotated[str, FileBeside(is_image=True)]
Attached = Annotated[str, FileBeside(is_image=False)]


class Cover(Part):
    """A picture with what it shows (alt) and who took it (credit)."""

    src: Picture = Field(title="图片文件")
    alt: Line = Field(title="图片说明（给看不见图的人）", examples=["委员们站在修好的村道上"])
    credit: Line = Field(title="摄影或供图", examples=["北宿镇政协联络室"])


class Evidence(Part):
    """What a statement rests on (依据): a title, and where it can be found."""

    title: Line = Field(title="依据名称", examples=["北宿镇政协2025年工作总结"])
    url: Url | None = Field(None, title="网址")
    record: AnyRef | None = Field(None, title="本站记录（如 activities/某编号）")
    note: Text | None = Field(None, title="说明", examples=["第二部分第三段"])


class Attachment(Part):
    """A file that a reader can download."""

    file: Attached = Field(title="文件")
    title: Line = Field(title="名称", examples=["征集启事（PDF）"])


class Correction(Part):
    """A correction (更正) shown on the page: when, and what was corrected."""

    date: Day = Field(title="日期")
    what: Text = Field(title="更正内容", examples=["到会人数由20人改为18人"])


class Withdrawal(Part):
    """Why and when a record was withdrawn (撤回)."""

    date: Day = Field(title="撤回日期")
    reason: Text = Field(title="撤回原因", examples=["内容有误，正在核实"])


class Reviewers(Part):
    """The three reviews (三审) a text went through."""

    first: Line | None = Field(None, title="初审", examples=["张三"])
    second: Line | None = Field(None, title="复审", examples=["李四"])
    final: Line | None = Field(None, title="终审", examples=["王五"])


class Metric(Part):
    """One measured figure with its unit, as the source writes it."""

    key: Line = Field(title="指标", examples=["受益户数"])
    value: Line = Field(title="数值（照原文）", examples=["30余"])
    unit: Line | None = Field(None, title="单位", examples=["户"])
