"""The project a command works on: the folder it is given or stands in, as `mkdocs.yml` would have it."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_portal.project import Project

option = click.option(
    "--project",
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("."),
    help="项目目录（默认当前目录）",
)


def project_at(folder: Path) -> Project:
    """Return the project in a folder; a folder without `content/` is told so."""
    root = folder.resolve()
    if not (root / "content").is_dir():
        raise click.ClickException(f"{folder} 里没有 content/ 文件夹；请在项目目录里运行，或用 -C 指定项目目录")
    return Project(root, root / "content", (root / "theme_overrides",), root / ".cache")
