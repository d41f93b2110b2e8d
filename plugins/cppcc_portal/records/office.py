"""What an office keeps beside its records: rules of duty (`duties.yml`) and sentences of summaries (`summaries.yml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Problem
from cppcc_portal.records.fields import Date, Line, Part, Read, Text, UnitRef, UnreadableError, Whole, Written, YesNo
from cppcc_portal.records.model import Field
from cppcc_portal.records.parsing import in_words
from cppcc_portal.sources.front_matter import Loc
from cppcc_portal.sources.office import read_office_file

DUTIES, SUMMARIES = "duties.yml", "summaries.yml"
BLANK = re.compile(r"\{([^{}]*)\}")


class DutyRule(Part):
    """One rule: who has to do at least how much of what, how often, and since when."""

    name: Line = Field(title="规则", examples=["每位委员每年至少反映一条社情民意"])
    who: Literal["members", "units", "studios"] = Field(title="管谁（委员、机构、工作室）", examples=["members"])
    of: tuple[UnitRef, ...] = Field((), title="哪些机构（不写就是全部）")
    counts: tuple[Line, ...] = Field(title="数什么（履职统计里的项目名）", examples=["社情民意"], min_length=1)
    at_least: Whole = Field(1, title="至少几次", examples=["1"])
    per: Literal["year", "half", "quarter", "month", "week"] = Field(title="每多久", examples=["year"])
    on: Literal["周一", "周二", "周三", "周四", "周五", "周六", "周日"] | None = Field(None, title="限星期几")
    since: Date = Field(title="从哪天起", key="from", examples=["2026-01"])
    until: Date | None = Field(None, title="到哪天止", key="to", examples=["2026-12"])
    source: Text | None = Field(None, title="出处", examples=["县政协委员履职管理办法第八条"])


class Preset(Part):
    """A set of rules that the portal brings along, for some units or all, from a day on."""

    name: Line = Field(title="规则集", examples=["jinghe"])
    of: tuple[UnitRef, ...] = Field((), title="哪些机构（不写就是全部）")
    since: Date = Field(title="从哪天起", key="from", examples=["2026-01"])
    until: Date | None = Field(None, title="到哪天止", key="to", examples=["2026-12"])


class Duties(Part):
    """The rules of duty (履职规则); what comes of them stays inside the office unless `public` says otherwise."""

    public: YesNo = Field(False, title="公开在网站上")
    presets: tuple[Preset, ...] = Field((), title="现成的规则集")
    rules: tuple[DutyRule, ...] = Field((), title="规则")


def _period(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}|\d{3}X", value):
        raise UnreadableError(f"「{value[:20]}」不是年份", "写成 2020，来源隐去末位的写 202X")
    return value


class Summary(Part):
    """Sentences of one work summary (工作总结): each blank is written as the counter it belongs to, `{主席会议}`.

    `{?}` is a blank to which nothing here belongs; `{主席会议=3}` is a number that the source does tell.
    """

    unit: UnitRef = Field(title="机构")
    period: Annotated[str, Read(_period), Written("年份", "2020")] = Field(title="年份")
    source: Line = Field(title="来源", examples=["网络转载的工作总结（原始出处未核），第二篇"])
    sentences: tuple[Text, ...] = Field(title="原文", examples=["先后召开主席会议{主席会议}次"], min_length=1)


class Summaries(Part):
    """What summaries say, to be held against what is counted."""

    summaries: tuple[Summary, ...] = Field((), title="工作总结")


Model = TypeVar("Model", bound=Part)


@frozen(slots=False)
class OfficeFile(Generic[Model]):
    """One file as it was read: its path, its value, and the line of each of its fields."""

    path: str
    value: Model
    lines: Mapping[Loc, int]

    def line(self, loc: Loc) -> int:
        """Return the line of a location, or of the nearest that encloses it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


@frozen(slots=False)
class Office:
    """Both files, where they are."""

    duties: OfficeFile[Duties] | None = None
    summaries: OfficeFile[Summaries] | None = None


NOTHING = Office()


def read_office(content: Path) -> tuple[Office, tuple[Problem, ...]]:
    """Return what the office keeps beside its records, and every problem of its files."""
    duties, problems = _read(content, DUTIES, Duties)
    summaries, found = _read(content, SUMMARIES, Summaries)
    return Office(duties, summaries), problems + found


def _read(content: Path, name: str, model: type[Model]) -> tuple[OfficeFile[Model] | None, tuple[Problem, ...]]:
    fields, problems = read_office_file(content, name)
    if fields is None:
        return None, problems
    path = f"{content.name}/{name}"
    from cppcc_portal.records.validation import checked

    value, faults = checked(model, fields.values)
    if value is None:
        told = (Problem(path, fields.line(one["loc"]), *in_words(model, one["loc"], one)) for one in faults)
        return None, (*problems, *told)
    return (None if problems else OfficeFile(path, value, fields.lines)), problems


def blanks(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield (counter's name or '?', number the source tells or '') for each blank of a sentence."""
    for found in BLANK.finditer(sentence):
        name, _, number = found[1].partition("=")
        yield name.strip(), number.strip()
