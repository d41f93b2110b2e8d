"""The draft of a work summary (工作总结): every number with a note of what it counts, in the order summaries have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.aggregates import Aggregates, Count, active, count_all, months_over, quiet_months
from cppcc_portal.portal.counters import Chapter, Counter, itself
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.periods import Period
from cppcc_portal.records.kinds.notice import Notice
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.records.leftovers import FILL_IN
from cppcc_portal.views.figures.sheets import NOT_MERIT

NAMED = 6
SHOWN = 3
PLAN = "计划"
_ORDER = (Chapter.STUDY, Chapter.DELIBERATION, Chapter.OVERSIGHT, Chapter.SERVICE, Chapter.SELF)
_NUMERALS = "一二三四五六七"
_VERBS = {"activity": "开展", "proposal": "提交", "opinion": "反映", "suggestion": "反映"}


class Run(NamedTuple):
    """A piece of a paragraph; `note` is the number of the note that stands after it, 0 for none."""

    text: str
    note: int = 0


@frozen
class ReportChapter:
    """One chapter: its heading and its paragraphs."""

    heading: str
    paragraphs: tuple[tuple[Run, ...], ...]


@frozen
class ReportView:
    """A draft: title, the unit that signs it, opening, chapters, the notes in order, and what it was computed from."""

    title: str
    unit: str
    opening: tuple[Run, ...]
    chapters: tuple[ReportChapter, ...]
    notes: tuple[str, ...]
    basis: str


class _Draft:
    """One draft while it is put together: what belongs to its unit and period, and the notes written so far."""

    def __init__(self, aggregates: Aggregates, unit: str | None, period: Period) -> None:
        self.aggregates, self.unit, self.period = aggregates, unit, period
        self.portal = aggregates.portal
        self.year = Period(period.year, decade=period.decade)
        found = aggregates.by_unit.get(self.year, {}).get(unit, ()) if unit else aggregates.by_year.get(self.year, ())
        self.items = tuple(item for item in found if period.holds(item.record.happened()))
        self.vague = tuple(item for item in found if period.may_hold(item.record.happened()))
        self.counts = count_all(aggregates.lookup, self.items, aggregates.undisclosed(period, unit))
        self.notes: list[str] = []

    def note(self, text: str) -> int:
        """Write a note and return its number."""
        self.notes.append(text)
        return len(self.notes)

    def url(self, item: Item) -> str:
        """Return the full address of a record's page."""
        address = self.portal.address(item)
        return self.portal.settings.site_url + address if address is not None else item.path

    def cited(self, items: Iterable[Item], *, with_address: bool = True) -> str:
        """Return records as a note cites them, the first few of many; where a list is named beside, without addresses."""
        given = tuple(items)
        shown = [
            f"《{item.record.title}》{_in_brackets(_day(item.record.happened()), self.url(item) if with_address else '')}"
            for item in given[:NAMED]
        ]
        return "；".join(shown) + (f"；等 {len(given)} 条" if len(given) > NAMED else "")

    def evidence(self, count: Count) -> int:
        """Write the note of a count: what is counted, and where the list is."""
        routes, key = self.portal.routes, count.counter.key
        page = routes.sheet(self.year.code, self.unit) if self.unit else routes.count(self.year.code, key)
        part = {6: f"-h{self.period.last // 6}", 3: f"-q{self.period.last // 3}", 1: f"-m{self.period.first:02d}"}
        anchor = key + part.get(self.period.months, "")
        items = tuple(dict.fromkeys(one.item.key for one in count.found))
        cited = self.cited((self.portal.items[one] for one in items), with_address=False)
        listed = f"清单：{self.portal.settings.site_url}{page}#{anchor}"
        return self.note(f"口径：{count.counter.says}。{cited}。{listed}")


def report_view(aggregates: Aggregates, unit: str | None, period: Period, commit: str) -> ReportView:
    """Return the draft for a unit (None for the whole site) and a period; `commit` names what it was computed from."""
    draft = _Draft(aggregates, unit, period)
    name = aggregates.portal.items["unit", unit].record.title if unit else aggregates.portal.settings.site.name
    label = f"{period.code}年" if period.year is None else period.label
    opening = _opening(draft)
    chapters = [
        ReportChapter(f"{numeral}、{chapter.value}", tuple(_chapter(draft, chapter)))
        for numeral, chapter in zip(_NUMERALS, _ORDER, strict=False)
    ]
    chapters.append(ReportChapter("六、不足", tuple(_shortcomings(draft))))
    chapters.append(ReportChapter("七、计划", tuple(_plans(draft))))
    basis = f"本稿的数字由门户根据内容版本 {commit} 中已公开的记录计算，时段 {period.code}。"
    return ReportView(f"{name}{label}工作总结（草稿）", name, opening, tuple(chapters), tuple(draft.notes), basis)


def _opening(draft: _Draft) -> tuple[Run, ...]:
    whole = [one for one in draft.counts if one.counter.is_charted and one.found]
    runs = [Run("本期有公开记录的：")] if whole else [Run("本期没有公开的记录。")]
    runs += _listed(draft, whole)
    return (*runs, Run(f"{NOT_MERIT}定稿前请逐项核对。"))


