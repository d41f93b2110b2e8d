"""Compiled templates: what Jinja makes of a template, kept where Python keeps what it makes of our modules, or in a cache."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from cppcc_portal.foundation.code import version_of
from cppcc_portal.foundation.program_cache import of_user
from cppcc_portal.foundation.usable import make_folder
from cppcc_portal.outputs import lean

INSTALLED = Path(__file__).parents[1] / "__pycache__" / "templates"
"""Where the templates are that were compiled when the program was installed, as its modules were."""


def kept_templates() -> Path | None:
    """Return where this user keeps what was compiled since, None where nothing is kept."""
    found = of_user()
    return found / "templates" if found is not None else None


class Compiled(FileSystemBytecodeCache):
    """Compiled templates by name and text: those of the program, and in `kept` those that have another text than then.

    `sort` tells environments apart that compile the same text to something else; without `kept` nothing is kept.
    """

    def __init__(self, sort: str, kept: Path | None) -> None:
        pattern = f"{sort}-%s-{compiler_digest()}.cache"
        self._of_program = FileSystemBytecodeCache(str(INSTALLED), pattern)
        self._keeps = kept is not None
        if kept is not None:
            make_folder(kept)
        super().__init__(str(kept or INSTALLED), pattern)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template: the same wherever its file is."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Bring a template to hand that is compiled already."""
        self._of_program.load_bytecode(bucket)
        if bucket.code is None and self._keeps:
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that has been compiled."""
        if self._keeps:
            super().dump_bytecode(bucket)


def came_compiled() -> bool:
    """Whether templates came with the program that were compiled as they would be now."""
    return any(INSTALLED.glob(f"*-{compiler_digest()}.cache"))


@cache
def compiler_digest() -> str:
    """Return one digest of all that says what a template is compiled to, but for its text."""
    seen = blake2b(Path(lean.__file__).read_bytes(), digest_size=8)
    seen.update(f"{version_of('jinja2')} {version_of('markupsafe')} {sys.version}".encode())
    return seen.hexdigest()
