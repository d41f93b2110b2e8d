"""Patterns that are compiled when they are first used: one with thousands of characters takes milliseconds, and is seldom needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def pattern(written: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """Return what gives the compiled pattern."""
    return cache(lambda: re.compile(written, flags))
