"""What a feed and a list of feeds show: frozen values, with every address absolute and every moment aware."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.views.blocks.head import FeedFile

KEPT = 4000
"""So many items at most, as they were printed, are kept by a process that makes feeds: each stands in several of them."""


@frozen
class Enclosure:
    """A file that belongs to an item: `length` in bytes, `media_type` such as `application/pdf`."""

    url: str
    media_type: str
    length: int


class FeedItem(NamedTuple):
    """One record as a feed reader shows it.

    `guid` is a permanent tag: URI (RFC 4151); `summary` is plain text; `html`, or what becomes it by `str`, is already
    sanitised and its links and images are already absolute; `updated` is never before `published`.
    """

    guid: str
    url: str
    title: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    summary: str
    html: object
    categories: tuple[str, ...]
    enclosure: Enclosure | None


@frozen(eq=False)
class FeedView:
    """One feed in its three forms, items newest first; `language` is a BCP 47 tag such as `zh-Hans`.

    It carries no date of its own: a feed is as old as its most recently updated item.
    """

    guid: str
    title: str
    description: str
    home_url: str
    language: str
    site_name: str
    rss_url: str
    atom_url: str
    json_url: str
    items: tuple[FeedItem, ...]


@frozen
class FeedRow:
    """One feed as a list of feeds names it: the page it follows and its files, of which an outline takes the first."""

    title: str
    home_url: str
    files: tuple[FeedFile, ...]


@frozen
class OutlineView:
    """Every feed of the site in named groups, for import into a feed reader; `owner` is the committee."""

    title: str
    owner: str
    groups: tuple[tuple[str, tuple[FeedRow, ...]], ...]
