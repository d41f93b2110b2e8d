"""Outlined: items whose records stay packed until somebody looks at them, so that a large portal is at hand in a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from cppcc_portal.foundation.dates import PartialDate, parsed, rank
from cppcc_portal.portal.item import Item, Key
from cppcc_portal.portal.serving import Terms
from cppcc_portal.portal.visibility import Visibility


class Outline(NamedTuple):
    """What is kept of an item: by what it is ordered and grouped, which articles it names, by which digests it is told.

    `shape` tells all of it but its text, '' where there is a problem to tell. `entry` and `text` are digests; the latter is
    '' where the public sees no text. Days are kept as they are written: of ten thousand only a few are asked for.
    """

    key: Key
    kind: str
    id: str
    path: str
    digest: str
    face: str
    shape: str
    visibility: Visibility
    address: str
    assets_mark: str
    files: tuple[str, ...]
    title: str
    happened: str | None
    published: str
    modified: str | None
    unit: str | None
    session: str | None
    people: tuple[str, ...]
    topics: tuple[str, ...]
    aliases: tuple[str, ...]
    status: str
    type_label: str | None
    has_cover: bool
    has_recommendations: bool
    plan_topics: tuple[str, ...]
    follows: tuple[str, ...]
    ordinal: int | None
    studio: str | None
    programmes: tuple[str, ...]
    terms: Terms
    pointed_to: tuple[Key, ...]
    referred_to: tuple[Key, ...]
    entry: str
    text: str


_DAYS = ("happened", "published", "modified")
_GIVE = len(Outline._fields) + 1


class Outlined(Item):
    """An item made of its outline: a tuple of the outline's fields, then the outline, and what gives the rest.

    What stands in an outline is answered from it; a record, a body and what hangs on them are read then, and once.
    """

    outline: Outline

    @classmethod
    def by_path(cls, outlines: Iterable[Outline], give: Callable[[str], Item]) -> dict[str, Outlined]:
        """Return the items of outlines by their paths; `give` returns the whole item at a path."""
        new: Any = tuple.__new__
        return {one.path: new(cls, (*one, one, give)) for one in outlines}

    @cached_property
    def whole(self) -> Item:
        """The whole item."""
        give: Any = self[_GIVE]
        whole: Item = give(self.path)
        return whole


def _day(place: int) -> Callable[[Outlined], PartialDate | None]:
    def day(item: Any) -> PartialDate | None:
        written = item[place]
        return None if written is None else parsed(written)

    return day


_PUBLISHED, _MODIFIED = map(Outline._fields.index, ("published", "modified"))


def _published_rank(item: Any) -> int:
    return rank(item[_PUBLISHED])


def _published_in(item: Any) -> str:
    year: str = item[_PUBLISHED][:4]
    return year


def _changed_on(item: Any) -> str:
    day: str = (item[_MODIFIED] or item[_PUBLISHED])[:10]
    return day


for _place, _name in enumerate((*Outline._fields, "outline")):
    _get = _day(_place) if _name in _DAYS else itemgetter(_place)
    setattr(Outlined, _name, property(_get, doc=f"Its {_name}, from its outline."))
for _told in (_published_rank, _published_in, _changed_on):
    setattr(Outlined, _told.__name__[1:], property(_told, doc="As of any item, from the days of its outline."))
for _name in ("record", "body", "targets", "refs", "assets"):
    setattr(Outlined, _name, property(attrgetter(f"whole.{_name}"), doc=f"Its {_name}, from the whole."))


def outline_of(item: Item, shape: str, entry: str, text: str) -> Outline:
    """Return the outline of an item."""
    return Outline(
        item.key,
        item.kind,
        item.id,
        item.path,
        item.digest,
        item.face,
        shape,
        item.visibility,
        item.address,
        item.assets_mark,
        item.files,
        item.title,
        str(item.happened) if item.happened else None,
        str(item.published),
        str(item.modified) if item.modified else None,
        item.unit,
        item.session,
        item.people,
        item.topics,
        item.aliases,
        item.status,
        item.type_label,
        item.has_cover,
        item.has_recommendations,
        item.plan_topics,
        item.follows,
        item.ordinal,
        item.studio,
        item.programmes,
        item.terms,
        item.pointed_to,
        item.referred_to,
        entry,
        text,
    )
