"""Serving (任期): which terms (届) are over on the day of a build, and who serves no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cppcc_portal.foundation.dates import PartialDate
from cppcc_portal.foundation.packing import packed_by_number
from cppcc_portal.sources.vocabulary import Vocabulary


@packed_by_number
class Served(NamedTuple):
    """One term of a member: which, from when to when as far as that is known, and whether it is said to be over."""

    term: str
    start: PartialDate | None
    end: PartialDate | None
    has_left: bool


Terms = tuple[Served, ...]


def ended_terms(terms: Vocabulary, current: str | None, as_of: date) -> frozenset[str]:
    """Return the terms that are over: those whose end has passed, and all before the one that is said to be current."""
    over = {word for word, (_, end) in terms.spans.items() if end and end.latest < as_of}
    if current and current in terms:
        over |= set(terms.words[: terms.order(current)])
    return frozenset(over - {current})


def is_past(served: Terms, ended: frozenset[str], as_of: date) -> bool:
    """Whether every known term of a member is over; who has none that is known is not past."""
    return bool(served) and all(
        one.term in ended or (one.end.latest < as_of if one.end else one.has_left) for one in served
    )


def with_dates_of(served: Iterable[Served], terms: Vocabulary) -> Terms:
    """Return terms with the dates of the term itself (届) where nothing else is known of the member's own."""
    nothing = (None, None)
    return tuple(
        one._replace(start=one.start or spans[0], end=one.end or spans[1])
        if (spans := terms.spans.get(one.term, nothing)) != nothing and not (one.has_left and not one.end)
        else one
        for one in served
    )
