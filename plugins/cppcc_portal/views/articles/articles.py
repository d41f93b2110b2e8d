"""Articles: the pages of whatever a unit publishes on a day: activities, achievements, notices, history and their like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item, evidence_key
from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.records.fields import Correction, Metric
from cppcc_portal.records.kinds.speech import FollowUp
from cppcc_portal.records.registry import ARTICLES, KIND
from cppcc_portal.sources.page import Heading
from cppcc_portal.views.articles.article_head import article_head, citation
from cppcc_portal.views.articles.stubs import stub_recipe
from cppcc_portal.views.blocks.entry import Entry, MemberCard, Named
from cppcc_portal.views.blocks.facts import Fact, facts_of
from cppcc_portal.views.blocks.head import Head, SiteView
from cppcc_portal.views.blocks.prose import Text
from cppcc_portal.views.consultation.follow_up import Recommended, recommended
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.history.downward import TitlePart, downward
from cppcc_portal.views.history.plates import Plate, plates_of
from cppcc_portal.views.recipe import Lazy, Recipe

CHARACTERS_A_MINUTE = 350
MENTIONS = 12
LONG, MANY_HEADINGS = 1500, 4
FIRST_HAND = ("亲历", "亲见", "亲闻")


class EvidenceRow(NamedTuple):
    """One ground of a statement, with where it leads."""

    title: str
    note: str | None
    url: str | None
    record: Named | None


@frozen
class Download:
    """A file a reader can download; `size` is in words."""

    title: str
    address: str
    size: str
    ending: str


class Related(NamedTuple):
    """Everything around an article: neighbours, members, what it follows, what speaks of it."""

    previous: Entry | None
    next: Entry | None
    members: tuple[MemberCard, ...]
    follows: tuple[Entry, ...]
    mentions: tuple[Entry, ...]
    evidence: tuple[EvidenceRow, ...]
    attachments: tuple[Download, ...]


# Of a plan's topic the facts tell when it is planned.
_DATE_LABELS = {"document": "成文", "speech": "发言", "notice": "所涉时间", "proposal": "提交", "plan_topic": ""}


@frozen
class ArticleView:
    """One article's page."""

    template: str
    head: Head
    crumbs: tuple[Named, ...]
    entry: Entry
    title_parts: tuple[TitlePart, ...]
    minutes: int
    characters: int
    contents: tuple[Heading, ...]
    prose: Text | None
    facts: tuple[Fact, ...]
    related: Related
    corrections: tuple[Correction, ...]
    recommendations: tuple[Recommended, ...]
    follow_ups: tuple[FollowUp, ...]
    findings: tuple[str, ...]
    agenda: tuple[str, ...]
    resolutions: tuple[str, ...]
    metrics: tuple[Metric, ...]
    variants: tuple[str, ...]
    transcript: str | None
    plates: tuple[Plate, ...]
    first_hand: str | None
    citation: str | None
    source_url: str | None
    editor: str | None
    is_summary_only: bool
    has_summary: bool
    correction_address: str

    @property
    def standfirst(self) -> str:
        """The summary that somebody wrote; the beginning of the text is no summary where the text follows."""
        return self.entry.summary if self.is_summary_only or self.has_summary else ""

    @property
    def date_label(self) -> str:
        """What the date of the matter means; nothing where it is not known or told elsewhere."""
        return _DATE_LABELS.get(self.entry.kind, "事情发生") if self.entry.when else ""


More = Callable[[ViewContext, Item], tuple[Any, ...]]


def recipes(
    context: ViewContext, kind: str, make: Callable[..., ArticleView] | None = None, more: More | None = None
) -> Iterator[Recipe]:
    """Yield the pages of one kind of article.

    A kind whose page shows more than others has a `make` of its own, which is given what `article_view` is given and
    then what `more` returns of an item; the `repr` of that must tell everything that it is.
    """
    if not context.touches_pages(kind):
        return
    portal = context.portal
    contact = portal.routes.column("contact")
    listed = portal.of_kind(kind)
    around = {
        item.key: (listed[place - 1] if place else None, listed[place + 1] if place + 1 < len(listed) else None)
        for place, item in enumerate(listed)
    }
    for item in portal.with_pages(kind):
        if not context.touches_page(item):
            continue
        if item.visibility.is_stub:
            yield stub_recipe(portal, item, context.site)
            continue
        newer, older = around.get(item.key, (None, None))
        own = more(context, item) if more else ()
        told = f"{context.mark} {contact} {_told(context, item, newer, older)} {own}"
        give = partial(_ingredients, context, item, newer, older, own)
        yield Recipe(file_of(item.address), "page", make or article_view, Lazy(told, give), KIND[kind].column)


def _told(context: ViewContext, item: Item, newer: Item | None, older: Item | None) -> str:
    """Return what tells everything that goes into an article's page: itself, its neighbours, and whatever it names."""
    near = [context.anonymous(one) for one in (newer, older) if one]
    cards = [context.cards.get(id) for id in item.people]
    followed = context.anonymous_many(_followed(context.portal, item))
    pointing = context.anonymous_many(_pointing(context, item))
    own = f"{item!r} {context.entry(item)} {context.text(item)}"
    return f"{own} {newer is None} {near} {cards} {followed} {pointing}"


