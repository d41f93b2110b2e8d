"""A problem is a place and a cure: what an editor reads when a record cannot be published as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from cppcc_portal.foundation.frozen import frozen


class Severity(Enum):
    """An ERROR (错误) stops publication; a REMINDER (提醒) is published but reads badly."""

    ERROR = "错误"
    REMINDER = "提醒"


@frozen(slots=False)
class Problem:
    """One thing that is wrong: `path` from the project's root, `line` from 1, `what`, and the `cure` (改法)."""

    path: str
    line: int
    what: str
    cure: str
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        if not self.cure:
            raise ValueError(f"a problem needs a cure: {self.what}")

    @property
    def is_error(self) -> bool:
        """Whether the problem stops publication."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}\n    改法：{self.cure}"


class ContentError(Exception):
    """Raised once, with every problem of the whole tree, when content cannot be published."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__(report(self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems once each, sorted by path, line and wording."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.what, p.cure)))


def report(problems: Sequence[Problem]) -> str:
    """Return what an editor reads: a heading that counts the errors and reminders, then each with its cure."""
    errors = [problem for problem in problems if problem.is_error]
    reminders = [problem for problem in problems if not problem.is_error]
    parts = []
    if errors:
        parts.append(f"内容有 {len(errors)} 处错误，网站没有生成：\n\n" + "\n".join(map(str, errors)))
    if reminders:
        parts.append(f"内容有 {len(reminders)} 处提醒，不影响发布，建议改好：\n\n" + "\n".join(map(str, reminders)))
    return "\n\n".join(parts)
