"""`portal duties`: who has done what the office's rules ask for, and what is missing, for the office's own eyes."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.commands.plain_layout import frame
from cppcc_portal.content import read
from cppcc_portal.foundation.clock import as_of
from cppcc_portal.foundation.problems import report
from cppcc_portal.outputs.data import grid_csv
from cppcc_portal.outputs.pages import page
from cppcc_portal.outputs.plain_duties import duties_markdown
from cppcc_portal.outputs.stylesheet import css, stylesheet
from cppcc_portal.records.office import DUTIES
from cppcc_portal.views.blocks.entry import Named
from cppcc_portal.views.blocks.head import site_view
from cppcc_portal.views.figures.duty_ledger import due_rows, duty_grid, duty_view


@command(
    help=f"按 content/{DUTIES} 里的规则列出谁已经完成、还缺什么。只写到网站以外的文件夹，供内部使用；"
    "规则里写 public: true 才会上网。"
)
@chosen.option
@click.option("--as-of", "written", help="截至哪一天，如 2026-06-30（默认今天）")
@chosen.site_url
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 build/duties")
def duties(folder: Path, written: str | None, site_url: str | None, target: Path | None) -> None:
    """Write the ledger as HTML, Markdown and CSV; with errors in the content nothing is written and the exit code is 1."""
    project = chosen.project_at(folder)
    try:
        day = date.fromisoformat(written) if written else as_of()
    except ValueError:
        raise click.ClickException(f"「{written}」不是日期；写成 2026-06-30") from None
    content = read(project, chosen.host_of(project, site_url))
    if content.has_errors:
        click.echo(report(content.problems), err=True)
        sys.exit(1)
    portal = content.portal
    if portal.office.duties is None:
        raise click.ClickException(
            f"没有 content/{DUTIES}；照编辑指南「履职规则和台账」写一个，最少两行：presets 和 from"
        )
    rows = due_rows(portal, day)
    shown = f"{day.year}年{day.month}月{day.day}日"
    view = duty_view(site_view(portal.settings), rows, (Named("首页", ""),), "", shown)
    place = target or project.root / "build" / "duties"
    place.mkdir(parents=True, exist_ok=True)
    around = frame(project, portal.settings.site, 0, ("head", "body"))
    html = around.join(page(project.templates, view, "index.html")).replace(
        b'href="./', f'href="{portal.settings.site_url}'.encode()
    )
    styles = stylesheet(project.themes)
    (place / "index.html").write_bytes(
        html.replace(f'"{portal.settings.site_url}assets/portal.css'.encode(), b'"portal.css')
    )
    (place / "portal.css").write_bytes(css(styles.make(*styles.of)) if styles else b"")
    (place / "duties.md").write_bytes(duties_markdown(view))
    (place / "duties.csv").write_bytes(grid_csv(duty_grid(rows)))
    missing = sum(row.state == "缺少" for row in rows)
    click.echo(f"台账在 {place}：{len(view.rules)} 条规则，{len(rows)} 项，其中 {missing} 项缺少。")
