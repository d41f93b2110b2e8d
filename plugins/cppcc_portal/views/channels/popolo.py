"""Popolo: members, units, memberships, events and motions in the open format for people and organizations (popoloproject.com)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds.activity import Activity
from cppcc_portal.records.kinds.member import Member, Term
from cppcc_portal.records.kinds.proposal import Proposal
from cppcc_portal.records.kinds.session import Session
from cppcc_portal.records.kinds.unit import Unit
from cppcc_portal.views.blocks.entry import Entry, MemberCard
from cppcc_portal.views.blocks.head import SiteView
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.duty.timeline import year_label, year_of
from cppcc_portal.views.recipe import Lazy, Recipe

PEOPLE = "data/popolo.json"
EVENTS = ("activity", "session")


@frozen
class PopoloView:
    """One Popolo document: the site it comes from, and its collections by name, each a list of objects."""

    site: SiteView
    collections: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]


@frozen
class PopoloFile:
    """One Popolo document as the data page lists it."""

    title: str
    json: str


class Person(NamedTuple):
    """A member as Popolo needs it; the card's digest and the fields' tell everything."""

    item: Item
    card: MemberCard

    def __repr__(self) -> str:
        return f"{self.card} {self.item.face}"


class Shown(NamedTuple):
    """A record as Popolo needs it: `people` are those of its members who stand among the persons.

    The entry's digest tells all fields of the record.
    """

    item: Item
    entry: Entry
    people: tuple[str, ...]

    def __repr__(self) -> str:
        return f"{self.entry} {self.people}"


def recipes(context: ViewContext) -> Iterator[tuple[PopoloFile, Recipe | None]]:
    """Yield a document of persons, organizations and memberships, one of events for each year, and one of motions for each
    session, with their names; no recipe where a change does not reach it.
    """
    portal = context.portal
    yield (
        PopoloFile("委员、机构和任职", PEOPLE),
        _people(context) if context.touches_records("member", "unit") else None,
    )
    has_events = context.touches_records(*EVENTS)
    by_year: dict[str, list[Item]] = {}
    for item in portal.of_kind(*EVENTS):
        if item.visibility.in_data:
            by_year.setdefault(year_of(item), []).append(item)
    for year in sorted(by_year, reverse=True):
        file = f"data/popolo-events-{year.lower()}.json"
        told = _recipe(context, file, events_view, by_year[year]) if has_events else None
        yield PopoloFile(f"会议和活动（{year_label(year)}）", file), told
    for session, items in portal.by_session.items():
        proposals = tuple(item for item in items if item.kind == "proposal" and item.visibility.in_data)
        named = context.named("session", session)
        if proposals and named:
            file = f"data/popolo-motions-{session}.json"
            told = _recipe(context, file, motions_view, proposals) if context.touches("proposal") else None
            yield PopoloFile(f"提案（{named.title}）", file), told


def _people(context: ViewContext) -> Recipe:
    portal = context.portal
    people = tuple(Person(item, context.cards[item.id]) for item in portal.of_kind("member") if item.visibility.in_data)
    units = tuple(_shown(context, item) for item in portal.of_kind("unit") if item.visibility.in_data)
    return Recipe(PEOPLE, "popolo", people_view, (context.site, people, units))


def _recipe(context: ViewContext, file: str, make: Callable[..., PopoloView], items: Iterable[Item]) -> Recipe:
    given = (context.site, tuple(_shown(context, item) for item in items))
    return Recipe(file, "popolo", make, Lazy(repr(given), partial(tuple, given)))


def _shown(context: ViewContext, item: Item) -> Shown:
    return Shown(item, context.anonymous(item), tuple(id for id in item.people if id in context.cards))


def people_view(site: SiteView, people: tuple[Person, ...], units: tuple[Shown, ...]) -> PopoloView:
    """Return persons, organizations and memberships; the committee itself is an organization only where it is named."""
    committees = sorted({name for person in people for term in _terms(person) for name in term.committees})
    organizations = [*map(partial(_organization, site), units), *map(_committee, committees)]
    return PopoloView(
        site,
        (
            ("persons", tuple(_person(site, person) for person in people)),
            ("organizations", tuple(map(_known, organizations))),
            ("memberships", tuple(_known(one) for person in people for one in _memberships(person))),
        ),
    )


def events_view(site: SiteView, shown: tuple[Shown, ...]) -> PopoloView:
    """Return the meetings, activities and sessions of a year."""
    return PopoloView(site, (("events", tuple(_known(_event(site, one)) for one in shown)),))


def motions_view(site: SiteView, shown: tuple[Shown, ...]) -> PopoloView:
    """Return the proposals of a session; of a summary no more than its title and number is told."""
    return PopoloView(site, (("motions", tuple(_known(_motion(site, one)) for one in shown)),))


def _motion(site: SiteView, shown: Shown) -> Mapping[str, Any]:
    entry, proposal = shown.entry, shown.item.record
    assert isinstance(proposal, Proposal)
    is_open = not shown.item.visibility.is_summary_only
    creator = next((one.member for one in proposal.proposers if one.member in shown.people), None)
    return {
        "id": f"proposal/{entry.id}",
        "identifier": str(proposal.number),
        "text": entry.title,
        "classification": proposal.category,
        "date": _date(proposal.submitted) if is_open else None,
        "legislative_session_id": f"session/{proposal.session}",
        "organization_id": f"unit/{entry.unit_id}" if entry.unit and entry.unit_id else None,
        "creator_id": f"member/{creator}" if creator and is_open else None,
        "result": f"{proposal.handling.state}{proposal.handling.detail and '：'}{proposal.handling.detail}"
        if is_open
        else None,
        "links": _page(site, entry.address),
    }


def _person(site: SiteView, person: Person) -> Mapping[str, Any]:
    member, card = person.item.record, person.card
    assert isinstance(member, Member)
    is_open = not person.item.visibility.is_summary_only
    return _known(
        {
            "id": f"member/{card.id}",
            "name": card.name,
            "sort_name": card.pinyin,
            "gender": member.gender if is_open else None,
            "birth_date": member.birth_year if is_open else None,
            "image": site.url + card.photo.address if card.photo else None,
            "summary": member.summary,
            "biography": member.bio if is_open else None,
            "links": _page(site, card.address),
        }
    )


def _organization(site: SiteView, shown: Shown) -> Mapping[str, Any]:
    unit = shown.item.record
    assert isinstance(unit, Unit)
    return {
        "id": f"unit/{unit.id}",
        "name": unit.title,
        "other_names": [{"name": unit.short_title, "note": "简称"}] if unit.short_title else None,
        "classification": unit.unit_type,
        "parent_id": f"unit/{unit.parent}" if unit.parent and shown.entry.unit else None,
        "abstract": shown.entry.summary,
        "links": _page(site, shown.entry.address),
    }


def _committee(name: str) -> Mapping[str, Any]:
    return {"id": f"committee/{name}", "name": name, "classification": "专门委员会"}


def _terms(person: Person) -> tuple[Term, ...]:
    member = person.item.record
    assert isinstance(member, Member)
    return () if person.item.visibility.is_summary_only else member.terms


def _memberships(person: Person) -> Iterator[Mapping[str, Any]]:
    """Yield what a member belongs to: a unit, and a post and committees for each term that is known."""
    id, unit = f"member/{person.card.id}", person.item.record.unit
    home = f"unit/{unit}" if unit and person.card.unit else None
    terms = _terms(person)
    if home and not terms:
        yield {"person_id": id, "organization_id": home}
    for term in terms:
        span = {"start_date": _date(term.start), "end_date": _date(term.end)}
        label = f"{term.term}{term.role}" + (f"（{term.sector}）" if term.sector else "")
        yield {"person_id": id, "organization_id": home, "role": term.role, "label": label, **span}
        for name in term.committees:
            yield {"person_id": id, "organization_id": f"committee/{name}", "label": f"{term.term}{name}", **span}


def _event(site: SiteView, shown: Shown) -> Mapping[str, Any]:
    entry, record = shown.entry, shown.item.record
    assert isinstance(record, Activity | Session)
    start = entry.date or (record.start if isinstance(record, Session) else None)
    return {
        "id": f"{entry.kind}/{entry.id}",
        "name": entry.title,
        "description": entry.summary,
        "classification": entry.sort,
        "start_date": _date(start),
        "end_date": _date(record.end),
        "location": None if shown.item.visibility.is_summary_only else record.place,
        "organization_id": f"unit/{entry.unit_id}" if entry.unit and entry.unit_id else None,
        "parent_id": f"session/{entry.session_id}" if entry.session_id else None,
        "attendees": [{"id": f"member/{one}"} for one in shown.people],
        "links": _page(site, entry.address),
    }


def _date(date: PartialDate | None) -> str | None:
    """Return a date as Popolo takes it, to the year, month or day; a decade is no date there."""
    return str(date)[:10] if date and date.decade is None else None


def _page(site: SiteView, address: str) -> list[Mapping[str, str]]:
    return [{"url": site.url + address, "note": "本站页面"}]


def _known(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in fields.items() if value}
