"""Feeds: one view as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, and a list of feeds as OPML 2.0.

feedgen has its one home here and makes each channel; its items are printed by `feed_items`. Every form passes through `_publishable`, so what one refuses they all refuse.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from feedgen.feed import FeedGenerator

from cppcc_portal.foundation.frozen import replace
from cppcc_portal.outputs.feed_items import DUBLIN_CORE, atom_entry, json_item, rss_item
from cppcc_portal.sources.limits import is_printed
from cppcc_portal.views.channels.feed_view import KEPT, FeedItem, FeedView, OutlineView

# No version: it would change every feed, and wake every reader, at each upgrade.
GENERATOR = "cppcc-portal"

# Atom requires a date even of a feed without items; any other would be invented or read from a clock.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_MINUTE = timedelta(minutes=1)
_URL_CHARACTERS = "%/:?#[]@!$&'()*+,;="
_PLAIN_URL = re.compile(r"https?://[\w.~%/:?#\[\]@!$&'()*+,;=-]*", re.ASCII)


def rss(view: FeedView) -> bytes:
    """Return the feed as RSS 2.0 in UTF-8, with the summary as `description` and the body as `content:encoded`.

    Raises ValueError for a relative address, a naive date, a repeated guid or a missing title.
    """
    view = _publishable(view)
    feed = _channel(view, view.rss_url, "application/rss+xml")
    feed.register_extension("ours", _DublinCore, atom=False)
    return _filled(feed.rss_str(), b"</channel></rss>", map(_in_rss, view.items))


def atom(view: FeedView) -> bytes:
    """Return the feed as Atom in UTF-8; an entry without authors inherits the site as author (RFC 4287, 4.2.1).

    `updated` is that of the most recently updated item, and 1970-01-01T00:00:00+00:00 for a feed without items.
    Raises ValueError as `rss` does.
    """
    view = _publishable(view)
    feed = _channel(view, view.atom_url, "application/atom+xml")
    feed.author({"name": view.site_name})
    return _filled(feed.atom_str(), b"</feed>", map(_in_atom, view.items))


@lru_cache(maxsize=KEPT)
def _in_rss(item: FeedItem) -> bytes:
    return rss_item(_publishable_item(item))


@lru_cache(maxsize=KEPT)
def _in_atom(item: FeedItem) -> bytes:
    return atom_entry(_publishable_item(item))


@lru_cache(maxsize=KEPT // 4)
def _in_json(item: FeedItem) -> str:
    return _json(json_item(_publishable_item(item)))


def _json(fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def json_feed(view: FeedView) -> bytes:
    """Return the feed as JSON Feed 1.1 in UTF-8 without escapes, on one line; empty fields are left out.

    Raises ValueError as `rss` does.
    """
    view = _publishable(view)
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.home_url,
        "feed_url": view.json_url,
        "description": view.description,
        "language": view.language,
        "authors": [{"name": view.site_name}],
    }
    return f'{_json(document)[:-1]},"items":[{",".join(map(_in_json, view.items))}]}}\n'.encode()


def opml(view: OutlineView) -> bytes:
    """Return the list of feeds as OPML 2.0 in UTF-8, one outline a group; groups without feeds are left out.

    It carries no date. Raises ValueError for a relative address.
    """
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = _clean(view.title)
    ElementTree.SubElement(head, "ownerName").text = _clean(view.owner)
    body = ElementTree.SubElement(root, "body")
    for name, rows in ((name, rows) for name, rows in view.groups if rows):
        group = ElementTree.SubElement(body, "outline", text=_clean(name), title=_clean(name))
        for row in rows:
            title = _clean(row.title)
            addresses = {"xmlUrl": _absolute(row.files[0].address), "htmlUrl": _absolute(row.home_url)}
            ElementTree.SubElement(group, "outline", {"type": "rss", "text": title, "title": title, **addresses})
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


class _DublinCore:
    """What feedgen asks of an extension at the level of the feed: here, only a prefix."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DUBLIN_CORE}

    def extend_rss(self, feed: Any) -> Any:
        return feed


