"""`portal check`: every problem of the records, without MkDocs and without building anything."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.content import read


@command(help="检查 content/ 里的全部记录，列出所有错误和提醒，不生成网站。")
@chosen.option
@click.option("--strict", is_flag=True, help="有提醒也算不通过")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="报告的格式（默认 text）",
)
@click.option("--settings", is_flag=True, help="只检查 mkdocs.yml")
def check(folder: Path, strict: bool, form: str, settings: bool) -> None:
    """Print every problem; exit with 1 when there is an error, or a reminder in strict mode."""
    if settings:
        chosen.settings_at(folder)
        return
    project = chosen.project_at(folder)
    content = read(project, chosen.checking_host(project))
    if form != "text":
        from cppcc_portal.commands.formats import FORMATS  # for programs

        click.echo(FORMATS[form](content.problems, content.silenced))
    elif content.problems or content.silenced:
        from cppcc_portal.commands.formats import as_text

        click.echo(as_text(content.problems, content.silenced), err=True)
    count = len(content.portal.items)
    if content.has_errors or (strict and content.problems):
        sys.exit(1)
    if form == "text":
        click.echo(f"检查通过：{count} 条记录" + ("，有提醒" if content.problems else "，没有问题") + "。")
