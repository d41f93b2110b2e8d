"""Settings: the facts about the committee and its site that every stage may read, frozen for one build."""

from __future__ import annotations

from datetime import date

from cppcc_portal.foundation.fonts import Font
from cppcc_portal.foundation.frozen import frozen

FEED_FORMS = ("rss", "atom", "json")


@frozen
class Site:
    """What `content/_site.yml` says of the committee (主办单位) and its portal; what it does not say is None."""

    name: str
    tagline: str | None = None
    description: str = ""
    keywords: tuple[str, ...] = ()
    organization: str | None = None
    authority: str = "example.org,2026"
    demonstration: bool = False
    demonstration_note: str | None = None
    language: str = "zh-Hans"
    current_term: str | None = None
    contact_email: str | None = None
    contact_address: str | None = None
    contact_phone: str | None = None
    contact_hours: str | None = None
    contact_note: str | None = None
    id_code: str | None = None
    icp: str | None = None
    police: str | None = None
    rights: str | None = None
    three_readings: bool = False


@frozen
class Settings:
    """One build's settings: the site, where it will be, and the day it is made as of.

    `site_url` is absolute and ends in a slash; `as_of` decides what is still in the future; `preview` shows drafts;
    `feeds` are the forms of its feeds, of `FEED_FORMS`, and empty where it has none; `calendars` whether it has any; `font` is what cards are drawn with, None where there shall be none.
    """

    site: Site
    site_url: str
    directory_urls: bool
    as_of: date
    preview: bool = False
    feeds: tuple[str, ...] = FEED_FORMS
    calendars: bool = True
    font: Font | None = None
