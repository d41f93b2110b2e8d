"""`portal build`: the portal's own pages without MkDocs, in a plain frame; the exit for the day the host is gone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cppcc_portal.build import declare, publish, staging_folder
from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.commands.plain_layout import frame
from cppcc_portal.content import read
from cppcc_portal.features import EVERY_FEATURE, SEARCH
from cppcc_portal.foundation.problems import ContentError, report

_MARKED = {
    "index.html": "home",
    "members/index.html": "directory",
    "timeline/index.html": "timeline",
    "achievements/index.html": "achievements",
    "history/index.html": "history",
    "notices/index.html": "notices",
    "about/index.html": "units",
    "sheets/index.html": "sheets",
    "feeds/index.html": "feeds",
    "data/index.html": "data",
    "sitemap/index.html": "sitemap",
    "contact/index.html": "contact",
    "noticeboard/index.html": "noticeboard",
}


@command(help="不用 MkDocs，用最简单的页框生成网站（备用出口；平时请用 mkdocs build）。")
@chosen.option
@chosen.site_url
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    help="输出目录（会被清理成只有网站）",
)
@click.option("--verify", is_flag=True, help="照平时那样生成一次，再从头生成一次，比较两个网站是不是一模一样")
def build(folder: Path, site_url: str | None, target: Path | None, verify: bool) -> None:
    """Build into a folder; with errors in the content nothing is touched and the exit code is 1."""
    project = chosen.project_at(folder)
    if verify:
        from cppcc_portal.commands.verifying import differences

        found = differences(project, chosen.site_of(project))
        for line in found:
            click.echo(line, err=True)
        cure = "改法：删去 .cache 文件夹再生成；这是程序的错，请把上面的话告诉开发者"
        click.echo(cure if found else "两次生成的网站一模一样。", err=bool(found))
        sys.exit(bool(found))
    if target is None:
        raise click.UsageError("没有写输出目录：加上 --to 目录")
    host = chosen.host_of(project, site_url, EVERY_FEATURE - {SEARCH})
    content = read(project, host)
    if content.problems:
        click.echo(report(content.problems), err=True)
    if content.has_errors:
        sys.exit(1)
    site = content.portal.settings.site

    pages = {file: frame(project, site, file.count("/"), (mark,)) for file, mark in _MARKED.items()}
    declared = declare(project, content, host, pages, [file.removesuffix("index.html") for file in _MARKED])
    try:
        with staging_folder(project) as staging:
            done = publish(
                project,
                content,
                declared,
                lambda key: frame(project, site, int(key.partition(":")[2]), ("head", "body")),
                pages,
                staging,
                target.resolve(),
            )
    except ContentError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"网站在 {target}：共 {done.files} 个文件，写了 {done.written} 个，清除 {done.removed} 个。")
