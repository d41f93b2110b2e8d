"""Handling (办理): what the dated facts of a proposal come to: its state, the stations it passed, its class, its delays.

Pure: nothing here knows the day; `overdue_since` is a day, to be held against the one a site is made as of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.records.handling.facts import Feedback, HandlingFacts, Reply

STATES = (
    "已提交",
    "审查中",
    "立案",
    "并案",
    "不予立案",
    "已交办",
    "办理中",
    "已答复",
    "已反馈",
    "督办中",
    "跟踪落实",
    "办结",
)
ANSWERING = ("主办", "分办")


@frozen
class Step:
    """One station of the chain: its name, whether it is behind the proposal, and when that was, as far as is known."""

    name: str
    is_reached: bool
    date: PartialDate | None = None


@frozen
class Handling:
    """What a proposal's facts come to.

    `state` is one of STATES; `detail` says more of it (满意, 转社情民意). `steps` are the stations in order: the first that
    is not reached is where the proposal is now; what was passed without any record of it is left out. `reply_class` is
    None while it is unknown, and where several bodies answered in different classes. `satisfaction` and `was_met` (面商) tell the last feedback. `overdue_since` is the day after a term (办理期限 or
    应复查日期) that passed without what it was set for; the day itself may still be ahead. `was_late` says that the reply
    is known to have come after the term.
    """

    state: str
    detail: str
    steps: tuple[Step, ...]
    result: str | None
    is_assigned: bool
    is_answered: bool
    reply_class: str | None
    satisfaction: str | None
    was_met: bool
    is_closed: bool
    due: PartialDate | None
    was_late: bool

    def is_overdue(self, as_of: date) -> bool:
        """Whether on a day the term is over without a reply, or without the second look it was set for."""
        return self.due is not None and self.due.latest < as_of

    @property
    def label(self) -> str:
        """The state as a reader sees it: 已反馈（满意）."""
        return f"{self.state}（{self.detail}）" if self.detail else self.state


def handling_of(proposal: HandlingFacts) -> Handling:
    """Return what a proposal's facts come to; whatever is legal has exactly one state."""
    examined, feedback = proposal.examined, _last_feedback(proposal)
    result = examined.result if examined else None
    replies = _answers(proposal)
    is_answered = bool(replies)
    is_reopened = feedback is not None and feedback.result == "不满意" and _is_answered_again(proposal, feedback)
    is_fed_back = is_answered and feedback is not None and not is_reopened
    state = _state(proposal, is_answered, is_fed_back)
    detail = {
        "已反馈": feedback.result if feedback else "",
        "不予立案": (examined.outcome or "") if examined else "",
        "已答复": "重新答复，等待反馈" if is_reopened else "",
    }.get(state, "")
    answered_on = max((one.date for one in replies), key=lambda one: one.latest, default=None)
    return Handling(
        state=state,
        detail=detail,
        steps=tuple(_steps(proposal, answered_on, feedback if is_fed_back else None, is_answered)),
        result=result,
        is_assigned=proposal.assigned is not None,
        is_answered=is_answered,
        reply_class=_class(replies),
        satisfaction=feedback.result if feedback else None,
        was_met=any(one.way == "面商" for one in proposal.feedback),
        is_closed=proposal.closed is not None,
        due=_open_term(proposal, result, is_answered),
        was_late=bool(proposal.due and answered_on and answered_on.earliest > proposal.due.latest),
    )


def _state(proposal: HandlingFacts, is_answered: bool, is_fed_back: bool) -> str:
    """Return the state: the furthest station that the facts tell of."""
    examined = proposal.examined
    if examined and examined.result in ("并案", "不予立案"):
        return examined.result
    if proposal.closed:
        return "办结"
    if _is_supervised(proposal, is_answered):
        return "督办中"
    if is_fed_back:
        return "跟踪落实" if proposal.recheck and not proposal.recheck.date else "已反馈"
    if is_answered:
        return "已答复"
    if proposal.replies or any(one.accepted for one in proposal.handlers):
        return "办理中"
    if proposal.assigned:
        return "已交办"
    if examined is None:
        return "已提交"
    return examined.result or "审查中"


def _is_supervised(proposal: HandlingFacts, is_answered: bool) -> bool:
    """Whether supervision (督办) is under way: begun, and nothing known to have ended it."""
    if not proposal.supervision:
        return False
    feedback = _last_feedback(proposal)
    if not is_answered or (feedback and feedback.result == "不满意" and not _is_answered_again(proposal, feedback)):
        return True
    dates = [one.date for one in proposal.replies] + [one.date for one in proposal.feedback if one.date]
    begun = max(one.date.earliest for one in proposal.supervision)
    return all(one.latest < begun for one in dates)


def _steps(
    proposal: HandlingFacts, answered_on: PartialDate | None, feedback: Feedback | None, is_answered: bool
) -> Iterator[Step]:
    examined = proposal.examined
    result = examined.result if examined else None
    yield Step("提交", True, proposal.submitted)
    if result in ("并案", "不予立案"):
        assert examined is not None and result is not None
        yield Step(result, True, examined.date)
        return
    yield Step("立案", result is not None, examined.date if examined and result else None)
    yield Step("交办", proposal.assigned is not None, proposal.assigned.date if proposal.assigned else None)
    accepted = min(
        (one.accepted for one in proposal.handlers if one.accepted), key=lambda one: one.earliest, default=None
    )
    yield Step("办理", is_answered, accepted)
    yield Step("答复", is_answered, answered_on)
    is_closed = proposal.closed is not None
    if feedback or not is_closed:
        yield Step("反馈", feedback is not None, feedback.date if feedback else None)
    recheck = proposal.recheck
    if recheck and (recheck.date or not is_closed):
        yield Step("跟踪", recheck.date is not None, recheck.date)
    yield Step("办结", is_closed, proposal.closed)


def _answers(proposal: HandlingFacts) -> tuple[Reply, ...]:
    """Return the last reply of each body that must answer, once all have; of bodies that are not named, all replies."""
    named = [one.unit for one in proposal.handlers if one.role in ANSWERING]
    last = {reply.unit: reply for reply in proposal.replies}
    if not named:
        return tuple(last.values())
    return tuple(last[unit] for unit in named) if all(unit in last for unit in named) else ()


def _class(replies: tuple[Reply, ...]) -> str | None:
    classes = {one.reply_class for one in replies}
    return classes.pop() if len(classes) == 1 else None


def _last_feedback(proposal: HandlingFacts) -> Feedback | None:
    return proposal.feedback[-1] if proposal.feedback else None


def _is_answered_again(proposal: HandlingFacts, feedback: Feedback) -> bool:
    """Whether a reply is known to have come after a feedback."""
    return any(feedback.date and one.date.earliest > feedback.date.latest for one in proposal.replies)


def _open_term(proposal: HandlingFacts, result: str | None, is_answered: bool) -> PartialDate | None:
    """Return the term that still runs or ran out: for the reply, then for the second look; None when none does."""
    if result in ("并案", "不予立案") or proposal.closed:
        return None
    if not is_answered:
        return proposal.due
    return proposal.recheck.due if proposal.recheck and not proposal.recheck.date else None
