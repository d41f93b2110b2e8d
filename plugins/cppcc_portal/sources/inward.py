"""Inward links: what a text writes with the site's own full address leads inside, as any other link to a page of it."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from cppcc_portal.sources.page import OUTSIDE_REL

_REL = re.escape(f' rel="{OUTSIDE_REL}"')


def inward(html: str, site_url: str, root: str) -> str:
    """Return the HTML of a body whose links to the site's own address lead from `root`, and count as no others."""
    if OUTSIDE_REL not in html:
        return html
    return _own(site_url).sub(lambda found: f'<a href="{root}{found[1].lstrip("/")}"', html)


@lru_cache(maxsize=4)
def _own(site_url: str) -> re.Pattern[str]:
    """Return what finds links to a site, whether its address is written in Chinese or as machines need it."""
    parts = urlsplit(site_url)
    hosts = {parts.netloc}
    with suppress(UnicodeError):
        hosts.add(parts.netloc.encode("ascii").decode("idna"))
    paths = {parts.path.strip("/"), unquote(parts.path).strip("/")}
    host = "|".join(map(re.escape, sorted(hosts)))
    path = "|".join(f"/{re.escape(one)}" if one else "" for one in sorted(paths))
    return re.compile(rf'<a href="https?://(?i:{host})(?:{path})(?=[/"?#])(/?[^"]*)"{_REL}')
