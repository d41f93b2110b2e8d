"""Prose: a body ready to be printed once its page's place is known."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from cppcc_portal.foundation.store import Store
from cppcc_portal.foundation.whole_build import WholeBuildNeededError
from cppcc_portal.portal.item import Asset, Item
from cppcc_portal.portal.portal import Portal
from cppcc_portal.records import one_file, record_cache
from cppcc_portal.sources.inward import inward
from cppcc_portal.sources.nesting import nested
from cppcc_portal.sources.page import Heading
from cppcc_portal.sources.placeholders import Shown, fill
from cppcc_portal.views.blocks.pictures import shown


class Text:
    """A body by the key of its digest, with what fills its placeholders; both are fetched only when it is printed."""

    def __init__(self, portal: Portal, item: Item, store: Store, digest: str) -> None:
        self.store, self.digest = store, digest
        self._portal, self._item = portal, item

    @property
    def site_url(self) -> str:
        """The site's full address."""
        return self._portal.settings.site_url

    @property
    def key(self) -> str:
        """The key under which the store keeps the body."""
        return self._item.body.key

    def placeholders(self, root: str) -> tuple[list[str | None], list[Shown | None]]:
        """Return what fills its placeholders, in order: an address, or None for plain text; and how a picture is shown."""
        addresses: list[str | None] = []
        pictures: list[Shown | None] = []
        pages = self._portal.pages
        for target, (_, anchor) in zip(self._item.targets, self._item.body.places, strict=True):
            is_file = isinstance(target, Asset)
            address = target.address if isinstance(target, Asset) else pages.get(target) if target else None
            if address is not None:
                address = f"{root}{address}#{anchor}" if anchor and not is_file else root + address
            addresses.append(address)
            pictures.append(shown(target) if isinstance(target, Asset) else None)
        return addresses, pictures

    def __repr__(self) -> str:
        return f"<text {self.digest}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def prose(self) -> one_file.Prose:
        """Fetch the body from the store."""
        found = record_cache.prose(self.store, self.key)
        if found is None:
            raise WholeBuildNeededError(f"the store lost {self.key} while a build was using it; build again")
        return found

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The body's headings, in order."""
        return self.prose().headings

    def html(self, root: str) -> str:
        """Return the HTML with every link leading from `root`, a relative way to the site's root or its full address."""
        # A template's root is marked as safe, and each piece joined to such a string would be escaped again, slowly.
        return _filled(self, str(root))

    def nested(self, root: str, prefix: str) -> str:
        """Return the HTML as a part of a page that holds several texts: headings lower, ids under a prefix of its own."""
        return nested(self.html(root), prefix)


@lru_cache(maxsize=256)
def _filled(text: Text, root: str) -> str:
    """Return a text's HTML; the forms of a feed that carry one text share one result."""
    addresses, pictures = text.placeholders(root)
    return inward(fill(text.prose().html, addresses, pictures, root), text.site_url, root)


def text_of(portal: Portal, item: Item, store: Store, known: str | None = None) -> Text | None:
    """Return the text of an item's body, or None when the public sees none; its digest may be `known`, '' of none."""
    if known is not None:
        return Text(portal, item, store, known) if known else None
    if item.visibility.is_summary_only or item.visibility.is_stub or item.body.is_empty:
        return None
    return Text(portal, item, store, _digest(portal, item))


def _digest(portal: Portal, item: Item) -> str:
    """Return a digest of a body and what fills its placeholders: an address follows from its record, when that has a page."""
    linkable = portal.linkable
    if linkable.issuperset(item.targets):
        closed: tuple[object, ...] = ()
    else:
        closed = tuple(target if isinstance(target, Asset) else target in linkable for target in item.targets)
    told = f"{item.body.key}{portal.settings.directory_urls}{portal.settings.site_url}{closed}"
    return blake2b(told.encode(), digest_size=12).hexdigest()
