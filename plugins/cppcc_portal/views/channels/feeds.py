"""Feeds (订阅): the newest records of every collection in three forms, their outline, and the page that explains them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.routes import feed_file
from cppcc_portal.views.articles.collections import NEWEST, collections
from cppcc_portal.views.blocks.entry import Entry
from cppcc_portal.views.blocks.head import SiteView, feed_files
from cppcc_portal.views.blocks.prose import Text
from cppcc_portal.views.channels import calendars
from cppcc_portal.views.channels.calendars import CalendarRow
from cppcc_portal.views.channels.feed_view import KEPT, Enclosure, FeedItem, FeedRow, FeedView, OutlineView
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import Lazy, MarkRecipe, Recipe

OUTLINE = "feeds/feeds.opml"
FORMS = {"rss": "rss", "atom": "atom", "json": "json_feed"}


class Fed(NamedTuple):
    """One record as feeds carry it: its entry, and its text or None where only the summary is public."""

    entry: Entry
    text: Text | None

    def __repr__(self) -> str:
        return f"{self.entry}{self.text}"

    def __hash__(self) -> int:
        return hash((self.entry.digest, self.text))


class Body(NamedTuple):
    """A text with the address from which its links lead; HTML by `str`, which is asked for once by whoever keeps an item."""

    text: Text
    url: str

    def __str__(self) -> str:
        return self.text.html(self.url)


@frozen
class FeedsPage:
    """The list of all feeds for the 订阅 page; `site` is the one most people want."""

    template: str
    site: FeedRow
    groups: tuple[tuple[str, tuple[FeedRow, ...]], ...]
    outline: str
    calendars: tuple[CalendarRow, ...]


def recipes(context: ViewContext) -> Iterator[Recipe | MarkRecipe]:
    """Yield the feeds of each collection, one in each form, their outline (OPML), and the mark of the 订阅 page."""
    site = context.site
    groups: dict[str, list[FeedRow]] = {}
    fed: dict[tuple[str, str], Fed] = {}
    for collection in collections(context):
        if collection.items is not None:
            carried = tuple(_fed(context, item, fed) for item in collection.items)
            about = context.portal.settings.site.description if collection.name == "site" else ""
            given = (site, collection.title, collection.name, collection.address, carried, about)
            # All forms share the ingredients, so that telling them apart is done once.
            of = Lazy(repr(given), partial(tuple, given))
            for form in site.feeds:
                yield Recipe(feed_file(collection.name, form), FORMS[form], feed_view, of)
        row = FeedRow(collection.owner, collection.address, feed_files(site, collection.name))
        groups.setdefault(collection.group, []).append(row)
    if not context.touches_names:
        return
    listed = tuple((label, tuple(found)) for label, found in groups.items())
    yield Recipe(OUTLINE, "opml", outline_view, (site, listed))
    of_page = (listed[0][1][0], listed[1:], OUTLINE, calendars.rows(context))
    yield MarkRecipe("feeds", "part", feeds_page, of_page)


def _fed(context: ViewContext, item: Item, made: dict[tuple[str, str], Fed]) -> Fed:
    if item.key not in made:
        made[item.key] = Fed(context.anonymous(item), context.text(item))
    return made[item.key]


def guid(site: SiteView, entry: Entry) -> str:
    """Return the record's permanent identity: a tag URI (RFC 4151) that no address change alters."""
    return f"tag:{site.authority}:{entry.kind}/{entry.id}"


def feed_view(site: SiteView, title: str, name: str, address: str, items: tuple[Fed, ...], about: str) -> FeedView:
    """Return one collection's feed; `about` says what it is where its title does not."""
    base = f"{site.url}feeds/{quote(name)}"
    return FeedView(
        guid=f"tag:{site.authority}:feeds/{name}",
        title=title,
        description=(about or f"{title}，最新 {NEWEST} 条。") + ("（演示站）" if site.is_demonstration else ""),
        home_url=site.url + address,
        language=site.language,
        site_name=site.name,
        rss_url=f"{base}.rss.xml",
        atom_url=f"{base}.atom.xml",
        json_url=f"{base}.json",
        items=tuple(_item(site, one) for one in items),
    )


@lru_cache(maxsize=KEPT)
def _item(site: SiteView, fed: Fed) -> FeedItem:
    entry = fed.entry
    moment = entry.published.moment
    updated = max(moment, entry.modified.moment) if entry.modified else moment
    author = entry.author or entry.source or site.organization or site.name
    words = (entry.kind_label, entry.type_label or "", *entry.topics, *entry.keywords)
    cover = entry.cover
    return FeedItem(
        guid=guid(site, entry),
        url=site.url + entry.address,
        title=entry.title,
        published=moment,
        updated=updated,
        authors=(author,),
        summary=entry.summary,
        html=Body(fed.text, site.url) if fed.text else f"<p>{escape(entry.summary)}</p>" if entry.summary else "",
        categories=tuple(dict.fromkeys(word for word in words if word)),
        enclosure=Enclosure(site.url + cover.address, cover.media_type, cover.bytes) if cover else None,
    )


def outline_view(site: SiteView, groups: tuple[tuple[str, tuple[FeedRow, ...]], ...]) -> OutlineView:
    """Return every feed with full addresses, for import into a feed reader."""
    return OutlineView(
        title=f"{site.name}：全部订阅",
        owner=site.organization or site.name,
        groups=tuple((label, tuple(_absolute(site, row) for row in rows)) for label, rows in groups),
    )


def _absolute(site: SiteView, row: FeedRow) -> FeedRow:
    files = tuple(file._replace(address=site.url + file.address) for file in row.files)
    return FeedRow(row.title, site.url + row.home_url, files)


def feeds_page(
    site: FeedRow,
    groups: tuple[tuple[str, tuple[FeedRow, ...]], ...],
    outline: str,
    listed: tuple[CalendarRow, ...],
) -> FeedsPage:
    """Return the list of feeds for the 订阅 page."""
    return FeedsPage("portal/feeds.html", site, groups, outline, listed)
