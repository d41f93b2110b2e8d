"""Members: the profile page of each (委员主页)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.names import stroke_key
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.fields import Correction
from cppcc_portal.records.kinds.member import Member
from cppcc_portal.records.registry import ARTICLES, KIND, TIMELINE
from cppcc_portal.views.articles.articles import Download, EvidenceRow, downloads_of, evidence_rows
from cppcc_portal.views.articles.stubs import stub_recipe
from cppcc_portal.views.blocks.entry import Entry, MemberCard, Named
from cppcc_portal.views.blocks.facts import Fact
from cppcc_portal.views.blocks.head import FeedLinks, Head, SiteView, feed_links, head
from cppcc_portal.views.blocks.prose import Text
from cppcc_portal.views.blocks.strip import Strip, strip_of
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.people import directory
from cppcc_portal.views.recipe import MarkRecipe, Recipe

NOT_MERIT = "数字只反映本站已公开的记录，不代表履职质量。"
COLLEAGUES = 12


@frozen
class Figure:
    """A count with its evidence: the list it counts begins at `anchor`."""

    count: int
    label: str
    anchor: str


@frozen
class TermRow:
    """One term of a member as a table row."""

    term: str
    role: str
    sector: str
    committees: str
    org_title: str
    span: str


@frozen
class YearGroup:
    """What a member took part in within one year, newest first."""

    label: str
    anchor: str
    strip: Strip | None
    entries: tuple[Entry, ...]


@frozen
class MemberGroup:
    """What a member took part in of one kind beside activities and deeds, newest first."""

    label: str
    anchor: str
    entries: tuple[Entry, ...]


@frozen
class MemberView:
    """One member's profile page."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    card: MemberCard
    terms: tuple[TermRow, ...]
    facts: tuple[Fact, ...]
    bio: str | None
    expertise: tuple[str, ...]
    prose: Text | None
    figures: tuple[Figure, ...]
    not_merit: str
    deeds: tuple[Entry, ...]
    years: tuple[YearGroup, ...]
    groups: tuple[MemberGroup, ...]
    counted: int
    colleagues: tuple[MemberCard, ...]
    evidence: tuple[EvidenceRow, ...]
    attachments: tuple[Download, ...]
    entry: Entry
    editor: str | None
    corrections: tuple[Correction, ...]
    feeds: FeedLinks | None
    data_address: str | None
    correction_address: str


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield every profile page, and the directory in its several orders."""
    portal = context.portal
    site = context.site
    has_data = "portal-data" in context.features
    places = (portal.routes.column("data") if has_data else None, portal.routes.column("contact"))
    crumbs = (Named("首页", portal.routes.page("")), Named("委员", portal.routes.column("members")))
    members, borne = _members(context), context.borne("member")
    colleagues: dict[str, tuple[MemberCard, ...]] = {}
    for item in portal.with_pages("member"):
        if not context.touches_owner("member", item.id):
            continue
        if item.visibility.is_stub:
            yield stub_recipe(portal, item, site)
            continue
        took_part = context.entries(borne.get(item.id, ()))
        unit = item.unit or ""
        if unit not in colleagues:
            colleagues[unit] = tuple(sorted((context.cards[one.id] for one in members.get(unit, ())), key=_strokes))
        near = _nearest(colleagues[unit], item.id)
        text = context.text(item)
        card = context.cards[item.id]
        evidence = evidence_rows(context, item)
        counted = context.counted.get(("member", item.id), 0)
        of = (site, item, card, context.entry(item), text, took_part, counted, near, evidence, crumbs, places)
        yield Recipe(file_of(item.address), "page", member_view, of, "members")
    if context.touches_records("member"):
        yield from directory.recipes(context, site, crumbs)


def _members(context: ViewContext) -> Mapping[str, list[Item]]:
    grouped: dict[str, list[Item]] = {}
    for item in context.portal.of_kind("member"):
        if item.unit:
            grouped.setdefault(item.unit, []).append(item)
    return grouped


def _strokes(card: MemberCard) -> tuple[Any, ...]:
    return (stroke_key(card.name), card.id)


def _nearest(cards: tuple[MemberCard, ...], id: str) -> tuple[MemberCard, ...]:
    """Return up to COLLEAGUES members who follow a member in the unit's list, and round to its start."""
    place = next((place for place, card in enumerate(cards) if card.id == id), 0)
    return (cards[place + 1 :] + cards[:place])[:COLLEAGUES]


