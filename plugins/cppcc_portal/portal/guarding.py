"""Guarding: what the guards have to tell of a whole site: of its records, its other texts, and of what is attached."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cppcc_portal.guards.files import GuardedFiles
from cppcc_portal.guards.judging import Judged, judge, published_in, unused, with_published
from cppcc_portal.guards.policy import Policy
from cppcc_portal.records.one_file import ParseResult


def judge_all(
    policy: Policy, readings: Iterable[ParseResult], guards: GuardedFiles, pages: Path | None, attached: Iterable[str]
) -> Judged:
    """Return what is wrong with a site by its policy; units and studios tell which telephones are public."""
    found = [reading for reading in readings if reading.guarded.findings or reading.guarded.silences]
    public = (one for reading in found if speaks(reading) for one in published_in(reading.guarded))
    policy = with_published(policy, public)
    told = [judged(reading, policy) for reading in found]
    others = [*guards.texts(pages), *guards.attached(attached)]
    told += [judge(path, guarded, policy) for path, guarded in others]
    paths = {*(reading.found.path for reading in found), *(path for path, _ in others)}
    problems = (*(problem for one in told for problem in one.problems), *unused(policy, paths))
    return Judged(problems, tuple(problem for one in told for problem in one.silenced))


def judged(reading: ParseResult, policy: Policy) -> Judged:
    """Return what is wrong with a record's file by the policy of its site."""
    is_internal = reading.record is not None and reading.record.disclosure == "内部"
    return judge(reading.found.path, reading.guarded, policy, is_internal)


def speaks(reading: ParseResult) -> bool:
    """Whether a record is of an office that tells how it is reached."""
    return reading.found.folder in ("units", "studios")
