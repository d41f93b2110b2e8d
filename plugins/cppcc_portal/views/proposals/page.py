"""The page of a proposal (提案): its text, and its way through the hands of those who handled it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import fields, frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.records.handling.facts import Feedback
from cppcc_portal.records.handling.stations import Handling, Step
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.views.articles import articles
from cppcc_portal.views.articles.articles import ArticleView, article_view
from cppcc_portal.views.blocks.chain import Station
from cppcc_portal.views.blocks.entry import Named, When, when
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Recipe


class Around(NamedTuple):
    """What a proposal's page shows beside its own file: today's delay, other proposals, what the classes mean."""

    is_overdue: bool
    merged_into: Named | None
    merged: tuple[Named, ...]
    classes: tuple[tuple[str, str], ...]


class ReplyRow(NamedTuple):
    """One reply: whose, when, under which number, of which class and what that means, and its gist."""

    unit: str
    when: When | None
    doc_no: str | None
    reply_class: str | None
    meaning: str
    text: str | None


class Act(NamedTuple):
    """One dated act beside the chain: a feedback, a supervision, a second look."""

    title: str
    when: When | None
    text: str


@frozen
class ProposalView(ArticleView):
    """A proposal's page: an article with its chain, its replies and what else was done."""

    stations: tuple[Station, ...]
    outcome: str
    merged_into: Named | None
    merged: tuple[Named, ...]
    replies: tuple[ReplyRow, ...]
    acts: tuple[Act, ...]


def recipes(context: ViewContext) -> Iterator[Recipe]:
    """Yield the page of each proposal."""
    merged: dict[str, list[Named]] = {}
    for item in sorted(context.portal.of_kind("proposal"), key=lambda item: (_record(item).number, item.id)):
        examined = _record(item).examined
        if examined and examined.merged_into:
            merged.setdefault(examined.merged_into, []).append(Named(item.record.title, context.portal.address(item)))
    yield from articles.recipes(context, "proposal", proposal_view, partial(_around, merged))


def _record(item: Item) -> Proposal:
    assert isinstance(item.record, Proposal)
    return item.record


def _around(merged: Mapping[str, list[Named]], context: ViewContext, item: Item) -> tuple[Around]:
    record = _record(item)
    labels = context.portal.words["reply_classes"].labels
    written = [one.reply_class for one in record.replies if one.reply_class]
    return (
        Around(
            record.handling.is_overdue(context.portal.settings.as_of),
            context.named("proposal", record.examined.merged_into) if record.examined else None,
            tuple(merged.get(item.id, ())),
            tuple((word, labels.get(word, "")) for word in dict.fromkeys(written)),
        ),
    )


def proposal_view(*given: Any) -> ProposalView:
    """Return the page of one proposal; given is what `article_view` is given, and an `Around`."""
    base, around = article_view(*given[:-1]), given[-1]
    item: Item = given[1]
    record, hidden = _record(item), item.visibility.is_summary_only
    own = {name: getattr(base, name) for name in fields(base)} | {"template": "portal/proposal.html"}
    labels = dict(around.classes)
    return ProposalView(
        **own,
        stations=() if hidden else stations_of(record, around.is_overdue),
        outcome="" if hidden else _outcome(record),
        merged_into=None if hidden else around.merged_into,
        merged=() if hidden else around.merged,
        replies=() if hidden else tuple(
            ReplyRow(one.unit, when(one.date), one.doc_no, one.reply_class, labels.get(one.reply_class or "", ""), one.text)
            for one in record.replies
        ),
        acts=() if hidden else tuple(_acts(record)),
    )  # fmt: skip


def stations_of(record: Proposal, is_overdue: bool) -> tuple[Station, ...]:
    """Return the stations of a proposal's chain; the first that is not reached is where it is now."""
    handling = record.handling
    steps = handling.steps
    present = next((place for place, step in enumerate(steps) if not step.is_reached), len(steps))
    notes = _notes(record, handling)
    return tuple(
        Station(
            step.name,
            "reached" if step.is_reached else "present" if place == present else "ahead",
            step.date,
            notes.get(step.name, ""),
            _delay(step, handling) if is_overdue and place == present else "",
        )
        for place, step in enumerate(steps)
    )


def _delay(step: Step, handling: Handling) -> str:
    assert handling.due is not None
    return f"{'复查' if step.name == '跟踪' or handling.is_answered else '答复'}已逾期：应在{_until(handling.due)}"


def _until(due: PartialDate) -> str:
    return f"{due.chinese}{'' if due.is_exact else '内'}"


def _notes(record: Proposal, handling: Handling) -> Mapping[str, str]:
    leads = "、".join(one.unit for one in record.handlers if one.role != "会办")
    last: Feedback | None = record.feedback[-1] if record.feedback else None
    return {
        "交办": leads,
        "办理": f"期限{_until(record.due)}" if record.due else "",
        "答复": (f"{handling.reply_class} 类" if handling.reply_class else "")
        + ("，超过期限" if handling.was_late else ""),
        "反馈": (last.result + (f"，{last.way}" if last.way else "")) if last else "",
        "跟踪": f"应在{_until(record.recheck.due)}复查" if record.recheck and record.recheck.due else "",
    }


def _outcome(record: Proposal) -> str:
    """Return the words for what was not filed: where it went, and why."""
    examined = record.examined
    if examined is None or examined.result != "不予立案":
        return ""
    return "；".join(filter(None, (examined.outcome, f"理由：{examined.reason}" if examined.reason else None)))


def _acts(record: Proposal) -> Iterator[Act]:
    for supervised in record.supervision:
        yield Act("督办", when(supervised.date), "，".join(filter(None, (supervised.by, supervised.form))))
    for told in record.feedback:
        yield Act("反馈", when(told.date), "，".join(filter(None, (told.result, told.way, told.note))))
    if record.recheck and record.recheck.date:
        told_class = f"{record.recheck.reply_class} 类" if record.recheck.reply_class else None
        yield Act("跟踪复查", when(record.recheck.date), "，".join(filter(None, (told_class, record.recheck.note))))
