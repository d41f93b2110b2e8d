"""Proposals between one another and against the day: numbers, mergers, promises to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.people import Person, called, people
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.records.kinds.proposal import Proposal

Loc = tuple[str | int, ...]


def _proposals(items: Iterable[Item]) -> Iterator[tuple[Item, Proposal]]:
    found = [item for item in items if item.kind == "proposal" and not item.visibility.is_stub]
    for item in sorted(found, key=lambda item: (item.status == "draft", item.path)):
        assert isinstance(item.record, Proposal)
        yield item, item.record


def _every(portal: Portal) -> Iterator[tuple[Item, Proposal]]:
    """Yield all proposals as soon as one is to be checked: they are told apart from one another."""
    return _proposals(portal.items.values() if portal.is_to_check("proposal") else ())


def numbers_are_given_once(portal: Portal) -> Iterator[Fault]:
    """No number (案号) is given twice within one session."""
    held: dict[tuple[str, int], str] = {}
    for item, record in _every(portal):
        key = (record.session, record.number)
        if key in held:
            what = f"这次会议的第 {record.number} 号提案已经有了（{held[key]}）"
            yield Fault(item.path, ("number",), what, "检查两件提案的 number（案号）；同一件提案只建一条")
        held.setdefault(key, item.path)


def mergers_end_at_a_filed_proposal(portal: Portal) -> Iterator[Fault]:
    """A proposal merges into another one of its session that stands for itself, so that nobody is sent in a circle."""
    for item, record in _every(portal):
        target = portal.items.get(("proposal", record.examined.merged_into or "")) if record.examined else None
        into = target.record if target else None
        where: Loc = ("examined", "merged_into")
        if not isinstance(into, Proposal):
            continue
        if into is record:
            yield Fault(item.path, where, "提案并入了自己", "写并入的那件提案的编号")
        elif into.handling.result == "并案":
            assert into.examined is not None
            cure = f"直接写最后并入的那件，例如「{into.examined.merged_into}」"
            yield Fault(item.path, where, f"并入的「{into.id}」自己也并案了", cure)
        elif into.session != record.session:
            yield Fault(item.path, where, f"并入的「{into.id}」是另一次会议的提案", "检查编号和 session（届次）")


def promises_are_looked_at_again(portal: Portal) -> Iterator[Fault]:
    """A reply of a class that promises (B) is reminded of until a second look (复查) has its day."""
    promising = portal.words["reply_classes"].rechecked
    for item, record in _proposals(portal.to_check):
        classes = [number for number, reply in enumerate(record.replies) if reply.reply_class in promising]
        if classes and not (record.recheck and (record.recheck.due or record.recheck.date)):
            said = record.replies[classes[-1]].reply_class
            cure = "加上 recheck: {due: 2026-06}（应复查日期）；复查过了就写 date（复查日期）"
            what = f"{said} 类答复没有写 recheck（跟踪复查）的日期"
            yield Fault(item.path, ("replies", classes[-1], "class"), what, cure, is_error=False)


def facts_are_not_ahead_of_their_day(portal: Portal) -> Iterator[Fault]:
    """What is told as done is not dated after the day the site is made as of."""
    for item, record in _proposals(portal.to_check):
        for loc, fact in _facts(record):
            if fact.earliest > portal.settings.as_of:
                what = f"写的是已经发生的事，日期 {fact} 却还没有到"
                yield Fault(item.path, loc, what, "检查日期；还没有做的事先不写", is_error=False)


def _facts(record: Proposal) -> Iterator[tuple[Loc, PartialDate]]:
    found: list[tuple[Loc, PartialDate | None]] = [
        (("submitted",), record.submitted),
        (("examined", "date"), record.examined.date if record.examined else None),
        (("assigned", "date"), record.assigned.date if record.assigned else None),
        *((("handlers", place, "accepted"), one.accepted) for place, one in enumerate(record.handlers)),
        *((("replies", place, "date"), one.date) for place, one in enumerate(record.replies)),
        *((("feedback", place, "date"), one.date) for place, one in enumerate(record.feedback)),
        *((("supervision", place, "date"), one.date) for place, one in enumerate(record.supervision)),
        (("recheck", "date"), record.recheck.date if record.recheck else None),
        (("closed",), record.closed),
    ]
    yield from ((loc, fact) for loc, fact in found if fact is not None)


def proposers_lead_to_their_pages(portal: Portal) -> Iterator[Fault]:
    """A proposer who has a page is named by id, so that the page shows the proposal."""
    found = [("member", item.id) for item in portal.of_kind("member")]
    units = [key for key in portal.items if key[0] == "unit"]
    known: tuple[Person, ...] = ()
    named = {portal.items[key].title for key in found}
    # A member who is renamed may be called like a proposer of any proposal.
    for item, record in _proposals(portal.items.values() if portal.is_to_check("member") else portal.to_check):
        for number, one in enumerate(record.proposers):
            if one.name in named:
                known = known or people({key: portal.items[key].record for key in (*found, *units)})
                what, cure = f"{one.name}有委员主页", _as_member(called(one.name, known))
                yield Fault(item.path, ("proposers", number, "name"), what, cure, is_error=False)


def _as_member(namesakes: Sequence[Person]) -> str:
    """Return how to name a proposer by id; of several who are called so, which one is for the editor to say."""
    if len(namesakes) == 1:
        one = namesakes[0]
        return f"改成 member: {one.id}（{one.shown}）；是同名的另一个人就不用改"
    listed = "；".join(f"member: {one.id}（{one.shown}）" for one in namesakes)
    return f"叫这个名字的委员有 {len(namesakes)} 位：{listed}。核对后写对的那一个；都不是就不用改"
