"""Addresses: one page at each, and old ones kept alive by `aliases:`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from cppcc_portal.portal.portal import Portal
from cppcc_portal.portal.routes import file_of
from cppcc_portal.portal.rules.fault import Fault
from cppcc_portal.records.registry import KIND_IN

_ALIAS = re.compile(r"[\w%.~-]+(?:/[\w%.~-]+)*/?", re.ASCII)
_OURS = ("calendars", "feeds", "data", "files", "assets", "timeline", "directory", "archive")


def is_alias(written: str) -> bool:
    """Whether an old address can be served: relative, inside the site, a page."""
    parts = unquote(written).rstrip("/").split("/")
    is_page = written.endswith(("/", ".html", ".htm")) or "." not in parts[-1]
    is_inside = not {"", ".", ".."} & set(parts) and "%2f" not in written.lower()
    return bool(_ALIAS.fullmatch(written)) and is_inside and unquote(written).isprintable() and is_page


def alias_file(written: str) -> str:
    """Return the output file of an old address, as a server looks for it; one without an ending is a folder."""
    name = unquote(written)
    return name if name.endswith((".html", ".htm")) else file_of(name.rstrip("/") + "/")


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


def claimed_by_pages(portal: Portal, pages: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each record whose address is that of a hand-written page, given by its path: the page would hide it."""
    for path in pages:
        folder, _, name = path.removesuffix("/index.md").removesuffix(".md").rpartition("/")
        item = portal.items.get((KIND_IN.get(folder, ""), name))
        if item is not None:
            what = f"手写网页 {path} 和这条记录用了同一个网址，记录会被盖住"
            yield Fault(item.path, 1, what, "改手写网页的文件名；这条记录还没有发布过的，也可以改它的文件名")


def addresses_are_unique(portal: Portal) -> Iterator[Fault]:
    """No two records claim one address, whether as their own or as an old one."""
    taken: dict[str, str] = {}
    # One that changed may claim the address of any other.
    among = portal.items.values() if any(item.aliases for item in portal.to_check) else portal.to_check
    # A draft is told of what it shares with a record that is not one.
    items = sorted(among, key=lambda item: (item.status == "draft", item.path))
    for item in items:
        if item.status != "draft":
            taken.setdefault(file_of(item.address).lower(), item.path)
    for item in items:
        if item.status == "draft":
            own = file_of(item.address).lower()
            if own in taken:
                cure = "换一个文件名，或删去那一条的旧地址"
                yield Fault(item.path, (), f"它的地址已经是 {taken[own]} 的旧地址", cure)
            taken.setdefault(own, item.path)
        for number, written in enumerate(item.aliases):
            file = alias_file(written).lower()
            if file in taken:
                what = f"旧地址「{written}」已经属于 {taken[file]}"
                yield Fault(item.path, ("aliases", number), what, "两处只留一处")
            taken.setdefault(file, item.path)
