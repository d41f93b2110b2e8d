"""A fault: what a rule between records found, at a field or a line of one file."""

from __future__ import annotations

from cppcc_portal.foundation.frozen import frozen
from cppcc_portal.foundation.problems import Cause


@frozen
class Fault:
    """A problem that does not know its line yet: `where` is a line, or the location of a field."""

    path: str
    where: int | tuple[str | int, ...]
    what: str
    cure: str
    is_error: bool = True
    cause: Cause | None = None
