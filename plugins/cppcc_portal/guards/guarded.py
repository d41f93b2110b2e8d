"""Guarded: what the rules find in one text, and what its author says of findings that are right where they are (放行)."""

from __future__ import annotations

import re
from typing import NamedTuple

from cppcc_portal.foundation.packing import packed_by_number
from cppcc_portal.guards.finding import Finding

FORM = "# 放行 规则 号码末四位：理由"
_LINE = re.compile(r"^[ \t]*(?:#|<!--)[ \t]*放行(?:[ \t]|[:：]|$)(.*)$", re.MULTILINE)
_SAYS = re.compile(r"([a-z][a-z-]+)[ \t]+(?:…|\.\.\.)?([^\s:：]{2,40})[ \t]*[:：][ \t]*(\S.*?)[ \t]*(?:-->)?[ \t]*$")


@packed_by_number
class Silence(NamedTuple):
    """A line that lets a finding pass: its line, the rule, the end of the value, why; `rule` is '' where it cannot be read."""

    line: int
    rule: str
    piece: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of a finding: of its rule, and of a value that ends so."""
        return self.rule == finding.rule and finding.value.lower().endswith(self.piece.lower())


@packed_by_number
class Guarded(NamedTuple):
    """What was found in one file, and the lines in it that let findings pass."""

    findings: tuple[Finding, ...] = ()
    silences: tuple[Silence, ...] = ()


NOTHING = Guarded()


def guarded(text: str, silent_part: str | None = None, first_line: int = 1) -> Guarded:
    """Return what is found in a text; only in one part of it, if told which, may lines let findings pass."""
    from cppcc_portal.guards.scan import findings_in  # what was kept is read without the rules

    findings = findings_in(text)
    part = text if silent_part is None else silent_part
    silences = tuple(_silences(part, first_line)) if "放行" in part else ()
    return Guarded(findings, silences) if findings or silences else NOTHING


def _silences(text: str, first_line: int) -> list[Silence]:
    found = []
    for line in _LINE.finditer(text):
        number = first_line + text.count("\n", 0, line.start())
        said = _SAYS.match(line[1].strip())
        found.append(Silence(number, said[1], said[2], said[3]) if said else Silence(number, "", "", ""))
    return found
