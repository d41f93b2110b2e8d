"""A problem is a place and a cure: what an editor reads when a record cannot be published as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from cppcc_portal.foundation.frozen import frozen

MOST_PLACES = 20


class Severity(Enum):
    """An ERROR (错误) stops publication; a REMINDER (提醒) is published but reads badly."""

    ERROR = "错误"
    REMINDER = "提醒"


@frozen(slots=False)
class Cause:
    """What makes problems at several places: `key` tells it from others, `cure` mends it where it does."""

    key: str
    cure: str = ""


@frozen(slots=False)
class Problem:
    """One thing that is wrong: `path` from the project's root, `line` from 1, `what`, and the `cure` (改法).

    Problems of one `cause` are reported as one, whose `also` are the paths of the others.
    `rule` is the id of the guard that found it, with its `column`; both are empty for what no guard looks for.
    """

    path: str
    line: int
    what: str
    cure: str
    severity: Severity = Severity.ERROR
    cause: Cause | None = None
    also: tuple[str, ...] = ()
    rule: str = ""
    column: int = 0

    def __post_init__(self) -> None:
        if not self.cure:
            raise ValueError(f"a problem needs a cure: {self.what}")

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all files that it is about."""
        return (self.path, *self.also)

    @property
    def is_error(self) -> bool:
        """Whether the problem stops publication."""
        return self.severity is Severity.ERROR

    @property
    def is_of_draft(self) -> bool:
        """Whether it keeps a draft from being shown; it stops nothing else."""
        return self.what.startswith(OF_DRAFT)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}\n    改法：{self.cure}"


OF_DRAFT = "草稿："


def of_draft(what: str) -> str:
    """Return what is said of a draft that is not whole yet: only a reminder, as nobody but its editor waits for it."""
    return what if what.startswith(OF_DRAFT) else f"{OF_DRAFT}{what}"


class ContentError(Exception):
    """Raised once, with every problem of the whole tree, when content cannot be published."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__(report(self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems once each, sorted by path, line and wording."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.what, p.cure)))


def together(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in order, those of one cause as one: at the first place, with all the others named."""
    alone: list[Problem] = []
    caused: dict[tuple[str, Severity], list[Problem]] = {}
    for one in in_order(problems):
        if one.cause is None:
            alone.append(one)
        else:
            caused.setdefault((one.cause.key, one.severity), []).append(one)
    return in_order([*alone, *map(_as_one, caused.values())])


def _as_one(problems: Sequence[Problem]) -> Problem:
    first, *others = problems
    places: dict[str, list[str]] = {}
    for one in others:
        lines = places.setdefault(one.path, [])
        if str(one.line) not in lines and (one.path, one.line) != (first.path, first.line):
            lines.append(str(one.line))
    shown = [f"{path}:{lines[0]}" for path, lines in places.items() if path != first.path]
    if own := places.get(first.path):
        shown.insert(0, f"第 {'、'.join(own)} 行")
    if not shown:
        return first
    count = sum(map(len, places.values()))
    left = "、……" if len(shown) > MOST_PLACES else ""
    what = f"{first.what}（同样的还有 {count} 处：{'、'.join(shown[:MOST_PLACES])}{left}）"
    assert first.cause is not None
    return Problem(
        first.path, first.line, what, first.cause.cure or first.cure, first.severity, first.cause, tuple(places)
    )


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
