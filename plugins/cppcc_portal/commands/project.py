"""The project a command works on: the folder it is given or stands in, as `mkdocs.yml` would have it."""

from __future__ import annotations

import re
from pathlib import Path

import click

from cppcc_portal.commands.refusal import Refused
from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.foundation.addresses import site_address
from cppcc_portal.foundation.clock import as_of
from cppcc_portal.foundation.defaults import layered
from cppcc_portal.foundation.usable import usable_cache
from cppcc_portal.project import Host, Project
from cppcc_portal.sources.host_file import FILE, HostFile, read_host_file

option = click.option(
    "--project",
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("."),
    help="项目目录（默认当前目录）",
)
site_url = click.option("--site-url", help="网站的完整网址（默认用 mkdocs.yml 里写的 site_url）")
NOWHERE = "https://example.org/"
_ADDRESS = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")


def project_at(folder: Path) -> Project:
    """Return the project that a folder is or lies in; where there is none, that is told."""
    root = root_of(folder)
    said, _ = read_host_file(root)
    pages = root / said.pages
    themes = layered([root / "theme_overrides"], "theme")
    return Project(root, root / "content", themes, usable_cache(root / said.cache), pages if pages.is_dir() else None)


def root_of(folder: Path) -> Path:
    """Return the nearest folder, upwards from one, that holds a project: records, or the settings of its site with them."""
    here = folder.resolve()
    for place in (here, *here.parents):
        if (place / "content").is_dir() and (place == here or (place / FILE).is_file()):
            return place
    where = "当前文件夹" if folder == Path(".") else f"「{folder}」"
    raise Refused(
        f"{where}和它上面的文件夹里都没有网站（没有 content/ 文件夹）\n"
        "    改法：先进到网站的文件夹里再运行，或用 -C 写明它在哪里；还没有网站就用 portal init 新建"
    )


def host_of(project: Project, site_url: str | None, features: frozenset[str] | None = None) -> Host:
    """Return the host that `mkdocs.yml` describes; an address and features that a command is given go before."""
    said = _said(project)
    address = site_url or said.site_url
    if address is None:
        raise click.ClickException(
            f"不知道网站的网址：{FILE} 里没有写 site_url。改法：加上一行 site_url: https://网站的域名/，或加上 --site-url https://…/"
        )
    if not _ADDRESS.fullmatch(address):
        where = "--site-url" if site_url else f"{FILE} 里的 site_url"
        raise Refused(_no_address(where, address))
    shown = features if features is not None else (said.plugins & EVERY_FEATURE) or EVERY_FEATURE
    return Host(site_address(address), said.directory_urls, as_of(), features=shown)


def site_of(project: Project) -> Path:
    """Return the folder into which MkDocs builds the site."""
    return project.root / _said(project).site


def settings_at(folder: Path) -> None:
    """Look at `mkdocs.yml` alone; what is wrong with it is told."""
    said, problems = read_host_file(root_of(folder))
    if problems:
        raise Refused("\n".join(map(str, problems)))
    if said.site_url and not _ADDRESS.fullmatch(said.site_url):
        raise Refused(_no_address(f"{FILE} 里的 site_url", said.site_url))


def _no_address(where: str, written: str) -> str:
    return f"{where}「{written}」不是完整网址。改法：写成 https://zx.example.gov.cn/"


def checking_host(project: Project) -> Host:
    """Return a host to check the content by: nothing is published, so every feature is on, and an address may be missing."""
    said = _said(project)
    return Host(site_address(said.site_url or NOWHERE), said.directory_urls, as_of())


def _said(project: Project) -> HostFile:
    said, problems = read_host_file(project.root)
    if problems:
        raise click.ClickException("\n".join(map(str, problems)))
    return said
