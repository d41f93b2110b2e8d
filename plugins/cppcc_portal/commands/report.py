"""`portal report`: the draft of a unit's work summary for a period, as Markdown and as a Word file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.content import read
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.problems import report as problems_report
from cppcc_portal.outputs.plain_report import markdown
from cppcc_portal.outputs.word import docx
from cppcc_portal.portal.aggregates import Aggregates
from cppcc_portal.portal.periods import Period
from cppcc_portal.portal.portal import Portal
from cppcc_portal.views.figures.report import report_view

UNCOMMITTED = "（有未提交的改动）"


@command(help="按公开的记录起草工作总结：数字都有脚注，写明依据。生成 Markdown 和 Word（公文版式）两个文件。")
@chosen.option
@click.option("--unit", "-u", help="机构的编号或名称；不写就是全站")
@click.option(
    "--period", "-p", "written", required=True, help="时段：2026、2026H1、2026Q3、2026-06；来源隐去年份的写 202X"
)
@chosen.site_url
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 build/reports")
def report(folder: Path, unit: str | None, written: str, site_url: str | None, target: Path | None) -> None:
    """Write both files; with errors in the content nothing is written and the exit code is 1."""
    project = chosen.project_at(folder)
    try:
        period = Period.parse(written)
    except ValueError:
        cure = "写成 2026、2026H1（上半年）、2026Q3（第三季度）、2026-06 或 202X"
        raise click.ClickException(f"「{written}」不是时段；{cure}") from None
    content = read(project, chosen.host_of(project, site_url))
    if content.has_errors:
        click.echo(problems_report(content.problems), err=True)
        sys.exit(1)
    id = _unit(content.portal, unit)
    view = report_view(Aggregates(content.portal), id, period, commit(project.root))
    place = target or project.root / "build" / "reports"
    place.mkdir(parents=True, exist_ok=True)
    name = f"{id or 'all'}-{period.code.lower()}"
    for ending, data in ((".md", markdown(view)), (".docx", docx(view))):
        (place / (name + ending)).write_bytes(data)
    click.echo(f"草稿在 {place}：{name}.md、{name}.docx；{len(view.notes)} 条脚注。")


def _unit(portal: Portal, written: str | None) -> str | None:
    """Return the id of a unit that is named by its id or its title."""
    if written is None:
        return None
    names = {item.record.title: item.id for item in portal.of_kind("unit")}
    id = names.get(written, written)
    if id in names.values():
        return id
    near = nearest(written, (*names, *names.values()))
    raise click.ClickException(
        f"没有机构「{written}」" + (f"，是不是「{near}」？" if near else "；看看 content/units/ 里的文件名")
    )


def commit(root: Path) -> str:
    """Return the git commit of a project's content, and whether it holds what is not committed; a word where there is none."""

    def git(*words: str) -> str | None:
        try:
            done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, timeout=30)
        except OSError:
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    head = git("rev-parse", "HEAD")
    if not head:
        return "（没有用 git 管理）"
    return head + (UNCOMMITTED if git("status", "--porcelain", "--", "content") else "")
