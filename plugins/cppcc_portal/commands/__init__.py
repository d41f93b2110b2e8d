"""The door for the command line: one command of `portal` a module."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_portal import __version__
from cppcc_portal.commands.build import build
from cppcc_portal.commands.check import check
from cppcc_portal.commands.cli import Commands, add_all
from cppcc_portal.commands.doctor import doctor
from cppcc_portal.commands.duties import duties
from cppcc_portal.commands.forget import forget
from cppcc_portal.commands.guards import guards
from cppcc_portal.commands.hook import hook
from cppcc_portal.commands.images import images
from cppcc_portal.commands.importing import import_
from cppcc_portal.commands.init import init
from cppcc_portal.commands.new import new
from cppcc_portal.commands.noticeboard import noticeboard
from cppcc_portal.commands.overrides import override
from cppcc_portal.commands.project import root_of
from cppcc_portal.commands.refusal import Refused
from cppcc_portal.commands.report import report
from cppcc_portal.sources.site_facts import read_site

NOWHERE = """\
这里还没有网站。
  portal init 文件夹        新建一个网站
  portal -h                 全部命令"""
NEXT = """\
这是「{name}」（{root}）。
  portal new 活动           写一条新记录（还可以写 委员、公告、提案、文史……）
  portal check              检查全部内容
  mkdocs serve              在本机预览，边改边看
  mkdocs build --strict     生成网站，在 site/ 里
  portal -h                 全部命令"""


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="政协门户的命令。在网站的文件夹（或它里面的文件夹）里运行。",
)
@click.version_option(__version__, message="%(version)s", help="显示版本")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Run a command of the portal; without one, say what to do next in this folder."""
    if ctx.invoked_subcommand is not None:
        return
    try:
        root = root_of(Path("."))
    except Refused:
        click.echo(NOWHERE)
        return
    site, _ = read_site(root / "content")
    click.echo(NEXT.format(name=site.name if site and site.name else root.name, root=root))


add_all(
    main,
    (init, check, doctor, override, guards, hook, forget, new, build, images, report, duties, noticeboard, import_),
)
