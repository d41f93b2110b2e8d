"""Outlined: items whose records stay packed until somebody looks at them, so that a large portal is at hand in a moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.portal.item import Item, Key, Terms
from cppcc_portal.portal.standing import Standing


class Outline(NamedTuple):
    """What is kept of an item: by what it is ordered and grouped, which articles it names, by which digests it is told.

    `shape` tells all of it but its text, '' where there is a problem to tell. `entry` and `text` are digests; the latter is
    '' where the public sees no text.
    """

    kind: str
    id: str
    path: str
    digest: str
    face: str
    shape: str
    standing: Standing
    address: str
    beside_mark: str
    title: str
    happened: PartialDate | None
    published: PartialDate
    modified: PartialDate | None
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


class Outlined(Item):
    """An item made of its outline; `whole` gives the rest when something asks for it.

    What stands in an outline is answered from it; a record, a body and what hangs on them are read then, and once.
    """

    outline: Outline
    _give: Callable[[str], Item]

    @classmethod
    def of(cls, outline: Outline, give: Callable[[str], Item]) -> Outlined:
        """Return the item of an outline; `give` returns the whole item at a path."""
        kind, id, path, digest, face, _, standing, address, *_ = outline
        nothing: Any = None
        made = cls((kind, id), kind, id, path, digest, face, nothing, nothing, standing, address, (), (), {})
        made.outline, made._give = outline, give
        return made

    @cached_property
    def whole(self) -> Item:
        """The whole item."""
        return self._give(self.path)


for _name in Outline._fields[Outline._fields.index("beside_mark") : Outline._fields.index("entry")]:
    setattr(Outlined, _name, property(attrgetter(f"outline.{_name}"), doc=f"Its {_name}, from its outline."))
for _name in ("record", "body", "targets", "refs", "beside"):
    setattr(Outlined, _name, property(attrgetter(f"whole.{_name}"), doc=f"Its {_name}, from the whole."))


def outline_of(item: Item, shape: str, entry: str, text: str) -> Outline:
    """Return the outline of an item."""
    return Outline(
        item.kind,
        item.id,
        item.path,
        item.digest,
        item.face,
        shape,
        item.standing,
        item.address,
        item.beside_mark,
        item.title,
        item.happened,
        item.published,
        item.modified,
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
