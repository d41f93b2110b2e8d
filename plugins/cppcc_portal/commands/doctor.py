"""`portal doctor`: what is overridden and outdated, and whether versions, fonts, tools, cache and disk are as they should be."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import click

from cppcc_portal import __version__
from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.commands.overrides import overrides
from cppcc_portal.foundation.fonts import chinese_font
from cppcc_portal.project import Project

LOW_DISK = 1_000_000_000
LARGE_CACHE = 3_000_000_000
TOOLS = {
    "git": ("记录每次改动、由 CI 发布", "apt-get install git"),
    "rsync": ("用 deploy/publish.sh 发布到别的机器", "apt-get install rsync"),
    "chromium": ("用 portal noticeboard 做宣传栏的 PDF", "apt-get install chromium"),
}


class Finding(NamedTuple):
    """One thing that was looked at: what it is, how it is, and what to do where it is not as it should be."""

    what: str
    found: str
    cure: str = ""


@command(help="体检：版本、字体、工具、缓存、磁盘，以及自己改过的文件是不是落在了程序的新版本后面。")
@chosen.option
def doctor(folder: Path) -> None:
    """Print every finding; exit with 1 when something asks for a cure."""
    project = chosen.project_at(folder)
    found = [*_versions(), *_surroundings(project), *_own_files(project)]
    for one in found:
        click.echo(
            f"{'要办' if one.cure else '正常'}  {one.what}：{one.found}"
            + (f"\n      改法：{one.cure}" if one.cure else "")
        )
    wanting = sum(1 for one in found if one.cure)
    click.echo(f"共看了 {len(found)} 项，" + (f"{wanting} 项要办。" if wanting else "都正常。"))
    sys.exit(1 if wanting else 0)


def _versions() -> Iterator[Finding]:
    yield Finding("程序", __version__)
    yield Finding("Python", sys.version.split()[0])
    for name in ("mkdocs", "mkdocs-material"):
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            yield Finding(name, "没有安装", f"运行 pip install {name}")


def _surroundings(project: Project) -> Iterator[Finding]:
    font = chinese_font()
    cure = (
        "安装思源或 Noto 中文字体：apt-get install fonts-noto-cjk；不要转发图时在 mkdocs.yml 写 portal: {cards: false}"
    )
    yield Finding("中文字体", font.path if font else "没有找到，转发到微信等处的链接没有图", "" if font else cure)
    for name, (what, install) in TOOLS.items():
        path = shutil.which(name)
        yield Finding(name, path or f"没有安装；只有要{what}时才用得着（{install}）")
    used = (
        sum(file.stat().st_size for file in project.cache.rglob("*") if file.is_file()) if project.cache.is_dir() else 0
    )
    cure = "删去 .cache 文件夹，下一次生成会慢一些，别的不受影响" if used > LARGE_CACHE else ""
    yield Finding("缓存", f"{used / 1e6:.0f} MB", cure)
    free = shutil.disk_usage(project.root).free
    cure = "腾出一些地方，至少留 1 GB" if free < LOW_DISK else ""
    yield Finding("磁盘", f"还有 {free / 1e9:.1f} GB", cure)


def _own_files(project: Project) -> Iterator[Finding]:
    for one in overrides(project.root):
        if one.is_equal:
            yield Finding(one.path, "和随程序提供的一样", "没有要改的就删去它，以后跟着程序更新")
        elif one.is_outdated:
            cure = f"对照 {one.default} 看程序改了什么，改好以后运行 portal override {one.sort} {one.name} --reviewed"
            yield Finding(one.path, "自己的；程序的新版本里这个文件已经变了", cure)
        else:
            yield Finding(one.path, "自己的，代替随程序提供的")
