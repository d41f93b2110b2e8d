"""Filled folders: which folders of the content hold something to publish, asked before any record is read."""

from __future__ import annotations

import os
import re
from pathlib import Path

LEDGER = "ledger"
_DRAFT = re.compile(rb"^status[ \t]*:[ \t]*[\"']?draft\b", re.MULTILINE)
_HEAD = 16_384
"""The front matter of a record is shorter than this."""


def filled_folders(content: Path, with_drafts: bool) -> tuple[str, ...]:
    """Return the names of the top folders that hold a record to publish (or a draft), and of the ledger if it has rows."""
    try:
        folders = sorted(
            one.name for one in os.scandir(content) if one.is_dir() and not one.name.startswith(("_", "."))
        )
    except OSError:
        return ()
    return tuple(name for name in folders if _is_filled(content / name, name == LEDGER, with_drafts))


def _is_filled(folder: Path, is_ledger: bool, with_drafts: bool) -> bool:
    for place, _, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            if is_ledger:
                if name.endswith(".csv"):
                    return True
            elif name.endswith(".md") and not name.startswith(".") and (with_drafts or not _is_draft(file)):
                return True
    return False


def _is_draft(file: Path) -> bool:
    """Whether a record says that it is a draft; what cannot be read is left to the check."""
    if not file.is_file():
        return True
    try:
        with file.open("rb") as source:
            return _DRAFT.search(source.read(_HEAD)) is not None
    except OSError:
        return False