def member_view(
    site: SiteView,
    item: Item,
    card: MemberCard,
    entry: Entry,
    text: Text | None,
    took_part: tuple[Entry, ...],
    counted: int,
    colleagues: tuple[MemberCard, ...],
    evidence: tuple[EvidenceRow, ...],
    crumbs: tuple[Named, ...],
    places: tuple[str | None, str],
) -> MemberView:
    """Return one member's profile page."""
    member = item.record
    assert isinstance(member, Member)
    hidden = item.visibility.is_summary_only
    deeds = tuple(entry for entry in took_part if entry.kind == "achievement")
    duties = tuple(entry for entry in took_part if entry.kind in (*TIMELINE, "notice"))
    activities = tuple(entry for entry in took_part if entry.kind == "activity")
    groups = groups_of(took_part)
    studios = tuple(Named(entry.title, entry.address) for entry in took_part if entry.kind == "studio")
    figures = (
        Figure(len(deeds), "履职成果", "deeds"),
        Figure(len(activities), "参加活动", "duties"),
        *(Figure(len(group.entries), group.label, group.anchor) for group in groups),
    )
    unit = card.unit.title if card.unit else ""
    description = member.summary or f"{card.name}，{unit or '政协'}委员：履职成果、参加的活动和文史。"
    feeds = feed_links(site, f"{card.name}（{site.name}）", f"members/{card.id}")
    return MemberView(
        template="portal/member.html",
        head=head(
            site,
            card.name,
            description,
            item.address,
            crumbs=crumbs,
            og_type="profile",
            image=card.photo,
            card=f"members/{card.id}",
            metas=(("Keywords", " ".join(entry.keywords) or None), ("Description", description)),
            thing=_person(site, member, card),
            feeds=(feeds,),
        ),
        crumbs=crumbs,
        card=card,
        terms=() if hidden else tuple(map(_term_row, member.terms)),
        facts=() if hidden else _facts(member, studios),
        bio=member.summary if hidden else member.bio,
        expertise=() if hidden else member.expertise,
        prose=text,
        figures=tuple(figure for figure in figures if figure.count),
        not_merit=NOT_MERIT,
        deeds=deeds,
        years=_timeline(duties, deeds),
        groups=groups,
        counted=counted,
        colleagues=colleagues,
        evidence=() if hidden else evidence,
        attachments=() if hidden else downloads_of(item),
        entry=entry,
        editor=member.editor,
        corrections=() if hidden else member.corrections,
        feeds=feeds,
        data_address=places[0],
        correction_address=places[1],
    )


def groups_of(took_part: tuple[Entry, ...]) -> tuple[MemberGroup, ...]:
    """Return what a member took part in by kind, where a kind has a list of its own on the page."""
    grouped: dict[str, list[Entry]] = {}
    for entry in took_part:
        grouped.setdefault(entry.kind, []).append(entry)
    kinds = [KIND[kind] for kind in ARTICLES if kind in grouped and kind not in ("activity", "achievement", "notice")]
    return tuple(MemberGroup(kind.label, kind.folder, tuple(grouped[kind.name])) for kind in kinds)


def _person(site: SiteView, member: Member, card: MemberCard) -> dict[str, Any]:
    roles = [
        {"@type": "Role", "roleName": f"{term.term}{term.role}", "startDate": str(term.start) if term.start else None}
        for term in member.terms
    ]
    roles = [{key: value for key, value in role.items() if value} for role in roles]
    thing: dict[str, Any] = {"@type": "Person", "name": card.name}
    if card.unit:
        thing["affiliation"] = {
            "@type": "Organization",
            "name": card.unit.title,
            "url": site.url + (card.unit.address or ""),
        }
    if roles:
        thing["hasOccupation"] = roles
    return thing


def _facts(member: Member, studios: tuple[Named, ...]) -> tuple[Fact, ...]:
    known = (
        ("性别", member.gender),
        ("民族", member.ethnicity),
        ("出生年份", member.birth_year),
        ("党派", member.party),
        ("专题", "、".join(member.topics)),
    )
    own = tuple(Fact(label, (Named(value),)) for label, value in known if value)
    return (*own, Fact("委员工作室", studios)) if studios else own


def _term_row(term: Any) -> TermRow:
    span = f"{term.start or ''}—{term.end or ''}" if term.start or term.end else ""
    span = "，".join(filter(None, (span, term.end_reason)))
    return TermRow(term.term, term.role, term.sector or "", "、".join(term.committees), term.org_title or "", span)


def _timeline(duties: tuple[Entry, ...], deeds: tuple[Entry, ...]) -> tuple[YearGroup, ...]:
    """Return all duties by year, or nothing when that would only say again what the deeds say."""
    groups = by_year(duties)
    return groups if len(duties) > len(deeds) or any(group.strip for group in groups) else ()


def by_year(entries: tuple[Entry, ...]) -> tuple[YearGroup, ...]:
    """Return entries grouped by the year they happened in, in their order; the undated come last."""
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(str(entry.date)[:4] if entry.date else "", []).append(entry)
    if "" in grouped:
        grouped[""] = grouped.pop("")
    return tuple(_year_group(year, found) for year, found in grouped.items())


def _year_group(year: str, entries: list[Entry]) -> YearGroup:
    anchor = f"y-{year.lower() or 'undated'}"
    strip = strip_of(int(year), entries, anchor) if year.isdigit() else None
    return YearGroup(f"{year}年" if year else "时间未载", anchor, strip, tuple(entries))
