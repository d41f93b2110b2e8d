"""`portal check`: every problem of the records, without MkDocs and without building anything."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.content import read
from cppcc_portal.foundation.problems import report


@click.command(help="检查 content/ 里的全部记录，列出所有错误和提醒，不生成网站。")
@chosen.option
@click.option("--strict", is_flag=True, help="有提醒也算不通过")
def check(folder: Path, strict: bool) -> None:
    """Print every problem; exit with 1 when there is an error, or a reminder in strict mode."""
    project = chosen.project_at(folder)
    content = read(project, chosen.checking_host(project))
    if content.problems:
        click.echo(report(content.problems), err=True)
    count = len(content.portal.items)
    if content.has_errors or (strict and content.problems):
        sys.exit(1)
    click.echo(f"检查通过：{count} 条记录" + ("，有提醒" if content.problems else "，没有问题") + "。")
