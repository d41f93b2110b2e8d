"""Theme files: what MkDocs finds in its theme, without what no page of ours loads."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from cppcc_portal.outputs.stylesheet import FOLDER

_THEIRS = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")


class _Shown(FileSystemLoader):
    """Lists no hidden folders: MkDocs would take their files out again one by one, and Material has 14,000 icons in one."""

    def list_templates(self) -> list[str]:
        """Return the names of all files, sorted, of which the first theme that has one wins."""
        found: set[str] = set()
        for folder in self.searchpath:
            for place, folders, names in os.walk(folder):
                folders[:] = [one for one in folders if not one.startswith(".")]
                within = Path(place).relative_to(folder).as_posix()
                found.update(name if within == "." else f"{within}/{name}" for name in names)
        return sorted(found)


def without_hidden(theme: Theme) -> None:
    """Let the environment of a theme list no hidden folders; MkDocs 1.6.1 has no setting for it."""
    made = type(theme).get_env

    def get_env() -> Environment:
        env = made(theme)
        env.loader = _Shown(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def without_theme_assets(files: Files) -> None:
    """Take away Material's scripts, styles and pictures, which no page loads, and the style sheets that become one."""
    for file in list(files):
        if (file.src_uri.startswith(_THEIRS) and "material" in Path(file.src_dir or "").parts) or (
            file.src_uri.startswith(FOLDER) and file.src_uri.endswith(".css")
        ):
            files.remove(file)
