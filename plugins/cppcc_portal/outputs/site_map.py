"""Site maps for search engines (sitemaps.org 0.9) and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from cppcc_portal.views.channels.site_map import PageRow, Robots, SiteMapIndex, UrlSet

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def url_set(view: UrlSet) -> bytes:
    """Return one file of page addresses."""
    return _listing("urlset", "url", view.rows)


def site_map_index(view: SiteMapIndex) -> bytes:
    """Return the index of the files."""
    return _listing("sitemapindex", "sitemap", view.rows)


def _listing(whole: str, each: str, rows: Iterable[PageRow]) -> bytes:
    lines = []
    for row in rows:
        changed = f"<lastmod>{row.changed}</lastmod>" if row.changed else ""
        lines.append(f"<{each}><loc>{escape(row.url, quote=False)}</loc>{changed}</{each}>\n")
    return f'{_HEAD}<{whole} xmlns="{_SPACE}">\n{"".join(lines)}</{whole}>\n'.encode()


def robots(view: Robots) -> bytes:
    """Return robots.txt; a demonstration keeps crawlers from what cannot say `noindex` itself.

    Its pages may be fetched: a crawler that is kept from a page never reads there that it must not be indexed.
    """
    closed = "Disallow: /feeds/\nDisallow: /calendars/\nDisallow: /data/\n" if view.is_demonstration else ""
    return f"User-agent: *\n{closed}Allow: /\nSitemap: {view.sitemap_url}\n".encode()