def _channel(view: FeedView, self_url: str, media_type: str) -> Any:
    feed = FeedGenerator()
    feed.id(view.guid)
    feed.title(view.title)
    feed.description(view.description)
    feed.language(view.language)
    feed.generator(GENERATOR)
    # The order matters: RSS takes the last link given for its own.
    feed.link(href=self_url, rel="self", type=media_type)
    feed.link(href=view.home_url, rel="alternate", type="text/html")
    # Left unset, feedgen writes the time of the build.
    feed.updated(max((_writable(item.updated, item.url) for item in view.items), default=NEVER))
    return feed


def _filled(channel: bytes, end: bytes, items: Iterable[bytes]) -> bytes:
    """Return a feed without items with its items put in before its end."""
    head = channel.removesuffix(end)
    if len(head) == len(channel):
        raise ValueError(f"feedgen ended a feed in an unknown way: {channel[-80:]!r}")
    return b"".join((head, *items, end, b"\n"))


@lru_cache(maxsize=2)
def _publishable(view: FeedView) -> FeedView:
    """Return the view as every form can carry it: clean text, absolute addresses; its items are looked at one by one.

    The three forms ask for the same view one after another; a view is its own key.
    """
    if len({_clean(item.guid) for item in view.items}) < len(view.items):
        raise ValueError(f"a feed holds one item twice: {view.rss_url}")
    return replace(
        view,
        guid=_clean(view.guid),
        title=_required(view.title, view.rss_url),
        description=_clean(view.description) or _clean(view.title),  # RSS requires one
        site_name=_clean(view.site_name),
        home_url=_absolute(view.home_url),
        rss_url=_absolute(view.rss_url),
        atom_url=_absolute(view.atom_url),
        json_url=_absolute(view.json_url),
    )


@lru_cache(maxsize=256)
def _publishable_item(item: FeedItem) -> FeedItem:
    """Return an item that may be published; the forms of a feed ask for the same ones, one after the other."""
    published = _writable(item.published, item.url)
    updated = published if item.updated is item.published else _writable(item.updated, item.url)
    guid, summary, html, authors, categories = item.guid, item.summary, str(item.html), item.authors, item.categories
    if not is_printed("".join((guid, summary, html, *authors, *categories))):
        guid, summary, html = _clean(guid), _clean(summary), _clean(html)
        authors, categories = tuple(map(_clean, authors)), tuple(map(_clean, categories))
    return FeedItem(
        guid=guid,
        url=_absolute(item.url),
        title=_required(item.title, item.url),
        published=published,
        updated=updated,
        authors=tuple(filter(None, authors)),
        summary=summary,
        html=html,
        categories=tuple(filter(None, categories)),
        enclosure=item.enclosure and replace(item.enclosure, url=_absolute(item.enclosure.url)),
    )


def _clean(text: str) -> str:
    """Return the text without the characters XML 1.0 forbids (2.2, production Char): lxml refuses them late."""
    return text if is_printed(text) else _forbidden_in_xml().sub("", text)


@cache
def _forbidden_in_xml() -> re.Pattern[str]:
    # To compile it takes nine milliseconds, and hardly any text asks for it.
    return re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _required(title: str, url: str) -> str:
    if not (clean := _clean(title).strip()):
        raise ValueError(f"a feed needs a title for {url}")
    return clean


def _absolute(url: str) -> str:
    """Return the address in the characters of RFC 3986: RSS takes no others, and files may have Chinese names."""
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"a feed needs absolute addresses, not {url!r}")
    return url if _PLAIN_URL.fullmatch(url) else quote(_clean(url), safe=_URL_CHARACTERS)


def _writable(moment: datetime, url: str) -> datetime:
    """Return the moment in whole seconds, in UTC where its offset has seconds (RFC 822 and RFC 3339 allow none)."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"a feed needs dates with a time zone: {url}")
    if offset % _MINUTE:
        moment = moment.astimezone(UTC)
    return moment.replace(microsecond=0) if moment.microsecond else moment
