"""Defaults: where the program's own theme, pages, vocabularies and deploy files are, which a site takes layer by layer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_INSTALLED = _PACKAGE / "defaults"
# In a checkout the theme and the deploy files lie at the top level; the wheel carries copies of them (`setup.py`).
_CHECKOUT = {"theme": "theme_overrides", "deploy": "deploy", "vocabulary": "content/_vocabulary"}


def default_folder(name: str) -> Path:
    """Return the folder of one sort of defaults: `theme`, `pages`, `vocabulary`, `site` or `deploy`."""
    installed = _INSTALLED / name
    if name in _CHECKOUT and not installed.is_dir():
        return _PACKAGE.parents[1] / _CHECKOUT[name]
    return installed


def layered(folders: Iterable[Path], name: str) -> tuple[Path, ...]:
    """Return a site's own folders that exist, then the default one; a folder that is both stands once."""
    own = [folder.resolve() for folder in folders if folder.is_dir()]
    return tuple(dict.fromkeys((*own, default_folder(name).resolve())))


def layered_files(folders: Iterable[Path], pattern: str) -> dict[str, Path]:
    """Return the files that match a pattern by their path below their folder, of which the first folder's wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for file in folder.glob(pattern):
            found.setdefault(file.relative_to(folder).as_posix(), file)
    return dict(sorted(found.items()))
