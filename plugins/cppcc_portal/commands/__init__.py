"""The door for the command line: one command of `portal` a module."""

from __future__ import annotations

import click

from cppcc_portal import __version__
from cppcc_portal.commands.build import build
from cppcc_portal.commands.check import check
from cppcc_portal.commands.cli import Commands, add_all
from cppcc_portal.commands.doctor import doctor
from cppcc_portal.commands.duties import duties
from cppcc_portal.commands.guards import guards
from cppcc_portal.commands.hook import hook
from cppcc_portal.commands.images import images
from cppcc_portal.commands.importing import import_
from cppcc_portal.commands.init import init
from cppcc_portal.commands.new import new
from cppcc_portal.commands.noticeboard import noticeboard
from cppcc_portal.commands.overrides import override
from cppcc_portal.commands.report import report


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="政协门户的命令。在网站的文件夹（或它里面的文件夹）里运行。",
)
@click.version_option(__version__, message="%(version)s", help="显示版本")
def main() -> None:
    """Run a command of the portal."""


add_all(main, (init, check, doctor, override, guards, hook, new, build, images, report, duties, noticeboard, import_))
