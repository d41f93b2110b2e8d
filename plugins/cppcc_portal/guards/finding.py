"""A rule says what must not be published and on whose authority; a finding is one place where it is."""

from __future__ import annotations

from typing import NamedTuple

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.packing import packed_by_number
from cppcc_portal.foundation.problems import Severity


@frozen
class Rule:
    """One sort of thing that must not be published: `id` for settings and reports, `name` and `cure` for editors."""

    id: str
    name: str
    authority: str
    cure: str
    severity: Severity = Severity.ERROR
    is_shown: bool = False
    """Whether a report may quote what was found in full; of a person's data it shows the beginning and the end."""


class Span(NamedTuple):
    """What a rule found in a plain text: from where to where, and its value without blanks and marks."""

    rule: str
    start: int
    end: int
    value: str


@packed_by_number
class Finding(NamedTuple):
    """One finding: the rule's id, line and column from 1, its value, and where in a file of several parts, or ''."""

    rule: str
    line: int
    column: int
    value: str
    place: str = ""