def _ingredients(
    context: ViewContext, item: Item, newer: Item | None, older: Item | None, own: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Return what `article_view` is given, and what only its kind shows."""
    portal = context.portal
    related = _related(context, item, newer, older)
    crumbs, contact = _crumbs(portal, item.kind), portal.routes.column("contact")
    text = context.text(item)
    return context.site, item, context.entry(item), text, related, facts_of(context, item), crumbs, contact, *own


def _crumbs(portal: Portal, kind: str) -> tuple[Named, ...]:
    column, name = KIND[kind].title, KIND[kind].column
    return Named("首页", portal.routes.page("")), Named(column, portal.routes.column(name))


def _related(context: ViewContext, item: Item, newer: Item | None, older: Item | None) -> Related:
    portal, record = context.portal, item.record
    hidden = item.visibility.is_summary_only
    return Related(
        previous=context.anonymous(older) if older else None,
        next=context.anonymous(newer) if newer else None,
        members=tuple(context.cards[id] for id in record.people if id in context.cards),
        follows=context.anonymous_many(_followed(portal, item)),
        mentions=context.anonymous_many(_pointing(context, item)),
        evidence=() if hidden else evidence_rows(context, item),
        attachments=() if hidden else downloads_of(item),
    )


def _followed(portal: Portal, item: Item) -> tuple[Item, ...]:
    """Return the listed activities that an item follows."""
    followed = item.follows
    found = (portal.item("activity", id) for id in followed) if followed else ()
    return tuple(one for one in found if one and one.visibility.is_listed)


def _pointing(context: ViewContext, item: Item) -> tuple[Item, ...]:
    """Return the newest records that speak of an item."""
    pointing = context.pointing_to(item)
    return tuple([one for one in pointing if one.kind in ARTICLES])[:MENTIONS] if pointing else ()


def evidence_rows(context: ViewContext, item: Item) -> tuple[EvidenceRow, ...]:
    """Return what an item rests on, each ground with where it leads."""
    rows = []
    for evidence in item.record.evidence:
        key = evidence_key(evidence.record)
        rows.append(EvidenceRow(evidence.title, evidence.note, evidence.url, context.named(*key) if key else None))
    return tuple(rows)


def downloads_of(item: Item) -> tuple[Download, ...]:
    """Return the files that a reader of an item can download."""
    found = []
    for attachment in item.record.attachments:
        assets = item.assets[attachment.file]
        ending = attachment.file.rsplit(".", 1)[-1].upper()
        found.append(Download(attachment.title, assets.address, size_in_words(assets.bytes), ending))
    return tuple(found)


def size_in_words(count: int) -> str:
    """Return a file's size as readers know it: 820 字节, 34 KB, 1.2 MB."""
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def article_view(
    site: SiteView,
    item: Item,
    entry: Entry,
    text: Text | None,
    related: Related,
    facts: tuple[Fact, ...],
    crumbs: tuple[Named, ...],
    contact: str,
) -> ArticleView:
    """Return the page of one article."""
    record: Any = item.record
    hidden = item.visibility.is_summary_only

    def own(name: str) -> tuple[Any, ...]:
        return () if hidden else record.given(name, ())

    return ArticleView(
        template="portal/history_article.html" if entry.kind == "history" else "portal/article.html",
        head=article_head(site, entry, crumbs),
        crumbs=crumbs,
        entry=entry,
        title_parts=downward(entry.title) if entry.kind == "history" else (),
        minutes=max(1, round(item.body.characters / CHARACTERS_A_MINUTE)),
        characters=item.body.characters,
        contents=_contents(text) if text and _is_long(item) else (),
        prose=text,
        facts=facts,
        related=related,
        corrections=own("corrections"),
        recommendations=recommended(item),
        follow_ups=own("follow_ups"),
        findings=own("findings"),
        agenda=own("agenda"),
        resolutions=own("resolutions"),
        metrics=own("metrics"),
        variants=own("variants"),
        transcript=None if hidden else record.given("transcript"),
        plates=plates_of(item),
        first_hand=next((word for word in FIRST_HAND if word == record.given("first_hand", "") and not hidden), None),
        citation=citation(site, record, entry) if entry.kind == "history" and not hidden else None,
        source_url=record.given("source_url"),
        editor=record.editor,
        is_summary_only=hidden,
        has_summary=bool(record.summary),
        correction_address=contact,
    )


def _is_long(item: Item) -> bool:
    """Return whether a text is one of 文史 that is long enough for a list of its headings."""
    return item.kind == "history" and item.body.characters >= LONG and len(item.body.headings) >= MANY_HEADINGS


def _contents(text: Text) -> tuple[Heading, ...]:
    return tuple(heading for heading in text.headings if heading.level == 2)
