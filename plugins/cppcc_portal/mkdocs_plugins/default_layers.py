"""Default layers: the theme, pages and navigation that come with the program, below what a site has of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.yaml import yaml_load

from cppcc_portal.foundation.defaults import default_folder, layered_files

NAVIGATION = "navigation.yml"


def take_defaults(config: MkDocsConfig, themes: tuple[Path, ...]) -> None:
    """Put our theme between the site's own templates and Material's, and our navigation where the site has none."""
    known = [str(Path(folder).resolve()) for folder in config.theme.dirs]
    place = 1 if config.theme.custom_dir else 0
    for folder in themes:
        if str(folder) not in known:
            config.theme.dirs.insert(place, str(folder))
            place += 1
    if not config.nav:
        config.nav = default_navigation()


def default_navigation() -> list[Any]:
    """Return the navigation of a site that names none."""
    written: Any = yaml_load((default_folder("site") / NAVIGATION).read_text("utf-8"))
    return list(written)


def add_default_pages(files: Files, config: MkDocsConfig) -> None:
    """Add the pages that the site does not have of its own; a page that the navigation does not name is no omission."""
    folder = default_folder("pages")
    named = set(_pages_in(config.nav))
    for path in layered_files([folder], "**/*.md"):
        file = files.get_file_from_path(path)
        if file is None:
            file = File(path, str(folder), config.site_dir, config.use_directory_urls)
            file.inclusion = InclusionLevel.INCLUDED
            files.append(file)
        if path not in named and file.inclusion is InclusionLevel.INCLUDED:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _pages_in(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for below in entry.values():
            yield from _pages_in(below)
    elif isinstance(entry, list):
        for below in entry:
            yield from _pages_in(below)
