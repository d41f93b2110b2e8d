"""`portal noticeboard`: one sheet for the notice board, or a bulletin, as a PDF to print."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from cppcc_portal.build import declare
from cppcc_portal.commands import project as chosen
from cppcc_portal.commands.cli import command
from cppcc_portal.commands.plain_layout import frame
from cppcc_portal.content import read
from cppcc_portal.features import EVERY_FEATURE
from cppcc_portal.foundation.likeness import nearest
from cppcc_portal.foundation.problems import report
from cppcc_portal.outputs.artifact import made
from cppcc_portal.outputs.layout import unpacked
from cppcc_portal.portal.portal import Portal
from cppcc_portal.project import Host, Project
from cppcc_portal.views.channels.noticeboard import TOPIC, address_of, periods

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@command(help="把一个月（或只知道年份的一年）做成宣传栏或简报的 PDF，带二维码，可以打印。需要 Chromium。")
@chosen.option
@click.option("--month", help="时间：2026-06；只知道年份的写 2026 或 202X")
@click.option("--topic", help="或者一个专题的编号")
@click.option(
    "--form", type=click.Choice(["a4", "a3", "bulletin"]), default="a4", help="a4、a3 宣传栏，bulletin 简报（默认 a4）"
)
@chosen.site_url
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="输出的 PDF（默认放在 build/）")
def noticeboard(
    folder: Path, month: str | None, topic: str | None, form: str, site_url: str | None, target: Path | None
) -> None:
    """Write the PDF; without a browser leave the page as HTML and say how to print it."""
    project = chosen.project_at(folder)
    if bool(month) == bool(topic):
        raise click.ClickException("--month 和 --topic 写一个，也只写一个；例如 --month 2026-06")
    key = f"{TOPIC}{topic}" if topic else str(month).strip().lower()
    out = target or project.root / "build" / f"noticeboard-{key}-{form}.pdf"
    page = project.cache / "noticeboard"
    file = _made(project, chosen.host_of(project, site_url, EVERY_FEATURE), key, form, page)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise click.ClickException(
            f"没有找到 Chromium。改法：装上 chromium 再试；或用浏览器打开 {file} ，按 Ctrl+P 打印"
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    _print(browser, file, out)
    click.echo(f"写好了：{out}")


def _made(project: Project, host: Host, key: str, form: str, folder: Path) -> Path:
    """Make the one page and its style sheet in a folder; return the page."""
    content = read(project, host)
    if content.has_errors:
        click.echo(report(content.problems), err=True)
        sys.exit(1)
    _known_period(content.portal, key)
    wanted = address_of(content.portal, key, form) + "index.html"
    declared = declare(project, content, host, {}, [])
    for one in declared.artifacts:
        if one.file in (wanted, "assets/portal.css"):
            made_of = made(one, project.templates, {})
            if one.layout is not None:
                around = frame(project, content.portal.settings.site, one.file.count("/"), ("head", "body"))
                made_of = around.join(unpacked(made_of))
            (folder / one.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / one.file).write_bytes(made_of)
    return folder / wanted


def _known_period(portal: Portal, key: str) -> None:
    known = {period.key: period.label for period in periods(portal)}
    if key not in known:
        near = nearest(key, known)
        hint = f"是不是 {near}？" if near else ""
        listed = "、".join(one for one in list(known)[:24] if not one.startswith(TOPIC)) or "（没有带日期的记录）"
        raise click.ClickException(f"「{key}」没有记录，做不成宣传栏。{hint}有记录的时间：{listed}")


def _print(browser: str, page: Path, out: Path) -> None:
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    options = [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--no-pdf-header-footer",
    ]
    done = subprocess.run(
        [browser, *options, *sandbox, f"--print-to-pdf={out}", page.as_uri()], capture_output=True, timeout=120
    )
    if done.returncode or not out.is_file():
        raise click.ClickException(f"浏览器没有打印成功。改法：用浏览器打开 {page} ，按 Ctrl+P 打印")
