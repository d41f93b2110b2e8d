"""Usable caches: the folder of a cache where it can be written, else a folder that lasts as long as this process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path


@cache
def usable_cache(wanted: Path) -> Path:
    """Return the folder for what is kept between builds: the one that is wanted, or a temporary one where that cannot be written."""
    if _is_usable(wanted):
        return wanted
    made = Path(tempfile.mkdtemp(prefix="portal-cache-"))
    owner = os.getpid()

    def leave() -> None:
        if os.getpid() == owner:
            shutil.rmtree(made, ignore_errors=True)

    atexit.register(leave)
    return made


def make_folder(folder: Path) -> None:
    """Make a folder of the cache; a file that has taken its name is taken away."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        folder.unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _is_usable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    # Of a disk that is mounted to be read only this is told, too.
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)
