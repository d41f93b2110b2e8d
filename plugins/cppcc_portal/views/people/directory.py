"""Directory (委员名录): every member by strokes, pinyin, unit, sector, committee and term, where those are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen, replace
from cppcc_portal.foundation.names import pinyin_initial, stroke_count, stroke_key
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.kinds.member import Member
from cppcc_portal.views.blocks.entry import MemberCard, Named
from cppcc_portal.views.blocks.head import Head, SiteView, column_metas, head
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import MarkRecipe, Recipe


@frozen
class DirectorySection:
    """One heading of the directory and the members below it."""

    label: str
    anchor: str
    members: tuple[MemberCard, ...]


@frozen
class Order:
    """One order of the directory: its label, and the page that shows it."""

    label: str
    address: str
    is_current: bool


@frozen
class DirectoryView:
    """The directory (委员名录) in one order; past members stand apart, marked."""

    template: str
    head: Head | None
    crumbs: tuple[Named, ...]
    title: str
    orders: tuple[Order, ...]
    sections: tuple[DirectorySection, ...]
    count: int
    past: int
    current_term: str | None

    @property
    def note(self) -> str:
        """How many serve, and where past members stand."""
        if not self.current_term and not self.past:
            return ""
        term = f"本届是{self.current_term}。" if self.current_term else ""
        past = f"，往届委员 {self.past} 位，列在最后" if self.past else ""
        return f"{term}委员 {self.count} 位{past}。"


def recipes(context: ViewContext, site: SiteView, crumbs: tuple[Named, ...]) -> Iterator[Recipe | MarkRecipe]:
    """Yield the directory's mark in stroke order, and a page for each other order."""
    portal = context.portal
    cards = [context.cards[item.id] for item in portal.of_kind("member")]
    members = {item.id: item.record for item in portal.of_kind("member")}
    current = sorted(cards, key=lambda card: (stroke_key(card.name, _own_strokes(members[card.id])), card.id))
    sitting = [card for card in current if not card.is_past]
    past = tuple(card for card in current if card.is_past)
    apart = (DirectorySection("往届委员", "past", past),) if past else ()
    views: dict[str, tuple[str, tuple[DirectorySection, ...]]] = {
        "strokes": ("按姓氏笔画", (*_by_strokes(sitting), *apart)),
        "pinyin": ("按拼音", (*_by_pinyin(sitting), *apart)),
    }
    for name, label, sections in (
        ("unit", "按机构", (*_by_unit(sitting), *apart)),
        ("sector", "按界别", _apart(_by_facet(portal, sitting, members, "sector", "sectors"), apart)),
        ("committee", "按专门委员会", _apart(_by_facet(portal, sitting, members, "committee", "committees"), apart)),
        ("term", "按届次", _by_term(portal, current, members)),
    ):
        if sections:
            views[name] = (label, sections)
    term = portal.settings.site.current_term
    addresses = {name: portal.routes.directory(name) for name in views}
    addresses["strokes"] = portal.routes.column("members")
    for name, (label, sections) in views.items():
        orders = tuple(Order(views[one][0], addresses[one], one == name) for one in views)
        if name == "strokes":
            yield MarkRecipe("directory", "part", directory_view, (None, label, orders, sections, crumbs, "", term))
        else:
            of = (site, label, orders, sections, crumbs, addresses[name], term)
            yield Recipe(file_of(addresses[name]), "page", directory_view, of, "members")


def _own_strokes(member: object) -> str | None:
    return member.sort_strokes if isinstance(member, Member) else None


def _by_strokes(cards: list[MemberCard]) -> tuple[DirectorySection, ...]:
    grouped: dict[int | None, list[MemberCard]] = {}
    for card in cards:
        grouped.setdefault(stroke_count(card.name[0]), []).append(card)
    return tuple(
        DirectorySection(f"{count} 画" if count else "其他", f"strokes-{count or 0}", tuple(found))
        for count, found in grouped.items()
    )


def _by_pinyin(cards: list[MemberCard]) -> tuple[DirectorySection, ...]:
    grouped: dict[str, list[MemberCard]] = {}
    for card in sorted(cards, key=lambda card: (card.pinyin.lower(), card.id)):
        initial = card.pinyin[:1].upper() or pinyin_initial(card.name)
        grouped.setdefault(initial, []).append(card)
    return tuple(
        DirectorySection(initial, f"pinyin-{initial.lower()}", tuple(found)) for initial, found in grouped.items()
    )


def _by_unit(cards: list[MemberCard]) -> tuple[DirectorySection, ...]:
    grouped: dict[str, list[MemberCard]] = {}
    for card in cards:
        grouped.setdefault(card.unit.title if card.unit else "机构未载", []).append(card)
    names = sorted(grouped, key=lambda name: (name == "机构未载", name))
    return tuple(DirectorySection(name, f"unit-{number}", tuple(grouped[name])) for number, name in enumerate(names, 1))


def _by_facet(
    portal: Portal, cards: list[MemberCard], members: Mapping[str, Any], facet: str, vocabulary: str
) -> tuple[DirectorySection, ...]:
    words = portal.words[vocabulary]
    grouped: dict[str, list[MemberCard]] = {}
    for card in cards:
        for name, word in members[card.id].facets():
            if name == facet:
                grouped.setdefault(word, []).append(card)
    ordered = sorted(grouped, key=lambda word: (words.order(word), word))
    return tuple(
        DirectorySection(word, f"{facet}-{number}", tuple(grouped[word])) for number, word in enumerate(ordered, 1)
    )


def _apart(sections: tuple[DirectorySection, ...], past: tuple[DirectorySection, ...]) -> tuple[DirectorySection, ...]:
    """Return sections of those who serve, then past members; nothing where of nobody who serves is known what it is by."""
    return (*sections, *past) if sections else ()


def _by_term(portal: Portal, cards: list[MemberCard], members: Mapping[str, Any]) -> tuple[DirectorySection, ...]:
    """Return everybody by term, each term with its dates as far as they are known."""
    spans = portal.words["terms"].spans
    return tuple(
        replace(section, label=section.label + _span_in_words(*spans.get(section.label, (None, None))))
        for section in _by_facet(portal, cards, members, "term", "terms")
    )


def _span_in_words(start: PartialDate | None, end: PartialDate | None) -> str:
    if start and end:
        return f"（{start.chinese}至{end.chinese}）"
    return f"（{start.chinese}起）" if start else f"（至{end.chinese}）" if end else ""


def directory_view(
    site: SiteView | None,
    label: str,
    orders: tuple[Order, ...],
    sections: tuple[DirectorySection, ...],
    crumbs: tuple[Named, ...],
    address: str,
    term: str | None,
) -> DirectoryView:
    """Return the directory in one order; without a site it is the part of a hand-written page."""
    people = {card.id: card for section in sections for card in section.members}
    title = f"委员名录：{label}"
    metas = column_metas(title, title, "委员 名录", "负责人信息")
    return DirectoryView(
        template="portal/directory.html",
        head=head(site, title, title, address, crumbs=crumbs, metas=metas) if site else None,
        crumbs=crumbs,
        title=title,
        orders=orders,
        sections=sections,
        count=sum(not card.is_past for card in people.values()),
        past=sum(card.is_past for card in people.values()),
        current_term=term,
    )
