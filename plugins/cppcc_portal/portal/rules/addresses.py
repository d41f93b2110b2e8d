"""Addresses: one page at each, and old ones kept alive by `aliases:`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.portal.rules.fault import Fault

_ALIAS = re.compile(r"[\w%.~-]+(?:/[\w%.~-]+)*/?", re.ASCII)
_OURS = ("calendars", "feeds", "data", "files", "assets", "timeline", "directory", "archive")


def is_alias(written: str) -> bool:
    """Whether an old address can be served: relative, inside the site, a page."""
    parts = written.rstrip("/").split("/")
    is_page = written.endswith(("/", ".html", ".htm")) or "." not in parts[-1]
    return bool(_ALIAS.fullmatch(written)) and not {".", ".."} & set(parts) and is_page


def alias_file(written: str) -> str:
    """Return the output file of an old address; one without an ending is a folder."""
    return written if written.endswith((".html", ".htm")) else file_of(written.rstrip("/") + "/")


def aliases_are_addresses(portal: Portal) -> Iterator[Fault]:
    """An alias (旧地址) is a page's address relative to the site's root, outside the folders that builds fill."""
    for item in portal.to_check:
        for number, written in enumerate(item.aliases):
            if not is_alias(written):
                cure = "写网站根目录以下的旧地址，例如 news/2019/12.html"
                yield Fault(item.path, ("aliases", number), f"旧地址「{written[:60]}」不能用", cure)
            elif written.split("/")[0] in _OURS or alias_file(written) == "index.html":
                cure = "这个位置由网站自己使用，换一个旧地址或删去"
                yield Fault(item.path, ("aliases", number), f"旧地址「{written}」被网站占用", cure)


def addresses_are_unique(portal: Portal) -> Iterator[Fault]:
    """No two records claim one address, whether as their own or as an old one."""
    taken: dict[str, str] = {}
    # One that changed may claim the address of any other.
    among = portal.items.values() if any(item.aliases for item in portal.to_check) else portal.to_check
    items = sorted(among, key=lambda item: item.path)
    for item in items:
        taken.setdefault(file_of(item.address).lower(), item.path)
    for item in items:
        for number, written in enumerate(item.aliases):
            file = alias_file(written).lower()
            if file in taken:
                what = f"旧地址「{written}」已经属于 {taken[file]}"
                yield Fault(item.path, ("aliases", number), what, "两处只留一处")
            taken.setdefault(file, item.path)
