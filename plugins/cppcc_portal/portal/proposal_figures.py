"""Figures of proposals (提案工作统计): how many came how far, each with the proposals it counts and what it is a share of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.visibility import is_draft
from cppcc_portal.records.handling.stations import Handling
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.sources.vocabulary import Vocabulary

CHAIN = ("received", "filed", "assigned", "answered", "told", "closed")


@frozen
class Figure:
    """One count: the proposals it counts, in the order of their numbers, and how many it is a share of.

    `of` is the figure it is a share of, and `rate` the name of that share (办复率); both are empty where there is none.
    """

    key: str
    label: str
    items: tuple[Item, ...]
    of: str = ""
    rate: str = ""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.items)


@frozen
class _Measure:
    key: str
    label: str
    holds: Callable[[Proposal, Handling, date], bool]
    of: str = ""
    rate: str = ""


_FIRST = (
    _Measure("received", "收到", lambda one, at, day: True),
    _Measure("filed", "立案", lambda one, at, day: at.result == "立案", "received", "立案率"),
    _Measure("merged", "并案", lambda one, at, day: at.result == "并案", "received"),
    _Measure("rejected", "不予立案", lambda one, at, day: at.result == "不予立案", "received"),
    _Measure("unexamined", "审查结果未载", lambda one, at, day: at.result is None, "received"),
    _Measure("assigned", "交办", lambda one, at, day: at.is_assigned, "filed"),
    _Measure("answered", "办复", lambda one, at, day: at.is_answered, "assigned", "办复率"),
    _Measure("late", "超过期限才答复", lambda one, at, day: at.was_late, "answered"),
)
_LAST = (
    _Measure("unclassed", "分类未载或不一", lambda one, at, day: at.is_answered and at.reply_class is None, "answered"),
    _Measure("met", "面商", lambda one, at, day: at.is_answered and at.was_met, "answered", "面商率"),
    _Measure("told", "有反馈", lambda one, at, day: at.is_answered and at.satisfaction is not None, "answered"),
    _Measure("satisfied", "满意", lambda one, at, day: at.is_answered and at.satisfaction == "满意", "told", "满意率"),
    _Measure("fairly", "基本满意", lambda one, at, day: at.is_answered and at.satisfaction == "基本满意", "told"),
    _Measure("unsatisfied", "不满意", lambda one, at, day: at.is_answered and at.satisfaction == "不满意", "told"),
    _Measure("untold", "反馈未载", lambda one, at, day: at.is_answered and at.satisfaction is None, "answered"),
    _Measure("closed", "办结", lambda one, at, day: at.is_closed, "assigned"),
    _Measure("overdue", "逾期", lambda one, at, day: at.is_overdue(day)),
    _Measure("key", "重点提案", lambda one, at, day: one.key_proposal, "received"),
    _Measure("excellent", "优秀提案", lambda one, at, day: one.excellent, "received"),
)


def _of_class(word: str) -> Callable[[Proposal, Handling, date], bool]:
    return lambda one, at, day: at.reply_class == word


def _classes(classes: Vocabulary) -> tuple[_Measure, ...]:
    return tuple(
        _Measure(f"class-{place}", f"{word} 类", _of_class(word), "answered")
        for place, word in enumerate(classes.words, 1)
    )


def figures(portal: Portal, items: tuple[Item, ...]) -> Mapping[str, Figure]:
    """Return every figure of some listed proposals by key, in the order in which tables show them."""
    day, found = portal.settings.as_of, {}
    for measure in (*_FIRST, *_classes(portal.words["reply_classes"]), *_LAST):
        held = []
        for item in items:
            record = item.record
            if isinstance(record, Proposal) and measure.holds(record, record.handling, day):
                held.append(item)
        found[measure.key] = Figure(measure.key, measure.label, tuple(held), measure.of, measure.rate)
    return found


def by_session(portal: Portal) -> Mapping[str, tuple[Item, ...]]:
    """Return the listed proposals of each session by number; the session whose proposals came last is first."""
    held: dict[str, list[Item]] = {}
    for item in portal.of_kind("proposal"):
        held.setdefault(item.record.session or "", []).append(item)
    newest = {session: min(_newest(item) for item in items) for session, items in held.items()}
    return {
        session: tuple(sorted(held[session], key=by_number))
        for session in sorted(held, key=lambda session: (newest[session], session))
    }


def _newest(item: Item) -> int:
    assert isinstance(item.record, Proposal)
    return item.record.submitted.newest_first


def by_number(item: Item) -> tuple[int, str]:
    """The order of proposals within one session."""
    assert isinstance(item.record, Proposal)
    return item.record.number, item.id


def kept_back(portal: Portal) -> Mapping[str, int]:
    """Return how many proposals of each session are internal (不公开): they are counted, and nothing else is told."""
    found: dict[str, int] = {}
    for item in portal.items.values():
        if item.kind == "proposal" and not item.visibility.in_data and _is_kept_back(item, portal.settings.as_of):
            session = item.record.session or ""
            found[session] = found.get(session, 0) + 1
    return found


def _is_kept_back(item: Item, as_of: date) -> bool:
    record = item.record
    return record.disclosure == "内部" and record.status != "withdrawn" and not is_draft(record, as_of)
