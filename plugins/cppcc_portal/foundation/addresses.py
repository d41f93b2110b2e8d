"""Addresses (RFC 3986): the only place where the name of a file, or what an editor writes as a site's address, becomes one."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
_PLAIN_SITE = re.compile(r"https?://[\w.:-]+/(?:[\w.~/-]*/)?", re.ASCII)
_IN_A_PATH = "/%:@!$&'()*+,;=~"


def encoded(path: str) -> str:
    """Return the address of a path from the site's root: each character that means something in an address is escaped."""
    return path if _PLAIN.fullmatch(path) else quote(path)


def site_address(written: str) -> str:
    """Return a site's full address in plain ASCII with a slash at its end, a Chinese domain in its registered form (IDNA)."""
    address = written if written.endswith("/") else f"{written}/"
    if _PLAIN_SITE.fullmatch(address):
        return address
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # no address at all; whoever asked for the site to be built there tells so
        return address
    if not parts.scheme or not host or ":" in host:
        return address
    return f"{parts.scheme}://{host}{port}{quote(parts.path, safe=_IN_A_PATH)}"
