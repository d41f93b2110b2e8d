"""The head of a page: what search engines, feed readers and inspectors of public sites read of it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.settings import Settings
from cppcc_portal.portal.routes import feed_file
from cppcc_portal.records.registry import KINDS
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.pictures import Picture

_FORMS = {
    "rss": ("RSS", "application/rss+xml"),
    "atom": ("Atom", "application/atom+xml"),
    "json": ("JSON", "application/feed+json"),
}


class SiteView(NamedTuple):
    """The site's facts as every page needs them: `url` is absolute and ends in a slash, `feeds` are forms of feeds, `cards` columns with one."""

    name: str
    url: str
    language: str
    organization: str | None
    id_code: str | None
    authority: str
    is_demonstration: bool
    feeds: tuple[str, ...]
    cards: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """The host name (SiteDomain)."""
        return urlsplit(self.url).hostname or ""


def site_view(settings: Settings) -> SiteView:
    """Return the site's facts for views."""
    site = settings.site
    return SiteView(
        site.name,
        settings.site_url,
        site.language,
        site.organization,
        site.id_code,
        site.authority,
        site.demonstration,
        settings.feeds,
        tuple(sorted(CARDED)) if settings.font else (),
    )


CARDED = {kind.column: kind.title for kind in KINDS if kind.title}


def card_file(name: str) -> str:
    """Return where a card is published: that of the site, of a column, or of a page such as `members/wang-deqing`."""
    return f"cards/{name}.png"


def card_of(site: SiteView, crumbs: tuple[Named, ...]) -> str | None:
    """Return the full address of the card of a page's column, else of the site, or None where there are none."""
    if not site.cards:
        return None
    column = (crumbs[-1].address or "").partition("/")[0] if crumbs else ""
    return site.url + card_file(column if column in site.cards else "site")


class FeedFile(NamedTuple):
    """A feed in one form: the form's name, its media type, and the feed's address from the site's root."""

    label: str
    media_type: str
    address: str


@frozen
class FeedLinks:
    """The feeds of a collection, one in each form that the site has."""

    title: str
    files: tuple[FeedFile, ...]


def feed_links(site: SiteView, title: str, name: str) -> FeedLinks | None:
    """Return the feeds of the collection called `name`, such as `members/wang-deqing`; None when the site has none."""
    return FeedLinks(title, feed_files(site, name)) if site.feeds else None


def feed_files(site: SiteView, name: str) -> tuple[FeedFile, ...]:
    """Return the feeds of the collection called `name`."""
    return tuple(FeedFile(*_FORMS[form], feed_file(name, form)) for form in site.feeds)


@frozen
class Head:
    """Everything `portal/head.html` prints; `metas` are pairs of name and content, `json_ld` is safe inside a script."""

    title: str
    description: str
    canonical: str
    og_type: str
    site_name: str
    image: Picture | None
    image_url: str | None
    has_card: bool
    metas: tuple[tuple[str, str], ...]
    json_ld: str
    feeds: tuple[FeedLinks, ...]
    is_indexed: bool


def head(
    site: SiteView,
    title: str,
    description: str,
    address: str,
    *,
    crumbs: tuple[Named, ...],
    og_type: str = "website",
    image: Picture | None = None,
    card: str = "",
    metas: tuple[tuple[str, str | None], ...] = (),
    thing: dict[str, Any] | None = None,
    feeds: tuple[FeedLinks | None, ...] = (),
    is_indexed: bool = True,
) -> Head:
    """Return a page's head; what is None among the metas is left out (国办发〔2017〕47号: 页面标签).

    `card` names a card of the page's own; without it and without an image the column's card stands beside a link to it.
    """
    canonical = site.url + address
    drawn = site.url + card_file(card) if card and site.cards else card_of(site, crumbs)
    every = (("SiteName", site.name), ("SiteDomain", site.domain), ("SiteIDCode", site.id_code), *metas)
    graph = [trail(site, crumbs, title, canonical)]
    if thing:
        graph.append({"@id": canonical, "url": canonical, **thing})
    return Head(
        title=f"{title} · {site.name}" if title != site.name else title,
        description=description,
        canonical=canonical,
        og_type=og_type,
        site_name=site.name,
        image=image,
        image_url=site.url + image.address if image else drawn,
        has_card=image is None and drawn is not None,
        metas=tuple((name, content) for name, content in every if content),
        json_ld=script_json({"@context": "https://schema.org", "@graph": graph}),
        feeds=tuple(one for one in feeds if one),
        is_indexed=is_indexed and not site.is_demonstration,
    )


def article_metas(
    title: str, published: PartialDate, source: str, **more: str | None
) -> tuple[tuple[str, str | None], ...]:
    """Return the meta tags of an article page; the hour of PubDate stands only when it is known."""
    return (("ArticleTitle", title), ("PubDate", str(published)), ("ContentSource", source), *more.items())


def column_metas(name: str, description: str, keywords: str, column_type: str) -> tuple[tuple[str, str | None], ...]:
    """Return the meta tags of a column page (栏目页)."""
    return (
        ("ColumnName", name),
        ("ColumnDescription", description or name),
        ("ColumnKeywords", keywords or name),
        ("ColumnType", column_type),
    )


def trail(site: SiteView, crumbs: tuple[Named, ...], title: str, canonical: str) -> dict[str, Any]:
    """Return the page's place in the site as a schema.org BreadcrumbList."""
    steps = [(crumb.title, site.url + (crumb.address or "")) for crumb in crumbs] + [(title, canonical)]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": url}
        for number, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def organization(site: SiteView) -> dict[str, Any]:
    """Return the publisher as a schema.org organization; no government body is claimed that the site does not name."""
    return {"@type": "Organization", "name": site.organization or site.name, "url": site.url}


def script_json(value: object) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    for character, escaped in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(character, escaped)
    return text
