"""Compared (对照): what a work summary says, beside what is counted here; a blank is answered or said to be unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.portal.duties import counters_named
from cppcc_portal.portal.portal import Portal
from cppcc_portal.records.office import BLANK, blanks
from cppcc_portal.views.figures.counts import Cell, CountOf

HIDDEN = "数目隐去"


class Told(NamedTuple):
    """One summary of a unit and year, as it is filed: its source, and its sentences with their blanks."""

    source: str
    sentences: tuple[str, ...]


@frozen
class Answer:
    """One blank: what it is a number of, what the source has there, and what is counted here, None where nothing is."""

    label: str
    told: str
    cell: Cell | None


@frozen
class Sentence:
    """A sentence as the source has it, X where its numbers were taken out, and an answer for each blank.

    `untold` counts the blanks to which nothing here belongs; `unproved` are numbers that the source tells all the same.
    """

    quote: str
    answers: tuple[Answer, ...]
    untold: int
    unproved: tuple[str, ...]


@frozen
class Comparison:
    """One summary held against the records."""

    source: str
    sentences: tuple[Sentence, ...]


def told_of(portal: Portal, unit: str, year: str) -> tuple[Told, ...]:
    """Return what summaries of a unit and a year say, as it is filed."""
    kept = portal.office.summaries
    if kept is None:
        return ()
    return tuple(
        Told(one.source, one.sentences) for one in kept.value.summaries if (one.unit, one.period) == (unit, year)
    )


def comparisons(told: Iterable[Told], counts: tuple[CountOf, ...], address: str) -> tuple[Comparison, ...]:
    """Return summaries beside what was counted; the lists stand on the page at `address`."""
    return tuple(
        Comparison(one.source, tuple(_sentence(text, counts, address) for text in one.sentences)) for one in told
    )


def _sentence(written: str, counts: tuple[CountOf, ...], address: str) -> Sentence:
    quote = BLANK.sub(lambda found: found[1].partition("=")[2].strip() or "X", written)
    answers = tuple(_answer(name, number, counts, address) for name, number in blanks(written) if name != "?")
    unknown = [number for name, number in blanks(written) if name == "?"]
    return Sentence(quote, answers, unknown.count(""), tuple(filter(None, unknown)))


def _answer(name: str, number: str, counts: tuple[CountOf, ...], address: str) -> Answer:
    named = {one.key for one in counters_named((count.counter for count in counts), (name,))}
    count = next((one for one in counts if one.counter.key in named), None)
    told = f"“{number}”" if number else HIDDEN
    if count is None:
        return Answer(name, told, None)
    length = len(count.found)
    return Answer(name, told, Cell(length, f"{address}#{count.counter.key}" if length else ""))
