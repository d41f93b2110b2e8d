"""The digest of the code that makes a site: what is kept from an older program must never pass for today's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("markdown", "nh3", "jinja2", "pydantic", "pyyaml", "feedgen", "pillow")


@cache
def code_digest() -> str:
    """Return one digest of this package's files, the libraries that render, and the Python that runs them."""
    seen = blake2b(digest_size=16)
    package = Path(__file__).parents[1]
    for file in sorted(_files(str(package))):
        with open(file, "rb") as source:
            seen.update(file[len(str(package)) :].encode() + b"\0" + source.read() + b"\0")
    for library in LIBRARIES:
        seen.update(f"{library} {version_of(library)}\0".encode())
    seen.update(sys.version.encode())
    return seen.hexdigest()


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


def _files(folder: str) -> Iterator[str]:
    """Yield every file below a folder but what Python compiled."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.is_file():
                yield entry.path
