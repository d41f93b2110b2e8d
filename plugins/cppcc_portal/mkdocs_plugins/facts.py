"""Facts: what the templates of the theme are told of the site, under the one name `portal`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from cppcc_portal.foundation.settings import Settings
from cppcc_portal.portal.routes import Routes
from cppcc_portal.records.registry import ARTICLES, KIND
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.head import (
    FeedLinks,
    SiteView,
    card_of,
    feed_links,
    organization,
    script_json,
    site_view,
    trail,
)


def facts(
    settings: Settings, features: frozenset[str], files: Files, empty: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return the facts about the committee and its site, and where its columns and feeds are."""
    site = settings.site
    view = site_view(settings)
    return {
        "name": site.name,
        "url": view.url,
        "domain": view.domain,
        "tagline": site.tagline,
        "description": site.description,
        "keywords": " ".join(site.keywords),
        "organization": site.organization,
        "demonstration": site.demonstration,
        "demonstration_note": site.demonstration_note,
        "contact_email": site.contact_email,
        "id_code": site.id_code,
        "icp": site.icp,
        "police": site.police,
        "rights": site.rights,
        "language": site.language,
        "preview": settings.preview,
        "outlets": features,
        "columns": columns(settings, files, empty),
        "feeds": feeds(view),
        "json_ld": json_ld(view),
        "card": lambda page: card_of(view, (Named("", page.url),)),
    }


def columns(settings: Settings, files: Files, empty: frozenset[str]) -> dict[str, str]:
    """Return the address of every column that has a page and something to show, by the name of its folder; `home` is the root."""
    routes = Routes(settings.directory_urls)
    found = {"home": routes.page("") or "."}
    for file in files.documentation_pages():
        name, _, page = file.src_uri.rpartition("/")
        if name and page == "index.md" and name not in empty:
            found[name] = routes.column(name)
    return found


def feeds(site: SiteView) -> dict[str, tuple[FeedLinks, ...]]:
    """Return the feeds that belong to each hand-written page, by the page's path; those of the whole site by ''."""
    whole = feed_links(site, site.name, "site")
    if whole is None:
        return {}
    found: dict[str, tuple[FeedLinks, ...]] = {"": (whole,)}
    for kind in map(KIND.__getitem__, ARTICLES):
        own = feed_links(site, f"{site.name}：{kind.title}", kind.folder)
        found[f"{kind.column}/index.md"] = (own, whole) if own else (whole,)
    return found


def json_ld(site: SiteView) -> Callable[[Page], str]:
    """Return a function that tells search engines what a hand-written page is: the site itself, or its place in it."""

    def graph(page: Page) -> str:
        if page.is_homepage:
            publisher = {"@id": f"{site.url}#organization", **organization(site)}
            itself = {"@type": "WebSite", "@id": f"{site.url}#website", "url": site.url, "name": site.name}
            described = {**itself, "inLanguage": site.language, "publisher": {"@id": publisher["@id"]}}
            return script_json({"@context": "https://schema.org", "@graph": [described, publisher]})
        title, url = str(page.title), page.canonical_url or site.url
        return script_json({"@context": "https://schema.org", **trail(site, (Named("首页", ""),), title, url)})

    return graph
