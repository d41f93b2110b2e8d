"""What the rules of the dialect have to tell an editor, by the line of the text, until a page can say it."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, NamedTuple


class Told(NamedTuple):
    """Something wrong on a line of the text, counted from 0."""

    line: int
    what: str
    cure: str
    is_error: bool = True


def tell(env: MutableMapping[str, Any], line: int, what: str, cure: str, is_error: bool = True) -> None:
    """Note something for the editor."""
    env.setdefault("told", []).append(Told(line, what, cure, is_error))


def told(env: MutableMapping[str, Any]) -> list[Told]:
    """Return what was noted, once each, in the order of the lines."""
    return sorted(dict.fromkeys(env.get("told", ())))
