"""Member files: the text of a new member, and the text of one who is filed with a term more or a term ended.

What a person wrote stays as it is, to the byte: lines are put between lines, and the result is read again before it counts.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from cppcc_portal.foundation.likeness import plain
from cppcc_portal.importing.roster import Person
from cppcc_portal.sources.front_matter import Fields, as_scalar, read_fields, split

_HEAD = ("unit", "gender", "ethnicity", "birth_year", "party", "bio")
_TERM = ("term", "role", "sector", "org_title", "start")
ENDED = "届满"


def term_of(person: Person) -> dict[str, Any]:
    """Return the entry of `terms` that a row tells."""
    found: dict[str, Any] = {key: person.told[key] for key in _TERM if person.told.get(key)}
    return {**found, "committees": list(person.committees)} if person.committees else found


def new_member(person: Person, today: str, status: str) -> str:
    """Return the file of a member who is new."""
    head = [f"name: {as_scalar(person.name)}"]
    head += [f"{key}: {as_scalar(person.told[key])}" for key in _HEAD if person.told.get(key)]
    head += ["terms:", *_item(term_of(person), "  ", "    ")] if person.told.get("term") else []
    return "\n".join(["---", *head, f"status: {status}", f"date_published: {today}", "---", ""])


def _item(term: Mapping[str, Any], indent: str, deeper: str) -> list[str]:
    lines = [
        f"{key}: [{', '.join(map(as_scalar, value))}]" if isinstance(value, list) else f"{key}: {as_scalar(value)}"
        for key, value in term.items()
    ]
    return [f"{indent}- {lines[0]}", *(f"{deeper}{line}" for line in lines[1:])]


class MemberFile:
    """A member who is filed: the file's path and text, and what it says."""

    def __init__(self, id: str, path: str, text: str, fields: Fields) -> None:
        self.id, self.path, self.text, self.fields = id, path, text, fields

    @property
    def name(self) -> str:
        """The member's name."""
        return str(self.fields.values.get("name", ""))

    @property
    def terms(self) -> list[dict[str, Any]]:
        """The terms that are told, as they are written."""
        found = self.fields.values.get("terms")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def may_be(self, person: Person) -> bool:
        """Whether nothing that is told of both tells them apart for certain."""
        values = self.fields.values
        known = [(values.get(key), person.told.get(key)) for key in ("gender", "birth_year", "ethnicity")]
        return plain(self.name) == plain(person.name) and all(not a or not b or a == b for a, b in known)

    def is_surely(self, person: Person) -> bool:
        """Whether unit and sector agree as far as both are told."""
        unit, other = self.fields.values.get("unit"), person.told.get("unit")
        sectors = {str(one["sector"]) for one in self.terms if one.get("sector")}
        sector = person.told.get("sector")
        return (not unit or not other or unit == other) and (not sectors or not sector or sector in sectors)

    def holds(self, person: Person) -> bool:
        """Whether everything that a row tells of the term stands in the file already."""
        told = term_of(person)
        return any(all(one.get(key) == value for key, value in told.items()) for one in self.terms)

    def open_terms(self, before: Sequence[str]) -> list[int]:
        """Return the places of the terms among some that have not ended."""
        return [
            place
            for place, one in enumerate(self.terms)
            if one.get("term") in before and not one.get("end") and not one.get("end_reason")
        ]

    def changed(self, ended: Sequence[int], added: Mapping[str, Any] | None) -> str | None:
        """Return the text with some terms ended and one added; None where its form does not let lines be put in."""
        expected = copy.deepcopy(self.fields.values)
        for place in ended:
            expected["terms"][place]["end_reason"] = ENDED
        if added:
            expected.setdefault("terms", []).append(dict(added))
        text = self._with_lines(ended, added)
        parted = split(text, self.path)[0] if text else None
        read = read_fields(parted.head, self.path, parted.head_line)[0] if parted else None
        return text if read and read.values == expected else None

    def _with_lines(self, ended: Sequence[int], added: Mapping[str, Any] | None) -> str | None:
        mark = "\r\n" if "\r\n" in self.text else "\n"
        lines = self.text.split(mark)
        close = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
        if close is None:
            return None
        if not self.terms:
            if added:
                lines[close:close] = ["terms:", *_item(added, "  ", "    ")]
            return mark.join(lines)
        starts = [self.fields.lines.get(("terms", place), 0) - 1 for place in range(len(self.terms))]
        if not all(0 < start < close and lines[start].lstrip().startswith("- ") for start in starts):
            return None
        indent = lines[starts[0]][: len(lines[starts[0]]) - len(lines[starts[0]].lstrip())]
        deeper = indent + "  "
        ends = [*starts[1:], self._end(lines, starts[-1], indent, close)]
        if added:
            lines[ends[-1] : ends[-1]] = _item(added, indent, deeper)
        for place in sorted(ended, reverse=True):
            own = lines[starts[place]].lstrip()
            inside = indent + " " * (len(own) - len(own[1:].lstrip()))
            at = ends[place]
            while at > starts[place] + 1 and not lines[at - 1].strip():
                at -= 1
            lines.insert(at, f"{inside}end_reason: {ENDED}")
        return mark.join(lines)

    @staticmethod
    def _end(lines: Sequence[str], start: int, indent: str, close: int) -> int:
        """Return where the last entry ends: at the first line that stands no deeper than its dash."""
        at = start + 1
        while at < close and lines[at].startswith(indent + " ") and lines[at].strip():
            at += 1
        return at
