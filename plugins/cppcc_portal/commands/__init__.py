"""The door for the command line: `portal check`, `portal guards`, `portal new`, `portal build`, `portal images`, `portal report`, `portal duties`, `portal noticeboard`."""

from __future__ import annotations

import click

from cppcc_portal import __version__
from cppcc_portal.commands.build import build
from cppcc_portal.commands.check import check
from cppcc_portal.commands.duties import duties
from cppcc_portal.commands.guards import guards
from cppcc_portal.commands.images import images
from cppcc_portal.commands.importing import import_
from cppcc_portal.commands.new import new
from cppcc_portal.commands.noticeboard import noticeboard
from cppcc_portal.commands.report import report


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, help="政协门户的命令。")
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Run a command of the portal."""


for command in (check, guards, new, build, images, report, duties, noticeboard, import_):
    main.add_command(command)
