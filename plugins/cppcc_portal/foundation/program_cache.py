"""Kept: what was made of the program itself, beside what Python keeps of its modules; whoever takes it sees whether it holds."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

PLACE = Path(__file__).parents[1] / "__pycache__"
"""Where Python keeps what it makes of the modules of the package."""


def named(name: str) -> str:
    """Return the name of what this Python keeps; another may keep its own beside it."""
    return f"{name}.{sys.implementation.cache_tag}"


def keep(file: Path, data: bytes) -> None:
    """Keep a file, all of it at once, as another process may read it now; nothing where Python may keep no bytecode either."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        written = file.with_name(f"{file.name}.{os.getpid()}")
        written.write_bytes(data)
        written.replace(file)
