"""Kept: what was made of the program itself, beside what Python keeps of its modules; whoever takes it sees whether it holds."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

PLACE = Path(__file__).parents[1] / "__pycache__"
"""Where Python keeps what it makes of the modules of the package."""


def of_user() -> Path | None:
    """Return the folder where this user keeps what is made of the program, None where there is none that only they write.

    What is kept there runs when it is taken, so it is never in the cache of a project, which others may have written.
    """
    with suppress(OSError, RuntimeError):
        base = os.environ.get("XDG_CACHE_HOME")
        folder = (Path(base) if base else Path.home() / ".cache") / "cppcc-portal"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.stat()
        is_own = not hasattr(os, "getuid") or (seen.st_uid == os.getuid() and not seen.st_mode & 0o022)
        return folder if is_own and os.access(folder, os.W_OK | os.X_OK) else None
    return None


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
