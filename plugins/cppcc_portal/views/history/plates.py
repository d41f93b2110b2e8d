"""Plates (图片): old photographs and pages that belong to a piece of history, to be looked at closely."""

from __future__ import annotations

from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.portal.item import Item
from cppcc_portal.records.kinds.history import History
from cppcc_portal.views.blocks.pictures import Picture, picture


class Plate(NamedTuple):
    """One plate: the picture, what it is, and when it was taken or None."""

    picture: Picture
    caption: str
    date: PartialDate | None


def plates_of(item: Item) -> tuple[Plate, ...]:
    """Return the plates of a piece of history in the order in which it names them; other kinds have none."""
    if not isinstance(item.record, History) or item.visibility.is_summary_only:
        return ()
    pairs = ((picture(item.assets, image), image) for image in item.record.images)
    return tuple(Plate(found, image.caption, image.date) for found, image in pairs if found)
