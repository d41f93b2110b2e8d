"""Progress: how far a long piece of work is, told to whoever sits before a terminal and to nobody else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

# What is done before anybody wonders is not reported.
FEWEST = 8


def told_on_terminal(items: Iterable[Item], total: int, name: str) -> Iterator[Item]:
    """Yield the items, and rewrite one line of standard error with their count; a pipe or a log file gets nothing."""
    if total < FEWEST or not sys.stderr.isatty():
        yield from items
        return
    line = ""
    try:
        for number, item in enumerate(items, 1):
            line = f"{name}：{number}/{total}"
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()
            yield item
    finally:
        if line:
            sys.stderr.write("\n")
            sys.stderr.flush()
