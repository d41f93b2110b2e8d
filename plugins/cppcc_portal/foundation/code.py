"""The digest of the code that makes a site: what is kept from an older program must never pass for today's."""

from __future__ import annotations

import sys
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
    for file in sorted(package.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            seen.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    for library in LIBRARIES:
        seen.update(f"{library} {version(library)}\0".encode())
    seen.update(sys.version.encode())
    return seen.hexdigest()
