"""Site map: every page for search engines, by year; the reader's site map; robots; old addresses; the message page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.item import Item
from cppcc_portal.portal.rules.addresses import alias_file
from cppcc_portal.records.registry import KINDS
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.head import SiteView
from cppcc_portal.views.context import ViewContext
from cppcc_portal.views.recipe import MarkRecipe, Recipe


@frozen
class PageRow:
    """One page of the site map: its full address, and the day it last changed or ''."""

    url: str
    changed: str


@frozen
class UrlSet:
    """One site map file."""

    rows: tuple[PageRow, ...]


@frozen
class SiteMapIndex:
    """The index of site map files: full addresses, each with the day its newest page changed."""

    rows: tuple[PageRow, ...]


@frozen
class Robots:
    """What crawlers are asked: of a demonstration to leave feeds, calendars and data alone, else nothing."""

    sitemap_url: str
    is_demonstration: bool


@frozen
class RedirectView:
    """A page at an old address that leads to the new one."""

    template: str
    title: str
    target: str
    canonical: str


@frozen
class SiteMapPage:
    """The reader's site map: groups of names."""

    template: str
    groups: tuple[tuple[str, Named | None, tuple[Named, ...]], ...]


@frozen
class ContactPage:
    """How to reach the office; what is not configured is None and not invented."""

    template: str
    email: str | None
    address: str | None
    phone: str | None
    hours: str | None
    note: str | None
    subject: str
    is_demonstration: bool


SHORT = 60


def recipes(context: ViewContext, columns: Sequence[str]) -> Iterator[Recipe | MarkRecipe]:
    """Yield the site maps (columns are the hand-written pages' addresses), robots.txt, redirects and two marks."""
    portal = context.portal
    site = context.site
    by_year: dict[str, list[Item]] = {}
    for item in portal.public:
        if item.visibility.in_data and not item.visibility.is_stub:
            by_year.setdefault(item.published_in, []).append(item)
    parts, touched = [], _touched(context)
    for year, items in sorted(by_year.items()):
        file = f"sitemap-{year}.xml"
        parts.append(PageRow(site.url + file, max([item.changed_on for item in items])))
        if touched is None or year in touched:
            rows = tuple(PageRow(site.url + item.address, item.changed_on) for item in items)
            yield Recipe(file, "url_set", UrlSet, (rows,))
    if columns:
        file = "sitemap-columns.xml"
        parts.append(PageRow(site.url + file, ""))
        rows = tuple(PageRow(site.url + address, "") for address in sorted(columns))
        yield Recipe(file, "url_set", UrlSet, (rows,))
    yield Recipe("sitemap.xml", "site_map_index", SiteMapIndex, (tuple(parts),))
    yield Recipe("robots.txt", "robots", Robots, (site.url + "sitemap.xml", site.is_demonstration))
    for item in portal.public:
        for written in item.aliases:
            of = (site, item.title if not item.visibility.is_stub else "已撤回", item.address)
            yield Recipe(alias_file(written), "redirect", redirect_view, of)
    yield MarkRecipe("sitemap", "part", site_map_page, (_groups(context),))
    yield _contact(context)


def _touched(context: ViewContext) -> frozenset[str] | None:
    """Return the years whose site map a change reaches; None where everything is declared."""
    return None if context.change is None else frozenset(item.published_in for item in context.change.listed)


def redirect_view(site: SiteView, title: str, address: str) -> RedirectView:
    """Return the page at an old address."""
    return RedirectView("portal/redirect.html", title, address, site.url + address)


def _groups(context: ViewContext) -> tuple[tuple[str, Named | None, tuple[Named, ...]], ...]:
    """Return, for each kind, its column and its newest pages; long kinds lead to their lists."""
    portal = context.portal
    groups = []
    for kind in KINDS:
        items = portal.of_kind(kind.name)
        if items:
            names = tuple(Named(item.title, item.address) for item in items[:SHORT])
            more = Named(f"共 {len(items)} 条", portal.routes.column(kind.column))
            groups.append((kind.label, more, names))
    return tuple(groups)


def site_map_page(groups: tuple[tuple[str, Named | None, tuple[Named, ...]], ...]) -> SiteMapPage:
    """Return the reader's site map."""
    return SiteMapPage("portal/site_map.html", groups)


def _contact(context: ViewContext) -> MarkRecipe:
    site = context.portal.settings.site
    of = (
        site.contact_email,
        site.contact_address,
        site.contact_phone,
        site.contact_hours,
        site.contact_note,
        site.name,
        site.demonstration,
    )
    return MarkRecipe("contact", "part", contact_page, of)


def contact_page(
    email: str | None,
    address: str | None,
    phone: str | None,
    hours: str | None,
    note: str | None,
    name: str,
    is_demonstration: bool,
) -> ContactPage:
    """Return how to reach the office."""
    return ContactPage("portal/contact.html", email, address, phone, hours, note, f"给{name}的留言", is_demonstration)