def _listed(draft: _Draft, counts: Iterable[Count]) -> list[Run]:
    """Return counts one after another, each with its note, the last with a full stop."""
    runs: list[Run] = []
    for count in counts:
        counter = count.counter
        runs.append(
            Run(
                f"{'，' if runs else ''}{_verb(counter)}{_name(counter)}{len(count.found)}{counter.measure}",
                draft.evidence(count),
            )
        )
    return [*runs, Run("。")] if runs else []


def _verb(counter: Counter) -> str:
    if counter.chapter is Chapter.WHOLE or counter.things is not itself:
        return ""
    if counter.kind == "activity" and counter.says.startswith("会议类型"):
        return "召开"
    return _VERBS.get(counter.kind, "")


def _name(counter: Counter) -> str:
    if counter.kind == "achievement" and counter.types:
        return f"{counter.types[0].removesuffix('成果')}成果"
    return counter.label


def _chapter(draft: _Draft, chapter: Chapter) -> Iterator[tuple[Run, ...]]:
    counts = [one for one in draft.counts if one.counter.chapter is chapter and one.found]
    if not counts:
        yield (Run(f"本期没有这方面的公开记录。{FILL_IN}"),)
        return
    yield tuple(_listed(draft, counts))
    seen = dict.fromkeys(one.item.key for count in counts for one in count.found)
    titles = [f"《{draft.portal.items[key].record.title}》" for key in list(seen)[:SHOWN]]
    yield (Run(f"其中有{'、'.join(titles)}{'等' if len(seen) > SHOWN else ''}。{FILL_IN}"),)


def _shortcomings(draft: _Draft) -> Iterator[tuple[Run, ...]]:
    missing = [one.counter.label for one in draft.counts if one.counter.says.startswith("活动类型") and not one.found]
    if missing:
        yield (Run(f"本期没有公开记录的活动类型：{'、'.join(missing)}。没有记录，不等于没有做。"),)
    quiet = _quiet(draft)
    if quiet:
        yield (Run(quiet),)
    members = draft.aggregates.members_of(draft.period, draft.unit)
    seen = active(
        item for item in draft.aggregates.by_year.get(draft.year, ()) if draft.period.holds(item.record.happened())
    )
    silent = sorted((item for item in members if item.id not in seen), key=lambda item: item.id)
    if silent:
        number = draft.note(
            "；".join(f"{item.record.title}（{draft.url(item)}）" for item in silent) + "。" + NOT_MERIT
        )
        yield (Run(f"本站收录委员{len(members)}人，其中{len(silent)}人本期没有公开记录", number), Run("。"))
    late = [item for item in draft.items if isinstance(item.record, Proposal) and _is_late(draft, item.record)]
    if late:
        yield (Run(f"本期提交的提案中，超过办理期限的{len(late)}件", draft.note(draft.cited(late) + "。")), Run("。"))
    if draft.vague:
        number = draft.note(draft.cited(draft.vague) + "。")
        yield (Run(f"另有{len(draft.vague)}条记录只写到年份，不能判断是否属于本期，没有计入", number), Run("。"))
    hidden = [f"{_name(one.counter)}{one.undisclosed}{one.counter.measure}" for one in draft.counts if one.undisclosed]
    if hidden:
        yield (Run(f"未公开、只有数目的：{'、'.join(hidden)}，上面没有计入。"),)
    yield (Run(FILL_IN),)


def _is_late(draft: _Draft, proposal: Proposal) -> bool:
    return proposal.handling.is_overdue(draft.portal.settings.as_of)


def _quiet(draft: _Draft) -> str:
    over = months_over(draft.period, draft.portal.settings.as_of)
    dates: list[PartialDate | None] = [item.record.happened() for item in draft.items]
    quiet = quiet_months(dates, draft.period, over)
    if quiet is None:
        return "本期的记录都没有写明月份，看不出哪些月份没有活动。" if draft.items else ""
    months = "、".join(month.part_label for month in quiet)
    return f"没有公开记录的月份：{months}。" if months else "本期每个月都有公开记录。"


def _plans(draft: _Draft) -> Iterator[tuple[Run, ...]]:
    """Yield the plans filed for the period that follows; of a decade those of the same decade, since no year is told."""
    after = draft.period.next() or draft.period
    found = [
        item
        for item in draft.portal.of_kind("plan_topic", "notice")
        if (not draft.unit or item.record.unit == draft.unit)
        and (not isinstance(item.record, Notice) or item.record.notice_type == PLAN)
        and (after.holds(item.record.happened()) or after.may_hold(item.record.happened()))
    ]
    for kind, label in (("plan_topic", "列入协商计划的议题"), ("notice", "已经公布的安排")):
        own = [item for item in found if item.kind == kind]
        if own:
            number = draft.note(draft.cited(own) + "。")
            titles = "、".join(f"《{item.record.title}》" for item in own[:NAMED])
            yield (Run(f"{label}{len(own)}项", number), Run(f"：{titles}{'等' if len(own) > NAMED else ''}。"))
    yield (Run(FILL_IN),)


def _day(when: PartialDate | None) -> str:
    if when is None:
        return ""
    return f"{when}年" if when.decade is not None else when.chinese


def _in_brackets(*words: str) -> str:
    told = "，".join(filter(None, words))
    return f"（{told}）" if told else ""
