"""The digest of the code that makes a site: what is kept from an older program must never pass for today's."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from cppcc_portal.foundation.file_index import TICK
from cppcc_portal.foundation.program_cache import PLACE, keep, named

LIBRARIES = ("markdown_it_py", "mdit_py_plugins", "nh3", "jinja2", "pydantic", "pyyaml", "feedgen", "pillow")


KEPT = PLACE / named("digest")
"""Where the digest of the package's files is kept, with how they looked when they were read."""


@cache
def code_digest() -> str:
    """Return one digest of this package's files, the libraries that render, and the Python that runs them."""
    seen = blake2b(digest_of_files(str(Path(__file__).parents[1]), KEPT).encode(), digest_size=16)
    for library in LIBRARIES:
        seen.update(f"{library} {version_of(library)}\0".encode())
    seen.update(sys.version.encode())
    return seen.hexdigest()


def digest_of_files(folder: str, kept: Path) -> str:
    """Return a digest of every file below a folder but what Python compiled.

    It is taken from `kept` while every file has the size, the date and the date of its last change of any sort that it had then.
    """
    looks = sorted(_looks(folder))
    told = blake2b(repr(looks).encode(), digest_size=16).hexdigest()
    with suppress(OSError, ValueError):
        before, digest = kept.read_text("ascii").split()
        if before == told:
            return digest
    seen = blake2b(digest_size=16)
    for file, *_ in looks:
        with open(folder + file, "rb") as source:
            seen.update(file.encode() + b"\0" + source.read() + b"\0")
    digest = seen.hexdigest()
    if max((changed for *_, changed in looks), default=0) + TICK < time.time_ns():
        keep(kept, f"{told} {digest}".encode())
    return digest


def version_of(library: str) -> str:
    """Return a text that tells which version of a library is installed."""
    # Of what lies elsewhere, as in an archive, the version is asked; to read it takes ten times as long.
    found = [name for name in installed() if name.lower().startswith(f"{library}-")]
    return " ".join(found or [version(library)])


@cache
def installed() -> tuple[str, ...]:
    """Return every installed distribution with its version, as the names of folders tell them."""
    folders = {path for path in sys.path if path.endswith("-packages") and os.path.isdir(path)}
    return tuple(
        sorted(name for path in folders for name in os.listdir(path) if name.endswith((".dist-info", ".egg-link")))
    )


def _looks(folder: str, within: str = "") -> Iterator[tuple[str, int, int, int]]:
    """Yield every file below a folder but what Python compiled: its path there, its size and its two dates in nanoseconds."""
    with os.scandir(folder + within) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            path = f"{within}/{entry.name}"
            if entry.is_dir():
                yield from _looks(folder, path)
            elif entry.is_file():
                found = entry.stat()
                yield path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
